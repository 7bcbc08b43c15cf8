"""The lines that open a document or a part of one → its title, number, issuers and date, by the role of each line.

Takes lines from where a text begins. Gives a :class:`Header`: which lines belong to the head, what each of them is, and
what they say. No order is presumed: a number may stand above its title or below, issuers above, between or nowhere.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from importers.parsing import roles, titles
from importers.parsing.cards import names_card
from importers.parsing.lines import Line
from policies.text import document_numbers
from policies.text.document_numbers import Number
from policies.text.numbering import match

T = TypeVar("T")

_LONGEST = 40  # lines of a head, a site's card among them
_TITLE_LINES = 6
# “★关于…”, “【关注】申报指南”: a sign, or the column of a site, before a title.
_LEAD = re.compile(r"^(?:[★☆※▲△●■◆◇□]\s*)?(?:【[\u4e00-\u9fff]{2,6}】(?=[\u4e00-\u9fff《“]))?")
_SHORT = 15
_WORDS = re.compile("[\u4e00-\u9fff、“”]{2,20}")
_TABLE = re.compile(
    r"\||[^\t]{0,20}\t|[^|]{0,20} \| [^|]{0,20} \| |序\s*号$"
)  # its rows, or the first of its columns' names
# “为推动产业转型升级，推进…”: the first words of a preamble, of which a page may have broken the lines.
_OPENS_BODY = re.compile(r"(?:为|根据|按照|依据|依照|经|近年来|近日|现将|现就|当前|今年以来|自)[^，,]{2,40}[，,]")
# “2023年第14号”, “〔2024〕3号” alone on a line: whoever issued the text numbered it.
_ANNOUNCED = re.compile(r"[（(〔\[［【]?\s?(\d{4})\s?(?:年|[〕\]］】])\s?第?\s?(\d{1,4})\s?号[）)]?$")
# “（第9期）” below the title of minutes
_ISSUE = re.compile(
    r"[（(〔\[]?\s?(?:20\d{2}\s?年?[〕\]]?\s?)?(?:总?第\s?[\d一二三四五六七八九十]{1,4}\s?[期次]\s?){1,2}[）)〕\]]?$"
)
_ANNOUNCEMENT = re.compile("(?:公告|通告)$")
_NUMBER_IN_TITLE = re.compile(r"\s*[（(]([^（）()]{4,40}?号)[）)]$")
# “石桥市2025年民生实事项目表”; of a plan's first and last year neither is the document's.
_YEAR_IN_TITLE = re.compile(r"(?<![\d—–\-－至])(20\d{2})\s?年(?!\s?[—–\-－至])")
# “临川市第三届人民代表大会常务委员会第五次会议通过”, “第十三届全国人民代表大会…”
_CONGRESS = re.compile(
    r"(?:日|[（(])?(?:([\u4e00-\u9fff]{2,12}?)第[一二三四五六七八九十]{1,4}届|第[一二三四五六七八九十]{1,4}届([\u4e00-\u9fff]{2,12}?))"
    r"人民代表大会(常务委员会)?"
)
# “云海市人民政府第18次常务会议审议通过”
_GOVERNMENT = re.compile(
    r"(?:日|[（(，,\s])([\u4e00-\u9fff]{2,16}[省市县区州]人民政府)第[^次，。（）]{1,8}次[^，。（）]{0,6}会议"
)
# “2024年2月26日贵州省财政厅、贵州省民宗委 黔财农〔2024〕9号印发”
_MADE_BY = re.compile(
    r"日\s?([\u4e00-\u9fff、\s]{4,80}?)\s?(?:[\u4e00-\u9fff]{2,10}[〔\[（(]\d{4}[〕\]）)]\s?\d{1,4}\s?号)?\s?(?:印发|公布|发布|颁布)"
)
_DATED_KEYS = ("成文日期", "发文日期", "签发日期")
_NUMBER_KEYS = ("文号", "发文字号", "文件编号", "发布文号")
_ISSUER_KEYS = (
    *("发文机关", "发布机构", "发文单位", "发布机关", "制发机关", "发布部门", "发布单位", "制定机关", "制定部门"),
    *("印发机关", "印发部门", "来源", "信息来源"),
)


class Attribution(StrEnum):
    """A person's answer to what a text is to a document of the base."""

    VERSION = "version"
    COPY = "copy"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Header:
    """The lines that open a document: [start, end) of the source's lines, and what each of them is.

    ``titled`` is False where no line is a title, and ``title`` the text's first words instead. ``from_file`` are the
    fields that only the file says beside the text, each with its words. ``attribution`` is what a person says that the
    text is to a document of the base, ``attributed_to`` the address of that one where its number or title is another.
    ``card_issuers`` are those that a site names above the text (来源), where nobody signed it.
    """

    start: int
    end: int
    kinds: tuple[str, ...]
    title: str
    number: Number | None
    issuers: tuple[str, ...]
    issued_on: date | None
    titled: bool = True
    from_file: tuple[tuple[str, str], ...] = ()
    attribution: Attribution | None = None
    attributed_to: str = ""
    card_issuers: tuple[str, ...] = ()

    @property
    def year(self) -> int | None:
        """The year of the document, by its number or its date, else the one that its title says."""
        if self.number and self.number.year:
            return self.number.year
        if self.issued_on:
            return self.issued_on.year
        said = set(_YEAR_IN_TITLE.findall(self.title))
        return int(said.pop()) if len(said) == 1 else None


