"""The outline of one document → what its articles and passages say.

Takes a parsed document, its corrections and the vocabularies. Gives a
:class:`~importers.read_document.ReadDocument`. Guarantees that every span is one of the print, also where a fact was
read from a corrected word; such a fact keeps what the print says in ``printed``.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from importers.extractors import amounts, benefits, citations, deadlines, force, scopes, subjects, targets, terms, units
from importers.extractors.base import ExtractedDuty, ExtractedFact
from importers.parsing import corrections
from importers.parsing.article import ArticleParts, TextSpan, annotation_of, annotations_of, split_article
from importers.parsing.corrections import CorrectedText, CorrectionRecord
from importers.parsing.document import ParsedDocument
from importers.parsing.outline import Outline, ParsedArticle, ParsedPassage, ParsedSection
from importers.parsing.tables import DUE, SCOPE
from importers.read_document import (
    PlacedFact,
    ReadArticle,
    ReadDocument,
    ReadMeasure,
    ReadPassage,
    ReadSection,
    Vocabularies,
    values,
)
from policies.text.numbering import without_numbers

F = TypeVar("F", bound=ExtractedFact)  # the kind of fact

# Passages that say something of their own; a title, a number or a heading is read for what it is. An attachment that
# provides nothing (a form, a table of scores) has sums and times all the same.
_SPEAKING = {"preamble", "closing"}

Reader = Callable[[str], Sequence[ExtractedFact]]


def read(
    parsed: ParsedDocument, paths: Sequence[str], found: Sequence[CorrectionRecord], vocabularies: Vocabularies
) -> ReadDocument:
    """Everything that one document says; ``paths`` are its articles' addresses, ``found`` its corrections."""
    year = parsed.header.year
    outline = parsed.outline
    return ReadDocument(
        parsed,
        tuple(
            _article(path, each, tuple(corrections.of_article(found, path)), year, vocabularies, _over(outline, each))
            for path, each in zip(paths, outline.articles, strict=True)
        ),
        tuple(_passage(each, year, vocabularies) for each in (*parsed.passages, *outline.passages)),
        tuple(_section(each, vocabularies) for each in outline.sections),
    )


def _over(outline: Outline, article: ParsedArticle) -> str:
    """The heading over an article without a number, which is all that is said of what stands in it: “补贴标准”."""
    return outline.sections[article.section].title if article.section is not None and not article.label else ""


# A change on the desk derives twice, for its preview and to be saved, and in both all but a few articles say what they
# said before. The records are frozen, so that whoever asks may have the same ones; the nine documents' take some 6 MB.
@lru_cache(maxsize=1024)
def _article(
    path: str,
    article: ParsedArticle,
    found: tuple[CorrectionRecord, ...],
    year: int | None,
    vocabularies: Vocabularies,
    heading: str,
) -> ReadArticle:
    text = article.printed.text
    alone = _alone(text, found, year, heading, article.label)
    reading = alone.reading
    listed = _duties(reading, vocabularies)
    named = subjects.find(reading.text, vocabularies.names, _upto(reading.text))
    return ReadArticle(
        path,
        article,
        reading,
        alone.parts,
        alone.measures,
        listed.others,
        _words(reading.text, listed.unread),
        (*_words(reading.text, scopes.find(reading.text)), *_scope_of_cells(article)),
        (*_placed(text, reading, listed.named), *_of_cells(article, vocabularies)),
        _placed(text, reading, listed.default),
        listed.for_all,
        listed.first_leads,
        _placed(text, reading, named),
        (
            *_with_dates_of_cells(alone.facts, article, year),
            *_facts(text, reading, _by_vocabulary(vocabularies)),
            *alone.given,
        ),
    )


@dataclass(frozen=True, slots=True)
class _ReadAlone:
    """The reading of an article that does not depend on which offices and terms are known."""

    reading: CorrectedText
    parts: ArticleParts
    measures: tuple[ReadMeasure, ...]
    facts: tuple[PlacedFact[ExtractedFact], ...]
    given: tuple[PlacedFact[benefits.ExtractedBenefit], ...]


