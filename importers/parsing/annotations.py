"""Places at which a text names its offices: “（责任单位：…）” in any brackets, “（…负责）”, or lines “牵头单位：…”.

Takes a text, or a line of one. Gives the spans of its annotations in order. What stands in them is not read here: an
annotation is told by its label, by the verb at its end, or by being a list of offices behind a full stop.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from importers.parsing.lines import Line
from policies.text.duty_words import BY, LASTS, MARK, VERBS, role_of
from policies.text.office_words import OFFICE, WHOLE

_KINDS = {
    **dict.fromkeys("（(", "）)"),
    **dict.fromkeys("〔［[﹝", "〕］]﹞"),
    **dict.fromkeys("{｛", "}｝"),
    **dict.fromkeys("<＜", ">＞"),
    "【": "】",
    "〖": "〗",
}
_CLOSING = "".join(dict.fromkeys("".join(_KINDS.values())))
_LONGEST = 600
_LONGEST_HEADING = 20
_VERB = "|".join(sorted(VERBS, key=len, reverse=True))
# “（省商务厅牵头，省财政厅配合，6月底前完成）”: a verb ends a clause, behind an office somewhere.
_VERBED = re.compile(rf"(?:{_VERB})(?:落实|实施|推进|做好|完成)?(?=[。；;，,]|$)|会同[^。；;]{{1,60}}$")
_VERB_AT_END = re.compile(rf"(?:{_VERB})(?:落实)?[。.]?$")
_ENDS_WITH_VERB = re.compile(r"(?:负责|牵头|配合|会同[^。]{1,60})$")
_HAS_OFFICE = re.compile(
    r"部|委|厅|局|办|署|院|行|政府|中心|集团|公司|单位|专班|小组|海关|[协商学工]会|联合会|贸促会|红十字会|[妇残文侨]联|工商联"
    r"|处室|科室|街道|镇街|各[省市县区镇乡]"
)
_LEVEL_AT_END = re.compile(r"[区县市州旗]$")
# A name that says whose office it is: 市商务局, 各县（市、区）人民政府. What stands in brackets and is no more than
# such names gives them something to do wherever a sentence ended before it.
_OPENS_NAME = re.compile(r"各|省|市|区|县|州|旗|自治|国家|中国|人行|人民银行|[\u4e00-\u9fff]{2,4}[省市区县]")
# What a bracket says that lists offices and yet gives them nothing to do: “（不含宁波市、省级部门）”.
_OPENS_OTHERWISE = re.compile(r"不含|含|包括|除|见|即|如|指|以下简称|下称|原|注|限")
_SEPARATOR = re.compile(r"[、，,；;/／\s]")
_BEHIND_OFFICE = re.compile(
    rf"(?:等[^、等]{{0,12}}?)?(?:(?:按照?(?:各自)?职责(?:分工)?|分工|分别|共同|联合)?(?:具体)?(?:组织)?(?:{_VERB}){{0,2}})?[。.]?$"
)
_IN_BRACKETS = re.compile(r"[（(〔［\[][^（）()〔〕［］\[\]]{0,20}[）)〕］\]]")
_TIME = re.compile(rf"{LASTS}|\d{{4}}\s?年|\d{{1,2}}\s?月|长期|持续|年底")
_RULE = re.compile(r"下同|不再(?:一一)?列出|[均都](?:需|由|须|涉及)")
_STOPS = "。！？!?；;”」"
_SIGNS = " \t\u3000★☆●■◆·*—–-"
_LEAD = re.compile(rf"[{_SIGNS}]*")


@dataclass(frozen=True, slots=True)
class AnnotationSpan:
    """text[start:end], brackets included."""

    start: int
    end: int


# An article's text is asked for its annotations by each reader in turn.
@lru_cache(maxsize=64)
def find(text: str) -> tuple[AnnotationSpan, ...]:
    """The annotations of a text, in order; neighbours that are one block of fields are one."""
    found: list[AnnotationSpan] = []
    for each in sorted((*_bracketed(text), *_lines(text)), key=lambda span: (span.start, -span.end)):
        if not found or each.start >= found[-1].end:
            found.append(each)
    return tuple(found)


def at_end(text: str) -> AnnotationSpan | None:
    """The annotation that a text ends with, a stop behind it aside."""
    text = text.rstrip()
    tail = max(0, len(text) - _LONGEST - 400)
    last = next(iter(find(text[tail:])[-1:]), None)
    if last is None or text[tail + last.end :].strip("。.；; \n"):
        return None
    return AnnotationSpan(tail + last.start, tail + last.end)


def is_annotation(line: str) -> bool:
    """Whether a line is an annotation and nothing else."""
    found = at_end(line)
    return bool(found and not line[: found.start].strip())


def is_annotated_heading(line: str, start: int) -> bool:
    """Whether a line is a heading and its annotation, from ``start`` on: “发展老年教育（市教育局负责）”."""
    found = at_end(line)
    heading = line[start : found.start].strip() if found else ""
    return 0 < len(heading) <= _LONGEST_HEADING and not re.search(r"[。，；：].", heading)


def opens_field(line: str) -> bool:
    """Whether a line begins with a label without brackets: “责任单位：…”, “完成时限：…”."""
    return bool(MARK.match(line, _after_signs(line, 0)))


def is_field(line: Line) -> bool:
    """Whether a line is a field without brackets, and whole: not “责任单位：市商务局、”, which goes on below."""
    return opens_field(line.text) and not line.text.endswith(("、", "，", ",", "和", "及"))


def ends_with_field(line: Line) -> bool:
    """Whether a line ends with a field without brackets, whole as it seems: “办夜市。责任单位：市商务局”."""
    found = at_end(line.text) if OFFICE.search(line.text) else None
    return bool(found and opens_field(line.text[found.start :]))


def finishes(line: Line) -> bool:
    """Whether a sentence ends with the line, an annotation, or a field without brackets."""
    return line.finished or is_field(line) or (line.text.endswith(("】", "〕", "]")) and bool(at_end(line.text)))


def goes_on(line: str) -> bool:
    """Whether a line behind an annotation belongs to it: another annotation, or another field."""
    return is_annotation(line) or opens_field(line)


# --- in brackets -------------------------------------------------------------------------------------------------


def _bracketed(text: str) -> Iterator[AnnotationSpan]:
    for start, end in _pairs(text):
        if end - start <= _LONGEST and _is_annotation(text, start, end):
            yield AnnotationSpan(start, end)


def _pairs(text: str) -> list[tuple[int, int]]:
    """Brackets that belong together, in mixed widths too: “（…)”; one that is never closed is passed over."""
    open_: list[int] = []
    pairs = []
    for index, sign in enumerate(text):
        if sign in _KINDS:
            open_.append(index)
        elif sign in _CLOSING:
            at = next(
                (i for i in range(len(open_) - 1, max(-1, len(open_) - 9), -1) if sign in _KINDS[text[open_[i]]]), None
            )
            if at is not None:
                pairs.append((open_[at], index + 1))
                del open_[at:]
    return pairs


def _is_annotation(text: str, start: int, end: int) -> bool:
    inner = text[start + 1 : end - 1].strip()
    if MARK.match(inner) and any(role_of(mark) for mark in MARK.finditer(inner)):
        return True
    closed = _closes(text, end)
    if (
        text[start] in "（("
        and not text[end : end + 20].strip()
        and _ENDS_WITH_VERB.search(inner)
        and "。" not in inner
    ):
        return True
    if not _HAS_OFFICE.search(inner) or not (closed or _follows_stop(text, start)):
        return False
    if _VERBED.search(inner) and (closed or _ENDS_WITH_VERB.search(inner)):
        return True
    if closed and _follows_stop(text, start) and (_lists_offices(inner) or bool(_RULE.search(inner))):
        return True
    return (_follows_stop(text, start) or (closed and not _follows_office(text, start))) and _names_offices(inner)


def _lists_offices(text: str) -> bool:
    """Whether a text is a list of offices and no more, each perhaps with its verb: “市商务局牵头，各区政府配合。”."""
    names = _names(text)
    return bool(names) and all(
        len(name) <= 40 and (OFFICE.search(name) or _LEVEL_AT_END.search(name)) and "。" not in name for name in names
    )


def _names_offices(text: str) -> bool:
    """Whether a text is no more than full names of offices: “市商务局、各区人民政府”."""
    names = _names(text)
    return bool(names) and all(
        3 <= len(name) <= 40 and _OPENS_NAME.match(name) and WHOLE.search(name) for name in names
    )


def _names(text: str) -> list[str]:
    """The parts of a list, without what else it tells: times, other fields, verbs, what stands in brackets."""
    if _OPENS_OTHERWISE.match(text):
        return []
    led, field = BY.match(text), MARK.search(text)
    listed = text[led.end() if led else 0 : field.start() if field else None]
    parts = [part.strip() for part in _SEPARATOR.split(_IN_BRACKETS.sub("", listed))]
    names = [_BEHIND_OFFICE.sub("", part) for part in parts if not _TIME.match(part)]
    return [name for name in names if name]


def _closes(text: str, end: int) -> bool:
    """Whether a paragraph ends behind a bracket, or another annotation stands there."""
    behind = text[end : end + 20].lstrip("。.；; \t\u3000")[:1]
    return not behind or behind == "\n"


def _follows_stop(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip(" \t\u3000")
    return not before or before[-1] in _STOPS or before[-1] == "\n"


def _follows_office(text: str, start: int) -> bool:
    """Whether the words before a bracket are an office, whose other name it may hold: 市商务局（市招商局）."""
    return bool(OFFICE.search(text[max(0, start - 8) : start].rstrip()))


# --- without brackets --------------------------------------------------------------------------------------------


def _lines(text: str) -> Iterator[AnnotationSpan]:
    """Runs of fields without brackets, each from its label to the end of its line; lines of verbs alone."""
    run: list[tuple[int, int, bool]] = []
    for field in (*_fields(text), None):
        if run and (field is None or text[run[-1][1] : field[0]].strip("。.；; \t\u3000\n")):
            if any(is_duty for *_, is_duty in run):
                yield AnnotationSpan(run[0][0], run[-1][1])
            run = []
        if field is not None:
            run.append(field)
    for line in re.finditer(r"[^\n]+", text):
        start = line.start() + _last_sentence(line.group())
        words = text[start : line.end()].strip()
        lists = _lists_offices if start == line.start() else _names_offices
        if start and "\t" not in words and len(words) <= 120 and _VERB_AT_END.search(words) and lists(words):
            yield AnnotationSpan(start, line.end())


def _last_sentence(line: str) -> int:
    """Return where the last sentence of a line begins: “办夜市。|市商务局牵头，各区政府配合。”."""
    return max(line.rfind(stop, 0, len(line.rstrip()) - 1) for stop in "。；;") + 1


def _fields(text: str) -> Iterator[tuple[int, int, bool]]:
    """Each field that opens a line, or follows a stop: where it stands, and whether it names offices."""
    marks: list[re.Match[str]] = []
    for mark in MARK.finditer(text):
        if _opens(text, mark.start()) or (marks and _is_beside(text, marks[-1].end(), mark.start())):
            marks.append(mark)
    stops = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, stop in zip(marks, stops, strict=False):
        yield mark.start(), _field_end(text, mark.end(), stop), bool(role_of(mark))


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip(_SIGNS)
    return not before or before[-1] in "。！？；;\n"


def _is_beside(text: str, end: int, start: int) -> bool:
    """Whether a label stands behind another on its line, a blank between: “分管领导：张某　责任单位：县教育局”."""
    return text[start - 1].isspace() and "\n" not in text[end:start]


def _field_end(text: str, start: int, stop: int) -> int:
    """The end of a field's line; one that ends with 、 goes on in the next, and a stop ends it before other words."""
    end = start
    for line in re.finditer(r"[^\n]+", text[start:stop]):
        end = start + line.end()
        if not line.group().rstrip().endswith(("、", "，", ",")):
            break
    stopped = text.find("。", start, end)
    end = min(stopped if stopped >= 0 else end, start + _LONGEST)
    return start + len(text[start:end].rstrip())


def _after_signs(line: str, start: int) -> int:
    signs = _LEAD.match(line, start)
    return signs.end() if signs else start
