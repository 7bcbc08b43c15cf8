"""What was there before the first human change, kept: the importer itself writes no history."""

from django.db import transaction
from simple_history.admin import SimpleHistoryAdmin


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
