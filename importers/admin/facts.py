"""Facts and measures on the desk: changed, confirmed, rejected, added."""

from collections.abc import Iterable

from django import forms
from django.contrib import admin, messages
from django.db import transaction

from importers.admin.history import KeptHistoryAdmin, keep_baseline
from importers.corrections import locate
from policies.models import Amount, Citation, Deadline, Measure, Responsibility, Target, TermUse
from policies.models.derived import Derived


class FactForm(forms.ModelForm):
    """A fact's words must stand in its text: the span is found from them, so that nobody counts characters."""

    def clean(self):
        cleaned = super().clean()
        article, quote = cleaned.get("article"), cleaned.get("quote")
        if "quote" not in self.changed_data or not quote or self.instance.is_inherited:
            return cleaned
        place = article or self.instance.passage
        span = locate(place.text, quote, 1) if place else None
        if span is None:
            raise forms.ValidationError({"quote": "这段文字不在条文的印文里，请照印文逐字抄录。"})
        self.instance.start, self.instance.end = span
        return cleaned


class DerivedAdmin(KeptHistoryAdmin):
    """What is read from text. Changing a row keeps the machine's value; deleting one leaves a tombstone."""

    actions = ["confirm", "reject"]
    list_filter = ["status", "origin", "article__document"]
    list_select_related = ["article__document"]
    search_fields = ["quote", "article__text"]
    readonly_fields = ["origin", "rule", "machine_value"]
    raw_id_fields = ["article"]

    @admin.display(description="自动提取的值")
    def machine_value(self, row: Derived) -> str:
        """What the machine reads, where a person's value differs."""
        return "、".join(f"{name} {value}" for name, value in (row.machine or {}).items()) or "与现值相同"

    @admin.display(description="条文", ordering="article")
    def where(self, row) -> str:
        """Article, as a list shows it."""
        return str(row.article or row.passage)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.origin = Derived.Origin.EDITOR
            obj.status = Derived.Status.CONFIRMED
        elif self._differs(obj):
            before = type(obj).objects.get(pk=obj.pk)
            if obj.origin == Derived.Origin.RULE:
                obj.machine = obj.machine or before.said_now()
            if obj.status in (Derived.Status.DERIVED, Derived.Status.CONFIRMED):
                obj.status = Derived.Status.EDITED
        super().save_model(request, obj, form, change)

    def _differs(self, obj: Derived) -> bool:
        return type(obj).objects.get(pk=obj.pk).said_now() != obj.said_now()

    def delete_model(self, request, obj):
        """A machine's row is rejected, not deleted: else the next import would bring it back."""
        keep_baseline(obj)
        if obj.origin == Derived.Origin.EDITOR:
            obj.delete()
        else:
            obj.status = Derived.Status.REJECTED
            obj.save()

    def delete_queryset(self, request, queryset):
        for row in queryset:
            self.delete_model(request, row)

    @admin.action(description="确认所选")
    def confirm(self, request, queryset):
        """Bulk: what the machine read is right."""
        self._decide(request, queryset.filter(status=Derived.Status.DERIVED), Derived.Status.CONFIRMED)

    @admin.action(description="否定所选")
    def reject(self, request, queryset):
        """Bulk: what the machine read is wrong."""
        self._decide(request, queryset.exclude(status=Derived.Status.REJECTED), Derived.Status.REJECTED)

    @transaction.atomic
    def _decide(self, request, rows: Iterable[Derived], status: str) -> None:
        rows = list(rows)
        for row in rows:
            keep_baseline(row)
            row.status = status
            row.save()
        messages.success(request, f"{len(rows)} 条已标为“{Derived.Status(status).label}”。")


class FactAdmin(DerivedAdmin):
    """Facts of every kind."""

    form = FactForm
    exclude = ["measure", "passage", "inherited_from", "start", "end", "via"]
    list_display = ["quote", "where", "status", "origin"]


@admin.register(Measure)
class MeasureAdmin(DerivedAdmin):
    """Force is the editors' to mend; where a measure begins and ends follows the text."""

    list_display = ["quote", "force", "where", "status"]
    list_filter = ["force", *DerivedAdmin.list_filter]
    readonly_fields = [*DerivedAdmin.readonly_fields, "article", "start", "end", "quote"]
    raw_id_fields = []

    def has_add_permission(self, request):
        return False


@admin.register(Responsibility)
class ResponsibilityAdmin(FactAdmin):
    """Who does what."""

    list_display = ["unit", "role", "basis", "where", "status", "origin"]
    list_filter = ["role", "basis", *DerivedAdmin.list_filter]
    search_fields = ["unit__name", *DerivedAdmin.search_fields]
    list_select_related = ["article__document", "unit"]
    autocomplete_fields = ["unit"]


@admin.register(Amount)
class AmountAdmin(FactAdmin):
    """Sums and rates."""

    list_display = ["quote", "values", "unit", "bound", "role", "where", "status"]
    list_filter = ["role", "unit", "bound", *DerivedAdmin.list_filter]


@admin.register(Deadline)
class DeadlineAdmin(FactAdmin):
    """Times."""

    list_display = ["quote", "kind", "start_on", "end_on", "duration", "role", "where", "status"]
    list_filter = ["kind", "role", *DerivedAdmin.list_filter]


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


@admin.register(Citation)
class CitationAdmin(FactAdmin):
    """Mentions of documents, what resolves to nothing among them."""

    list_display = ["quote", "title", "number", "document", "where", "status"]
    list_filter = [("document", admin.EmptyFieldListFilter), *DerivedAdmin.list_filter]
