"""Facts and measures on the desk: changed, confirmed, rejected, added."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from policies.models import Amount, Benefit, Citation, Deadline, Measure, Responsibility, Target, TermUse
from policies.models.derived import Derived
from policies.presentation import annotations
from policies.presentation.facts import describe, figures, place_in_words
from policies.text.highlight import Mark, mark_spans
from portal.editing import bulk, conflicts, rule_labels
from portal.editing.admin.bulk import BulkAdmin
from portal.editing.admin.filters import DocumentFilter, DoubtFilter, RuleFilter
from portal.editing.admin.words import READ, FilledByReaders
from portal.editing.forms.facts import (
    AlikeForm,
    AmountForm,
    BenefitForm,
    CitationForm,
    DeadlineForm,
    FactForm,
    ResponsibilityForm,
    proposed_article,
)
from portal.editing.forms.span import panel, requested_article, warn_of_lost
from portal.editing.history_text import decided
from portal.editing.views.conflicts import move_address

# The button that saves a record and says that it is right.
CONFIRM = "_confirm"


class DerivedAdmin(BulkAdmin):
    """Lists of facts. Changing a row keeps the machine's value; rejecting one leaves a tombstone."""

    list_filter = ["status", "origin", DoubtFilter, RuleFilter, DocumentFilter]
    list_select_related = True  # see get_queryset
    show_full_result_count = False
    search_fields = ["quote", "article__text"]
    readonly_fields = ["origin", "by_rule", "editor", "extracted_value"]
    raw_id_fields = ["article"]

    def get_queryset(self, request):
        return super().get_queryset(request).for_description()

    def has_delete_permission(self, request, obj=None):
        """Forbid deleting what the machine read: the next import would bring it back. It can be rejected."""
        is_extracted = obj is not None and obj.origin == Derived.Origin.RULE
        return not is_extracted and super().has_delete_permission(request, obj)

    def get_view_on_site_url(self, obj=None):
        """Return where readers see it, marked in its print; None where they do not."""
        if obj is None or not self.model.objects.public().filter(pk=obj.pk).exists():
            return None
        about = obj.article or obj.passage.document
        return f"{about.get_absolute_url()}#{annotations.anchor(obj)}"

    @admin.display(description="规则", ordering="rule")
    def by_rule(self, row: Derived) -> str:
        """By which rule the machine found it, with the way to all that the rule found."""
        if not row.rule:
            return "无"
        same_rule = reverse(f"admin:policies_{self.opts.model_name}_changelist", query={"rule": row.rule})
        return format_html('{}（<a href="{}">所有由这条规则读出的</a>）', rule_labels.label_of(row.rule), same_rule)

    @admin.display(description="原文", ordering="quote")
    def words(self, row: Derived) -> str:
        """Its words, with what stands around them in the print."""
        if not row.is_in_place:
            return row.quote
        return mark_spans(*annotations.excerpt(row.place.text, row.start, row.end))

    @admin.display(description="自动提取的值")
    def extracted_value(self, row: Derived) -> str:
        """Return what the machine reads, where a person's value differs."""
        if row.extracted_values is None:
            return "与现值相同" if row.origin == Derived.Origin.RULE else "没有"
        return f"{describe(conflicts.as_read(row))}（“{row.extracted_quote}”）"

    @admin.display(description="编辑")
    def editor(self, row: Derived) -> str:
        """Return who changed it last."""
        return decided(row) or "无"

    @admin.display(description="条文", ordering="article")
    def where(self, row) -> str:
        """Article, as a list shows it."""
        return place_in_words(row)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.origin = Derived.Origin.EDITOR
            obj.status = Derived.Status.CONFIRMED
        else:
            obj.store_extracted(type(obj).objects.get(pk=obj.pk).current_values())
        if CONFIRM in request.POST and obj.status == Derived.Status.EXTRACTED:
            obj.status = Derived.Status.CONFIRMED
        obj.mark_edited()
        super().save_model(request, obj, form, change)
        if form.cleaned_data.get("alike"):
            self._give_alike(request, form)

    def _give_alike(self, request, form) -> None:
        """Apply a decision about a row to those that say the same, as one act."""
        row, names = form.instance, [name.removesuffix("_id") for name in form.instance.EXTRACTED_FIELDS]
        values = {name: getattr(row, name) for name in names if name in form.changed_data}
        rows = list(form.alike_rows.for_description())
        clashing = bulk.REPLACE_UNIT.clashing(rows, values) if "unit" in values else []
        rows = [each for each in rows if each not in clashing]
        status = Derived.Status.CONFIRMED if row.status == Derived.Status.EXTRACTED else row.status
        decided = values if values and status != Derived.Status.REJECTED else {"status": status}
        reason = "照这一条处理"
        if rows:
            self.give(request, rows, f"{reason}（{row.quote[:30]}）", decided)

    def render_change_form(self, request, context, *args, **kwargs):
        row = context.get("original")
        may_change = row is not None and self.has_change_permission(request, row)
        context["may_confirm"] = may_change and row.status == Derived.Status.EXTRACTED
        return super().render_change_form(request, context, *args, **kwargs)


