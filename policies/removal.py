"""Rows taken out of the base with all that hangs on them, packed so that they can be put back as they were.

What a deletion would take with it, and what it would cut loose, is Django's own knowledge of the tables
(:class:`~django.db.models.deletion.Collector`). Histories stay: they hang on nothing.
"""

import json
import zlib
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import IntegrityError, models, router, transaction
from django.db.models.deletion import Collector

from policies.models import Document, Responsibility, Revision, Source, Unit
from policies.models.history import unrecorded

DAYS_KEPT = 30
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
        if not rows:
            return
        collector = _Collector(using=router.db_for_write(type(rows[0])))
        collector.collect(rows)
        updates: dict[tuple[Any, Any], Any] = collector.field_updates
        for (field, _), found in updates.items():
            for row in chain.from_iterable(found):
                if row not in collector.data.get(type(row), ()):
                    self._links.append((row._meta.label, field.attname, getattr(row, field.attname), row.pk))
        for going in collector.data.values():
            self._rows.append(serializers.serialize("json", sorted(going, key=lambda row: row.pk)))
        with unrecorded():
            collector.delete()
        Revision.bump()

    def packed(self) -> bytes:
        """What :func:`put_back` takes."""
        return zlib.compress(json.dumps({"rows": self._rows, "links": self._links}).encode())


def take_documents(documents: Sequence[Document]) -> bytes:
    """Take documents with everything that hangs on them alone: their texts as received, and offices they alone name."""
    removal = Removal()
    parts = Responsibility.objects.filter(article__document__in=documents)
    units = set(parts.values_list("unit", flat=True)) | set(parts.exclude(via=None).values_list("via", flat=True))
    sources = {each.source_id for each in documents}
    sources |= set(Document.witnesses.through.objects.filter(document__in=documents).values_list("source", flat=True))
    removal.take(documents)
    removal.take(_unused_units(units))
    removal.take(_unused_sources(sources))
    return removal.packed()


def _unused_units(keys: Iterable[int]) -> list[Unit]:
    """Of some offices those that the texts brought, and that nothing and nobody in the base knows any more."""
    found = Unit.objects.filter(pk__in=keys, verified=False, edited_by_human=False, merged_into=None)
    ties = ("responsibilities", "merged", "predecessors", "departments", "member_of", "memberships")
    return list(found.filter(**{f"{tie}__isnull": True for tie in ties}).exclude(pk__in=_via()))


def _via() -> models.QuerySet:
    return Responsibility.objects.exclude(via=None).order_by().values("via")


def _unused_sources(keys: Iterable[int]) -> list[Source]:
    unused = {"documents__isnull": True, "witnessed__isnull": True, "collection__isnull": True}
    return list(Source.objects.filter(pk__in=keys, **unused))


@transaction.atomic
def put_back(packed: bytes) -> list[Document]:
    """Put rows back as they were; gives the documents among them. Raises RestoreError where their place is taken."""
    unpacker = zlib.decompressobj()
    told = json.loads(unpacker.decompress(packed, MOST_BYTES))
    rows = [each.object for found in told["rows"] for each in serializers.deserialize("json", found)]
    documents = [row for row in rows if isinstance(row, Document)]
    _refuse_what_is_there(rows, documents)
    for each in documents:
        each.paired_as = ""  # the base that it was paired with went on
    try:
        with transaction.atomic():
            for model, found in _by_model(rows).items():
                model._base_manager.bulk_create(found, batch_size=200)
            for label, name, value, key in told["links"]:
                apps.get_model(label)._base_manager.filter(pk=key).update(**{name: value})
    except IntegrityError:
        raise RestoreError("没有恢复：它引用的内容在本库里已经没有了，请重新导入原件。") from None
    Revision.bump()
    return documents


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
