"""Cells of the vocabularies' tables that list several things: 餐饮|住宿."""

from collections.abc import Iterable

SEPARATOR = "|"


def listed(cell: str | None) -> tuple[str, ...]:
    """Return what a cell lists, in its order: ``listed("餐饮| 住宿|") == ("餐饮", "住宿")``; () for an empty one."""
    return tuple(filter(None, map(str.strip, (cell or "").split(SEPARATOR))))


def as_cell(words: Iterable[str]) -> str:
    """Return the cell that lists some words: ``as_cell(["餐饮", "住宿"]) == "餐饮|住宿"``."""
    return SEPARATOR.join(words)
