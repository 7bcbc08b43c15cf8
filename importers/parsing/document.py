"""The lines of one document → its header's facts, its passages and its outline, the parts of it put together.

Takes the lines of one document. Gives a :class:`ParsedDocument`. A notice and what it issues are one document: the
notice's title, number and signature are the document's, and the articles of all its parts run on. What is issued stands
at the top of the outline; further attachments are sections of their own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from importers.parsing import accountable, parts, roles, titles
from importers.parsing.head import Header
from importers.parsing.lines import Line, Printed, join
from importers.parsing.outline import Outline, ParsedArticle, ParsedPassage, ParsedSection, outline
from importers.parsing.parts import Part
from policies.text import numerals
from policies.text.document_numbers import Number
from policies.text.line_roles import ARTICLE, SECTION, TABLE

# Shorter than this, a text without numbers is no policy.
_LEAST = 40
_LEAST_PROVISION = 40
_LEAST_OFFICE = 5  # signs of an office's name that stands for a 机关代字


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """One document of a source: its header's facts, the passages around its parts, and the outline of the rest."""

    header: Header
    passages: tuple[ParsedPassage, ...]
    outline: Outline

    @property
    def leaves(self) -> Iterator[Printed]:
        """The document's leaves in no order."""
        for part in (self.passages, self.outline.passages, self.outline.sections, self.outline.articles):
            yield from (leaf.printed for leaf in part)


def read(lines: Sequence[Line]) -> ParsedDocument:
    """The document that these lines are."""
    found = parts.split(lines)
    outlines = [outline(part.body) for part in found]
    main = 0 if outlines[0].articles or len(found) == 1 else 1
    passages: list[ParsedPassage] = []
    whole = Outline((), (), ())
    for index, (part, own) in enumerate(zip(found, outlines, strict=True)):
        passages += [ParsedPassage(kind, join([line])) for kind, line in part.asides]
        section, heads = (None, _head(part)) if index <= main else _section(part)
        passages += heads
        whole = _joined(whole, own if index <= main else _attached(part, own), section)
    header = _header(found, main)
    is_marked = any(line.mark for line in lines)
    if not whole.articles and not is_marked and (header.number or header.titled):
        whole = _unnumbered(whole)
    return ParsedDocument(header, tuple(passages), whole)


# --- the parts put together ------------------------------------------------------------------------------------------


def _head(part: Part) -> list[ParsedPassage]:
    return [ParsedPassage(kind, join([line])) for kind, line in zip(part.header.kinds, part.head, strict=True)]


def _section(part: Part) -> tuple[ParsedSection | None, list[ParsedPassage]]:
    """The section that an attachment is, headed by its label and title, and the passages of its other head lines."""
    kinds = list(zip(part.header.kinds, part.head, strict=True))
    heading = [line for kind, line in kinds if kind in ("attachment", "title")]
    others = [ParsedPassage(kind, join([line])) for kind, line in kinds if kind not in ("attachment", "title")]
    if not heading:
        return None, others
    number = re.sub(r"\D", "", _digits(part.label))
    title = part.header.title if part.header.titled else ""
    printed = join(heading, ["\n"] * len(heading))
    return ParsedSection("attachment", int(number or 0), part.label, title, None, printed), others


def _digits(label: str) -> str:
    found = re.search(r"[一二三四五六七八九十]+$|[\d０-９]+$", label)
    return str(numerals.value(found[0])) if found else ""


def _joined(whole: Outline, own: Outline, section: ParsedSection | None) -> Outline:
    """An outline with another part's behind it, under ``section`` where that is given."""
    top = len(whole.sections) if section else None
    sections = [*whole.sections, *([section] if section else [])]
    shift = len(sections)

    def moved(index: int | None) -> int | None:
        return top if index is None else index + shift

    return Outline(
        (*sections, *(replace(each, parent=moved(each.parent)) for each in own.sections)),
        (
            *whole.articles,
            *(
                replace(each, ordinal=len(whole.articles) + each.ordinal, section=moved(each.section))
                for each in own.articles
            ),
        ),
        (
            *whole.passages,
            *(replace(each, section=moved(each.section) if each.kind == "preamble" else None) for each in own.passages),
        ),
    )


