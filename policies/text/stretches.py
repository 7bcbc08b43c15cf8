"""Stretches of a text, by their starts and ends: which has a place, and whether any meets another.

An article may be as long as a file: ten thousand facts and ten thousand sentences are never held against each other.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, Protocol, TypeVar


class Stretch(Protocol):
    """What begins and ends somewhere in a text, the end excluded."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


S = TypeVar("S", bound=Stretch)


class Apart(Generic[S]):
    """Stretches none of which meets another, as sentences."""

    def __init__(self, stretches: Iterable[S]):
        self._stretches = sorted(stretches, key=lambda each: each.start)
        self._starts = [each.start for each in self._stretches]

    def at(self, place: int) -> S | None:
        """The stretch that a place is in."""
        before = bisect_right(self._starts, place)
        found = self._stretches[before - 1] if before else None
        return found if found and place < found.end else None


class Spans:
    """Starts and ends, in any order, that may meet each other."""

    def __init__(self, spans: Iterable[tuple[int, int]]):
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def meet(self, start: int, end: int) -> bool:
        """Whether one of them has a character between these places."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._furthest[before - 1] > start

    def hold(self, start: int, end: int) -> bool:
        """Whether one of them, none of which meets another, reaches from before these places to behind them."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._furthest[before - 1] >= end
