"""Everything derived from text: where it stands, the rule or person it came from, what people decided."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce

from policies.models.publication import is_published
from policies.models.validity import OVER
from policies.models.validity import of_articles as validity_of_articles

_STOPS = "。；\n"
_DESCRIBED_WITH = (
    *("article__document", "article__section", "measure", "inherited_from"),
    *("unit", "via", "term", "document", "passage__document"),
)
# The order in which texts are worked through; see ``with_work_order``. Behind all documents come notices.
WORK_ORDER = ("at_document", "at_article", "start", "id")
_BEHIND = Value(2**31 - 1, output_field=models.PositiveIntegerField())
_HEAVY_COLUMNS = ("article__search", "article__pieces", "article__reading", "article__document__validity_evidence")


def _as_json(value):
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value  # a choice, too, is but its value


def sentence_of(text: str, start: int, end: int) -> str:
    """Return the sentence, or 分号 clause, of ``text`` that holds the characters from ``start`` to ``end``."""
    begin = max(text.rfind(stop, 0, start) for stop in _STOPS) + 1
    ends = [found for stop in _STOPS if (found := text.find(stop, max(start, end - 1))) >= 0]
    return text[begin : min(ends, default=len(text)) + 1].strip()


def is_active(prefix: str = "") -> Q:
    """Return the condition of :meth:`DerivedQuerySet.active`, across a relation: is_active("uses__")."""
    return Q(**{f"{prefix}status__in": Derived.ACTIVE, f"{prefix}orphaned": False})


def is_present(prefix: str = "", *, inherits: bool = True) -> Q:
    """Return the condition of :meth:`DerivedQuerySet.present`, across a relation: is_present("uses__").

    ``inherits``: whether rows of the kind may stand in another article than the one they are about; measures do not.
    """
    stands = [f"{prefix}article", *([f"{prefix}inherited_from"] if inherits else [])]
    present = (Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__removed_from_source": False}) for name in stands)
    found = is_active(prefix)
    for condition in present:
        found &= condition
    return found


def is_public(prefix: str = "", *, inherits: bool = True) -> Q:
    """Return the condition of :meth:`DerivedQuerySet.public`, as :func:`is_present` that of what is present."""
    about = is_published(f"{prefix}article__document__")
    if inherits:
        about |= Q(**{f"{prefix}article__isnull": True}) & is_published(f"{prefix}passage__document__")
    return is_present(prefix, inherits=inherits) & about


class DerivedQuerySet(models.QuerySet):
    """Facts, or other rows derived from text."""

    def active(self):
        """Return all but those that an editor rejected, and those whose words the text has no more; for the desk."""
        return self.filter(is_active())

    def present(self):
        """Return the active rows of texts that their source still has, whether or not readers may see these."""
        return self.filter(is_present(inherits=self._inherits()))

    def public(self):
        """Return what readers may see: of what is present, that of published documents. The one owner of this rule."""
        return self.filter(is_public(inherits=self._inherits()))

    def _inherits(self) -> bool:
        return bool(self.model.related_to(["inherited_from"]))

    def in_force(self):
        """Return those about articles that can be built on: neither repealed or expired, nor not yet in force."""
        stated = validity_of_articles("article__")
        return self.of_articles().alias(validity_stated=stated).exclude(validity_stated__in=OVER)

    def of_articles(self):
        """Return those that are about an article, not about a passage beside the articles."""
        return self.filter(article__isnull=False)

    def among(self, articles: Collection[int] | None):
        """Return those that are about some articles, by their ids; None is about any."""
        return self if articles is None else self.filter(article__in=articles)

    def in_text_order(self):
        """Return them as they stand in their text."""
        return self.order_by("start", "id")

    def without_heavy_columns(self):
        """Return each with its article and document, but for their columns that no list shows."""
        return self.select_related("article__document", "article__section").defer(*_HEAVY_COLUMNS)

    def human(self):
        """Return those that a person had a hand in."""
        return self.exclude(status=Derived.Status.EXTRACTED, origin=Derived.Origin.RULE)

    def in_conflict(self):
        """Return those that a person decided about, and whose text a newer source changed, or has no more."""
        is_lost = Q(orphaned=True) | Q(source_changed=True) | Q(article__removed_from_source=True)
        return self.human().exclude(status=Derived.Status.REJECTED).filter(is_lost)

    def for_description(self):
        """Return each with the rows that describing it in words needs, whichever of them its kind has."""
        return self.select_related(*self.model.related_to(_DESCRIBED_WITH))

    def doubtful(self):
        """Return those that no person has looked at yet."""
        return self.active().filter(status=Derived.Status.EXTRACTED)

    def in_document(self, slug: str):
        """Return those of one document, in its articles or in its passages."""
        return self._within(document__slug=slug)

    def of_documents(self, documents: Iterable[int]):
        """Return those of some documents, by their ids, in their articles or in their passages."""
        return self._within(document__in=list(documents))

    def _within(self, **which):
        """Return those whose article is one of some, or their passage: an engine would look through all by joins."""
        about = Q(article__in=self._places("article").filter(**which).values("pk"))
        if self.model.related_to(["passage"]):
            about |= Q(article=None, passage__in=self._places("passage").filter(**which).values("pk"))
        return self.filter(about)

    def _places(self, name: str):
        return self.model._meta.get_field(name).related_model._base_manager.all()

    def with_work_order(self):
        """Return each with what puts it in the order of work: document by document, article by article, word by word.

        ``at_document`` and ``at_article`` are numbers; what stands in a passage comes before its document's articles.
        """
        paths = self.model.related_to(["article__document__", "passage__document__"])
        places = [
            Case(When(**{f"{path}is_notice": True}, then=_BEHIND), default=F(f"{path}position")) for path in paths
        ]
        first = Value(0, output_field=models.PositiveIntegerField())
        return self.annotate(at_document=Coalesce(*places, _BEHIND), at_article=Coalesce("article__ordinal", first))

    def in_work_order(self):
        """Return them in the order of work."""
        return self.with_work_order().order_by(*WORK_ORDER)


class Span(models.Model):
    """The words ``quote``, standing at place.text[start:end]; ``place`` is an article or a passage."""

    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")
    quote = models.TextField("原文")

    class Meta:
        abstract = True

    @property
    def place(self):
        """The text in which the span lies."""
        raise NotImplementedError

    @property
    def is_in_place(self) -> bool:
        """Whether its words stand where it says."""
        return self.place.text[self.start : self.end] == self.quote


class Derived(Span):
    """A row that a rule read from text, or that an editor gave.

    ``extracted_values`` keeps the machine's own values of ``EXTRACTED_FIELDS`` where a person's differ; a rejected row
    stays as a tombstone, so that the next import does not bring it back.
    """

    class Origin(models.TextChoices):
        """The origin of a row: who first put it here."""

        RULE = "rule", "规则"
        EDITOR = "editor", "编辑"

    class Status(models.TextChoices):
        """The decision of people about a row."""

        EXTRACTED = "extracted", "自动提取"
        CONFIRMED = "confirmed", "已确认"
        EDITED = "edited", "已修改"
        REJECTED = "rejected", "已否定"

    ACTIVE = (Status.EXTRACTED, Status.CONFIRMED, Status.EDITED)
    EXTRACTED_FIELDS: tuple[str, ...] = ()

    rule = models.CharField("规则", max_length=60, blank=True)
    origin = models.CharField("来历", max_length=8, choices=Origin.choices, default=Origin.RULE)
    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.EXTRACTED)
    extracted_values = models.JSONField("自动提取的值", null=True, blank=True, editable=False)
    orphaned = models.BooleanField(
        "原文已无", default=False, editable=False, help_text="重新导入后在原文里找不到了，待编辑处理。"
    )
    sentence_at_decision = models.TextField("决定时的句子", blank=True, editable=False)
    source_changed = models.BooleanField(
        "原文已改", default=False, editable=False, help_text="处理之后，新版原文在这里读出的不同了，待编辑处理。"
    )

    objects = DerivedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Save as a person's act, since imports write past it: keep the sentence in sight, end a conflict."""
        self.compute_derived_columns()
        self.end_conflict()
        super().save(*args, **kwargs)

    def end_conflict(self) -> None:
        """Keep the sentence in sight and end a conflict, where the words stand in their place."""
        if self.is_in_place:
            self.sentence_at_decision = sentence_of(self.place.text, self.start, self.end)
            self.orphaned = self.source_changed = False

    def mark_edited(self) -> None:
        """Keep a row that says otherwise than the machine out of its hands: the next import would change it unseen."""
        if self.status == self.Status.EXTRACTED and self.extracted_values not in (None, self.current_values()):
            self.status = self.Status.EDITED

    def store_extracted(self, before: dict) -> None:
        """Keep the machine's own value beside a person's, from what the row said ``before``.

        Where both are one again, there is nothing to keep, and the person but confirmed it.
        """
        if self.current_values() == before:
            return
        extracted = self.extracted_values or before
        is_one = self.current_values() == extracted
        if self.origin == self.Origin.RULE:
            self.extracted_values = None if is_one else extracted
        if is_one and self.status == self.Status.EDITED:
            self.status = self.Status.CONFIRMED
        elif not is_one and self.status in (self.Status.EXTRACTED, self.Status.CONFIRMED):
            self.status = self.Status.EDITED

    def compute_derived_columns(self) -> None:
        """Set the columns that follow from others; for whoever writes rows in bulk, past :meth:`save`."""

    def current_values(self) -> dict:
        """Return what the row says, as JSON holds it: the fields that the machine reads, and its quote."""
        return {name: _as_json(getattr(self, name)) for name in (*self.EXTRACTED_FIELDS, "quote")}

    @classmethod
    def related_to(cls, paths: Iterable[str]) -> list[str]:
        """Return those of the paths (unit__name) that begin with a relation of its kind."""
        known = {field.name for field in cls._meta.get_fields() if field.is_relation}
        return [path for path in paths if path.partition("__")[0] in known]

    @property
    def is_inherited(self) -> bool:
        """Whether it stands elsewhere than in its article's own text; facts may."""
        return False

    @property
    def is_lost(self) -> bool:
        """Whether its words stand nowhere any more, or its article does not."""
        return self.orphaned or (self.article is not None and self.article.removed_from_source)

    @property
    def extracted_quote(self) -> str:
        """The words that the machine read, also where an editor moved the span."""
        return (self.extracted_values or {}).get("quote", self.quote)

    @property
    def is_human(self) -> bool:
        """Whether a person had a hand in it: then no import may change or delete it."""
        return self.origin == self.Origin.EDITOR or self.status != self.Status.EXTRACTED
