"""正文提到: offices that a sentence itself makes responsible, beside those that the annotation lists.

An office has a duty in the body where it is the subject: “省交通厅重点开放交通重点工程项目” (26号 二), “省商务厅会同
有关部门加强指导和协调” (26号, closing), “由省财政厅、…、山西金控集团共同出资” (7号 §10); the cities also where a text
speaks to them: “鼓励各市设立首贷中心”, “经参保地人民政府批准”. “纳入各级有关部门年度考核” makes nobody responsible.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from importers.extractors.base import ExtractedDuty
from importers.extractors.offices import WITH, UnitNames
from policies.text.duty_words import LEAD, RESPONSIBLE, SUPPORT

# What a subject is followed by: a word of duty, or the verb or adverb of the task itself.
_PREDICATES = (
    "要|应当|应|须|需|负责|牵头|会同|联合|共同|重点|每月|每季度|每半年|每年|定期|结合|建立|通过|抓好|参照|统筹|加强|推进|"
    "推动|依法|按照|按月|制定|出台|承担|组织|提供"
)
# A subject opens a sentence or a clause, stands behind an article's number, or is brought in by 由 or 设在.
_BEFORE = r"(?:^|(?<=[。；，：！？\n])|(?<=\d[.．、])|(?<=\d[.．、]\s)|(?<=由)|(?<=设在))"
_ROLES = {"牵头": LEAD, "配合": SUPPORT, "协助": SUPPORT}
# An office that the vocabulary has not is told by how its name begins and ends, and by an outright word of duty:
# “由市住房城乡建设局牵头，县财政局、各镇人民政府配合”. Of “市民政部门负责…” nobody knows which office it is.
_HIGHER = (
    "自治区|自治州|各?(?:盟市|地市|市州|省|市|县|区|旗|州|盟|乡镇|街道|镇)(?:[（(][^（）()]{1,8}[）)])?|国家"
    r"|[\u4e00-\u9fff]{1,4}(?:省|市|县|区|旗|州|盟|镇|乡)"
)
_NO_NAME = "[由经向对按在并请和及与以]|鼓励|引导|指导|支持|督促|要求|推动|协调|配合|联合|积极|同意|组织|委托|市属|省属"
_OFFICE_ENDS = (
    "人民政府|委员会|办公室|办事处|管委会|委(?!托|派)|厅|局(?!部|面|势)|法院|检察院|总队|支队|中心|残联|妇联|工商联"
)
_UNKNOWN = rf"(?!{_NO_NAME})(?:(?:{_HIGHER})[\u4e00-\u9fff]{{0,14}}?(?:{_OFFICE_ENDS})|国网[\u4e00-\u9fff]{{2,10}}公司)"
_OUTRIGHT = "牵头|负责(?!人|解释)|会同|配合|协助(?!单位)"
_BY = r"(?:^|(?<=条[ \u3000])|(?<=[。；，：！？\n])|(?<=由)|(?<=工作由))"
_NEVER_SEEN = re.compile(
    rf"{_BY}(?P<who>{_UNKNOWN}(?:(?:[、和及]|以及){_UNKNOWN}){{0,8}})(?:等部门|等单位|按职责(?:分工)?)?(?P<verb>{_OUTRIGHT})"
)
_NAME = re.compile(_UNKNOWN)
_WHOLE = rf"{_UNKNOWN}(?![\u4e00-\u9fff]{{1,10}}?(?:{_OFFICE_ENDS}))"
_OTHERS = re.compile(rf"(?:{_UNKNOWN}[、和及]){{0,8}}{_WHOLE}")
_EXPLAINS = re.compile(r"[^。；，\n]{0,40}解释")  # 由市商务局会同市财政局负责解释
# All cities by one word, as the vocabulary of offices has it, and how a text has them act: “指导各市参照…”,
# “倒逼市县持续盘活…”, “在市级层面设立…”, “省、市、县三级”, “市县政府…严禁…”, “经参保地人民政府批准”. Of
# “各市能耗强度下降情况” only figures are spoken of.
CITIES = "各市"
_PLACES = re.compile(
    r"(?:鼓励|指导|倒逼|支持|督促|要求|引导|推动|由)(?:[^，。；：]{0,16}?内)?(?P<a>各市|市县)(?!场|级|政府性)"
    r"|(?P<b>市级)层面|(?P<c>省、市、县|省市县)(?:三级)?|(?P<d>市县政府)[^，。；]{0,8}(?:严禁|要|应|须|不得|负责)"
    r"|(?P<e>(?:参保|所在|属)地(?:人民)?政府)"
)


def find(text: str, names: UnitNames, upto: int | None = None) -> list[ExtractedDuty]:
    """The offices that text[:upto] makes responsible, in order, each with its place among those of its sentence."""
    end = len(text) if upto is None else upto
    found: list[ExtractedDuty] = []
    for subject in _subject(names).finditer(text, 0, end):
        role = _ROLES.get(subject["verb"], RESPONSIBLE)
        found += _listed(text, subject.start("who"), subject.end("who"), role, names)
        if subject["verb"] == WITH:
            found += _with(text, subject.end(), end, names)
    found += [each for each in _never_seen(text, end, names) if not _overlaps(each, found)]
    return found + _places(text, end, names, {each.unit for each in found})


def _never_seen(text: str, end: int, names: UnitNames) -> Iterator[ExtractedDuty]:
    """Yield the offices of outright duties that the vocabulary has not."""
    for subject in _NEVER_SEEN.finditer(text, 0, end):
        if subject["verb"] == WITH and _EXPLAINS.match(text, subject.end(), end):
            continue
        yield from _unknown(text, *subject.span("who"), _ROLES.get(subject["verb"], RESPONSIBLE), names)
        if subject["verb"] == WITH and (other := _OTHERS.match(text, subject.end(), end)):
            yield from _unknown(text, *other.span(), SUPPORT, names)


def _unknown(text: str, start: int, end: int, role: str, names: UnitNames) -> Iterator[ExtractedDuty]:
    position = 0
    for printed in _NAME.finditer(text, start, end):
        for unit, known in names(printed[0]):
            position += 1
            yield ExtractedDuty(
                start=printed.start(),
                end=printed.end(),
                quote=printed[0],
                rule="duties.subject",
                unit=unit,
                role=role,
                position=position,
                known=known,
            )


def _overlaps(duty: ExtractedDuty, others: Iterable[ExtractedDuty]) -> bool:
    return any(other.start < duty.end and duty.start < other.end for other in others)


def _places(text: str, end: int, names: UnitNames, known: set[str]) -> list[ExtractedDuty]:
    """The cities and counties, where the text has them act without naming their governments."""
    units = [unit for unit in names.units.get(CITIES, ()) if unit not in known]
    spoken = _PLACES.search(text, 0, end)
    if spoken is None:
        return []
    who = spoken.lastgroup or ""
    return [
        ExtractedDuty(
            start=spoken.start(who),
            end=spoken.end(who),
            quote=spoken[who],
            rule="duties.places",
            unit=unit,
            role=RESPONSIBLE,
            position=position,
        )
        for position, unit in enumerate(units, 1)
    ]


@lru_cache(maxsize=4)
def _subject(names: UnitNames) -> re.Pattern[str]:
    known = names.known.pattern
    listed = rf"(?:{known})(?:(?:[、和及]|以及)(?:{known})){{0,12}}"
    return re.compile(rf"{_BEFORE}\s?(?P<who>{listed})(?P<verb>{_PREDICATES}|(?<=委)，承担)")


def _with(text: str, start: int, end: int, names: UnitNames) -> list[ExtractedDuty]:
    """“会同有关部门”: who works with it, in support."""
    known = names.known.match(text, start, end)
    return _listed(text, known.start(), known.end(), SUPPORT, names) if known else []


def _listed(text: str, start: int, end: int, role: str, names: UnitNames) -> list[ExtractedDuty]:
    duties: list[ExtractedDuty] = []
    for found in names.known.finditer(text, start, end):
        for unit in names.units[found.group()]:
            duties.append(
                ExtractedDuty(
                    start=found.start(),
                    end=found.end(),
                    quote=found.group(),
                    rule="duties.subject",
                    unit=unit,
                    role=role,
                    position=len(duties) + 1,
                )
            )
    return duties