class FactAdmin(FilledByReaders, DerivedAdmin):
    """Facts of every kind."""

    form = FactForm
    change_form_template = "admin/desk/with_print.html"
    list_display = ["words", "where", "status", "origin"]

    def get_fields(self, request, obj=None):
        extracted = [name.removesuffix("_id") for name in self.model.EXTRACTED_FIELDS if name != "via_id"]
        alike = ["alike"] if obj and issubclass(self.form, AlikeForm) else []
        return ["article", "quote", ("first", "last"), *extracted, "status", *alike, *self.readonly_fields]

    def get_readonly_fields(self, request, obj=None):
        is_fixed = obj and not (obj.article and obj.article.removed_from_source)
        return [*self.readonly_fields, "article"] if is_fixed else self.readonly_fields

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        row = self.get_object(request, object_id) if object_id else None
        proposed = proposed_article(row)
        place = proposed or (row.place if row else requested_article(request))
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

    list_display = ["words", "force", "where", "status"]
    list_filter = ["force", *DerivedAdmin.list_filter]
    readonly_fields = [*DerivedAdmin.readonly_fields, "article", "start", "end", "quote"]
    raw_id_fields = []
    addable = False


@admin.register(Responsibility)
class ResponsibilityAdmin(FactAdmin):
    """Responsibilities of offices."""

    form = ResponsibilityForm
    list_display = ["unit", "role", "basis", "words", "where", "status"]
    list_filter = ["role", "basis", *DerivedAdmin.list_filter]
    search_fields = ["unit__name", *DerivedAdmin.search_fields]
    autocomplete_fields = ["unit"]


@admin.register(Amount)
class AmountAdmin(FactAdmin):
    """Sums and rates."""

    form = AmountForm
    list_display = ["words", "figures", "bound", "role", "where", "status"]
    list_filter = ["role", "unit", "bound", *DerivedAdmin.list_filter]

    @admin.display(description="数值", ordering="low")
    def figures(self, row: Amount) -> str:
        """The figures with their unit."""
        return figures(row.values, row.unit, row.shape)


@admin.register(Benefit)
class BenefitAdmin(FactAdmin):
    """Benefits: what is given to whom."""

    form = BenefitForm
    list_display = ["words", "to", "instrument", "value", "mode", "where", "status"]
    list_filter = ["mode", "instrument", *DerivedAdmin.list_filter]

    @admin.display(description="给谁", empty_value="—")
    def to(self, row: Benefit) -> str:
        """The receivers, as printed."""
        return "、".join(row.receivers)


@admin.register(Deadline)
class DeadlineAdmin(FactAdmin):
    """Times."""

    form = DeadlineForm
    list_display = ["words", "kind", "start_on", "end_on", "lengths", "role", "where", "status"]
    list_filter = ["kind", "role", *DerivedAdmin.list_filter]

    @admin.display(description="时长", ordering="duration", empty_value="—")
    def lengths(self, row: Deadline) -> str:
        """Return how long, in words."""
        return "—".join(row.lasting)


@admin.register(Target)
class TargetAdmin(FactAdmin):
    """Counts to reach."""

    list_display = ["words", "value", "unit", "thing", "where", "status"]
    search_fields = ["thing", *DerivedAdmin.search_fields]


@admin.register(TermUse)
class TermUseAdmin(FactAdmin):
    """Sectors, beneficiaries, conditions, instruments and places of articles."""

    list_display = ["term", "words", "basis", "where", "status"]
    list_filter = ["term__scheme", "basis", *DerivedAdmin.list_filter]
    search_fields = ["term__name", *DerivedAdmin.search_fields]
    autocomplete_fields = ["term"]


@admin.register(Citation)
class CitationAdmin(FactAdmin):
    """Mentions of documents, what resolves to nothing among them."""

    form = CitationForm
    list_display = ["words", "title", "number", "pinpoint", "document", "where", "status"]
    list_filter = [("document", admin.EmptyFieldListFilter), *DerivedAdmin.list_filter]
