"""Days as people write them, in figures of any width (2022-06-30, 2022/6/30, 2022.6.30), and as texts do."""

import re
from datetime import date

from policies.text.normalize import fold

# Who asks for a day of another century has mistyped the year.
FIRST_YEAR, LAST_YEAR = 1949, 2199
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")


def in_words(day: date) -> str:
    """Return a day as texts print it.

    >>> in_words(date(2022, 6, 30))
    '2022年6月30日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def read_day(word: str) -> date | None:
    """Return the day that a word names; None where it names none, or one that the calendar has not.

    >>> read_day("2022年6月30日"), read_day("２０２２．６．３０"), read_day("2022-02-30"), read_day("明天")
    (datetime.date(2022, 6, 30), datetime.date(2022, 6, 30), None, None)
    """
    match = _DAY.fullmatch(fold(word))
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None
