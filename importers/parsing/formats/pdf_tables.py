"""The rules and the characters of a PDF's page → the rows of its tables, and what stands outside of them.

A table is what rules that cross part into cells; where a rule is missing between two, they are one cell. It stands in
the first row and the first column that it covers, and is empty in the others, as a page's or a Word file's. Where a
page broke a row, the upright rules go on beyond its last level one, to the page's end, and so on the next page.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from importers.parsing.formats.pdf_lines import Character, PageLine, lines
from importers.parsing.formats.pdf_rules import Rule

_TOLERANCE = 3.0  # points: both edges of a thick rule, a rule that does not quite reach another
_MOST_RULES = 600  # of a page's, when those that go on are put together
_NUMBER = re.compile(r"\d{1,3}[.．、]?")

Cell = tuple[PageLine, ...]


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row of a table: its cells, each the lines that stand in it, () where it is empty; ``opens`` is the first.

    ``ruled`` is False where no rules part the cells, but blanks. ``open_above`` and ``open_below`` say that no rule
    closes it there.
    """

    cells: tuple[Cell, ...]
    top: float
    bottom: float
    opens: bool
    ruled: bool = True
    open_above: bool = False
    open_below: bool = False

    def goes_on_in(self, other: "PageRow") -> bool:
        """Whether the next page's first row, without a number of its own, is what a page broke off from this one."""
        is_broken = self.open_below or other.open_above
        numbered = _NUMBER.fullmatch(self.words[0]) is not None
        return is_broken and len(self.cells) == len(other.cells) and (not other.cells[0] or not numbered)

    def joined(self, other: "PageRow") -> "PageRow":
        """The two as one row."""
        cells = tuple((*own, *rest) for own, rest in zip(self.cells, other.cells, strict=True))
        return replace(self, cells=cells, open_below=other.open_below)

    @property
    def words(self) -> tuple[str, ...]:
        """Return what its cells say."""
        return tuple("".join(line.text for line in cell) for cell in self.cells)


def parted(
    characters: Sequence[Character], rules: Iterable[Rule], page: int, size: float
) -> tuple[list[Character], list[list[PageRow]]]:
    """The characters outside of tables, and the rows of each table, from top to bottom."""
    outside, found = list(characters), []
    for grid in _grids(rules):
        inside = [each for each in outside if grid.holds(each)]
        rows = list(_rows(grid, inside, page, size))
        if sum(row.open_above or sum(map(bool, row.cells)) > 1 for row in rows) * 2 > len(
            rows
        ):  # else a box around words
            found.append(rows)
            taken = set(map(id, inside))
            outside = [each for each in outside if id(each) not in taken]
    return outside, found


def _rows(grid: "_Grid", characters: Iterable[Character], page: int, size: float) -> Iterator[PageRow]:
    by_cell: dict[tuple[int, int], list[Character]] = defaultdict(list)
    for each in characters:
        by_cell[grid.cell_of(each)].append(each)
    for row, (top, bottom) in enumerate(pairwise(grid.levels)):
        cells = tuple(
            tuple(lines(by_cell[row, column], page, size)) if by_cell.get((row, column)) else ()
            for column in range(len(grid.uprights) - 1)
        )
        if any(cells):
            is_last = row == len(grid.levels) - 2
            above, below = grid.open_above and not row, grid.open_below and is_last
            yield PageRow(cells, top, bottom, opens=not row, open_above=above, open_below=below)


