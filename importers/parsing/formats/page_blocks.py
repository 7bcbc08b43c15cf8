"""A page's markup → its blocks, in the order of the page: a paragraph each, or a row of a table.

What no reader sees gives none: scripts, forms' fields, what a style hides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from importers.parsing.formats.page_lists import ListNumbers
from importers.parsing.formats.records import UnreadableFileError
from importers.parsing.formats.text_builder import MAX_CHARACTERS, TOO_LONG

# What is not text, or not of a text, whatever stands in it.
_DROPPED = frozenset({
    "script", "style", "noscript", "iframe", "template", "head", "nav", "select", "option", "button", "textarea",
    "svg", "canvas", "audio", "video", "object", "embed", "map", "area", "datalist", "dialog",
})  # fmt: skip
# What stands in the line, as everything else opens a line of its own.
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr", "o:p", "st1:chsdate",
})  # fmt: skip
_HIDDEN = re.compile(
    r"(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|opacity\s{0,3}:\s{0,3}0(?![.\d]))", re.I
)
# Browsers put nothing for a line break of the markup between two characters that have no blanks between words
# (CSS Text 3, 4.1.3): a page saved from Word breaks its lines anywhere.
_BREAK = re.compile(r"(?<=[^\x00-\xff])[ \t]*[\r\n]\s*(?=[^\x00-\xff])")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
# A layout of old pages: a table whose one cell holds the document.
_CELL_OF_A_PAGE = 6
# Where the markup's own line breaks are those of the text.
_AS_TYPED = frozenset({"pre", "listing", "xmp", "plaintext"})
_KEEPS_BREAKS = re.compile(r"white-space\s{0,3}:\s{0,3}(?:pre|break-spaces)", re.I)
_MAX_COLUMNS = 60
_MAX_SPAN = {"colspan": 30, "rowspan": 500}


@dataclass(frozen=True, slots=True)
class PageCell:
    """A piece of text and the way to its element."""

    text: str
    element: str


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the page.

    ``way`` are the numbers of the elements around it, the innermost last, ``names`` the class and id of each of them.
    """

    cells: tuple[PageCell, ...]
    way: tuple[int, ...]
    names: tuple[str, ...]
    links: int = 0  # how many of its characters are links
    heading: bool = False
    picture: bool = False

    @property
    def text(self) -> str:
        """The block's text, as it will stand in the line."""
        return self.cells[0].text if len(self.cells) == 1 else "\t".join(cell.text for cell in self.cells)

    @property
    def element(self) -> str:
        """The way to its first piece."""
        return self.cells[0].element if self.cells else ""


def blocks(root: etree._Element, *, hidden: bool = False) -> list[Block]:
    """Every block of a page that a reader sees; with those that its markup hides, if ``hidden``."""
    walker = _Walker(hidden=hidden)
    walker.walk(root, "")
    walker.flush()
    return walker.blocks


