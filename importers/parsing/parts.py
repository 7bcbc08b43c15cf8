"""The lines of one document → its parts: the notice, what it issues, and the attachments, each with head, body and end.

Takes the lines of a document from its first. Gives :class:`Part` records in order. Guarantees that every line lies in
exactly one of a part's head, its body and its asides (contents, signature, imprint, what a site prints around a text).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from importers.parsing import head, roles, tables
from importers.parsing.head import Header
from importers.parsing.lines import Line
from policies.text.line_roles import ATTACHMENT, LONGEST_HEADING, OPENS
from policies.text.numbering import match

_CONTENTS_ENTRY = re.compile(r"[\s.…·]*\d{0,3}$")
_ISSUED = re.compile(r"《([^《》]{4,100}(?:《[^《》]{2,60}》[^《》]{0,40})?)》")
_ISSUED_PLAIN = re.compile(r"(?:印发|发布|公布|转发)(?:《)?(.{5,80}?)(?:》)?的(?:通知|公告|通告|决定|函)$")
_LABEL = re.compile(r"附\s?件\s?([\d０-９一二三四五六七八九十]{0,3})")
# “（联系人：…）”, “联系电话：…” at the end of a notice.
_CONTACT = re.compile(r"[（(]?(?:联\s*系\s*人|联系电话|联系方式|咨询电话|联系单位)[^。]{0,4}[：:]")
_FAR = 30  # lines that a list of attachments may have


@dataclass(frozen=True, slots=True)
class Part:
    """A notice, what it issues, or an attachment.

    ``label`` is “附件1” as printed, '' where there is none. ``asides`` are the lines that are neither head nor body,
    each with the kind of passage it is. ``signers`` and ``signed_on`` are what stands below the text, ``printers`` and
    ``printed_on`` what its imprint says.
    """

    label: str
    header: Header
    head: tuple[Line, ...]
    body: tuple[Line, ...]
    asides: tuple[tuple[str, Line], ...]
    signers: tuple[str, ...]
    signed_on: date | None
    printers: tuple[str, ...] = ()
    printed_on: date | None = None


def split(lines: Sequence[Line]) -> list[Part]:
    """The parts of a document; one that is no more than itself has one."""
    parts: list[Part] = []
    lines, contents = _without_contents(lines)
    issued: set[str] = set()
    start = 0
    while start < len(lines):
        header = _header(lines, start, attached=bool(parts))
        issued |= _issued(header.title, lines[header.end : header.end + 6])
        end = _end(lines, header, issued, attached=bool(parts))
        parts.append(_part(lines, header, end, contents if not parts else ()))
        start = end
    return parts


def _header(lines: Sequence[Line], start: int, *, attached: bool) -> Header:
    """The head that begins at lines[start], and ends at the latest where a person says that something else begins."""
    is_attachment = _is_marked_attached(lines[start])
    bound = next((i for i in range(start + is_attachment, len(lines)) if _is_marked_beginning(lines[i])), len(lines))
    if is_attachment and not roles.ATTACHED.match(lines[start].text) and not roles.COVER.match(lines[start].text):
        bound = start + 1  # no label tells that a title follows
    header = head.read(lines[:bound], start, attached=attached)
    return _of_attachment(header, lines[start]) if is_attachment else header


def _is_marked_beginning(line: Line) -> bool:
    return line.mark is not None and (line.mark.kind in OPENS or _is_marked_attached(line))


def _is_marked_attached(line: Line) -> bool:
    return line.is_marked(ATTACHMENT) and len(line.text) <= LONGEST_HEADING


def _of_attachment(header: Header, first: Line) -> Header:
    """A head whose first line is an attachment's heading, whatever it looks like."""
    if header.end == header.start:
        return replace(header, end=header.start + 1, kinds=("title",), title=first.text, titled=True)
    if header.kinds[0] in ("attachment", "title"):
        return header
    return replace(header, kinds=("attachment", *header.kinds[1:]))


