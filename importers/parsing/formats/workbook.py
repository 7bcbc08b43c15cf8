"""An XLSX workbook → its sheets, a row a line: offices send task tables so. No formula is run, its value is read."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

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
_DAMAGED = "表格已损坏，打不开；请用 Excel 或 WPS 打开、另存后再导入。"


def read(content: bytes) -> Extracted:
    """The text of a workbook; a sheet that is hidden is none."""
    archive = Archive(content)
    for name in archive.names:  # for what swells, before anything of it is parsed
        if name.endswith(".xml"):
            archive.read(name)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        builder = TextBuilder()
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                for number, row in enumerate(sheet.iter_rows(max_col=_MAX_COLUMNS), 1):
                    builder.row(_cells(sheet.title, number, row))
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError):
        raise UnreadableFileError(_DAMAGED) from None
    return builder.built(FORMAT, VERSION)


def _cells(sheet: str, number: int, row: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for column, cell in enumerate(row, 1):
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
