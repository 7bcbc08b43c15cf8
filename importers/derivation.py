"""A document's stored source → all rows that follow from it, one document after the other.

Each document is read, written and let go before the next one is looked at, in a transaction of its own inside of the
run's: so a run needs as much memory for a thousand documents as for a few, and is whole or undone.
"""

import gc
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice

from django.db import transaction

from importers import extract
from importers.linking import declared_counts, resolve
from importers.linking.resolve import UnitPart
from importers.load import documents as load_documents
from importers.load import facts as load_facts
from importers.load import structure as load_structure
from importers.load import structure_marks, vocabularies
from importers.load.fingerprints import Fingerprints
from importers.load.known_rows import KnownRows
from importers.load.reconcile import Reconciler
from importers.load.structure import DocumentRows, SourceLeaf
from importers.parsing import compilation, corrections, file_information
from importers.parsing.compilation import Compilation
from importers.parsing.document import ParsedDocument
from importers.parsing.outline import ParsedPassage
from importers.read_document import ReadDocument, Vocabularies
from policies.models import Article, Document, Passage, Section, Source, StructureMark

Progress = Callable[[str], None]
# So many documents are derived together where each is derived for certain: an editor waits for them.
TOGETHER = 12


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Python's cycle collector would walk tens of thousands of living rows again and again: a fifth of an import.

    What lives already is put aside, so that :meth:`Derivation.derive` may collect what each document leaves behind.
    """
    was_on = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        if was_on:
            gc.enable()


def parsed_source(row: Source, marks: Iterable[StructureMark]) -> Compilation:
    """Return what a source holds, by what people said of its lines; what its print leaves open is told by its file."""
    said = tuple(map(structure_marks.record, marks))
    return file_information.completed(compilation.parsed(row.text, said), row.metadata)


def document_in(found: Compilation, document: Document) -> ParsedDocument:
    """The part of a source that is this document, also where a head was read otherwise when it was imported."""
    same = [each for each in found.documents if str(each.header.number or "") == document.number]
    by_title = [each for each in same if document.number or each.header.title == document.title]
    return (by_title or same or list(found.documents))[0]


class Derivation:
    """One run over documents: what it knows beside their texts is read once.

    ``records`` are corrections from a file, to be brought into the base first; ``code`` is what documents are derived
    by, given where those that are as they were are to be passed over.
    """

    def __init__(
        self,
        reconciler: Reconciler,
        records: Sequence[corrections.CorrectionRecord] = (),
        *,
        code: str = "",
        progress: Progress = lambda stage: None,
    ):
        self._reconciler = reconciler
        self._records = records
        self._progress = progress
        self._rows = vocabularies.VocabularyRows()
        self._known = load_documents.known_documents()
        self._fingerprints = Fingerprints(code, self._rows, list(self._known)) if code else None

    def derive(self, documents: Iterable[Document], total: int) -> None:
        """Derive what each of ``total`` documents says by itself: those that are passed over where they may be one by
        one, others a dozen at a time, so that they ask the base for each table once.
        """
        begun, done = time.monotonic(), 0
        for part in _in_parts(documents, TOGETHER if self._fingerprints is None else 1):
            if total > 1:
                self._progress(_how_far(done, total, time.monotonic() - begun))
            with transaction.atomic(savepoint=False):
                self._derive(part, self._progress if total == 1 else lambda stage: None)
            done += len(part)
            if total > len(part):
                gc.collect()
                gc.freeze()

    def _derive(self, documents: Sequence[Document], progress: Progress) -> None:
        """Derive documents, unless they are as they were when they were derived last."""
        if self._fingerprints is None:
            return self._derive_anew(documents, progress)
        (document,) = documents
        if document.derived_as and document.derived_as == self._fingerprints.of(document):
            return None
        self._derive_anew(documents, progress)
        document.derived_as = self._fingerprints.of(document)
        Document.objects.filter(pk=document.pk).update(derived_as=document.derived_as)
        return None

    def _derive_anew(self, documents: Sequence[Document], progress: Progress) -> None:
        structure_marks.place(self._reconciler, documents)
        known = KnownRows(documents)
        progress("篇章")
        parsed = {row.pk: parsed_source(row, known.marks[row.pk]) for row in known.sources}
        read = [self._read(document, parsed[document.source_id], known) for document in documents]
        structures = _structures(self._reconciler, list(zip(documents, read, strict=True)), parsed, known)
        for structure in structures:
            articles = structure.articles.values()
            load_structure.corrections(self._reconciler, self._records, structure.document, articles)
        progress("事实")
        pairs = list(zip(structures, read, strict=True))
        parts = [self._parts(rows.document, each, parsed[rows.document.source_id]) for rows, each in pairs]
        by_article = load_facts.measures(self._reconciler, pairs)
        load_facts.Facts(self._rows, by_article, self._known).load(self._reconciler, pairs, parts)
        load_documents.terms(self._reconciler, [(structure.document, each.parsed) for structure, each in pairs])
        for structure, each in pairs:
            self._declared(structure, each.parsed, parsed[structure.document.source_id], known)

    def _read(self, document: Document, found: Compilation, known: KnownRows) -> ReadDocument:
        parsed = document_in(found, document)
        paths = load_structure.paths(known.articles[document.pk], parsed)
        printed = {path: article.printed for path, article in zip(paths, parsed.outline.articles, strict=True)}
        corrected = load_structure.corrections_of(document, known.corrections[document.pk], self._records, printed)
        return extract.read(parsed, paths, corrected, self._vocabularies(document))

    def _parts(self, document: Document, read: ReadDocument, found: Compilation) -> list[list[UnitPart]]:
        """Return who has which part in each article of a document."""
        summary, issuers = _summary(document, found), self._issuers(document)
        return resolve.parts(read, summary, issuers, self._vocabularies(document))

    def _issuers(self, document: Document) -> list[str]:
        """The offices that issued a document, where the vocabulary has them: 山西省商务厅 is 省商务厅."""
        full = [name for name in document.issuers.split("、") if name]
        return [self._rows.by_full_name[name].name for name in full if name in self._rows.by_full_name]

    def _vocabularies(self, document: Document) -> Vocabularies:
        return self._rows.at(self._rows.jurisdiction(document))

    def _declared(self, structure: DocumentRows, parsed: ParsedDocument, found: Compilation, known: KnownRows) -> None:
        summary, names = _summary(structure.document, found), self._rows.vocabularies.names
        records = declared_counts.declared(summary.printed.text, parsed.outline, names) if summary else []
        passage = structure.passages[summary.printed.start] if summary else None
        there = known.declared[structure.document.pk]
        load_structure.declared(self._reconciler, structure, passage, records, self._rows.units, there)


def _in_parts(documents: Iterable[Document], size: int) -> Iterator[list[Document]]:
    """The documents, so many at a time."""
    left = iter(documents)
    while part := list(islice(left, size)):
        yield part


def _how_far(done: int, total: int, seconds: float) -> str:
    """Return how far a run is, and how long it goes on at the pace that it had."""
    left = seconds / done * (total - done) if done else 0
    return f"第 {done + 1} 个文件，共 {total} 个" + (f"，约还要 {_length(left)}" if done else "")


def _length(seconds: float) -> str:
    return f"{seconds / 60:.0f} 分钟" if seconds >= 90 else f"{max(1, round(seconds))} 秒"


def _structures(
    reconciler: Reconciler,
    read: Sequence[tuple[Document, ReadDocument]],
    parsed: Mapping[int, Compilation],
    known: KnownRows,
) -> list[DocumentRows]:
    """The sections, articles and passages of documents, as rows; passages of all the sources concerned."""
    found: list[tuple[Document, list[Section], dict[int, Article]]] = []
    leaves: defaultdict[int, list[SourceLeaf]] = defaultdict(list)
    for document, each in read:
        sections = load_structure.sections(reconciler, document, each.parsed, known.sections[document.pk])
        articles = load_structure.articles(reconciler, document, each, sections, known.articles[document.pk])
        leaves[document.source_id] += _leaves(document, each.parsed, sections)
        for witness in known.witnesses[document.pk]:
            leaves[witness.pk] += _witness_leaves(document, document_in(parsed[witness.pk], document))
        found.append((document, sections, {article.ordinal: article for article in articles}))
    passages = {row.pk: _passages(reconciler, row, leaves[row.pk], parsed[row.pk], known) for row in known.sources}
    return [
        DocumentRows(document, sections, _of_document(document, passages[document.source_id]), articles)
        for document, sections, articles in found
    ]


def _passages(
    reconciler: Reconciler, row: Source, leaves: Sequence[SourceLeaf], parsed: Compilation, known: KnownRows
) -> list[tuple[SourceLeaf, Passage]]:
    """The passages of a source: those of documents, and those of the compilation that they came in."""
    of_all = [SourceLeaf(leaf.kind, leaf.printed) for leaf in parsed.passages]
    documents = list(dict.fromkeys(leaf.document for leaf in leaves if leaf.document))
    return load_structure.passages(reconciler, row, [*leaves, *of_all], known.passages(row, documents))


def _of_document(document: Document, passages: Iterable[tuple[SourceLeaf, Passage]]) -> dict[int, Passage]:
    """A document's passages in its source, with those that belong to none, by their offsets."""
    return {row.offset: row for leaf, row in passages if leaf.document in (document, None)}


def _leaves(document: Document, parsed: ParsedDocument, rows: Sequence) -> Iterable[SourceLeaf]:
    for each in (*parsed.passages, *parsed.outline.passages):
        section = rows[each.section] if each.section is not None else None
        yield SourceLeaf(each.kind, each.printed, document, section)
    for heading, row in zip(parsed.outline.sections, rows, strict=True):
        yield SourceLeaf("heading", heading.printed, document, row)


def _witness_leaves(document: Document, parsed: ParsedDocument) -> Iterable[SourceLeaf]:
    for each in (*parsed.passages, *parsed.outline.passages):
        yield SourceLeaf(each.kind, each.printed, document)
    for heading in parsed.outline.sections:
        yield SourceLeaf("heading", heading.printed, document)
    for article in parsed.outline.articles:
        yield SourceLeaf("witness", article.printed, document, path=article.path)


def _summary(document: Document, found: Compilation) -> ParsedPassage | None:
    """Return what the compilation that a document was read from says of it; another's summary is not its own."""
    return resolve.summaries(found.summaries, found.passages).get(document.number)
