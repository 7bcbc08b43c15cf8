"""The order of the stages; nothing else names it.

``import_files`` takes files to rows, ``import_texts`` what was read of them already; ``derive_documents`` takes
documents of the base through everything behind their stored source again: an import, a correction, a merged unit and
a changed rule all come through it.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import transaction

from importers import extract
from importers.linking import declared_counts, resolve
from importers.load import documents as load_documents
from importers.load import facts as load_facts
from importers.load import parallels as load_parallels
from importers.load import structure as load_structure
from importers.load import structure_marks, versions, vocabularies
from importers.load.reconcile import Reconciler
from importers.load.structure import Leaf, Structure
from importers.parsing import compilation, corrections, file_information, sources
from importers.parsing.compilation import Compilation
from importers.parsing.document import ParsedDocument
from importers.parsing.head_correction import HeadCorrection
from importers.parsing.lines import Mark
from importers.parsing.outline import ParsedPassage
from importers.parsing.sources import SourceError, SourceText
from policies.change_log import noting
from policies.code_digest import code_digest
from policies.models import Act, Change, Document, ImportRun, Revision, Source, Unit

Progress = Callable[[str], None]
CORRECTIONS = settings.FIXTURES_DIR / "corrections.csv"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did. ``run`` is None where it changed nothing."""

    reconciler: Reconciler
    documents: tuple[Document, ...]
    run: ImportRun | None


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Python's cycle collector would walk tens of thousands of living rows again and again: a fifth of an import."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def import_files(
    paths: Sequence[Path], *, publish: bool = True, user=None, progress: Progress = lambda stage: None
) -> Outcome:
    """Import files, all or none, as :func:`import_texts` does."""
    progress("读取来源")
    files = [sources.receive(path) for path in paths]
    kept = [load_documents.kept(file) for file in files]
    if all(kept) and (known := load_documents.of_sources(files)) and Revision.is_derived_by(_code()):
        return Outcome(Reconciler(), known, None)
    texts = [text or sources.extract(file) for file, text in zip(files, kept, strict=True)]
    return import_texts(texts, publish=publish, user=user, progress=progress)


@_collector_at_rest()
def import_texts(
    texts: Sequence[SourceText],
    *,
    head: HeadCorrection | None = None,
    publish: bool = False,
    user=None,
    progress: Progress = lambda stage: None,
) -> Outcome:
    """Import what was read of files, all or none. Raises SourceError, and leaves the base as it was, where one is none.

    ``head``: what a person says of the title, number, issuers and date of a file that holds one document. What is new
    is a draft; ``publish``: unless it was read badly, it is public at once. What was public stays so.
    """
    parsed = [recognised(text, head) for text in texts]
    reconciler = Reconciler()
    with transaction.atomic(), noting(Change.Reason.RULES):
        Revision.lock()
        progress("词表")
        vocabularies.load_vocabularies(reconciler)
        progress("文件")
        # A compilation comes first: what it holds, a separate original is a witness of.
        order = sorted(range(len(texts)), key=lambda index: (not parsed[index].title, index))
        rows = {index: load_documents.source(reconciler, texts[index]) for index in order}
        found = [each for index in order for each in _documents(reconciler, rows[index], parsed[index], publish)]
        concerned = tuple(each for each in dict.fromkeys(found) if each.state != Document.State.SUPERSEDED)
        _derive(concerned, reconciler, progress, corrections.load(CORRECTIONS))
        if publish:
            load_documents.publish(reconciler, concerned)
        _relate(reconciler, progress)
        run = _run(reconciler, rows.values(), user) if reconciler.changed else None
        if len(concerned) == Document.objects.present().count():
            Revision.note_derived_by(_code())
    return Outcome(reconciler, concerned, run)


@_collector_at_rest()
def derive_again(*, progress: Progress = lambda stage: None) -> Outcome:
    """Bring the base up to the code and the vocabularies as they are now. The texts that it has stay as they are."""
    reconciler = Reconciler()
    documents = tuple(Document.objects.present().select_related("source").listed())
    if Revision.is_derived_by(_code()):
        return Outcome(reconciler, documents, None)
    with transaction.atomic(), noting(Change.Reason.RULES):
        Revision.lock()
        progress("词表")
        vocabularies.load_vocabularies(reconciler)
        documents = tuple(Document.objects.present().select_related("source").listed())
        _derive(documents, reconciler, progress, corrections.load(CORRECTIONS))
        _relate(reconciler, progress)
        run = _run(reconciler, (), None) if reconciler.changed else None
        Revision.note_derived_by(_code())
    return Outcome(reconciler, documents, run)


def _code() -> str:
    """What facts are derived by: rules and vocabularies. An import that changes nothing knows it by this."""
    return code_digest("importers", "policies", "fixtures", str(settings.VOCABULARY.own))


