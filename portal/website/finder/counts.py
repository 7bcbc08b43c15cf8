"""The count beside every value: the length of the list with its kind set to it alone and all others kept."""

from functools import cached_property
from typing import NamedTuple

from portal.website.finder.bitmap_index import Listed, index, union
from portal.website.finder.params import BY_NAME, KINDS, Evidence, Kind, Picks
from portal.website.finder.params.parsers import said_sum
from portal.website.finder.params.sources import is_widened


class Counted(NamedTuple):
    """A value as an address and a page say it, a note on it, and its count."""

    key: str
    label: str
    note: str
    count: int


def counts(picks: Picks) -> dict[str, list[Counted]]:
    """The values of every kind that lists any, in the kind's order."""
    counter = _Counter(picks)
    stepped = {kind.name: counter.steps(kind) for kind in KINDS if kind.steps}
    return {kind.name: counter.values(kind) for kind in KINDS if kind.columns} | stepped


def length(picks: Picks) -> int:
    """How many articles fulfil every kind."""
    return _Counter(picks).within(None).bit_count()


class _Counter:
    """Counts for what is asked now."""

    def __init__(self, picks: Picks):
        self.picks = picks
        self.index = index()

    @cached_property
    def fulfilling(self) -> dict[Evidence, int]:
        """The articles that fulfil what is asked of each evidence."""
        asked = dict.fromkeys(BY_NAME[name].evidence for name in self.picks)
        return {each: self.index.fulfilling(each, self.picks) for each in asked if each}

    def within(self, kind: Kind | None) -> int:
        """The articles that fulfil the other kinds, as far as the rows of a kind do not say."""
        if any(pick.unknown for name, pick in self.picks.items() if not kind or name != kind.name):
            return 0
        found = self.index.searched(kind.evidence, self.picks) if kind else self.index.all
        for evidence, articles in self.fulfilling.items():
            if not kind or evidence is not kind.evidence:
                found &= articles
        return found

    def by_value(self, kind: Kind) -> dict:
        """The articles by the value of a kind, of those that fulfil all others."""
        within = self.within(kind)
        others = {name: pick for name, pick in self.picks.items() if name != kind.name}
        rows = self.index.rows(kind.evidence, self.picks)
        return {
            value: articles & within for value, articles in rows.by_value(kind, others).items() if articles & within
        }

    def values(self, kind: Kind) -> list[Counted]:
        """The values that are in the list without this kind; what is chosen stays in sight."""
        named = self.by_value(kind)
        listed = [each for each in self.index.listed(kind, self.picks) if each.match in named]
        known = {each.match for each in listed}
        chosen = self.picks[kind.name].values if kind.name in self.picks else ()
        listed += [
            Listed(value.match, value.key, value.label, "", value.wider) for value in chosen if value.match not in known
        ]
        if is_widened(kind.name, self.picks):
            return self._widened(kind, listed, named)
        found = [Counted(each.key, each.label, each.note, named.get(each.match, 0).bit_count()) for each in listed]
        return sorted(found, key=lambda each: -each.count) if "-count" in kind.order else found

    def _widened(self, kind: Kind, listed: list[Listed], named: dict) -> list[Counted]:
        """With what is for all: a value has its own, those that name none, and a service those of all services."""
        within, found = self.within(kind), []
        for each in sorted(listed, key=lambda each: -named.get(each.match, 0).bit_count()):
            own = named.get(each.match, 0)
            general = self.index.general(kind.evidence, self.picks, each.wider) & within
            found.append(Counted(each.key, each.label, f"写明 {own.bit_count()} 条", (own | general).bit_count()))
        return sorted(found, key=lambda each: -each.count)

    def steps(self, kind: Kind) -> list[Counted]:
        """How many reach each step of a scale, what is chosen among them."""
        chosen = self.picks[kind.name].matches if kind.name in self.picks else []
        sums = {value: articles for value, articles in self.by_value(kind).items() if value is not None}
        found = []
        for step in sorted({*kind.steps, *chosen}):
            count = union(articles for value, articles in sums.items() if value >= step).bit_count()
            if count or step in chosen:
                found.append(Counted(str(step), f"{said_sum(step)}以上", "", count))
        return found
