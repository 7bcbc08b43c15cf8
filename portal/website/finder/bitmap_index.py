"""The base at one revision, held in memory: which articles have rows of which values, as sets in the bits of numbers.

The lists themselves come from :mod:`portal.website.finder.filterset`; from here come the numbers beside all the
values, which are counted over the same rows. Each process holds one index, and fills it as it is asked, once the base
has moved.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from policies.models import Article
from policies.revision_cache import held
from portal.website.finder.params import KINDS, Evidence, Kind, Picks
from portal.website.finder.params.sources import is_widened

# Rows can hang on the day asked for: when so many are held, all are forgotten.
MOST = 60


class Listed(NamedTuple):
    """A value that some row holds: as the column has it, as an address and a page say it, and the terms over it."""

    match: Hashable
    key: str
    label: str
    note: str
    wider: tuple[int, ...] = ()


class Rows:
    """The rows of an evidence: for each combination of values that stands in one row, the articles that have it."""

    def __init__(self, kinds: Sequence[Kind], combinations: Mapping[tuple, int]):
        self.kinds = kinds
        self.combinations = combinations

    def by_value(self, kind: Kind, picks: Picks) -> dict[Hashable, int]:
        """The articles by the value of a kind, of the rows that fulfil all picks."""
        place, found = self.kinds.index(kind), {}
        for values, articles in self._fulfilling(picks):
            found[values[place]] = found.get(values[place], 0) | articles
        return found

    def articles(self, picks: Picks) -> int:
        """The articles with a row that fulfils all picks."""
        return union(articles for _, articles in self._fulfilling(picks))

    def _fulfilling(self, picks: Picks) -> Iterator[tuple[tuple, int]]:
        asked = [(place, kind.test(picks[kind.name])) for place, kind in enumerate(self.kinds) if kind.name in picks]
        for values, articles in self.combinations.items():
            if all(test(values[place]) for place, test in asked):
                yield values, articles


class Index:
    """The base at one revision."""

    def __init__(self):
        pks = Article.objects.order_by("pk").values_list("pk", flat=True)
        self._bits = {pk: 1 << place for place, pk in enumerate(pks)}
        self._rows: dict[tuple, Rows] = {}
        self._listed: dict[tuple, list[Listed]] = {}
        self.all = (1 << len(self._bits)) - 1

    def rows(self, evidence: Evidence, picks: Picks) -> Rows:
        """The rows of an evidence, on the day asked for where they hang on one."""
        key = evidence, evidence.given(picks)
        if key not in self._rows:
            self._make_room()
            kinds = [kind for kind in KINDS if kind.evidence is evidence and kind.column]
            self._rows[key] = Rows(kinds, self._combinations(evidence, kinds, picks))
        return self._rows[key]

    def listed(self, kind: Kind, picks: Picks) -> list[Listed]:
        """The values that a kind's rows hold, in its order but for their counts."""
        key = kind.name, kind.evidence.given(picks)
        if key not in self._listed:
            self._listed[key] = _listed(kind, picks)
        return self._listed[key]

    def fulfilling(self, evidence: Evidence, picks: Picks) -> int:
        """The articles that fulfil all that is asked of an evidence, by one row of it or without any."""
        rows = self.rows(evidence, picks)
        wider = [value.wider for kind in rows.kinds if kind.name in picks for value in picks[kind.name].values]
        general = union(self.general(evidence, picks, each) for each in wider)
        return rows.articles(picks) & self.searched(evidence, picks) | general

    def searched(self, evidence: Evidence, picks: Picks) -> int:
        """The articles that fulfil what no column holds: the base is asked."""
        found = self.all
        for kind in KINDS:
            if kind.name in picks and kind.evidence is evidence and not kind.column:
                rows = kind.narrow(evidence.rows(picks), picks)
                found &= self._set(rows.values_list(evidence.article, flat=True))
        return found

    def general(self, evidence: Evidence, picks: Picks, wider: Iterable[int]) -> int:
        """The articles that fulfil a kind though no row names it, as :attr:`Evidence.general` has them."""
        rows = self.rows(evidence, picks)
        if not is_widened(rows.kinds[0].name, picks):
            return 0
        by_value = rows.by_value(rows.kinds[0], {})
        return self.all & ~union(by_value.values()) | union(by_value.get(term, 0) for term in wider)

    def _combinations(self, evidence: Evidence, kinds: Sequence[Kind], picks: Picks) -> dict[tuple, int]:
        columns = [kind.column for kind in kinds]
        found: dict[tuple, int] = {}
        for pk, *values in evidence.rows(picks).order_by().values_list(evidence.article, *columns).distinct():
            found[tuple(values)] = found.get(tuple(values), 0) | self._bits.get(pk, 0)
        return found

    def _set(self, pks: Iterable[int]) -> int:
        return union(self._bits.get(pk, 0) for pk in pks)

    def _make_room(self) -> None:
        if len(self._rows) >= MOST:
            self._rows, self._listed = {}, {}


def _listed(kind: Kind, picks: Picks) -> list[Listed]:
    order = [column for column in kind.order if column != "-count"]
    columns = list(dict.fromkeys([kind.column, *kind.columns]))
    rows = kind.evidence.rows(picks).order_by(*order).values(*columns).distinct()
    listed = [Listed(row[kind.column], *kind.named(*(row[column] for column in kind.columns))) for row in rows]
    if not is_widened(kind.name, {}):
        return listed
    known = kind.find([each.key for each in listed])
    return [each._replace(wider=known[each.key][0].wider) for each in listed]


def union(sets: Iterable[int]) -> int:
    """All that is in one of the sets."""
    found = 0
    for each in sets:
        found |= each
    return found


@held
def index() -> Index:
    """The index of the base as it is now."""
    return Index()
