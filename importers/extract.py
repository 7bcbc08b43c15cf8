"""The outline of one document → what its articles and passages say.

Takes a parsed document, its corrections and the lore (the vocabularies). Gives a :class:`ReadDocument`. Guarantees
that every span is one of the print, also where a fact was read from a corrected word; such a fact keeps what the
print says in ``printed``.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields

from importers.extractors import amounts, citations, deadlines, force, subjects, targets, terms, units
from importers.extractors.base import Found
from importers.parsing import article as measures
from importers.parsing import corrections
from importers.parsing.compilation import Parsed
from importers.parsing.corrections import Correction, Reading
from importers.parsing.outline import Article, Passage, Section


@dataclass(frozen=True, slots=True)
class Lore:
    """What is known beside the text: names of offices, controlled terms, who belongs to which collective."""

    names: units.Names
    vocabulary: terms.Vocabulary
    members: dict[str, tuple["Member", ...]]


@dataclass(frozen=True, slots=True)
class Member:
    """``unit`` belongs to a collective; ``quote`` in the summary of ``document`` proves it, or an editor's word."""

    unit: str
    document: str
    quote: str
    given: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A fact with its span in the print; ``printed`` is what the print says where a correction changed it."""

    fact: Found
    start: int
    end: int
    quote: str
    printed: dict | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A sentence or clause: its span in the print and its force."""

    start: int
    end: int
    quote: str
    force: str


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article with all that was read from it.

    ``path`` is its address in the base; ``duties`` are the offices of its annotation, ``default`` those that it names
    for all that follow, ``named`` those that its body makes responsible.
    """

    path: str
    article: Article
    reading: Reading
    anatomy: measures.Anatomy
    measures: tuple[Measure, ...]
    others: bool
    duties: tuple[Placed, ...]
    default: tuple[Placed, ...]
    named: tuple[Placed, ...]
    facts: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage with the facts that stand in it."""

    passage: Passage
    named: tuple[Placed, ...]
    facts: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A section with the offices and sectors that its heading names."""

    section: Section
    duties: tuple[Placed, ...]
    sectors: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document, read."""

    parsed: Parsed
    articles: tuple[ReadArticle, ...]
    passages: tuple[ReadPassage, ...]
    sections: tuple[ReadSection, ...]


# Passages that say something of their own; a title, a number or a heading is read for what it is.
_SPEAKING = {"preamble", "closing"}

Reader = Callable[[str], Sequence[Found]]


def read(parsed: Parsed, paths: Sequence[str], found: Sequence[Correction], lore: Lore) -> ReadDocument:
    """Everything that one document says; ``paths`` are its articles' addresses, ``found`` its corrections."""
    year = parsed.header.number.year if parsed.header.number else None
    outline = parsed.outline
    return ReadDocument(
        parsed,
        tuple(
            _article(path, each, corrections.of_article(found, path), year, lore)
            for path, each in zip(paths, outline.articles, strict=True)
        ),
        tuple(_passage(each, year, lore) for each in (*parsed.passages, *outline.passages)),
        tuple(_section(each, lore) for each in outline.sections),
    )


def _article(path: str, article: Article, found: Sequence[Correction], year: int | None, lore: Lore) -> ReadArticle:
    text = article.printed.text
    reading = corrections.apply(text, found)
    anatomy = measures.dissect(text)
    listed = _duties(reading, lore)
    named = subjects.find(reading.text, lore.names, _upto(reading.text))
    return ReadArticle(
        path,
        article,
        reading,
        anatomy,
        tuple(_measure(text, span) for span in anatomy.measures),
        listed.others,
        _placed(text, reading, listed.named),
        _placed(text, reading, listed.default),
        _placed(text, reading, named),
        _facts(text, reading, _readers(year, lore)),
    )


def _measure(text: str, span: measures.Span) -> Measure:
    quote = text[span.start : span.end]
    return Measure(span.start, span.end, quote, force.of(quote))


def _passage(passage: Passage, year: int | None, lore: Lore) -> ReadPassage:
    if passage.kind not in _SPEAKING:
        return ReadPassage(passage, (), ())
    text = passage.printed.text
    reading = Reading(text)
    named = _placed(text, reading, subjects.find(text, lore.names))
    return ReadPassage(passage, named, _facts(text, reading, _readers(year, lore)))


def _section(section: Section, lore: Lore) -> ReadSection:
    text = section.printed.text
    reading = Reading(text)
    named = units.read_heading(text, lore.names).named
    sectors = terms.sectors_of_heading(text, lore.vocabulary)
    return ReadSection(section, _placed(text, reading, named), _placed(text, reading, sectors))


def _duties(reading: Reading, lore: Lore) -> units.Duties:
    annotation = measures.annotation_of(reading.text)
    if annotation is None:
        return units.Duties()
    return units.read_annotation(reading.text, annotation.start, annotation.end, lore.names)


def _readers(year: int | None, lore: Lore) -> tuple[Reader, ...]:
    """One reader a kind, each a function of the text alone."""
    return (
        amounts.find,
        lambda text: deadlines.find(text, year),
        targets.find,
        citations.find,
        lambda text: _terms(text, lore.vocabulary),
    )


def _terms(text: str, vocabulary: terms.Vocabulary) -> list[terms.TermUse]:
    upto = _upto(text)
    others = [use for use in terms.find(text, vocabulary, upto) if use.scheme != "sector"]
    return [*terms.sectors_of(text, vocabulary, upto), *others]


def _upto(text: str) -> int | None:
    """Where the annotation begins: the words in it are names of offices."""
    annotation = measures.annotation_of(text)
    return annotation.start if annotation else None


def _facts(text: str, reading: Reading, readers: Sequence[Reader]) -> tuple[Placed, ...]:
    placed: list[Placed] = []
    for find in readers:
        printed = find(text) if reading.edits else ()
        placed += _placed(text, reading, find(reading.text), printed)
    return tuple(placed)


def _placed(text: str, reading: Reading, found: Sequence[Found], printed: Sequence[Found] = ()) -> tuple[Placed, ...]:
    return tuple(_place(text, reading, fact, printed) for fact in found)


def _place(text: str, reading: Reading, fact: Found, printed: Sequence[Found]) -> Placed:
    start, end = reading.to_print(fact.start, fact.end)
    corrected = reading.touches(fact.start, fact.end)
    return Placed(fact, start, end, text[start:end], _said(fact, start, end, printed) if corrected else None)


def _said(fact: Found, start: int, end: int, printed: Sequence[Found]) -> dict:
    """What the print itself says at print[start:end], read by the same reader: 67号 §36, 1% where it reads 1‰."""
    same = next((each for each in printed if each.start < end and start < each.end), None)
    return values(same) if same else {}


_PLACE = {field.name for field in fields(Found)}


def values(fact: Found) -> dict:
    """What a fact says, without where it stands, as JSON holds it: tuples are lists."""
    said = {name: value for name, value in asdict(fact).items() if name not in _PLACE}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}
