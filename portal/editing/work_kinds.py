"""Kinds of work: what an item is, how many there are by document, and a page of them.

:class:`RowKind` is of rows of the base, counted and paged by queries; :class:`MadeKind` of what is worked out.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Count, Model, QuerySet
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString

from policies.models.derived import WORK_ORDER
from policies.revision_cache import cached_per_revision
from portal.editing.key_pages import KeyPage, key_page, list_page

PAGE = 50
# How many items a kind has, by the number of their document; None counts those of none.
Counts = Mapping[int | None, int]


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing to settle: in which document (its number, None where it is of none), where, what, and on which page.

    ``words`` are those of the print that it is about, marked in what stands around them.
    """

    document: int | None
    place: str
    text: str
    address: str
    words: SafeString | str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WorkKind:
    """A kind of doubt; ``todo`` tells an editor what settles it.

    ``by_revision``: whether its items change only as the base's revision does; then they are counted once a revision.
    """

    name: str
    label: str
    todo: str
    by_revision: bool = True

    def counts(self) -> Counts:
        """Return how many items there are, by document."""
        return _counts_by_revision(self) if self.by_revision else self.count()

    def count(self) -> Counts:
        """Count them."""
        raise NotImplementedError

    def page(self, document: int | None, is_of_one: bool, params: Mapping[str, str]) -> KeyPage:
        """Return some items, of one document where ``is_of_one``; ``asked`` is what the address says of the page."""
        raise NotImplementedError

    def has(self, row: Model) -> bool:
        """Whether a row of the base is still to be settled."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RowKind(WorkKind):
    """Items that are rows of the base: ``rows`` gives each with ``of_document`` and the ``columns`` of their order."""

    rows: Callable[[], QuerySet]
    item: Callable[[Any], WorkItem]
    columns: Sequence[str] = WORK_ORDER

    def count(self) -> Counts:
        return dict(self.rows().order_by().values_list("of_document").annotate(Count("pk")))

    def page(self, document: int | None, is_of_one: bool, params: Mapping[str, str]) -> KeyPage:
        rows = self.rows().filter(of_document=document) if is_of_one else self.rows()
        if is_of_one and document is None:
            rows = self.rows().filter(of_document__isnull=True)
        found = key_page(rows, self.columns, params, PAGE)
        return KeyPage([self.item(row) for row in found.rows], found.previous, found.following)

    def has(self, row: Model) -> bool:
        rows = self.rows()
        return isinstance(row, rows.model) and rows.filter(pk=row.pk).exists()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MadeKind(WorkKind):
    """Items that are worked out: few, and made together."""

    items: Callable[[], Iterator[WorkItem]]

    def count(self) -> Counts:
        return Counter(item.document for item in self.items())

    def page(self, document: int | None, is_of_one: bool, params: Mapping[str, str]) -> KeyPage:
        return list_page([each for each in self.items() if not is_of_one or each.document == document], params, PAGE)

    def has(self, row: Model) -> bool:
        return any(item.address in (change_page(row), conflict_page(row)) for item in self.items())


def change_page(row: Model) -> str:
    """Return the address of a record's page."""
    return _page_of_kind(str(row._meta.model_name), get_script_prefix() + settings.ADMIN_PATH).replace(
        _NUMBER, str(row.pk)
    )


# Stands for a record's number in the address of its kind's pages: a list of thousands asks for one each.
_NUMBER = "-number-"


@cache
def _page_of_kind(model: str, desk: str) -> str:
    return reverse(f"admin:policies_{model}_change", args=[_NUMBER])


def conflict_page(row: Model) -> str:
    """Return the address of the page of a conflict."""
    return reverse("admin:conflict", args=[row._meta.model_name, row.pk])


@cached_per_revision
def _counts_by_revision(kind: WorkKind) -> Counts:
    return kind.count()
