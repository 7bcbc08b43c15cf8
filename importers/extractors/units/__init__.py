"""责任单位: the offices that an annotation, a section's heading or a sentence names, each with its role.

Annotations come in these styles, in any brackets or none, and mixed widths of brackets and colons:

    （责任单位：省财政厅、省工信厅等有关部门，各市政府）      responsible, and the flag “others too”
    （牵头单位：省商务厅；配合单位：省财政厅）               lead; support
    （省商务厅、省文旅厅，各市人民政府负责）                responsible
    （省通信管理局牵头，省工信厅配合，6月底前完成）          lead; support; a time is no office
    （责任单位：省发展改革委、省工信厅会同省有关单位）        responsible; support
    （省商务厅、省财政厅；列第一位者为牵头单位，下同）        lead; responsible; a rule for all that follow

``fields`` takes an annotation apart, ``listing`` a list of names, ``rules`` knows what is said of the whole document.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from importers.extractors.base import ExtractedDuty
from importers.extractors.offices import UnitNames, is_office
from importers.extractors.units import rules
from importers.extractors.units.fields import OfficeClause, clauses
from importers.extractors.units.listing import OfficeList, listed
from policies.text.duty_words import LEAD, RESPONSIBLE, SUPPORT

_HEADING = re.compile(r"[（(〔【]([^（）()〔〕【】]{2,80})[）)〕】]$")
_SAYS_ROLE = re.compile(r"(?:负责|牵头|配合)$|(?:单位|部门)\s?[：:]")
_RANK = (LEAD, RESPONSIBLE, SUPPORT)


@dataclass(frozen=True, slots=True)
class Duties:
    """The offices that one passage names.

    ``others`` is the flag “等有关部门”; ``default`` are offices said to carry out what follows (30号 §1), ``for_all``
    whether they carry out the whole document; ``first_leads`` says that the first of each list leads, from here on;
    ``unread`` are spans of what stands among offices and was not understood.
    """

    named: tuple[ExtractedDuty, ...] = ()
    others: bool = False
    default: tuple[ExtractedDuty, ...] = ()
    for_all: bool = False
    first_leads: bool = False
    unread: tuple[tuple[int, int], ...] = ()


def read_annotation(text: str, start: int, end: int, names: UnitNames) -> Duties:
    """The offices in the annotation text[start:end], brackets included."""
    default = rules.default(text, start, end)
    named = _offices(text, clauses(text, start, end, default.sentence if default else None), names)
    following = OfficeList()
    if default:
        following = listed(text, default.start, default.end, default.role, names, "units.default")
    return Duties(
        _once(named.duties),
        named.others,
        _once(following.duties),
        default.for_all if default else False,
        rules.first_leads(text, start, end),
        named.unread,
    )


def read_heading(text: str, names: UnitNames) -> Duties:
    """The offices that a section's heading names: “（一）现代金融（金融业专班负责）”."""
    found = _HEADING.search(text)
    if not found or not _SAYS_ROLE.search(found[1]):
        return Duties()
    return read_annotation(text, found.start(), found.end(), names)


def read_passage(text: str, names: UnitNames) -> Duties:
    """Return what a passage says of all articles: “各项任务列第一位者为牵头单位”, “以下措施均需各市落实”."""
    default = rules.default(text, 0, len(text))
    if default is None:
        return Duties(first_leads=rules.first_leads(text, 0, len(text)))
    following = listed(text, default.start, default.end, default.role, names, "units.default")
    known = tuple(duty for duty in following.duties if is_office(duty.quote))
    return Duties(default=_once(known), for_all=True, first_leads=rules.first_leads(text, 0, len(text)))


def joined(read: Iterable[Duties]) -> Duties:
    """Return what several annotations of one article say; an office that one of them lets lead, leads."""
    read = tuple(read)
    duties = [duty for each in read for duty in each.named]
    ranked = sorted(duties, key=lambda duty: (_RANK.index(duty.role), duty.start), reverse=True)
    kept = sorted({duty.unit: duty for duty in ranked}.values(), key=lambda duty: duty.start)
    return Duties(
        _once(kept),
        any(each.others for each in read),
        _once(duty for each in read for duty in each.default),
        any(each.for_all for each in read),
        any(each.first_leads for each in read),
        tuple(span for each in read for span in each.unread),
    )


def led_by_first(duties: tuple[ExtractedDuty, ...]) -> tuple[ExtractedDuty, ...]:
    """Return the duties of an article whose first office leads, as the document says; a lead that is printed stays."""
    if not duties or any(duty.role == LEAD for duty in duties):
        return duties
    return (replace(duties[0], role=LEAD, rule="units.first_leads"), *duties[1:])


def _offices(text: str, parts: Iterable[OfficeClause], names: UnitNames) -> OfficeList:
    """The offices of clauses; behind a label every name is one, also where its end says nothing."""
    found = [
        listed(text, each.start, each.end, each.role, names, f"units.{each.role}", any_name=each.labelled)
        for each in parts
    ]
    return OfficeList.of(found)


def _once(duties: Iterable[ExtractedDuty]) -> tuple[ExtractedDuty, ...]:
    """Each unit once, in order, with its position from 1."""
    first: dict[str, ExtractedDuty] = {}
    for duty in duties:
        first.setdefault(duty.unit, duty)
    return tuple(replace(duty, position=position) for position, duty in enumerate(first.values(), 1))


__all__ = ["Duties", "joined", "led_by_first", "read_annotation", "read_heading", "read_passage"]
