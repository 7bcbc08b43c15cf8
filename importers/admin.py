"""The desk: what editors change, and what is derived again when they do.

An import never undoes what is done here (rule 6 of the design): a changed fact keeps the machine's value beside it, a
removed one stays as a tombstone, a vocabulary's row that was touched wins over its file.
"""

from collections.abc import Iterable

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from simple_history.admin import SimpleHistoryAdmin

from importers.corrections import locate
from importers.pipeline import derive_documents
from policies.models import (
    Amount,
    Article,
    Citation,
    Correction,
    Deadline,
    Document,
    Fact,
    Measure,
    Membership,
    Responsibility,
    Target,
    Term,
    TermUse,
    Unit,
    UnitName,
)
from policies.models.derived import Derived


def keep_baseline(row) -> None:
    """Write what a row was before its first human change, since the importer writes no history."""
    if row.pk and not row.history.exists():
        type(row).history.bulk_history_create([type(row).objects.get(pk=row.pk)], default_change_reason="导入时的值")


class KeptHistoryAdmin(SimpleHistoryAdmin):
    """An admin whose first change keeps what was there before it."""

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        keep_baseline(obj)
        super().save_model(request, obj, form, change)


# --- facts -----------------------------------------------------------------------------------------------------------


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


# --- corrections -----------------------------------------------------------------------------------------------------


class CorrectionForm(forms.ModelForm):
    """A correction names words that stand in the print, and changes them."""

    def clean(self):
        cleaned = super().clean()
        article, quote = cleaned.get("article"), cleaned.get("quote")
        if article and quote and locate(article.text, quote, cleaned.get("occurrence") or 1) is None:
            raise forms.ValidationError({"quote": "印文里没有这段文字（或没有这么多处），请照印文逐字抄录。"})
        if quote and quote == cleaned.get("reading"):
            raise forms.ValidationError({"reading": "应作与印作相同，这条勘误什么也没有改。"})
        return cleaned


@admin.register(Correction)
class CorrectionAdmin(KeptHistoryAdmin):
    """勘误. Facts are derived again at once; deleting one withdraws it, so that its file does not bring it back."""

    form = CorrectionForm
    list_display = ["article", "quote", "reading", "confidence", "withdrawn", "origin"]
    list_filter = ["confidence", "withdrawn", "origin", "article__document"]
    list_select_related = ["article__document"]
    search_fields = ["quote", "reading", "reason", "evidence"]
    raw_id_fields = ["article"]
    readonly_fields = ["origin"]

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        obj.touched = True
        super().save_model(request, obj, form, change)
        derive_documents([obj.article.document])

    @transaction.atomic
    def delete_model(self, request, obj):
        keep_baseline(obj)
        obj.withdrawn = obj.touched = True
        obj.save()
        derive_documents([obj.article.document])

    def delete_queryset(self, request, queryset):
        for row in queryset.select_related("article__document"):
            self.delete_model(request, row)


# --- documents and articles ------------------------------------------------------------------------------------------


@admin.register(Document)
class DocumentAdmin(KeptHistoryAdmin):
    """A document's dates and validity are the editors' to state; its words are its source's."""

    list_display = ["number", "title", "validity", "issued_on", "collection"]
    list_filter = ["validity", "collection", "is_notice"]
    search_fields = ["number", "title"]
    readonly_fields = ["slug", "source", "witnesses", "collection", "is_notice", "position", "number", "code", "year"]
    exclude = ["serial"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class FactInline(admin.TabularInline):
    """The facts of an article, to be seen and opened."""

    extra = 0
    fk_name = "article"
    show_change_link = True
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


def _inline(of: type[Fact], *shown: str) -> type[FactInline]:
    return type(f"{of.__name__}Inline", (FactInline,), {"model": of, "fields": [*shown, "quote", "status"]})


class CorrectionInline(admin.TabularInline):
    """An article's corrections, to be seen and opened."""

    model = Correction
    fields = ["quote", "reading", "confidence", "withdrawn"]
    extra = 0
    show_change_link = True
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    """An article with its facts. Its print is never edited; a correction is laid over it."""

    list_display = ["__str__", "title", "section"]
    list_filter = ["document", "others"]
    list_select_related = ["document", "section"]
    search_fields = ["text", "reading"]
    fields = ["document", "section", "path", "label", "text", "reading", "others"]
    readonly_fields = fields
    inlines = [
        CorrectionInline,
        _inline(Responsibility, "unit", "role", "basis"),
        _inline(Amount, "values", "unit", "bound", "role"),
        _inline(Deadline, "kind", "start_on", "end_on", "duration", "role"),
        _inline(Target, "value", "unit", "thing"),
        _inline(TermUse, "term", "basis"),
        _inline(Citation, "title", "number", "document"),
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


# --- vocabularies ----------------------------------------------------------------------------------------------------


class NameInline(admin.TabularInline):
    """Names under which a unit is printed. A name of the vocabulary's file is retired, not deleted."""

    model = UnitName
    fields = ["name", "retired"]
    extra = 1
    can_delete = False


class MemberInline(admin.TabularInline):
    """Members of a collective, with evidence."""

    model = Membership
    fk_name = "collective"
    fields = ["member", "evidence", "document", "since", "until", "retired"]
    autocomplete_fields = ["member"]
    extra = 0
    can_delete = False


class VocabularyAdmin(admin.ModelAdmin):
    """Rows that decide how texts are read: everything is derived again after a change."""

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        obj.touched = True
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        for row in formset.save(commit=False):
            row.touched = True
            row.save()
        formset.save_m2m()

    @transaction.atomic
    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        derive_documents(Document.objects.all())


@admin.register(Unit)
class UnitAdmin(VocabularyAdmin):
    """责任单位."""

    list_display = ["name", "full_name", "kind", "verified", "successor"]
    list_filter = ["kind", "verified"]
    search_fields = ["name", "full_name", "names__name"]
    autocomplete_fields = ["successor"]
    inlines = [NameInline, MemberInline]


@admin.register(UnitName)
class UnitNameAdmin(VocabularyAdmin):
    """Every name that a unit is printed under."""

    list_display = ["name", "unit", "retired"]
    list_filter = ["retired", "unit__kind"]
    list_select_related = ["unit"]
    search_fields = ["name", "unit__name"]
    autocomplete_fields = ["unit"]


@admin.register(Membership)
class MembershipAdmin(VocabularyAdmin):
    """Who belongs to a collective."""

    list_display = ["collective", "member", "document", "evidence", "retired"]
    list_filter = ["collective", "retired"]
    list_select_related = ["collective", "member"]
    search_fields = ["collective__name", "member__name", "evidence"]
    autocomplete_fields = ["collective", "member"]


@admin.register(Term)
class TermAdmin(VocabularyAdmin):
    """词条."""

    list_display = ["name", "scheme", "code", "retired"]
    list_filter = ["scheme", "retired"]
    search_fields = ["name", "code", "words"]
