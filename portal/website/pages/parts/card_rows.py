"""The rows by which a filter knows an article, and the sentences they stand in: what cards are chosen and marked by.

Kept by article and source until the article moves.
"""

from collections.abc import Hashable, Iterable, Mapping
from operator import itemgetter
from typing import NamedTuple

from policies.revision_cache import RevisionCache, unless_of
from portal.website.finder import row_queries
from portal.website.finder.params import PARAMS, FilterParam, RowSource, Selections

MAX_BYTES = 16 * 2**20


class CardRow(NamedTuple):
    """A row of a source: its place in its text, its sentence, and its values by the source's parameters."""

    start: int
    pk: int
    end: int
    measure: int | None
    values: tuple[Hashable, ...]


def rows(source: RowSource, articles: Iterable[int]) -> dict[int, tuple[CardRow, ...]]:
    """Return the rows of articles in the order of their texts; of one without any, none."""
    found = _cache.get_many([(pk, source) for pk in articles], _load)
    return {pk: each for (pk, _), each in found.items()}


def fulfilling(source: RowSource, selections: Selections, articles: Iterable[int]) -> dict[int, list[CardRow]]:
    """Return the rows of articles that fulfil all that is asked of their source."""
    params = _columned(source)
    tests = [(at, param.test(selections[param.name])) for at, param in enumerate(params) if param.name in selections]
    found = {
        pk: [row for row in each if all(test(row.values[at]) for at, test in tests)]
        for pk, each in rows(source, articles).items()
    }
    return {pk: each for pk, each in found.items() if each}


def _columned(source: RowSource) -> list[FilterParam]:
    return [param for param in PARAMS if param.source is source and param.column]


def _load(keys: list[tuple[int, RowSource]]) -> Mapping[tuple[int, RowSource], tuple[CardRow, ...]]:
    found: dict[tuple[int, RowSource], list[CardRow]] = {key: [] for key in keys}
    for source in dict.fromkeys(source for _, source in keys):
        columns = ("start", "pk", "end", source.measure, *(param.column for param in _columned(source)))
        articles = [pk for pk, of in keys if of is source]
        asked = row_queries.rows_of(source, None, columns, articles)
        for article, start, pk, end, measure, *values in asked:
            found[article, source].append(CardRow(start, pk, end, measure, tuple(values)))
    return {key: tuple(sorted(each, key=itemgetter(0, 1))) for key, each in found.items()}


_cache: RevisionCache[tuple[int, RowSource], tuple[CardRow, ...]] = RevisionCache(
    MAX_BYTES, forward=unless_of(itemgetter(0))
)