def recognised(text: SourceText, head: HeadCorrection | None = None) -> Compilation:
    """What a text holds, its head as a person corrected it. Raises SourceError where it holds no document."""
    read = compilation.parse(text.text, structure_marks.of_file(text.name, text.text))
    parsed = file_information.completed(read, text.extracted.metadata)
    if not any(each.outline.articles for each in parsed.documents):
        raise SourceError(
            f"{text.name}：没有认出公文。需要有标题（或发文字号），并有编号的条文（第一条、一、、1. 等）。"
        )
    return parsed if head is None else head.applied(parsed)


def _documents(reconciler: Reconciler, row: Source, parsed: Compilation, publish: bool) -> list[Document]:
    load_documents.disclosure(reconciler, row, parsed)
    group = load_documents.collection(reconciler, row, parsed)
    return load_documents.documents(reconciler, row, parsed, group, publish=publish)


def _run(reconciler: Reconciler, rows: Iterable[Source], user) -> ImportRun:
    run = ImportRun.objects.create(
        user=user, created=reconciler.created, updated=reconciler.updated, deleted=reconciler.deleted
    )
    rows = list(rows)
    run.sources.set(rows)
    names = "、".join(row.name for row in rows)
    Act.objects.create(
        label=f"导入：{names}"[:200] if names else "按现在的程序和词表重新读取",
        user=user,
        run=run,
        effects=reconciler.effects,
    )
    return run


# A source is never altered, and is parsed at every change on the desk.
@lru_cache(maxsize=4)
def parsed_text(text: str, marks: tuple[Mark, ...] = ()) -> Compilation:
    """What a source's text holds, by what people said of its lines."""
    return compilation.parse(text, marks)


def document_in(found: Compilation, document: Document) -> ParsedDocument:
    """The part of a source that is this document, also where a head was read otherwise when it was imported."""
    same = [each for each in found.documents if str(each.header.number or "") == document.number]
    by_title = [each for each in same if document.number or each.header.title == document.title]
    return (by_title or same or list(found.documents))[0]


class _Sources:
    """The parsed sources that documents were read from, each parsed once."""

    def __init__(self) -> None:
        self._parsed: dict[int, Compilation] = {}

    def parsed(self, row: Source) -> Compilation:
        if row.pk not in self._parsed:
            read = parsed_text(row.text, structure_marks.of_source(row))
            self._parsed[row.pk] = file_information.completed(read, row.metadata)
        return self._parsed[row.pk]

    def document(self, row: Source, document: Document) -> ParsedDocument:
        """The part of a source that is this document."""
        return document_in(self.parsed(row), document)


@transaction.atomic
@noting(Change.Reason.RULES)
def derive_documents(
    documents: Iterable[Document],
    *,
    reconciler: Reconciler | None = None,
    progress: Progress = lambda stage: None,
    records: Sequence[corrections.CorrectionRecord] = (),
) -> Reconciler:
    """Derive everything that follows from the stored sources of ``documents`` and what people corrected.

    ``records`` are corrections from a file, to be brought into the base first. Parallels are paired again for what
    changed in the documents' sentences.
    """
    Revision.lock()
    reconciler, documents = reconciler or Reconciler(), list(documents)
    said = load_facts.sentences_of(documents)
    _derive(documents, reconciler, progress, records)
    if changed := load_facts.changed_documents(said, load_facts.sentences_of(documents)):
        _relate(reconciler, progress, changed)
    return reconciler


@transaction.atomic
@noting(Change.Reason.EDIT)
def take_over(version: Document) -> Document:
    """Let a version that waited be what its document shows, with what people decided about it; gives the document."""
    Revision.lock()
    reconciler = Reconciler()
    document = versions.put_in_place(reconciler, version)
    _derive([document], reconciler, lambda stage: None, ())
    if versions.carry_over(reconciler, version, document):
        _derive([document], reconciler, lambda stage: None, ())
    versions.drop(version)
    _relate(reconciler, lambda stage: None)
    return document


@transaction.atomic
@noting(Change.Reason.EDIT)
def hold_against(version: Document) -> Document:
    """Let a text that waited as a version be another copy of its document's; gives the document."""
    Revision.lock()
    document = versions.hold_against(version)
    derive_documents([document])
    return document


@transaction.atomic
@noting(Change.Reason.EDIT)
def relate_again() -> None:
    """Derive anew what all published documents say together: one was published, or is public no more."""
    Revision.lock()
    _relate(Reconciler(), lambda stage: None)


