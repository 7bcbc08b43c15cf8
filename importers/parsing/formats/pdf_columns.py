"""The lines of a PDF's page → the rows of tables that no rule parts, by the blanks that stand below each other.

A table is a run of lines that leave the same places blank. Its rows are told by its first column; where a row's cells
have several lines, it ends where the lines stand furthest apart. That the columns are only told by blanks is a doubt.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from importers.parsing.formats.pdf_lines import PageLine
from importers.parsing.formats.pdf_tables import Cell, PageRow

_APART, _TWO_APART = 1.0, 2.0  # of a line's height: the least blank between two cells, and where there are no more
_BLANK = 0.4  # as above: a narrower one is inside of words
_WIDE, _INDENT = 0.55, 3.5  # of the page's text; as above: what begins at the left and is so wide is a paragraph's line
_AROUND = 4  # lines above or below a table that may be none of it
_FAR = 3.0  # as above: what stands so far below is no row of the table
_LOOSE = 0.4  # as above: lines further apart may be of two rows
_FEWEST_ROWS = 3
_FEWEST = {True: 4, False: 3}  # lines that have several cells, in a table of two columns, and of more
_LONG = 14  # signs: two columns of such lines are a page's own columns, no table

Gap = tuple[int, int]


def rows(found: Sequence[PageLine]) -> list[PageLine | PageRow]:
    """The lines of a page, from top to bottom, those of tables as rows."""
    parts: list[PageLine | PageRow] = []
    done = 0
    for start, end, table in sorted(_tables(found), key=lambda each: each[0]):
        parts += [*found[done:start], *table]
        done = end
    return [*parts, *found[done:]]


def _tables(found: Sequence[PageLine]) -> Iterator[tuple[int, int, list[PageRow]]]:
    """Each table with the lines [start:end) that it is."""
    for block in _blocks(found):
        for start, end in _most_columns(found, *block):
            gaps = _gaps(found[start:end])
            rows = list(_rows(found[start:end], gaps))
            if _is_table(found[start:end], rows, gaps):
                yield start, end, rows
                break


def _blocks(found: Sequence[PageLine]) -> Iterator[tuple[int, int]]:
    """Runs of lines near to each other of which none is a paragraph's: those begin at the left and are wide."""
    left, right = min((line.edges[0] for line in found), default=0), max((line.edges[-1] for line in found), default=0)
    start = 0
    for index, line in enumerate([*found, None]):
        is_wide = line is not None and _is_of_text(line, left, right)
        if line is None or is_wide or (index > start and not _is_near(found[index - 1], line)):
            if index - start >= _FEWEST_ROWS:
                yield start, index
            start = index + is_wide


def _is_of_text(line: PageLine, left: float, right: float) -> bool:
    begins = line.edges[0] - left < _INDENT * (line.bottom - line.top) * 10
    return begins and len(_pieces(line, _APART)) == 1 and line.edges[-1] - line.edges[0] > _WIDE * (right - left)


def _most_columns(found: Sequence[PageLine], start: int, end: int) -> list[tuple[int, int]]:
    """The lines of a block that have most columns: all, or without those above and below that stand across, a title."""
    around = [
        (first, last)
        for first in range(start, min(start + _AROUND, end))
        for last in range(end, max(end - _AROUND, first), -1)
    ]
    columns = {(first, last): len(_gaps(found[first:last])) for first, last in around}
    most = max(columns.values(), default=0)
    return [each for each in around if most and columns[each] == most]


def _is_table(lines: Sequence[PageLine], rows: Sequence[PageRow], gaps: Sequence[Gap]) -> bool:
    apart = _TWO_APART if len(gaps) == 1 else _APART  # “第一条　…” over “第二条　…” is no table
    several = [_cells(line, gaps) for line in lines if len(_pieces(line, apart)) > 1]
    if len(several) < _FEWEST[len(gaps) == 1] or len(rows) < _FEWEST_ROWS or not all(rows[0].cells):
        return False
    if len(gaps) > 1:
        return True
    return any(sum(len(_words(row[at])) for row in several) < _LONG * len(several) for at in (0, 1))


