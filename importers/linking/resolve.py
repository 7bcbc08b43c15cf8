"""The stage that sees all documents: inherited offices, collectives, sectors of headings, citations.

Takes read documents. Gives :class:`UnitPart` records (who does what in which article, once per article and office, on
the strongest basis) and :class:`ResolvedTerm` records (terms of an article), each with the passage or article in which
its evidence stands; and resolves mentions to documents of the base.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TypeGuard

from importers.extractors import terms, units
from importers.extractors.base import ExtractedDuty, ExtractedFact
from importers.extractors.citations import ExtractedCitation
from importers.parsing.compilation import ContentsEntry
from importers.parsing.outline import ParsedPassage
from importers.read_document import PlacedFact, ReadArticle, ReadDocument, ReadPassage, ReadSection, Vocabularies
from policies.text.document_numbers import Number, on_line
from policies.text.duty_words import RESPONSIBLE
from policies.text.stretches import Apart

PRINTED, MEMBER, SECTION, DOCUMENT, ISSUER, BODY = "printed", "member", "section", "document", "issuer", "body"
_STRENGTH = {basis: rank for rank, basis in enumerate((PRINTED, MEMBER, SECTION, DOCUMENT, ISSUER, BODY))}


@dataclass(frozen=True, slots=True)
class EvidencePlace:
    """A place of evidence: an article of the same document by its path, or a passage by its offset in the source.

    Both None: in the very text that the fact is about.
    """

    article: str | None = None
    passage: int | None = None


HERE = EvidencePlace()


@dataclass(frozen=True, slots=True)
class UnitPart:
    """An office's part in an article."""

    unit: str
    known: bool
    role: str
    basis: str
    position: int
    via: str | None
    place: EvidencePlace
    start: int
    end: int
    quote: str
    rule: str


@dataclass(frozen=True, slots=True)
class ResolvedTerm:
    """A term that an article has, with its evidence."""

    placed: PlacedFact[terms.ExtractedTerm]
    basis: str
    place: EvidencePlace


def parts(
    document: ReadDocument, summary: ParsedPassage | None, issuers: Sequence[str], vocabularies: Vocabularies
) -> list[list[UnitPart]]:
    """For each article of a document, in order, the parts that offices have in it.

    ``summary`` is the compilation's passage about the document, ``issuers`` the canonical names of its issuers.
    """
    default = _defaults(document)
    leads = _first_leads(document)
    silent = not any(read.duties for read in document.articles)
    found = []
    for index, read in enumerate(document.articles):
        each = [*_printed(read, index >= leads), *_members(read, summary, document, vocabularies)]
        each += _of_row_above(index, document)
        each += _of_sections(read, document)
        each += _of_document(read, index, default)
        each += [_part(placed, BODY, HERE) for placed in read.named]
        if silent:
            each += _of_issuer(document, issuers)
        found.append(_strongest(each))
    return found


def passage_parts(read: ReadPassage) -> list[UnitPart]:
    """The offices that a passage makes responsible: 26号's closing, “省商务厅会同有关部门加强指导和协调”."""
    return _strongest([_part(placed, BODY, HERE) for placed in read.named])


def _printed(read: ReadArticle, first_leads: bool) -> Iterator[UnitPart]:
    duties = read.duties
    if first_leads:
        led = units.led_by_first(tuple(placed.fact for placed in duties))
        duties = tuple(replace(placed, fact=fact) for placed, fact in zip(duties, led, strict=True))
    for placed in duties:
        yield _part(placed, PRINTED, HERE)


def _first_leads(document: ReadDocument) -> int:
    """Return the first article in which the first of each list leads: “列第一位者为牵头单位，下同”; else the end."""
    if any(read.first_leads for read in document.passages):
        return 0
    ruled = (index for index, read in enumerate(document.articles) if read.first_leads)
    return next(ruled, len(document.articles))


