"""Rows of a document: sections, passages, articles, their readings and corrections, declared counts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from importers.linking.declared_counts import DeclaredCount
from importers.linking.resolve import EvidencePlace
from importers.load import article_matching, moved_words, vocabularies
from importers.load.reconcile import Reconciler
from importers.parsing.corrections import CorrectionRecord
from importers.parsing.document import ParsedDocument
from importers.parsing.lines import Printed
from importers.read_document import ReadArticle, ReadDocument
from policies.models import (
    DERIVED,
    FACTS,
    Article,
    Correction,
    Declared,
    Document,
    Passage,
    Relation,
    Report,
    Section,
    Source,
    Unit,
)


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """The rows of one document, by what records call them: articles by ordinal, passages by offset."""

    document: Document
    sections: Sequence[Section]
    passages: Mapping[int, Passage]
    articles: Mapping[int, Article]

    def place(self, place: EvidencePlace) -> dict:
        """The columns that say where evidence stands."""
        if place.article is not None:
            path = next(each for each in self.articles.values() if each.path == place.article)
            return {"inherited_from_id": path.pk}
        return {"passage_id": self.passages[place.passage].pk} if place.passage is not None else {}


def sections(
    reconciler: Reconciler, document: Document, parsed: ParsedDocument, known: Sequence[Section]
) -> list[Section]:
    """The tree of sections; ``known`` are those of the base."""
    wanted: list[Section] = []
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
    rows = reconciler.rows(Section, known, wanted, ["ordinal"], fields)
    changed = []
    for row, each in zip(rows, parsed.outline.sections, strict=True):
        parent = rows[each.parent].pk if each.parent is not None else None
        if row.parent_id != parent:
            row.parent_id = parent
            changed.append(row)
    reconciler.update(Section, changed, ["parent"])
    return rows


@dataclass(frozen=True, slots=True)
class SourceLeaf:
    """A passage on its way to its row."""

    kind: str
    printed: Printed
    document: Document | None = None
    section: Section | None = None
    path: str = ""


def passages(
    reconciler: Reconciler, row: Source, leaves: Iterable[SourceLeaf], existing: Sequence[Passage]
) -> list[tuple[SourceLeaf, Passage]]:
    """The passages of a source, each with the leaf that it is; ``existing`` are those of the base.

    Those of an older version of the file are met by their words.
    """
    leaves = sorted(leaves, key=lambda leaf: leaf.printed.start)
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
        for leaf in leaves
    ]
    fields = ["source", "document", "section", "path", "offset", "pieces"]
    rows = reconciler.rows(Passage, existing, wanted, ["kind", "text"], fields, keep_unmatched=True)
    _give_up(reconciler, set(existing) - set(rows), rows)
    return list(zip(leaves, rows, strict=True))


def _give_up(reconciler: Reconciler, gone: set[Passage], rows: Sequence[Passage]) -> None:
    """Delete passages that the text has no more. What people decided there is moved first, as orphans."""
    for model in FACTS if gone else ():
        orphans = list(model.objects.human().filter(passage__in=gone).select_related("passage"))
        for row in orphans:
            row.passage, row.orphaned = _heir(row.passage, rows), True
        reconciler.update(model, orphans, ["passage", "orphaned"])
    reconciler.delete(Passage, sorted(gone, key=lambda passage: passage.pk))


def _heir(gone: Passage, rows: Sequence[Passage]) -> Passage:
    """The passage of the same document that is likest to one that is no more: of its kind, else the nearest."""
    ours = [row for row in rows if row.document_id == gone.document_id] or rows
    return min(ours, key=lambda row: (row.kind != gone.kind, abs(row.offset - gone.offset)))


def pieces(printed: Printed) -> list[list[int]]:
    """[[source start, source end, offset in the text], …] as the column holds it."""
    return [[piece.start, piece.end, piece.at] for piece in printed.pieces]


def paths(rows: Sequence[Article], parsed: ParsedDocument) -> list[str]:
    """Return the path of each article: that of the base's article that it is, or a new one.

    Which is which :mod:`importers.load.article_matching` says.
    """
    read = [article_matching.NewArticle(each.path, each.printed.text, each.label) for each in parsed.outline.articles]
    is_changed = {row.text for row in rows} != {each.text for each in read}
    worked_on = _worked_on(rows) if is_changed else set()
    known = [article_matching.BaseArticle(row.path, row.text, row.label, row.pk not in worked_on) for row in rows]
    return article_matching.match_articles(known, read)


_ARTICLE = ["section", "ordinal", "number", "label", "text", "pieces", "unnumbered"]
_READING = ["reading", "heading_start", "heading_end", "body_start", "body_end", "others", "unread", "scope", "search"]


def articles(
    reconciler: Reconciler,
    document: Document,
    read: ReadDocument,
    rows: Sequence[Section],
    existing: Sequence[Article],
) -> list[Article]:
    """The articles with their readings, in order. One that is no more, but that people's work hangs on, is kept.

    What people said of words that stand in another article now, is of that one.
    """
    wanted = [_article(document, each, rows) for each in read.articles]
    _mark_unnumbered(wanted)
    printed = {each.path: each.article.printed for each in read.articles}
    moves = moved_words.Moves(document.source.text, existing, printed)
    fields = [*_ARTICLE, *_READING, "removed_from_source"]
    found = reconciler.rows(Article, existing, wanted, ["path"], fields, keep_unmatched=True)
    moved_words.carry(reconciler, moves, found)
    kept = set(found)
    _part_with(reconciler, [row for row in existing if row not in kept])
    return found


def _mark_unnumbered(articles: Sequence[Article]) -> None:
    """Mark those without a number that have others beside them, so that their section's title names none."""
    beside: defaultdict[int | None, list[Article]] = defaultdict(list)
    for article in articles:
        beside[article.section_id].append(article)
    for section, siblings in beside.items():
        is_shared = len(siblings) > 1 if section else any(each.number is not None for each in siblings)
        for article in siblings:
            article.unnumbered = is_shared and article.number is None


