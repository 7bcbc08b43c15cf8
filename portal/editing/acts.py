"""Acts on many rows at once, each written as one.

:func:`doing` ties the versions that are written inside it to an :class:`~policies.models.acts.Act`. :func:`versions`
tells what it did to each row; ``undoing.py`` takes it back.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from typing import ParamSpec, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from simple_history.models import HistoricalChanges

from policies.change_log import noting, touch
from policies.models import DERIVED, Act, Change, Note, Revision, StructureMark
from policies.models.derived import Derived
from policies.models.history import part_of
from policies.moved import moving
from portal.editing.baseline import write_baselines

# What is written with every decision about a row.
DECIDED = ("status", "extracted_values", "sentence_at_decision", "orphaned", "source_changed")

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
    columns = {*values, *DECIDED, *following(type(rows[0]))} if rows else set()
    moved = set()
    for row in rows:
        before, was = row.current_values(), {name: getattr(row, name) for name in columns}
        for name, value in values.items():
            setattr(row, name, value)
        row.store_extracted(before)
        row.compute_derived_columns()
        row.end_conflict()
        moved |= {name for name in columns if getattr(row, name) != was[name]}
    write(rows, moved, user, reason)


def following(model: type[Derived]) -> set[str]:
    """The columns that :meth:`Derived.compute_derived_columns` sets, as far as a kind has them."""
    return {"low", "high", "basis_rank"} & {field.name for field in model._meta.concrete_fields}


def write(rows: Sequence[Derived], columns: Iterable[str], user, reason: str) -> None:
    """Write columns of rows of one kind, with one version of each."""
    if rows and columns:
        model = type(rows[0])
        touch(model, rows)
        with moving(model, rows, columns):
            model._base_manager.bulk_update(rows, sorted(columns), batch_size=200)
        model.history.bulk_history_create(
            rows, update=True, default_user=user, default_change_reason=reason, batch_size=500
        )
