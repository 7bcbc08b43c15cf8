"""Documents and articles as a reader sees them: in the order of the print, with all that is known about them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from django.db.models import Prefetch, Q, QuerySet

from policies.models import (
    Amount,
    Article,
    Citation,
    Correction,
    Deadline,
    Document,
    Fact,
    Measure,
    Passage,
    Relation,
    Responsibility,
    Section,
    Target,
    Term,
    TermUse,
)
from policies.presentation import annotations
from policies.text.highlight import Span
from portal.website.pages.parts.article_card import by_role, parts

# What the reader lists under an article; the article's own page has all schemes.
READ = (Term.Scheme.SECTOR, Term.Scheme.BENEFICIARY)
OPENING = (Passage.Kind.ADDRESSEE, Passage.Kind.PREAMBLE)
CLOSING = (Passage.Kind.CLOSING, Passage.Kind.ATTACHMENT)


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in the reader."""

    article: Article
    spans: list[Span]
    roles: list[tuple[str, list[Responsibility]]]
    terms: list[tuple[str, list[Term]]]


@dataclass(frozen=True, slots=True)
class Frame:
    """A passage in the reader; it may carry facts as an article does."""

    passage: Passage
    spans: list[Span]


@dataclass(slots=True)
class Block:
    """A section and what stands in it before the next one."""

    section: Section | None
    frames: list[Frame] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    @property
    def tag(self) -> str:
        """The element of its heading: h2 for chapters, h3 for sections in them."""
        return f"h{2 + self.section.depth}"

    @property
    def inner(self) -> str:
        """The element of the headings in it."""
        return f"h{3 + self.section.depth}" if self.section else "h2"


class Book:
    """A document, in the order of its print."""

    def __init__(self, document: Document, *, plain: bool = False):
        """``plain``: the print alone, without what its misprints should read."""
        self.document = document
        self.plain = plain

    @cached_property
    def blocks(self) -> list[Block]:
        """The sections in order; articles and passages without one come first, a closing has its own place."""
        blocks = {None: Block(None)} | {section.pk: Block(section) for section in self.document.sections.all()}
        for frame in self.frames:
            if frame.passage.kind in OPENING:
                blocks[frame.passage.section_id].frames.append(frame)
        for article in self._articles():
            blocks[article.section_id].entries.append(_entry(article, plain=self.plain))
        return list(blocks.values())

    @property
    def outline(self) -> list[Block]:
        """The blocks that have a heading, or articles."""
        return [block for block in self.blocks if block.section or block.entries]

    @property
    def entries(self) -> list[Entry]:
        """All articles."""
        return [entry for block in self.blocks for entry in block.entries]

    @property
    def legend(self) -> list[tuple[str, str]]:
        """The kinds of marks that occur."""
        return annotations.legend(span for each in (*self.entries, *self.frames) for span in each.spans)

    @cached_property
    def corrections(self) -> list[Correction]:
        """All its misprints, in order."""
        articles = {entry.article.pk: entry.article for entry in self.entries}
        found = [each for entry in self.entries for each in entry.article.corrections.all()]
        for each in found:
            each.article = articles[each.article_id]
        return found

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
        return list(Document.objects.listed().only("slug", "title", "number"))

    @cached_property
    def frames(self) -> list[Frame]:
        """What is printed around the articles, of the witness that is read."""
        found = self.document.passages.filter(source=self.document.source_id, kind__in=(*OPENING, *CLOSING))
        passages = found.defer("pieces").order_by("offset", "id").prefetch_related(*_marked())
        return [Frame(passage, list(annotations.of_facts(_facts(passage)))) for passage in passages]

    @property
    def closings(self) -> list[Frame]:
        """What is printed behind the articles."""
        return [frame for frame in self.frames if frame.passage.kind in CLOSING]

    @cached_property
    def summary(self) -> Passage | None:
        """What the compilation says about it."""
        return self.document.summary

    @cached_property
    def witnesses(self) -> list:
        """Other texts of the same document."""
        return list(self.document.witnesses.defer("content", "text"))

    @cached_property
    def cited_by(self) -> list[Citation]:
        """Who mentions it, the compilation's own summaries aside."""
        return list(cited_by(self.document))

    @cached_property
    def changed_by(self) -> list[Relation]:
        """What later texts do to it, or to one of its articles."""
        return list(Relation.objects.of(self.document))

    @cached_property
    def changes(self) -> list[Relation]:
        """What it does to earlier texts."""
        return list(Relation.objects.by(self.document))

    def _articles(self) -> QuerySet:
        uses = TermUse.objects.live().filter(term__scheme__in=READ).select_related("term")
        return (
            self.document.articles.defer("search", "pieces", "reading")
            .order_by("ordinal", "id")
            .prefetch_related(
                *_marked(),
                Prefetch("corrections", Correction.objects.standing()),
                Prefetch("responsibility_set", parts()),
                Prefetch("termuse_set", uses.order_by("term__scheme", "term__position", "id")),
            )
        )


