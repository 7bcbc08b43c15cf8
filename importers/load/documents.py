"""Sources, collections and documents → rows."""

from collections.abc import Iterable

from importers.linking import resolve
from importers.linking.resolve import CitableDocument
from importers.linking.versions import Kin
from importers.load import slugs, versions, vocabularies
from importers.load.reconcile import Reconciler
from importers.parsing import sources, term
from importers.parsing.compilation import Compilation
from importers.parsing.document import ParsedDocument
from importers.parsing.formats.records import Extracted, ReadingDoubt
from importers.parsing.head import Attribution, Header
from importers.parsing.sources import SourceFile, SourceText
from policies import coverage
from policies.models import Collection, Document, Source
from policies.models.sources import ReceivedFile
from policies.text.places import pack


def source(reconciler: Reconciler, text: SourceText) -> Source:
    """The row of a source; a file whose bytes are in the base already is that source, its text as it is read now."""
    values = extracted_values(text)
    row = Source.objects.filter(sha256=text.sha256).first()
    if row is None:
        provenance = vocabularies.provenance(text.name)
        row = Source(name=text.name, sha256=text.sha256, content=text.file.content, provenance=provenance, **values)
        reconciler.create(Source, [row])
    elif not _is_read_by(row, text.extracted.format, text.extracted.version):
        for name, value in values.items():
            setattr(row, name, value)
        reconciler.update(Source, [row], list(values))
    return row


def extracted_values(text: SourceText) -> dict[str, object]:
    """The columns of a received file that say what was read in it."""
    extracted = text.extracted
    return {
        "encoding": extracted.encoding,
        "format": extracted.format,
        "reader_version": extracted.version,
        "text": extracted.text,
        "packed_places": pack(extracted.places),
        "doubts": [[doubt.start, doubt.end, doubt.reason] for doubt in extracted.doubts],
        "metadata": dict(extracted.metadata),
    }


def _is_read_by(row: Source, format_: str, version: int) -> bool:
    return (row.format, row.reader_version) == (format_, version)


def stored_text(file: SourceFile) -> SourceText | None:
    """The text of a file that the base has, if the reader of today is the one that read it: then none need read it."""
    row = Source.objects.filter(sha256=file.sha256).first()
    if row is None or not _is_read_by(row, *sources.reader_of(file)):
        return None
    return SourceText(file, extracted_of(row))


def extracted_of(row: ReceivedFile) -> Extracted:
    """The text of a file that was read before."""
    doubts = tuple(ReadingDoubt(*each) for each in row.doubts)
    return Extracted(row.text, row.format, row.reader_version, row.encoding, row.places, doubts, metadata=row.metadata)


def of_sources(files: Iterable[str]) -> tuple[Document, ...]:
    """Return all documents of the base, where files, by their digests, are what they and their witnesses have.

    () where the base has another text beside, or one of these not at all.
    """
    pairs = Document.objects.present().order_by().values_list("source__sha256", "witnesses__sha256")
    read = {sha256 for pair in pairs for sha256 in pair if sha256}
    return tuple(Document.objects.present().listed()) if read == set(files) else ()


def disclosure(reconciler: Reconciler, row: Source, parsed: Compilation) -> None:
    """公开属性, from the line that a source itself prints: “（此件公开发布）”, “公开方式：主动公开”."""
    passages = [each for document in parsed.documents for each in (*document.passages, *document.outline.passages)]
    printed = [each.printed.text for each in passages if each.kind == "disclosure"]
    stated = Source.Disclosure.UNKNOWN
    for text in printed:
        stated = Source.Disclosure.ON_REQUEST if "依申请" in text else Source.Disclosure.PUBLIC
    if row.disclosure == Source.Disclosure.UNKNOWN != stated:
        row.disclosure = stated
        reconciler.update(Source, [row], ["disclosure"])


def collection(reconciler: Reconciler, row: Source, parsed: Compilation) -> Collection | None:
    """The compilation that a source holds, or None; a newer version of its file takes it over."""
    if not parsed.title:
        return None
    found = Collection.objects.filter(source__name=row.name).first()
    if found is None:
        found = Collection(source=row, title=parsed.title)
        reconciler.create(Collection, [found])
    elif (found.source_id, found.title) != (row.pk, parsed.title):
        found.source, found.title = row, parsed.title
        reconciler.update(Collection, [found], ["source", "title"])
    return found


