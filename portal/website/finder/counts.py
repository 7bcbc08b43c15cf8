"""The count beside every value: the length of the list with its parameter set to it alone and all others kept."""

from collections.abc import Hashable, Mapping
from functools import cached_property
from typing import NamedTuple

from policies.text.numerals import in_words
from portal.website.finder import bitmap_index
from portal.website.finder.article_sets import EMPTY, ArticleSet, size, size_of_both, union
from portal.website.finder.bitmap_index import ListedValue
from portal.website.finder.params import BY_NAME, PARAMS, FilterParam, RowSource, Selections
from portal.website.finder.params.sources import is_widened


class ValueCount(NamedTuple):
    """A value as an address and a page say it, a note on it, and its count."""

    key: str
    label: str
    note: str
    count: int


def counts(selections: Selections) -> dict[str, list[ValueCount]]:
    """Return the values of every parameter that lists any, in the parameter's order."""
    counter = _Counter(selections)
    stepped = {param.name: counter.steps(param) for param in PARAMS if param.steps}
    return {param.name: counter.values(param) for param in PARAMS if param.columns} | stepped


def length(selections: Selections) -> int:
    """Return how many articles fulfil every parameter."""
    return size(fulfilling(selections))


def fulfilling(selections: Selections) -> ArticleSet:
    """Return the articles that fulfil every parameter."""
    return _Counter(selections).within(None)


class _Counter:
    """Counts for what is asked now."""

    def __init__(self, selections: Selections):
        self.selections = selections
        self._others: dict[RowSource | None, ArticleSet] = {}

    @cached_property
    def fulfilling(self) -> dict[RowSource, ArticleSet]:
        """The articles that fulfil what is asked of each source."""
        asked = dict.fromkeys(BY_NAME[name].source for name in self.selections)
        return {source: bitmap_index.fulfilling(source, self.selections) for source in asked if source}

    def within(self, param: FilterParam | None) -> ArticleSet:
        """Return the articles that match every filter except this one, as far as rows of other sources say.

        What the parameter's own source holds beside it, :meth:`by_value` asks of the very row.
        """
        if any(asked.unknown for name, asked in self.selections.items() if not param or name != param.name):
            return EMPTY
        return self._within_others(param.source if param else None)

    def _within_others(self, own: RowSource | None) -> ArticleSet:
        if own not in self._others:  # a source has several parameters
            found = bitmap_index.searched(own, self.selections) if own else bitmap_index.every_article()
            for source, articles in self.fulfilling.items():
                if source is not own:
                    found &= articles
            self._others[own] = found
        return self._others[own]

    def by_value(self, param: FilterParam) -> Mapping[Hashable, ArticleSet]:
        """Return the articles by the value of a parameter, whatever is asked of rows of other sources."""
        others = {name: selection for name, selection in self.selections.items() if name != param.name}
        return bitmap_index.by_value(param.source, param, others)

    def values(self, param: FilterParam) -> list[ValueCount]:
        """Return the values that are in the list without this parameter; what is chosen stays in sight."""
        within, named = self.within(param), self.by_value(param)
        counted = [
            (each, count)
            for each in bitmap_index.values_of(param, self.selections)
            if (count := size_of_both(named.get(each.match, EMPTY), within))
        ]
        known = {each.match for each, _ in counted}
        chosen = self.selections[param.name].choices if param.name in self.selections else ()
        counted += [
            (ListedValue(choice.match, choice.key, choice.label, "", choice.wider), 0)
            for choice in chosen
            if choice.match not in known
        ]
        if is_widened(param.name, self.selections):
            return self._widened(param, counted)
        found = [ValueCount(each.key, each.label, each.note, count) for each, count in counted]
        return sorted(found, key=lambda each: -each.count) if "-count" in param.order else found

    def _widened(self, param: FilterParam, counted: list[tuple[ListedValue, int]]) -> list[ValueCount]:
        """Return counts with what is for all: those that name no value, and for a service those of all services."""
        within, found = self.within(param), []
        for each, own in sorted(counted, key=lambda pair: -pair[1]):
            count = size_of_both(bitmap_index.widened(param, each), within)
            found.append(ValueCount(each.key, each.label, f"写明 {own} 条", count))
        return sorted(found, key=lambda each: -each.count)

    def steps(self, param: FilterParam) -> list[ValueCount]:
        """Return how many reach each step of a scale, what is chosen among them."""
        chosen = self.selections[param.name].matches if param.name in self.selections else []
        within = self.within(param)
        sums = {value: articles for value, articles in self.by_value(param).items() if value is not None}
        found = []
        for step in sorted({*param.steps, *chosen}):
            count = size_of_both(union(articles for value, articles in sums.items() if value >= step), within)
            if count or step in chosen:
                found.append(ValueCount(str(step), f"{in_words(step)}元以上", "", count))
        return found
