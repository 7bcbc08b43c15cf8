"""Sums as people write them in a field."""

import pytest

from policies.text.sums import read_sum

READ = [
    ("a bare figure", "8", (8, "", True)),
    ("grouped, and bare", "80,000", (80_000, "", True)),
    ("a bare word", "十", (10, "", True)),
    ("a scale", "8万", (80_000, "", False)),
    ("a scale and a unit", "8.5 万元", (85_000, "元", False)),
    ("a unit alone", "80000元", (80_000, "元", False)),
    ("another currency", "8万美元", (80_000, "美元", False)),
    ("a bound", "50万元以上", (500_000, "元", False)),
    ("full width", "１０万", (100_000, "", False)),
    ("in words", "十万", (100_000, "", False)),
    ("a scale of its own", "五千", (5_000, "", False)),
    ("two scales", "1亿2000万元", (120_000_000, "元", False)),
    ("capitals", "壹佰万元整", (1_000_000, "元", False)),
    ("a unit that lost its figure", "万元", None),
    ("negative", "-8", None),
    ("a program's way", "1e9", None),
    ("more than there is", "9" * 20, None),
    ("a rate", "8%", None),
    ("no figure", "很多", None),
    ("nothing", "", None),
]


@pytest.mark.parametrize("word, written", [each[1:] for each in READ], ids=[each[0] for each in READ])
def test_a_sum_is_read(word, written):
    assert read_sum(word) == written