def documents(
    reconciler: Reconciler, row: Source, parsed: Compilation, group: Collection | None, *, publish: bool
) -> list[Document]:
    """The rows of a source's documents, in order.

    A document that the base has from another source is not a tenth one: this source becomes its witness. But where a
    compilation brings a document that came alone before, the compilation's text is the one read, and the other its
    witness: the order of imports decides nothing. A later text takes its place where it is published at once, else it
    is a version that waits; so is one of which nobody can say whether it is a copy or another version.
    """
    found = []
    for index, each in enumerate(parsed.documents):
        existing = existing_document(each.header, row.sha256)
        if existing is None:
            existing = _new_document(reconciler, row, each.header, group, index)
        elif not versions.is_read(existing, row):
            existing = _met(reconciler, existing, row, each, group, publish)
        _dated(reconciler, existing, each.header)
        _take_from_file(reconciler, existing, row, each.header)
        found.append(existing)
    return found


# What a person says of a text goes before what its words and its day tell.
_KIN_AS_ATTRIBUTED = {Attribution.VERSION: Kin.LATER, Attribution.COPY: Kin.COPY, Attribution.OWN: Kin.UNSURE}


def _met(
    reconciler: Reconciler,
    document: Document,
    row: Source,
    parsed: ParsedDocument,
    group: Collection | None,
    publish: bool,
) -> Document:
    """Say what another text of a document is to it; gives the document, or the version of it that the text is."""
    attribution = parsed.header.attribution
    kin = _KIN_AS_ATTRIBUTED[attribution] if attribution else versions.kin_of(document, parsed)
    newer_file = document.source.name == row.name and attribution is not Attribution.COPY
    if newer_file and (publish or not document.is_public):
        versions.replace(reconciler, document, row, parsed.header.issued_on, keep=kin is Kin.LATER)
    elif kin is Kin.COPY and not newer_file:
        if group and document.collection_id is None:
            _take_in(reconciler, document, row, group)
        else:
            _witness(reconciler, document, row)
    elif kin is Kin.LATER and publish:
        versions.replace(reconciler, document, row, parsed.header.issued_on, keep=True)
    else:
        return versions.wait(reconciler, document, row, parsed)
    return document


def existing_document(header: Header, sha256: str) -> Document | None:
    """The document of the base that a head of the file ``sha256`` speaks of, or that a person says it does.

    Documents of one title and no number are told apart by the files that they were read from.
    """
    rows = Document.objects.select_related("source").current()
    if header.attributed_to:
        return rows.filter(slug=header.attributed_to).first()
    if header.number:
        return rows.filter(number=_fitting(str(header.number), "number")).first()
    same = list(rows.filter(number="", title=_fitting(header.title, "title")))
    first = None if header.attribution is Attribution.OWN else next(iter(same), None)
    return next((each for each in same if each.source.sha256 == sha256), first)


def _new_document(
    reconciler: Reconciler, row: Source, header: Header, group: Collection | None, index: int
) -> Document:
    taken = set(Document.objects.values_list("slug", flat=True))
    number = header.number
    code = vocabularies.codes().get(number.code) if number else None
    document = Document(
        slug=slugs.slug(header, code.address if code else "", taken),
        source=row,
        collection=group,
        is_notice=group is not None and index == 0,
        position=_last_position() + 1,
        title=_fitting(header.title, "title"),
        number=_fitting(str(number or ""), "number"),
        code=_fitting(number.code, "code") if number else "",
        year=number.year if number else None,
        serial=number.serial if number else None,
        issuers=_list(header.issuers or (code.issuers if code else ())),
        trial="试行" in header.title,
    )
    reconciler.create(Document, [document])
    reconciler.did("new", document)
    return document


def _fitting(text: str, column: str) -> str:
    """A text that its column holds, cut with … where it is longer."""
    most = _width(column)
    return text if len(text) <= most else text[: most - 1] + "…"


def _width(column: str) -> int:
    return getattr(Document._meta.get_field(column), "max_length", None) or 0


def _list(names: Iterable[str]) -> str:
    """Names with 、, as many whole ones as their column holds; what is left out shows as 等."""
    most = _width("issuers") - 1
    names = list(names)
    shown = [name for index, name in enumerate(names) if len("、".join(names[: index + 1])) <= most]
    return "、".join(shown) + ("等" if len(shown) < len(names) else "")