def _part_with(reconciler: Reconciler, gone: Sequence[Article]) -> None:
    """Delete articles that the text has no more, but for those that people worked on: these are marked, and listed."""
    worked_on = _worked_on(gone)
    reconciler.delete(Article, [row for row in gone if row.pk not in worked_on])
    dropped = [row for row in gone if row.pk in worked_on and not row.removed_from_source]
    for row in dropped:
        row.removed_from_source = True
    reconciler.update(Article, dropped, ["removed_from_source"])


def _worked_on(articles: Sequence[Article]) -> set[int]:
    """The numbers of those of which people said something: a fact, a reading, a validity, a relation, a report."""
    if not articles:
        return set()
    decided = [(model.objects.human(), "article") for model in DERIVED]
    decided += [(model.objects.human(), "inherited_from") for model in FACTS]
    decided += [(Relation.objects.all(), side) for side in ("later_article", "earlier_article")]
    decided += [(Correction.objects.filter(edited_by_human=True), "article"), (Report.objects.open(), "article")]
    first, *others = (rows.filter(**{f"{name}__in": articles}).order_by().values_list(name) for rows, name in decided)
    return {pk for (pk,) in first.union(*others)} | {article.pk for article in articles if article.is_checked}


def _article(document: Document, read: ReadArticle, rows: Sequence[Section]) -> Article:
    article, heading = read.article, read.parts.heading
    row = Article(  # type: ignore[misc]  # a WordsField takes lists, of which its base in the stubs knows nothing
        document=document,
        section=rows[article.section] if article.section is not None else None,
        ordinal=article.ordinal,
        path=read.path,
        number=article.number,
        label=article.label,
        text=article.printed.text,
        pieces=pieces(article.printed),
        reading=read.reading.text if read.reading.is_corrected else "",
        heading_start=heading.start if heading else None,
        heading_end=heading.end if heading else None,
        body_start=read.parts.body.start,
        body_end=read.parts.body.end,
        others=read.others,
        unread=list(read.unread),
        scope=list(read.scope),
    )
    row.search = row.folded()
    return row


