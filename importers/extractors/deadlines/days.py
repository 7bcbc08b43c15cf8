"""Printed years, months and days as dates, and the year that a date leaves out."""

import re
from calendar import monthrange
from datetime import date

from importers.extractors.deadlines.surroundings import SENTENCE, left_of
from policies.text.numerals import value

Span = tuple[date, date]

BLANK = "[ \u3000]{0,4}"
# 自10月1日|起执行至|次年3月31日
DASH = (
    rf"{BLANK}(?:起|开始)?{BLANK}(?:(?:执行|施行|实施|试行)(?=[至到]))?(?:[—–―‒‐−\-－~～〜]{{1,2}}|直?至|直?到){BLANK}"
)
# 2022, 二〇二二
YEAR = "(?:(?:19|20)[0-9]{2}|(?:一九|二[〇零○])[〇零○一二三四五六七八九]{2})"
# 12, 十二
NUMBER = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
MONTHS = r"月份?(?![龄均薪嫂饼子])"
QUARTER = "[一二三四首1-4]"
_QUARTERS = {"首": 1, "一": 1, "二": 2, "三": 3, "四": 4, "两": 2} | {str(n): n for n in range(1, 5)}
_HALVES = {"上": (1, 6), "下": (7, 12)}
_TENS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}
_PRINTED_YEAR = re.compile(rf"(?<![0-9.〔])({YEAR}){BLANK}年")


def number(printed: str | None) -> int | None:
    """12, 十二 → 12; 二〇二二 → 2022."""
    return None if printed is None else int(value(printed.replace("○", "〇")))


def days(year: int | None, month: int | None = None, day: int | None = None) -> Span | None:
    """First and last day of a year, a month or a day; None where the calendar has no such."""
    if month is None:
        return months(year, 1, 12)
    whole = months(year, month, month)
    if whole is None or day is None:
        return whole
    return (whole[0].replace(day=day),) * 2 if 1 <= day <= whole[1].day else None


def months(year: int | None, first: int, last: int) -> Span | None:
    """First and last day of some months."""
    if not year or not 1 <= year <= 9998 or not 1 <= first <= last <= 12:
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def quarters(year: int | None, printed: str) -> Span | None:
    """第二、三季度, 一至三季度, 前三季度, 前5个月."""
    if printed.endswith("月"):
        return months(year, 1, number(printed[1:-2]) or 0)
    ordinals = [_QUARTERS[sign] for sign in printed if sign in _QUARTERS]
    if printed.startswith("前"):
        return months(year, 1, ordinals[0] * 3)
    if "、" in printed and ordinals != list(range(ordinals[0], ordinals[-1] + 1)):
        return None  # 第一季度、第四季度 are no one period
    return months(year, ordinals[0] * 3 - 2, ordinals[-1] * 3)


def half(year: int | None, printed: str) -> Span | None:
    """上半年, 下半年."""
    return months(year, *_HALVES[printed[0]])


def ten_days(year: int | None, month: int | None, printed: str) -> Span | None:
    """6月中旬; 年初 is the beginning of January."""
    whole = months(year, month or 1, month or 1)
    if whole is None:
        return None
    first, last = _TENS[printed]
    return whole[0].replace(day=first), whole[1].replace(day=min(last, whole[1].day))


def year_at(printed: str, at: int, year: int | None) -> int | None:
    """The year of a date that prints none: the last one said before it in its sentence, else the document's.

    “2023年6月底前…，9月底前…” goes on in 2023; years before the document's own are bases, and carry nothing on.
    """
    years = _PRINTED_YEAR.findall(left_of(printed, at, SENTENCE))
    last = number(years[-1]) if years else None
    return last if last and (year is None or last >= year) else year
