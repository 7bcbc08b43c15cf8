"""正文点名: offices that a sentence itself makes responsible, beside those that the annotation lists.

An office has a duty in the body where it is the subject: “省交通厅重点开放交通重点工程项目” (26号 二), “省商务厅会同
有关部门加强指导和协调” (26号, closing), “由省财政厅、…、山西金控集团共同出资” (7号 §10). “鼓励各市设立首贷中心” and
“纳入各级有关部门年度考核” make nobody responsible.
"""

import re
from functools import lru_cache

from importers.extractors.base import LEAD, RESPONSIBLE, SUPPORT, WITH, ExtractedDuty, UnitNames

# What a subject is followed by: a word of duty, or the verb or adverb of the task itself.
_PREDICATES = (
    "要|应当|应|须|需|负责|牵头|会同|联合|共同|重点|每月|每季度|每半年|每年|定期|结合|建立|通过|抓好|参照|统筹|加强|推进|"
    "推动|依法|按照|按月|制定|出台|承担|组织|提供"
)
# A subject opens a sentence or a clause, stands behind an article's number, or is brought in by 由 or 设在.
_BEFORE = r"(?:^|(?<=[。；，：！？\n])|(?<=\d[.．、])|(?<=\d[.．、]\s)|(?<=由)|(?<=设在))"
_ROLES = {"牵头": LEAD}


def find(text: str, names: UnitNames, upto: int | None = None) -> list[ExtractedDuty]:
    """The offices that text[:upto] makes responsible, in order, each with its place among those of its sentence."""
    end = len(text) if upto is None else upto
    found: list[ExtractedDuty] = []
    for subject in _subject(names).finditer(text, 0, end):
        role = _ROLES.get(subject["verb"], RESPONSIBLE)
        found += _listed(text, subject.start("who"), subject.end("who"), role, names)
        if subject["verb"] == WITH:
            found += _with(text, subject.end(), end, names)
    return found


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
