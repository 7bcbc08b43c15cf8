"""发文字号, the number by which an official document is known: 晋政办发〔2022〕7号."""

import re
from dataclasses import dataclass

# 机关代字, year in any brackets, 序号; spaces anywhere between (“晋政办发〔2022〕35 号”). Words that lead up to a
# number in a sentence (“见晋政办发…”, “按照国发…”) are no part of a 机关代字.
_CODE = r"(?:(?![见按照依据根如及和与的由])[\u4e00-\u9fff]){2,8}?"
PATTERN = re.compile(rf"({_CODE})\s?[〔﹝\[【（(]\s?(\d{{4}})\s?[〕﹞\]】）)]\s?(\d{{1,4}})\s?号")
_LINE = re.compile(PATTERN.pattern + "$")


@dataclass(frozen=True, slots=True)
class Number:
    """A 发文字号 in its parts: ``code`` the 机关代字, ``year``, ``serial`` the 序号."""

    code: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.serial}号"


def on_line(text: str) -> Number | None:
    """The number that a line consists of, or None."""
    found = _LINE.match(text)
    return _number(found) if found else None


def find(text: str) -> list[tuple[int, int, Number]]:
    """All numbers in a text as (start, end, number)."""
    return [(found.start(), found.end(), _number(found)) for found in PATTERN.finditer(text)]


def _number(found: re.Match[str]) -> Number:
    return Number(found[1], int(found[2]), int(found[3]))