# Most changes on the desk are of vocabularies, by which the greater part of a text is not read.
@lru_cache(maxsize=1024)
def _alone(
    text: str, found: tuple[CorrectionRecord, ...], year: int | None, heading: str, label: str = ""
) -> _ReadAlone:
    reading = corrections.apply(text, found)
    parts, given = split_article(text), _benefits(text, reading)
    measures = tuple(_measure(text, span) for span in _spans(parts, given))
    facts = _facts(text, reading, _by_text(year, heading), label)
    return _ReadAlone(reading, parts, measures, facts, given)


def _benefits(text: str, reading: CorrectedText) -> tuple[PlacedFact[benefits.ExtractedBenefit], ...]:
    """Return what an article gives; of its corrected text, whose heading and annotation may stand elsewhere."""
    parts = split_article(reading.text)
    heading = parts.heading if parts.heading and _is_title(reading.text, parts, parts.heading) else None
    title = (heading.start, heading.end) if heading else None
    found = benefits.find(reading.text, parts.annotation.start if parts.annotation else None, title)
    return _placed(text, reading, found)


def _is_title(text: str, parts: ArticleParts, heading: TextSpan) -> bool:
    """Whether a heading only names what follows; one of substance does not, but for “加大…税前扣除力度。”."""
    return heading not in parts.measures or text[heading.start : heading.end].endswith("力度。")


def _spans(parts: ArticleParts, given: Sequence[PlacedFact[benefits.ExtractedBenefit]]) -> tuple[TextSpan, ...]:
    """An article's measures; a heading that gives something is one: 33号 §41, “鼓励银行业…信贷供给。”."""
    heading = parts.heading
    if heading is None or heading in parts.measures or not any(each.start < heading.end for each in given):
        return parts.measures
    return (heading, *parts.measures)


def _measure(text: str, span: TextSpan) -> ReadMeasure:
    quote = text[span.start : span.end]
    return ReadMeasure(span.start, span.end, quote, force.of(quote))


def _passage(passage: ParsedPassage, year: int | None, vocabularies: Vocabularies) -> ReadPassage:
    text = passage.printed.text
    reading = corrections.apply(text, ())
    if passage.kind == "attachment" and "\n" in text:
        return ReadPassage(passage, facts=_facts(text, reading, (*_by_text(year), *_by_vocabulary(vocabularies))))
    if passage.kind not in _SPEAKING:
        return ReadPassage(passage)
    offices = units.read_passage(text, vocabularies.names)
    return ReadPassage(
        passage,
        _placed(text, reading, _duties(reading, vocabularies).named) if passage.section is not None else (),
        _placed(text, reading, offices.default),
        offices.first_leads,
        _placed(text, reading, subjects.find(reading.text, vocabularies.names)),
        _facts(text, reading, (*_by_text(year), *_by_vocabulary(vocabularies))),
    )


def _section(section: ParsedSection, vocabularies: Vocabularies) -> ReadSection:
    text = section.printed.text
    reading = CorrectedText(text)
    named = units.read_heading(text, vocabularies.names).named
    sectors = terms.sectors_of_heading(text, vocabularies.vocabulary)
    return ReadSection(section, _placed(text, reading, named), _placed(text, reading, sectors))


def _duties(reading: CorrectedText, vocabularies: Vocabularies) -> units.Duties:
    text = reading.text
    return units.joined(
        units.read_annotation(text, each.start, each.end, vocabularies.names) for each in annotations_of(text)
    )


