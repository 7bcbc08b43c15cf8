"""Numbering as a table: 第一章 第一条 一、 （一） 1. 1、 （1） ①

Takes a line's text. Gives the :class:`Marker` it begins with, or None. Which marker numbers the articles of a
document is not said here: the outline finds each document's ladder.
"""

import re
from dataclasses import dataclass

from policies.text import numerals

_CHINESE = "[〇零一二三四五六七八九十百千]{1,8}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

# From the outermost to the innermost, as official documents nest them (党政机关公文格式, GB/T 9704-2012, 7.3.3,
# puts 一、 （一） 1. （1） in this order; chapters and 条 stand above and instead of them in rules and measures).
# “1.5亿元” and “1:1” at a line's start are figures, so an Arabic number wants something other than a digit behind it.
LEVELS = {
    "part": re.compile(rf"第({_CHINESE}|\d{{1,4}})[编篇]"),
    "chapter": re.compile(rf"第({_CHINESE}|\d{{1,4}})章"),
    "section": re.compile(rf"第({_CHINESE}|\d{{1,4}})节"),
    "article": re.compile(rf"第({_CHINESE}|\d{{1,4}})条(?![第款项例])"),
    "chinese": re.compile(rf"({_CHINESE})、"),
    "chinese_brackets": re.compile(rf"[（(]({_CHINESE})[）)]"),
    "arabic": re.compile(r"(\d{1,4})[.．、](?!\d)"),
    "arabic_brackets": re.compile(r"[（(](\d{1,4})[）)]"),
    "circled": re.compile(f"([{_CIRCLED}])"),
}
DEPTH = {level: depth for depth, level in enumerate(LEVELS)}


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the start of a line: ``label`` as printed (“（一）”, “15.”), ending at offset ``end`` of the line."""

    level: str
    number: int
    label: str

    @property
    def depth(self) -> int:
        """How far in the level stands, 0 the outermost."""
        return DEPTH[self.level]

    @property
    def end(self) -> int:
        """Where in the line the label ends."""
        return len(self.label)


def match(text: str) -> Marker | None:
    """The marker that ``text`` begins with: match("（一）现代金融") is number 1 of level chinese_brackets."""
    for level, pattern in LEVELS.items():
        if found := pattern.match(text):
            return Marker(level, _number(found[1]), found[0])
    return None


def _number(printed: str) -> int:
    return _CIRCLED.index(printed) + 1 if printed in _CIRCLED else int(numerals.value(printed))