def _members(
    read: ReadArticle, summary: ParsedPassage | None, document: ReadDocument, vocabularies: Vocabularies
) -> Iterator[UnitPart]:
    """A collective's members, where the words that prove the membership stand in this document's summary.

    One that an editor gave, for this document or for all, stands on the collective's own words.
    """
    number = str(document.parsed.header.number or "")
    for placed in read.duties:
        for member in vocabularies.members.get(placed.fact.unit, ()):
            at = summary.printed.text.find(member.quote) if summary and member.document == number else -1
            if summary and at >= 0:
                evidence = replace(placed, start=at, end=at + len(member.quote), quote=member.quote)
                part = _part(evidence, MEMBER, EvidencePlace(passage=summary.printed.start))
            elif member.given and member.document in ("", number):
                part = _part(placed, MEMBER, HERE)
            else:
                continue
            yield replace(part, unit=member.unit, known=True, via=placed.fact.unit, rule="resolve.member")


def _of_row_above(index: int, document: ReadDocument) -> Iterator[UnitPart]:
    """The offices of the row above whose cell reaches down to a row."""
    for column in document.articles[index].article.covered:
        at = index
        while at and column in document.articles[at].article.covered:
            at -= 1
        above = document.articles[at]
        cells = [cell for cell in above.article.cells if cell.label == column]
        for placed in above.duties:
            if any(cell.start <= placed.start < cell.end for cell in cells):
                yield _part(placed, PRINTED, EvidencePlace(article=above.path))


def _of_sections(read: ReadArticle, document: ReadDocument) -> Iterator[UnitPart]:
    """The offices that a heading above names: “（一）现代金融（金融业专班负责）”."""
    for section in _above(read, document):
        for placed in section.duties:
            yield _part(placed, SECTION, EvidencePlace(passage=section.section.printed.start))
        for passage in document.passages:
            if passage.duties and document.sections[passage.passage.section or 0] is section:
                place = EvidencePlace(passage=passage.passage.printed.start)
                yield from (_part(placed, SECTION, place) for placed in passage.duties)


def _above(read: ReadArticle, document: ReadDocument) -> Iterator[ReadSection]:
    index = read.article.section
    while index is not None:
        yield document.sections[index]
        index = document.sections[index].section.parent


@dataclass(frozen=True, slots=True)
class _Default:
    """An office that carries out the articles from the ``first`` on, and where that is said."""

    first: int
    place: EvidencePlace
    placed: PlacedFact[ExtractedDuty]


def _defaults(document: ReadDocument) -> list[_Default]:
    """The offices that some text names for others: 30号 §1, “以下措施均需各市、县人民政府落实，不再列出”."""
    found = [
        _Default(0, EvidencePlace(passage=read.passage.printed.start), placed)
        for read in document.passages
        for placed in read.default
    ]
    for index, read in enumerate(document.articles):
        first = 0 if read.for_all else index
        found += [_Default(first, EvidencePlace(article=read.path), placed) for placed in read.default]
    return found


def _of_document(read: ReadArticle, index: int, default: Sequence[_Default]) -> Iterator[UnitPart]:
    for each in default:
        if index >= each.first:
            yield _part(each.placed, DOCUMENT, HERE if each.place.article == read.path else each.place)


def _of_issuer(document: ReadDocument, issuers: Sequence[str]) -> Iterator[UnitPart]:
    """An office that carries out its own plan: 56号 names nobody, and 省商务厅 issued it.

    A document with an addressee speaks to the addressee (the notice 171号), not to its issuer.
    """
    passages = document.parsed.passages
    if any(read.passage.kind == "addressee" for read in document.passages):
        return
    number = next((passage for passage in passages if passage.kind == "number"), None)
    for position, unit in enumerate(issuers, 1):
        if number:
            text = number.printed.text
            place = EvidencePlace(passage=number.printed.start)
            yield UnitPart(unit, True, RESPONSIBLE, ISSUER, position, None, place, 0, len(text), text, "resolve.issuer")


def _part(placed: PlacedFact[ExtractedDuty], basis: str, place: EvidencePlace) -> UnitPart:
    duty = placed.fact
    return UnitPart(
        duty.unit,
        duty.known,
        duty.role,
        basis,
        duty.position,
        None,
        place,
        placed.start,
        placed.end,
        placed.quote,
        duty.rule,
    )


def _strongest(found: Iterable[UnitPart]) -> list[UnitPart]:
    """Each office once, on its strongest basis; in the order of bases, then of the list."""
    best: dict[str, UnitPart] = {}
    for part in sorted(found, key=lambda part: _STRENGTH[part.basis]):
        best.setdefault(part.unit, part)
    return list(best.values())


