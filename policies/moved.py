"""Movements of the base: how far a change goes, and of which articles; and all that moved since a revision.

Whoever writes rows says what they moved with the revision that it makes (:meth:`Revision.bump`): signals for rows saved
one by one, ``Reconciler`` and bulk acts by :func:`moving`. What a process keeps is brought forward by it
(:mod:`policies.revision_cache`).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Model

from policies.models import (
    FACTS,
    Article,
    Correction,
    Declared,
    Document,
    Measure,
    Membership,
    Parallel,
    Passage,
    Relation,
    Responsibility,
    Section,
    StructureMark,
    Term,
    Unit,
    UnitName,
    Waiver,
)
from policies.models.history import is_unrecorded
from policies.models.revision import EVERYTHING, NOTHING, Moved, Reach, Revision, RevisionStep

# By what columns rows say of which articles they are; the first is their own.
_OF_ARTICLES: Mapping[type[Model], tuple[str, ...]] = {
    Article: ("pk",),
    Measure: ("article_id",),
    Correction: ("article_id",),
    Relation: ("earlier_article_id", "later_article_id"),
    **dict.fromkeys(FACTS, ("article_id", "inherited_from_id")),
}
_OF_OFFICES: Mapping[type[Model], tuple[str, ...]] = {Responsibility: ("unit_id",)}
# By what column rows say of which document they are: what is said of it is said of all its articles.
_OF_DOCUMENTS: Mapping[type[Model], str] = {Document: "pk", Section: "document_id", Article: "document_id"}
_PLACES_OF_ARTICLES = frozenset({"document", "section", "ordinal", "removed_from_source"})
# They stand on pages, and say nothing of any article.
_BESIDE = frozenset({Passage, StructureMark, Waiver, Declared})
# Said on the pages of both documents, and of all their articles.
_BESIDE_ITS_ARTICLES: Mapping[type[Model], Moved] = {Relation: Moved(Reach.TEXTS, frozenset())}
_VOCABULARY = frozenset({Unit, UnitName, Membership, Term})
# So many steps back is not long ago; from there on all is made anew.
MOST_BEHIND = 200


@contextmanager
def moving(model: type[Model], rows: Sequence[Model], columns: Iterable[str] | None = None) -> Iterator[None]:
    """Write rows inside, new ones, or all else; ``columns`` are those written. The revision moves by what they move."""
    are_new = not any(row.pk for row in rows)
    moved = NOTHING if are_new else moved_by(model, rows, columns) | _moved_from(model, rows, columns)
    yield
    Revision.bump(moved_by(model, rows) if are_new else moved)


def moved_by(model: type[Model], rows: Sequence[Model], columns: Iterable[str] | None = None) -> Moved:
    """Return what rows move, as they are in memory."""
    if model in _VOCABULARY or Revision.is_undone():
        return EVERYTHING
    if model in _BESIDE:
        return Moved(Reach.TEXTS, frozenset())
    if model is Parallel:
        return Moved(Reach.FACTS, _articles_of_pairs(rows))
    if model in _OF_DOCUMENTS and _moves_texts(model, columns):
        return Moved(Reach.TEXTS, _articles_in({getattr(row, _OF_DOCUMENTS[model]) for row in rows}, rows))
    if model not in _OF_ARTICLES:
        return Moved(Reach.TEXTS, None)
    named = [getattr(row, column) for row in rows for column in _OF_ARTICLES[model]]
    facts = _moved_facts(named, [row.unit_id for row in rows if isinstance(row, Responsibility)])
    return facts | _BESIDE_ITS_ARTICLES.get(model, NOTHING)


def _moved_from(model: type[Model], rows: Iterable[Model], columns: Iterable[str] | None = None) -> Moved:
    """Return what rows move in whose place others will be: the articles and offices that the base has them under."""
    tied = [name for name in (*_OF_ARTICLES.get(model, ()), *_OF_OFFICES.get(model, ())) if name != "pk"]
    written = None if columns is None else {column.removesuffix("_id") + "_id" for column in columns}
    if not tied or Revision.is_undone() or (written is not None and written.isdisjoint(tied)):
        return NOTHING
    found = list(model._base_manager.filter(pk__in=[row.pk for row in rows]).values(*tied))
    named = [row[name] for row in found for name in _OF_ARTICLES[model]]
    return _moved_facts(named, [row[name] for row in found for name in _OF_OFFICES.get(model, ())])


def _moved_facts(articles: Iterable[int | None], units: Collection[int]) -> Moved:
    """Return what facts of articles move; a new office is public as long as a text prints it, and so comes or goes."""
    brings_offices = units and Unit.objects.filter(pk__in=units, verified=False).exists()
    return Moved(Reach.TEXTS if brings_offices else Reach.FACTS, frozenset(each for each in articles if each))


def _moves_texts(model: type[Model], columns: Iterable[str] | None) -> bool:
    """Whether a write may bring or take texts, or put them in another order; most of an article's columns do not."""
    return model is not Article or columns is None or not _PLACES_OF_ARTICLES.isdisjoint(columns)


