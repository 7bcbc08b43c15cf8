"""Sets of articles by their places in document order: what the numbers of a page are counted by.

Here alone it is known how such a set is held: as a compressed bitmap (Roaring), which nobody alters. ``&`` and ``|`` of
sets are sets; all else goes through these functions.
"""

from collections.abc import Iterable, Iterator, Sequence

from pyroaring import BitMap, FrozenBitMap

ArticleSet = FrozenBitMap
EMPTY: ArticleSet = FrozenBitMap()
# Articles that came or went in more places than this are counted anew: it is no longer less work to move the others.
MOST_RUNS = 100


def set_of(places: Iterable[int]) -> ArticleSet:
    """Return the set of some places."""
    return FrozenBitMap(places)


def first(count: int) -> ArticleSet:
    """Return the set of the first so many articles."""
    return FrozenBitMap(range(count))


def union(sets: Iterable[ArticleSet]) -> ArticleSet:
    """Return all that is in one of the sets."""
    found = BitMap()
    for each in sets:
        found |= each
    return FrozenBitMap(found)


def without(one: ArticleSet, other: ArticleSet) -> ArticleSet:
    """Return what is in one set and not in the other."""
    return one - other


def size(articles: ArticleSet) -> int:
    """Return how many articles a set has."""
    return len(articles)


def size_of_both(one: ArticleSet, other: ArticleSet) -> int:
    """Return how many articles are in both of two sets, without making a third."""
    return one.intersection_cardinality(other)


def sizes_of_both(sets: Iterable[ArticleSet], other: ArticleSet) -> list[int]:
    """Return how many articles each of some sets has that are in another one, too."""
    return list(map(other.intersection_cardinality, sets))


def places(articles: ArticleSet, start: int = 0, stop: int | None = None) -> list[int]:
    """Return the places of a set in their order, from the ``start``-th to before the ``stop``-th."""
    return list(articles[start:stop])


def weight(articles: ArticleSet) -> int:
    """Return how many bytes a set takes, but for those of any set."""
    return sum(size for name, size in articles.get_statistics().items() if name.startswith("n_bytes_"))


def as_bytes(articles: ArticleSet) -> bytes:
    """Return a set for a file."""
    return articles.serialize()


def from_bytes(stored: bytes) -> ArticleSet:
    """Return a set from a file; raises ValueError where it is none."""
    return FrozenBitMap.deserialize(stored)


class Move:
    """The way from one order of articles to another: what stood beside each other, and still does, moves as one."""

    def __init__(self, runs: Sequence[tuple[ArticleSet, int]]):
        self._runs = runs

    @classmethod
    def between(cls, before: Sequence[int], now: Sequence[int]) -> "Move | None":
        """Return the way from one order of ids to the other; None where that is no less work than to begin anew."""
        new = {pk: place for place, pk in enumerate(now)}
        found: list[tuple[ArticleSet, int]] = []
        for start, stop, by in _runs([new.get(pk, -1) for pk in before]):
            if len(found) == MOST_RUNS:
                return None
            found.append((FrozenBitMap(range(start, stop)), by))
        return cls(found)

    @classmethod
    def from_ids(cls, order: Sequence[int]) -> "Move | None":
        """Return the way from ids to their places in an order; None where few ids follow each other as places do."""
        place_of = sorted((pk, place) for place, pk in enumerate(order))
        found: list[tuple[ArticleSet, int]] = []
        start = 0
        for at, (pk, place) in enumerate(place_of):
            following = place_of[at + 1] if at + 1 < len(place_of) else None
            if following != (pk + 1, place + 1):
                if len(found) == MOST_RUNS:
                    return None
                first_pk, first_place = place_of[start]
                found.append((FrozenBitMap(range(first_pk, pk + 1)), first_place - first_pk))
                start = at + 1
        return cls(found)

    def of(self, articles: ArticleSet) -> ArticleSet:
        """Return a set by the places of now, without what is in no place now."""
        return union((articles & run).shift(by) if by else articles & run for run, by in self._runs)


def _runs(new: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield from where to where places move by the same, and by how much; what is nowhere now is left out."""
    start = 0
    for place in range(1, len(new) + 1):
        # What was in front of a set is nowhere (-1) when it went: what stands at 0 then begins a run, and goes on none.
        if place == len(new) or min(new[place - 1 : place + 1]) < 0 or new[place] != new[place - 1] + 1:
            if new[start] >= 0:
                yield start, place, new[start] - start
            start = place
