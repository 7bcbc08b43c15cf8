"""What a record was before a person changed it, in its history: the importer writes none."""

from portal.editing.history_text import IMPORTED, REIMPORTED, differing


def keep_baseline(row) -> None:
    """Write what a row was before a person's change, where its history does not tell: the importer writes none."""
    stored = type(row)._base_manager.filter(pk=row.pk).first()
    if stored is None:
        return
    last = row.history.first()
    if last is None or differing(type(row), last, stored):
        stored._history_user = None
        reason = REIMPORTED if last else IMPORTED
        type(row).history.bulk_history_create([stored], update=bool(last), default_change_reason=reason)
