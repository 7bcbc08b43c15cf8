"""The characters of a PDF's page → its lines, from top to bottom.

A PDF knows no lines, only characters and where they stand. All lengths are points from the page's upper left corner, as
the page is shown.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policies.text.places import Box

_BLANK = 0.25  # of a character's height apart, Latin words are two
_WIDE_BLANK = 0.8  # as above, where signs have no blanks between words
_SURE_OF_FIGURES, _SURE = 0.95, 0.6  # below which what was recognised is a doubt
_FIGURE = re.compile(r"[\d〇零一二三四五六七八九十百千万亿.,%‰％]+")
_COLUMN = 2.0  # so far apart, they are cells
_SEGMENT = 3.0  # so far apart, two pieces of a line are sought anew by where they stand


@dataclass(frozen=True, slots=True)
class Character:
    """A character and its box; ``sure`` is how sure it was recognised, where it was."""

    sign: str
    left: float
    top: float
    right: float
    bottom: float
    sure: float = 1.0

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page: ``page`` counts from 1, ``size`` is the page's height, ``edges`` as a Place has them."""

    page: int
    size: float
    text: str
    top: float
    bottom: float
    edges: tuple[int, ...]  # in tenths of a point
    sure: tuple[float, ...] = ()  # of each sign, where they were recognised

    @property
    def box(self) -> Box:
        """The box around the line, in tenths of a point."""
        return self.edges[0], round(self.top * 10), self.edges[-1], round(self.bottom * 10)

    @property
    def cells(self) -> tuple[tuple["PageLine", ...], ...]:
        """A line outside of tables is a row of one cell."""
        return ((self,),)

    @property
    def has_columns(self) -> bool:
        """Whether its pieces stand far apart, as a table's cells do."""
        wide = _COLUMN * (self.bottom - self.top) * 10
        blanks = (index for index, sign in enumerate(self.text) if sign == " ")
        return any(self.edges[2 * index + 1] - self.edges[2 * index] > wide for index in blanks)


def lines(characters: Iterable[Character], page: int, size: float) -> list[PageLine]:
    """The lines of a page."""
    found: list[_Run] = []
    for run in sorted(map(_Run, _segments(characters)), key=lambda each: each.middle):
        if found and found[-1].is_beside(run):
            found[-1].add(run)
        else:
            found.append(run)
    return [_line(_in_order(each.characters), page, size) for each in found]


class _Run:
    """Characters of one line, and how high they stand."""

    def __init__(self, characters: list[Character]):
        self.characters = characters
        self.top = min(each.top for each in characters)
        self.bottom = max(each.bottom for each in characters)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def is_beside(self, other: "_Run") -> bool:
        """Whether both stand in one line."""
        common = min(self.bottom, other.bottom) - max(self.top, other.top)
        return common > 0.5 * min(self.bottom - self.top, other.bottom - other.top)

    def add(self, other: "_Run") -> None:
        self.characters += other.characters
        self.top, self.bottom = min(self.top, other.top), max(self.bottom, other.bottom)


def _line(characters: Sequence[Character], page: int, size: float) -> PageLine:
    edges = tuple(round(edge * 10) for each in characters for edge in (each.left, each.right))
    top, bottom = min(each.top for each in characters), max(each.bottom for each in characters)
    sure = tuple(each.sure for each in characters) if any(each.sure < 1 for each in characters) else ()
    return PageLine(page, size, "".join(each.sign for each in characters), top, bottom, edges, sure)


def _segments(characters: Iterable[Character]) -> Iterable[list[Character]]:
    """Runs of characters that stand one behind the other, as the file has them."""
    run: list[Character] = []
    for each in characters:
        if each.sign.isspace():  # of the line it stands in, or of none
            if run and _overlap(run[-1], each) > 0.5:
                run.append(each)
            continue
        if run and not _goes_on(run, each):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _goes_on(run: Sequence[Character], following: Character) -> bool:
    last = next(each for each in reversed(run) if not each.sign.isspace())
    size = max(last.height, following.height, 1.0)
    apart = following.left - last.right
    return _overlap(last, following) > 0.5 and -size < apart < _SEGMENT * size


def _overlap(one: Character, other: Character) -> float:
    """Return how much of the lower of two boxes stands beside the higher: small signs, as “，”, stand beside
    tall ones.
    """
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return common / max(min(one.height, other.height), 0.1)


def _in_order(characters: Sequence[Character]) -> list[Character]:
    """The characters from left to right, with a blank where they stand apart."""
    signs = sorted((each for each in characters if not each.sign.isspace()), key=lambda each: each.left)
    spaces = sorted(each.left for each in characters if each.sign.isspace())
    spaced: list[Character] = []
    for each in signs:
        last = spaced[-1] if spaced else None
        if last and _is_apart(last, each, spaces):
            spaced.append(Character(" ", last.right, last.top, max(each.left, last.right), last.bottom))
        spaced.append(each)
    return spaced


def _is_apart(last: Character, following: Character, spaces: Sequence[float]) -> bool:
    apart, size = following.left - last.right, max(last.height, following.height, 1.0)
    is_latin = last.sign.isascii() and following.sign.isascii()
    at = bisect_left(spaces, last.right - _BLANK * size)
    is_spaced = at < len(spaces) and spaces[at] < following.left and apart > _BLANK / 2 * size
    return is_spaced or apart > (_BLANK if is_latin else _WIDE_BLANK) * size


def unsure(line: PageLine) -> Iterator[tuple[int, int, str]]:
    """Yield what was recognised without being sure: figures whole, for a wrong digit makes another sum; single
    signs.
    """
    if not line.sure:
        return
    for found in _FIGURE.finditer(line.text):
        least = min(line.sure[found.start() : found.end()])
        if least < _SURE_OF_FIGURES:
            yield found.start(), found.end(), f"数字“{found.group()}”识别得没有把握（{least:.0%}），请对照原件。"
    for index, sign in enumerate(line.text):
        if line.sure[index] < _SURE and not _FIGURE.match(sign):
            yield index, index + 1, f"“{sign}”字识别得没有把握（{line.sure[index]:.0%}），请对照原件。"
