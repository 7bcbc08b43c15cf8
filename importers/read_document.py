"""Records of a read document: its articles, passages and sections with the facts that stand in them.

:mod:`importers.extract` makes them; :mod:`importers.linking` and :mod:`importers.load` take them further. Every span is
one of the print.
"""

from dataclasses import asdict, dataclass, fields
from typing import Generic, TypeVar

from importers.extractors import terms
from importers.extractors.base import ExtractedDuty, ExtractedFact
from importers.extractors.offices import UnitNames
from importers.parsing.article import ArticleParts
from importers.parsing.corrections import CorrectedText
from importers.parsing.document import ParsedDocument
from importers.parsing.outline import ParsedArticle, ParsedPassage, ParsedSection

F_co = TypeVar("F_co", bound=ExtractedFact, covariant=True)


@dataclass(frozen=True, slots=True, eq=False)
class Vocabularies:
    """The knowledge that a text is read with: names of offices, controlled terms, who belongs to which collective.

    Equal only to itself: what is read by the same one again need not be read again.
    """

    names: UnitNames
    vocabulary: terms.TermVocabulary
    members: dict[str, tuple["Member", ...]]


@dataclass(frozen=True, slots=True)
class Member:
    """``unit`` belongs to a collective; ``quote`` in the summary of ``document`` proves it, or an editor's word."""

    unit: str
    document: str
    quote: str
    given: bool = False


@dataclass(frozen=True, slots=True)
class PlacedFact(Generic[F_co]):
    """A fact with its span in the print; ``printed`` is what the print says where a correction changed it."""

    fact: F_co
    start: int
    end: int
    quote: str
    printed: dict | None = None


@dataclass(frozen=True, slots=True)
class ReadMeasure:
    """A sentence or clause: its span in the print and its force."""

    start: int
    end: int
    quote: str
    force: str


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article with all that was read from it.

    ``path`` is its address in the base; ``duties`` are the offices of its annotations, ``unread`` words among them that
    were not understood, ``scope`` where a field says that it holds, ``default`` the offices that it names for what
    follows (``for_all``: for the whole document), ``named`` those that its body makes responsible; ``first_leads`` says
    that from here on the first of a list leads.
    """

    path: str
    article: ParsedArticle
    reading: CorrectedText
    parts: ArticleParts
    measures: tuple[ReadMeasure, ...]
    others: bool
    unread: tuple[str, ...]
    scope: tuple[str, ...]
    duties: tuple[PlacedFact[ExtractedDuty], ...]
    default: tuple[PlacedFact[ExtractedDuty], ...]
    for_all: bool
    first_leads: bool
    named: tuple[PlacedFact[ExtractedDuty], ...]
    facts: tuple[PlacedFact[ExtractedFact], ...]


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage with the facts that stand in it.

    ``duties`` are the offices of its annotation, who carry out the section that it opens; ``default`` and
    ``first_leads`` hold for the whole document.
    """

    passage: ParsedPassage
    duties: tuple[PlacedFact[ExtractedDuty], ...] = ()
    default: tuple[PlacedFact[ExtractedDuty], ...] = ()
    first_leads: bool = False
    named: tuple[PlacedFact[ExtractedDuty], ...] = ()
    facts: tuple[PlacedFact[ExtractedFact], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A section with the offices and sectors that its heading names."""

    section: ParsedSection
    duties: tuple[PlacedFact[ExtractedDuty], ...]
    sectors: tuple[PlacedFact[terms.ExtractedTerm], ...]


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document, read."""

    parsed: ParsedDocument
    articles: tuple[ReadArticle, ...]
    passages: tuple[ReadPassage, ...]
    sections: tuple[ReadSection, ...]


_PLACE = {field.name for field in fields(ExtractedFact)}


def values(fact: ExtractedFact) -> dict:
    """Return what a fact says, without where it stands, as JSON holds it: tuples are lists."""
    stated = {name: value for name, value in asdict(fact).items() if name not in _PLACE}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in stated.items()}
