"""Numerals: what is printed, beside the number it means."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.text.numerals import NUMBER, value

READ = [
    ("plain", "25", 25),
    ("decimal", "0.3", 0.3),
    ("thousands separated", "1,000", 1000),
    ("full width", "２０", 20),
    ("scale", "3万", 30_000),
    ("space before the scale", "10 亿", 1_000_000_000),
    ("decimal and scale", "1.5亿", 150_000_000),
    ("two scales", "5百万", 5_000_000),
    ("one", "一", 1),
    ("teens", "十五", 15),
    ("tens", "二十三", 23),
    ("two before a measure word", "两", 2),
    ("half", "半", 0.5),
    ("scale alone counts one", "百万", 1_000_000),
    ("hundreds of myriads", "二千三百万", 23_000_000),
    ("亿 before 万", "一亿二千万", 120_000_000),
    ("zero inside", "一千零五", 1005),
    ("digit by digit", "二〇二二", 2022),
    ("decimal in words", "三点五", 3.5),
]


@pytest.mark.parametrize("printed,number", [row[1:] for row in READ], ids=[row[0] for row in READ])
def test_value(printed, number):
    assert value(printed) == number


def test_a_whole_number_is_an_int():
    assert isinstance(value("1.5万"), int)
    assert isinstance(value("0.3"), float)


@pytest.mark.parametrize(
    "text,printed",
    [
        ("奖励1,000万元", ["1,000万"]),
        ("规模3亿元—5亿元", ["3亿", "5亿"]),
        ("，300 元", ["300 "]),
        ("12345", ["12345"]),
    ],
    ids=["separators", "two figures", "full-width comma is no separator", "never the end of a longer figure"],
)
def test_number_is_found_whole(text, printed):
    assert re.findall(NUMBER, text) == printed


@given(st.text(alphabet="〇零一二两三四五六七八九十百千万亿0123456789.,点半 ", max_size=30))
def test_whatever_number_matches_can_be_read(text):
    for match in re.finditer(NUMBER, text):
        assert value(match[0]) >= 0


@given(st.integers(0, 10**12))
def test_arabic_figures_read_back(number):
    assert value(str(number)) == value(f"{number:,}") == number
