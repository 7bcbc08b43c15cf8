"""Lines → lines that know what a person said of them, parted where that begins in mid-line.

Takes lines in order and :class:`~importers.parsing.lines.LineMark` records by their offset in the source. Each later
stage reads a line's mark where it decides about the line (:mod:`head` and :mod:`parts` where a text begins and ends,
:mod:`arrangement` and :mod:`outline` what a line opens, :mod:`tables` what a column holds), and decides about all other
lines as ever: a mark is said of one line. Guarantees that no character is lost, whatever the marks.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from importers.parsing.lines import Line, LineMark


def place(lines: Sequence[Line], marks: Iterable[LineMark]) -> list[Line]:
    """The lines with their marks. One that stands between lines is the next one's; of two at one place the later holds.

    A mark behind the last line is of none.
    """
    waiting = sorted(marks, key=lambda mark: mark.start, reverse=True)
    placed: list[Line] = []
    for line in lines:
        own = []
        while waiting and waiting[-1].start < line.end:
            own.append(waiting.pop())
        placed += _marked(line, own) if own else [line]
    return placed


def _marked(line: Line, own: Sequence[LineMark]) -> Iterator[Line]:
    places = {_first_sign(line.text, line.offset_of(mark.start)): mark for mark in own}
    if set(places) == {0}:
        yield replace(line, mark=places[0])
        return
    for start, end in pairwise([*sorted({0, *places}), len(line.text)]):
        yield replace(line.cut(start, end, inline=start > 0 or line.inline), mark=places.get(start))


def _first_sign(text: str, at: int) -> int:
    """The place of the first character from text[at] that is no blank; 0 where only blanks stand before it."""
    at += len(text[at:]) - len(text[at:].lstrip())
    return at if text[:at].strip() else 0