class _Walker:
    """Walks a page once, keeping the line that is being put together."""

    def __init__(self, *, hidden: bool = False) -> None:
        self.blocks: list[Block] = []
        self._hidden = hidden
        self._number = ""  # of an item whose first line is still to come
        self._typed = self._signs = 0
        self._lists = ListNumbers()
        self._text: list[str] = []
        self._links = 0
        self._link_depth = 0
        self._way: list[int] = []
        self._elements: list[str] = []
        self._names: list[str] = []
        self._count = 0
        self._headings = 0

    def walk(self, element: etree._Element, step: str) -> None:
        if not isinstance(element.tag, str) or element.tag in _DROPPED:
            return
        if not self._hidden and _is_hidden(element):
            return
        if element.tag in {"br", "hr"}:
            self.flush()
        elif element.tag == "img":
            self._picture(element)
        elif element.tag in _INLINE:
            self._inline(element)
        else:
            self._block(element, step)

    def flush(self) -> None:
        """End the line."""
        text = _squeezed("".join(self._text))
        if text:
            self._append((PageCell(self._number + text, self._element),), self._links)
            self._number = ""
        self._text, self._links = [], 0

    def _append(self, cells: tuple[PageCell, ...], links: int = 0, *, picture: bool = False) -> None:
        self.blocks.append(Block(cells, tuple(self._way), tuple(self._names), links, self._headings > 0, picture))

    @property
    def _element(self) -> str:
        return "/".join(self._elements)

    def _add_text(self, text: str | None) -> None:
        if text:
            self._signs += len(text)
            if self._signs > MAX_CHARACTERS:
                raise UnreadableFileError(TOO_LONG)
            self._text.append(text)
            self._links += len(text.strip()) if self._link_depth else 0

    def _inline(self, element: etree._Element) -> None:
        is_link = element.tag == "a" and element.get("href") is not None
        self._link_depth += is_link
        self._inside(element)
        self._link_depth -= is_link

    def _inside(self, element: etree._Element) -> None:
        steps: dict[str, int] = {}
        is_typed = _is_as_typed(element)
        self._typed += is_typed
        self._add(element.text)
        for child in element:
            tag = str(child.tag)
            steps[tag] = steps.get(tag, 0) + 1
            self.walk(child, f"{tag}[{steps[tag]}]")
            self._add(child.tail)
        self._typed -= is_typed

    def _add(self, text: str | None) -> None:
        if self._typed:
            self._add_lines(text)
        else:
            self._add_text(text)

    def _add_lines(self, text: str | None) -> None:
        for index, line in enumerate((text or "").splitlines()):
            if index:
                self.flush()
            self._add_text(line)
        if text and text.endswith(("\n", "\r")):
            self.flush()

    def _block(self, element: etree._Element, step: str) -> None:
        self.flush()
        self._count += 1
        self._way.append(self._count)
        self._elements.append(step or element.tag)
        self._names.append(f"{element.get('class', '')} {element.get('id', '')}".strip())
        self._headings += element.tag in {"h1", "h2", "h3"}
        if element.tag == "table" and _is_data(element):
            self._table(element)
        else:
            if element.tag == "li":
                self._number = self._lists.before(element)
            self._inside(element)
            self.flush()
            if element.tag == "li":
                self._number = ""
        self._headings -= element.tag in {"h1", "h2", "h3"}
        for stack in (self._way, self._elements, self._names):
            stack.pop()

    def _picture(self, element: etree._Element) -> None:
        self.flush()
        self._append((PageCell("", self._element),), picture=True)

    def _table(self, table: etree._Element) -> None:
        """A row a block; a cell that spans more of them stands in the first, and is empty in the others."""
        until: dict[int, int] = {}  # the row up to which a cell from above covers a column
        for number, row in enumerate(_rows(table)):
            self._append(tuple(self._cells(row, number, until)), _links_of(row))

    def _cells(self, row: etree._Element, number: int, until: dict[int, int]) -> Iterator[PageCell]:
        column = 0
        for cell in row.iterchildren("td", "th"):
            while until.get(column, 0) > number and column < _MAX_COLUMNS:
                yield PageCell("", "")
                column += 1
            across, below = _span(cell, "colspan"), number + _span(cell, "rowspan")
            until.update((column + each, below) for each in range(across))
            yield PageCell(_cell_text(cell), f"{self._element}/row[{number + 1}]/cell[{column + 1}]")
            yield from (PageCell("", "") for _ in range(across - 1))
            column += across


def _is_hidden(element: etree._Element) -> bool:
    """Whether nobody sees an element; a body that is hidden is shown by a script as soon as the page is there."""
    style = element.get("style")
    return element.tag != "body" and (element.get("hidden") is not None or bool(style and _HIDDEN.search(style)))


def _squeezed(text: str) -> str:
    return _BLANKS.sub(" ", _BREAK.sub("", text)).strip(" \t\r\n\f\xa0\u3000")


def _text(element: etree._Element) -> str:
    return "".join(str(each) for each in element.itertext())


def _rows(table: etree._Element) -> list[etree._Element]:
    """A table's own rows as a browser shows them: its foot last, wherever it stands in the markup."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
    return sorted(rows, key=lambda row: getattr(row.getparent(), "tag", "") == "tfoot")


def _is_as_typed(element: etree._Element) -> bool:
    """Whether the markup's line breaks in an element are seen: “<pre>”, “white-space: pre-wrap”."""
    return element.tag in _AS_TYPED or bool(_KEEPS_BREAKS.search(element.get("style") or ""))


def _span(cell: etree._Element, name: str) -> int:
    value = str(cell.get(name, "1")).strip()
    return min(max(int(value), 1), _MAX_SPAN[name]) if value.isdecimal() and len(value) < 4 else 1


def _is_data(table: etree._Element) -> bool:
    """Whether a table is one of a document, not the frame of a page: several rows of several cells, none a page.

    A table in a cell of a frame is a page's; one in a cell of a table of tasks is small, and a part of its row.
    """
    rows = _rows(table)
    cells = [[cell for cell in row.iterchildren("td", "th") if _text(cell).strip()] for row in rows]
    wide = sum(len(row) > 1 for row in cells)
    is_nested = next(table.iterdescendants("table"), None) is not None
    if wide > 1 and not is_nested:
        return True
    return wide > is_nested and not any(_is_page(cell) for row in cells for cell in row)


def _is_page(cell: etree._Element) -> bool:
    return sum(1 for each in cell.iter("p", "br", "div", "tr", "li") if each is not cell) >= _CELL_OF_A_PAGE


def _cell_text(cell: etree._Element) -> str:
    """A cell's paragraphs in one line."""
    walker = _Walker()
    walker._inside(cell)
    walker.flush()
    return " ".join(block.text for block in walker.blocks if block.text)


def _links_of(row: etree._Element) -> int:
    return sum(len(_text(link).strip()) for link in row.iter("a") if link.get("href") is not None)
