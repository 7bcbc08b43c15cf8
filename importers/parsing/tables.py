"""Lines that are rows of a table → task tables, whose rows are articles, and the offices in their cells by the columns.

Takes lines. Gives :class:`TaskTable` records. A row is a line whose cells tabs or “|” part. A table copied from
a page or a print may have a cell a line; it is known by its head, “序号” and the names of columns below each other.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from importers.parsing.lines import Line
from policies.text.line_roles import SECTION, TABLE

NUMBER, TASK = "number", "task"
DUE, SCOPE = "完成时限", "适用范围"
# What a column's name says of its cells; offices' columns are named by the label that an annotation would have.
_COLUMNS = (
    (re.compile(r"序\s*号|编\s*号|项\s*次"), NUMBER),
    (re.compile(r"领导|责任人|负责人|联系人|电话"), ""),  # people
    (re.compile(r"(?:牵头|主办|主责)[^，。]{0,6}$|(?:牵头|主办)"), "牵头单位"),
    (re.compile(r"配合|协办|协同|协助|参与|支持单位|支持部门"), "配合单位"),
    (
        re.compile(
            r"(?:责任|负责|承办|实施|落实|执行|推进|兑现|受理|办理|主管|经办|发放)[^，。]{0,4}(?:单位|部门|处室|科室|主体|机构)"
        ),
        "责任单位",
    ),
    (re.compile(r"(?:完成|办结|截止|推进|工作)?(?:时限|时间|期限)(?:节点|要求|安排)?$|进度(?:安排|要求)"), DUE),
    (re.compile(r"(?:适用|推广|实施|试点)(?:范围|区域)"), SCOPE),
    (re.compile(r"任务|举措|措施|事项|内容|工作|项目|政策|要求|做法|目标"), TASK),
)
_DUTIES = ("牵头单位", "责任单位", "配合单位")  # the first of a table's answers for its tasks
# What a column can be said to hold; of "" nothing is read.
COLUMNS = (NUMBER, TASK, *_DUTIES, DUE, SCOPE, "")
_RULE = re.compile(r"[|\s:：-]+$")
_NOTHING = re.compile(r"[/／\-—无\s]*$")
_LONGEST_NAME = 16  # of a column
_MOST_COLUMNS = 12
_LONGEST_GROUP = 40
_NO_GROUP = re.compile(r"[。；;]|[：:]$|^(?:附\s?件|注\s?[：:]|备注|表\s?\d)")


@dataclass(frozen=True, slots=True)
class TaskCell:
    """text[start:end] of an article that is a row, with the label that its column gives to what stands in it."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TaskTable:
    """A table whose rows are tasks of offices.

    ``head`` is [start, end) of the lines above the rows, ``end`` where the table ends; ``rows`` are the lines that open
    a row, each with its number where the table numbers them. ``columns`` are the kinds of its columns. ``groups`` are
    lines between the rows that head those below them: “一、扩大汽车消费” across all columns.
    """

    head: tuple[int, int]
    end: int
    rows: tuple[tuple[int, str], ...]
    columns: tuple[str, ...]
    by_line: bool = False
    groups: tuple[int, ...] = ()

    def cells(self, lines: Sequence[Line]) -> tuple[TaskCell, ...]:
        """The cells in which a row names offices, until when, or where; ``lines`` are joined with newlines."""
        placed = self._by_line(lines) if self.by_line else self._in_lines(lines)
        return tuple(cell for cell in placed if cell.label in (*_DUTIES, DUE, SCOPE))

    def covered(self, index: int, lines: Sequence[Line]) -> tuple[str, ...]:
        """The columns of offices of which a row's cell is empty, since one above reaches down to it.

        So is the first such column's, which names whoever answers for the task, and all where all are empty; a dash
        says that it is nobody. ``lines`` are those of the row that lines[index] of the text opens.
        """
        if self.by_line or not self.rows or index == self.rows[0][0]:
            return ()
        duties = sorted((_DUTIES.index(kind), at) for at, kind in enumerate(self.columns) if kind in _DUTIES)
        printed = [[line.text[a:b] for a, b in cells(line.text)] for line in lines]
        empty = [_DUTIES[rank] for rank, at in duties if not any(at < len(row) and row[at] for row in printed)]
        if not duties or _DUTIES[duties[0][0]] not in empty:
            return ()
        return tuple(empty) if len(empty) == len(duties) else (_DUTIES[duties[0][0]],)

    def _in_lines(self, lines: Sequence[Line]) -> Iterator[TaskCell]:
        at = 0
        for line in lines:
            for kind, (start, end) in zip(self.columns, cells(line.text), strict=False):
                if not _NOTHING.match(line.text[start:end]):
                    yield TaskCell(kind, at + start, at + end)
            at += len(line.text) + 1

    def _by_line(self, lines: Sequence[Line]) -> Iterator[TaskCell]:
        """The cells of lines; a cell that spans several rows (number, task) stands before the first of them only."""
        repeated = len(self.columns) - 2
        whole = len(lines) == len(self.columns)
        if not whole and (repeated < 1 or (len(lines) - 2) % repeated):
            return
        at = 0
        for index, line in enumerate(lines):
            kind = self.columns[index if whole or index < 2 else 2 + (index - 2) % repeated]
            if not _NOTHING.match(line.text):
                yield TaskCell(kind, at, at + len(line.text))
            at += len(line.text) + 1


