"""Facts and measures on the desk: changed, confirmed, rejected, added."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render

from policies.models import (
    Amount,
    Article,
    Benefit,
    Citation,
    Deadline,
    Measure,
    Responsibility,
    Target,
    TermUse,
)
from policies.models.derived import Derived
from policies.presentation.facts import describe, figures
from policies.text.highlight import Mark
from portal.editing import conflicts, rule_labels
from portal.editing.acts import digest, doing, locked, set_status
from portal.editing.admin.history import KeptHistoryAdmin
from portal.editing.admin.preview import CONFIRMED
from portal.editing.admin.words import READ, FilledByReaders
from portal.editing.forms.fields import FiguresField, LengthField, WordLinesField
from portal.editing.forms.span import Chosen, SpanForm, asked, panel, warn_of_lost
from portal.editing.history_text import decided
from portal.editing.views.acts import with_undo
from portal.editing.views.conflicts import move_address

# Of the rows that a bulk act asks about the first ones tell enough.
ASKED = 20
# As many as are done in a second or two: until then everybody else who writes waits.
MAX_AT_ONCE = 1000


class FactForm(SpanForm):
    """A fact's words must stand in its text: the span is found from them, so that nobody need count characters."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if proposed := _proposed(self.instance):
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
        return cleaned


def _proposed(row: Derived | None) -> Article | None:
    """Return the current article that best matches the quote of a row whose article is no more."""
    if row is None or row.article_id is None or not row.article.removed_from_source:
        return None
    now = conflicts.find(row).elsewhere
    return now.place if now else None


class DerivedAdmin(KeptHistoryAdmin):
    """What is read from text. Changing a row keeps the machine's value; rejecting one leaves a tombstone."""

    actions = ["confirm", "reject"]
    list_filter = ["status", "origin", "article__document"]
    list_select_related = ["article__document", "article__section"]
    search_fields = ["quote", "article__text"]
    readonly_fields = ["origin", "by_rule", "editor", "extracted_value"]
    raw_id_fields = ["article"]

    def get_actions(self, request):
        return {name: act for name, act in super().get_actions(request).items() if name != "delete_selected"}

    def has_delete_permission(self, request, obj=None):
        """Forbid deleting what the machine read: the next import would bring it back. It can be rejected."""
        is_machine_s = obj is not None and obj.origin == Derived.Origin.RULE
        return not is_machine_s and super().has_delete_permission(request, obj)

    @admin.display(description="规则", ordering="rule")
    def by_rule(self, row: Derived) -> str:
        """By which rule the machine found it."""
        return rule_labels.label_of(row.rule) or "无"

    @admin.display(description="自动提取的值")
    def extracted_value(self, row: Derived) -> str:
        """What the machine reads, where a person's value differs."""
        if row.extracted_values is None:
            return "与现值相同" if row.origin == Derived.Origin.RULE else "没有"
        return f"{describe(conflicts.as_read(row))}（“{row.extracted_quote}”）"

    @admin.display(description="编辑")
    def editor(self, row: Derived) -> str:
        """Who changed it last."""
        return decided(row) or "无"

    @admin.display(description="条文", ordering="article")
    def where(self, row) -> str:
        """Article, as a list shows it."""
        return str(row.article or row.passage)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.origin = Derived.Origin.EDITOR
            obj.status = Derived.Status.CONFIRMED
        elif (before := type(obj).objects.get(pk=obj.pk).current_values()) != obj.current_values():
            self._hold(obj, obj.extracted_values or before)
        obj.stay_edited()
        super().save_model(request, obj, form, change)

    def _hold(self, obj: Derived, machine: dict) -> None:
        """Keep the machine's own value beside a person's; where both are one again, there is nothing to keep."""
        is_one = obj.current_values() == machine
        if obj.origin == Derived.Origin.RULE:
            obj.extracted_values = None if is_one else machine
        if is_one and obj.status == Derived.Status.EDITED:
            obj.status = Derived.Status.CONFIRMED
        elif not is_one and obj.status in (Derived.Status.EXTRACTED, Derived.Status.CONFIRMED):
            obj.status = Derived.Status.EDITED

    @admin.action(description="确认所选")
    def confirm(self, request, queryset):
        """Bulk: what the machine read is right."""
        return self.ask(request, queryset.filter(status=Derived.Status.EXTRACTED), "confirm", Derived.Status.CONFIRMED)

    @admin.action(description="否定所选")
    def reject(self, request, queryset):
        """Bulk: what the machine read is wrong."""
        return self.ask(request, queryset.exclude(status=Derived.Status.REJECTED), "reject", Derived.Status.REJECTED)

    def ask(self, request, queryset, action: str, status: str) -> HttpResponse | None:
        """Say what would be done to how many, and do it where that was seen and is still so."""
        if CONFIRMED not in request.POST:
            return self._asked(request, queryset, action, status)
        with locked():
            return self._asked(request, queryset, action, status)

    def _asked(self, request, queryset, action: str, status: str) -> HttpResponse | None:
        related = self.model.related_to(["article__document", "article__section", "passage__document"])
        label, count = Derived.Status(status).label, queryset.count()
        if count > MAX_AT_ONCE:
            told = f"没有处理：一次最多 {MAX_AT_ONCE} 条，这里选了 {count} 条。"
            messages.error(request, f"{told}请先用筛选缩小范围（如只选一个文件），分几次处理。")
            return None
        rows = list(queryset.select_related(*related, *self.model.related_to(["inherited_from"])).order_by("pk"))
        if not rows:
            messages.warning(request, f"所选的都已处理过，没有可标为“{label}”的。")
            return None
        if not self.has_change_permission(request):
            raise PermissionDenied
        seen = seen_of(rows)
        if CONFIRMED in request.POST and request.POST.get("seen") == seen:
            self.decide(request, rows, status)
            return None
        if CONFIRMED in request.POST:
            messages.error(request, "没有处理：您打开之后，所选的这些又有人处理过。请再看一遍。")
        return self._question(request, rows, action, label, seen)

    def _question(self, request, rows: list[Derived], action: str, label: str, seen: str) -> HttpResponse:
        chosen = request.POST.getlist(helpers.ACTION_CHECKBOX_NAME)
        context = {
            "title": f"把 {len(rows)} 条{self.opts.verbose_name}标为“{label}”？",
            "opts": self.opts,
            "label": label,
            "count": len(rows),
            "documents": Counter(str((row.article or row.passage).document) for row in rows).most_common(),
            "rows": [(self.where(row), row) for row in rows[:ASKED]],
            "kept": [("action", action), ("select_across", request.POST.get("select_across", "0")), ("seen", seen)]
            + [(helpers.ACTION_CHECKBOX_NAME, key) for key in chosen],
        }
        return render(request, "admin/desk/question.html", self.admin_site.each_context(request) | context)

    def decide(self, request, rows: Sequence[Derived], status: str) -> None:
        """Confirm or reject, all or none; of several there is one way back."""
        label = Derived.Status(status).label
        told = f"{len(rows)} 条已标为“{label}”。"
        if len(rows) == 1:
            with transaction.atomic():
                set_status(rows, status, request.user, f"标为“{label}”")
            messages.success(request, told)
            return
        with doing(request.user, f"{self.opts.verbose_name} {len(rows)} 条标为“{label}”") as act:
            set_status(rows, status, request.user, f"批量标为“{label}”")
        messages.success(request, with_undo(told, act))


