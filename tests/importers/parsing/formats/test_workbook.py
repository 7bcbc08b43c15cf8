"""XLSX → its rows as lines."""

import io
from datetime import date

import openpyxl
import pytest

from importers.parsing import formats
from importers.parsing.formats.records import UnreadableFileError
from tests.importers.parsing.formats.test_refusals import zipped


def workbook(*rows, hidden=()) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "任务"
    for row in rows:
        sheet.append(row)
    for row in hidden:
        other = book.create_sheet("旧")
        other.sheet_state = "hidden"
        other.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.long
def test_a_row_is_a_line_and_every_cell_has_its_place():
    rows = [
        ("小店任务表",),
        ("序号", "任务", "时限"),
        (1, "建设\n市场", date(2023, 6, 30)),
        (None, "培育", 2.0),
        (None, None),
    ]
    extracted = formats.read(workbook(*rows, hidden=[("旧任务",)]))
    assert extracted.format == "xlsx"
    assert extracted.text.splitlines() == ["小店任务表", "序号\t任务\t时限", "1\t建设 市场\t2023年6月30日", "\t培育\t2"]
    told = {extracted.text[place.start : place.end]: place.element for place in extracted.places}
    assert told["培育"] == "任务!B4"


@pytest.mark.parametrize(
    "content, word",
    [
        pytest.param(workbook(), "没有文字", id="empty"),
        pytest.param(zipped(**{"xl/workbook.xml": b"<a"}), "已损坏", id="torn"),
        pytest.param(zipped(**{"xl/workbook.xml": b"<a>" + b" " * 5_000_000}), "压缩炸弹", id="a bomb"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(content, word):
    with pytest.raises(UnreadableFileError, match=word):
        formats.read(content)
