"""Versions of a document → rows: what came before is kept to be read, what is yet to come waits as a draft.

The document keeps its row, its address and its articles' paths, and with them all that people said of these; a version
that was in its place is copied, words only, into a row of its own.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django.db.models import Field, Model, Q

from importers.linking.versions import Kin, Text, kin
from importers.load.reconcile import Reconciler
from importers.parsing import compilation
from importers.parsing.document import ParsedDocument
from policies.models import DERIVED, Article, Correction, Document, Passage, Section, Source
from policies.models.derived import Derived
from policies.models.history import unrecorded
from policies.models.validity import InForce
from policies.text import numbering

_VALIDITY = tuple(field.name for field in InForce._meta.get_fields())
# What a version says of itself, and the document with it once it has its place.
_HEAD = ("title", "issuers", "issued_on", "trial", "version_on")


def is_read(document: Document, row: Source) -> bool:
    """Whether a document is read from a source already, or held against it."""
    if document.source_id == row.pk:
        return True
    return document.source.name != row.name and document.witnesses.filter(pk=row.pk).exists()


def kin_of(document: Document, parsed: ParsedDocument) -> Kin:
    """Return what a text that was read is to a document of the base."""
    ours = _own(document) or _texts(next(each for each in _parsed(document) if _is_of(each, document)))
    theirs = Text(str(parsed.header.number or ""), parsed.header.issued_on, _unnumbered(_texts(parsed)))
    return kin(Text(document.number, document.issued_on, _unnumbered(ours)), theirs)


def _unnumbered(texts: Sequence[str]) -> tuple[str, ...]:
    """Articles without their numbers, which move where one is added."""
    return tuple(text[marker.end :] if (marker := numbering.match(text)) else text for text in texts)


def _parsed(document: Document) -> Sequence[ParsedDocument]:
    """The documents of a source that comes with the same import, and has no rows yet."""
    return compilation.parsed(document.source.text, ()).documents


def _is_of(parsed: ParsedDocument, document: Document) -> bool:
    number = str(parsed.header.number or "")
    return number == document.number if document.number else not number and parsed.header.title == document.title


def _texts(parsed: ParsedDocument) -> list[str]:
    return [each.printed.text for each in parsed.outline.articles]


def day_of(document: Document) -> date:
    """The day that a version's address has: its own, else when it was received."""
    return document.version_on or document.issued_on or document.source.received_on


def is_past(version: Document) -> bool:
    """Whether a version came before the one that its document shows."""
    current = version.version_of.issued_on if version.version_of else None
    return bool(version.issued_on and current and version.issued_on < current)


def is_sure(version: Document) -> bool:
    """Whether its own day and its words say that a version is an earlier or a later one than its document shows."""
    ours = version.version_of
    return ours is not None and kin(_stored(ours), _stored(version)) in (Kin.EARLIER, Kin.LATER)


def _stored(document: Document) -> Text:
    return Text(document.number, document.issued_on, _unnumbered(_own(document)))


def _own(document: Document) -> list[str]:
    return list(document.articles.present().order_by("ordinal").values_list("text", flat=True))


def replace(reconciler: Reconciler, document: Document, row: Source, day: date | None, *, keep: bool) -> None:
    """Read a document from another source from now on; ``keep``: readers can still have what they were shown before."""
    columns = ["source"]
    days = {name: str(getattr(document, name) or "") for name in ("issued_on", "version_on")}
    old = _archive(reconciler, document) if keep and document.is_public else None
    if old:
        _hand_over(reconciler, document, old)
    former = {"former": document.source_id, "source": row.pk, "archive": old.pk if old else None}
    reconciler.did("replaced", document, **former, **days)
    if keep and day:
        document.issued_on = document.version_on = day
        columns += ["issued_on", "version_on"]
    document.source = row
    document.witnesses.remove(row)
    reconciler.update(Document, [document], columns)


def _hand_over(reconciler: Reconciler, document: Document, old: Document) -> None:
    """Let the copies of a text that is shown no more be copies of its version, lest they differ from the new one."""
    copies = list(document.witnesses.all())
    old.witnesses.add(*copies)
    document.witnesses.remove(*copies)
    passages = list(Passage.objects.filter(document=document, source__in=copies))
    for passage in passages:
        passage.document, passage.section = old, None
    reconciler.update(Passage, passages, ["document", "section"])


def wait(reconciler: Reconciler, document: Document, row: Source, parsed: ParsedDocument) -> Document:
    """Return the version of a document that a source is, a draft; the one that it is already, or is a copy of."""
    if known := document.versions.filter(Q(source=row) | Q(witnesses=row)).first():
        return known
    past = document.versions.filter(state=Document.State.SUPERSEDED)
    if known := next((each for each in past if kin_of(each, parsed) is Kin.COPY), None):
        known.witnesses.add(row)
        reconciler.created += 1
        reconciler.did("witness", known, source=row.pk)
        return known
    header = parsed.header
    day = header.issued_on or row.received_on
    version = _copy(document, source=row, state=Document.State.DRAFT, version_on=day, issued_on=header.issued_on)
    version.title = header.title[: Document._meta.get_field("title").max_length] or version.title
    for name in _VALIDITY:
        setattr(version, name, cast("Field", Document._meta.get_field(name)).get_default())
    reconciler.create(Document, [version])
    reconciler.did("version", version)
    return version


