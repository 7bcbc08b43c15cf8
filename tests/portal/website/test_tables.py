"""Tables as files: values keep their kind, and no words are ever a formula."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from portal.website.tables import Column, Link, Table, comma_separated, workbook

SITE = "http://testserver"
RISKY = {
    "sum": "=1+1",
    "plus": "+86",
    "minus": "-1",
    "at": "@sum",
    "tab": "\t=1",
    "return": "\r=1",
    "command": "=cmd|' /C calc'!A0",
    "full width": "＝1",
    "space before": "  =1",
}


def table(value, *, title: str = "清单") -> Table:
    return Table(title, [Column("甲", lambda row: row, 9)], [value], [("来源", Link("/articles/")), ("条件", "无")])


def in_workbook(value, **options):
    """The cell of the row, of the heading, and of the title."""
    sheet = load_workbook(BytesIO(workbook(table(value, **options), SITE))).active
    return sheet["A5"], sheet["A4"], sheet["A1"]


def in_csv(value) -> str:
    return list(csv.reader(StringIO(comma_separated(table(value), SITE))))[1][0]


@pytest.mark.parametrize("words", RISKY.values(), ids=RISKY)
def test_words_are_no_formula(words):
    cell, _, title = in_workbook(words, title=words)
    assert (cell.data_type, cell.value.strip()) == ("s", words.strip())
    assert title.data_type == "s"
    assert in_csv(words) == f"'{words}"


@pytest.mark.parametrize(
    "value, kept, plain",
    [
        (100000, 100000, "100000"),
        (-1.5, -1.5, "-1.5"),
        ("10-20", "10-20", "10-20"),
        (None, None, ""),
        ("甲\x00\x0b乙", "甲乙", "甲乙"),
        (Link("/a/"), "http://testserver/a/", "http://testserver/a/"),
    ],
    ids=["number", "negative number is one", "words with a minus inside", "empty", "control characters", "link"],
)
def test_values_keep_their_kind(value, kept, plain):
    assert in_workbook(value)[0].value == kept
    assert in_csv(value) == plain


def test_a_date_is_a_date():
    cell, *_ = in_workbook(date(2022, 12, 31))
    assert cell.is_date
    assert cell.value.date() == date(2022, 12, 31)
    assert in_csv(date(2022, 12, 31)) == "2022-12-31"


def test_the_title_block_stands_above_headings_that_stay_in_sight():
    sheet = load_workbook(BytesIO(workbook(table("甲子"), SITE))).active
    assert [row[0] for row in sheet.iter_rows(values_only=True)] == ["清单", "来源", "条件", "甲", "甲子"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet["B2"].value) == (
        "A5",
        "A4:A5",
        "http://testserver/articles/",
    )
    assert sheet["B2"].hyperlink.target == "http://testserver/articles/"
    assert comma_separated(table("甲子"), SITE) == "\ufeff甲\r\n甲子\r\n"
