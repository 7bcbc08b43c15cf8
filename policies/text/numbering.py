"""Numbering as a table: 第一章 第一条 一、 （一） 1. （1） 1） ①, in any width and with blanks.

Takes a line's text. Gives the :class:`Marker` it begins with, or None. Which markers number the articles of a
document is not said here: the arrangement finds each document's nesting.
"""

import re
import unicodedata
from dataclasses import dataclass

from policies.text import numerals
from policies.text.numerals import DIGIT

_CHINESE = "[〇零一二三四五六七八九十百千]"
# A number may be printed with blanks in it: “第 2 6 条”.
_NUMBER = rf"(?:{_CHINESE}{{1,8}}|{DIGIT}(?:[ \u3000\xa0]?{DIGIT}){{0,3}})"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BLANK = r"[ \u3000\xa0]{0,3}"
# Signs that some issuers put before a number: “★（四）鼓励…”.
_LEAD = re.compile(r"[★☆※▲△●■◆◇□]?[ \u3000\xa0]{0,3}")

# From the outermost to the innermost, as official documents nest them (党政机关公文格式, GB/T 9704-2012, 7.3.3,
# puts 一、 （一） 1. （1） in this order; chapters and 条 stand above and instead of them in rules and measures).
# “1.5亿元” and “1:1” at a line's start are figures, so an Arabic number wants something other than a digit behind it.
LEVELS = {
    "part": re.compile(rf"第{_BLANK}({_NUMBER}){_BLANK}(?:[编篇](?!章)|部分)"),
    "chapter": re.compile(rf"第{_BLANK}({_NUMBER}){_BLANK}章"),
    "section": re.compile(rf"第{_BLANK}({_NUMBER}){_BLANK}节"),
    "article": re.compile(rf"第{_BLANK}({_NUMBER}){_BLANK}条(?:之{_CHINESE}{{1,2}})?(?!第|款|项(?!目)|例)"),
    "chinese": re.compile(rf"({_CHINESE}{{1,8}}){_BLANK}(?:、|[．.](?!{DIGIT}))"),
    "chinese_brackets": re.compile(rf"[（(]{_BLANK}({_CHINESE}{{1,8}}){_BLANK}[）)]|([㈠-㈩])"),
    "arabic": re.compile(rf"({DIGIT}{{1,4}}){_BLANK}[.．、](?!{DIGIT}(?!{DIGIT}{{3}}\s?年))|([⒈-⒛])"),
    "arabic_brackets": re.compile(rf"[（(]{_BLANK}({DIGIT}{{1,4}}){_BLANK}[）)]|([⑴-⒇])"),
    "arabic_half_bracket": re.compile(rf"({DIGIT}{{1,3}}){_BLANK}[）)]"),
    "circled": re.compile(f"([{_CIRCLED}])"),
    # “1 支持…”: a number with nothing but a blank behind it, which a run of such numbers has to bear out.
    "bare": re.compile(rf"({DIGIT}{{1,2}})[ \u3000\xa0]{{1,4}}(?=[\u4e00-\u9fff“])"),
    # “1.1 编制目的”, “2.3.1 监测”: the plans of an emergency
    "decimal": re.compile(rf"{DIGIT}{{1,2}}[.．]({DIGIT}{{1,2}}){_BLANK}(?=[\u4e00-\u9fff])"),
    "decimal_3": re.compile(rf"{DIGIT}{{1,2}}(?:[.．]{DIGIT}{{1,2}})[.．]({DIGIT}{{1,2}}){_BLANK}(?=[\u4e00-\u9fff])"),
    # “第一，加强监测。”, “第二：组织货源。”
    "ordinal": re.compile(rf"第({_CHINESE}{{1,2}}){_BLANK}[，,：:]"),
}
# “一是加强监测。”, “二要组织货源。”
_IN_WORDS = re.compile(rf"({_CHINESE}{{1,2}})[是要](?![一二三四五六七八九十]、)")
_LIKE_FIGURES = ("bare", "decimal", "decimal_3")
DEPTH = {level: depth for depth, level in enumerate(LEVELS)}

