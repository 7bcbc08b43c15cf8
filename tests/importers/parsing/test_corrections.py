"""The reading, and its map to the print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.parsing.corrections import CorrectionRecord, apply, locate


def correction(quote, reading, occurrence=1, confidence="certain"):
    return CorrectionRecord("晋发〔2021〕67号", "art_36", quote, occurrence, reading, confidence=confidence)


@pytest.mark.parametrize(
    "text, corrections, reading",
    [
        pytest.param("从1%提高", [correction("1%", "1‰")], "从1‰提高", id="one sign"),
        pytest.param("力口大补贴", [correction("力口大", "加大")], "加大补贴", id="shorter than the print"),
        pytest.param("互联网“十赛事十服务”", [correction("“十赛事十", "+赛事+")], "互联网+赛事+服务”", id="several"),
        pytest.param("5%与15%", [correction("5%", "5‰", 2)], "5%与15‰", id="the second occurrence"),
        pytest.param(
            "发行补助", [correction("发行", "开行", confidence="probable")], "发行补助", id="probable only marks"
        ),
        pytest.param("甲乙", [correction("丙", "丁")], "甲乙", id="a place not found changes nothing"),
        pytest.param(
            "甲乙丙", [correction("甲乙", "一"), correction("乙丙", "二")], "一丙", id="overlapping: the first"
        ),
        pytest.param("小组小组", [correction("小组", "", 2)], "小组", id="left out"),
        pytest.param("摊\u200b位费", [], "摊位费", id="a sign that nobody sees"),
        pytest.param("投入      200      万元", [], "投入 200 万元", id="runs of blanks around a figure"),
        pytest.param("对　　新引进", [], "对新引进", id="a run of blanks between words"),
        pytest.param("10 亿元、乡村 e 镇", [], "10 亿元、乡村 e 镇", id="one blank stays"),
        pytest.param("摊\u200b位  费", [correction("位", "伍")], "摊伍费", id="both"),
    ],
)
def test_reading(text, corrections, reading):
    assert apply(text, corrections).text == reading


def test_what_the_layout_put_in_is_no_correction():
    reading = apply("补贴  3000 元，摊\u200b位费全免", ())
    assert not reading.is_corrected
    assert not reading.touches(0, len(reading.text))
    at = reading.text.index("摊位费")
    assert reading.to_print(at, at + 3) == (11, 15)


def test_a_span_of_the_reading_is_taken_back_to_the_print():
    reading = apply(
        "甲力口大乙从1%到2%丙", [correction("力口大", "加大"), correction("1%", "1‰"), correction("2%", "2‰")]
    )
    print_, read = "甲力口大乙从1%到2%丙", reading.text
    for word, printed in [("甲", "甲"), ("加大", "力口大"), ("乙", "乙"), ("1‰到2‰", "1%到2%"), ("丙", "丙")]:
        start = read.index(word)
        a, b = reading.to_print(start, start + len(word))
        assert print_[a:b] == printed
    assert reading.touches(*locate(read, "加大", 1))
    assert not reading.touches(*locate(read, "乙", 1))


@given(
    st.text("甲乙丙丁 \u200b", max_size=30),
    st.lists(st.tuples(st.text("甲乙丙", min_size=1, max_size=3), st.text("戊己", max_size=4)), max_size=4),
)
def test_every_span_of_any_reading_lies_in_the_print(text, pairs):
    reading = apply(text, [correction(quote, new) for quote, new in pairs])
    for start in range(len(reading.text)):
        for end in range(start + 1, min(start + 6, len(reading.text)) + 1):
            a, b = reading.to_print(start, end)
            assert 0 <= a <= b <= len(text)
            if not reading.touches(start, end):
                unseen = str.maketrans("", "", " \u200b")
                assert text[a:b].translate(unseen) == reading.text[start:end].translate(unseen)
