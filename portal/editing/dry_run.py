"""A change is tried before it is made: it is done, its effect on the facts is noted, and all of it is undone.

Takes an act that writes to the base. Gives what it answered and the :class:`FactChange`s that readers would see.
Guarantees that the base is as it was before.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from types import MappingProxyType
from typing import Generic, NamedTuple, TypeVar

from django.db import transaction
from django.db.models import Model, Q

from policies.change_log import untold
from policies.models import DERIVED, Article, Passage
from policies.models.derived import Derived
from policies.presentation.facts import describe
from portal.editing.concerned import watched

Answer = TypeVar("Answer")
Key = tuple[type[Derived], int]
Rows = Mapping[type[Model], set[int]]
# By what columns facts point to rows whose names they say, and to texts that they go with.
_NAMED, _STANDING = ("unit", "term", "document"), ("article", "inherited_from", "passage")
_PLACES = (Article, Passage)


class FactText(NamedTuple):
    """A fact as a reader sees it: of what kind, where, by which words, and what it says."""

    kind: str
    place: str
    quote: str
    text: str


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact before and after; None where there was none, or is none any more."""

    before: FactText | None
    after: FactText | None

    @property
    def fact(self) -> FactText:
        """The fact, as it would be."""
        return self.after or self.before

    @property
    def what(self) -> str:
        """Return what becomes of it."""
        if self.before is None:
            return "新增"
        if self.after is None:
            return "消失"
        return "移到此条" if self.before.place != self.after.place and self.before.text == self.after.text else "修改"


class Tried(NamedTuple, Generic[Answer]):
    """A tried act: its answer, its changes, and how many documents it would read again beyond those tried."""

    answer: Answer
    changes: list[FactChange]
    untried: int


def dry_run(act: Callable[[], Answer]) -> Tried[Answer]:
    """Return what ``act`` answers, and what it would change in the documents that it derives (:mod:`.concerned`)."""
    documents: set[int] = set()
    untried = 0

    def watch(found: set[int], more: int) -> None:
        nonlocal untried
        untried += more
        documents.update(found)

    with transaction.atomic(), untold() as log:
        with watched(watch):
            answer = act()
        now = _texts_of(_written(log.rows), documents)
        gone = {place: _missing(place, log.rows[place]) for place in _PLACES}
        transaction.set_rollback(True)
    then = _texts_of(_written(log.rows, gone), documents)
    changes = [FactChange(then.get(key), now.get(key)) for key in then | now if then.get(key) != now.get(key)]
    return Tried(answer, changes, untried)


def with_moves(changes: Iterable[FactChange]) -> list[FactChange]:
    """The changes, but for a fact that goes in one place and comes in another: that is one, which moved."""
    changes = list(changes)
    removed = defaultdict(list)
    for change in changes:
        if change.after is None:
            removed[_identity(change.fact)].append(change)
    found = []
    for change in changes:
        if change.before is None and removed[_identity(change.fact)]:
            found.append(FactChange(removed[_identity(change.fact)].pop(0).before, change.after))
        elif change.after is not None:
            found.append(change)
    return [*(change for left in removed.values() for change in left), *found]


def _identity(fact: FactText) -> tuple[str, str, str]:
    return fact.kind, fact.quote, fact.text


def _written(rows: Rows, gone: Rows = MappingProxyType({})) -> dict[type[Derived], Q]:
    """Return which facts an act wrote, or names otherwise than before; of ``gone`` texts, which went with them."""
    wanted = {}
    for model in DERIVED:
        found = [Q(pk__in=rows[model])] if rows.get(model) else []
        pointing = [(name, rows) for name in _NAMED] + [(name, gone) for name in _STANDING]
        for name, those in pointing:
            field = model._meta.get_field(name) if model.related_to([name]) else None
            if field is not None and (pks := those.get(field.related_model)):
                found.append(Q(**{f"{name}__in": pks}))
        if found:
            wanted[model] = reduce(or_, found)
    return wanted


def _missing(model: type[Model], pks: set[int]) -> set[int]:
    """Return those rows that are no more."""
    there = model._base_manager.filter(pk__in=pks).values_list("pk", flat=True) if pks else ()
    return pks.difference(there)


def _texts_of(wanted: Mapping[type[Derived], Q], documents: set[int]) -> dict[Key, FactText]:
    """The facts of some documents as readers see them now."""
    return {
        (model, row.pk): _text_of(row)
        for model, which in wanted.items()
        for row in model.objects.active().of_documents(documents).filter(which).for_description().order_by("pk")
    }


def _text_of(row: Derived) -> FactText:
    about = getattr(row, "article", None) or row.passage
    conflict = "（与编辑的处理不一致，将列入冲突）" if row.source_changed or row.orphaned else ""
    return FactText(row._meta.verbose_name, str(about), row.quote, describe(row) + conflict)
