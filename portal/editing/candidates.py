"""New offices and new words for terms, as candidates: each with its sentences and the known names that are nearest.

An office is a candidate while nobody said of a new name what it is. A word is one that the texts print for whom
something is given, and that no term of any vocabulary reads, nor any that was switched off.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from django.utils.safestring import SafeString

from policies.models import Benefit, Responsibility, Term, Unit
from policies.models.derived import Derived
from policies.presentation import annotations
from policies.presentation.facts import place_in_words
from policies.revision_cache import cached_per_revision
from policies.text.gapped_words import GAP
from policies.text.highlight import mark_spans
from policies.vocabulary.likeness import Near, near_terms, twins

# Of a candidate the first sentences tell enough; a longer word than any vocabulary has is a sentence.
SENTENCES, NEAR, MAX_WORD = 3, 3, 16


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something new: its name, in how many places it stands, some of them, and what it may be."""

    name: str
    count: int
    sentences: list[tuple[str, SafeString]]
    near: list[Near]
    unit: Unit | None = None


def of_units(units: Iterable[Unit]) -> list[Candidate]:
    """Return offices, of which nobody has said what they are, as candidates."""
    units = list(units)
    rows = Responsibility.objects.active().filter(unit__in=units).for_description().in_work_order()
    stands: dict[int, list[Derived]] = defaultdict(list)
    for row in rows:
        stands[row.unit_id].append(row)
    return [
        Candidate(unit.name, len(stands[unit.pk]), _sentences(stands[unit.pk]), twins(unit, NEAR, known=True), unit)
        for unit in units
    ]


@dataclass(frozen=True, slots=True)
class NewWord:
    """A word that no term reads: how often something is given to whom it names, and in which benefits first."""

    word: str
    count: int
    benefits: tuple[int, ...]


@cached_per_revision
def words() -> tuple[NewWord, ...]:
    """Return the words that no term reads, the most frequent first."""
    known = {word for row in Term.objects.all() for word in (row.name, *row.words, *row.not_words)}
    parts = [word.split(GAP) for word in known]
    stands: dict[str, list[int]] = defaultdict(list)
    for key, receivers in Benefit.objects.present().order_by("pk").values_list("pk", "receivers"):
        for word in filter(lambda word: len(word) <= MAX_WORD, receivers):
            stands[word].append(key)
    new = [
        NewWord(word, len(keys), tuple(keys[:SENTENCES]))
        for word, keys in stands.items()
        if not any(all(part in word for part in each) for each in parts)
    ]
    return tuple(sorted(new, key=lambda each: (-each.count, each.word)))


def of_words(found: Iterable[NewWord]) -> list[Candidate]:
    """Return words as candidates for terms."""
    found = list(found)
    keys = [key for each in found for key in each.benefits]
    rows = {row.pk: row for row in Benefit.objects.filter(pk__in=keys).for_description()}
    return [
        Candidate(
            each.word,
            each.count,
            list(dict.fromkeys(_naming(each.word, rows, each.benefits))),
            near_terms(each.word, NEAR),
        )
        for each in found
    ]


def _naming(word: str, rows: Mapping[int, Benefit], keys: Iterable[int]) -> Iterator[tuple[str, SafeString]]:
    """The sentences that name a word, and where it stands in them."""
    for row in (rows[key] for key in keys):
        if span := row.span_of(word):
            yield place_in_words(row), mark_spans(*annotations.excerpt(row.place.text, *span))


def _sentences(rows: list[Derived]) -> list[tuple[str, SafeString]]:
    shown = (
        (place_in_words(row), mark_spans(*annotations.excerpt(row.place.text, row.start, row.end)))
        for row in rows
        if row.is_in_place
    )
    return list(islice(dict.fromkeys(shown), SENTENCES))
