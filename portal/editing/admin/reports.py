"""读者报错 on the desk: their words stay as they are, an editor says what became of it."""

from django.contrib import admin

from policies.models import Report
from portal.editing.admin.history import KeptHistoryAdmin


@admin.register(Report)
class ReportAdmin(KeptHistoryAdmin):
    """What readers say is wrong."""

    list_display = ["place", "quote", "problem", "state", "sent_at"]
    list_filter = ["state", "problem", "fact_kind"]
    search_fields = ["place", "quote", "text"]
    readonly_fields = ["article", "place", "fact_kind", "fact_id", "quote", "problem", "text", "sent_at"]
    fields = [*readonly_fields, "state", "note"]
    addable = False
