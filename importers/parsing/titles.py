"""Titles over one line or several: which lines belong to one, which of several is the text's, whom it names.

Takes lines of a head (:mod:`importers.parsing.head`), and no other of them.
"""

import re
from collections.abc import Sequence

from importers.parsing import roles
from policies.text.numbering import match

# A line that a title's next goes on with: “国务院办公厅转发商务部”, “关于…” below it.
_GOES_ON = re.compile("关于|转发|批转")
_FIRST_WORDS = 30
# “（试行）”, “（2022—2024年）的通知”, “的通知” on a line of its own below what looks like a whole title.
BEHIND_TITLE = re.compile(r"(?=.)(?:》?[（(〔][^（）()〔〕]{1,20}[）)〕]|》)?(?:的[^。，；]{1,12})?$")
# “…关于印发…若干政策|措施的通知”: what announces another text ends with its own kind, whatever its lines end with.
_ANNOUNCES = re.compile("(?:印发|转发|批转|发布|公布|修[改订])(?!的)")
_OF_ANNOUNCEMENT = re.compile("的(?:通知|公告|通告|决定|函|批复|令)》?$")
_ENDS_ANNOUNCING = re.compile(r"^(?!关于)[^。，；]{1,40}的(?:通知|公告|通告|决定|函|批复)$")
_NEXT_TITLE = re.compile(r"[、和及]?《[^《》]{4,80}》.{1,12}$|[、和及]《|等[^，。；]{1,10}的[^，。；]{1,6}$")
_MINUTES = re.compile(r"([\u4e00-\u9fff]{4,40}?)(?:(?:专题|常务|办公|工作|联席|全体|党组|协调)*会议?)?纪要$")
_ISSUER_IN_TITLE = re.compile(r"(.{2,80}?)(?:关于|印发|转发|批转|公布|发布)")
# “临川市民政局|临川市财政局关于…”: a title is put together without the blanks between its offices.
_NEXT_OFFICE = re.compile(
    r"(?<!总局)(?<=[厅局委会部办行署院])(?=(?!员会)[\u4e00-\u9fff]{2,4}[省市区县]|国家税务总局|中国人民银行|中共)"
)
_AND_OTHERS = re.compile(r"等.{0,3}(?:部门|单位|厅局|部委|委办局)$")


def issuers(title: str) -> tuple[str, ...]:
    """The offices that a title begins with: “广州市民政局 广州市财政局关于…”; of “…等七部门关于…” the first."""
    found = _ISSUER_IN_TITLE.match(title) or _MINUTES.match(title)
    return roles.offices(_NEXT_OFFICE.sub(" ", _AND_OTHERS.sub("", found[1]))) if found else ()


def first_words(text: str) -> str:
    """Return what stands for a title where a text has none: its first words, without a number before them."""
    marker = match(text)
    words = roles.squeeze(text[marker.end if marker else 0 :])
    return words if len(words) <= _FIRST_WORDS else words[: _FIRST_WORDS - 1] + "…"


def goes_on(above: str, line: str) -> bool:
    """Whether a line goes on with a title above it: with its middle, a bracket, its kind, or another title."""
    ended = roles.ends_title(above) or (not _GOES_ON.search(above) and _is_whole(line))
    announces = _ANNOUNCES.search(above) and not _OF_ANNOUNCEMENT.search(above) and _ENDS_ANNOUNCING.search(line)
    lists = above.endswith("》") and _NEXT_TITLE.match(line)  # 关于印发《…办法》|《…细则》的通知
    return bool(not ended or announces or lists or BEHIND_TITLE.match(line))


def joined(texts: Sequence[str], group: Sequence[int]) -> str:
    """The lines of a title put together; a blank stays where Latin letters or figures meet."""
    title = ""
    for index in group:
        text = texts[index]
        latin = title and title[-1].isascii() and text[0].isascii()
        title += (" " if latin else "") + text
    return roles.squeeze(title)


def best(texts: Sequence[str], groups: Sequence[list[int]]) -> list[int]:
    """The group that is a title most likely, the first of equals; [] where none is."""
    scored = [(_score(joined(texts, group)), group) for group in groups]
    score, best = max(scored, key=lambda each: each[0], default=(0, []))
    return best if score > 0 else []


def _is_whole(text: str) -> bool:
    """Whether a line is a title from its beginning: “临川市商务局关于…的通知”, whatever a site prints above it."""
    return roles.ends_title(text) and (text.startswith("关于") or bool(issuers(text)))


def _score(title: str) -> int:
    if len(re.findall("[\u4e00-\u9fff]", title)) < 4:
        return -1
    score = 4 * roles.ends_title(title) + 2 * ("关于" in title) + (8 <= len(title) <= 120)
    return score + ("《" in title) - 3 * bool(re.search(r"[？?!！]|^[“【]?(?:首页|登录|搜索)", title))
