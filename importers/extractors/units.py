"""责任单位: the offices that an annotation, a section's heading or a sentence names, each with its role.

Annotations come in these styles, and mixed widths of brackets and colons:

    （责任单位：省财政厅、省工信厅等有关部门，各市政府）      responsible, and the flag “others too”
    （省商务厅、省文旅厅，各市人民政府负责）                responsible
    （省通信管理局牵头，省工信厅配合）                      lead; support
    （省市场监管局牵头负责）                               lead
    （责任单位：省发展改革委、省工信厅会同省有关单位）        responsible; support
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from importers.extractors.base import LEAD, RESPONSIBLE, SUPPORT, WITH, ExtractedDuty, UnitNames

# A clause's last verb gives the role of the offices before it; the longest verb first.
_ROLES = {
    "牵头负责落实": LEAD,
    "牵头负责": LEAD,
    "牵头落实": LEAD,
    "牵头": LEAD,
    "配合": SUPPORT,
    "协助": SUPPORT,
    "负责落实": RESPONSIBLE,
    "分工负责": RESPONSIBLE,
    "负责": RESPONSIBLE,
    "落实": RESPONSIBLE,
}
_VERB = re.compile(f"(?:按职责分工)?({'|'.join(_ROLES)})[。.]?$")
_LABEL = re.compile(r"\s*(责任单位|牵头单位|配合单位|负责单位)\s*[：:]")
_LABELS = {"责任单位": RESPONSIBLE, "牵头单位": LEAD, "配合单位": SUPPORT, "负责单位": RESPONSIBLE}
_OTHERS = re.compile(r"等(?:省直)?(?:有关|相关)?(?:部门|单位|厅局)$|等$")
_BETWEEN_SLASHES = re.compile(r"[^/／\s](?:[^/／]*[^/／\s])?")
# 30号 §1: “…负责落实，以下措施均需各市、县人民政府落实，不再列出。”
_DEFAULT = re.compile(r"以下(?:各项)?(?:措施|任务|工作)?均[需由](.{2,60}?)(?:落实|负责)")


@dataclass(frozen=True, slots=True)
class Duties:
    """What one passage says of offices.

    ``others`` is the flag “等有关部门”; ``default`` are offices said to carry out all that follows (30号 §1).
    """

    named: tuple[ExtractedDuty, ...] = ()
    others: bool = False
    default: tuple[ExtractedDuty, ...] = ()


def read_annotation(text: str, start: int, end: int, names: UnitNames) -> Duties:
    """The offices in the annotation text[start:end], brackets included."""
    inner = text[start + 1 : end - 1]
    label = _LABEL.match(inner)
    first = start + 1 + (label.end() if label else 0)
    default = _DEFAULT.search(inner)
    last = start + 1 + default.start() if default else end - 1
    duties, others = _clauses(text, first, last, names, _LABELS[label[1]] if label else "")
    following: list[ExtractedDuty] = []
    if default:
        at = start + 1 + default.start(1)
        following, _ = _list(text, at, at + len(default[1]), RESPONSIBLE, names, "units.default")
    return Duties(_once(duties), others, _once(following))


def read_heading(text: str, names: UnitNames) -> Duties:
    """The offices that a section's heading names: “（一）现代金融（金融业专班负责）”."""
    found = re.search(r"[（(]([^（）()]{2,80}(?:负责|牵头|配合))[）)]$", text)
    return read_annotation(text, found.start(), found.end(), names) if found else Duties()


def _clauses(text: str, start: int, end: int, names: UnitNames, role: str) -> tuple[list[ExtractedDuty], bool]:
    """Clauses between commas. One without a verb takes the next one's: “省商务厅，各市人民政府负责”."""
    duties: list[ExtractedDuty] = []
    others = False
    for a, b, given in _with_roles(text, start, end, role):
        for c, d, shared in _joined(text, a, b, given):
            named, flag = _list(text, c, d, shared, names, f"units.{shared}")
            duties += named
            others |= flag
    return duties, others


def _with_roles(text: str, start: int, end: int, role: str) -> list[tuple[int, int, str]]:
    clauses = [(start + m.start(), start + m.end()) for m in re.finditer("[^，,；;]+", text[start:end])]
    placed: list[tuple[int, int, str]] = []
    following = role or RESPONSIBLE
    for a, b in reversed(clauses):
        verb = _VERB.search(text[a:b].rstrip())
        following = _ROLES[verb[1]] if verb else following
        placed.append((a, a + verb.start() if verb else b, following))
    return placed[::-1]


def _joined(text: str, start: int, end: int, role: str) -> list[tuple[int, int, str]]:
    """“A、B会同C”: A and B in their role, C in support."""
    at = text.find(WITH, start, end)
    if at < 0:
        return [(start, end, role)]
    return [(start, at, role), (at + len(WITH), end, SUPPORT)]


def _list(text: str, start: int, end: int, role: str, names: UnitNames, rule: str) -> tuple[list[ExtractedDuty], bool]:
    """The offices of a list “A、B、C等有关部门”, and whether it says that there are others."""
    duties, others = [], False
    for found in names.token.finditer(text, start, end):
        printed = found.group()
        stripped = _OTHERS.sub("", printed.strip())
        others |= stripped != printed.strip()
        at = found.start() + len(printed) - len(printed.lstrip())
        for offset, name in _parted(stripped, names):
            duties += _named(name, at + offset, role, names, rule)
    return duties, others


def _parted(printed: str, names: UnitNames) -> list[tuple[int, str]]:
    """“市商务局/市财政局” is two, if both are offices; else it stays one, for an editor to settle: 5G/6G专班."""
    parts = [(part.start(), part.group()) for part in _BETWEEN_SLASHES.finditer(printed)]
    return parts if all(names(name) for _, name in parts) else [(0, printed)]


def _named(name: str, at: int, role: str, names: UnitNames, rule: str) -> list[ExtractedDuty]:
    return [
        ExtractedDuty(
            start=at, end=at + len(name), quote=name, rule=rule, unit=unit, role=role, position=0, known=known
        )
        for unit, known in names(name)
    ]


def _once(duties: Iterable[ExtractedDuty]) -> tuple[ExtractedDuty, ...]:
    """Each unit once, in order, with its position from 1."""
    first: dict[str, ExtractedDuty] = {}
    for duty in duties:
        first.setdefault(duty.unit, duty)
    return tuple(
        ExtractedDuty(
            start=duty.start,
            end=duty.end,
            quote=duty.quote,
            rule=duty.rule,
            unit=duty.unit,
            role=duty.role,
            position=position,
            known=duty.known,
        )
        for position, duty in enumerate(first.values(), 1)
    )
