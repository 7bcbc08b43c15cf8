"""Where a measure holds: a text, beside what its fields say of that."""

import pytest

from importers.extractors import scopes
from tests.proportion import assert_in_proportion


@pytest.mark.parametrize(
    "text, said",
    [
        pytest.param("减租。（责任单位：市商务局；推广范围：全市）", ["全市"], id="beside the offices"),
        pytest.param(
            "减租。（适用范围：全市（不含高新区）；责任单位：市商务局）", ["全市（不含高新区）"], id="a bracket inside"
        ),
        pytest.param(
            "减租。\n适用范围：北山区、青禾县\n责任单位：市商务局", ["北山区、青禾县"], id="a line of its own"
        ),
        pytest.param("【试点区域】北山区。减租。", ["北山区"], id="a label in brackets"),
        pytest.param("适用对象：餐饮企业", [], id="whom it is for"),
        pytest.param("本办法的适用范围由市商务局解释。", [], id="words of a sentence"),
        pytest.param("推广范围：\n责任单位：市商务局", [], id="nothing said"),
    ],
)
def test_where_a_measure_holds(text, said):
    assert [text[start:end] for start, end in scopes.find(text)] == said


@pytest.mark.parametrize("unit", ["适用范围：", "（", "推广范围：全市；"])
def test_one_long_line_takes_time_in_proportion(unit):
    assert_in_proportion(scopes.find, unit)
