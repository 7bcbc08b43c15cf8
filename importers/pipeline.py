"""The order of the stages; nothing else names it.

``import_files`` takes files to rows, ``import_texts`` what was read of them already; ``derive_documents`` takes
documents of the base through everything behind their stored source again: an import, a correction, a merged unit and
a changed rule all come through it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from importers.derivation import Derivation, Progress, collector_at_rest
from importers.load import documents as load_documents
from importers.load import facts as load_facts
from importers.load import inheriting, structure_marks, table_statistics, versions, vocabularies
from importers.load import parallels as load_parallels
from importers.load.reconcile import Reconciler
from importers.parsing import compilation, corrections, file_information, sources
from importers.parsing.compilation import Compilation
from importers.parsing.head_correction import HeadCorrection
from importers.parsing.sources import SourceError, SourceText
from importers.spool import Spool
from policies.change_log import noting
from policies.code_digest import code_digest
from policies.models import Act, Change, Document, ImportRun, Revision, Source

CORRECTIONS = settings.FIXTURES_DIR / "corrections.csv"
# Of the documents and files of an import its entry names the first.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of an import. ``run`` is None where it changed nothing."""

    reconciler: Reconciler
    documents: tuple[Document, ...]
    run: ImportRun | None


@collector_at_rest()
def import_files(
    paths: Sequence[Path], *, publish: bool = True, user=None, progress: Progress = lambda stage: None
) -> Outcome:
    """Import files, all or none, as :func:`import_texts` does."""
    progress("读取来源")
    digests = [file.sha256 if load_documents.stored_text(file) else "" for file in map(sources.receive, paths)]
    if (known := load_documents.of_sources(digests)) and Revision.is_derived_by(_code()):
        return Outcome(Reconciler(), known, None)
    files = map(sources.receive, paths)
    texts = (load_documents.stored_text(file) or sources.extract(file) for file in files)
    return import_texts(texts, publish=publish, user=user, progress=progress)


