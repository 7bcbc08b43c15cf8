"""The numbers that a browser prints before the items of a list; they stand nowhere in the markup (CSS Lists 3)."""

import re
from collections.abc import Callable, Mapping
from itertools import islice

from lxml import etree

from importers.parsing.formats.word_numbering import chinese

# An item that has its number in its text; the browser's own is hidden by a style then.
_NUMBERED = re.compile(r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[.．、）)]|第)")
_STYLE = re.compile(r"list-style(?:-type)?\s{0,3}:([^;]{0,80})", re.IGNORECASE)
_FIRST_PIECES = 8  # of an item's text, in one of which its own number stands


def _plain(value: int) -> str:
    return f"{value}. "


def _chinese(value: int) -> str:
    return f"{chinese(value)}、"


def _letter(first: str) -> Callable[[int], str]:
    return lambda value: f"{chr(ord(first) + (value - 1) % 26)}. "


# By the word in an item's or its list's style, or by the attribute “type”; any other is a figure.
_COUNTED: Mapping[str, Callable[[int], str]] = {
    "none": lambda value: "",
    "cjk-ideographic": _chinese,
    "simp-chinese-informal": _chinese,
    "trad-chinese-informal": _chinese,
    "upper-alpha": _letter("A"),
    "upper-latin": _letter("A"),
    "lower-alpha": _letter("a"),
    "lower-latin": _letter("a"),
    "A": _letter("A"),
    "a": _letter("a"),
}


class ListNumbers:
    """Counts the items of each list of a page, in the order of the page."""

    def __init__(self) -> None:
        self._counts: dict[etree._Element, int] = {}

    def before(self, item: etree._Element) -> str:
        """Return what a browser prints before an item: “3. ”, “三、”; “” before one of a list without numbers."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        place = self._place(item, parent)
        if _NUMBERED.match("".join(islice(item.itertext(), _FIRST_PIECES))):
            return ""
        return next((_COUNTED[word] for word in _styled(item, parent) if word in _COUNTED), _plain)(place)

    def _place(self, item: etree._Element, parent: etree._Element) -> int:
        """An item's number: its own, else one more than the one before it."""
        own, first = _figure(item.get("value")), _figure(parent.get("start"))
        following = self._counts[parent] + 1 if parent in self._counts else 1 if first is None else first
        self._counts[parent] = following if own is None else own
        return self._counts[parent]


def _styled(item: etree._Element, parent: etree._Element) -> list[str]:
    """The words that say how an item is counted, its own before its list's."""
    words: list[str] = []
    for element in (item, parent):
        style = _STYLE.search(element.get("style") or "")
        words += [*(style[1].split() if style else ()), element.get("type") or ""]
    return words


def _figure(value: str | None) -> int | None:
    printed = (value or "").strip()
    return int(printed) if printed.isdecimal() and len(printed) < 7 else None
