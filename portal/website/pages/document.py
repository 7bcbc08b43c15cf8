"""Documents and articles as a reader sees them: in the order of the print, with all that is known about them."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from policies.models import (
    Citation,
    Document,
    PageImage,
    Passage,
    Relation,
    Section,
    Source,
)
from policies.presentation import annotations
from policies.text.highlight import Mark
from portal.website.pages.parts.reader_entries import (
    PrintedCorrection,
    ReaderEntry,
    entries,
    figures_and_mentions,
)
from portal.website.pages.parts.relation_queries import done_by, done_to

OPENING = (Passage.Kind.ADDRESSEE, Passage.Kind.PREAMBLE)
CLOSING = (Passage.Kind.CLOSING, Passage.Kind.ATTACHMENT)


@dataclass(frozen=True, slots=True)
class PassageEntry:
    """A passage in the reader; it may carry facts as an article does."""

    passage: Passage
    spans: list[Mark]


@dataclass(slots=True)
class SectionBlock:
    """A section and what stands in it before the next one."""

    section: Section | None
    frames: list[PassageEntry] = field(default_factory=list)
    entries: list[ReaderEntry] = field(default_factory=list)

    @property
    def tag(self) -> str:
        """The element of its heading: h2 for chapters, h3 for sections in them."""
        return f"h{2 + self.section.depth}"

    @property
    def inner(self) -> str:
        """The element of the headings in it."""
        return f"h{3 + self.section.depth}" if self.section else "h2"


class DocumentSubject(NamedTuple):
    """A document as what a page is of, and whether the print alone is asked for."""

    document: int
    plain: bool

    def gains(self, articles: frozenset[int]) -> bool:
        """Whether one of these mentions it; of those that come to it the base says that texts move."""
        return is_mentioned_in(self.document, articles)


class DocumentPage:
    """A document, in the order of its print."""

    def __init__(self, document: Document, *, plain: bool = False):
        """``plain``: the print alone, without what its misprints should read."""
        self.document = document
        self.plain = plain

    @property
    def subject(self) -> DocumentSubject:
        """Return what its main part is known by."""
        return DocumentSubject(self.document.pk, self.plain)

    @property
    def shown_articles(self) -> frozenset[int]:
        """Its own, and those that mention it."""
        own = self.document.articles.public().values_list("pk", flat=True)
        return frozenset((*own, *(each.article_id for each in self.cited_by if each.article_id)))

    @cached_property
    def blocks(self) -> list[SectionBlock]:
        """The sections in order; articles and passages without one come first, a closing has its own place."""
        blocks = {None: SectionBlock(None)} | {
            section.pk: SectionBlock(section) for section in self.document.sections.all()
        }
        for frame in self.frames:
            if frame.passage.kind in OPENING:
                blocks[frame.passage.section_id].frames.append(frame)
        for entry in entries(self.document, lambda section: blocks[section].inner, plain=self.plain):
            blocks[entry.section].entries.append(entry)
        return list(blocks.values())

    @property
    def outline(self) -> list[SectionBlock]:
        """The blocks that have a heading, or articles."""
        return [block for block in self.blocks if block.section or block.entries]

    @property
    def entries(self) -> list[ReaderEntry]:
        """All articles."""
        return [entry for block in self.blocks for entry in block.entries]

    @property
    def legend(self) -> list[tuple[str, str]]:
        """The kinds of marks that occur."""
        marked = [span.kind for frame in self.frames for span in frame.spans]
        return annotations.kinds_with_names([*marked, *(kind for entry in self.entries for kind in entry.kinds)])

    @property
    def corrections(self) -> list[tuple[ReaderEntry, PrintedCorrection]]:
        """All its misprints, in order, each with its article."""
        return [(entry, each) for entry in self.entries for each in entry.corrections]

    @cached_property
    def originals(self) -> list[Source]:
        """The files of it that readers may fetch, each with whether its pages can be shown."""
        if not settings.OPEN_ORIGINALS:
            return []
        pages = PageImage.objects.filter(sha256=OuterRef("sha256"))
        found = Source.objects.downloadable().filter(Q(documents=self.document) | Q(witnessed=self.document))
        return list(found.without_heavy_columns().annotate(has_pages=Exists(pages)).order_by("name", "pk").distinct())

    @cached_property
    def previous(self) -> Document | None:
        """The document before it, in the order of the list."""
        return self._beside(-1)

    @cached_property
    def next(self) -> Document | None:
        """The document behind it."""
        return self._beside(1)

    def _beside(self, step: int) -> Document | None:
        at = self._listed.index(self.document) + step
        return self._listed[at] if 0 <= at < len(self._listed) else None

    @cached_property
    def _listed(self) -> list[Document]:
        return list(Document.objects.public().listed().only("slug", "title", "number", "version_of"))

    @cached_property
    def frames(self) -> list[PassageEntry]:
        """Return what is printed around the articles, of the witness that is read."""
        found = self.document.passages.filter(source=self.document.source_id, kind__in=(*OPENING, *CLOSING))
        passages = found.for_reader().order_by("offset", "id")
        return [
            PassageEntry(passage, list(annotations.of_facts(figures_and_mentions(passage)))) for passage in passages
        ]

    @property
    def closings(self) -> list[PassageEntry]:
        """Return what is printed behind the articles."""
        return [frame for frame in self.frames if frame.passage.kind in CLOSING]

    @cached_property
    def summary(self) -> Passage | None:
        """Return what the compilation says about it."""
        return self.document.summary

    @cached_property
    def old_versions(self) -> list[Document]:
        """The texts that it had before, the latest first."""
        return list(versions_of(self.document))

    @cached_property
    def witnesses(self) -> list:
        """Other texts of the same document."""
        return list(self.document.witnesses.without_heavy_columns())

    @cached_property
    def cited_by(self) -> list[Citation]:
        """Mentions of it elsewhere, the compilation's own summaries aside."""
        return list(cited_by(self.document))

    @cached_property
    def changed_by(self) -> list[Relation]:
        """Return what later texts do to it, or to one of its articles."""
        return done_to(self.document)

    @cached_property
    def changes(self) -> list[Relation]:
        """Return what it does to earlier texts."""
        return done_by(self.document)


def is_mentioned_in(document: int, articles: frozenset[int]) -> bool:
    """Whether one of some articles mentions a document, all by their ids."""
    return Citation.objects.public().filter(document=document, article__in=articles).exists()


def cited_by(document: Document) -> QuerySet:
    """The articles and preambles that mention a document."""
    mentions = Citation.objects.public().filter(document=document).of_other_texts()
    elsewhere = Q(article__isnull=False) | Q(passage__document__isnull=False)
    return (
        mentions.filter(elsewhere)
        .without_heavy_columns()
        .select_related("passage__document")
        .defer("passage__pieces", "passage__text")
        .order_by("article__document__position", "article__ordinal", "id")
    )


def versions_of(document: Document) -> QuerySet[Document]:
    """The versions that came before a document's present one, the latest first."""
    return document.versions.old_versions().only("slug", "version_on", "version_of").order_by("-version_on", "-id")
