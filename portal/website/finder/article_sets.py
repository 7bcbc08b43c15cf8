"""Sets of articles by their places in document order: what the numbers of a page are counted by.

Here alone it is known how such a set is held: as the bits of an integer, the first article's the lowest. ``&`` and
``|`` of sets are sets; all else goes through these functions, so that compressed bitmaps can take the integers' place.
"""

from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import islice
from operator import or_

ArticleSet = int
EMPTY: ArticleSet = 0


def set_of(places: Iterable[int]) -> ArticleSet:
    """Return the set of some places, in time that does not hang on how far apart they are."""
    found = bytearray()
    for place in places:
        at = place >> 3
        if at >= len(found):
            found.extend(bytes(at + 1 - len(found)))
        found[at] |= 1 << (place & 7)
    return int.from_bytes(found, "little")


def first(count: int) -> ArticleSet:
    """Return the set of the first so many articles."""
    return (1 << count) - 1


def union(sets: Iterable[ArticleSet]) -> ArticleSet:
    """Return all that is in one of the sets."""
    return reduce(or_, sets, EMPTY)


def without(one: ArticleSet, other: ArticleSet) -> ArticleSet:
    """Return what is in one set and not in the other."""
    return one & ~other


def size(articles: ArticleSet) -> int:
    """Return how many articles a set has."""
    return articles.bit_count()


def places(articles: ArticleSet, start: int = 0, stop: int | None = None) -> list[int]:
    """Return the places of a set in their order, from the ``start``-th to before the ``stop``-th."""
    return list(islice(_places(articles), start, stop))


def _places(articles: ArticleSet) -> Iterator[int]:
    bits = bin(articles)[:1:-1]
    at = bits.find("1")
    while at >= 0:
        yield at
        at = bits.find("1", at + 1)
