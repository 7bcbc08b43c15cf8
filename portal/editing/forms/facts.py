"""The forms of facts: words that stand in their text, figures and lengths as people write them, nothing said twice."""

from policies.models import Article, Responsibility
from policies.models.derived import Derived, DerivedQuerySet
from portal.editing import conflicts
from portal.editing.forms.fields import FiguresField, LengthField, WordLinesField
from portal.editing.forms.span import Chosen, SpanForm
from portal.editing.optimistic_lock import UnrecordedBox


class FactForm(SpanForm):
    """A fact's words must stand in its text: the span is found from them, so that nobody need count characters."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if proposed := proposed_article(self.instance):
            self.initial["article"] = proposed.pk

    def now(self) -> Chosen | None:
        row = self.instance
        return Chosen(row.start, row.end, row.quote) if row.pk and not row.orphaned else None

    def clean(self):
        cleaned = super().clean()
        place = cleaned.get("article") or (self.instance.place if self.instance.pk else None)
        if place is None:
            self.add_error("article", "请选条文。")
            return cleaned
        if chosen := self.choose(place.text):
            cleaned["quote"] = chosen.quote
            self.instance.start, self.instance.end = chosen.start, chosen.end
            self._refuse_twin(chosen, cleaned)
        return cleaned

    def _refuse_twin(self, chosen: Chosen, cleaned: dict) -> None:
        """The same is not said twice of the same words; of what is not touched, nothing is asked."""
        row = self.instance
        extracted = [name.removesuffix("_id") for name in row.EXTRACTED_FIELDS]
        if row.pk and not {"quote", "first", "last", *extracted} & set(self.changed_data):
            return
        about = {"article": cleaned.get("article") or row.article, "passage": row.passage}
        others = type(row).objects.active().filter(**about, start=chosen.start, end=chosen.end).exclude(pk=row.pk)
        same = {name: cleaned[name] for name in extracted if name in cleaned}
        if not self.errors and any(_says(each, same) for each in others):
            self.add_error("quote", f"这几个字已经有同样的一条{row._meta.verbose_name}了，不用再加。")


def _says(row: Derived, values: dict) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


def proposed_article(row: Derived | None) -> Article | None:
    """Return the current article that best matches the quote of a row whose article is no more."""
    if row is None or row.article_id is None or not row.article.removed_from_source:
        return None
    now = conflicts.find(row).elsewhere
    return now.place if now else None


class AlikeForm(FactForm):
    """A form by which what says the same elsewhere is decided at once; ``ALIKE``: what must be the same."""

    ALIKE: tuple[str, ...] = ()
    alike = UnrecordedBox(label="同样的", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.alike_rows = self._alike()
        count = self.alike_rows.count()
        self.fields["alike"].help_text = f"另有 {count} 处同样的、还没有人看过，一并照这样处理。" if count else "没有。"
        self.fields["alike"].disabled = not count

    def _alike(self) -> DerivedQuerySet:
        """Return the numbers of unseen rows that say the same; numbers, since saving changes what they say."""
        row, rows = self.instance, type(self.instance).objects
        if not row.pk:
            return rows.none()
        same = {name: getattr(row, name) for name in self.ALIKE}
        others = rows.doubtful().filter(**same).exclude(pk=row.pk)
        return rows.filter(pk__in=list(others.values_list("pk", flat=True)))


class ResponsibilityForm(AlikeForm):
    """An office has one part in an article."""

    ALIKE = ("unit", "quote", "role")

    def clean(self):
        cleaned = super().clean()
        article, unit = cleaned.get("article") or self.instance.article, cleaned.get("unit")
        others = Responsibility.objects.filter(article=article, unit=unit).exclude(pk=self.instance.pk)
        if article and unit and (other := others.first()):
            self.add_error("unit", f"这一条里已有“{unit}”的责任（{other.get_status_display()}），请改那一条。")
        return cleaned


class AmountForm(FactForm):
    """Figures are written as figures."""

    values = FiguresField(label="数值", help_text="以元、% 等基本单位计，几个数之间用“、”分开，如 10万 或 50、80。")


class BenefitForm(FactForm):
    """Receivers and conditions are words of the text, a line each."""

    receivers = WordLinesField(label="给谁", required=False, help_text="照原文的字，每行一个；原文没有写给谁的，留空。")
    conditions = WordLinesField(label="条件", required=False, help_text="照原文的字，每行一个。")


class DeadlineForm(FactForm):
    """Lengths of time are written in words; 5个工作日 counts working days."""

    duration = LengthField(label="时长", help_text="如 6个月、1年、5个工作日、72小时。")
    duration_max = LengthField(label="最长", help_text="时长是一个区间的，填最长的。")

    def clean(self):
        cleaned = super().clean()
        if any("工作日" in self.data.get(self.add_prefix(name), "") for name in ("duration", "duration_max")):
            cleaned["workdays"] = True
        return cleaned


class CitationForm(AlikeForm):
    """A mention names a document, one way or another."""

    ALIKE = ("title", "number", "document")

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in ("title", "number", "document")):
            self.add_error("title", "请填写名称或发文字号，或选所指文件。")
        return cleaned
