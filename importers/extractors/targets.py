"""Counts of things that government sets itself to reach: 培育 100 个乡村 e 镇, 新认定…中小企业 500 户.

A target is a figure in Arabic digits with a measure word, in a clause that says what government will do (培育, 新建,
达到 …), or in one that carries such a clause on (“示范县 5 个”). The thing stands behind the figure or before it.

Not targets: what qualifies (从业人员 2000 人以下, 50 人以上的企业), ranks (前100名), sums of policies and fields
(10 项政策措施, 5 个行业), figures that only count an enumeration nobody will build (面向 15 个重点领域).
"""

import re
from dataclasses import dataclass

from importers.extractors.base import ExtractedFact
from policies.text.names import without_titles
from policies.text.numerals import CHINESE, SCALED, value


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedTarget(ExtractedFact):
    """``value`` of the things named ``thing``; ``value_max`` is the upper end of a range (3—5个), else None."""

    value: int | float
    value_max: int | float | None
    unit: str
    thing: str


def find(text: str) -> list[ExtractedTarget]:
    """Every target of the passage, in text order.

    >>> [(t.value, t.unit, t.thing) for t in find("培育 100 个乡村 e 镇，促进要素聚集。")]
    [(100, '个', '乡村 e 镇')]
    """
    printed = without_titles(text)  # what a title names is not set as an aim
    found: list[ExtractedTarget] = []
    for match in QUANTITY.finditer(printed):
        if found and match.start() < found[-1].end:
            continue  # the figure is part of the last thing's name
        if target := _target(printed, text, match, found[-1] if found else None):
            found.append(target)
    return found


# 100, 1万2千, and in words what is no 一批 and no 两类: 二十, 三万.
NUMBER = rf"(?:{SCALED}|(?=[一二两三四五六七八九][十百千万]){CHINESE})"
# 5个、15个、25个工作日 and 24 个月 are times, 50个基点 is an amount.
MEASURE = (
    r"个(?![ ]?(?:工作日|月|季度|基点|百分点|纳税|小时|自然日|交易日|半|、[ ]?[0-9]))"
    r"|家|户|项|名|人次|人(?!民)|所|座|处|种|场|件|套|辆|台|亩|公里|间"
)
QUANTITY = re.compile(
    rf"(?<![第前近超])(?P<low>{NUMBER})[ ]?(?:[—–\-－~～至][ ]?(?P<high>{NUMBER})[ ]?)?(?P<unit>{MEASURE})"
    r"(?P<more>[ ]?(?:及|或)?以上|[ ]?左右)?(?![ ]?(?:及|或)?以下|[ ]?(?:及|或)?以上|以内|的)"
)
CLAUSE = "，。；：！？\n\t,;!?"

VERB = (
    "布局|建设|建成|新建|新增|新设|净增加?|增加|培育|培养|打造|创建|遴选|评选|选树|评定|新?认定|命名|引进|招引"
    "|孵化|改造|推进|推动|实施|开展|举办|设立|组建|完成|发展|实现|扩大到|突破|达到?|力争|确保"
)
VERBS = re.compile(rf"(?:{VERB}){{1,4}}")
REACHES = re.compile(r"(?:达到?|突破|扩大到|增至|增加到)[ ]?$")
TREATS = re.compile(r"对[ ]?$")  # 对 5000 户困难家庭实施适老化改造
TREATMENT = re.compile(rf"[^，。；]{{1,20}}?(?:{VERB})")

# Adverbs and quantifiers around a thing: 全年规上工业企业, 各类补贴性…培训.
BEFORE_THING = re.compile(
    r"^(?:[ 、]|其中|每个?[省市县区乡镇村年]"
    r"|全年|每年|全省|各类|一批|共|到?[0-9]{4}[ ]?年[底末]?(?:前)?|到“?十[三四五六]五”?末|继续|重点|加快"
    rf"|总数|(?:{VERB})){{1,6}}"
)
THING = re.compile(r"[ ]?[^，。；：、！？,;:!?\n\t（(]{1,40}(?:[（(][^）)]{1,5}[）)])?")
# What is done to the thing, or where the clause goes on: 智创城市|建设, 困难家庭|实施适老化改造.
AFTER_THING = re.compile(r"(?<=.)(?:实施|开展|进行|建设$|给予|以及|落地|参加|参与).*$")
# 5 个行业: counted, not set as an aim
FIELD = "行业|领域|方面|部门|环节|措施|政策|举措|办法|要求"
ABSTRACT = re.compile(rf"^(?:{FIELD})|(?:{FIELD})$")


