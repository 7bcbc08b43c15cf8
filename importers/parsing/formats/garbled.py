"""Texts that are none: characters of another encoding, or of a font that does not say which it has.

Chinese is written with few characters: nearly all of a text are of the first level of GB 2312, or of Big5 where it is
written in traditional ones. Read in a wrong encoding a text has rare ones instead, or the letters of Western Europe.
"""

from collections.abc import Callable
from itertools import islice

_LOOKED_AT = 2000  # Chinese characters of a text
_FEWEST = 20  # below which nothing can be said
_COMMON = 0.7  # of a text's Chinese characters at least; of the nine it is 0.99, in a wrong encoding 0.4
_FIRST_LEVEL = {"gb18030": ("gb2312", 0xB0, 0xD7), "big5": ("big5", 0xA4, 0xC6)}  # by the first byte
_MOST = 0.15  # of a text's signs
# Signs that official texts have of these ranges: 10℃±2, 3×5, 阿·图 …
_USUAL = frozenset("°±·×÷§²³¹é")


def is_chinese(text: str, encoding: str) -> bool:
    """Whether a text that was read by ``encoding`` is made of characters that people write in it, as far as it is long
    enough to tell.
    """
    is_common = _judge(encoding)
    found = list(islice(filter(_is_chinese_or_own, text), _LOOKED_AT))
    return len(found) < _FEWEST or sum(map(is_common, found)) >= _COMMON * len(found)


def _is_chinese_or_own(sign: str) -> bool:
    """Whether a sign is a Chinese character, or of a font's own, in whose place one may have stood."""
    return "\u3400" <= sign <= "\u9fff" or _is_own(sign)


def _is_own(sign: str) -> bool:
    return "\ue000" <= sign <= "\uf8ff"


def _judge(encoding: str) -> Callable[[str], bool]:
    name, first, last = _FIRST_LEVEL[encoding]
    return lambda sign: first <= (sign.encode(name, "replace")[0]) <= last


def is_garbled(text: str) -> bool:
    """Whether so much of a text is signs for none, of a font's own, or Western letters, that nobody could read it."""
    return sum(map(is_no_sign, text)) > _MOST * len("".join(text.split()))


def is_no_sign(sign: str) -> bool:
    """Whether a sign stands for none, or is of a font's own, or a Western letter with a mark of its own."""
    return sign == "\ufffd" or _is_own(sign) or ("\x80" <= sign <= "\u036f" and _is_odd(sign))


def _is_odd(sign: str) -> bool:
    return sign not in _USUAL and not sign.isspace()
