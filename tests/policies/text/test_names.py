"""Names in a text: what is blanked out, and what stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.text.names import titles, without_names, without_titles


@pytest.mark.parametrize(
    "text, found",
    [
        pytest.param("落实《办法》。", ["《办法》"], id="a title"),
        pytest.param("《甲办法》《乙办法》", ["《甲办法》", "《乙办法》"], id="two side by side"),
        pytest.param("落实《关于转发《办法》的通知》。", ["《关于转发《办法》的通知》"], id="nested"),
        pytest.param("《关于转发《甲》和《乙》的通知》", ["《关于转发《甲》和《乙》的通知》"], id="two inside one"),
        pytest.param("《关于转发《甲》的通知，发放5万元。", ["《甲》"], id="the outer one is never closed"),
        pytest.param("甲》发放5万元。", [], id="never opened"),
        pytest.param("《" + "长" * 400 + "》", [], id="longer than titles are"),
    ],
)
def test_titles(text, found):
    assert [text[start:end] for start, end in titles(text)] == found


@pytest.mark.parametrize(
    "text, kept",
    [
        pytest.param("推广“10万元创业贷”产品", False, id="a product"),
        pytest.param("实现“10万元以下免担保”", True, id="quoted words that say something"),
    ],
)
def test_a_quoted_name_is_told_by_what_it_names(text, kept):
    assert ("10万元" in without_names(text)) is kept


@given(st.text("《》“”办法产品5万元", max_size=60))
def test_offsets_stay(text):
    assert len(without_names(text)) == len(without_titles(text)) == len(text)


@pytest.mark.parametrize("sign", ["《", "》", "《》", "《《》", "“", "“”"])
def test_a_long_line_takes_time_in_proportion(sign):
    assert len(without_names(sign * 50_000)) == len(sign) * 50_000