@dataclass
class _Findings:
    """The meaning of a head's lines, each by its place among them."""

    kinds: list[str]
    numbers: list[Number] = field(default_factory=list)
    letterhead: list[str] = field(default_factory=list)
    issuers: list[str] = field(default_factory=list)
    dates: list[date] = field(default_factory=list)
    card: dict[str, str] = field(default_factory=dict)
    groups: list[list[int]] = field(default_factory=list)
    serial: tuple[int, int] | None = None  # year and number where the line names nobody with them
    attached: str = ""  # the title on the line of an attachment's label


def read(lines: Sequence[Line], start: int = 0, *, attached: bool = False) -> Header:
    """The head that begins at lines[start], of an attachment if it is ``attached``; it may hold no line at all."""
    end = _attached_end(lines, start) if attached else _end(lines, start)
    texts = [line.text for line in lines[start:end]]
    findings = _roles(texts)
    best = findings.groups[0] if attached and findings.groups else titles.best(texts, findings.groups)
    for group in findings.groups:
        kind = "title" if group is best or roles.ends_title(titles.joined(texts, group)) else "left_over"
        for index in group:
            findings.kinds[index] = kind
    end = start + _without_rest(texts, findings) if best and not attached else end
    title = _LEAD.sub("", titles.joined(texts, best)) if best else findings.attached
    if (inside := _NUMBER_IN_TITLE.search(title)) and (number := document_numbers.on_line(inside[1])):
        findings.numbers.append(number)
        title = title[: inside.start()]
    return Header(
        start,
        end,
        tuple(findings.kinds[: end - start]),
        title[1:-1] if re.fullmatch("《[^《》]+》", title) else title,
        _number(findings, title),
        tuple(dict.fromkeys(findings.issuers or findings.letterhead)),
        findings.dates[0] if findings.dates else _card_date(findings),
        bool(title),
        card_issuers=_card_issuers(findings),
    )


def _without_rest(texts: Sequence[str], findings: _Findings) -> int:
    """Return where a head ends that has its title: words below it that play no part head the body, “税费支持类”."""
    end = len(texts)
    while findings.kinds[end - 1] == "left_over" and _WORDS.fullmatch(texts[end - 1]):
        end -= 1
    return end


def _end(lines: Sequence[Line], start: int) -> int:
    """Return where the head ends: at the first line of the body, a numbered one, an addressee or a sentence."""
    for index in range(start, min(len(lines), start + _LONGEST)):
        text = lines[index].text
        if roles.is_furniture(text) or roles.card(text) or roles.enacted(text) or roles.number(text):
            continue
        if (match(text) and not roles.day(text)) or _is_body(text):
            return index
    return min(len(lines), start + _LONGEST)


