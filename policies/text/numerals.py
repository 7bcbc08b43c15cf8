"""Numerals as policies print them: Arabic, Chinese, and Arabic with Chinese scales, one or several (1亿2000万).

``NUMBER`` is the source of a bounded regular expression, ``value`` reads what it matched. Figures are decimal
throughout, so that 64.1亿 is 6,410,000,000 and no dust of binary fractions beside it.

>>> value("3 万"), value("1,000"), value("百万"), value("十五"), value("两"), value("半"), value("0.3"), value("1万2千")
(30000, 1000, 1000000, 15, 2, 0.5, 0.3, 12000)
"""

import re
from decimal import Decimal

DIGIT = "[0-9０-９]"
SCALE = "[十百千万亿]"
CHINESE_DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}

# 1,000 · 1 000 000 · 25 · 0.5 · ２０; never begun in the middle of a longer figure, so that a hundred thousand digits
# are walked once.
GROUPED = rf"{DIGIT}{{1,3}}(?:[,，]{DIGIT}{{3}}(?!{DIGIT})|[ \u00a0\u2009\u202f]{DIGIT}{{3}}(?!{DIGIT})){{1,4}}"
WHOLE = rf"(?:{GROUPED}|{DIGIT}{{1,15}})"
ARABIC = rf"(?<!{DIGIT})(?<!{DIGIT}[.,．]){WHOLE}(?:[.．]{DIGIT}{{1,6}})?(?!{DIGIT})"
# 一 · 十五 · 百万 · 两; the same care for a line of nothing but 一.
CHINESE = r"(?<![〇零一二两三四五六七八九十百千万亿])[〇零一二两三四五六七八九十百千万亿]{1,12}"
# 一点五亿
_NOT_BEFORE = "(?<![〇零一二两三四五六七八九十百千万亿])"
SPOKEN = rf"{_NOT_BEFORE}[零一二两三四五六七八九十百]{{1,6}}点[零一二三四五六七八九]{{1,6}}[十百千万亿]{{0,3}}"
# 壹佰万 · 叁万伍仟; begun by a capital, since 万 and 亿 have none that is in use.
_CAPITALS = "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟"
CAPITAL = rf"(?<![零{_CAPITALS}萬億万亿])[{_CAPITALS}][零{_CAPITALS}萬億万亿一二三四五六七八九十百千]{{1,16}}"
# What goes on behind a scale, in smaller ones: 1亿|2000万, 2千|5百万, 25万|6千300, 3万|4000. Digits without a scale
# must fill their places (four behind 万, three behind 千), so that “5万3个月” are two figures.
_GAP = "[ \u3000\u00a0]{0,8}"
_BEHIND = (
    rf"(?:(?<={SCALE}){_GAP}零?{DIGIT}{{1,4}}(?:[.．]{DIGIT}{{1,4}})?{_GAP}{SCALE}{{1,2}}){{0,4}}"
    rf"(?:(?<=万){DIGIT}{{4}}(?!{DIGIT})|(?<=千){DIGIT}{{3}}(?!{DIGIT})|(?<=百){DIGIT}{{2}}(?!{DIGIT}))?"
)
# “10 亿” and “3 万” have a space before the scale in half of the documents, layouts of a PDF several.
SCALED = rf"{ARABIC}{_GAP}{SCALE}{{0,3}}{_BEHIND}"
NUMBER = rf"(?:{SCALED}|{CHINESE})"

# Behind tenths of a price: 八五折, 8.5折; not 折旧, 折算, 折叠.
OFF_PRICE = "折(?![旧算叠合射页线抵返本现腾磨桥股扣换价])"

# The scales in which a large number is said, the largest first.
_SPOKEN_SCALES = ((MYRIADS["亿"], "亿"), (MYRIADS["万"], "万"))

_FOLD = str.maketrans(
    f"０１２３４５６７８９．{_CAPITALS}萬億",
    "0123456789.一二二三三四五六六七八九十百千万亿",
    ",， \u3000\u00a0\u2009\u202f",
)
_PIECE = re.compile(r"[0-9]+(?:\.[0-9]+)?|.")


def value(printed: str) -> int | float:
    """The number that a match of ``NUMBER`` (or 半) prints; whole numbers come back as ``int``.

    >>> value("1.5亿"), value("二千三百"), value("一亿二千万"), value("二〇二二"), value("一千五"), value("64.1亿")
    (150000000, 2300, 120000000, 2022, 1500, 6410000000)
    """
    folded = printed.translate(_FOLD)
    if folded == "半":
        return 0.5
    if "点" in folded:  # 三点五: what follows 点 is read digit by digit
        whole, _, rest = folded.partition("点")
        decimals = rest.rstrip("十百千万亿")
        read = _sum(whole) + Decimal(f"0.{''.join(str(CHINESE_DIGITS.get(d, 0)) for d in decimals) or 0}")
        return _plain(read * (_sum(f"1{rest[len(decimals) :]}") if len(rest) > len(decimals) else 1))
    return _plain(_sum(folded))


def in_words(number: float) -> str:
    """Return a number as people write it: with 亿 or 万 where at most two decimals remain, else in figures.

    >>> in_words(20000000), in_words(15000), in_words(100), in_words(123456), in_words(0.5)
    ('2000万', '1.5万', '100', '123456', '0.5')
    """
    scales = (each for each in _SPOKEN_SCALES if number >= each[0] and number * 100 % each[0] == 0)
    scale, sign = next(scales, (1, ""))
    return f"{number / scale:.15g}{sign}"


def _plain(number: Decimal) -> int | float:
    return int(number) if number == int(number) else float(number)


def _sum(folded: str) -> Decimal:
    """二千三百万 → 23,000,000; 1亿2000万 → 120,000,000; 二〇二二 → 2022; a scale with nothing before it counts one."""
    if len(folded) > 1 and all(character in CHINESE_DIGITS for character in folded):
        return Decimal("".join(str(CHINESE_DIGITS[character]) for character in folded))
    total = section = Decimal(0)
    digit: Decimal | None = None  # None where a scale has nothing before it: 百万
    for piece in _PIECE.findall(folded):
        if piece in TENS:
            section, digit = section + _or_one(digit) * TENS[piece], None
        elif piece in MYRIADS:
            before, total = (
                (total, Decimal(0)) if piece == "亿" else (Decimal(0), total)
            )  # 一万亿: 亿 multiplies 万, too
            section_value = before + section + (digit or 0)
            total += (section_value if section_value or digit is not None else 1) * MYRIADS[piece]
            section, digit = Decimal(0), None
        else:
            digit = Decimal(CHINESE_DIGITS[piece]) if piece in CHINESE_DIGITS else _arabic(piece)
    return total + section + (digit or 0) * _unsaid(folded)


def _or_one(digit: Decimal | None) -> Decimal:
    return Decimal(1) if digit is None else digit


def _arabic(piece: str) -> Decimal:
    return Decimal(piece) if piece[0].isdecimal() else Decimal(0)


def _unsaid(folded: str) -> int:
    """一千五 is 1500: a last digit right behind a scale stands in the next smaller one, unless 零 says otherwise."""
    if len(folded) < 3 or folded[-1] not in CHINESE_DIGITS:
        return 1
    return {"百": 10, "千": 100, "万": 1000}.get(folded[-2], 1)
