"""The rows of some documents as the base has them, before they are brought up to what is read: a query a table.

Whoever derives a dozen documents at once would else ask the base a dozen times for each table.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import TypeVar

from django.db.models import IntegerField, Model, Q, QuerySet, Value

from policies.models import Article, Correction, Declared, Document, Passage, Section, Source, StructureMark

Row = TypeVar("Row", bound=Model)
# A file is as large as it is, and nobody looks into it here.
_HEAVY = ("source__content", "source__packed_places")


class KnownRows:
    """What the base has of some documents; each table is read when it is first asked for."""

    def __init__(self, documents: Sequence[Document]):
        self.documents = documents
        self._keys = [document.pk for document in documents]

    @cached_property
    def witnesses(self) -> dict[int, list[Source]]:
        """The further copies of each document."""
        ties = Document.witnesses.through.objects.filter(document__in=self._keys).select_related("source")
        found = ties.defer(*_HEAVY).order_by("source__name", "source")
        return _grouped(found, lambda tie: tie.document_id, lambda tie: tie.source)

    @cached_property
    def sources(self) -> list[Source]:
        """All sources that the documents are read from, themselves or as witnesses."""
        read = [document.source for document in self.documents]
        return list(dict.fromkeys([*read, *(each for found in self.witnesses.values() for each in found)]))

    @cached_property
    def marks(self) -> dict[int, list[StructureMark]]:
        """What people said of the lines of each source, also of those that are other documents'."""
        rows = StructureMark.objects.in_place().filter(source__in=self.sources).order_by("start", "id")
        return _grouped(rows, lambda row: row.source_id)

    @cached_property
    def sections(self) -> dict[int, list[Section]]:
        """The sections of each document."""
        return _grouped(Section.objects.filter(document__in=self._keys), _document)

    @cached_property
    def articles(self) -> dict[int, list[Article]]:
        """The articles of each document, those that its source has no more at last."""
        rows = Article.objects.filter(document__in=self._keys).order_by("removed_from_source", "ordinal", "id")
        return _grouped(rows, _document)

    @cached_property
    def corrections(self) -> dict[int, list[Correction]]:
        """The corrections of each document, with their articles as they are now."""
        rows = Correction.objects.filter(article__document__in=self._keys).select_related("article")
        return _grouped(rows, lambda row: row.article.document_id)

    @cached_property
    def declared(self) -> dict[int, list[Declared]]:
        """The counts that compilations state of each document."""
        return _grouped(Declared.objects.filter(document__in=self._keys), _document)

    def passages(self, row: Source, documents: Collection[Document]) -> list[Passage]:
        """The passages of a file, in any of its versions, that belong to some of the documents or to none.

        Those of an older version are left out where their document is still read from that version: the newer one may
        have left it out.
        """
        concerned = {document.pk for document in documents} | {None}
        read_here = {document.pk for document in documents if document.source_id == row.pk}
        names = self._names
        return [
            each
            for each in self._passages
            if each.document_id in concerned
            and (names[each.source_id] == row.name or each.document_id in read_here)
            and (each.source_id == row.pk or not self._is_read_from(each.document_id, each.source_id))
        ]

    def _is_read_from(self, document: int | None, source: int) -> bool:
        """Whether a document is read from a source, itself or as a witness; any is, where a passage belongs to none."""
        if document is None:
            return source in self._sources_in_use
        return source in self._read_from[document]

    @cached_property
    def _read_from(self) -> dict[int, set[int]]:
        return {
            document.pk: {document.source_id, *(each.pk for each in self.witnesses[document.pk])}
            for document in self.documents
        }

    @cached_property
    def _sources_in_use(self) -> set[int]:
        rows = Source.objects.exclude(documents=None, witnessed=None)
        return set(rows.order_by().values_list("pk", flat=True).distinct())

    @cached_property
    def _passages(self) -> list[Passage]:
        ours = Q(document__in=self._keys)
        of_files = Q(source__name__in={source.name for source in self.sources})
        return list(Passage.objects.filter(ours | Q(document=None), ours | of_files).order_by("offset", "id"))

    @cached_property
    def _names(self) -> dict[int, str]:
        """The name of each file whose passages are known, of which most are the documents' own."""
        names = {source.pk: source.name for source in self.sources}
        others = {each.source_id for each in self._passages} - set(names)
        return names | dict(Source.objects.filter(pk__in=others).values_list("pk", "name") if others else ())


def having_rows(querysets: Sequence[QuerySet]) -> list[int]:
    """Return the places of those of some querysets that have rows: one query for all of them."""
    asked = [
        rows.order_by().annotate(at=Value(place, IntegerField())).values_list("at", flat=True)
        for place, rows in enumerate(querysets)
    ]
    return sorted(set(asked[0].union(*asked[1:]))) if asked else []


def _document(row: Section | Article | Declared) -> int:
    return row.document_id


def _grouped(
    rows: Iterable[Row], key: Callable[[Row], int], value: Callable[[Row], object] = lambda row: row
) -> defaultdict[int, list]:
    found: defaultdict[int, list] = defaultdict(list)
    for row in rows:
        found[key(row)].append(value(row))
    return found
