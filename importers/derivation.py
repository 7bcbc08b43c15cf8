"""A document's stored source → all rows that follow from it, one document after the other.

Each document is read, written and let go before the next one is looked at, in a transaction of its own inside of the
run's: so a run needs as much memory for a thousand documents as for a few, and is whole or undone.
"""

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache

from django.db import transaction

from importers import extract
from importers.linking import declared_counts, resolve
from importers.load import documents as load_documents
from importers.load import facts as load_facts
from importers.load import structure as load_structure
from importers.load import structure_marks, vocabularies
from importers.load.fingerprints import Fingerprints
from importers.load.reconcile import Reconciler
from importers.load.structure import DocumentRows, SourceLeaf
from importers.parsing import compilation, corrections, file_information
from importers.parsing.compilation import Compilation
from importers.parsing.document import ParsedDocument
from importers.parsing.lines import LineMark
from importers.parsing.outline import ParsedPassage
from importers.read_document import ReadDocument, Vocabularies
from policies.models import Document, Source, Unit

Progress = Callable[[str], None]


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


# A source is never altered, and is parsed at every change on the desk.
@lru_cache(maxsize=4)
def parsed_text(text: str, marks: tuple[LineMark, ...] = ()) -> Compilation:
    """Return what a source's text holds, by what people said of its lines."""
    return compilation.parse(text, marks)


def parsed_source(row: Source) -> Compilation:
    """Return what a source holds; what its print leaves open is told by its file."""
    return file_information.completed(parsed_text(row.text, structure_marks.of_source(row)), row.metadata)


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
        self._fingerprints = Fingerprints(code, self._rows, self._known) if code else None

    def derive(self, documents: Iterable[Document], total: int) -> None:
        """Derive what each of ``total`` documents says by itself."""
        begun = time.monotonic()
        for done, document in enumerate(documents):
            if total > 1:
                self._progress(_how_far(done, total, time.monotonic() - begun))
            with transaction.atomic():
                self._derive(document, self._progress if total == 1 else lambda stage: None)
            if total > 1:
                gc.collect()
                gc.freeze()

    def _derive(self, document: Document, progress: Progress) -> None:
        """Derive one document, unless it is as it was when it was derived last."""
        if self._fingerprints is None:
            return self._derive_anew(document, progress)
        if document.derived_as and document.derived_as == self._fingerprints.of(document):
            return None
        self._derive_anew(document, progress)
        document.derived_as = self._fingerprints.of(document)
        Document.objects.filter(pk=document.pk).update(derived_as=document.derived_as)
        return None

    def _derive_anew(self, document: Document, progress: Progress) -> None:
        structure_marks.place(self._reconciler, [document])
        progress("篇章")
        found = parsed_source(document.source)
        read = self._read(document, document_in(found, document))
        structure = _structure(self._reconciler, document, read, found)
        load_structure.corrections(self._reconciler, self._records, document, structure.articles.values())
        progress("事实")
        pairs = [(structure, read)]
        summary = _summary(document, found)
        parts = resolve.parts(read, summary, _issuers(document), self._vocabularies(document))
        by_article = load_facts.measures(self._reconciler, pairs)
        load_facts.Facts(self._rows, by_article, self._known).load(self._reconciler, pairs, [parts])
        load_documents.terms(self._reconciler, [(document, read.parsed)])
        self._declared(structure, read.parsed, summary)

    def _read(self, document: Document, parsed: ParsedDocument) -> ReadDocument:
        paths = load_structure.paths(document, parsed)
        printed = {path: article.printed for path, article in zip(paths, parsed.outline.articles, strict=True)}
        found = load_structure.corrections_of(document, self._records, printed)
        return extract.read(parsed, paths, found, self._vocabularies(document))

    def _vocabularies(self, document: Document) -> Vocabularies:
        return self._rows.at(self._rows.jurisdiction(document))

    def _declared(self, structure: DocumentRows, parsed: ParsedDocument, summary: ParsedPassage | None) -> None:
        names = self._rows.vocabularies.names
        records = declared_counts.declared(summary.printed.text, parsed.outline, names) if summary else []
        passage = structure.passages[summary.printed.start] if summary else None
        document, sections, units = structure.document, structure.sections, self._rows.units
        load_structure.declared(self._reconciler, document, passage, records, sections, units)


def _how_far(done: int, total: int, seconds: float) -> str:
    """Return how far a run is, and how long it goes on at the pace that it had."""
    left = seconds / done * (total - done) if done else 0
    return f"第 {done + 1} 个文件，共 {total} 个" + (f"，约还要 {_length(left)}" if done else "")


def _length(seconds: float) -> str:
    return f"{seconds / 60:.0f} 分钟" if seconds >= 90 else f"{max(1, round(seconds))} 秒"


def _structure(reconciler: Reconciler, document: Document, read: ReadDocument, found: Compilation) -> DocumentRows:
    """The sections, articles and passages of a document, as rows; passages of all the sources concerned."""
    sections = load_structure.sections(reconciler, document, read.parsed)
    articles = load_structure.articles(reconciler, document, read, sections)
    leaves: dict[Source, list[SourceLeaf]] = {document.source: list(_leaves(document, read.parsed, sections))}
    parsed_by_source: dict[Source, Compilation] = {document.source: found}
    for witness in document.witnesses.all():
        parsed_by_source[witness] = parsed_source(witness)
        leaves.setdefault(witness, []).extend(
            _witness_leaves(document, document_in(parsed_by_source[witness], document))
        )
    for row, each in leaves.items():
        each += [SourceLeaf(leaf.kind, leaf.printed) for leaf in parsed_by_source[row].passages]
    passages = {row: load_structure.passages(reconciler, row, each, [document]) for row, each in leaves.items()}
    by_ordinal: Mapping[int, load_structure.Article] = {article.ordinal: article for article in articles}
    return DocumentRows(document, sections, passages[document.source], by_ordinal)


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


def _issuers(document: Document) -> list[str]:
    """The offices that issued a document, where the vocabulary has them: 山西省商务厅 is 省商务厅."""
    full = [name for name in document.issuers.split("、") if name]
    units = {unit.full_name: unit.current.name for unit in Unit.objects.filter(full_name__in=full)}
    return [units[name] for name in full if name in units]


def _summary(document: Document, found: Compilation) -> ParsedPassage | None:
    """Return what the compilation that a document was read from says of it; another's summary is not its own."""
    return resolve.summaries(found.summaries, found.passages).get(document.number)
