"""Sums as people write them in a field: 50000, 5万, 5 万元, 80,000元以上, 十万, 壹佰万元, 8万美元."""

import re
from typing import NamedTuple

from policies.text.normalize import fold
from policies.text.numerals import CAPITAL, MYRIADS, NUMBER, value

_SUM = re.compile(rf"(?P<number>{CAPITAL}|{NUMBER})(?P<currency>美?元|圆)?整?(?:以上)?")
_SCALE = re.compile("[百千万亿佰仟萬億]")


class WrittenSum(NamedTuple):
    """A sum as written: its value, its currency if it says one, and whether it is a bare figure (8, not 8万 or 8元)."""

    value: float
    currency: str
    is_bare: bool


def read_sum(word: str) -> WrittenSum | None:
    """Return the sum that a word writes, in its own currency; None where it writes none.

    >>> read_sum("8")
    WrittenSum(value=8, currency='', is_bare=True)
    >>> read_sum("8万元以上"), read_sum("-8")
    (WrittenSum(value=80000, currency='元', is_bare=False), None)
    """
    match = _SUM.fullmatch(fold(word))
    if match is None or match["number"] in MYRIADS:
        return None
    currency = (match["currency"] or "").replace("圆", "元")
    return WrittenSum(value(match["number"]), currency, not currency and not _SCALE.search(match["number"]))
