"""Rows taken out of the base with all that hangs on them, packed so that they can be put back as they were.

A pack may also be made of rows that stay (:func:`snapshot`): putting it back puts what they were in the place of what
they are, and gives that as another pack.

What a deletion would take with it, and what it would cut loose, is Django's own knowledge of the tables
(:class:`~django.db.models.deletion.Collector`). Histories stay: they hang on nothing.
"""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import IntegrityError, connection, models, router, transaction
from django.db.models.deletion import Collector

from policies import change_log
from policies.models import Change, Document, Note, Relation, Responsibility, Revision, Source, Unit
from policies.models.history import unrecorded

RETENTION_DAYS = 30
# Beyond this a packed removal is no removal of documents; who unpacks a stranger's bytes bounds them.
MOST_BYTES = 512 * 2**20


class RestoreError(ValueError):
    """Rows that cannot be put back; says why in Chinese. Nothing was changed."""


class _Collector(Collector):
    """Sees every row that goes: none is deleted unread."""

    def can_fast_delete(self, objs, from_field=None):
        return False


class Removal:
    """Rows on their way out of the base."""

    def __init__(self) -> None:
        self._rows: list[str] = []
        self._links: list[tuple[str, str, int, int]] = []

    def take(self, rows: Sequence[models.Model]) -> None:
        """Take rows of one model, and all that hangs on them; what only pointed to them points to nothing."""
        if rows:
            collector = self.note(rows)
            for model, going in collector.data.items():
                change_log.touch(model, going)
            with unrecorded():
                collector.delete()
            Revision.bump()

    def note(self, rows: Sequence[models.Model]) -> _Collector:
        """Pack rows of one model, and all that hangs on them, and leave them."""
        collector = _Collector(using=router.db_for_write(type(rows[0])))
        collector.collect(rows)
        updates: dict[tuple[Any, Any], Any] = collector.field_updates
        for (field, _), found in updates.items():
            for row in chain.from_iterable(found):
                if row not in collector.data.get(type(row), ()):
                    self._links.append((row._meta.label, field.attname, getattr(row, field.attname), row.pk))
        for going in collector.data.values():
            self._rows.append(serializers.serialize("json", sorted(going, key=lambda row: row.pk)))
        return collector

    def packed(self) -> bytes:
        """Return what :func:`put_back` takes."""
        return zlib.compress(json.dumps({"rows": self._rows, "links": self._links}).encode())


def snapshot(document: Document) -> bytes:
    """Pack a document as it is, with its versions and all that hangs on it."""
    found = Removal()
    found.note([document])
    return found.packed()


def take_documents(documents: Sequence[Document]) -> bytes:
    """Take documents with everything that hangs on them alone: their texts as received, and offices they alone name."""
    removal = Removal()
    parts = Responsibility.objects.filter(article__document__in=documents)
    units = set(parts.values_list("unit", flat=True)) | set(parts.exclude(via=None).values_list("via", flat=True))
    keys = [each.pk for each in documents]
    texts = Document.objects.filter(models.Q(pk__in=keys) | models.Q(version_of__in=keys))
    named = Source.objects.filter(models.Q(documents__in=texts) | models.Q(witnessed__in=texts))
    sources = set(named.values_list("pk", flat=True))
    removal.take(documents)
    removal.take(_unused_units(units))
    removal.take(_unused_sources(sources))
    return removal.packed()


def _unused_units(keys: Iterable[int]) -> list[Unit]:
    """Return those of some offices that the texts brought and that nothing in the base names any more."""
    found = Unit.objects.filter(pk__in=keys, verified=False, edited_by_human=False, merged_into=None)
    ties = ("responsibilities", "merged", "predecessors", "departments", "member_of", "memberships")
    return list(found.filter(**{f"{tie}__isnull": True for tie in ties}).exclude(pk__in=_via()))


def _via() -> models.QuerySet:
    return Responsibility.objects.exclude(via=None).order_by().values("via")


def _unused_sources(keys: Iterable[int]) -> list[Source]:
    unused = {"documents__isnull": True, "witnessed__isnull": True, "collection__isnull": True}
    return list(Source.objects.filter(pk__in=keys, **unused))