def is_row(line: Line) -> bool:
    """Whether a line is a row of a table."""
    bars = line.text.count("|")
    return "\t" in line.text or (bars > 1 and (line.text.startswith("|") or line.text.count(" | ") == bars))


def cells(text: str) -> list[tuple[int, int]]:
    """The spans of a row's cells without the space around them: "| 1 | 减租 |", "1 | 减租 | 长期", "1\t减租"."""
    sign = "|" if "\t" not in text or text.startswith("|") else "\t"
    spans, start = [], 0
    for part in text.split(sign):
        inner = part.strip()
        first = start + len(part) - len(part.lstrip()) if inner else start
        spans.append((first, first + len(inner)))
        start += len(part) + 1
    return spans[1:] if text.startswith("|") else spans


def task_tables(lines: Sequence[Line]) -> list[TaskTable]:
    """The task tables of a text, in order."""
    found: list[TaskTable] = []
    index = 0
    while index < len(lines):
        table = _of_rows(lines, index) or _of_lines(lines, index)
        if table:
            found.append(table)
        index = table.end if table else index + 1
    return found


def _of_rows(lines: Sequence[Line], start: int) -> TaskTable | None:
    is_stated = lines[start].is_marked(TABLE)
    if not is_row(lines[start]) or (start and is_row(lines[start - 1]) and not is_stated):
        return None
    end = next((i for i in range(start + 1, len(lines)) if not _is_inside(lines, i)), len(lines))
    columns, body = _stated_columns(lines[start]) or _columns_of(lines[start]), start + 1
    if body < end and _is_second_head(lines[body]):  # “责任单位” over “牵头单位” and “配合单位”
        below = () if _stated_columns(lines[start]) else _columns_of(lines[body])
        columns = tuple(second or first for first, second in zip_longest(columns, below, fillvalue=""))
        body += 1
    if not (_has_rows(columns) if is_stated else _is_task_table(columns)):
        return None
    body += body < end and bool(_RULE.match(lines[body].text))
    groups = tuple(index for index in range(body, end) if not is_row(lines[index]))
    rows = tuple(row for row in _openings(lines, body, end, columns) if row[0] not in groups)
    return TaskTable((start, body), end, rows, columns, groups=groups) if rows else None