class _Grid:
    """Rules that cross: where they stand, and which of the cells between them are one."""

    def __init__(self, rules: Sequence[Rule]):
        level = [rule for rule in rules if not rule.upright]
        upright = [rule for rule in rules if rule.upright]
        edges = [edge for rule in level for edge in (rule.start, rule.end)]  # a table may be open at its sides
        self.uprights = _places([rule.at for rule in upright] + [min(edges), max(edges)])
        drawn = _places([rule.at for rule in level])
        above = [rule.start for rule in upright if rule.start < drawn[0] - _TOLERANCE]
        below = [rule.end for rule in upright if rule.end > drawn[-1] + _TOLERANCE]
        self.open_above, self.open_below = (len(each) * 2 > len(self.uprights) for each in (above, below))
        self.levels = [*([max(above)] if self.open_above else []), *drawn, *([min(below)] if self.open_below else [])]
        self._first = self._merged(upright, level)

    @property
    def is_table(self) -> bool:
        """Whether it has two columns and two rows at least, or is a row that a page broke, of three columns."""
        columns, rows = len(self.uprights) - 1, len(self.levels) - 1
        return (columns > 1 and rows > 1) or (columns > 2 and rows == 1 and self.open_above != self.open_below)

    def holds(self, each: Character) -> bool:
        """Whether a character stands inside."""
        x, y = _middle(each)
        return self.uprights[0] < x < self.uprights[-1] and self.levels[0] < y < self.levels[-1]

    def cell_of(self, each: Character) -> tuple[int, int]:
        """Row and column in which the cell that a character stands in begins."""
        x, y = _middle(each)
        return self._first[bisect_right(self.levels, y) - 1, bisect_right(self.uprights, x) - 1]

    def _merged(self, upright: Iterable[Rule], level: Iterable[Rule]) -> dict[tuple[int, int], tuple[int, int]]:
        """Each cell with the first of those that no rule parts from it."""
        rows, columns = len(self.levels) - 1, len(self.uprights) - 1
        right = _drawn(upright, self.uprights, self.levels)
        below = _drawn(level, self.levels, self.uprights)
        first: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(rows):
            for column in range(columns):
                cell = (row, column)
                if column and (column, row) not in right:
                    first[cell] = first[row, column - 1]
                elif row and (row, column) not in below:
                    first[cell] = first[row - 1, column]
                else:
                    first[cell] = cell
        return first


def _middle(each: Character) -> tuple[float, float]:
    return (each.left + each.right) / 2, (each.top + each.bottom) / 2


def _drawn(rules: Iterable[Rule], places: Sequence[float], across: Sequence[float]) -> set[tuple[int, int]]:
    """Return which pieces between two crossing rules are drawn: (place of the rule, place of the piece along it)."""
    found = set()
    for rule in rules:
        at = min(range(len(places)), key=lambda index: abs(places[index] - rule.at))
        for piece, (start, end) in enumerate(pairwise(across)):
            if rule.start - _TOLERANCE <= (start + end) / 2 <= rule.end + _TOLERANCE:
                found.add((at, piece))
    return found


def _places(values: Iterable[float]) -> list[float]:
    """Return where rules stand; those close together are one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _TOLERANCE:
            places.append(value)
    return places


def _grids(rules: Iterable[Rule]) -> list[_Grid]:
    """The tables of a page, from top to bottom."""
    found = [_Grid(crossing) for crossing in _crossing(_joined(rules))]
    return sorted((grid for grid in found if grid.is_table), key=lambda grid: grid.levels[0])


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Rules that go on from one another, or lie upon one another, as one."""
    found: list[Rule] = []
    for rule in sorted(rules, key=lambda each: (each.upright, round(each.at / _TOLERANCE), each.start)):
        last = found[-1] if found else None
        if (
            last
            and last.upright == rule.upright
            and abs(last.at - rule.at) <= _TOLERANCE
            and rule.start <= last.end + _TOLERANCE
        ):
            found[-1] = Rule(last.upright, last.at, last.start, max(last.end, rule.end))
        else:
            found.append(rule)
    return found if len(found) <= _MOST_RULES else []


def _crossing(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules by what they cross, directly or by others; what crosses none is no table's."""
    waiting = set(range(len(rules)))
    while waiting:
        group, begun = [], [waiting.pop()]
        while begun:
            own = rules[begun.pop()]
            group.append(own)
            met = {index for index in waiting if _cross(own, rules[index])}
            waiting -= met
            begun += met
        if {rule.upright for rule in group} == {True, False}:
            yield group


def _cross(one: Rule, other: Rule) -> bool:
    return one.upright != other.upright and _reaches(one, other.at) and _reaches(other, one.at)


def _reaches(rule: Rule, place: float) -> bool:
    return rule.start - _TOLERANCE <= place <= rule.end + _TOLERANCE
