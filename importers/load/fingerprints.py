"""By what an import knows a document that is as it was when it was derived last, and passes it over."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from hashlib import sha256

from django.db import connections
from django.db.models import Model, Q, QuerySet

from importers.linking.resolve import CitableDocument
from importers.load.vocabularies import VocabularyRows
from policies.models import (
    DERIVED,
    Article,
    Correction,
    Declared,
    Document,
    Membership,
    Passage,
    Section,
    Source,
    StructureMark,
    Term,
    Unit,
    UnitName,
)
from policies.text.normalize import fold

# What a document's row says of a text that is derived; the rest is its state, or follows.
_HEAD = ("source_id", "collection_id", "title", "number", "issuers", "code", "year", "issued_on", "told_by_file")
_SPACE = re.compile(r"\s")
# 第八十七号 is 第87号, and which one it is is not asked here.
_IN_WORDS = re.compile("第[〇零一二三四五六七八九十百]{1,6}号")
_PARTS: Sequence[type[Model]] = (Section, Article, Passage, Declared)


class Fingerprints:
    """The fingerprints of documents in one run: of what they are derived from, and of all rows that were.

    ``code`` are the rules that they are derived by, ``known`` the documents that they may mention.
    """

    def __init__(self, code: str, rows: VocabularyRows, known: Sequence[CitableDocument]):
        self._code = code
        # What texts are read with in this run; an office that it finds itself is read for by the next one.
        new = (part for name, unit in rows.units.items() if _is_new(unit) for part in (name, unit.local_name))
        self._new = sorted({_SPACE.sub("", name) for name in new if name})
        self._known = [(each, _signs(each)) for each in known]
        # A compilation's text is every one of its documents'.
        self._named = lru_cache(maxsize=4)(self._may_name)

    def of(self, document: Document) -> str:
        """The fingerprint of a document as the base has it now."""
        digest = sha256(self._code.encode() + self._vocabulary)
        for row in self._state(document):
            digest.update(repr(row).encode())
        return digest.hexdigest()[:16]

    @cached_property
    def _vocabulary(self) -> bytes:
        """Return what is known beside the texts. New names, which texts bring, count where a text holds one."""
        units = Unit.objects.exclude(**_NEW)
        tables = (units, UnitName.objects.filter(unit__in=units), Membership.objects.all(), Term.objects.all())
        digest = sha256()
        for rows in tables:
            for row in _values(rows):
                digest.update(repr(row).encode())
        return digest.digest()

    def _state(self, document: Document) -> Iterator[tuple]:
        yield tuple(getattr(document, name) for name in _HEAD)
        texts = Source.objects.filter(Q(documents=document) | Q(witnessed=document)).distinct().order_by("pk")
        printed = ""
        for number, text, metadata in texts.values_list("pk", "text", "metadata"):
            printed += text
            yield number, text, metadata
        yield self._named(printed)
        yield from _values(StructureMark.objects.filter(source__in=texts.values("pk")))
        for part in _PARTS:
            yield from _values(part._base_manager.filter(document=document))
        yield from _values(Correction.objects.filter(article__document=document))
        for model in DERIVED:
            yield from _values(model.objects.of_documents([document.pk]))

    def _may_name(self, text: str) -> tuple[str, ...]:
        """The documents and the new offices that a text may name: too many rather than too few."""
        printed = _SPACE.sub("", text)
        bare = fold(printed).replace("的", "")  # as titles are compared
        is_any = bool(_IN_WORDS.search(bare))
        documents = (
            repr(each)
            for each, signs in self._known
            if is_any or any(all(part in bare for part in parts) for parts in signs)
        )
        return (*documents, *(name for name in self._new if name in printed))


# Of an office that a text brought, and of which nobody has said anything.
_NEW = {"verified": False, "edited_by_human": False, "not_an_office": False, "merged_into": None}


def _is_new(unit: Unit) -> bool:
    return all(getattr(unit, name) == value for name, value in _NEW.items() if name != "merged_into")


def _signs(document: CitableDocument) -> list[tuple[str, ...]]:
    """The parts that a text holds, each of one of these, if it mentions a document: of its number, or of its title."""
    digits = tuple(re.findall(r"\d+", document.number))
    titles = [tuple(filter(None, re.split(r"\W", fold(title)))) for title in document.titles]
    return [parts for parts in (digits, *titles) if parts]


def _values(rows: QuerySet) -> Iterator[tuple]:
    """Rows as the base gives them: that two are alike can be seen without a day being made of each day's text."""
    columns = (field.attname for field in rows.model._meta.concrete_fields)
    sql, parameters = rows.order_by("pk").values_list(*columns).query.sql_with_params()
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, parameters)
        yield from cursor
