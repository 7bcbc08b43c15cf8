"""The lines of a PDF's page → the same in the order in which they are read, where a page has columns of text.

A page is set in two columns where many of its lines leave the same place near the middle blank, with words of sentences
on both sides. What stands across, as a title does, is read before what stands below it. A table's cells are short, and
its lines stay whole.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from importers.parsing.formats.pdf_lines import PageLine

_APART = 1.0  # of a line's height: the least blank between two columns
_MIDDLE = 0.3, 0.7  # of the page's text, where the blank between two columns is
_NEARLY = 20  # tenths of a point: lines that begin below each other do so exactly
_FEWEST = 6  # lines that have words in both columns
_FEWEST_AT_EDGE = 2  # of them, lines that are not indented
_INDENT = 2.2  # of a line's height: how far the first line of a paragraph stands in
_LEAST_SIGNS = 12  # of a line in a column

Piece = tuple[int, int]  # text[start:end] of a line


def in_reading_order(lines: Sequence[PageLine]) -> list[list[PageLine]]:
    """The lines of a page, from top to bottom, in groups: one column each, or what stands across."""
    middle = _middle(lines)
    if middle is None:
        return [list(lines)]
    groups: list[list[PageLine]] = []
    for crosses, group in groupby(lines, key=lambda line: _crosses(line, middle)):
        run = list(group)
        columns = [] if crosses else _columns(run, middle)
        groups += columns if _are_columns(columns) else [run]
    return groups


def _middle(lines: Sequence[PageLine]) -> float | None:
    """Return where the right one of two columns begins, near the page's middle; None where no lines begin there."""
    left, right = min((line.edges[0] for line in lines), default=0), max((line.edges[-1] for line in lines), default=0)
    starts = (line.edges[2 * start] for line in lines for start, _ in _pieces(line))
    begun = Counter(
        round(start / _NEARLY) for start in starts if _MIDDLE[0] < (start - left) / max(1, right - left) < _MIDDLE[1]
    )
    # Lines that open a paragraph are indented, and most may do so where paragraphs are short. In a picture they begin
    # below each other only nearly.
    indent = _INDENT * 10 * min((line.bottom - line.top for line in lines), default=0) / _NEARLY
    counts = {
        place: sum(begun[other] for other in begun if place <= other <= place + max(1, indent))
        for place, count in begun.items()
        if count + begun[place + 1] >= _FEWEST_AT_EDGE
    }
    place, count = max(counts.items(), key=lambda each: each[1], default=(0, 0))
    return (place - 1.5) * _NEARLY if count >= _FEWEST else None


def _are_columns(columns: Sequence[Sequence[PageLine]]) -> bool:
    """Whether both sides of a blank are text, and no cells."""
    return bool(columns) and all(
        len(column) >= _FEWEST and sum(len(line.text) for line in column) >= _LEAST_SIGNS * len(column)
        for column in columns
    )


def _columns(lines: Sequence[PageLine], middle: float) -> list[list[PageLine]]:
    columns: list[list[PageLine]] = [[], []]
    for line in lines:
        pieces = list(_pieces(line))
        for side, column in enumerate(columns):
            own = [piece for piece in pieces if (line.edges[2 * piece[0]] > middle) == bool(side)]
            if own:
                column.append(_part(line, own[0][0], own[-1][1]))
    return columns


def _crosses(line: PageLine, middle: float) -> bool:
    return any(line.edges[2 * start] < middle < line.edges[2 * end - 1] for start, end in _pieces(line))


def _pieces(line: PageLine) -> Iterator[Piece]:
    """The runs of signs of a line that stand apart, by their places in its text."""
    least = _APART * (line.bottom - line.top) * 10
    start = 0
    for index, sign in enumerate(line.text):
        if sign.isspace() and line.edges[2 * index + 1] - line.edges[2 * index] > least:
            yield start, index
            start = index + 1
    yield start, len(line.text)


def _part(line: PageLine, start: int, end: int) -> PageLine:
    return replace(line, text=line.text[start:end], edges=line.edges[2 * start : 2 * end], sure=line.sure[start:end])
