"""Names in a text: titles in 《》 and what is quoted as the name of a thing. What a name says is no fact.

《关于发放5万元创业补贴的通知》 gives nobody 50,000 yuan, 2022年版 in a title is no term, and “百万元创业贷”产品 is no
sum.
"""

import re
from collections.abc import Iterator

_SIGNS = re.compile("[《》]")
LONGEST = 300
# A quoted name is told by what it is the name of: “千企百展”行动, “10万元创业贷”产品.
_QUOTED = re.compile(r"“[^“”]{1,16}”(?=[\u4e00-\u9fff]{0,4}(?:工程|行动|计划|活动|品牌|产品|模式|专项|系列|信贷|贷款))")


def titles(text: str) -> Iterator[tuple[int, int]]:
    """Yield where titles stand, brackets included; of nested ones the outermost.

    >>> list(titles("落实《关于转发《办法》的通知》。")), list(titles("《一《二》"))
    ([(2, 15)], [(2, 5)])
    """
    opened: list[int] = []
    closed: list[tuple[int, int]] = []
    for sign in _SIGNS.finditer(text):
        if sign[0] == "《":
            opened.append(sign.start())
        elif opened:
            start = opened.pop()
            if sign.end() - start <= LONGEST:
                while closed and closed[-1][0] > start:
                    closed.pop()
                closed.append((start, sign.end()))
    yield from closed


def without_titles(text: str) -> str:
    """Return the text with every title as so many 《, so that offsets stay."""
    return _blanked(text, titles(text))


def without_names(text: str) -> str:
    """Return the text without its titles and quoted names, offsets kept."""
    plain = without_titles(text)
    return _blanked(plain, (quoted.span() for quoted in _QUOTED.finditer(plain)))


def _blanked(text: str, spans: Iterator[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], "《" * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])