def _part(lines: Sequence[Line], header: Header, end: int, contents: Sequence[Line]) -> Part:
    opening, body = tuple(lines[header.start : header.end]), lines[header.end : end]
    flagged = [(line, line.mark is None and roles.is_furniture(line.text)) for line in body]
    asides = [("contents", line) for line in contents] + [("markup", line) for line, foreign in flagged if foreign]
    text = [line for line, foreign in flagged if not foreign]
    ending = _ending(text, whole=not header.start)
    closing = [(kind, line) for kind, line in ending if kind]
    label = next((_label(line) for line in opening[:1]), "")
    names = [name for kind, line in closing if kind == "issuer" for name in _signature(line.text)[0]]
    days = [day for kind, line in closing if kind in ("date", "issuer") and (day := _signature(line.text)[1])]
    imprint = [line.text for kind, line in closing if kind == "imprint"]
    return Part(
        label,
        header,
        opening,
        tuple(text[: len(text) - len(ending)]),
        (*asides, *closing),
        tuple(dict.fromkeys(names)),
        days[-1] if days else None,
        tuple(dict.fromkeys(name for text in imprint for name in roles.offices(text))),
        next((day for text in imprint if (day := roles.printed_day(text))), None),
    )


def _label(line: Line) -> str:
    found = _LABEL.match(line.text)
    return re.sub(r"\s", "", found[0]) if found else ""


# --- where a part ends -----------------------------------------------------------------------------------------------


def _issued(title: str, opening: Sequence[Line]) -> set[str]:
    """The titles of what a notice issues, as it names them."""
    announcing = [title, *(line.text for line in opening)]
    names = {roles.squeeze(name) for text in announcing for name in _ISSUED.findall(text) if roles.ends_title(name)}
    plain = _ISSUED_PLAIN.search(title)
    return names | ({roles.squeeze(plain[1])} if plain else set())


def _end(lines: Sequence[Line], header: Header, issued: set[str], *, attached: bool) -> int:
    """Return where the part with this head ends: where another part begins, or with the lines."""
    signed, start = False, header.end
    for index in range(start, len(lines)):
        text = lines[index].text
        if index > header.start and _is_marked_attached(lines[index]):
            return index
        before = lines[index - 1] if index > start else None
        if index > start and _opens(lines, index, issued, signed=signed, attached=attached):
            return index
        if roles.day(text) and (before is None or before.finished or _is_signature(before.text)):
            signed = True
    return len(lines)


def _opens(lines: Sequence[Line], index: int, issued: set[str], *, signed: bool, attached: bool) -> bool:
    text, before = lines[index].text, lines[index - 1]
    if lines[index].mark:
        return False
    if roles.COVER.match(text):
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        return not (text.endswith(("：", ":")) and match(following)) and bool(following)
    if roles.squeeze(text).strip("《》") in issued and (before.finished or _ends_part(before.text)):
        return True
    if roles.ATTACHED.match(text):
        return (signed or attached) and not _is_list(lines, index)
    return signed and _ends_part(before.text) and not _ends_part(text) and not _is_listed(lines, index)


def _is_list(lines: Sequence[Line], index: int) -> bool:
    """Whether “附件：1.…” only lists what comes.

    Nothing does but “2.…”, or a label stands below, of a labelled one the same.
    """
    label = _label(lines[index])
    if match(roles.ATTACHED.sub("", lines[index].text, count=1)) and all(
        match(line.text) for line in lines[index + 1 :]
    ):
        return True
    behind = [_label(line) for line in lines[index + 1 :] if roles.COVER.match(line.text) or _is_labelled(line)]
    return index + 1 == len(lines) or (label in behind if _is_labelled(lines[index]) else bool(behind))


def _is_labelled(line: Line) -> bool:
    """Whether a line is the label of an attachment with a number: “附件1：申报表”."""
    found = _LABEL.match(line.text)
    return bool(found and found[1] and roles.ATTACHED.match(line.text))


def _is_listed(lines: Sequence[Line], index: int) -> bool:
    """Whether a numbered line goes on with a list of attachments above."""
    if not match(lines[index].text):
        return False
    above = next((line for line in reversed(lines[max(0, index - _FAR) : index]) if not match(line.text)), None)
    return above is not None and bool(roles.ATTACHED.match(above.text))


def _ends_part(text: str) -> bool:
    """Whether a line is of the kind that stands below a text, and in no text."""
    return bool(
        roles.day(text)
        or roles.is_disclosure(text)
        or roles.is_imprint(text)
        or roles.is_furniture(text)
        or _is_contact(text)
        or roles.ATTACHED.match(text)
    )


def _is_signature(text: str) -> bool:
    return bool(roles.offices(text)) or roles.is_person(text) or bool(roles.ATTACHED.match(text))


# --- how a part ends -------------------------------------------------------------------------------------------------


