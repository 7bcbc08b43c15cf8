"""Lines that a print has on every page and a text has nowhere: running heads and feet, page numbers.

They are told by repetition: the same words, or a number that counts the pages, at the same height of several pages.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from importers.parsing.formats.pdf_lines import PageLine

_TOP, _FOOT = 0.13, 0.86  # of a page's height: what stands between is text (GB/T 9704: margins of 37 and 35 mm)
_SAME_HEIGHT = 12.0  # points
_OUTER = 3  # lines at either end of a page
# “— 3 —”, “- 3 -”, “第3页 共9页”, “3/9”; a figure alone is one only if it counts the pages.
_NUMBER = re.compile(
    r"[—–－―─-]{1,2}\s?\d{1,4}\s?[—–－―─-]{1,2}"
    r"|第?\s?\d{1,4}\s?页(?:[，,/\s]{0,3}共\s?\d{1,4}\s?页)?|\d{1,4}\s?/\s?\d{1,4}"
)
_FIGURE = re.compile(r"\d{1,4}")


def furniture(pages: Sequence[Sequence[PageLine]]) -> list[PageLine]:
    """The lines of these pages that are no text, in their order."""
    edges = [line for lines in pages for line in _edge(lines)]
    repeated = set(_repeated(edges, len(pages)))
    counted = _counted(edges)
    return [line for line in edges if _NUMBER.fullmatch(line.text) or id(line) in counted or _key(line) in repeated]


def _edge(lines: Sequence[PageLine]) -> Iterator[PageLine]:
    """The outermost lines of a page, where they stand above or below where a text stands."""
    for line in lines[:_OUTER]:
        if line.bottom < _TOP * line.size:
            yield line
    for line in lines[max(_OUTER, len(lines) - _OUTER) :] if len(lines) > _OUTER else lines:
        if line.top > _FOOT * line.size:
            yield line


def _key(line: PageLine) -> tuple[str, int]:
    """A line's words without its figures, and where it stands."""
    return re.sub(r"\d+", "0", re.sub(r"\s", "", line.text)), round(line.top / _SAME_HEIGHT)


def _repeated(edges: Iterable[PageLine], pages: int) -> Iterator[tuple[str, int]]:
    """Yield what stands on half of the pages, and on three at least; an edge between two heights counts for both."""
    seen = Counter(key for key, _ in {(_key(line), line.page): line for line in edges})
    for words, height in list(seen):
        if len(words) > 1 and seen[words, height] + seen.get((words, height + 1), 0) >= max(3, pages / 2):
            yield words, height
            yield words, height + 1


def _counted(edges: Iterable[PageLine]) -> set[int]:
    """Figures alone that go on from page to page by one, all by the same distance from the page's own count."""
    by_distance: dict[int, list[PageLine]] = defaultdict(list)
    for line in edges:
        if _FIGURE.fullmatch(line.text):
            by_distance[int(line.text) - line.page].append(line)
    return {id(line) for found in by_distance.values() if len(found) > 1 for line in found}
