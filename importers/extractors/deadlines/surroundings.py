"""The words around a time, as far as its clause or its sentence goes, and whether they make it part of a name."""

import re

CLAUSE = "，。；：！？\n\t,;:!?（("
SENTENCE = "。；！？\n\t;!?"
FARTHEST = 160

# What a year names when it stands behind one of these in its clause: 出台2022年…工作要点, 用好2021年两次降低…的资金.
_NAMING = re.compile(r"印发|出台|发布|制定|编制|编写|修订|公布|下达|落实|用好|执行(?!期|时[间限])|按照|根据")
_NAME_FOLLOWS = re.compile(
    r"[ ]?(?:版|第?[ ]?[0-9]{1,4}[ ]?号|第[一二三四五六七八九十]{1,3}[号期]"
    r"|第[ ]?[0-9一二三四五六七八九十]{1,3}[ ]?次[\u4e00-\u9fff]{0,12}会"
    r"|(?:元旦|春节|元宵|清明|五一|“五一”|端午|中秋|国庆|双节)"  # of which year, not when in it
    r"|(?<=年度)[\u4e00-\u9fff]{0,4}(?:总结|报告|预算|决算|绩效|考核|审计)"
    r"|[\u4e00-\u9fff]{0,6}(?:行动计划|工作要点|行动方案|实施方案|工作方案))"
)
# “不低于2021年同期”, “恢复到2019年水平”: what is measured by.
_BASE = re.compile(r"度?[ ]?的?(?:同期|水平|基数|不变价)")
# What leads an adverb of time where it does not open its clause: 确保2022年…, 力争全年培育200户.
_ADVERBIAL = re.compile(r"(?:^[ ]{0,8}|[，。；：！？\n][ ]{0,8}|(?:力争|确保|争取|预计|实现)[ ]?)$")


def left_of(printed: str, start: int, stops: str) -> str:
    """Return the words before a place, not beyond a stop."""
    floor = max(0, start - FARTHEST)
    return printed[max(floor, *(printed.rfind(stop, floor, start) + 1 for stop in stops)) : start]


def right_of(printed: str, end: int, stops: str) -> str:
    """Return the words behind a place, not beyond a stop."""
    ceiling = min(len(printed), end + FARTHEST)
    return printed[end : min((at for stop in stops if (at := printed.find(stop, end, ceiling)) >= 0), default=ceiling)]


def is_name(printed: str, match: re.Match[str]) -> bool:
    """Whether a year belongs to a name: 公告2022年第10号, 出台2022年工作要点."""
    return bool(_NAMING.search(left_of(printed, match.start(), CLAUSE)) or _NAME_FOLLOWS.match(printed, match.end()))


def is_base(printed: str, end: int) -> bool:
    """Whether a year that ends there only says by what something is measured."""
    return bool(_BASE.match(printed, end))


def opens(printed: str, at: int) -> bool:
    """Whether what begins there opens its clause, or is led by a verb of aim."""
    return bool(_ADVERBIAL.search(printed[max(0, at - 9) : at])) if at else True


# “完成时限：2023年6月”, “截止时间为9月30日”: what stands behind such a label is the day by which a task is done.
_DUE_LABEL = re.compile(r"(?:(?:完成|办结|截止)(?:时限|时间|期限|日期)|时限要求|时间节点)\s?[：:∶为]\s?$")


def is_due(printed: str, start: int) -> bool:
    """Whether a label before a time says that a task is to be done by it."""
    return bool(_DUE_LABEL.search(printed, max(0, start - 12), start))
