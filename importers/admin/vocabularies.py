"""Offices, their names and members, and controlled terms on the desk: a change is read everywhere at once."""

from django.contrib import admin
from django.db import transaction

from importers.pipeline import derive_documents
from policies.models import Document, Membership, Term, Unit, UnitName


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
