"""Taking an act back: its rows are made what they were, all of them, or none where somebody worked on one since.

Only the others are where they are asked for. Marks of lines and notes are withdrawn, so that their history stays.
"""

from collections.abc import Sequence

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from importers.load.reconcile import nearest
from policies.change_log import noting
from policies.models import DERIVED, Act, Article, Change, Note, Revision, StructureMark
from policies.models.derived import Derived
from portal.editing.acts import DECIDED, RowVersions, UndoError, following, versions, write
from portal.editing.structure import undoing as structure_undoing

# Where a row stands follows from its words.
_FOLLOWS = {"start", "end", "measure_id"}


@transaction.atomic
@noting(Change.Reason.EDIT)
def undo(act: Act, user, *, rest: bool = False) -> int:
    """Make the rows of an act what they were before it; gives how many.

    Raises UndoError, and changes nothing, where it was undone, where somebody worked on a row since and not only the
    ``rest`` is asked for, or where a row has no place to go back to.
    """
    Revision.lock()
    act.refresh_from_db()
    if act.undone_at:
        raise UndoError("这次处理已经撤销过了。")
    found = versions(act)
    free = [each for each in found if each.is_free]
    if len(free) < len(found) and (act.is_one or not rest):
        others = "请打开它们的历史，逐条恢复" if act.is_one else f"可以只撤销其余的 {len(free)} 条"
        raise UndoError(f"没有撤销：{len(found) - len(free)} 条之后又有人处理过。{others}。")
    reason = f"撤销：{act.label}"[:100]
    try:
        for model in DERIVED:
            _put_back([each for each in free if each.model is model], user, reason)
        structure_undoing.put_back([each for each in free if each.model is StructureMark], user, reason)
        _close([each.after.id for each in free if each.model is Note], user, reason)
    except IntegrityError:
        raise UndoError("没有撤销：有一条原来的位置上现在已有同样的内容。请打开它们的历史，逐条恢复。") from None
    act.undone_by, act.undone_at = user, timezone.now()
    act.save()
    return len(free)


def _close(notes: Sequence[int], user, reason: str) -> None:
    """Settle the notes that an act wrote, so that their history stays."""
    for note in Note.objects.filter(pk__in=notes, settled=False):
        note.settled = True
        note._change_reason, note._history_user = reason, user
        note.save()


def _put_back(found: Sequence[RowVersions], user, reason: str) -> None:
    made = [each.after.id for each in found if each.before is None]
    changed = [each for each in found if each.before and each.after.history_type != "-"]
    deleted = [each for each in found if each.before and each.after.history_type == "-"]
    for row in _rows(found, made):
        row._change_reason, row._history_user = reason, user
        row.delete()
    _restore(changed, user, reason)
    for each in deleted:
        _recreate(each, user, reason)


def _rows(found: Sequence[RowVersions], keys: Sequence[int]) -> list[Derived]:
    if not keys:
        return []
    model = found[0].model
    related = model.related_to(["article", "passage", "inherited_from"])
    return list(model._base_manager.filter(pk__in=keys).select_related(*related))


def _restore(found: Sequence[RowVersions], user, reason: str) -> None:
    """Give rows what the act took from them, and nothing else: an import may have moved them since."""
    by_row = {each.after.id: each for each in found}
    columns = set()
    rows = _rows(found, list(by_row))
    for row in rows:
        each = by_row[row.pk]
        moved_since = row.source_changed and not each.after.source_changed
        for name in _differing(each):
            setattr(row, name, getattr(each.before, name))
            columns.add(row._meta.get_field(name).name)
        row.mark_edited()
        row.compute_derived_columns()
        _put_in_place(row, each.before.start)
        row.source_changed = row.is_human and (row.source_changed or moved_since)
    if rows:
        columns |= {*DECIDED, "start", "end"} | following(type(rows[0]))
        write(rows, columns, user, reason)


def _differing(each: RowVersions) -> list[str]:
    names = [field.attname for field in each.model.history.model.tracked_fields]
    return [name for name in names if name not in _FOLLOWS and getattr(each.before, name) != getattr(each.after, name)]


def _put_in_place(row: Derived, start: int) -> None:
    """Place a row at its words in the text as it is now; where they are not, a conflict lists it."""
    at = nearest(row.place.text, row.quote, start) if row.quote else start
    row.orphaned = at is None
    if at is not None:
        row.start, row.end = at, at + len(row.quote)


def _recreate(each: RowVersions, user, reason: str) -> None:
    row = each.before.instance
    if row.article_id and not Article.objects.filter(pk=row.article_id).exists():
        raise UndoError(f"没有撤销：“{row.quote}”所在的条文已经没有了。请打开它们的历史，逐条恢复。")
    _put_in_place(row, row.start)
    row._change_reason, row._history_user = reason, user
    models.Model.save(row, force_insert=True)  # as it was; Derived.save would settle it