def corrections(
    reconciler: Reconciler, records: Sequence[CorrectionRecord], document: Document, articles: Iterable[Article]
) -> None:
    """The rows of a document's corrections in the file; one that an editor changed, or added, stays as it is."""
    rows = {article.path: article for article in articles}
    wanted = [
        Correction(
            article=rows[record.article],
            quote=record.quote,
            occurrence=record.occurrence,
            reading=record.reading,
            reason=record.reason,
            evidence=record.evidence,
            confidence=record.confidence,
            origin=Correction.Origin.FILE,
        )
        for record in records
        if record.document == document.number and record.article in rows
    ]
    if not wanted:
        return
    existing = Correction.objects.filter(article__in=[article.pk for article in rows.values()])
    key = ["article_id", "quote", "occurrence"]
    fields = ["reading", "reason", "evidence", "confidence"]
    reconciler.rows(Correction, existing, wanted, key, fields, keep_unmatched=True)


def corrections_of(
    document: Document,
    rows: Sequence[Correction],
    records: Sequence[CorrectionRecord],
    now: Mapping[str, Printed],
) -> list[CorrectionRecord]:
    """A document's corrections, as reading takes them: ``rows`` of the base, and of ``records`` what it has not.

    ``now`` are its articles as they are read now, by their paths, for words may stand in another than before.
    """
    places = {(row.article.path, row.quote, row.occurrence) for row in rows if row.edited_by_human}
    new = [each for each in records if (each.article, each.quote, each.occurrence) not in places]
    new = [each for each in new if each.document == document.number]
    renewed = {(each.article, each.quote, each.occurrence) for each in new}
    kept = [row for row in rows if (row.article.path, row.quote, row.occurrence) not in renewed]
    moves = moved_words.Moves(document.source.text, [row.article for row in kept], now)
    return new + [_as_record(document, row, moves) for row in kept if not row.withdrawn]


def _as_record(document: Document, row: Correction, moves: moved_words.Moves) -> CorrectionRecord:
    path, occurrence = row.article.path, row.occurrence
    if place := moved_words.place_of(row, moves):
        path, occurrence = place.path, moved_words.occurrence(moves.now[place.path].text, row.quote, place.start)
    return CorrectionRecord(document.number, path, row.quote, occurrence, row.reading, confidence=row.confidence)


def declared(
    reconciler: Reconciler,
    structure: DocumentRows,
    passage: Passage | None,
    records: Sequence[DeclaredCount],
    units: Mapping[str, Unit],
    known: Sequence[Declared],
) -> None:
    """The counts that the compilation states of a document; ``known`` are those of the base."""
    document, rows = structure.document, structure.sections
    wanted = [
        Declared(
            document=document,
            passage=passage,
            unit=units.get(record.unit) if record.unit else None,
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
    saved = reconciler.rows(Declared, known, wanted, key, fields)
    _themes(reconciler, structure, saved)


def _themes(reconciler: Reconciler, structure: DocumentRows, rows: Sequence[Declared]) -> None:
    """The articles under a label that names no section, as the vocabulary's file puts them."""
    themes = vocabularies.themes(structure.document.number)
    rows = [row for row in rows if row.label in themes]
    prefetch_related_objects(rows, "theme")
    for row in rows:
        paths = themes[row.label]
        wanted = {article.pk for article in structure.articles.values() if article.path in paths}
        if wanted and wanted != {article.pk for article in row.theme.all()}:
            row.theme.set(wanted)
            reconciler.updated += 1
