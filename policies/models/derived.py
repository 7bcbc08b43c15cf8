"""What everything derived from text has: the rule or person it came from, and what people decided about it."""

from collections.abc import Iterable
from datetime import date

from django.db import models

_STOPS = "。；\n"
_TOLD = (
    *("article__document", "article__section", "measure", "inherited_from"),
    *("unit", "via", "term", "document", "passage__document"),
)


def _plain(value):
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value  # a choice, too, is but its value


def sentence_of(text: str, start: int, end: int) -> str:
    """The sentence, or 分号 clause, of ``text`` that holds the characters from ``start`` to ``end``."""
    begin = max(text.rfind(stop, 0, start) for stop in _STOPS) + 1
    ends = [found for stop in _STOPS if (found := text.find(stop, max(start, end - 1))) >= 0]
    return text[begin : min(ends, default=len(text)) + 1].strip()


def is_live(prefix: str = "") -> models.Q:
    """The condition for :meth:`DerivedQuerySet.live`, across a relation: is_live("uses__")."""
    return models.Q(**{f"{prefix}status__in": Derived.LIVE, f"{prefix}unmet": False})


class DerivedQuerySet(models.QuerySet):
    """Facts, or other rows derived from text."""

    def live(self):
        """All but those that an editor rejected, and those whose words the text has no more."""
        return self.filter(is_live())

    def human(self):
        """Those that a person had a hand in."""
        return self.exclude(status=Derived.Status.DERIVED, origin=Derived.Origin.RULE)

    def in_conflict(self):
        """Those that a person decided about, and whose text a newer source changed, or has no more."""
        gone = models.Q(unmet=True) | models.Q(changed=True) | models.Q(article__vanished=True)
        return self.human().exclude(status=Derived.Status.REJECTED).filter(gone)

    def with_what_it_tells(self):
        """Each with the rows that telling it in words needs, whichever of them its kind has."""
        return self.select_related(*self.model.having(_TOLD))

    def doubtful(self):
        """Those that no person has looked at yet."""
        return self.live().filter(status=Derived.Status.DERIVED)


class Derived(models.Model):
    """A row that a rule read from text, or that an editor gave.

    ``machine`` keeps the machine's own values of the fields in ``MACHINE`` where a person's differ; a rejected row
    stays as a tombstone, so that the next import does not bring it back.
    """

    class Origin(models.TextChoices):
        """Who first put it here."""

        RULE = "rule", "规则"
        EDITOR = "editor", "编辑"

    class Status(models.TextChoices):
        """What people decided about it."""

        DERIVED = "derived", "自动提取"
        CONFIRMED = "confirmed", "已确认"
        EDITED = "edited", "已修改"
        REJECTED = "rejected", "已否定"

    LIVE = (Status.DERIVED, Status.CONFIRMED, Status.EDITED)
    MACHINE: tuple[str, ...] = ()

    rule = models.CharField("规则", max_length=60, blank=True)
    origin = models.CharField("来历", max_length=8, choices=Origin.choices, default=Origin.RULE)
    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.DERIVED)
    machine = models.JSONField("自动提取的值", null=True, blank=True, editable=False)
    unmet = models.BooleanField(
        "原文已无", default=False, editable=False, help_text="重新导入后在原文里找不到了，待编辑处理。"
    )
    seen = models.TextField("决定时的句子", blank=True, editable=False)
    changed = models.BooleanField(
        "原文已改", default=False, editable=False, help_text="处理之后，新版原文在这里读出的不同了，待编辑处理。"
    )

    objects = DerivedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """A person's act, since imports write past it: what he has in sight is kept, a conflict is settled."""
        self.settle()
        text = self.place.text
        if text[self.start : self.end] == self.quote:
            self.seen = sentence_of(text, self.start, self.end)
            self.unmet = self.changed = False
        super().save(*args, **kwargs)

    def settle(self) -> None:
        """Set the columns that follow from others; for whoever writes rows in bulk, past :meth:`save`."""

    def said_now(self) -> dict:
        """What the row says, as JSON holds it: the fields that the machine reads, and its quote."""
        return {name: _plain(getattr(self, name)) for name in (*self.MACHINE, "quote")}

    @classmethod
    def having(cls, paths: Iterable[str]) -> list[str]:
        """Those of the paths (unit__name) that begin with a relation of its kind."""
        known = {field.name for field in cls._meta.get_fields() if field.is_relation}
        return [path for path in paths if path.partition("__")[0] in known]

    @property
    def is_lost(self) -> bool:
        """Whether its words stand nowhere any more, or its article does not."""
        return self.unmet or (self.article is not None and self.article.vanished)

    @property
    def machine_quote(self) -> str:
        """The words that the machine read, also where an editor moved the span."""
        return (self.machine or {}).get("quote", self.quote)

    @property
    def is_human(self) -> bool:
        """Whether a person had a hand in it: then no import may change or delete it."""
        return self.origin == self.Origin.EDITOR or self.status != self.Status.DERIVED
