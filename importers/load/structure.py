"""What a document is made of → rows: sections, passages, articles, their readings and corrections, declared counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from importers.checks import Declared as DeclaredRecord
from importers.compilation import Parsed
from importers.corrections import Correction as CorrectionRecord
from importers.derive import ReadArticle
from importers.lines import Printed
from importers.resolve import Place
from importers.sync import Sync
from policies.models import Article, Correction, Declared, Document, Passage, Section, Source, Unit


@dataclass(frozen=True, slots=True)
class Structure:
    """The rows of one document, by what records call them: articles by ordinal, passages by offset."""

    document: Document
    sections: Sequence[Section]
    passages: Mapping[int, Passage]
    articles: Mapping[int, Article]

    def place(self, place: Place) -> dict:
        """The columns that say where evidence stands."""
        if place.article is not None:
            path = next(each for each in self.articles.values() if each.path == place.article)
            return {"inherited_from_id": path.pk}
        return {"passage_id": self.passages[place.passage].pk} if place.passage is not None else {}


def sections(sync: Sync, document: Document, parsed: Parsed) -> list[Section]:
    """The tree of sections."""
    wanted = []
    for ordinal, each in enumerate(parsed.outline.sections, 1):
        depth = 0 if each.parent is None else wanted[each.parent].depth + 1
        wanted.append(
            Section(
                document=document,
                ordinal=ordinal,
                depth=depth,
                number=each.number,
                label=each.label,
                title=each.title,
                text=each.printed.text,
            )
        )
    fields = ["depth", "number", "label", "title", "text"]
    rows = sync.rows(Section, document.sections.all(), wanted, ["ordinal"], fields)
    changed = []
    for row, each in zip(rows, parsed.outline.sections, strict=True):
        parent = rows[each.parent].pk if each.parent is not None else None
        if row.parent_id != parent:
            row.parent_id = parent
            changed.append(row)
    sync.update(Section, changed, ["parent"])
    return rows


@dataclass(frozen=True, slots=True)
class Leaf:
    """A passage on its way to its row."""

    kind: str
    printed: Printed
    document: Document | None = None
    section: Section | None = None
    path: str = ""


def passages(sync: Sync, row: Source, leaves: Iterable[Leaf], documents: Sequence[Document]) -> dict[int, Passage]:
    """The passages of a source that belong to ``documents`` or to none, by offset.

    Those of an older version of the file are met by their words.
    """
    wanted = [
        Passage(
            source=row,
            document=leaf.document,
            section=leaf.section,
            path=leaf.path,
            kind=leaf.kind,
            offset=leaf.printed.start,
            text=leaf.printed.text,
            pieces=pieces(leaf.printed),
        )
        for leaf in sorted(leaves, key=lambda leaf: leaf.printed.start)
    ]
    concerned = Q(document__in=[each.pk for each in documents]) | Q(document=None)
    existing = Passage.objects.filter(concerned, source__name=row.name).order_by("offset", "id")
    fields = ["source", "document", "section", "path", "offset", "pieces"]
    rows = sync.rows(Passage, existing, wanted, ["kind", "text"], fields)
    return {each.offset: each for each in rows}


def pieces(printed: Printed) -> list[list[int]]:
    """[[source start, source end, offset in the text], …] as the column holds it."""
    return [[piece.start, piece.end, piece.at] for piece in printed.pieces]


_ARTICLE = [
    "section",
    "ordinal",
    "number",
    "label",
    "text",
    "pieces",
]


def articles(sync: Sync, document: Document, parsed: Parsed, rows: Sequence[Section]) -> list[Article]:
    """The articles, in order. Met by their path, else by number and text; a path, once given, stays."""
    wanted = [
        Article(
            document=document,
            section=rows[each.section] if each.section is not None else None,
            ordinal=each.ordinal,
            path=each.path,
            number=each.number,
            label=each.label,
            text=each.printed.text,
            pieces=pieces(each.printed),
            body_start=0,
            body_end=0,
        )
        for each in parsed.outline.articles
    ]
    existing = list(document.articles.all())
    _keep_paths(existing, wanted)
    return sync.rows(Article, existing, wanted, ["path"], _ARTICLE)


def _keep_paths(existing: Sequence[Article], wanted: Sequence[Article]) -> None:
    """Give each wanted article the path of the one that prints the same words, wherever that has moved to."""
    by_text = {article.text: article.path for article in existing}
    moved = {id(new): by_text[new.text] for new in wanted if new.text in by_text}
    taken = set(moved.values())
    for new in wanted:
        if id(new) in moved:
            new.path = moved[id(new)]
        else:
            candidates = [new.path, *(f"{new.path}_{count}" for count in range(2, 1000))]
            new.path = next(path for path in candidates if path not in taken)
            taken.add(new.path)


def readings(sync: Sync, rows: Sequence[Article], read: Sequence[ReadArticle]) -> None:
    """What follows from an article's text and corrections: reading, anatomy, the column searched."""
    fields = ["reading", "heading_start", "heading_end", "body_start", "body_end", "others", "search"]
    changed = []
    for row, each in zip(rows, read, strict=True):
        before = [getattr(row, field) for field in fields]
        heading = each.anatomy.heading
        row.reading = each.reading.text if each.reading.edits else ""
        row.heading_start, row.heading_end = (heading.start, heading.end) if heading else (None, None)
        row.body_start, row.body_end = each.anatomy.body.start, each.anatomy.body.end
        row.others = each.others
        row.search = row.folded()
        if before != [getattr(row, field) for field in fields]:
            changed.append(row)
    sync.update(Article, changed, fields)


def corrections(sync: Sync, records: Sequence[CorrectionRecord], articles: Iterable[Article]) -> None:
    """The rows of the corrections in the file; one that an editor touched, or added, stays as it is."""
    rows = {(article.document.number, article.path): article for article in articles}
    wanted = [
        Correction(
            article=rows[record.document, record.article],
            quote=record.quote,
            occurrence=record.occurrence,
            reading=record.reading,
            reason=record.reason,
            evidence=record.evidence,
            confidence=record.confidence,
            origin=Correction.Origin.FILE,
        )
        for record in records
        if (record.document, record.article) in rows
    ]
    existing = Correction.objects.filter(article__in=[article.pk for article in rows.values()])
    key = ["article_id", "quote", "occurrence"]
    fields = ["reading", "reason", "evidence", "confidence"]
    sync.rows(Correction, existing, wanted, key, fields, keep_unmatched=True)


def correction_records(document: Document) -> list[CorrectionRecord]:
    """A document's corrections, as reading takes them."""
    rows = Correction.objects.certain().filter(article__document=document).select_related("article")
    return [CorrectionRecord(document.number, row.article.path, row.quote, row.occurrence, row.reading) for row in rows]


def declared(
    sync: Sync,
    document: Document,
    passage: Passage | None,
    records: Sequence[DeclaredRecord],
    rows: Sequence[Section],
    units: Mapping[str, Unit],
) -> None:
    """The counts that the compilation states of a document."""
    wanted = [
        Declared(
            document=document,
            passage=passage,
            unit=units.get(record.unit),
            label=record.label,
            section=rows[record.section] if record.section is not None else None,
            what=record.what,
            count=record.count,
            start=record.start,
            end=record.end,
        )
        for record in records
    ]
    key = ["unit_id", "label"]
    fields = ["passage", "section", "what", "count", "start", "end"]
    sync.rows(Declared, document.declared.all(), wanted, key, fields)
