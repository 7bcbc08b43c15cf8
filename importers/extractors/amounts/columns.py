"""Figures in a table whose column says their unit, “月补贴标准（元）” above 3000, or the line above, “（单位：元）”.

A row is a line whose cells tabs or “|” part; the first row of a run names the columns.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from importers.extractors.amounts.figures import UNITS, ExtractedAmount
from policies.text.numerals import ARABIC, value

_SCALES = {"万": 10**4, "亿": 10**8, "百": 100, "千": 1000, "百万": 10**6, "千万": 10**7}
_UNIT = "|".join(rf"(?P<u{index}>{printed})" for index, (printed, _) in enumerate(UNITS))
# “（元）”, “（万元/年）”, “(单位：元/人)”, “金额/万元”
_NAMED = re.compile(
    rf"[（(]\s?(?:单位\s?[：:]\s?)?(?P<scale>[百千]?万|亿|百|千)?(?:{_UNIT})(?P<per>(?:[/／·][^（）()\s]{{1,6}})*)\s?[）)]\s?$"
)
# “（单位：元）” above a table: of all its figures but those whose column counts something else, or orders the rows.
_CAPTION = re.compile(
    rf"单位\s?[：:]\s?(?:人民币)?(?P<scale>[百千]?万|亿|百|千)?(?:{_UNIT})"
    r"(?P<per>(?:[/／·][^（）()\s]{1,6})*)\s?[）)]?[：:。]?\s?$"
)
_NO_SUM = re.compile(
    r"序\s*号|编\s*号|年份|年度$|月份|日期|时间|期限|[人户件个亩台套床]\s*数|数量|名额|比例|率|%|等级|面积|[（(][^（）()]*[）)]\s*$"
)
_GIVEN = re.compile("补贴|补助|奖励|奖补|资助|津贴|救助|减免")
_FIGURE = re.compile(rf"{ARABIC}$")
_RULE = re.compile(r"[|\s:：-]+")
_MOST_COLUMNS = 30


def in_columns(text: str) -> Iterator[ExtractedAmount]:
    """The sums of a text's tables that print their unit in the column's name only."""
    columns: list[re.Match[str] | None] | None = None
    caption: re.Match[str] | None = None
    names: list[str] = []
    at = 0
    for line in text.split("\n"):
        cells = _cells(line)
        if len(cells) < 2:
            columns, caption = None, _CAPTION.search(line) if "单位" in line else None
        elif columns is None:
            names = _texts(line, cells)
            columns = _columns(names, caption)
        elif names and _opens_empty(line) and _is_second_head(below := _texts(line, cells)):
            columns, names = _columns(_whole_names(names, below), caption), []
        elif not _RULE.fullmatch(line):
            yield from _row(line, at, cells, columns)
            names = []
        at += len(line) + 1


def _texts(line: str, cells: Sequence[tuple[int, int]]) -> list[str]:
    return [line[start:end] for start, end in cells[:_MOST_COLUMNS]]


def _opens_empty(line: str) -> bool:
    """Whether a row's first cell says nothing."""
    return bool(re.match(r"\t|\s*\|\s*\|", line))


def _is_second_head(names: Sequence[str]) -> bool:
    """Whether a row names the columns below a name that spans them: “城市”, “农村”."""
    words = [name for name in names if name]
    return len(words) > 1 and not any(re.search(r"\d", name) for name in words)


def _whole_names(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """The names of columns in two rows: “低保标准” over “城市” and “农村”."""
    names, over = [], ""
    for name, own in zip_longest(above, below, fillvalue=""):
        over = name or over
        names.append(f"{own}{over}" if own else name)
    return names


def _columns(names: Sequence[str], caption: re.Match[str] | None) -> list[re.Match[str] | None]:
    """Return what says of which unit a column's figures are: its name, else the line above the table."""
    named = [_NAMED.search(name) for name in names]
    if caption is None:
        return named
    first = 1 if names and names[0] else 2  # what is told apart: 对象; between bars, behind the empty cell before them
    return [
        own or (caption if index >= first and name and not _NO_SUM.search(name) else None)
        for index, (own, name) in enumerate(zip(named, names, strict=True))
    ]


def _row(
    line: str, at: int, cells: Sequence[tuple[int, int]], columns: Sequence[re.Match[str] | None]
) -> Iterator[ExtractedAmount]:
    for (start, end), named in zip(cells, columns, strict=False):
        printed = line[start:end]
        if named and _FIGURE.match(printed):
            yield ExtractedAmount(
                start=at + start,
                end=at + end,
                quote=printed,
                rule="amounts.column",
                values=(value(printed) * _SCALES.get(named["scale"] or "", 1),),
                unit=_unit(named),
                role="benefit" if _GIVEN.search(named.string) else "",
                per=named["per"],
            )


def _unit(named: re.Match[str]) -> str:
    return next(unit for index, (_, unit) in enumerate(UNITS) if named[f"u{index}"])


def _cells(line: str) -> list[tuple[int, int]]:
    """The spans of a row's cells without the space around them."""
    sign = "|" if line.lstrip().startswith("|") else "\t"
    if sign not in line:
        return []
    spans, start = [], 0
    for part in line.split(sign):
        inner = part.strip()
        first = start + len(part) - len(part.lstrip()) if inner else start
        spans.append((first, first + len(inner)))
        start += len(part) + 1
    return spans
