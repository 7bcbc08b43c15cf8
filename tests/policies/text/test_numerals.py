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
    ("part in words", "零点五", 0.5),
    ("decimal in words with a scale", "一点五亿", 150_000_000),
    ("亿 and 万", "1亿2000万", 120_000_000),
    ("亿 and 万 with spaces", "1 亿 2000 万", 120_000_000),
    ("万 and 千", "3万5千", 35_000),
    ("千 and 百 before 万", "2千5百万", 25_000_000),
    ("three scales and a rest", "25万6千300", 256_300),
    ("four digits fill the places behind 万", "3万4000", 34_000),
    ("full width with two scales", "１万２千", 12_000),
    ("decimal behind 亿", "1亿2.5万", 100_025_000),
    ("decimals of a large scale are exact", "64.1亿", 6_410_000_000),
    ("more decimals of a large scale", "1100.9亿", 110_090_000_000),
    ("thousands set apart by blanks", "1 000 000", 1_000_000),
    ("thousands separated in full width", "10，000", 10_000),
    ("last digit in the next scale", "两千五", 2500),
    ("last digit behind 零", "两千零五", 2005),
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
        ("设立1亿2000万元", ["1亿2000万"]),
        ("补贴25万6千300元", ["25万6千300"]),
        ("补贴3万5千元", ["3万5千"]),
        ("给予5万3个月", ["5万", "3"]),
        ("按3万12%", ["3万", "12"]),
        ("2022 100", ["2022 ", "100"]),
        ("1 000 元", ["1 000 "]),
    ],
    ids=[
        "separators",
        "two figures",
        "full-width comma is no separator",
        "never the end of a longer figure",
        "two scales",
        "three scales",
        "万 and 千",
        "a digit that fills no place",
        "two digits fill no place behind 万",
        "a year and a figure",
        "blanks between thousands",
    ],
)
def test_number_is_found_whole(text, printed):
    assert re.findall(NUMBER, text) == printed


@given(st.text(alphabet="〇零一二两三四五六七八九十百千万亿0123456789.,点半 ", max_size=30))
def test_whatever_number_matches_can_be_read(text):
    for match in re.finditer(NUMBER, text):
        assert value(match[0]) >= 0


@given(st.integers(0, 10**6), st.integers(0, 10**4 - 1))
def test_decimals_of_a_large_scale_carry_no_dust(whole, decimals):
    assert value(f"{whole}.{decimals:04}亿") == whole * 10**8 + decimals * 10**4


@pytest.mark.parametrize("unit", ["1万", "1", "1 000", "一万", "1亿2"])
def test_a_long_line_takes_time_in_proportion(unit):
    assert re.findall(NUMBER, unit * (100_000 // len(unit))) is not None


@given(st.integers(0, 10**12))
def test_arabic_figures_read_back(number):
    assert value(str(number)) == value(f"{number:,}") == number