@dataclass(frozen=True, slots=True)
class _Pack:
    """Packed rows, and the links that pointed to them: of which row, which column, the value and that row's number."""

    rows: list[Any]
    links: list[tuple[str, str, int, int]]

    @classmethod
    def of(cls, packed: bytes) -> "_Pack":
        stored = json.loads(zlib.decompressobj().decompress(packed, MOST_BYTES))
        return cls(
            [each.object for found in stored["rows"] for each in serializers.deserialize("json", found)],
            stored["links"],
        )

    @property
    def documents(self) -> list[Document]:
        return [row for row in self.rows if isinstance(row, Document)]


@transaction.atomic
def put_back(packed: bytes) -> tuple[list[Document], bytes | None]:
    """Put rows back as they were; gives the documents among them, and a pack of what stood in their place, if any did.

    What others said meanwhile of these documents from outside stays, as far as what it speaks of is there again.
    Raises RestoreError where their place is taken by something else.
    """
    pack = _Pack.of(packed)
    for each in pack.documents:
        each.paired_as = each.derived_as = ""  # the base that it was paired with went on
    roots = [row.pk for row in pack.documents if row.version_of_id is None]
    instead = list(Document.objects.filter(pk__in=roots))
    removal = Removal()
    removal.take(instead)
    _refuse_what_is_there(pack.rows, pack.documents)
    taken = _Pack.of(removal.packed())
    try:
        with transaction.atomic():
            _create(pack.rows, instead)
            _create(_beside(taken.rows, pack.rows), instead)
            _tie([*taken.links, *pack.links])
            connection.check_constraints([model._meta.db_table for model in _by_model(pack.rows)])
    except IntegrityError:
        raise RestoreError("没有恢复：它引用的内容在本库里已经没有了，请重新导入原件。") from None
    Revision.bump()
    return pack.documents, removal.packed() if instead else None


def _create(rows: Iterable[Any], instead: Sequence[Document]) -> None:
    """Write rows; a document that only says something else now is not new to readers."""
    for model, found in _by_model(rows).items():
        model._base_manager.bulk_create(found, batch_size=200)
        change_log.created(model, [row for row in found if row not in instead])


# What people say of documents from outside, and what was told of them: no part of what they were.
_OF_OTHERS = (Relation, Note, Change, Change.units.through)


def _beside(taken: Iterable[Any], restored: Iterable[Any]) -> list[Any]:
    """Return the removed rows in which others spoke of the documents, where all that they point to is there."""
    known = {(type(row), row.pk) for row in restored}
    rows = [row for row in taken if isinstance(row, _OF_OTHERS) and (type(row), row.pk) not in known]
    restorable: list[Any] = []
    for row in sorted(rows, key=lambda row: _OF_OTHERS.index(type(row))):
        if all(_is_restorable(row, field, restorable) for field in row._meta.concrete_fields if field.is_relation):
            restorable.append(row)
    return restorable


def _is_restorable(row: models.Model, field: Any, restorable: Iterable[Any]) -> bool:
    """Whether what a row points to is there; where that need not be, it points to nothing."""
    key = getattr(row, field.attname)
    is_restored = any(type(each) is field.related_model and each.pk == key for each in restorable)
    if key is None or is_restored or field.related_model._base_manager.filter(pk=key).exists():
        return True
    if field.null:
        setattr(row, field.attname, None)
    return bool(field.null)


def _tie(links: Iterable[tuple[str, str, int, int]]) -> None:
    """Let rows point to what is there again."""
    for label, name, value, key in links:
        model = apps.get_model(label)
        target = model._meta.get_field(name).related_model
        if target._base_manager.filter(pk=value).exists():
            model._base_manager.filter(pk=key).update(**{name: value})


def _by_model(rows: Iterable[Any]) -> dict[type[models.Model], list[Any]]:
    found: dict[type[models.Model], list[Any]] = {}
    for row in rows:
        found.setdefault(type(row), []).append(row)
    return found


def _refuse_what_is_there(rows: Iterable[Any], documents: Iterable[Document]) -> None:
    for each in documents:
        same = Document.objects.current().exclude(number="").filter(number=each.number)
        if each.version_of_id is None and (same.exists() or Document.objects.filter(slug=each.slug).exists()):
            raise RestoreError(f"没有恢复：本库里又有了{each.name}，请先移除那一份。")
    texts = [row.sha256 for row in rows if isinstance(row, Source)]
    if known := Source.objects.filter(sha256__in=texts).first():
        raise RestoreError(f"没有恢复：同一份原件后来又导入过（{known}），请先撤销那一次。")