# Lines that begin so go on with a sentence, and open nothing: “第三条规定的小店…”, “第五条、第六条…”. A 条 may be glued
# to its words (“第三条以下情形…”), so that only what cannot open a sentence tells a reference.
_REFERENCE = re.compile(
    rf"第{_BLANK}{_NUMBER}{_BLANK}[条章节](?:之{_CHINESE})?"
    r"(?:(?:以?及|[至到、，和与或])第|[、，,。；的]|之?规定(?:[的，,之]|情形|条件|办理|执行)|所[列述称]的?[情条规]|[中里]的|第)"
    # “1.2 亿元”, “1、2 月”
    rf"|{DIGIT}{{1,4}}(?:、{DIGIT}|[.．]{DIGIT}{{3,}})(?!{DIGIT}{{0,3}}\s?年)"
)
# “一、二、三产业”, “二、三线城市”: numbers that follow each other; “二、一次性扩岗补助” is a heading.
_ENUMERATION = re.compile(rf"({_CHINESE})、({_CHINESE})(?:、{_CHINESE}){{0,6}}[线产类批期级次档等年季度型]")
# “2.10日内公示”, “1、3年内免租”: a number, or the first part of a figure.
_BEFORE_FIGURE = re.compile(rf"({DIGIT}{{1,2}})[.．、](?={DIGIT}+(?:[%％]|[ \u3000]?[\u4e00-\u9fff]))")
# What follows a figure and a blank where the figure counts something: “3 万元以上的…”, “2 年以上…”.
_COUNTED = re.compile(r"[万亿千百元年月日天个家户人名次岁周倍项条件台套处所号级米吨亩公平分小种类期批届位只张辆间层]")


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the start of a line: ``label`` as printed (“（一）”, “15.”), ending at offset ``end`` of the line."""

    level: str
    number: int
    label: str
    end: int

    @property
    def depth(self) -> int:
        """Return how far in the level stands, 0 the outermost."""
        return DEPTH[self.level]


def match(text: str, at: int = 0) -> Marker | None:
    """The marker that text[at:] begins with: match("（一）现代金融") is number 1 of level chinese_brackets.

    Its ``end`` counts from ``at``.
    """
    lead = _LEAD.match(text, at)
    start = lead.end() if lead else at
    if _REFERENCE.match(text, start) or _is_enumeration(text, start):
        return None
    return _marker(text, start, at)


def match_in_run(text: str) -> Marker | None:
    """The marker of a line that may as well be a list or a figure: its run decides, so `match` knows none.

    “二、三季度组织验收”, “3.11月15日前完成”, “2、5万元奖励一次性发放”.
    """
    if _is_enumeration(text, 0):
        return _marker(text, 0, 0)
    found = _BEFORE_FIGURE.match(text)
    return Marker("arabic", _number(found[1]), found[0], found.end()) if found and not match(text) else None


def _marker(text: str, start: int, at: int) -> Marker | None:
    for level, pattern in LEVELS.items():
        found = pattern.match(text, start)
        if found and not (level in _LIKE_FIGURES and _COUNTED.match(text, found.end())):
            return Marker(level, _number(found[found.lastindex or 1]), found[0].rstrip(), found.end() - at)
    return None


def match_in_words(text: str) -> Marker | None:
    """The “一是” that a text begins with; it numbers articles only where nothing else does, so `match` knows none."""
    lead = _LEAD.match(text)
    found = _IN_WORDS.match(text, lead.end() if lead else 0)
    return Marker("ordinal", _number(found[1]), found[0].rstrip(), found.end()) if found else None


def without_numbers(text: str, label: str = "") -> str:
    """A text of the same length, with blanks for the numbers of its lines: 三、五个工作日内 is no “3 or 5 days”.

    It begins with ``label``, which its own line alone may not tell from a figure: “3.|11月15日前完成”.
    """
    first, *others = text.split("\n")
    is_known = bool(label) and first.startswith(label)
    blanked = " " * len(label) + first[len(label) :] if is_known else _blanked(first)
    return "\n".join([blanked, *map(_blanked, others)])


def _blanked(line: str) -> str:
    marker = match(line)
    return " " * marker.end + line[marker.end :] if marker else line


def _is_enumeration(text: str, at: int) -> bool:
    found = _ENUMERATION.match(text, at)
    return found is not None and _number(found[2]) == _number(found[1]) + 1


def _number(printed: str) -> int:
    if printed in _CIRCLED:
        return _CIRCLED.index(printed) + 1
    plain = unicodedata.normalize("NFKC", printed)
    return int(numerals.value(re.sub(r"[^0-9〇零一二三四五六七八九十百千]", "", plain)))
