"""The count beside every value: the length of the list with its parameter set to it alone and all others kept."""

from collections.abc import Hashable
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import NamedTuple

from policies.text.numerals import in_words
from portal.website.finder import bitmap_index
from portal.website.finder.article_sets import EMPTY, ArticleSet, size, size_of_both, sizes_of_both
from portal.website.finder.bitmap_index import ListedValue
from portal.website.finder.params import BY_NAME, PARAMS, FilterParam, RowSource, Selections
from portal.website.finder.params.sources import TEXTS, is_widened


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


def _most_first(counted: list[ValueCount]) -> list[ValueCount]:
    return sorted(counted, key=attrgetter("count"), reverse=True)


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

    @cached_property
    def _every_article(self) -> ArticleSet:
        return bitmap_index.every_article()

    def within(self, param: FilterParam | None) -> ArticleSet:
        """Return the articles that match every filter except this one, as far as rows of other sources say.

        What the parameter's own source holds beside it, is asked of the very row (:func:`bitmap_index.listed`).
        """
        if any(asked.unknown for name, asked in self.selections.items() if not param or name != param.name):
            return EMPTY
        return self._within_others(param.source if param else None)

    def _within_others(self, own: RowSource | None) -> ArticleSet:
        if own not in self._others:  # a source has several parameters
            found = bitmap_index.searched(own, self.selections) if own is TEXTS else self._every_article
            for source, articles in self.fulfilling.items():
                if source is not own:
                    found &= articles
            self._others[own] = found
        return self._others[own]

    def values(self, param: FilterParam) -> list[ValueCount]:
        """Return the values that are in the list without this parameter; what is chosen stays in sight."""
        within, listed = self.within(param), bitmap_index.listed(param, self.selections)
        sizes = sizes_of_both(listed.articles, within)
        counted = [(each, count) for each, count in zip(listed.values, sizes, strict=True) if count]
        if param.name in self.selections:
            counted += self._uncounted(param, {each.match for each, _ in counted})
        if is_widened(param.name, self.selections):
            return self._widened(param, counted)
        found = [ValueCount(each.key, each.label, each.note, count) for each, count in counted]
        return _most_first(found) if "-count" in param.order else found

    def _uncounted(self, param: FilterParam, known: set[Hashable]) -> list[tuple[ListedValue, int]]:
        """Return the chosen values that no article of the list has."""
        return [
            (ListedValue(choice.match, choice.key, choice.label, "", choice.wider), 0)
            for choice in self.selections[param.name].choices
            if choice.match not in known
        ]

    def _widened(self, param: FilterParam, counted: list[tuple[ListedValue, int]]) -> list[ValueCount]:
        """Return counts with what is for all: those that name no value, and for a service those of all services."""
        within, by_term = self.within(param), bitmap_index.widened(param.name)
        found = []
        for each, own in sorted(counted, key=itemgetter(1), reverse=True):
            articles = by_term.get(each.match) or bitmap_index.with_implicit(param.name, each)
            found.append(ValueCount(each.key, each.label, f"写明 {own} 条", size_of_both(articles, within)))
        return _most_first(found)

    def steps(self, param: FilterParam) -> list[ValueCount]:
        """Return how many reach each step of a scale, what is chosen among them."""
        chosen = self.selections[param.name].matches if param.name in self.selections else []
        within, found = self.within(param), []
        for step, articles in bitmap_index.reaching(param, chosen, self.selections).items():
            count = size_of_both(articles, within)
            if count or step in chosen:
                found.append(ValueCount(str(step), f"{in_words(step)}元以上", "", count))
        return found