def _derive(
    documents: Iterable[Document],
    reconciler: Reconciler,
    progress: Progress,
    records: Sequence[corrections.CorrectionRecord],
) -> None:
    """Derive what each document says by itself."""
    documents = tuple(documents)
    structure_marks.place(reconciler, documents)
    parsed, rows = _Sources(), vocabularies.VocabularyRows()
    progress("篇章")
    read = {document: _read(document, parsed, records, rows) for document in documents}
    structures = _structures(reconciler, read, parsed)
    for structure in structures:
        load_structure.corrections(reconciler, records, structure.document, structure.articles.values())
    progress("事实")
    pairs = [(structure, read[structure.document]) for structure in structures]
    summaries = _summaries(read, parsed)
    parts = [
        resolve.parts(each, summaries.get(structure.document), _issuers(structure.document), _known(structure, rows))
        for structure, each in pairs
    ]
    by_article = load_facts.measures(reconciler, pairs)
    load_facts.Facts(rows, by_article, load_documents.known_documents()).load(reconciler, pairs, parts)
    load_documents.terms(reconciler, [(structure.document, each.parsed) for structure, each in pairs])
    for structure, each in pairs:
        _declared(reconciler, structure, each.parsed, summaries.get(structure.document), rows)


def _relate(reconciler: Reconciler, progress: Progress, among: frozenset[int] | None = None) -> None:
    """Derive what all published documents say together; ``among``: only what one of these documents has a side in."""
    progress("关联")
    load_parallels.parallels(reconciler, among)


def _read(
    document: Document,
    parsed: _Sources,
    records: Sequence[corrections.CorrectionRecord],
    rows: vocabularies.VocabularyRows,
) -> extract.ReadDocument:
    each = parsed.document(document.source, document)
    paths = load_structure.paths(document, each)
    printed = {path: article.printed for path, article in zip(paths, each.outline.articles, strict=True)}
    found = load_structure.corrections_of(document, records, printed)
    known = rows.at(rows.jurisdiction(document))
    return extract.read(each, paths, found, known)


def _known(structure: Structure, rows: vocabularies.VocabularyRows) -> extract.Vocabularies:
    return rows.at(rows.jurisdiction(structure.document))


def _structures(
    reconciler: Reconciler, read: Mapping[Document, extract.ReadDocument], parsed: _Sources
) -> list[Structure]:
    """The sections, articles and passages of documents, as rows; passages of all the sources concerned."""
    outlines = {}
    leaves: dict[Source, list[Leaf]] = {}
    for document, each in read.items():
        rows = load_structure.sections(reconciler, document, each.parsed)
        articles = load_structure.articles(reconciler, document, each, rows)
        outlines[document] = (rows, {article.ordinal: article for article in articles})
        leaves.setdefault(document.source, []).extend(_leaves(document, each.parsed, rows))
        for witness in document.witnesses.all():
            leaves.setdefault(witness, []).extend(_witness_leaves(document, parsed.document(witness, document)))
    for row, found in leaves.items():
        found += [Leaf(each.kind, each.printed) for each in parsed.parsed(row).passages]
    passages = {row: load_structure.passages(reconciler, row, found, list(read)) for row, found in leaves.items()}
    return [Structure(each, rows, passages[each.source], articles) for each, (rows, articles) in outlines.items()]


def _leaves(document: Document, parsed: ParsedDocument, rows: Sequence) -> Iterable[Leaf]:
    for each in (*parsed.passages, *parsed.outline.passages):
        section = rows[each.section] if each.section is not None else None
        yield Leaf(each.kind, each.printed, document, section)
    for heading, row in zip(parsed.outline.sections, rows, strict=True):
        yield Leaf("heading", heading.printed, document, row)


def _witness_leaves(document: Document, parsed: ParsedDocument) -> Iterable[Leaf]:
    for each in (*parsed.passages, *parsed.outline.passages):
        yield Leaf(each.kind, each.printed, document)
    for heading in parsed.outline.sections:
        yield Leaf("heading", heading.printed, document)
    for article in parsed.outline.articles:
        yield Leaf("witness", article.printed, document, path=article.path)


def _issuers(document: Document) -> list[str]:
    """The offices that issued a document, where the vocabulary has them: 山西省商务厅 is 省商务厅."""
    full = [name for name in document.issuers.split("、") if name]
    units = {unit.full_name: unit.current.name for unit in Unit.objects.filter(full_name__in=full)}
    return [units[name] for name in full if name in units]


def _summaries(documents: Iterable[Document], parsed: _Sources) -> dict[Document, ParsedPassage]:
    """Return what the compilation that each document was read from says of it; another's summary is not its own."""
    found: dict[Document, ParsedPassage] = {}
    for document in documents:
        each = parsed.parsed(document.source)
        by_number = resolve.summaries(each.summaries, each.passages)
        if document.number in by_number:
            found[document] = by_number[document.number]
    return found


def _declared(
    reconciler: Reconciler, structure: Structure, parsed: ParsedDocument, summary, rows: vocabularies.VocabularyRows
) -> None:
    records = declared_counts.declared(summary.printed.text, parsed.outline, rows.vocabularies.names) if summary else []
    passage = structure.passages[summary.printed.start] if summary else None
    load_structure.declared(reconciler, structure.document, passage, records, structure.sections, rows.units)