def _attached(part: Part, own: Outline) -> Outline:
    """An attachment's outline where it provides something; else its lines as one passage."""
    if not part.body or _provides(part, own):
        return own
    return Outline((), (), (ParsedPassage("attachment", join(part.body, ["\n"] * len(part.body))),))


def _provides(part: Part, own: Outline) -> bool:
    if any(line.is_marked(kind) for line in part.body for kind in (ARTICLE, SECTION, TABLE)):
        return True
    if not own.articles:
        return False
    if any(each.cells for each in own.articles) or all(each.label.startswith("第") for each in own.articles):
        return True
    tabular = sum(line.text.startswith("|") or len(line.text) < 15 for line in part.body) * 2 > len(part.body)
    if tabular or roles.FORM.search(part.header.title) or len(own.articles) < 2:
        return False
    if roles.ends_title(part.header.title):
        return True
    long = sum(len(each.printed.text) >= _LEAST_PROVISION for each in own.articles)
    return long * 2 > len(own.articles)


def _unnumbered(whole: Outline) -> Outline:
    """A text without any numbers: its longest passage is the one article."""
    texts = [each for each in whole.passages if each.kind == "preamble"]
    longest = max(texts, key=lambda each: len(each.printed.text), default=None)
    if longest is None or len(longest.printed.text) < _LEAST:
        return whole
    article = ParsedArticle(1, None, "", longest.section, longest.printed)
    return Outline(whole.sections, (article,), tuple(each for each in whole.passages if each is not longest))


# --- what the parts say of the document ------------------------------------------------------------------------------


def _header(found: Sequence[Part], main: int) -> Header:
    first, issued = found[0], found[main]
    named = [part for part in (first, issued) if part.header.titled]
    titled = next((part for part in named if not _is_vehicle(part.header.title)), next(iter(named), None))
    title = titled.header.title if titled else _first_words(found)
    number = first.header.number or issued.header.number
    signed = [day for part in (first, issued, *found) if (day := part.signed_on)]
    dates = [day for part in (first, issued) if (day := part.header.issued_on)]
    printed = [day for part in found if (day := part.printed_on)]
    header = replace(
        first.header,
        title=title,
        titled=bool(titled),
        number=number,
        issued_on=next(iter([*signed, *dates, *printed]), None),
    )
    issuers = _issuers(first, issued, header) or accountable.offices(_lines(found), title)
    return replace(header, issuers=issuers)


def _lines(found: Sequence[Part]) -> Iterator[str]:
    """The lines of all parts' bodies."""
    return (line.text for part in found for line in part.body)


def _is_vehicle(title: str) -> bool:
    """Whether a title only says what makes a text known: “临川市人民代表大会常务委员会公告”."""
    authority = re.sub(r"(?:公告|通告|命?令)$", "", title)
    return authority != title and bool(roles.offices(authority))


def _issuers(first: Part, issued: Part, header: Header) -> tuple[str, ...]:
    """Return who issued it: its letterhead, or signature or title where these name more; else its order's authority."""
    printed, signed = first.header.issuers, first.signers
    named = titles.issuers(header.title)
    if printed and not any(set(printed) < set(more) for more in (signed, named)):
        return printed
    authority = re.sub(r"(?:令|公告)$", "", header.number.code) if header.number else ""
    ordered = roles.offices(authority) if header.number and _is_authority(authority, header.number) else ()
    if set(signed) < set(named):
        signed = named
    below = issued.header.issuers or issued.signers or first.printers
    return signed or named or ordered or below or first.header.card_issuers


def _is_authority(code: str, number: Number) -> bool:
    """Whether a number's code is an office by its name: “石桥市商务局〔2024〕3号”, 国务院令; no 机关代字, “琼府”."""
    return code != number.code or len(code) >= _LEAST_OFFICE


def _first_words(found: Sequence[Part]) -> str:
    first = next(_lines(found), "")
    return titles.first_words(first) if first else ""
