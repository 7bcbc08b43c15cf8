"""Days as people write them."""

from datetime import date

import pytest

from policies.text.dates import read_day

DAY = date(2022, 6, 30)
READ = [
    ("as machines write it", "2022-06-30", DAY),
    ("no zeros", "2022-6-30", DAY),
    ("strokes", "2022/6/30", DAY),
    ("dots", "2022.6.30", DAY),
    ("as a text prints it", "2022年6月30日", DAY),
    ("spaces of a layout", "2022 年 6 月 30 日", DAY),
    ("full width", "２０２２．０６．３０", DAY),
    ("a leap day", "2024-02-29", date(2024, 2, 29)),
    ("no leap day", "2022-02-29", None),
    ("a month alone", "2022-06", None),
    ("a mistyped year", "3022-06-30", None),
    ("words", "明天", None),
    ("nothing", "", None),
]


@pytest.mark.parametrize("word, day", [each[1:] for each in READ], ids=[each[0] for each in READ])
def test_a_day_is_read(word, day):
    assert read_day(word) == day
