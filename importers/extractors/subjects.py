"""正文提到: offices that a sentence itself makes responsible, beside those that the annotation lists.

An office has a duty in the body where it is the subject: “省交通厅重点开放交通重点工程项目” (26号 二), “省商务厅会同
有关部门加强指导和协调” (26号, closing), “由省财政厅、…、山西金控集团共同出资” (7号 §10); the cities also where a text
speaks to them: “鼓励各市设立首贷中心”, “经参保地人民政府批准”. “纳入各级有关部门年度考核” makes nobody responsible.
"""

import re
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
_ROLES = {"牵头": LEAD}
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
    return found + _places(text, end, names, {each.unit for each in found})


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
