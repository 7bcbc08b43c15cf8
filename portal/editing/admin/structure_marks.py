"""Marks of lines, one by one: why, and whether they still stand. They are set on their document's page."""

from django.contrib import admin
from django.db import transaction

from policies.models import Document, StructureMark
from portal.editing.admin.preview import PreviewedAdmin
from portal.editing.concerned import deriving


@admin.register(StructureMark)
class StructureMarkAdmin(PreviewedAdmin):
    """篇章标记. None is deleted, but withdrawn; its document is derived again at once."""

    change_form_template = "admin/desk/structure_mark.html"
    fields = ["document", "quote", "kind", "level", "reason", "withdrawn", "orphaned"]
    readonly_fields = ["document", "quote", "orphaned"]
    list_display = ["quote", "document", "label", "reason", "withdrawn", "orphaned"]
    list_filter = ["kind", "withdrawn", "orphaned", "document"]
    list_select_related = ["document"]
    search_fields = ["quote", "reason", "document__number", "document__title"]
    addable = deletable = False

    @admin.display(description="认作", ordering="kind")
    def label(self, row: StructureMark) -> str:
        """Return what it says."""
        return row.label

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        with deriving(Document.objects.filter(pk=obj.document_id)):
            super().save_model(request, obj, form, change)