def _is_inside(lines: Sequence[Line], index: int) -> bool:
    """Whether a table goes on with a line: a row, or words across all columns that head the rows below."""
    line, below = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    if is_row(line) or (line.mark and not line.is_marked(SECTION)):
        return is_row(line) and not line.is_marked(TABLE)
    heads = len(line.text) <= _LONGEST_GROUP and not _NO_GROUP.search(line.text)
    return (
        heads
        and below is not None
        and is_row(below)
        and not below.is_marked(TABLE)
        and not _is_head(_columns_of(below))
    )


def _is_head(columns: Sequence[str]) -> bool:
    """Whether cells are names of columns, as most of them say."""
    return sum(map(bool, columns)) * 2 > len(columns)


def _columns_of(row: Line) -> tuple[str, ...]:
    return _columns([row.text[a:b] for a, b in cells(row.text)])


def _is_second_head(row: Line) -> bool:
    """Whether a row has nothing but names of columns, under the wider one of which they are parts."""
    found = [row.text[a:b] for a, b in cells(row.text)]
    named = [name for name in found if name]
    return not found[0] and bool(named) and all(_kind(name) for name in named) and not _RULE.match(row.text)


def _openings(lines: Sequence[Line], start: int, end: int, columns: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The rows that open a task: those with a number, or with a task of their own where the table has no numbers."""
    key = columns.index(NUMBER) if NUMBER in columns else len(columns) - 1 - columns[::-1].index(TASK)
    for index in range(start, end):
        found = [lines[index].text[a:b] for a, b in cells(lines[index].text)]
        own = found[key] if key < len(found) else ""
        if own or index == start:
            yield index, own if columns[key] == NUMBER else ""


def _of_lines(lines: Sequence[Line], start: int) -> TaskTable | None:
    """A table with a cell a line: the names of its columns, then “1” alone, a row's cells, “2”, …."""
    is_stated = lines[start].is_marked(TABLE)
    if not is_stated and not _COLUMNS[0][0].fullmatch(lines[start].text):
        return None
    names = _names(lines, start)
    columns = _stated_columns(lines[start]) or _columns(names)
    first = start + len(names)
    if not (_has_rows(columns) if is_stated else _is_task_table(columns)) or len(columns) != len(names):
        return None
    if first >= len(lines) or lines[first].text != "1":
        return None
    rows, number = [], 1
    for index in range(first, len(lines)):
        if lines[index].text == str(number):
            rows.append((index, lines[index].text))
            number += 1
    return TaskTable((start, first), len(lines), tuple(rows), columns, by_line=True)


def _names(lines: Sequence[Line], start: int) -> list[str]:
    """The names of columns that stand below each other, up to the first row's number."""
    names = []
    for line in lines[start : start + _MOST_COLUMNS]:
        if line.text == "1" or len(line.text) > _LONGEST_NAME:
            break
        names.append(line.text)
    return names


def head(lines: Sequence[Line], index: int) -> list[tuple[str, str]]:
    """The columns of a table whose head stands at lines[index], each by its name and what it is taken to hold.

    [] where no head of a table can stand there.
    """
    line = lines[index]
    if is_row(line):
        names = [line.text[start:end] for start, end in cells(line.text)]
    else:
        names = _names(lines, index)
        first = index + len(names)
        if len(names) < 2 or first >= len(lines) or lines[first].text != "1":
            return []
    return list(zip(names, _stated_columns(line) or _columns(names), strict=False))


def _stated_columns(line: Line) -> tuple[str, ...]:
    """Return what a person says that the columns hold."""
    return line.mark.columns if line.mark and line.mark.kind == TABLE else ()


def _has_rows(columns: Sequence[str]) -> bool:
    """Whether a row can be known by its number or its task; of a table without either nobody wants articles."""
    return NUMBER in columns or TASK in columns


def _columns(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(_kind(re.sub(r"\s", "", name)) for name in names)


def _kind(name: str) -> str:
    if len(name) > _LONGEST_NAME:
        return ""
    return next((kind for pattern, kind in _COLUMNS if pattern.search(name)), "")


def _is_task_table(columns: Sequence[str]) -> bool:
    return TASK in columns and any(kind in _DUTIES for kind in columns)
