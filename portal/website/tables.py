"""A table as a file to work in: XLSX with a title block, or CSV.

Rows and columns are anybody's: the tasks of an office, a filtered list, the dates of a calendar, an answer. Values keep
their kind: numbers are numbers, dates are dates, and words are words whatever they begin with.
"""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO
from typing import Generic, TypeVar

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Row = TypeVar("Row")
# What spreadsheets take for the beginning of a formula, in either width, also behind what they cut off.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# A cell holds no more.
MAX_CELL = 32_767


class Link(str):
    """An address on this site."""

    __slots__ = ()


Value = str | int | float | date | Link | None


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: its heading, where its values come from, how many characters wide a workbook shows it.

    One that is not ``on_page`` stands in files alone: a page has no room for it.
    """

    label: str
    read: Callable[[Row], Value]
    width: int
    on_page: bool = True


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """A table and what stands above it: its title, and what it is of, from where, as lines of label and words."""

    title: str
    columns: Sequence[Column[Row]]
    rows: Sequence[Row]
    about: Sequence[tuple[str, Value]] = ()


def workbook(table: Table, site: str) -> bytes:
    """Return a table as XLSX: the title block, the headings, which stay in sight, and the rows, with a filter."""
    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = settings.SITE.name, _legible(table.title)
    sheet = book.create_sheet("清单")
    head = len(table.about) + 2
    last = get_column_letter(len(table.columns))
    sheet.freeze_panes, sheet.print_title_rows = f"A{head + 1}", f"{head}:{head}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.append([_cell(sheet, table.title, site, font=_TITLE, alignment=_ONE_LINE)])
    for label, value in table.about:
        sheet.append([_cell(sheet, each, site, alignment=_ONE_LINE) for each in (label, value)])
    sheet.append([_cell(sheet, column.label, site, font=_HEAD, fill=_SHADE) for column in table.columns])
    for row in table.rows:
        sheet.append([_cell(sheet, column.read(row), site) for column in table.columns])
    sheet.auto_filter.ref = f"A{head}:{last}{head + len(table.rows)}"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(sheet, value: Value, site: str, **look) -> "WriteOnlyCell | None":
    """Return a cell of the value's kind, None for nothing. Words are typed as words: none is read as a formula."""
    if value in (None, ""):
        return None
    cell = WriteOnlyCell(sheet, _text(value, site)[:MAX_CELL] if isinstance(value, str) else value)
    cell.alignment = _WRAPPED
    if isinstance(value, str):
        cell.data_type = "s"
    if isinstance(value, Link):
        cell.hyperlink, cell.font = cell.value, _BLUE
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    for name, what in look.items():
        setattr(cell, name, what)
    return cell


def _text(value: str, site: str) -> str:
    return _legible(site + value if isinstance(value, Link) else value)


def _legible(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)


def comma_separated(table: Table, site: str) -> str:
    """Return the headings and the rows as CSV; the mark before them tells spreadsheets that it is UTF-8."""
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow([column.label for column in table.columns])
    writer.writerows([[_plain(column.read(row), site) for column in table.columns] for row in table.rows])
    return "\ufeff" + stream.getvalue()


def _plain(value: Value, site: str) -> str | int | float:
    """Return a value as CSV has it. An apostrophe before words that look like a formula keeps them words."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return value
    text = _text(value, site)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


# How a table may be had: the end of its address, by what it is made, what it is.
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: dict[str, tuple[Callable[[Table, str], bytes | str], str]] = {
    "xlsx": (workbook, _XLSX),
    "csv": (comma_separated, "text/csv; charset=utf-8"),
}


def as_file(table: Table, file_format: str, site: str) -> HttpResponse:
    """Return a table as a file to download, named by its title; ``site`` goes before its links."""
    make, content_type = FORMATS[file_format]
    response = HttpResponse(make(table, site), content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{table.title}.{file_format}")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


_WRAPPED = Alignment(wrap_text=True, vertical="top")
_ONE_LINE = Alignment(vertical="top", horizontal="left")
_TITLE = Font(bold=True, size=14)
_HEAD = Font(bold=True)
_BLUE = Font(color="0A5C68", underline="single")
_SHADE = PatternFill("solid", fgColor="F0EBDF")