def _last_position() -> int:
    return Document.objects.order_by("-position").values_list("position", flat=True).first() or 0


def _take_in(reconciler: Reconciler, document: Document, row: Source, group: Collection) -> None:
    former, document.source, document.collection = document.source, row, group
    document.position = _last_position() + 1
    reconciler.update(Document, [document], ["source", "collection", "position"])
    document.witnesses.remove(*document.witnesses.filter(name=row.name))
    _witness(reconciler, document, former)


def _witness(reconciler: Reconciler, document: Document, row: Source) -> None:
    """Make a source a document's witness, in the place of an older version of the same file."""
    document.witnesses.remove(*document.witnesses.filter(name=row.name).exclude(pk=row.pk))
    if not document.witnesses.filter(pk=row.pk).exists():
        document.witnesses.add(row)
        reconciler.created += 1
        reconciler.did("witness", document, source=row.pk)


def _dated(reconciler: Reconciler, document: Document, header: Header) -> None:
    """成文日期, where any of its texts prints one; an editor's date stays."""
    if header.issued_on and document.issued_on is None and not document.history.exclude(issued_on=None).exists():
        document.issued_on = header.issued_on
        reconciler.update(Document, [document], ["issued_on"])


def publish(reconciler: Reconciler, documents: Iterable[Document]) -> None:
    """Publish the drafts among documents; one that was read badly (需人工核对), or that people worked on, waits.

    So does a version, unless it came before the one that is shown, by its day and by its words.
    """
    drafts = [each for each in documents if each.state == Document.State.DRAFT and not each.history.exists()]
    measured = coverage.measured(drafts)
    new = [each for each in drafts if each.version_of_id is None and not measured[each.pk].reasons]
    past = [each for each in drafts if versions.is_past(each) and versions.is_sure(each)]
    for found, state in ((new, Document.State.PUBLISHED), (past, Document.State.SUPERSEDED)):
        for each in found:
            each.state = state
        reconciler.update(Document, found, ["state"])


def note_head(document: Document, user, evidence: str) -> None:
    """Keep that a person settled a document's head as it is: from then on it is theirs, and no import changes it."""
    history = {"_change_reason": f"导入时核定：{evidence}"[:100], "_history_user": user}
    for name, value in history.items():
        setattr(document, name, value)
    document.save()


def _take_from_file(reconciler: Reconciler, document: Document, row: Source, header: Header) -> None:
    """Write what only the file says of a document's head, not the text, with its words."""
    from_file = dict(header.from_file)
    if document.source_id == row.pk and document.told_by_file != from_file:
        document.told_by_file = from_file
        reconciler.update(Document, [document], ["told_by_file"])


_TERM = ["holds_from", "holds_until", "holds_words"]


def terms(reconciler: Reconciler, read: Iterable[tuple[Document, ParsedDocument]]) -> None:
    """Write from when to when documents hold, as their last words say; validity is an editor's to state."""
    changed = []
    for document, parsed in read:
        found = term.find(_of_its_term(parsed), document.issued_on)
        stated = (found.start, found.end, "，".join(found.quotes)) if found else (None, None, "")
        words = _fitting(stated[2], "holds_words")
        if (document.holds_from, document.holds_until, document.holds_words) != (*stated[:2], words):
            document.holds_from, document.holds_until, document.holds_words = *stated[:2], words
            changed.append(document)
    reconciler.update(Document, changed, _TERM)


def _of_its_term(parsed: ParsedDocument) -> list[str]:
    """The texts that may say how long a document holds, the last to be asked first: “…现予公布，自…起施行”."""
    announced = [each.printed.text for each in parsed.passages if each.kind == "preamble"]
    closings = [each.printed.text for each in parsed.outline.passages if each.kind == "closing"]
    return [*announced, *(each.printed.text for each in parsed.outline.articles), *closings]


def known_documents() -> dict[CitableDocument, int]:
    """The documents of the base, as citations may mean them, with their ids."""
    return {
        CitableDocument(each.slug, each.number, (resolve.fold_title(each.title),), each.year, each.issued_on): each.pk
        for each in Document.objects.current()
    }