def _marked() -> list[Prefetch]:
    """The facts that the reader marks, beside those of units."""
    return [
        Prefetch("amount_set", Amount.objects.live().order_by("start", "id")),
        Prefetch("deadline_set", Deadline.objects.live().order_by("start", "id")),
        Prefetch("citation_set", Citation.objects.live().select_related("document").order_by("start", "id")),
    ]


def _facts(place: Article | Passage) -> list[Fact]:
    return [*place.amount_set.all(), *place.deadline_set.all(), *place.citation_set.all()]


def _entry(article: Article, *, plain: bool) -> Entry:
    responsibilities = list(article.responsibility_set.all())
    facts = annotations.of_facts([*_facts(article), *responsibilities])
    corrected = () if plain else annotations.of_corrections(article.corrections.all())
    spans = [*annotations.structure(article), *facts, *corrected]
    return Entry(article, spans, by_role(responsibilities), by_scheme(article.termuse_set.all()))


def by_scheme(uses: Iterable[TermUse]) -> list[tuple[str, list[Term]]]:
    """The terms of an article, each once, by scheme."""
    listed = sorted(uses, key=lambda use: Term.Scheme.values.index(use.term.scheme))
    grouped = groupby(listed, lambda use: use.term.get_scheme_display())
    return [(scheme, list(dict.fromkeys(use.term for use in each))) for scheme, each in grouped]


def cited_by(document: Document) -> QuerySet:
    """The articles and preambles that mention a document."""
    mentions = Citation.objects.live().filter(document=document)
    elsewhere = Q(article__isnull=False) | Q(passage__document__isnull=False)
    return (
        mentions.filter(elsewhere)
        .select_related("article__document", "article__section", "passage__document")
        .defer("article__pieces", "article__search", "article__reading", "passage__pieces", "passage__text")
        .order_by("article__document__position", "article__ordinal", "id")
    )


def fully(articles: QuerySet) -> QuerySet:
    """Articles with everything that is known about them."""
    uses = TermUse.objects.live().select_related("term", "passage", "inherited_from")
    evidence = ("passage__section", "inherited_from__document")
    return articles.select_related("document__source", "section__parent").defer(
        "search", "pieces", "document__source__content", "document__source__text"
    ).prefetch_related(
        Prefetch("measures", Measure.objects.live().order_by("start", "id")),
        Prefetch("responsibility_set", parts().select_related("unit", "via", *evidence)),
        Prefetch("amount_set", Amount.objects.live().order_by("start", "id")),
        Prefetch("deadline_set", Deadline.objects.live().order_by("start", "id")),
        Prefetch("target_set", Target.objects.live().order_by("start", "id")),
        Prefetch("termuse_set", uses.order_by("term__scheme", "term__position", "start", "id")),
        Prefetch("citation_set", Citation.objects.live().select_related("document").order_by("start", "id")),
        Prefetch("corrections", Correction.objects.standing()),
    )  # fmt: skip
