"""Documents that a change of a vocabulary concerns, derived again, once.

A word is read where a text holds it; what a row of a vocabulary was read as before stands where its facts are. So only
such documents are derived again. Taking one too many costs time, leaving one out would leave its facts as they were:
what a text may print for an office is looked for by the part that all its forms share (商务厅 of 山西省商务厅).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import reduce
from itertools import accumulate
from operator import or_

from django.db.models import Count, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Replace

from importers.pipeline import derive_documents
from policies.models import Article, Document, Membership, Passage, Responsibility, Term, TermUse, Unit, UnitName
from policies.models.search_index import Holds
from policies.text.gapped_words import GAP
from policies.text.normalize import Phrase, fold
from policies.vocabulary.likeness import core
from portal.editing import rereading

# So many are read within a request; more are a job's, and a preview tries the first few, of so many articles at most.
AT_ONCE, SAMPLE, SAMPLE_ARTICLES = 12, 3, 100
# Is told which documents are going to be derived inside, and how many more there are that would be.
Watcher = Callable[[set[int], int], None]
_watcher: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


@contextmanager
def deriving(documents: QuerySet[Document]) -> Iterator[None]:
    """Derive documents after what is changed inside: the one way by which vocabularies and merges come to texts.

    A few are read here and now, more by a job. What is only tried reads the first of many.
    """
    found = list(documents.select_related("source").listed())
    watcher, are_many = _watcher.get(), len(found) > AT_ONCE
    now = _sample(found) if are_many else found
    if watcher:
        watcher({document.pk for document in now}, len(found) - len(now))
    yield
    if are_many and not watcher:
        rereading.put_off(found)
    elif now:
        derive_documents(now, are_paired=watcher is None)  # a preview shows facts, and pairs are none


def _sample(documents: Sequence[Document]) -> list[Document]:
    """The first documents, of no more articles together than are read within a second; one at least."""
    first = documents[:SAMPLE]
    rows = Article.objects.present().filter(document__in=first).order_by()
    sizes = dict(rows.values_list("document").annotate(Count("pk")))
    totals = accumulate(sizes.get(each.pk, 0) for each in first)
    return [
        each for at, (each, total) in enumerate(zip(first, totals, strict=True)) if not at or total <= SAMPLE_ARTICLES
    ]


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Tell ``watcher`` the numbers of the documents that are going to be derived inside, before their facts change."""
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)


def by_term(term: Term, *before: Term) -> QuerySet[Document]:
    """Return the documents that a term is, or was, read in; ``before``: the term as it was."""
    words = {word for row in (term, *before) for word in (*row.words, *row.not_words)}
    return _holding(words, TermUse.objects.filter(term=term))


def by_units(units: Iterable[Unit], names: Iterable[str] = ()) -> QuerySet[Document]:
    """Return the documents in which offices are, or were, named; ``names`` are further ones, that they had or get.

    A collective's are those of its members too, and the other way round: who belongs to it is read where it stands.
    """
    lineage = _lineages(units)
    kin = Membership.objects.filter(Q(collective__in=lineage) | Q(member__in=lineage))
    known = [*lineage, *Unit.objects.filter(Q(memberships__in=kin))]
    printed = {name for unit in known for name in (unit.name, unit.full_name)} | set(names)
    printed.update(UnitName.objects.filter(unit__in=known).values_list("name", flat=True))
    parts = Responsibility.objects.filter(Q(unit__in=known) | Q(via__in=known))
    issued = [name for name in printed if name]
    return _holding({core(name) for name in issued}, parts, issuers=issued)


def _lineages(units: Iterable[Unit]) -> set[Unit]:
    """Offices and all that were merged into them, with what was merged into these."""
    found, last = set(units), set(units)
    while last := set(Unit.objects.filter(merged_into__in=last)) - found:
        found |= last
    return found


def _holding(words: Iterable[str], facts: QuerySet, issuers: Iterable[str] = ()) -> QuerySet[Document]:
    """Return the documents whose texts hold one of some words, with those that have one of the facts."""
    words = [word for word in words if word]
    found = Q(pk__in=facts.values("article__document")) | Q(pk__in=facts.values("passage__document"))
    found |= _any(Q(issuers__contains=name) for name in issuers)
    if words:
        phrases = [phrase for word in words if (phrase := _phrase(word)).words]
        articles = Article.objects.filter(Holds(*phrases)) if phrases else Article.objects.none()
        bare = Replace(
            Replace(F("text"), Value(" "), Value(""), output_field=TextField()),
            Value("\n"),
            Value(""),
            output_field=TextField(),
        )
        passages = Passage.objects.alias(bare=bare).filter(_any(_all_parts("bare", word) for word in words))
        found |= Q(pk__in=articles.values("document")) | Q(pk__in=passages.values("document"))
        # What belongs to no document, as a compilation's summary, may speak of any that was read from the same source.
        found |= Q(source__in=passages.filter(document=None, kind=Passage.Kind.SUMMARY).values("source"))
    return Document.objects.present().filter(found)


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions, Q(pk__in=[]))


def _phrase(word: str) -> Phrase:
    """Return what a word is in the index of texts: its parts between gaps, each folded as texts are."""
    return Phrase(tuple((part,) for each in word.split(GAP) if (part := fold(each))))


def _all_parts(column: str, word: str) -> Q:
    """A word with gaps stands where its parts do."""
    found = Q()
    for part in word.split(GAP):
        found &= Q(**{f"{column}__contains": part.strip()})
    return found
