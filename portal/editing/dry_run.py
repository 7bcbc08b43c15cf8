"""A change is tried before it is made: it is done, its effect on the facts is noted, and all of it is undone.

Takes an act that writes to the base. Gives what it answered and the :class:`FactChange`s that readers would see.
Guarantees that the base is as it was before.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from django.db import transaction

from policies.change_log import untold
from policies.models import DERIVED, Document, Term, Unit
from policies.models.derived import Derived
from policies.presentation.facts import describe
from portal.editing.concerned import watched

Answer = TypeVar("Answer")
Key = tuple[type[Derived], int]
Snapshot = dict[Key, tuple]
Names = Mapping[str, Mapping[int, object]]
# What a fact says beside its own columns.
_COLUMNS = ("quote", "article_id", "orphaned", "source_changed")


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
    before: Snapshot = {}
    documents: set[int] = set()
    names = _names()
    untried = 0

    def watch(found: set[int], more: int) -> None:
        nonlocal untried
        untried += more
        before.update(_snapshot(found - documents, names))
        documents.update(found)

    with transaction.atomic(), untold():
        with watched(watch):
            answer = act()
        after = _snapshot(documents, _names())
        moved = [key for key in before | after if before.get(key) != after.get(key)]
        now = _texts_of(key for key in moved if key in after)
        transaction.set_rollback(True)
    then = _texts_of(key for key in moved if key in before)
    changes = [FactChange(then.get(key), now.get(key)) for key in moved if then.get(key) != now.get(key)]
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


def _names() -> Names:
    """Return the names of the rows that facts point to: these change without the facts."""
    units, terms, documents = Unit.objects.values_list, Term.objects.values_list, Document.objects.values_list
    return {
        "unit_id": dict(units("pk", "name")),
        "term_id": dict(terms("pk", "name")),
        "document_id": {pk: (number, title) for pk, number, title in documents("pk", "number", "title")},
    }


def _snapshot(documents: set[int], names: Names) -> Snapshot:
    """All live facts and measures of documents, by model and number: their columns, and the names of what they name."""
    found: Snapshot = {}
    for model in DERIVED if documents else ():
        columns = (*model.EXTRACTED_FIELDS, *_COLUMNS)
        named = [(columns.index(name), known) for name, known in names.items() if name in columns]
        rows = model.objects.active().of_documents(documents).order_by("pk").values_list("pk", *columns)
        found |= {(model, pk): (*values, *(known.get(values[at]) for at, known in named)) for pk, *values in rows}
    return found


def _texts_of(keys: Iterable[Key]) -> dict[Key, FactText]:
    """The facts as readers see them now."""
    wanted = defaultdict(list)
    for model, pk in keys:
        wanted[model].append(pk)
    return {
        (model, row.pk): _text_of(row)
        for model, pks in wanted.items()
        for row in model.objects.filter(pk__in=pks).for_description()
    }


def _text_of(row: Derived) -> FactText:
    about = getattr(row, "article", None) or row.passage
    conflict = "（与编辑的处理不一致，将列入冲突）" if row.source_changed or row.orphaned else ""
    return FactText(row._meta.verbose_name, str(about), row.quote, describe(row) + conflict)
