"""发文字号, the number by which an official document is known.

晋政办发〔2022〕7号; of an order 国务院令第746号; of an announcement 财政部公告2022年第10号.
"""

import re
from dataclasses import dataclass, field

from policies.text import numerals
from policies.text.numerals import DIGIT

# 机关代字, year in any brackets, 序号; spaces anywhere between (“晋政办发〔2022〕35 号”), 第 before the 序号 in some.
# Words that lead up to a number in a sentence (“见晋政办发…”, “按照国发…”) are no part of a 机关代字.
_CODE = r"(?:(?![见按照依据根如及和与的由])[\u4e00-\u9fff]){2,10}?"
PATTERN = re.compile(rf"({_CODE})\s?[〔﹝\[［【（(]\s?({DIGIT}{{4}})\s?[〕﹞\]］】）)]\s?第?\s?({DIGIT}{{1,4}})\s?号")
_BETWEEN = re.compile(r"[\s、，,；;]*")
# An order: “山西省人民政府令第301号”, the number perhaps on the next line; so a people's congress announces what it
# made. An announcement: “财政部公告2022年第10号”.
_AUTHORITY = r"([\u4e00-\u9fff\s\u3000]{2,40}?(?:令|(?:委员会|代表大会)公告))"
_SERIAL = rf"第\s?({DIGIT}{{1,4}}|[〇零一二三四五六七八九十百]{{1,6}})\s?号"
_ORDER = re.compile(rf"[（(]?{_AUTHORITY}\s*[（(]?(?:({DIGIT}{{4}})\s?年\s?)?{_SERIAL}[）)]?$")
_ANNOUNCEMENT = re.compile(
    rf"[（(]?((?!关于)[\u4e00-\u9fff\s\u3000]{{2,40}}?(?<!的)公告)\s*[（(〔]?({DIGIT}{{4}})\s?[〕）)]?\s?年?\s?{_SERIAL}[）)]?$"
)
# “石商发2024年3号”: without brackets, as offices type it on a line of its own.
_UNBRACKETED = re.compile(
    rf"[（(]?((?!公告|通告|关于)[\u4e00-\u9fff]{{2,12}}[发函规字办通政])\s?({DIGIT}{{4}})\s?年\s?第?\s?({DIGIT}{{1,4}})\s?号[）)]?$"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A 发文字号 in its parts: ``code`` the 机关代字, ``year`` (None of most orders), ``serial`` the 序号.

    An order's or an announcement's code is the authority with the kind behind it: 国务院令, 财政部公告. Some offices
    print theirs as any other number, which ``bracketed`` keeps: 内人社公告〔2024〕5号.
    """

    code: str
    year: int | None
    serial: int
    bracketed: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        if self.year is None:
            return f"{self.code}第{self.serial}号"
        if not self.bracketed and self.code.endswith(("公告", "通告", "令")):
            return f"{self.code}{self.year}年第{self.serial}号"
        return f"{self.code}〔{self.year}〕{self.serial}号"


def on_line(text: str) -> Number | None:
    """The number that a line consists of, the first where several stand on it, or None."""
    inner = text.strip("（()）【】 \u3000\xa0") if text.startswith(("（", "(", "【")) else text
    found = PATTERN.match(inner)
    at = found.end() if found else -1
    while 0 < at < len(inner):
        blank = _BETWEEN.match(inner, at)
        following = PATTERN.match(inner, blank.end() if blank else at)
        at = following.end() if following else -1
    if found and at == len(inner):
        return _number(found)
    if typed := _UNBRACKETED.match(text):
        return _number(typed)
    return _order(text)


def _order(text: str) -> Number | None:
    """The number of an order or of an announcement."""
    if found := _ORDER.match(text):
        return Number(_authority(found[1]), _int(found[2]) if found[2] else None, _int(found[3]))
    if found := _ANNOUNCEMENT.match(text):
        return Number(_authority(found[1]), _int(found[2]), _int(found[3]))
    return None


def _authority(printed: str) -> str:
    """The authority without blanks, and without the State's name where it is one of its own: 国务院令."""
    squeezed = re.sub(r"\s", "", printed)
    state = "中华人民共和国"
    return squeezed if squeezed in (f"{state}主席令", f"{state}令") else squeezed.removeprefix(state)


def find(text: str) -> list[tuple[int, int, Number]]:
    """All numbers in a text as (start, end, number)."""
    return [(found.start(), found.end(), _number(found)) for found in PATTERN.finditer(text)]


def _number(found: re.Match[str]) -> Number:
    return Number(found[1], _int(found[2]), _int(found[3]), bracketed=True)


def _int(printed: str) -> int:
    return int(numerals.value(printed))