def _words(text: str, spans: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """Return what stands in spans, each once, without the blanks of a layout."""
    return tuple(dict.fromkeys(" ".join(text[start:end].split()) for start, end in spans))


def _scope_of_cells(article: ParsedArticle) -> tuple[str, ...]:
    """Return where a task table's row holds, as its column's name says."""
    return _words(article.printed.text, ((cell.start, cell.end) for cell in article.cells if cell.label == SCOPE))


def _of_cells(article: ParsedArticle, vocabularies: Vocabularies) -> tuple[PlacedFact[ExtractedDuty], ...]:
    """The offices of a task table's row: each cell is read as the annotation that its column's name makes of it."""
    text, named = article.printed.text, []
    for cell in article.cells:
        opening = f"（{cell.label}："
        labelled = f"{opening}{text[cell.start : cell.end]}）"
        found = units.read_annotation(labelled, 0, len(labelled), vocabularies.names).named
        named += _moved(found, cell.start - len(opening))
    placed = [replace(duty, position=position) for position, duty in enumerate(named, 1)]
    return _placed(text, CorrectedText(text), placed)


def _dates_of_cells(article: ParsedArticle, year: int | None) -> tuple[PlacedFact[ExtractedFact], ...]:
    """The days by which a task table's row is to be done, read as its column's name says."""
    text, found = article.printed.text, []
    for cell in article.cells:
        if cell.label == DUE:
            opening = f"{DUE}："
            labelled = f"{opening}{text[cell.start : cell.end]}"
            found += _moved(deadlines.find(labelled, year), cell.start - len(opening))
    return _placed(text, CorrectedText(text), found)


def _moved(found: Sequence[F], shift: int) -> list[F]:
    return [replace(each, start=each.start + shift, end=each.end + shift) for each in found]


def _with_dates_of_cells(
    facts: Sequence[PlacedFact[ExtractedFact]], article: ParsedArticle, year: int | None
) -> tuple[PlacedFact[ExtractedFact], ...]:
    """The facts of an article, the times in its cells as its columns say."""
    cells = [cell for cell in article.cells if cell.label == DUE]
    others = [
        placed
        for placed in facts
        if not isinstance(placed.fact, deadlines.ExtractedDeadline)
        or not any(cell.start <= placed.start < cell.end for cell in cells)
    ]
    return (*others, *_dates_of_cells(article, year))


def _by_text(year: int | None, heading: str = "") -> tuple[Reader, ...]:
    """One reader a kind, each a function of the text, and of the heading that is all that is said of it."""
    return (
        lambda text: amounts.find(text, heading),
        lambda text: deadlines.find(text, year),
        targets.find,
        citations.find,
    )


def _by_vocabulary(vocabularies: Vocabularies) -> tuple[Reader, ...]:
    """The readers of what the vocabulary has words for."""
    return (lambda text: _terms(text, vocabularies.vocabulary),)


def _terms(text: str, vocabulary: terms.TermVocabulary) -> list[terms.ExtractedTerm]:
    upto = _upto(text)
    others = [use for use in terms.find(text, vocabulary, upto) if use.scheme != "sector"]
    return [*terms.sectors_of(text, vocabulary, upto), *others]


def _upto(text: str) -> int | None:
    """Return where the annotation begins: the words in it are names of offices."""
    annotation = annotation_of(text)
    return annotation.start if annotation else None


def _facts(
    text: str, reading: CorrectedText, readers: Sequence[Reader], label: str = ""
) -> tuple[PlacedFact[ExtractedFact], ...]:
    placed: list[PlacedFact[ExtractedFact]] = []
    words, printed_words = without_numbers(reading.text, label), without_numbers(text, label)
    for find in readers:
        printed = find(printed_words) if reading.is_corrected else ()
        placed += _placed(text, reading, find(words), printed)
    return tuple(placed)


def _placed(
    text: str, reading: CorrectedText, found: Sequence[F], printed: Sequence[ExtractedFact] = ()
) -> tuple[PlacedFact[F], ...]:
    return tuple(_place(text, reading, fact, printed) for fact in found)


def _place(text: str, reading: CorrectedText, fact: F, printed: Sequence[ExtractedFact]) -> PlacedFact[F]:
    start, end = reading.to_print(fact.start, fact.end)
    corrected = reading.touches(fact.start, fact.end)
    return PlacedFact(
        fact, start, end, text[start:end], _printed_values(fact, start, end, printed) if corrected else None
    )


def in_words(text: str, found: Sequence[CorrectionRecord], find: Reader, start: int, end: int) -> ExtractedFact | None:
    """Return what a reader reads in text[start:end] of a print with its corrections; None where it reads nothing there.

    It reads the whole text first, for what stands around a figure says what it is for; and the words alone where it
    passes over them there. Of several facts in them the one that fills most of them.
    """
    placed = _facts(text, corrections.apply(text, found), [find])
    shared = [(min(end, each.end) - max(start, each.start), -(each.end - each.start), each.fact) for each in placed]
    best = max((each for each in shared if each[0] > 0), key=lambda each: each[:2], default=None)
    return best[2] if best else next(iter(find(without_numbers(text[start:end]))), None)


def _printed_values(fact: ExtractedFact, start: int, end: int, printed: Sequence[ExtractedFact]) -> dict:
    """Return what the print itself says there, read by the same reader: 67号 §36, 1% where it reads 1‰."""
    same = next((each for each in printed if each.start < end and start < each.end), None)
    return values(same) if same else {}
