"""Word's automatic numbers: what it prints before a paragraph, which stands nowhere in the text (ECMA-376, 17.9)."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from importers.parsing.formats.word_parts import attribute, child, children, number

_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
_ROMAN_SMALL = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def chinese(value: int) -> str:
    """A number below 10,000 as it is counted: 十二, 二十, 一百零五."""
    if not 0 < value < 10_000:
        return str(value)
    text = ""
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // power % 10
        text += _DIGITS[digit] + unit if digit else "零"
    text = re.sub("零{1,3}", "零", text).strip("零")
    return text.removeprefix("一") if text.startswith("一十") else text


def _roman(value: int) -> str:
    text = ""
    for worth, sign in (*_ROMAN, *_ROMAN_SMALL):
        text += sign * (value // worth)
        value %= worth
    return text


def _letters(value: int) -> str:
    """A … Z, AA … ZZ, as Word goes on after Z."""
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _among(signs: str) -> Callable[[int], str]:
    return lambda value: signs[(value - 1) % len(signs)]


def _enclosed(first: str, last: int) -> Callable[[int], str]:
    """① and the like, as far as there are signs."""
    return lambda value: chr(ord(first) + value - 1) if value <= last else str(value)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02}".format,
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda value: "".join(chr(ord(digit) + 0xFEE0) for digit in str(value)),
    "decimalFullWidth2": lambda value: "".join(chr(ord(digit) + 0xFEE0) for digit in str(value)),
    "decimalEnclosedCircle": _enclosed("①", 20),
    "decimalEnclosedCircleChinese": _enclosed("①", 20),
    "decimalEnclosedParen": _enclosed("⑴", 20),
    "decimalEnclosedFullstop": _enclosed("⒈", 20),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": lambda value: "".join(_DIGITS[int(digit)] for digit in str(value)),
    "taiwaneseDigital": lambda value: "".join(_DIGITS[int(digit)] for digit in str(value)),
    "chineseLegalSimplified": lambda value: chinese(value).translate(_LEGAL),
    "ideographLegalTraditional": lambda value: chinese(value).translate(_LEGAL),
    "ideographTraditional": _among(_STEMS),
    "ideographZodiac": _among(_BRANCHES),
    "ideographEnclosedCircle": _enclosed("㊀", 10),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "none": lambda value: "",
}
_PLACE = re.compile(r"%([1-9])")
_MOST = 30_000  # what a start may be; Roman numbers grow


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    suffix: str
    restarts: int | None  # 0 never, None by whatever level stands above
    legal: bool
    style: str


@dataclass
class _Counts:
    """The count of each level of a list so far; levels that were not met yet have none."""

    reached: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document, and how far they were counted."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None):
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._counts: dict[str, _Counts] = {}
        self._begun: set[tuple[str, int]] = set()
        if numbering is not None:
            self._read(numbering)
        self._styles = dict(_styles(styles)) if styles is not None else {}
        self._default = next((name for name, style in self._styles.items() if style.default), "")

    def _read(self, numbering: etree._Element) -> None:
        for abstract in children(numbering, "abstractNum"):
            self._levels[attribute(abstract, "abstractNumId")] = dict(_levels(abstract))
        for num in children(numbering, "num"):
            name = attribute(num, "numId")
            self._abstract[name] = attribute(child(num, "abstractNumId"))
            self._overrides[name] = {}
            for override in children(num, "lvlOverride"):
                start = child(override, "startOverride")
                if start is not None:
                    self._overrides[name][number(attribute(override, "ilvl"))] = number(attribute(start), 1)

    def label(self, paragraph: etree._Element) -> str:
        """Return what is printed before a paragraph, with the blank behind it; it is counted by this, so ask once."""
        name, level = self._list_of(paragraph)
        levels = self._levels.get(self._abstract.get(name, ""), {})
        if level not in levels or levels[level].format == "bullet":
            return ""
        counts = self._counts.setdefault(self._abstract[name], _Counts()).reached
        self._count(counts, name, level, levels)
        label = _PLACE.sub(
            lambda found: _number_text(int(found[1]) - 1, counts, levels, levels[level]), levels[level].text
        )
        # What ends with a stop of its own width stands close to the text: “一、”, “（一）”.
        is_close = not label or levels[level].suffix == "nothing" or label.endswith(("、", "）", "．", "：", "。"))
        return label if is_close else f"{label} "

    def _count(self, counts: dict[int, int], name: str, level: int, levels: Mapping[int, _Level]) -> None:
        start = self._overrides[name].get(level)
        if start is not None and (name, level) not in self._begun:
            counts[level] = start
        else:
            counts[level] = counts[level] + 1 if level in counts else levels[level].start
        self._begun.add((name, level))
        for below in [each for each in counts if each > level]:
            if levels[below].restarts is None or 0 < (levels[below].restarts or 0) <= level + 1:
                del counts[below]

    def _list_of(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list and the level of a paragraph: its own, or its style's."""
        properties = child(paragraph, "pPr")
        name, level = _num_pr(properties)
        style = attribute(child(properties, "pStyle")) if properties is not None else ""
        inherited, inherited_level = self._of_style(style or self._default)
        if not name:
            name, level = inherited, inherited_level if level is None else level
        return name, level or 0

    def _of_style(self, name: str) -> tuple[str, int | None]:
        level: int | None = None
        style_name, seen = name, set[str]()
        while style_name in self._styles and style_name not in seen:
            seen.add(style_name)
            style = self._styles[style_name]
            level = style.level if level is None else level
            if style.list:
                own = self._levels.get(self._abstract.get(style.list, ""), {})
                linked = next((at for at, each in own.items() if each.style == style_name), None)
                return style.list, level if level is not None else linked
            style_name = style.parent
        return "", None


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str
    list: str
    level: int | None
    default: bool


def _styles(styles: etree._Element) -> Iterator[tuple[str, _Style]]:
    for style in children(styles, "style"):
        if attribute(style, "type") == "paragraph":
            name, level = _num_pr(child(style, "pPr"))
            default = attribute(style, "default") in {"1", "true", "on"}
            yield attribute(style, "styleId"), _Style(attribute(child(style, "basedOn")), name, level, default)


def _num_pr(properties: etree._Element | None) -> tuple[str, int | None]:
    found = child(properties, "numPr")
    level = child(found, "ilvl")
    return attribute(child(found, "numId")), number(attribute(level)) if level is not None else None


def _levels(abstract: etree._Element) -> Iterator[tuple[int, _Level]]:
    for level in children(abstract, "lvl"):
        restarts = child(level, "lvlRestart")
        yield (
            number(attribute(level, "ilvl")),
            _Level(
                start=min(number(attribute(child(level, "start")), 1), _MOST),
                format=attribute(child(level, "numFmt")) or "decimal",
                text=attribute(child(level, "lvlText")),
                suffix=attribute(child(level, "suff")) or "tab",
                restarts=number(attribute(restarts)) if restarts is not None else None,
                legal=child(level, "isLgl") is not None,
                style=attribute(child(level, "pStyle")),
            ),
        )


def _number_text(at: int, counts: Mapping[int, int], levels: Mapping[int, _Level], own: _Level) -> str:
    """The number of a level as it is printed; “%1.%2” of 第一章 is 1.1 where the law's way of counting is asked for."""
    level = levels.get(at)
    if level is None:
        return ""
    form = "decimal" if own.legal else level.format
    return _FORMATS.get(form, str)(counts.get(at, level.start))
