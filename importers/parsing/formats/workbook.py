"""An XLSX workbook → its sheets, a row a line: offices send task tables so. No formula is run, its value is read."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

import openpyxl
from openpyxl.utils import get_column_letter

from importers.parsing.formats.records import Extracted, UnreadableFileError
from importers.parsing.formats.text_builder import TextBuilder
from importers.parsing.formats.versions import VERSIONS
from importers.parsing.formats.zip_archive import Archive
from policies.text.dates import in_words

FORMAT, VERSION = "xlsx", VERSIONS["xlsx"]
_MAX_COLUMNS = 60
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
                for number, row in enumerate(sheet.iter_rows(max_col=_MAX_COLUMNS, values_only=True), 1):
                    builder.row(_cells(sheet.title, number, row))
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError):
        raise UnreadableFileError(_DAMAGED) from None
    return builder.built(FORMAT, VERSION)


def _cells(sheet: str, number: int, row: tuple[object, ...]) -> Iterator[tuple[str, str]]:
    for column, value in enumerate(row, 1):
        yield _cell_text(value), f"{sheet}!{get_column_letter(column)}{number}"


def _cell_text(value: object) -> str:
    """A cell as people read it: 3 for 3.0, a day for a date."""
    if isinstance(value, datetime | date):
        return in_words(value)
    if isinstance(value, float):
        return f"{value:.10g}"
    return "" if value is None else " ".join(str(value).split())
