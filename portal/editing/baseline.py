"""The baseline of a record in its history, before a person first changed it: the importer writes none."""

from collections.abc import Sequence

from portal.editing.history_text import IMPORTED, REIMPORTED, differing


def write_baseline(row) -> None:
    """Write what a row was before a person's change, where its history does not tell: the importer writes none."""
    write_baselines([row])


def write_baselines(rows: Sequence) -> None:
    """Do so for rows of one model, all at once. They are read from the base again, so they may be changed already."""
    if not rows:
        return
    model, keys = type(rows[0]), [row.pk for row in rows]
    stored = model._base_manager.in_bulk(keys)
    last = {each.id: each for each in model.history.filter(id__in=keys).order_by("history_id")}
    moved = [row for key, row in stored.items() if key in last and _moved(last[key], row)]
    new = [row for key, row in stored.items() if key not in last]
    for found, reason in ((new, IMPORTED), (moved, REIMPORTED)):
        for row in found:
            row._history_user = None
        model.history.bulk_history_create(
            found,
            update=reason == REIMPORTED,
            default_change_reason=reason,
            custom_historical_attrs={"act_id": None},  # no part of what an editor does
            batch_size=500,
        )


# What an import writes beside a person's values: undoing what a person did next gives it back.
_MARKS = ("extracted_values", "orphaned", "source_changed", "sentence_at_decision")


def _moved(last, row) -> bool:
    marks = [name for name in _MARKS if hasattr(row, name)]
    return bool(differing(type(row), last, row)) or any(getattr(last, name) != getattr(row, name) for name in marks)