def _target(printed: str, text: str, match: re.Match[str], last: ExtractedTarget | None) -> ExtractedTarget | None:
    """The target of one figure; None where its clause sets no aim."""
    opening = _clause_start(printed, match.start())
    if last and opening < last.end:
        opening = last.end  # “省级示范家庭农场 200 家以上、示范县 5 个”
    aims = VERBS.search(printed, opening, match.start())
    if aims and printed[max(opening, aims.start() - 4) : aims.start()].rstrip("成功新再").endswith("每"):
        return None  # 每增加1人, 每成功推荐1个企业: a rate, no aim
    if not (aims or _treated(printed, match) or _carried(printed, opening, match, last)):
        return None
    start, thing, end = _thing(printed, opening, match, aims)
    thing = thing or (last.thing if last else "")  # 净增700户、力争净增1000户
    if ABSTRACT.search(thing) or not thing:
        return None
    return ExtractedTarget(
        start=start,
        end=end,
        quote=text[start:end],
        rule="targets.behind" if end > match.end() else "targets.before",
        value=value(match["low"]) if match["high"] is None else _low(match["low"], match["high"]),
        value_max=None if match["high"] is None else value(match["high"]),
        unit=match["unit"],
        thing=thing,
    )


def _clause_start(printed: str, at: int) -> int:
    floor = max(0, at - 120)
    return max(floor, *(printed.rfind(stop, floor, at) + 1 for stop in CLAUSE))


def _treated(printed: str, match: re.Match[str]) -> bool:
    return bool(
        TREATS.search(printed, max(0, match.start() - 2), match.start()) and TREATMENT.match(printed, match.end())
    )


def _carried(printed: str, opening: int, match: re.Match[str], last: ExtractedTarget | None) -> bool:
    """创建养老服务模范市 2 个，养老服务模范机构 30 个: the next clause is only a thing and its figure."""
    ends = match.end() == len(printed) or printed[match.end()] in CLAUSE + "、"
    return bool(last and ends and opening - last.end <= 1)


def _low(low: str, high: str) -> int | float:
    """3—5万: a low end without a scale takes that of the high end."""
    scale = high.strip()[-1:]
    return value(low + scale) if scale in ("万", "亿") and low.strip()[-1].isdecimal() else value(low)


def _thing(printed: str, opening: int, match: re.Match[str], aims: re.Match[str] | None) -> tuple[int, str, int]:
    """Start of the quote, the thing, end of the quote."""
    behind = THING.match(printed, match.end())
    if behind and (thing := _named(behind[0])):
        return _verb_start(printed, opening, match.start()), thing, match.end() + len(behind[0].rstrip())
    before = printed[opening : match.start()].lstrip(" 、")
    start = match.start() - len(before)
    if aims and not REACHES.search(before) and printed[aims.end() : match.start()].strip():
        start, before = aims.start(), printed[aims.end() : match.start()]
    return start, _before(before), match.end()


def _named(printed: str) -> str:
    """各具特色的数据中心集聚区 → 数据中心集聚区: without what is said of it and what is done to it."""
    return AFTER_THING.sub("", printed.strip()).rpartition("的")[2].strip()


def _before(printed: str) -> str:
    """全年规上工业企业确保净增 → 规上工业企业; 全省推动实行…制的事项达到 → 实行…制的事项."""
    thing = BEFORE_THING.sub("", printed.strip())
    return re.sub(rf"(?:{VERB}|总数|数?不[低少]于|至少|数?超过){{1,4}}[ ]?$", "", thing).strip()


def _verb_start(printed: str, opening: int, at: int) -> int:
    """Return where the verb begins that stands right before the figure: |培育 100 个."""
    verbs = VERBS.finditer(printed, max(opening, at - 16), at)
    return next((verb.start() for verb in verbs if not printed[verb.end() : at].strip()), at)
