"""The rows of a source as sets of articles, with what is worked out of them alone."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.website.finder.article_sets import ArticleSet, union, weight
from portal.website.finder.params import FilterParam, Selections

ByValue = Mapping[Hashable, ArticleSet]
# About how many times its own weight rows take with what is worked out of them.
_WITH_WORKED_OUT = 3


@dataclass(frozen=True, slots=True)
class ValueRows:
    """The rows of a source: for each combination of values that stands in one row, the articles that have it.

    ``order`` are all articles, by whose places in it the sets are. What most pages ask, nothing else of the same rows,
    is worked out once, and kept as long as they are.
    """

    params: Sequence[FilterParam]
    combinations: Mapping[tuple, ArticleSet]
    order: list[int]
    _worked_out: dict[tuple, ByValue] = field(default_factory=dict, compare=False)

    def __sizeof__(self) -> int:
        own = object.__sizeof__(self) + sum(map(weight, self.combinations.values()))
        return own * _WITH_WORKED_OUT

    def by_value(self, param: FilterParam, selections: Selections) -> ByValue:
        """Return the articles by the value of a parameter, of the rows that fulfil all selections."""
        if any(other.name in selections for other in self.params):
            return self._by_value(param, selections)
        return self._once(("by value", param.name), lambda: self._by_value(param, {}))

    def widened(self, param: FilterParam, make: Callable[[], ByValue]) -> ByValue:
        """Return the articles by the value of a parameter, with what fulfils it though no row says so."""
        return self._once(("widened", param.name), make)

    def reaching(self, param: FilterParam) -> ByValue:
        """Return the articles by the steps of a scale that their values reach."""
        return self._once(("reaching", param.name), lambda: by_step(self.by_value(param, {}), param.steps))

    def _once(self, name: tuple, make: Callable[[], ByValue]) -> ByValue:
        known = self._worked_out.get(name)
        if known is None:
            known = self._worked_out[name] = make()
        return known

    def _by_value(self, param: FilterParam, selections: Selections) -> ByValue:
        place = self.params.index(param)
        found: dict[Hashable, ArticleSet] = {}
        for values, articles in self._fulfilling(selections):
            known = found.get(values[place])
            found[values[place]] = articles if known is None else known | articles
        return found

    def articles(self, selections: Selections) -> ArticleSet:
        """Return the articles with a row that fulfils all selections."""
        return union(articles for _, articles in self._fulfilling(selections))

    def of(self, articles: ArticleSet) -> dict[tuple, ArticleSet]:
        """Return the combinations that some articles have."""
        found = ((values, each & articles) for values, each in self.combinations.items())
        return {values: each for values, each in found if each}

    def _fulfilling(self, selections: Selections) -> Iterator[tuple[tuple, ArticleSet]]:
        tests = [
            (place, param.test(selections[param.name]))
            for place, param in enumerate(self.params)
            if param.name in selections
        ]
        found: Iterable[tuple[tuple, ArticleSet]] = self.combinations.items()
        for place, test in tests:
            found = [each for each in found if test(each[0][place])]
        yield from found


def by_step(by_sum: ByValue, steps: Iterable) -> ByValue:
    """Return the articles by the steps that their sums reach, the lowest first."""
    sums: list[tuple[Any, ArticleSet]] = [(value, articles) for value, articles in by_sum.items() if value is not None]
    return {step: union(articles for value, articles in sums if value >= step) for step in sorted(steps)}
