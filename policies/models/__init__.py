"""The base: documents and what stands in them, offices, facts, and what people did to them."""

from policies.models.corrections import Correction
from policies.models.documents import Article, Document, Measure, Passage, Section
from policies.models.facts import (
    Amount,
    Citation,
    Deadline,
    Fact,
    Responsibility,
    Target,
    Term,
    TermUse,
)
from policies.models.parallels import Parallel
from policies.models.sources import Collection, Declared, ImportRun, Source
from policies.models.units import Membership, Unit, UnitName

__all__ = [
    "Amount",
    "Article",
    "Citation",
    "Collection",
    "Correction",
    "Deadline",
    "Declared",
    "Document",
    "Fact",
    "ImportRun",
    "Measure",
    "Membership",
    "Parallel",
    "Passage",
    "Responsibility",
    "Section",
    "Source",
    "Target",
    "Term",
    "TermUse",
    "Unit",
    "UnitName",
]
