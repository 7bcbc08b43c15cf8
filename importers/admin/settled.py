"""Doubts that the machine raises again at every import, and that an editor can only look into: 已核对, and why."""

from django.contrib import admin

from importers.admin.history import KeptHistoryAdmin
from policies.audit import Audit
from policies.models import Declared, Passage

FIELDS = ["settled", "settled_note"]


class SettledAdmin(KeptHistoryAdmin):
    """Rows that come from the source and say what it says; an editor adds that he has looked into one."""

    def get_readonly_fields(self, request, obj=None):
        return [name for name in self.fields if name not in FIELDS]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Passage)
class PassageAdmin(SettledAdmin):
    """Passages, what no rule understood among them."""

    fields = ["kind", "document", "source", "section", "text", *FIELDS]
    list_display = ["__str__", "kind", "document", "source", "settled"]
    list_filter = ["kind", "settled", "source", "document"]
    list_select_related = ["document", "source"]
    search_fields = ["text"]


@admin.register(Declared)
class DeclaredAdmin(SettledAdmin):
    """Counts that the text itself states."""

    fields = ["document", "unit", "label", "section", "count", "ours", "what", "passage", *FIELDS]
    list_display = ["document", "unit", "label", "count", "what", "settled"]
    list_filter = ["document", "settled"]
    list_select_related = ["document", "unit"]
    search_fields = ["label"]

    @admin.display(description="本库数目")
    def ours(self, row: Declared) -> int | None:
        """What the base counts, beside what the text states."""
        checks = (check for audit in Audit().documents() for check in [audit.whole, *audit.shares])
        return next((check.ours for check in checks if check and check.declared == row), None)
