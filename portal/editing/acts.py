"""Acts on many rows at once: written as one, and taken back as one.

:func:`doing` ties the versions that are written inside it to an :class:`~policies.models.acts.Act`. :func:`versions`
tells what it did to each row, and :func:`undo` makes the rows what they were: all of them, or none where somebody
worked on one since, unless only the others are asked for.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from typing import ParamSpec, cast

from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from simple_history.models import HistoricalChanges

from importers.load.reconcile import nearest
from policies.change_log import noting, touch
from policies.models import DERIVED, Act, Article, Change, Note, Revision, StructureMark
from policies.models.derived import Derived
from policies.models.history import part_of
from policies.moved import moving
from portal.editing.baseline import write_baselines
from portal.editing.structure import undoing

# Where a row stands follows from its words.
_FOLLOWS = {"start", "end", "measure_id"}


P = ParamSpec("P")


class UndoError(ValueError):
    """An act that cannot be taken back; says why in Chinese."""


@contextmanager
def locked() -> Iterator[None]:
    """Let nobody else write until this is done: what is decided on is to be read inside."""
    with transaction.atomic(), noting(Change.Reason.EDIT):
        Revision.lock()
        yield


def behind_the_lock(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Let a page that decides read what it decides on behind the lock: an import may have written until then."""

    @wraps(view)
    def waiting(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request = cast("HttpRequest", args[0])
        if request.method != "POST":
            return view(*args, **kwargs)
        with locked():
            return view(*args, **kwargs)

    return waiting


def digest(*values: object) -> str:
    """Return what tells, in a form, whether something is still what somebody saw."""
    return sha256(repr(values).encode()).hexdigest()[:16]


@contextmanager
def doing(user, label: str, *, is_one: bool = False) -> Iterator[Act]:
    """Do something to several rows, all or none, as one act; what it is done to is to be read behind the lock.

    ``is_one``: the rows hang together, as a fact here and the same fact there, so that half of it is never undone.
    """
    with locked():
        act = Act.objects.create(user=user, label=label[:200], is_one=is_one)
        with part_of(act.pk):
            yield act


@dataclass(frozen=True, slots=True)
class RowVersions:
    """A row's versions: the one before an act, None where the act made it, the act's last, and the row's last."""

    before: HistoricalChanges | None
    after: HistoricalChanges
    latest: HistoricalChanges

    @property
    def model(self) -> type[Derived]:
        """The row's kind."""
        return self.after.instance_type

    @property
    def is_free(self) -> bool:
        """Whether nobody worked on the row since."""
        return self.latest.history_id == self.after.history_id


def versions(act: Act) -> list[RowVersions]:
    """Return what an act did to each row, kind by kind."""
    kinds: tuple[type, ...] = (*DERIVED, StructureMark, Note)
    return [each for model in kinds for each in _of_model(act, model)]


def _of_model(act: Act, model: type[Derived]) -> Iterator[RowVersions]:
    mine = model.history.filter(act=act)
    past = defaultdict(list)
    for version in model.history.filter(id__in=mine.values("id")).order_by("history_id"):
        past[version.id].append(version)
    for found in past.values():
        places = [place for place, version in enumerate(found) if version.act_id == act.pk]
        yield RowVersions(found[places[0] - 1] if places[0] else None, found[places[-1]], found[-1])


def set_values(rows: Sequence[Derived], values: Mapping[str, object], user, reason: str) -> None:
    """Give rows of one kind some values, as saving each by itself would, with one version of each.

    ``values`` by field: {"status": "confirmed"}, {"role": "lead"}. The machine's own are kept beside them.
    """
    write_baselines(rows)
    columns = {*values, *_KEPT, *_following(type(rows[0]))} if rows else set()
    moved = set()
    for row in rows:
        before, was = row.current_values(), {name: getattr(row, name) for name in columns}
        for name, value in values.items():
            setattr(row, name, value)
        row.store_extracted(before)
        row.compute_derived_columns()
        row.end_conflict()
        moved |= {name for name in columns if getattr(row, name) != was[name]}
    _write(rows, moved, user, reason)


# What is written with every decision about a row.
_KEPT = ("status", "extracted_values", "sentence_at_decision", "orphaned", "source_changed")


def _following(model: type[Derived]) -> set[str]:
    """The columns that :meth:`Derived.compute_derived_columns` sets, as far as a kind has them."""
    return {"low", "high", "basis_rank"} & {field.name for field in model._meta.concrete_fields}


def _write(rows: Sequence[Derived], columns: Iterable[str], user, reason: str) -> None:
    if rows and columns:
        model = type(rows[0])
        touch(model, rows)
        with moving(model, rows, columns):
            model._base_manager.bulk_update(rows, sorted(columns), batch_size=200)
        model.history.bulk_history_create(
            rows, update=True, default_user=user, default_change_reason=reason, batch_size=500
        )


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
        undoing.put_back([each for each in free if each.model is StructureMark], user, reason)
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
        columns |= {*_KEPT, "start", "end"} | _following(type(rows[0]))
        _write(rows, columns, user, reason)


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
