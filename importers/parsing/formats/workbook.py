"""An XLSX workbook → its sheets, a row a line: offices send task tables so. No formula is run, its value is read."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

from importers.parsing.formats.records import Extracted, UnreadableFileError
from importers.parsing.formats.text_builder import TextBuilder
from importers.parsing.formats.versions import VERSIONS
from importers.parsing.formats.zip_archive import Archive
from policies.text.dates import in_words

FORMAT, VERSION = "xlsx", VERSIONS["xlsx"]
_MAX_COLUMNS = 60
# Words that a cell's format puts around its figure: 0"万元", "第"0"条".
_QUOTED = re.compile(r'"([^"]{0,40})"')
_WORDS_BEFORE, _WORDS_BEHIND = re.compile(r'"([^"]{1,40})"'), re.compile(r'(?<=[0#?%])_?"([^"]{1,40})"\s?$')
_CELL = re.compile(r"([A-Z]{1,3})\d")
_DAMAGED = "表格已损坏，打不开；请用 Excel 或 WPS 打开、另存后再导入。"


def read(content: bytes) -> Extracted:
    """The text of a workbook; a sheet, a row or a column that is hidden is none, and a doubt says so."""
    archive = Archive(content)
    for name in archive.names:  # for what swells, before anything of it is parsed
        if name.endswith(".xml"):
            archive.read(name)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        builder = TextBuilder()
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                unseen = _unseen(archive.read(sheet._worksheet_path))
                for doubt in unseen.doubts(sheet.title):
                    builder.doubt(doubt)
                for number, row in enumerate(sheet.iter_rows(max_col=_MAX_COLUMNS), 1):
                    if number not in unseen.rows:
                        builder.row(_cells(sheet.title, number, row, unseen.columns))
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError):
        # lxml's errors are SyntaxErrors
        raise UnreadableFileError(_DAMAGED) from None
    return builder.built(FORMAT, VERSION)


@dataclass(frozen=True, slots=True)
class _Unseen:
    """What a sheet hides, and its formulas of which the file has no value."""

    rows: frozenset[int]
    columns: frozenset[int]
    formulas: tuple[str, ...]

    def doubts(self, sheet: str) -> Iterator[str]:
        """Yield what a person should look at."""
        hidden = [f"{len(each)} {name}" for each, name in ((self.rows, "行"), (self.columns, "列")) if each]
        if hidden:
            yield f"表格“{sheet}”有 {'、'.join(hidden)}是隐藏的，没有读出；要读请先取消隐藏、另存后再导入。"
        if self.formulas:
            yield (
                f"表格“{sheet}”有 {len(self.formulas)} 个公式没有存下结果（{'、'.join(self.formulas[:3])}），没有读出；"
                "请用 Excel 或 WPS 打开、保存后再导入。"
            )


def _unseen(sheet: bytes) -> _Unseen:
    rows: set[int] = set()
    columns: set[int] = set()
    formulas: list[str] = []
    number = 0
    for event, element in etree.iterparse(io.BytesIO(sheet), events=("start", "end"), resolve_entities=False):
        name = etree.QName(element).localname
        if event == "start" and name == "row":
            number = int(element.get("r") or number + 1)
            if element.get("hidden") in ("1", "true"):
                rows.add(number)
        elif event == "end" and name == "col" and element.get("hidden") in ("1", "true"):
            columns.update(range(int(element.get("min")), min(int(element.get("max")), _MAX_COLUMNS) + 1))
        elif event == "end" and name == "c":
            at = _CELL.match(element.get("r") or "")
            seen = number not in rows and not (at and column_index_from_string(at[1]) in columns)
            if seen and element.find("{*}f") is not None and not element.findtext("{*}v"):
                formulas.append(element.get("r") or f"第 {number} 行")
        elif event == "end" and name == "row":
            element.clear()
    return _Unseen(frozenset(rows), frozenset(columns), tuple(formulas))


def _cells(sheet: str, number: int, row: Sequence[Any], hidden: Set[int]) -> Iterator[tuple[str, str]]:
    for column, cell in enumerate(row, 1):
        if column in hidden:
            continue
        yield cell_text(cell.value, cell.number_format or ""), f"{sheet}!{get_column_letter(column)}{number}"


def cell_text(value: object, shown_as: str) -> str:
    """A cell as people read it: 3 for 3.0, a day for a date, 70% and 20万元 where its format says so."""
    if isinstance(value, datetime | date):
        day = in_words(value)
        return day if "d" in _QUOTED.sub("", shown_as).lower() else day[: day.index("月") + 1]
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _figure(value, shown_as)
    return "" if value is None else " ".join(str(value).split())


def _figure(value: float, shown_as: str) -> str:
    own = shown_as.split(";", maxsplit=1)[0]
    before, after = _WORDS_BEFORE.match(own), _WORDS_BEHIND.search(own)
    sign = "%" if "%" in _QUOTED.sub("", own) else ""
    figure = f"{value * 100 if sign else value:.10g}" if sign or isinstance(value, float) else str(value)
    return f"{before[1] if before else ''}{figure}{sign}{after[1] if after else ''}"
