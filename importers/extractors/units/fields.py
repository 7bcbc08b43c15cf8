"""An annotation → its clauses of offices, each with the role that its label or its verb gives.

Labels part an annotation into fields (“牵头单位：…；配合单位：…；完成时限：…”); commas, semicolons and stops part a
field into clauses; what is a time or says a rule is no clause of offices.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from importers.extractors.offices import CLOSING, OPENING, WITH
from importers.extractors.units.rules import FIRST_LEADS
from policies.text.duty_words import BY, LABEL_HEADS, LASTS, MARK, RESPONSIBLE, SAID, SUPPORT, VERBS, role_of
from policies.text.office_words import OFFICE

_BETWEEN = "，,；;。\n"
_MANNER = (
    r"(?:按照?(?:各自)?(?:职责|职能|分工|任务)(?:分工)?|依据?职责|"
    r"分别|共同|具体|联合|分工|组织|督促|统筹|抓好|做好|协调)"
)
_VERB_WORDS = "|".join(sorted(VERBS, key=len, reverse=True))
# “按职责分工负责”, “牵头负责落实”, “负责牵头”, “配合做好”: all verbs at a clause's end, the strongest of which counts.
# “省体育局（牵头）” says it in a bracket.
_VERB = re.compile(
    rf"(?:{_MANNER}{{0,3}}|(?P<open>[（(]))(?P<verbs>(?:{_VERB_WORDS})(?:{_MANNER}|{_VERB_WORDS}){{0,3}})"
    rf"(?(open)(?:单位|部门)?[）)])[。.]?$"
)
_PREDICATE = re.compile(rf"[均都也]?(?:作?为|是)(?:主要|共同|具体)?{SAID}[。.]?$")
_ONLY_MANNER = re.compile(rf"{_MANNER}{{1,3}}$")
# No office, though it stands in a clause of its own.
_TIME = re.compile(
    rf"(?:{LASTS}|\d{{1,4}}\s?[年月日号季]|[一二三四]季度|[年月]底|长期|持续|立即|即时|即日|适时|每年|全年|逐年|近期|远期)"
    r"[^、]{0,24}$"
)
_NO_OFFICE = re.compile(
    r"(?:另行(?:通知|确定|明确|公布|制定)|待(?:定|明确|确定)|暂无|不再(?:一一)?(?:列出|列举|单列|重复)|下同|见附件\d*|无|[-—/]+|以下简称.*|以下同)[。.]?$"
)


@dataclass(frozen=True, slots=True)
class OfficeClause:
    """text[start:end] lists offices in one role; ``labelled`` where a label says that they are offices."""

    start: int
    end: int
    role: str
    labelled: bool


def clauses(text: str, start: int, end: int, upto: int | None = None) -> Iterator[OfficeClause]:
    """The clauses of offices in the annotation text[start:end], those before ``upto``."""
    first, last = _inside(text, start, end)
    first = led.end() if (led := BY.match(text, first, last)) else first
    last = last if upto is None else min(last, upto)
    marks = [mark for mark in MARK.finditer(text, first, last) if not _is_behind_name(text, mark, first)]
    ends = [mark.start() for mark in marks] + [last]
    if first < ends[0]:
        yield from _clauses(text, first, ends[0], "")
    for mark, stop in zip(marks, ends[1:], strict=True):
        if role := role_of(mark):
            yield from _clauses(text, mark.end(), _without_opening(text, mark.end(), stop), role)


def _is_behind_name(text: str, mark: re.Match[str], first: int) -> bool:
    """Whether a bracket does not open a field, but says what the office before it does: “省体育局（牵头）”."""
    is_round = bool(mark["open"]) and mark["open"][0] in "（(" and not mark[0].endswith(("：", ":"))
    return is_round and mark.start() > first and bool(OFFICE.search(text[max(first, mark.start() - 8) : mark.start()]))


def _without_opening(text: str, start: int, end: int) -> int:
    """Return where a field ends before one in brackets: “责任单位：市商务局（完成时限：6月底）”."""
    while end > start and (text[end - 1] in OPENING or text[end - 1].isspace()):
        end -= 1
    return end


def _inside(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the brackets around it, and without the stop behind them."""
    while end > start and text[end - 1] in "。. \n":
        end -= 1
    bracketed = end - start > 1 and text[start] in OPENING and text[end - 1] in CLOSING
    return (start + 1, end - 1) if bracketed else (start, end)


def _clauses(text: str, start: int, end: int, label: str) -> Iterator[OfficeClause]:
    for a, b, role in _with_roles(text, start, end, label):
        for c, d, given in _joined(text, a, b, role):
            yield OfficeClause(c, d, given, bool(label))


def _with_roles(text: str, start: int, end: int, label: str) -> list[tuple[int, int, str]]:
    """Clauses between commas, each with its role.

    One without a verb takes the next one's: “省商务厅，各市人民政府负责”; but a label gives its own to those before the
    first verb: “责任单位：省商务厅，省财政厅配合”.
    """
    spans = [(a, b) for a, b in _parted(text, start, end) if not _is_aside(text[a:b])]
    verbs = [_VERB.search(text, a, b) or _PREDICATE.search(text, a, b) for a, b in spans]
    first = next((index for index, verb in enumerate(verbs) if verb), len(verbs))
    placed: list[tuple[int, int, str]] = []
    following = label or RESPONSIBLE
    for index in reversed(range(len(spans))):
        (a, b), verb = spans[index], verbs[index]
        following = _role(verb) if verb else following
        placed.append((a, verb.start() if verb else b, label if label and index < first else following))
    return placed[::-1]


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """text[start:end] between commas, semicolons, stops and line ends, those in brackets aside.

    A verb ends a clause before 、 too: “省商务厅牵头、省财政厅配合”.
    """
    depth, at = 0, start
    for index in range(start, end + 1):
        sign = text[index] if index < end else "\n"
        if sign in OPENING:
            depth += 1
        elif sign in CLOSING:
            depth = max(0, depth - 1)
        if index == end or (
            not depth and (sign in _BETWEEN or (sign == "、" and _VERB.search(text, max(at, index - 20), index)))
        ):
            a, b = _stripped(text, at, index)
            at = index + 1
            if a < b:
                yield a, b


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_aside(clause: str) -> bool:
    """Whether a clause names no office: a time, “不再列出”, “按职责分工”, a rule of the document."""
    return bool(
        _TIME.match(clause) or _NO_OFFICE.match(clause) or _ONLY_MANNER.match(clause) or FIRST_LEADS.search(clause)
    )


def _role(found: re.Match[str]) -> str:
    """牵头负责 is 牵头; 配合落实 is 配合; else what the first verb says, or the label as what is said."""
    if found.re is _PREDICATE:
        return LABEL_HEADS[found["said"]]
    verbs = found["verbs"]
    return next((VERBS[word] for word in ("牵头", "主办", "配合") if word in verbs), VERBS[verbs[:2]])


def _joined(text: str, start: int, end: int, role: str) -> Iterator[tuple[int, int, str]]:
    """“A、B会同C”: A and B in their role, C in support."""
    at = text.find(WITH, start, end)
    if at < 0:
        yield start, end, role
    else:
        yield start, at, role
        yield at + len(WITH), end, SUPPORT
