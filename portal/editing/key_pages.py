"""Lists that page by key: a page begins behind a row, not after so many, so the hundredth costs what the first does.

Rows are ordered by columns of whole numbers that tell them apart, ascending; NULL is none of them. In an address a key
is its numbers with dots: ?after=3.12.40.517.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

# More digits than these no row's number has.
_DIGITS = 18


def key_of(row: Model, columns: Sequence[str]) -> tuple:
    """Return where a row stands in the order of some columns."""
    return tuple(getattr(row, name) for name in columns)


def behind(rows: QuerySet, columns: Sequence[str], key: Sequence) -> QuerySet:
    """Return the rows after a key, in order."""
    return rows.filter(_beyond("gt", columns, key)).order_by(*columns)


def before(rows: QuerySet, columns: Sequence[str], key: Sequence) -> QuerySet:
    """Return the rows before a key, the nearest first."""
    return rows.filter(_beyond("lt", columns, key)).order_by(*(f"-{name}" for name in columns))


def _beyond(comparison: str, columns: Sequence[str], key: Sequence) -> Q:
    found, same = Q(), Q()
    for name, value in zip(columns, key, strict=True):
        found |= same & Q(**{f"{name}__{comparison}": value})
        same &= Q(**{name: value})
    return found


@dataclass(frozen=True, slots=True)
class KeyPage:
    """Some rows of a list; ``previous`` and ``following`` are what an address says of the pages beside, '' without."""

    rows: Sequence[Any]
    previous: str
    following: str


def key_page(rows: QuerySet, columns: Sequence[str], params: Mapping[str, str], size: int) -> KeyPage:
    """Return the page that an address asks for (``after`` or ``before`` a key); the first where it asks for none."""
    found, is_backwards = _found(rows, columns, params, size + 1)
    shown = found[:size][::-1] if is_backwards else found[:size]
    if not shown:
        return KeyPage([], "", "")
    first, last = key_of(shown[0], columns), key_of(shown[-1], columns)
    is_more = len(found) > size
    is_first = not is_backwards and not params.get("after")
    has_previous = is_more if is_backwards else not is_first and before(rows, columns, first).exists()
    has_following = behind(rows, columns, last).exists() if is_backwards else is_more
    return KeyPage(
        shown, f"before={_written(first)}" if has_previous else "", f"after={_written(last)}" if has_following else ""
    )


def list_page(items: Sequence[Any], params: Mapping[str, str], size: int) -> KeyPage:
    """Return the page of what is made in memory: its key is its place, from 1."""
    (at,) = _read(params.get("after", ""), 1) or (0,)
    (end,) = _read(params.get("before", ""), 1) or (0,)
    first = max(0, end - 1 - size) if end else at
    last = min(first + size, len(items))
    return KeyPage(
        items[first:last], f"before={first + 1}" if first else "", f"after={last}" if last < len(items) else ""
    )


def _found(rows: QuerySet, columns: Sequence[str], params: Mapping[str, str], most: int) -> tuple[list, bool]:
    if key := _read(params.get("before", ""), len(columns)):
        return list(before(rows, columns, key)[:most]), True
    if key := _read(params.get("after", ""), len(columns)):
        return list(behind(rows, columns, key)[:most]), False
    return list(rows.order_by(*columns)[:most]), False


def _written(key: Sequence[int]) -> str:
    return ".".join(map(str, key))


def _read(text: str, length: int) -> tuple[int, ...]:
    """The key that an address names; () where it names none."""
    parts = text.split(".")
    is_key = len(parts) == length and all(
        each.isascii() and each.isdecimal() and len(each) <= _DIGITS for each in parts
    )
    return tuple(map(int, parts)) if is_key else ()