def _articles_in(documents: set[int], rows: Sequence[Model]) -> frozenset[int]:
    """Return the articles of documents: one that comes or goes has facts of others with it, which stand in it."""
    own = {row.pk for row in rows if isinstance(row, Article)}
    return frozenset(own.union(Article.objects.filter(document__in=documents).order_by().values_list("pk", flat=True)))


def _articles_of_pairs(rows: Sequence[Model]) -> frozenset[int]:
    measures = {key for row in rows if isinstance(row, Parallel) for key in (row.a_id, row.b_id)}
    return frozenset(Measure.objects.filter(pk__in=measures).order_by().values_list("article", flat=True))


def moved_between(before: str, now: str) -> Moved | None:
    """Return what moved from one revision to another; None where nobody can say, or it is long ago."""
    return NOTHING if before == now else _moved_until(now).get(before)


@lru_cache(maxsize=4)
def _moved_until(now: str) -> Mapping[str, Moved]:
    """Return what moved since each of the last revisions, as far back as step follows step."""
    found: dict[str, Moved] = {}
    moved = NOTHING
    for step in _LOG.until(now):
        found[step.name] = moved
        moved |= step.moved
    return found


class _Step(NamedTuple):
    number: int
    name: str
    moved: Moved


class _StepLog:
    """The last steps of the base, the newest first: each is read once, since editors make one after the other."""

    def __init__(self):
        self._known: tuple[_Step, ...] = ()

    def until(self, now: str) -> tuple[_Step, ...]:
        """Return the steps up to a revision, as far back as one follows the other; () where the base has not it."""
        number, known = int(now.partition("-")[0] or 0), self._known
        is_next = known and known[0].number < number <= known[0].number + MOST_BEHIND
        read = _read(known[0].number if is_next else number - MOST_BEHIND, number)
        if not read or read[0].name != now:
            return ()
        goes_on = is_next and read[-1] == known[0]  # else the base was put back from a copy, and has other steps
        if is_next and not goes_on:
            read = _read(number - MOST_BEHIND, number)
        self._known = (read + known[1:] if goes_on else read)[: MOST_BEHIND + 1]
        return self._known


def _read(first: int, last: int) -> tuple[_Step, ...]:
    """Return the steps from the last number down to the first, or to where one is missing."""
    steps = RevisionStep.objects.filter(number__gte=first, number__lte=last).order_by("-number")
    found = [_Step(step.number, str(step), step.moved) for step in steps]
    return tuple(step for back, step in enumerate(found) if step.number == last - back)


_LOG = _StepLog()


def before_saving(sender: type[Model], instance: Model, **_) -> None:
    """A row is about to be saved: where the base has it is moved, too; for signals."""
    if not is_unrecorded() and instance.pk:
        instance._moved_from = _moved_from(sender, [instance])


def after_saving(sender: type[Model], instance: Model, **_) -> None:
    """A row was saved or deleted; for signals. An import says so by itself."""
    if not is_unrecorded():
        Revision.bump(moved_by(sender, [instance]) | instance.__dict__.pop("_moved_from", NOTHING))


def after_tying(**_) -> None:
    """A row was tied to another, or untied; for signals."""
    if not is_unrecorded():
        Revision.bump()