def _rows(lines: Sequence[PageLine], gaps: Sequence[Gap]) -> Iterator[PageRow]:
    cells = [_cells(line, gaps) for line in lines]
    starts = [0, *_breaks(lines, cells), len(lines)]
    for begin, end in pairwise(starts):
        columns = tuple(tuple(part for row in cells[begin:end] for part in row[at]) for at in range(len(gaps) + 1))
        bottom = max(line.bottom for line in lines[begin:end])
        yield PageRow(columns, lines[begin].top, bottom, opens=not begin, ruled=False)


def _breaks(lines: Sequence[PageLine], cells: Sequence[Sequence[Cell]]) -> Iterator[int]:
    """The lines that begin a row: one between two cells of the first column, where the lines stand furthest apart.

    Lines close together, of which the lower has few cells, are one row: “序” over “号”.
    """
    own = [[index for index, row in enumerate(cells) if row[at]] for at in (0, 1)]
    keys = own[0] if len(own[0]) * 3 > len(own[1]) else own[1]  # one cell of the first column may cover many rows
    for before, after in pairwise(keys):
        at = max(range(before + 1, after + 1), key=lambda at: (round(_between(lines, at)), at))
        is_whole = sum(map(bool, cells[after])) * 2 > len(cells[after])
        if is_whole or _between(lines, at) > _LOOSE * (lines[at].bottom - lines[at].top):
            yield at


def _between(lines: Sequence[PageLine], at: int) -> float:
    """Return how far a line stands below the one above it."""
    return lines[at].top - lines[at - 1].bottom


# --- where a line is blank --------------------------------------------------------------------------------------------


def _pieces(line: PageLine, apart: float = _BLANK) -> list[tuple[int, int]]:
    """The runs of signs of a line, by their places in its text, that stand so far apart, in heights of the line."""
    least = apart * (line.bottom - line.top) * 10
    signs = [index for index, sign in enumerate(line.text) if not sign.isspace()]
    cuts = [(a, b) for a, b in pairwise(signs) if line.edges[2 * b] - line.edges[2 * a + 1] > least]
    return list(zip([signs[0], *(b for _, b in cuts)], [*(a + 1 for a, _ in cuts), signs[-1] + 1], strict=True))


def _gaps(lines: Sequence[PageLine]) -> list[Gap]:
    """The places that all of the lines leave blank, between what they print."""
    printed = sorted((line.edges[2 * a], line.edges[2 * b - 1]) for line in lines for a, b in _pieces(line))
    least = _BLANK * min((line.bottom - line.top for line in lines), default=0) * 10
    gaps, reached = [], printed[0][1] if printed else 0
    for left, right in printed:
        if left - reached > least:
            gaps.append((reached, left))
        reached = max(reached, right)
    return gaps


def _is_near(above: PageLine, below: PageLine) -> bool:
    apart = max(above.top, below.top) - min(above.bottom, below.bottom)
    return apart < _FAR * (above.bottom - above.top)


# --- cells ------------------------------------------------------------------------------------------------------------


def _cells(line: PageLine, gaps: Sequence[Gap]) -> list[Cell]:
    """A line's parts by column, () where it is blank."""
    cells: list[list[tuple[int, int]]] = [[] for _ in range(len(gaps) + 1)]
    for a, b in _pieces(line):
        middle = (line.edges[2 * a] + line.edges[2 * b - 1]) / 2
        cells[sum(middle > (left + right) / 2 for left, right in gaps)].append((a, b))
    return [(_part(line, parts[0][0], parts[-1][1]),) if parts else () for parts in cells]


def _part(line: PageLine, start: int, end: int) -> PageLine:
    edges, sure = line.edges[2 * start : 2 * end], line.sure[start:end]
    return replace(line, text=line.text[start:end], edges=edges, sure=sure)


def _words(cell: Cell) -> str:
    return "".join(line.text for line in cell)
