"""Documents on the desk: their words are their source's, their dates and validity the editors'."""

from django.contrib import admin

from importers.admin.history import KeptHistoryAdmin
from importers.admin.validity import ValidityForm
from policies.models import Document


@admin.register(Document)
class DocumentAdmin(KeptHistoryAdmin):
    """A document's dates and validity are the editors' to state; its words are its source's."""

    form = ValidityForm
    list_display = ["number", "title", "validity", "issued_on", "collection"]
    list_filter = ["validity", "collection", "is_notice"]
    search_fields = ["number", "title"]
    readonly_fields = ["slug", "source", "witnesses", "collection", "is_notice", "position", "number", "code", "year"]
    exclude = ["serial"]
    addable = deletable = False
