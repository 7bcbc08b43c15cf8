"""Parts that readers share: what every fact has, and, for those that read offices, what a duty is.

Every fact has where it stands, the very words, and the rule that read it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedFact:
    """A fact found in a text.

    ``start`` and ``end`` are offsets into the text given to the reader, ``quote`` is ``text[start:end]``, and
    ``rule`` names the regularity that found it (``"amounts.range"``), so that a page can say why it is there.
    """

    start: int
    end: int
    quote: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedDuty(ExtractedFact):
    """An office named with a role: ``unit`` is its canonical name, ``known`` whether the vocabulary has it."""

    unit: str
    role: str
    position: int
    known: bool = True