def _ending(lines: Sequence[Line], *, whole: bool) -> list[tuple[str, Line]]:
    """The last lines that are no text any more, in order, each with its kind: attachments, issuers, date, imprint."""
    kinds: list[str] = []
    for index in range(len(lines) - 1, -1, -1):
        kind = _closing_kind(lines, index, kinds[-1] if kinds else "")
        if not kind:
            break
        kinds.append(kind)
    ending = list(zip(kinds[::-1], lines[len(lines) - len(kinds) :], strict=True))
    while ending and ending[0][0] == "issuer" and not _is_signed(lines, ending, whole=whole):
        ending = ending[1:]
    return ending


def _closing_kind(lines: Sequence[Line], index: int, below: str) -> str:
    """The kind of a line at the end of a text, '' of one that is text; ``below`` is the kind of the line below it."""
    if lines[index].mark:
        return ""
    text = lines[index].text
    kinds = {
        "disclosure": roles.is_disclosure(text),
        "imprint": roles.is_imprint(text)
        or _is_contact_below(lines, index)
        or (below == "imprint" and roles.card(text)),
        "date": roles.signed_day(text),
        "attachment": _is_attachment(lines, index),
        "issuer": (below == "date" and roles.is_person(text)) or (_signature(text)[0] and not match(text)),
    }
    kind = next((kind for kind, holds in kinds.items() if holds), "")
    return "imprint" if kind == "issuer" and below == "imprint" else kind


def _signature(text: str) -> tuple[tuple[str, ...], date | None]:
    """The offices that sign a text on a line, and the day, either perhaps: “（石桥市商务局　2024年3月）”."""
    if bracketed := roles.signed_bracket(text):
        return bracketed
    if (beside := roles.several(text)) is None:
        return roles.offices(text), roles.signed_day(text)
    number, names, dated = beside
    return (names if number is None else roles.offices(text)), dated


def _is_contact_below(lines: Sequence[Line], index: int) -> bool:
    """Whether a line says whom to ask, below a text and not in a section about that, “五、联系方式”."""
    above = lines[index - 1] if index else None
    is_headed = above is not None and match(above.text) is not None and not above.finished
    return _is_contact(lines[index].text) and not is_headed


def _is_contact(text: str) -> bool:
    return bool(_CONTACT.match(text)) and len(text) < 100


def _is_attachment(lines: Sequence[Line], index: int) -> bool:
    """Whether a line lists an attachment: “附件：1.…”, and below it “2.…”."""
    if roles.ATTACHED.match(lines[index].text):
        return True
    above = lines[max(0, index - _FAR) : index + 1]
    listed = [bool(match(line.text)) and not line.text.endswith("。") for line in above]
    first = next((i for i in range(len(above) - 1, -1, -1) if not listed[i]), None)
    return bool(listed and listed[-1]) and first is not None and bool(roles.ATTACHED.match(above[first].text))


def _is_signed(lines: Sequence[Line], ending: Sequence[tuple[str, Line]], *, whole: bool) -> bool:
    """Whether offices below a text are its signature: a date follows, or they stand behind a finished sentence.

    In a table with a cell a line, offices without a date are a cell: the last row's 责任单位.
    """
    place = len(lines) - len(ending)
    finished = place > 0 and lines[place - 1].finished
    if not any(kind == "date" for kind, _ in ending):
        return finished and not any(table.by_line for table in tables.task_tables(lines[:place]))
    return finished or whole or place == 0 or len(ending) > 1


# --- contents --------------------------------------------------------------------------------------------------------


def _without_contents(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines without a table of contents (目录), and that."""
    found = list(_contents(lines))
    own = {line.start for line in found}
    return [line for line in lines if line.start not in own], found


def _contents(lines: Sequence[Line]) -> Iterator[Line]:
    at = next((i for i, line in enumerate(lines[:60]) if roles.CONTENTS.match(line.text)), None)
    if at is None or at + 1 >= len(lines):
        return
    first = _entry(lines[at + 1])
    again = next((i for i in range(at + 2, len(lines)) if _entry(lines[i]).startswith(first)), None)
    end = again if again is not None and again - at < 200 else _listed(lines, at + 1)
    yield from takewhile(lambda line: line.mark is None, lines[at:end])


def _listed(lines: Sequence[Line], start: int) -> int:
    """Return where entries with the number of a page end."""
    return next((i for i in range(start, len(lines)) if not re.search(r"[\s.…·]\d{1,3}$", lines[i].text)), len(lines))


def _entry(line: Line) -> str:
    return re.sub(r"\s", "", _CONTENTS_ENTRY.sub("", line.text))
