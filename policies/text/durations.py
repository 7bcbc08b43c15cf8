"""Lengths of time: ISO 8601 in the base (P6M), words in front of people (6个月)."""

import re

ISO = re.compile(r"P(?=.)([0-9.]+Y)?([0-9.]+M)?([0-9.]+W)?([0-9.]+D)?(T(?=.)([0-9.]+H)?([0-9.]+M)?([0-9.]+S)?)?")
_DAYS = {"Y": "年", "M": "个月", "W": "周", "D": "天"}
_HOURS = {"H": "小时", "M": "分钟", "S": "秒"}


def in_words(duration: str, *, workdays: bool = False) -> str:
    """A length in words; what is no length is said as it stands.

    >>> in_words("P1Y6M"), in_words("PT72H"), in_words("P5D", workdays=True), in_words("")
    ('1年6个月', '72小时', '5个工作日', '')
    """
    if not ISO.fullmatch(duration):
        return duration
    days, _, hours = duration.removeprefix("P").partition("T")
    names = _DAYS | {"D": "个工作日"} if workdays else _DAYS
    return _parts(days, names) + _parts(hours, _HOURS)


def _parts(figures: str, names: dict[str, str]) -> str:
    return "".join(f"{number}{names[sign]}" for number, sign in re.findall(r"([0-9.]+)([A-Z])", figures))
