"""Duties of an office: which sentences are told to it, and how plainly."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from policies.asking import offices
from policies.models import Measure, Responsibility
from policies.revision_cache import cached_per_revision

# A sentence that names an office is more its own than one of an article that has it at its end, and that more than one
# where it stands for the whole document; of the units that a name may mean the first is meant.
_NAMED, _LISTED, _WITH_ALL, _NEXT_MEANT = 24, 12, 6, 4
_OF_THE_ARTICLE = {Responsibility.Basis.PRINTED, Responsibility.Basis.MEMBER, Responsibility.Basis.BODY}


class DutyIndex(NamedTuple):
    """Units by the sentences that name them, and by the articles that are theirs, with the basis."""

    by_measure: Mapping[int, set[int]]
    by_article: Mapping[int, Mapping[int, str]]


@cached_per_revision
def duty_index() -> DutyIndex:
    """Return who is told to do what."""
    by_article: dict[int, dict[int, str]] = {}
    places: dict[int, list[tuple[int, int]]] = {}
    rows = Responsibility.objects.public().of_articles().strongest_first()
    for article, unit, basis, start in rows.values_list("article", "unit", "basis", "start"):
        by_article.setdefault(article, {}).setdefault(unit, basis)
        if basis == Responsibility.Basis.BODY:
            places.setdefault(article, []).append((start, unit))
    measures = Measure.objects.public().among(places).values_list("pk", "article", "start", "end")
    by_measure = {
        pk: {unit for at, unit in places[article] if start <= at < end} for pk, article, start, end in measures
    }
    return DutyIndex(by_measure, by_article)


def plainness(units: Sequence[int], article: int, measure: int) -> int:
    """Return how plainly a sentence is told to the first of these units to which it is; 0 where to none."""
    named, listed = duty_index().by_measure.get(measure, set()), duty_index().by_article.get(article, {})
    ways = [_NAMED if unit in named else _way(listed.get(unit)) for unit in units]
    return max((way - _NEXT_MEANT * min(rank, 1) for rank, way in enumerate(ways) if way), default=0)


@cached_per_revision
def told_to_cities() -> frozenset[int]:
    """Return the measures that tell every city what to do: 各市人民政府要…, 各市商务局要…."""
    cities = offices.of_each_city()
    return frozenset(pk for pk, units in duty_index().by_measure.items() if not units.isdisjoint(cities))


def _way(basis: str | None) -> int:
    return 0 if basis is None else _LISTED if basis in _OF_THE_ARTICLE else _WITH_ALL
