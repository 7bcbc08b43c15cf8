"""Which articles have rows of which values, as sets in the bits of numbers, for the base at one revision.

The lists themselves come from :mod:`portal.website.finder.filterset`; from here come the numbers beside all the
values, which are counted over the same rows. A process keeps it all until the base moves, and makes it as it is asked.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from policies.models import Article
from policies.revision_cache import cached_per_revision
from portal.website.finder.params import BY_NAME, PARAMS, FilterParam, RowSource, Selections
from portal.website.finder.params.sources import is_widened


class ListedValue(NamedTuple):
    """A value that some row holds: as the column has it, as an address and a page say it, and the terms over it."""

    match: Hashable
    key: str
    label: str
    note: str
    wider: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueRows:
    """The rows of a source: for each combination of values that stands in one row, the articles that have it."""

    params: Sequence[FilterParam]
    combinations: Mapping[tuple, int]

    def by_value(self, param: FilterParam, selections: Selections) -> dict[Hashable, int]:
        """Return the articles by the value of a parameter, of the rows that fulfil all selections."""
        place = self.params.index(param)
        found: dict[Hashable, int] = {}
        for values, articles in self._fulfilling(selections):
            found[values[place]] = found.get(values[place], 0) | articles
        return found

    def articles(self, selections: Selections) -> int:
        """Return the articles with a row that fulfils all selections."""
        return union(articles for _, articles in self._fulfilling(selections))

    def _fulfilling(self, selections: Selections) -> Iterator[tuple[tuple, int]]:
        tests = [
            (place, param.test(selections[param.name]))
            for place, param in enumerate(self.params)
            if param.name in selections
        ]
        for values, articles in self.combinations.items():
            if all(test(values[place]) for place, test in tests):
                yield values, articles


def every_article() -> int:
    """Return the set of all public articles."""
    return (1 << len(_bits())) - 1


def rows_of(source: RowSource, selections: Selections) -> ValueRows:
    """Return the rows of a source, on the day asked for where they hang on one."""
    return _rows(source, source.cache_key(selections))


def values_of(param: FilterParam, selections: Selections) -> list[ListedValue]:
    """Return the values that a parameter's rows hold, in its order but for their counts."""
    return _values(param.name, param.source.cache_key(selections))


def fulfilling(source: RowSource, selections: Selections) -> int:
    """Return the articles that fulfil all that is asked of a source, by one row of it or without any."""
    rows = rows_of(source, selections)
    asked = [param.name for param in rows.params if param.name in selections]
    wider = [choice.wider for name in asked for choice in selections[name].choices]
    implicit = union(implicitly(source, selections, each) for each in wider)
    return rows.articles(selections) & searched(source, selections) | implicit


def searched(source: RowSource, selections: Selections) -> int:
    """Return the articles that fulfil what no column holds: the base is asked."""
    found = every_article()
    for param in PARAMS:
        if param.name in selections and param.source is source and not param.column:
            rows = param.apply(source.rows_for(selections), selections)
            found &= _set(rows.values_list(source.article, flat=True))
    return found


def implicitly(source: RowSource, selections: Selections, wider: Iterable[int]) -> int:
    """Return the articles that fulfil a parameter though no row names it (:attr:`RowSource.implicit_matches`)."""
    rows = rows_of(source, selections)
    if not is_widened(rows.params[0].name, selections):
        return 0
    by_value = rows.by_value(rows.params[0], {})
    return every_article() & ~union(by_value.values()) | union(by_value.get(term, 0) for term in wider)


def union(sets: Iterable[int]) -> int:
    """Return all that is in one of the sets."""
    found = 0
    for each in sets:
        found |= each
    return found


def _set(pks: Iterable[int]) -> int:
    bits = _bits()
    return union(bits.get(pk, 0) for pk in pks)


@cached_per_revision
def _bits() -> dict[int, int]:
    pks = Article.objects.public().order_by("pk").values_list("pk", flat=True)
    return {pk: 1 << place for place, pk in enumerate(pks)}


@cached_per_revision
def _rows(source: RowSource, key: Hashable) -> ValueRows:
    params = [param for param in PARAMS if param.source is source and param.column]
    bits = _bits()
    found: dict[tuple, int] = {}
    columns = [param.column for param in params]
    for pk, *values in source.rows(key).order_by().values_list(source.article, *columns).distinct():
        found[tuple(values)] = found.get(tuple(values), 0) | bits.get(pk, 0)
    return ValueRows(params, found)


@cached_per_revision
def _values(name: str, key: Hashable) -> list[ListedValue]:
    param = BY_NAME[name]
    order = [column for column in param.order if column != "-count"]
    columns = list(dict.fromkeys([param.column, *param.columns]))
    rows = param.source.rows(key).order_by(*order).values(*columns).distinct()
    listed = [
        ListedValue(row[param.column], *param.describe(*(row[column] for column in param.columns))) for row in rows
    ]
    if not is_widened(name, {}):
        return listed
    known = param.parse([each.key for each in listed])
    return [each._replace(wider=known[each.key][0].wider if known[each.key] else ()) for each in listed]