def _attached_end(lines: Sequence[Line], start: int) -> int:
    """Return where the head of an attachment ends: its label, and a title of one line, or of two where the first is no
    whole.

    What follows may be the cells of a table's head, each on a line.
    """
    first = lines[start].text
    if not roles.ATTACHED.match(first) and not roles.COVER.match(first):
        return _end(lines, start)
    end = start + 1
    if roles.COVER.match(first) and end < len(lines) and not match(lines[end].text) and not _is_body(lines[end].text):
        end += 1
        title = lines[end - 1].text
        following = lines[end].text if end < len(lines) else ""
        goes_on = not _ends_attached_title(title) and len(title) > _SHORT and _ends_attached_title(following)
        if goes_on or titles.BEHIND_TITLE.match(following):
            end += 1
    return end


def _ends_attached_title(text: str) -> bool:
    return roles.ends_title(text) or bool(roles.FORM.search(text))


def _is_body(text: str) -> bool:
    is_sentence = bool(re.search(r"[。；！]", text)) or text.endswith(("：", ":")) or len(text) > 120
    return (
        is_sentence
        or roles.is_addressee(text)
        or bool(_TABLE.match(text))
        or bool(roles.ATTACHED.match(text) or _OPENS_BODY.match(text) or names_card(text))
    )


def _roles(texts: Sequence[str]) -> _Findings:
    findings = _Findings(["left_over"] * len(texts))
    index = 0
    while index < len(texts):
        following = texts[index + 1] if index + 1 < len(texts) else ""
        index += _role(texts, index, following, findings)
    return findings


def _role(texts: Sequence[str], index: int, following: str, findings: _Findings) -> int:
    """Note what texts[index] is; return how many lines it takes."""
    return _number_or_date(texts[index], index, following, findings) or _name_or_title(
        texts, index, following, findings
    )


def _number_or_date(text: str, index: int, following: str, findings: _Findings) -> int:
    """Note a number, a date, or a bracket that says by what the text was made; return 0 where there is none."""
    if number := roles.number(text):
        return _note(findings, index, "number", findings.numbers, number)
    if several := roles.several(text):
        return _several(findings, index, *several)
    if _is_serial(following) and not _is_minutes(text) and (number := document_numbers.on_line(f"{text} {following}")):
        findings.kinds[index] = "number"
        return 1 + _note(findings, index + 1, "number", findings.numbers, number)
    if index and _ISSUE.match(text):
        findings.kinds[index] = "number"
        return 1
    if found := _ANNOUNCED.match(text):
        findings.serial = int(found[1]), int(found[2])
        findings.kinds[index] = "number"
        return 1
    return _bracketed(text, index, findings) or _dated(text, index, findings)


def _several(findings: _Findings, index: int, number: Number | None, names: tuple[str, ...], dated: date | None) -> int:
    """Note a line that says number, issuers and day side by side."""
    findings.numbers += [number] if number else []
    _signed(findings, index, names, dated)
    findings.kinds[index] = "number" if number else "issuer"
    return 1


def _is_minutes(title: str) -> bool:
    return title.endswith("纪要")


def _bracketed(text: str, index: int, findings: _Findings) -> int:
    """Note a bracket below a title that says its number and day, who signed it, or by what it was made."""
    if both := roles.numbered_and_dated(text):
        findings.numbers.append(both[0])
        return _note(findings, index, "number", findings.dates, both[1])
    if signed := roles.signed_bracket(text):
        return _signed(findings, index, *signed)
    if (enacted := roles.enacted(text)) and not roles.ends_title(text):
        return _enacted(findings, index, *enacted)
    return 0


def _dated(text: str, index: int, findings: _Findings) -> int:
    day = roles.day(text)
    return _note(findings, index, "date", findings.dates, day) if day else 0


def _name_or_title(texts: Sequence[str], index: int, following: str, findings: _Findings) -> int:
    text = texts[index]
    if roles.is_furniture(text) or roles.is_signed_by(text):
        findings.kinds[index] = "markup"
    elif roles.squeeze(text) == "文件" and index:
        findings.kinds[index] = "issuer"  # of a letterhead of several offices, a line each
    elif found := roles.card(text):
        findings.kinds[index] = "markup"
        return _card(findings, index, found, following)
    elif attached := roles.ATTACHED.match(text) or roles.COVER.match(text):
        findings.kinds[index] = "attachment"
        findings.attached = text[attached.end() :].strip()
    elif (names := roles.offices(text)) and not _goes_on(texts, index, findings):
        findings.kinds[index] = "issuer"
        (findings.letterhead if roles.is_letterhead(text) else findings.issuers).extend(names)
    else:
        _candidate(texts, index, findings)
    return 1


