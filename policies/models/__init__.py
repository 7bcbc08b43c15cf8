"""The base: documents and what stands in them, offices, facts, and what people did to them."""

from policies.models.acts import Act
from policies.models.amounts import Amount
from policies.models.articles import Article, Measure
from policies.models.benefits import Benefit
from policies.models.changes import Change
from policies.models.corrections import Correction
from policies.models.deadlines import Deadline
from policies.models.derived import Derived
from policies.models.documents import Document, Passage, Section
from policies.models.facts import Citation, Fact, Responsibility, Target, TermUse
from policies.models.notes import Note
from policies.models.parallels import Parallel
from policies.models.publication import Waiver
from policies.models.relations import Relation
from policies.models.reports import Report
from policies.models.revision import Revision, RevisionStep
from policies.models.sources import Collection, Declared, ImportRun, Source
from policies.models.standing import Standing
from policies.models.structure_marks import StructureMark
from policies.models.terms import Term
from policies.models.units import Membership, Unit, UnitName
from policies.models.uploads import PageImage, Upload
from policies.models.validity import Validity

# Every kind of fact, in the order in which pages list them.
FACTS: tuple[type[Fact], ...] = (Responsibility, Benefit, Amount, Deadline, Target, TermUse, Citation)
# All that is read from text, and that people decide about.
DERIVED: tuple[type[Derived], ...] = (Measure, *FACTS)

__all__ = [
    "DERIVED",
    "FACTS",
    "Act",
    "Amount",
    "Article",
    "Benefit",
    "Change",
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
    "Note",
    "PageImage",
    "Parallel",
    "Passage",
    "Relation",
    "Report",
    "Responsibility",
    "Revision",
    "RevisionStep",
    "Section",
    "Source",
    "Standing",
    "StructureMark",
    "Target",
    "Term",
    "TermUse",
    "Unit",
    "UnitName",
    "Upload",
    "Validity",
    "Waiver",
]