def seen_of(rows: Iterable[Derived]) -> str:
    """Return what tells whether rows, in their order, are those that somebody saw, as they were."""
    return digest([(row.pk, row.status, row.current_values()) for row in rows])


class FactAdmin(FilledByReaders, DerivedAdmin):
    """Facts of every kind."""

    form = FactForm
    change_form_template = "admin/desk/with_print.html"
    list_display = ["quote", "where", "status", "origin"]

    def get_fields(self, request, obj=None):
        said = [name.removesuffix("_id") for name in self.model.EXTRACTED_FIELDS if name != "via_id"]
        return ["article", "quote", ("first", "last"), *said, "status", *self.readonly_fields]

    def get_readonly_fields(self, request, obj=None):
        stays = obj and not (obj.article and obj.article.removed_from_source)
        return [*self.readonly_fields, "article"] if stays else self.readonly_fields

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        row = self.get_object(request, object_id) if object_id else None
        proposed = _proposed(row)
        place = proposed or (row.place if row else asked(request))
        if row and row.is_lost:
            warn_of_lost(request, row)
        shown = panel(place, [Mark(row.start, row.end, "hit", tag="mark")] if row and not row.is_lost else [])
        shown["move_address"] = move_address(row) if row else ""
        form = object_id, form_url, {**(extra_context or {}), **shown, **self.reading(place)}
        if request.method == "POST" and READ in request.POST:
            return self.filled_in(request, place, *form)
        return super().changeform_view(request, *form)

    def save_model(self, request, obj, form, change):
        if obj.article and not obj.is_inherited:
            obj.measure = obj.article.measure_at(obj.start)
        super().save_model(request, obj, form, change)


@admin.register(Measure)
class MeasureAdmin(DerivedAdmin):
    """Force is the editors' to mend; where a measure begins and ends follows the text."""

    list_display = ["quote", "force", "where", "status"]
    list_filter = ["force", *DerivedAdmin.list_filter]
    readonly_fields = [*DerivedAdmin.readonly_fields, "article", "start", "end", "quote"]
    raw_id_fields = []
    addable = False