def _card(findings: _Findings, index: int, found: Sequence[tuple[str, str]], following: str) -> int:
    """Note a line of a site's card; its last value may stand on the next line."""
    for key, value in found:
        findings.card.setdefault(key, value)
    if found[-1][1] or not following or len(following) > 40 or roles.ends_title(following):
        return 1
    findings.kinds[index + 1] = "markup"
    return 2


def _note(findings: _Findings, index: int, kind: str, values: list[T], value: T) -> int:
    findings.kinds[index] = kind
    values.append(value)
    return 1


def _signed(findings: _Findings, index: int, names: tuple[str, ...], dated: date | None) -> int:
    findings.kinds[index] = "issuer"
    findings.issuers.extend(names)
    findings.dates += [dated] if dated else []
    return 1


def _enacted(findings: _Findings, index: int, day: date | None, words: str) -> int:
    findings.kinds[index] = "date"
    if day:
        findings.dates.append(day)
    if found := re.search(r"(?:\d日)?([\u4e00-\u9fff]{2,30}令)\s?(第\s?[^号]{1,6}号)", words):
        number = document_numbers.on_line(found[1].removeprefix("日") + found[2])
        findings.numbers += [number] if number else []
    findings.numbers += [number for _, _, number in document_numbers.find(words)][:1]
    if found := _CONGRESS.search(words):
        findings.issuers.append(f"{found[1] or found[2] or ''}人民代表大会{found[3] or ''}")
    elif found := _GOVERNMENT.search(words):
        findings.issuers.append(found[1])
    elif (found := _MADE_BY.search(words)) and (names := roles.offices(found[1])):
        findings.issuers.extend(names)
    return 1


def _is_serial(text: str) -> bool:
    return bool(re.match(r"(?:公告|通告|令)?[（(]?\s?(?:第|\d{4}\s?年?\s?第|[〔\[［]\d{4})", text))


def _goes_on(texts: Sequence[str], index: int, findings: _Findings) -> bool:
    """Whether an office's name is a line in the middle of a title: “关于调整 / 省商务厅 / 职责的通知”."""
    group = findings.groups[-1] if findings.groups else []
    open_ = group and group[-1] == index - 1 and not roles.ends_title(titles.joined(texts, group))
    following = texts[index + 1] if index + 1 < len(texts) else ""
    begun = bool(open_) and "关于" in titles.joined(texts, group)
    return begun and roles.ends_title(following) and not document_numbers.on_line(following)


def _candidate(texts: Sequence[str], index: int, findings: _Findings) -> None:
    """A line that may be a title, or go on with the one above."""
    group = findings.groups[-1] if findings.groups else []
    adjacent = bool(group) and group[-1] == index - 1 and len(group) < _TITLE_LINES
    if adjacent and titles.goes_on(titles.joined(texts, group), texts[index]):
        group.append(index)
    else:
        findings.groups.append([index])


def _number(findings: _Findings, title: str) -> Number | None:
    if findings.numbers:
        return findings.numbers[0]
    if findings.serial and (names := findings.issuers or titles.issuers(title)):
        code, is_announced = title if _is_minutes(title) else "".join(names), bool(_ANNOUNCEMENT.search(title))
        return Number(f"{code}公告" if is_announced else code, *findings.serial, bracketed=not is_announced)
    printed = next((findings.card[key] for key in _NUMBER_KEYS if findings.card.get(key)), "")
    return document_numbers.on_line(printed) if printed else None


def _card_issuers(findings: _Findings) -> tuple[str, ...]:
    printed = next((findings.card[key] for key in _ISSUER_KEYS if findings.card.get(key)), "")
    return roles.offices(printed) if printed else ()


def _card_date(findings: _Findings) -> date | None:
    printed = next((findings.card[key] for key in _DATED_KEYS if findings.card.get(key)), "")
    return roles.signed_day(printed.split()[0]) if printed else None
