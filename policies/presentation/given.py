"""How much a benefit gives, as the print says it: its figure, what it is a part of, the bound it stands under."""

import re

from policies.models import Benefit

_BARE = r"[^，。；：“”（）]"
# What a figure stands under, or above.
BOUND = r"(?:最高|最多|至多)?(?:不超过|不高于|不低于|不少于|最高|最多|至多)"
# What before a figure belongs to it: a bound, a change, figures of the same list.
_BEFORE = tuple(
    re.compile(rf"(?P<kept>{words})$")
    for words in (
        rf"{BOUND}{_BARE}{{0,26}}",
        rf"(?:提高|降低|上浮|下调|减按|压减|缩短){_BARE}{{0,12}}",
        r"(?:[0-9.]+\s?[^0-9，。；、]{0,4}、)+",
    )
)
# What a share is of: 按贷款余额增量的1%, 以实际投保年度保费的 80%; not 分别按10%和15%, nor 可以, 以上.
_OF = re.compile(rf".*(?:按照?|(?<!可)以)(?![上下内后来及])(?P<kept>(?:(?!分别|规定){_BARE}){{2,26}})$")
_SHARE = re.compile(r"[0-9.]+\s?[%％‰]|百分之|千分之")
_AFTER = re.compile(r"\s?(?:以[上下内]|左右|内)")


def how_much(benefit: Benefit) -> str:
    """Return how much is given: “不超过固定资产投资 15%”, “降至 1% 以下”; '' for no figure.

    A figure alone misleads where the print caps it, or says what it is a part of. What is no figure stays as it is.
    """
    value, (before, found, after) = benefit.value, benefit.quote.partition(benefit.value or "\0")
    if not found or not re.search(r"[0-9百千]", value):
        return value
    behind = _AFTER.match(after)
    return f"{_before(before, value)}{value}{behind.group() if behind else ''}"


def _before(before: str, value: str) -> str:
    """Return the words in front of a figure that it is not understood without."""
    if not re.match(r"[0-9]", value):
        return ""
    ways = (*_BEFORE, _OF) if _SHARE.match(value) else _BEFORE
    found = next(filter(None, (way.search(before) for way in ways)), None)
    return found["kept"].lstrip() if found else ""