def uses(read: ReadArticle, document: ReadDocument, vocabularies: Vocabularies) -> list[ResolvedTerm]:
    """The terms of an article, each once a measure: its own words', and the sectors of the headings above it."""
    own = _once_a_measure(read)
    found = [ResolvedTerm(placed, "own", HERE) for placed in own]
    sectors = [placed.fact for placed in own if placed.fact.scheme == "sector"]
    for section in _above(read, document):
        inherited = terms.inherited(sectors, [placed.fact for placed in section.sectors], vocabularies.vocabulary)
        place = EvidencePlace(passage=section.section.printed.start)
        found += [ResolvedTerm(placed, "section", place) for placed in section.sectors if placed.fact in inherited]
        named = [vocabularies.vocabulary.term("sector", placed.fact.name) for placed in section.sectors]
        if any(term and not term.is_umbrella for term in named):
            break  # the nearest heading that names a trade decides
    return found


def _once_a_measure(read: ReadArticle) -> list[PlacedFact[terms.ExtractedTerm]]:
    """A sentence that says 餐饮企业 three times speaks of 餐饮 once."""
    first: dict[tuple, PlacedFact[terms.ExtractedTerm]] = {}
    measures = Apart(read.measures)
    for placed in read.facts:
        if _is_term(placed):
            measure = measures.at(placed.start)
            first.setdefault((placed.fact.scheme, placed.fact.name, measure and measure.start), placed)
    return list(first.values())


def _is_term(placed: PlacedFact[ExtractedFact]) -> TypeGuard[PlacedFact[terms.ExtractedTerm]]:
    return isinstance(placed.fact, terms.ExtractedTerm)


@dataclass(frozen=True, slots=True)
class CitableDocument:
    """A document of the base, as citations may mean it. ``titles`` are all the forms it is printed in, folded."""

    slug: str
    number: str
    titles: tuple[str, ...]
    year: int | None
    issued_on: date | None


# “江苏省” before a title says whose it is, as its issuer does.
_PROVINCE = re.compile(r"^[\u4e00-\u9fff]{1,2}[^全我本]省")


def fold_title(title: str) -> str:
    """A title as citations vary it: without 的, spaces, “…关于印发” before it and “的通知” behind it, 山西省 or our 省.

    “山西省人民政府办公厅关于印发强化市场主体倍增要素服务保障若干措施（试行）的通知” and “关于强化市场主体倍增要素服务
    保障的若干措施（试行）” are one title.
    """
    folded = re.sub(r"[\s的]+", "", title)
    folded = re.sub(r"^.{0,40}?关于(?:印发)?", "", folded)
    folded = re.sub(r"通知$", "", folded)
    return _PROVINCE.sub("", folded)


def resolve(citation: ExtractedCitation, year: int | None, known: Sequence[CitableDocument]) -> str | None:
    """The slug of the document that is mentioned, or None: then it stays as unresolved, with what is known.

    A number decides alone. A title alone may mean an older document of that name; it resolves only to one that is
    not younger than the document that cites it.
    """
    if citation.number:
        number = _same_for_all(citation.number)
        return next((each.slug for each in known if _same_for_all(each.number) == number), None)
    folded = fold_title(citation.title)
    same = [each for each in known if folded in each.titles]
    return next((each.slug for each in same if year is None or each.year is None or each.year <= year), None)


# Each mention is held against all documents.
@lru_cache(maxsize=1 << 14)
def _same_for_all(number: str) -> Number | str:
    """A number however it is printed: 税务总局公告〔2022〕10号 is 税务总局公告2022年第10号.

    Some print a blank between two authorities, “财政部 税务总局公告2022年第10号”.
    """
    squeezed = re.sub(r"\s", "", number)
    return on_line(squeezed) or squeezed


def summaries(entries: Iterable[ContentsEntry], passages: Sequence[ParsedPassage]) -> Mapping[str, ParsedPassage]:
    """The summary of each document, by its number."""
    return {str(entry.number): passages[entry.passage] for entry in entries if entry.number}