class ResponsibilityForm(FactForm):
    """An office has one part in an article."""

    def clean(self):
        cleaned = super().clean()
        article, unit = cleaned.get("article") or self.instance.article, cleaned.get("unit")
        others = Responsibility.objects.filter(article=article, unit=unit).exclude(pk=self.instance.pk)
        if article and unit and (other := others.first()):
            self.add_error("unit", f"这一条里已有“{unit}”的责任（{other.get_status_display()}），请改那一条。")
        return cleaned


@admin.register(Responsibility)
class ResponsibilityAdmin(FactAdmin):
    """Who does what."""

    form = ResponsibilityForm
    list_display = ["unit", "role", "basis", "where", "status", "origin"]
    list_filter = ["role", "basis", *DerivedAdmin.list_filter]
    search_fields = ["unit__name", *DerivedAdmin.search_fields]
    list_select_related = ["article__document", "unit"]
    autocomplete_fields = ["unit"]


class AmountForm(FactForm):
    """Figures are written as figures."""

    values = FiguresField(label="数值", help_text="以元、% 等基本单位计，几个数之间用“、”分开，如 10万 或 50、80。")


@admin.register(Amount)
class AmountAdmin(FactAdmin):
    """Sums and rates."""

    form = AmountForm
    list_display = ["quote", "figures", "bound", "role", "where", "status"]
    list_filter = ["role", "unit", "bound", *DerivedAdmin.list_filter]

    @admin.display(description="数值", ordering="low")
    def figures(self, row: Amount) -> str:
        """The figures with their unit."""
        return figures(row.values, row.unit, row.shape)


class BenefitForm(FactForm):
    """Receivers and conditions are words of the text, a line each."""

    receivers = WordLinesField(label="给谁", required=False, help_text="照原文的字，每行一个；原文没有写给谁的，留空。")
    conditions = WordLinesField(label="条件", required=False, help_text="照原文的字，每行一个。")


@admin.register(Benefit)
class BenefitAdmin(FactAdmin):
    """What is given to whom."""

    form = BenefitForm
    list_display = ["quote", "to", "instrument", "value", "mode", "where", "status"]
    list_filter = ["mode", "instrument", *DerivedAdmin.list_filter]

    @admin.display(description="给谁", empty_value="—")
    def to(self, row: Benefit) -> str:
        """The receivers, as printed."""
        return "、".join(row.receivers)


class DeadlineForm(FactForm):
    """Lengths of time are written in words; 5个工作日 counts working days."""

    duration = LengthField(label="时长", help_text="如 6个月、1年、5个工作日、72小时。")
    duration_max = LengthField(label="最长", help_text="时长是一个区间的，填最长的。")

    def clean(self):
        cleaned = super().clean()
        if any("工作日" in self.data.get(self.add_prefix(name), "") for name in ("duration", "duration_max")):
            cleaned["workdays"] = True
        return cleaned


@admin.register(Deadline)
class DeadlineAdmin(FactAdmin):
    """Times."""

    form = DeadlineForm
    list_display = ["quote", "kind", "start_on", "end_on", "lengths", "role", "where", "status"]
    list_filter = ["kind", "role", *DerivedAdmin.list_filter]

    @admin.display(description="时长", ordering="duration", empty_value="—")
    def lengths(self, row: Deadline) -> str:
        """How long, in words."""
        return "—".join(row.lasting)


@admin.register(Target)
class TargetAdmin(FactAdmin):
    """Counts to reach."""

    list_display = ["quote", "value", "unit", "thing", "where", "status"]
    search_fields = ["thing", *DerivedAdmin.search_fields]


@admin.register(TermUse)
class TermUseAdmin(FactAdmin):
    """Sectors, beneficiaries, conditions, instruments and places of articles."""

    list_display = ["term", "quote", "basis", "where", "status"]
    list_filter = ["term__scheme", "basis", *DerivedAdmin.list_filter]
    search_fields = ["term__name", *DerivedAdmin.search_fields]
    list_select_related = ["article__document", "term", "passage"]
    autocomplete_fields = ["term"]


class CitationForm(FactForm):
    """A mention names a document, one way or another."""

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in ("title", "number", "document")):
            self.add_error("title", "请填写名称或发文字号，或选所指文件。")
        return cleaned


@admin.register(Citation)
class CitationAdmin(FactAdmin):
    """Mentions of documents, what resolves to nothing among them."""

    form = CitationForm
    list_display = ["quote", "title", "number", "pinpoint", "document", "where", "status"]
    list_filter = [("document", admin.EmptyFieldListFilter), *DerivedAdmin.list_filter]