def _archive(reconciler: Reconciler, document: Document) -> Document:
    old = _copy(document, state=Document.State.SUPERSEDED, version_on=day_of(document))
    reconciler.create(Document, [old])
    sections: dict[int | None, Section] = {each.pk: each for each in document.sections.order_by("ordinal")}
    parents = {pk: each.parent_id for pk, each in sections.items()}
    _copied(reconciler, list(sections.values()), document=old, parent=None)
    for pk, each in sections.items():
        each.parent = sections.get(parents[pk])
    reconciler.update(Section, list(sections.values()), ["parent"])
    for model, rows in (
        (Article, document.articles.present()),
        (Passage, document.passages.filter(source=document.source_id)),
    ):
        found = list(rows.order_by("id"))
        for row in found:
            row.section = sections.get(row.section_id)
        _copied(reconciler, found, document=old, model=model)
    return old


def _copy(document: Document, **values) -> Document:
    row = Document.objects.get(pk=document.pk)
    row.pk, row._state.adding, row.version_of = None, True, document
    row.publish_on, row.is_stale = None, False
    for name, value in values.items():
        setattr(row, name, value)
    taken = set(Document.objects.filter(slug__startswith=f"{document.slug}@").values_list("slug", flat=True))
    slug = f"{document.slug}@{row.version_on}"
    row.slug = next(each for each in (slug, *(f"{slug}-{n}" for n in range(2, 1000))) if each not in taken)
    return row


def _copied(reconciler: Reconciler, rows: Sequence[Model], *, model: type[Model] = Section, **values) -> None:
    for row in rows:
        row.pk, row._state.adding = None, True
        for name, value in values.items():
            setattr(row, name, value)
    reconciler.create(model, rows)


# --- a version that waited takes its place ---


def put_in_place(reconciler: Reconciler, version: Document) -> Document:
    """Let its document be read from a version's source, and say of itself what the version says; gives the document."""
    document = Document.objects.select_related("source").get(versions=version)
    replace(reconciler, document, version.source, version.issued_on, keep=True)
    columns = [*_HEAD, *(_VALIDITY if version.is_checked else ())]
    for name in columns:
        setattr(document, name, getattr(version, name))
    reconciler.update(Document, [document], columns)
    return document


def carry_over(reconciler: Reconciler, version: Document, document: Document) -> bool:
    """Give a document what people decided about the version that is in its place now; says whether a reading changed.

    Both are read from one source, so that their articles meet by place, and their facts by words. What people decided
    about both, was decided last about the version.
    """
    homes = {each.ordinal: each for each in document.articles.present()}
    articles = {each.pk: homes[each.ordinal] for each in version.articles.present() if each.ordinal in homes}
    stated = [each for each in version.articles.present() if each.is_checked and each.pk in articles]
    for each in stated:
        for name in _VALIDITY:
            setattr(articles[each.pk], name, getattr(each, name))
    reconciler.update(Article, [articles[each.pk] for each in stated], _VALIDITY)
    for model in DERIVED:
        _carry(reconciler, model, articles)
    version.acts.update(document=document)
    document.waivers.all().delete()
    version.waivers.update(document=document)
    return _carry_corrections(reconciler, articles)


def _carry(reconciler: Reconciler, model: Any, articles: Mapping[int, Article]) -> None:
    twins = {
        (row.article_id, *_identity(row)): row for row in model.objects.filter(article__in=list(articles.values()))
    }
    moved, met = [], []
    for row in model.objects.human().filter(article__in=articles):
        home = articles[row.article_id]
        if twin := twins.get((home.pk, *_identity(row))):
            met.append(twin)
            for name in (*model.EXTRACTED_FIELDS, "status", "origin", "extracted_values", "sentence_at_decision"):
                setattr(twin, name, getattr(row, name))
            twin.compute_derived_columns()
        else:
            row.article = home
            if hasattr(row, "measure_id"):
                row.measure = home.measure_at(row.start)
            moved.append(row)
    columns = ["status", "origin", "extracted_values", "sentence_at_decision", *model.EXTRACTED_FIELDS]
    columns += [name for name in ("low", "high", "basis_rank") if hasattr(model, name)]
    reconciler.update(model, met, columns)
    reconciler.update(model, moved, ["article", *(["measure"] if moved and hasattr(moved[0], "measure_id") else [])])


def _identity(row: Derived) -> tuple:
    """Return what a fact is met by in another row of its text: an office once in an article, else its words
    and place.
    """
    if unit := getattr(row, "unit_id", None):
        return (unit,)
    return row.extracted_quote, row.start, getattr(row, "term_id", None)


def _carry_corrections(reconciler: Reconciler, articles: Mapping[int, Article]) -> bool:
    taken = set(
        Correction.objects.filter(article__in=list(articles.values())).values_list("article", "quote", "occurrence")
    )
    found = Correction.objects.filter(article__in=articles, edited_by_human=True)
    moved = [row for row in found if (articles[row.article_id].pk, row.quote, row.occurrence) not in taken]
    for row in moved:
        row.article = articles[row.article_id]
    reconciler.update(Correction, moved, ["article"])
    return bool(moved)


def attach_as_witness(version: Document) -> Document:
    """Let a text that waited as a version be but another copy of its document's; gives the document."""
    document = Document.objects.select_related("source").get(versions=version)
    document.witnesses.add(version.source)
    version.acts.update(document=document)
    drop(version)
    return document


def set_apart(version: Document, slug: str) -> None:
    """Let a text that waited as a version be a document of its own."""
    version.version_of, version.version_on, version.slug = None, None, slug
    version.save()


def drop(version: Document) -> None:
    """Let go of a version's own row, when its document is in its place."""
    with unrecorded():
        version.delete()
