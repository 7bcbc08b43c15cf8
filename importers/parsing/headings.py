"""Headings among numbered lines: which stand alone, as all lines of a text together tell."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from importers.parsing.lines import Line
from importers.parsing.numbered_lines import is_heading
from policies.text.numbering import match

_NEARLY = 3  # characters


class Headings:
    """The numbered lines of a text that are headings alone, by its levels; a page breaks one sentence or two, too.

    A line as wide as the widest may go on in the next.
    """

    def __init__(self, lines: Sequence[Line]):
        self.width = max((_width(line.text) for line in lines), default=0) - _NEARLY
        followed = [(a, marker, match(b.text)) for a, b in pairwise(lines) if (marker := match(a.text))]
        within = [(a, marker, below) for a, marker, below in followed if not below or below.depth > marker.depth]
        titles = Counter(marker.level for line, marker, _ in within if self.is_title(line))
        counts = Counter(marker.level for line, marker, below in within if not below or self.is_title(line))
        self.levels = {level for level, count in counts.items() if titles[level] > 1 and titles[level] * 2 > count}

    def is_title(self, line: Line) -> bool:
        """Whether a line may be a title."""
        is_short = is_heading(line) and self.is_narrow(line)
        return is_short and not line.finished and not line.text[-1].isdecimal()

    def is_narrow(self, line: Line) -> bool:
        """Whether a line is not as wide as those that a page broke."""
        return _width(line.text) < self.width


def _width(text: str) -> float:
    """Return how wide a line is printed, in Chinese characters."""
    return sum(0.5 if sign.isascii() else 1 for sign in text)