@collector_at_rest()
def import_texts(
    texts: Iterable[SourceText],
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
    reconciler = Reconciler()
    with Spool() as spool:
        are_single = [not recognised(text, head).title for text in map(spool.put, texts)]
        # A compilation comes first: what it holds, a separate original is a witness of.
        order = sorted(range(len(are_single)), key=lambda index: (are_single[index], index))
        with transaction.atomic(), noting(Change.Reason.RULES):
            Revision.lock()
            progress("词表")
            vocabularies.load_vocabularies(reconciler)
            progress("文件")
            rows, concerned = _received(reconciler, (spool[index] for index in order), head, publish)
            _derive_changed(concerned, reconciler, progress)
            _inherit(reconciler)
            if publish:
                for document in _one_by_one(concerned):
                    load_documents.publish(reconciler, [document])
            _relate(reconciler, progress)
            run = _run(reconciler, rows, user) if reconciler.changed else None
            table_statistics.renew()
            if len(concerned) == Document.objects.present().count():
                Revision.note_derived_by(_code())
    return Outcome(reconciler, tuple(_one_by_one(concerned)), run)


def _received(
    reconciler: Reconciler, texts: Iterable[SourceText], head: HeadCorrection | None, publish: bool
) -> tuple[list[int], list[int]]:
    """The rows of texts, and of the documents in them that are to be derived, by their ids."""
    rows: list[int] = []
    found: list[int] = []
    for text in texts:
        row = load_documents.source(reconciler, text)
        rows.append(row.pk)
        found += [each.pk for each in _documents(reconciler, row, recognised(text, head), publish)]
    past = set(Document.objects.filter(state=Document.State.SUPERSEDED).values_list("pk", flat=True))
    return rows, [pk for pk in dict.fromkeys(found) if pk not in past]


def _inherit(reconciler: Reconciler) -> None:
    """Take over what people decided about documents into the versions that came for them."""
    came = [each["document"] for each in reconciler.effects if each["did"] == "version"]
    for version in _one_by_one(came):
        inheriting.inherit(reconciler, version)


@collector_at_rest()
def derive_again(*, progress: Progress = lambda stage: None) -> Outcome:
    """Bring the base up to the code and the vocabularies as they are now. The texts that it has stay as they are."""
    reconciler = Reconciler()
    rows = Document.objects.present().listed()
    if Revision.is_derived_by(_code()):
        return Outcome(reconciler, tuple(rows), None)
    with transaction.atomic(), noting(Change.Reason.RULES):
        Revision.lock()
        progress("词表")
        vocabularies.load_vocabularies(reconciler)
        _derive_changed(list(rows.values_list("pk", flat=True)), reconciler, progress)
        _relate(reconciler, progress)
        run = _run(reconciler, (), None) if reconciler.changed else None
        Revision.note_derived_by(_code())
    return Outcome(reconciler, tuple(rows.all()), run)


def _derive_changed(documents: Sequence[int], reconciler: Reconciler, progress: Progress) -> None:
    """Derive documents but those that are as they were when they were derived last."""
    run = Derivation(reconciler, corrections.load(CORRECTIONS), code=_code(), progress=progress)
    run.derive(_one_by_one(documents), len(documents))


def _one_by_one(documents: Iterable[int]) -> Iterator[Document]:
    """The rows of documents, in their order, each with its source but for the file's bytes."""
    rows = Document.objects.select_related("source").defer("source__content", "source__packed_places")
    return (rows.get(pk=pk) for pk in documents)


def _code() -> str:
    """Return what facts are derived by: rules and vocabularies. An import that changes nothing knows it by this."""
    return code_digest("importers", "policies", "fixtures", str(settings.VOCABULARY.own))


def recognised(text: SourceText, head: HeadCorrection | None = None) -> Compilation:
    """Return what a text holds, its head as a person corrected it. Raises SourceError where it holds no document."""
    read = compilation.parsed(text.text, structure_marks.of_file(text.name, text.text))
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


def _run(reconciler: Reconciler, rows: Sequence[int], user) -> ImportRun:
    run = ImportRun.objects.create(
        user=user, created=reconciler.created, updated=reconciler.updated, deleted=reconciler.deleted
    )
    run.sources.set(rows)
    by_pk = dict(Source.objects.filter(pk__in=rows).values_list("pk", "name"))
    label = _label([by_pk[pk] for pk in rows], [each["name"] for each in reconciler.effects])
    Act.objects.create(label=label, user=user, run=run, effects=reconciler.effects)
    return run


def _label(files: Sequence[str], documents: Iterable[str]) -> str:
    """Return what an import is called: by its documents, and the files that they came in."""
    if not files:
        return "按现在的程序和词表重新读取"
    first, more = "、".join(files[:_NAMED]), f"等 {len(files)} 份" if len(files) > _NAMED else ""
    named = list(dict.fromkeys(documents))
    others = f"等 {len(named)} 个文件" if len(named) > _NAMED else ""
    about = f"{'、'.join(named[:_NAMED])}{others}（{first}{more}）" if named else f"{first}{more}"
    return f"导入：{about}"[:200]


@collector_at_rest()
@transaction.atomic(savepoint=False)
@noting(Change.Reason.RULES)
def derive_documents(
    documents: Iterable[Document],
    *,
    reconciler: Reconciler | None = None,
    progress: Progress = lambda stage: None,
    records: Sequence[corrections.CorrectionRecord] = (),
    are_paired: bool = True,
) -> Reconciler:
    """Derive everything that follows from the stored sources of ``documents`` and what people corrected.

    ``records`` are corrections from a file, to be brought into the base first. Parallels are paired again for what
    changed in the documents' sentences; ``are_paired``: unless nobody is going to look at them.
    """
    Revision.lock()
    reconciler, documents = reconciler or Reconciler(), list(documents)
    before = load_facts.sentences_of(documents) if are_paired else frozenset()
    Derivation(reconciler, records, progress=progress).derive(documents, len(documents))
    if not are_paired:
        return reconciler
    if changed := load_facts.changed_documents(before, load_facts.sentences_of(documents)):
        _relate(reconciler, progress, changed)
    return reconciler


@transaction.atomic
@noting(Change.Reason.EDIT)
def take_over(version: Document) -> Document:
    """Let a version that waited be what its document shows, with what people decided about it; gives the document."""
    Revision.lock()
    reconciler = Reconciler()
    document = versions.put_in_place(reconciler, version)
    Derivation(reconciler).derive([document], 1)
    if versions.carry_over(reconciler, version, document):
        Derivation(reconciler).derive([document], 1)
    versions.drop(version)
    _relate(reconciler, lambda stage: None)
    return document


@transaction.atomic
@noting(Change.Reason.EDIT)
def attach_as_witness(version: Document) -> Document:
    """Let a text that waited as a version be another copy of its document's; gives the document."""
    Revision.lock()
    document = versions.attach_as_witness(version)
    derive_documents([document])
    return document


@transaction.atomic
@noting(Change.Reason.EDIT)
def relate_again() -> None:
    """Derive anew what all published documents say together: one was published, or is public no more."""
    Revision.lock()
    _relate(Reconciler(), lambda stage: None)


def _relate(reconciler: Reconciler, progress: Progress, among: frozenset[int] | None = None) -> None:
    """Derive what all published documents say together; ``among``: only what one of these documents has a side in."""
    progress("关联")
    load_parallels.parallels(reconciler, among)
