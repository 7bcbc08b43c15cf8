"""Pages of Django's lists, of any number of rows, in any order that one may choose there.

A page begins behind a row, as lists of work do (:mod:`portal.editing.key_pages`): what is settled on one page moves no
row of the next. First the keys of its rows are read, then the rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.paginator import Page, Paginator
from django.db.models import F, Model, OrderBy, Q, QuerySet
from django.http import HttpRequest

from portal.editing.key_pages import KeyPage

# What an address says of a page: the first, the last, that behind a row, that before it.
FIRST, LAST, AFTER, BEFORE = "1", "last", "after-", "before-"
# More digits than these no row's number has.
_DIGITS = 18


@dataclass(frozen=True, slots=True)
class SortColumn:
    """A column of a list's order: whether its values fall, and whether rows without one come last."""

    name: str
    falls: bool = False
    empty_last: bool = False

    @property
    def reversed(self) -> "SortColumn":
        """The column of the same list read backwards."""
        return SortColumn(self.name, not self.falls, not self.empty_last)

    @property
    def order(self) -> OrderBy:
        """The column as a query is ordered by it: alike on either engine."""
        return OrderBy(
            F(self.name),
            descending=self.falls,
            nulls_first=None if self.empty_last else True,
            nulls_last=True if self.empty_last else None,
        )

    def beyond(self, value: Any) -> Q:
        """Return which rows stand behind a value in this column."""
        if value is None:
            return Q(pk__in=[]) if self.empty_last else Q(**{f"{self.name}__isnull": False})
        found = Q(**{f"{self.name}__{'lt' if self.falls else 'gt'}": value})
        return found | Q(**{f"{self.name}__isnull": True}) if self.empty_last else found

    def same(self, value: Any) -> Q:
        """Return which rows have a value in this column."""
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})


def columns_of(rows: QuerySet) -> tuple[SortColumn, ...]:
    """Return by what rows are ordered, to their key: what is sorted by its article is so by the order of articles.

    () where an order is no column's.
    """
    found: dict[str, SortColumn] = {}
    for column in (*_columns(rows.model, rows.query.order_by or rows.model._meta.ordering), SortColumn("pk", True)):
        if column is None:
            return ()
        found.setdefault(column.name, column)
        if column.name in ("pk", "id"):
            break
    return tuple(found.values())


def _columns(model: type[Model], ordering: Sequence, prefix: str = "") -> Iterator[SortColumn | None]:
    for part in ordering:
        column = _column(part)
        related = _related(model, column.name) if column else None
        if column is None or related is None:
            yield column and SortColumn(f"{prefix}{column.name}", column.falls, column.empty_last)
            continue
        for each in _columns(related, related._meta.ordering or ["pk"], f"{prefix}{column.name}__"):
            yield each.reversed if each and column.falls else each


def _column(part: Any) -> SortColumn | None:
    """The column that a part of an order names; None where it is an expression of another kind."""
    if isinstance(part, str):
        falls = part.startswith("-")
        return SortColumn(part.removeprefix("-"), falls, falls)
    falls = isinstance(part, OrderBy) and part.descending
    expression = part.expression if isinstance(part, OrderBy) else part
    if not isinstance(expression, F):
        return None
    is_told = isinstance(part, OrderBy) and (part.nulls_first or part.nulls_last)
    return SortColumn(expression.name, falls, bool(part.nulls_last) if is_told else falls)


def _related(model: type[Model], path: str) -> type[Model] | None:
    """The model that a path of columns leads to; None where it ends at a value."""
    fields = {field.name: field for field in model._meta.get_fields()}
    name, _, rest = path.partition("__")
    related = fields[name].related_model if name in fields else None
    return _related(related, rest) if related and rest else related


def behind_values(columns: Sequence[SortColumn], values: Sequence[Any]) -> Q:
    """Return which rows stand behind one with such values."""
    found, same = Q(pk__in=[]), Q()
    for column, value in zip(columns, values, strict=True):
        found |= same & column.beyond(value)
        same &= column.same(value)
    return found


