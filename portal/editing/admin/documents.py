"""Documents and their sources on the desk: their words are as received, what is said of them is the editors'."""

from django.contrib import admin

from policies.models import Document, Source
from portal.editing.admin.history import HistoryAdmin
from portal.editing.admin.validity import ValidityForm


@admin.register(Source)
class SourceAdmin(HistoryAdmin):
    """Bytes and text stay as received; where they are from, and who may see them, is the editors' to state."""

    list_display = ["received_as", "disclosure", "name", "received_on"]
    list_filter = ["disclosure", "encoding"]
    search_fields = ["name", "sha256", "provenance"]
    fields = ["disclosure", "provenance", "name", "sha256", "format", "encoding", "reader_version", "received_on"]
    readonly_fields = ["name", "sha256", "format", "encoding", "reader_version", "received_on"]
    addable = deletable = False

    def get_queryset(self, request):
        rows = super().get_queryset(request).without_heavy_columns()
        return rows.select_related("collection").prefetch_related("documents", "witnessed")

    @admin.display(description="来源")
    def received_as(self, row: Source) -> str:
        """Return what it holds."""
        return row.title


@admin.register(Document)
class DocumentAdmin(HistoryAdmin):
    """A document's dates and validity are the editors' to state; its words are its source's."""

    form = ValidityForm
    change_form_template = "admin/desk/document.html"
    list_display = ["number", "title", "state", "validity", "issued_on", "collection"]
    list_filter = ["state", "validity", "collection", "is_notice"]
    list_select_related = ["collection"]
    search_fields = ["number", "title"]
    readonly_fields = [
        *("state", "slug", "source", "witnesses", "collection", "is_notice", "position", "number", "code", "year")
    ]
    exclude = ["serial"]
    addable = deletable = False
