"""The articles that a filter finds, in its order: as many as are counted, of which a page reads its own alone."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import overload

from django.db.models import QuerySet

from portal.website.finder import bitmap_index
from portal.website.finder.article_sets import EMPTY, ArticleSet, places, size, without
from portal.website.finder.counts import fulfilling
from portal.website.finder.filterset import ORDER, RELEVANCE, ArticleFilter
from portal.website.finder.params.sources import WIDENED, is_widened

# Of a list that is no longer than this the base is asked once, however often a page looks at it.
SHORT = 100


class Listing(Sequence[int]):
    """The ids of the articles of a filter.

    The documents' order, and relevance where no words are asked for, are read off the index, so that the hundredth page
    costs what the first one does; other orders are the base's.
    """

    def __init__(self, filters: ArticleFilter):
        self.filters = filters

    @cached_property
    def _found(self) -> ArticleSet:
        return fulfilling(self.filters.selections)

    def __len__(self) -> int:
        return size(self._found)

    def __iter__(self) -> Iterator[int]:
        return iter(self[:])

    @overload
    def __getitem__(self, at: int) -> int: ...

    @overload
    def __getitem__(self, at: slice) -> list[int]: ...

    def __getitem__(self, at: int | slice) -> int | list[int]:
        if isinstance(at, int):
            return self[:][at]
        start, stop, _ = at.indices(len(self))
        if (ranked := self._ranked()) is not None:
            return bitmap_index.articles_at(_places(ranked, start, stop))
        return self._short[start:stop] if len(self) <= SHORT else list(self._sorted[start:stop])

    @property
    def _sorted(self) -> QuerySet:
        """Not ``qs``, which has the form read the address once more."""
        return self.filters.filter_queryset(self.filters.queryset.all()).values_list("pk", flat=True)

    @cached_property
    def _short(self) -> list[int]:
        return list(self._sorted)

    def _ranked(self) -> list[ArticleSet] | None:
        """Return the list as sets that follow each other, each in the documents' order; None where the base sorts."""
        if self.filters.sorting == ORDER:
            return [self._found]
        if self.filters.sorting == RELEVANCE and "q" not in self.filters.selections:
            return _by_relevance(self._found, self._naming())
        return None

    def _naming(self) -> list[ArticleSet]:
        """Return the articles that name a trade or a place asked for, and of these the ones that name no other."""
        selections, found = self.filters.selections, []
        for name in (each for each in WIDENED if each in selections and is_widened(each, selections)):
            named, others = bitmap_index.naming(name, selections)
            found += [named, without(named, others)]
        return found


def _by_relevance(found: ArticleSet, naming: list[ArticleSet]) -> list[ArticleSet]:
    """Return a list parted by how many of the sets an article is in, the most first."""
    ranks = [found]
    for each in naming:
        ranks = [higher | lower for higher, lower in _moved_up(ranks, each)]
    return ranks


def _moved_up(ranks: list[ArticleSet], named: ArticleSet) -> list[tuple[ArticleSet, ArticleSet]]:
    """Return for every rank, and one more above, what stays in it and what comes up into it from below."""
    unnamed, comes = [without(rank, named) for rank in ranks], [rank & named for rank in ranks]
    return list(zip([EMPTY, *unnamed], [*comes, EMPTY], strict=True))


def _places(ranks: list[ArticleSet], start: int, stop: int) -> list[int]:
    found: list[int] = []
    for rank in ranks:
        length = size(rank)
        if start < length and stop > 0:
            found += places(rank, max(start, 0), min(stop, length))
        start, stop = start - length, stop - length
    return found
