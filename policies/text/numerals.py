"""Numerals as policies print them: Arabic, Chinese, and Arabic with a Chinese scale.

``NUMBER`` is the source of a bounded regular expression, ``value`` reads what it matched:

>>> value("3 万"), value("1,000"), value("百万"), value("十五"), value("两"), value("半"), value("0.3")
(30000, 1000, 1000000, 15, 2, 0.5, 0.3)
"""

DIGIT = "[0-9０-９]"
SCALE = "[十百千万亿]"
CHINESE_DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}

# 1,000 · 25 · 0.5 · ２０; never begun in the middle of a longer figure, so that a hundred thousand digits are
# walked once.
WHOLE = rf"(?:{DIGIT}{{1,3}}(?:,{DIGIT}{{3}}){{1,4}}|{DIGIT}{{1,15}})"
ARABIC = rf"(?<!{DIGIT})(?<!{DIGIT}[.,．]){WHOLE}(?:[.．]{DIGIT}{{1,6}})?(?!{DIGIT})"
# 一 · 十五 · 百万 · 两; the same care for a line of nothing but 一.
CHINESE = r"(?<![〇零一二两三四五六七八九十百千万亿])[〇零一二两三四五六七八九十百千万亿]{1,12}"
# “10 亿” and “3 万” have a space before the scale in half of the documents.
NUMBER = rf"(?:{ARABIC}[ \u3000]{{0,2}}{SCALE}{{0,3}}|{CHINESE})"

# The scales in which a large number is said, the largest first.
_SAID_SCALES = ((MYRIADS["亿"], "亿"), (MYRIADS["万"], "万"))

_FOLD = str.maketrans("０１２３４５６７８９．", "0123456789.", ", \u3000")


def value(printed: str) -> int | float:
    """The number that a match of ``NUMBER`` (or 半) prints; whole numbers come back as ``int``.

    >>> value("1.5亿"), value("二千三百"), value("一亿二千万"), value("二〇二二")
    (150000000, 2300, 120000000, 2022)
    """
    folded = printed.translate(_FOLD)
    figure = folded.rstrip("十百千万亿")
    if figure and figure[0].isdecimal():
        return tidy(float(figure) * _scale(folded[len(figure) :]))
    if "点" in folded:  # 三点五: what follows 点 is read digit by digit
        whole, _, decimals = folded.partition("点")
        return tidy(float(f"{_chinese(whole)}.{''.join(str(CHINESE_DIGITS.get(d, 0)) for d in decimals) or 0}"))
    return 0.5 if folded == "半" else _chinese(folded)


def in_words(number: float) -> str:
    """Return a number as people write it: with 亿 or 万 where at most two decimals remain, else in figures.

    >>> in_words(20000000), in_words(15000), in_words(100), in_words(123456), in_words(0.5)
    ('2000万', '1.5万', '100', '123456', '0.5')
    """
    scales = (each for each in _SAID_SCALES if number >= each[0] and number * 100 % each[0] == 0)
    scale, sign = next(scales, (1, ""))
    return f"{number / scale:.15g}{sign}"


def tidy(number: float) -> int | float:
    """A whole number as ``int``; any other without the dust of binary fractions (0.3 × 10 → 3)."""
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _scale(characters: str) -> int:
    """百万 → 1,000,000: scales behind one another multiply."""
    product = 1
    for character in characters:
        product *= TENS.get(character) or MYRIADS[character]
    return product


def _chinese(characters: str) -> int:
    """二千三百万 → 23,000,000; 二〇二二 → 2022; a scale with nothing before it counts one (百万)."""
    if len(characters) > 1 and all(character in CHINESE_DIGITS for character in characters):
        return int("".join(str(CHINESE_DIGITS[character]) for character in characters))
    total = section = digit = 0
    for character in characters:
        if character in CHINESE_DIGITS:
            digit = CHINESE_DIGITS[character]
        elif character in TENS:
            section, digit = section + (digit or 1) * TENS[character], 0
        elif character == "万":
            total, section, digit = total + (section + digit or 1) * MYRIADS["万"], 0, 0
        else:
            total, section, digit = (total + section + digit or 1) * MYRIADS["亿"], 0, 0
    return total + section + digit
