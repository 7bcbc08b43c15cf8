"""XLSX → its rows as lines."""

import io
from datetime import date

import openpyxl
import pytest

from importers.parsing import formats
from importers.parsing.formats.records import UnreadableFileError
from importers.parsing.formats.workbook import cell_text
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


@pytest.mark.parametrize(
    "value, shown_as, told",
    [
        pytest.param(0.7, "0%", "70%", id="parts of a hundred"),
        pytest.param(0.055, "0.00%", "5.5%", id="with decimals"),
        pytest.param(20, '0"万元"', "20万元", id="a unit behind"),
        pytest.param(3, '"第"0"条"', "第3条", id="words around"),
        pytest.param(20, '#,##0;[Red]"负"0', "20", id="words of another case"),
        pytest.param(1234567.5, "#,##0.00", "1234567.5", id="no signs of order, which are read alike"),
        pytest.param(0.7, "General", "0.7", id="a figure as it is"),
        pytest.param(date(2023, 6, 1), 'yyyy"年"m"月"', "2023年6月", id="a month"),
        pytest.param(date(2023, 6, 1), "yyyy-mm-dd", "2023年6月1日", id="a day"),
        pytest.param(True, "General", "是", id="yes"),
        pytest.param("0.7 ", "0%", "0.7", id="words stay"),
        pytest.param(None, "0%", "", id="nothing"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(value, shown_as, told):
    assert cell_text(value, shown_as) == told


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


@pytest.mark.long
def test_what_a_sheet_hides_is_not_read_and_a_doubt_says_so():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "任务"
    for row in (
        ("序号", "任务", "底价", "时限"),
        (1, "建设市场", 7, "6月"),
        (2, "旧任务", 8, "7月"),
        (3, "培育", 9, "8月"),
    ):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    file = io.BytesIO()
    book.save(file)
    extracted = formats.read(file.getvalue())
    assert extracted.text.splitlines() == ["序号\t任务\t时限", "1\t建设市场\t6月", "3\t培育\t8月"]
    (doubt,) = extracted.doubts
    assert "1 行、1 列是隐藏的" in doubt.reason


@pytest.mark.long
def test_a_formula_without_its_value_is_a_doubt():
    extracted = formats.read(workbook(("任务", "金额（万元）"), ("建设", 3), ("合计", "=SUM(B2:B2)")))
    assert extracted.text.splitlines()[-1] == "合计"
    (doubt,) = extracted.doubts
    assert "B3" in doubt.reason
