"""The facts of a document's head as they are proposed to an editor: each with its words, its line, and its doubts."""

from collections.abc import Mapping
from dataclasses import dataclass

from importers.load.vocabularies import IssuerCode, unknown_issuers
from importers.parsing.document import ParsedDocument
from importers.parsing.lines import Printed
from policies.models import Document


@dataclass(frozen=True, slots=True)
class HeadFact:
    """``value`` as it would be kept, '' where nothing was found; source[start:end] is where ``quote`` stands.

    Without a quote, ``basis`` says what it follows from. ``doubts`` are sentences, none where all is plain.
    """

    name: str
    label: str
    value: str
    quote: str
    start: int
    end: int
    basis: str
    doubts: tuple[str, ...]


def head_facts(parsed: ParsedDocument, row: Document, codes: Mapping[str, IssuerCode]) -> tuple[HeadFact, ...]:
    """The title, number, issuers and date of a document that is ``row``."""
    header, number = parsed.header, parsed.header.number
    by_kind = _by_kind(parsed)
    issuers = "、".join(header.issuers) or (
        "、".join(codes[number.code].issuers) if number and number.code in codes else ""
    )
    follows = f"由机关代字“{number.code}”得出" if number and issuers and not header.issuers else ""
    day = header.issued_on.isoformat() if header.issued_on else ""
    return (
        _fact("title", "标题", header.title, by_kind.get("title", []), _title_doubts(parsed, row)),
        _fact(
            "number",
            "发文字号",
            str(number or ""),
            by_kind.get("number", []),
            () if number else ("没有读出发文字号。",),
        ),
        _fact("issuers", "发文机关", issuers, by_kind.get("issuer", []), _issuer_doubts(issuers), follows),
        _fact("issued_on", "成文日期", day, by_kind.get("date", []), _date_doubts(parsed)),
    )


def _by_kind(parsed: ParsedDocument) -> dict[str, list[Printed]]:
    found: dict[str, list[Printed]] = {}
    for each in (*parsed.passages, *parsed.outline.passages):
        found.setdefault(each.kind, []).append(each.printed)
    return found


def _fact(
    name: str, label: str, value: str, printed: list[Printed], doubts: tuple[str, ...], basis: str = ""
) -> HeadFact:
    if not printed or basis or not value:
        return HeadFact(name, label, value, "", 0, 0, basis, doubts)
    quote = " ".join(each.text for each in printed[:3])
    return HeadFact(name, label, value, quote, printed[0].start, printed[0].pieces[-1].end, "", doubts)


def _title_doubts(parsed: ParsedDocument, row: Document) -> tuple[str, ...]:
    header = parsed.header
    remarks = [] if header.titled else ["没有认出标题，用了正文开头的文字。"]
    if header.titled and row.title != header.title:
        remarks.append(f"本库这份文件的标题是“{row.title}”，不会改动。")
    return tuple(remarks)


def _issuer_doubts(issuers: str) -> tuple[str, ...]:
    if not issuers:
        return ("没有读出发文机关。",)
    unknown = unknown_issuers(issuers.split("、"))
    return (f"词表里没有：{'、'.join(unknown)}。",) if unknown else ()


def _date_doubts(parsed: ParsedDocument) -> tuple[str, ...]:
    header = parsed.header
    if header.issued_on is None:
        return ("没有读出成文日期。",)
    if header.number and header.number.year and header.number.year != header.issued_on.year:
        return (f"与发文字号的年份（{header.number.year}）不同。",)
    return ()