class KeyPages(Paginator):
    """A list's pages; ``at`` is what its address says of one. By a number they are counted, for who asks so.

    Rows are sorted without their columns: to sort eighty thousand facts in the order of the texts with all that a list
    shows takes a second, without a tenth.
    """

    previous = following = ""

    def __init__(self, rows: QuerySet, per_page: int, *args, known: QuerySet | None = None, at: str = FIRST, **kwargs):
        super().__init__(rows, per_page, *args, **kwargs)
        self._rows, self._known, self._at = rows, rows if known is None else known, at

    def page(self, number) -> Page:
        number = self.validate_number(number)
        columns = columns_of(self._rows)
        if not columns or number > 1:
            return self._get_page(self._rows.filter(pk__in=self._counted(number)), number, self)
        rows = self._rows.filter(pk__in=self._keys_at(self._at, columns))
        return self._get_page(rows.order_by(*(column.order for column in columns)), number, self)

    def _counted(self, number: int) -> list[int]:
        end = min(number * self.per_page, self.count)
        end = self.count if end + self.orphans >= self.count else end
        return list(self._rows.values_list("pk", flat=True)[(number - 1) * self.per_page : end])

    def _keys_at(self, at: str, columns: Sequence[SortColumn]) -> list[int]:
        """Return the keys of the page that an address names: the first, where its row is no more."""
        is_backwards = at == LAST or at.startswith(BEFORE)
        begin = self._begin(at, [column.reversed for column in columns] if is_backwards else columns)
        if begin is None:
            return self._keys_at(FIRST, columns)
        most = self.per_page + (self.orphans if at == FIRST else 0)
        keys = list(begin.values_list("pk", flat=True)[: most + 1])
        if not keys and at not in (FIRST, LAST):
            return self._keys_at(FIRST if is_backwards else LAST, columns)
        has_more = len(keys) > most
        keys = keys[: self.per_page] if has_more else keys
        if is_backwards:
            self._name_neighbours(keys := keys[::-1], has_more, at != LAST)
        else:
            self._name_neighbours(keys, at != FIRST, has_more)
        return keys

    def _begin(self, at: str, columns: Sequence[SortColumn]) -> QuerySet | None:
        """The rows from where an address says, in an order; None where its row is no more, or it names none."""
        rows = self._rows.order_by(*(column.order for column in columns))
        if at in (FIRST, LAST):
            return rows
        key = at.removeprefix(BEFORE).removeprefix(AFTER)
        if key == at or not (key.isascii() and key.isdecimal() and len(key) <= _DIGITS):
            return None
        values = self._known.filter(pk=key).order_by().values_list(*(column.name for column in columns)).first()
        return None if values is None else rows.filter(behind_values(columns, values))

    def _name_neighbours(self, keys: Sequence[int], has_previous: bool, has_following: bool) -> None:
        """Note what addresses say of the pages beside these rows."""
        self.previous = f"{BEFORE}{keys[0]}" if keys and has_previous else ""
        self.following = f"{AFTER}{keys[-1]}" if keys and has_following else ""


def key_list(rows: QuerySet, params: Mapping[str, str], size: int) -> KeyPage:
    """Return the page of a list in its own order that an address asks for."""
    pages = KeyPages(rows, size, at=params.get(PAGE_VAR, FIRST))
    found = list(pages.page(1))
    before, after = (f"{PAGE_VAR}={at}" if at else "" for at in (pages.previous, pages.following))
    return KeyPage(found, before, after)


class KeyChangeList(ChangeList):
    """A list of the admin that leads from page to page."""

    @property
    def ways(self) -> list[tuple[str, str]]:
        """The pages that one may go to, by name and address."""
        pages = self.paginator
        found = [("第一页", FIRST), ("上一页", pages.previous)] if pages.previous else []
        found += [("下一页", pages.following), ("最后一页", LAST)] if pages.following else []
        return [(name, self.get_query_string({PAGE_VAR: at})) for name, at in found]


class PagedByKey:
    """Makes an admin's list one whose pages begin behind a row."""

    def get_changelist(self, request: HttpRequest, **kwargs) -> type[ChangeList]:
        return KeyChangeList

    def get_paginator(self, request: HttpRequest, queryset: QuerySet, per_page: int, *args, **kwargs) -> KeyPages:
        known, at = self.get_queryset(request), request.GET.get(PAGE_VAR, FIRST)
        return KeyPages(queryset, per_page, *args, known=known, at=at, **kwargs)
