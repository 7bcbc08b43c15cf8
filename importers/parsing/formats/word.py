"""A DOCX file → its text as Word shows it, with all revisions accepted.

Heads and feet of the pages are no part of the text; macros are never run, and what the file links to is never fetched.
"""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from importers.parsing.formats import word_symbols
from importers.parsing.formats.records import Extracted, ReadingDoubt, UnreadableFileError
from importers.parsing.formats.text_builder import TextBuilder
from importers.parsing.formats.versions import VERSIONS
from importers.parsing.formats.word_numbering import Numbering
from importers.parsing.formats.word_parts import attribute, child, children, name, number, parse
from importers.parsing.formats.zip_archive import Archive

FORMAT, VERSION = "docx", VERSIONS["docx"]

# What only wraps what stands in it; and what was taken away, or is nothing that is printed here.
_WRAPPERS = frozenset(
    {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "hyperlink", "fldSimple", "dir", "bdo"}
    | {"AlternateContent", "Choice", "ruby", "rubyBase", "oMath", "oMathPara"}
)
_GONE = frozenset({"del", "moveFrom", "Fallback", "rt", "instrText", "delText", "delInstrText", "pPr", "rPr", "sdtPr"})
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PICTURES = {"blip": "图片", "imagedata": "图片", "chart": "图表", "OLEObject": "嵌入的文件", "altChunk": "嵌入的文件"}
_MAIN = re.compile(r"word/document\d{0,3}\.xml")  # some offices call it document2.xml
_REVISIONS = frozenset({"ins", "del", "moveFrom", "moveTo"})


def read(content: bytes) -> Extracted:
    """The text of a DOCX file."""
    archive = Archive(content)
    root = parse(archive.read(next(filter(_MAIN.fullmatch, sorted(archive.names)), "")))
    body = child(root, "body")
    if root is None or body is None:
        raise UnreadableFileError("文档已损坏（没有正文），请用 Word 或 WPS 打开、另存后再导入。")
    numbering = Numbering(parse(archive.read("word/numbering.xml")), parse(archive.read("word/styles.xml")))
    reader = _WordReader(numbering)
    reader.blocks(body, "")
    reader.notes(parse(archive.read("word/footnotes.xml")), "footnote")
    reader.notes(parse(archive.read("word/endnotes.xml")), "endnote")
    built = reader.builder.built(FORMAT, VERSION)
    revised = sum(1 for each in body.iter() if name(each) in _REVISIONS)
    doubts = (ReadingDoubt(0, 0, f"文档里有 {revised} 处没有接受的修订，按接受后的文字读取。"),) if revised else ()
    return Extracted(built.text, FORMAT, VERSION, places=built.places, doubts=(*doubts, *built.doubts))


class _WordReader:
    """Walks a document's blocks in their order, for numbers are counted by it."""

    def __init__(self, numbering: Numbering):
        self.builder = TextBuilder()
        self._numbering = numbering
        self._paragraphs = self._tables = 0
        self._carried = ""  # of a paragraph whose end was deleted: the next one goes on with it

    def blocks(self, parent: etree._Element, way: str) -> None:
        for block in parent:
            kind = name(block)
            if kind == "p":
                self._paragraph(block, way)
            elif kind == "tbl":
                self._table(block, way)
            elif kind == "altChunk":
                self.builder.doubt("此处嵌入了另一份文件，其中的文字没有读出。")
            elif kind in _WRAPPERS:
                self.blocks(block, way)

    def _paragraph(self, paragraph: etree._Element, way: str) -> None:
        self._paragraphs += 1
        element = f"{way}p[{self._paragraphs}]"
        text = self._carried + self._text(paragraph, " ")
        self._carried = ""
        if _is_joined(paragraph):
            self._carried = text
            return
        for line in text.split("\n"):
            self.builder.line(line, element)
        self._beside(paragraph, element)

    def _text(self, paragraph: etree._Element, empty: str) -> str:
        """A paragraph's text with its number; ``empty`` for one that has nothing but a number, though it is counted."""
        text = "".join(_pieces(paragraph))
        label = self._numbering.label(paragraph) if not _is_joined(paragraph) or text.strip() else ""
        return label + text.lstrip() if text.strip() else empty or label

    def _beside(self, paragraph: etree._Element, element: str) -> None:
        """Read the parts of a paragraph that are no line of it: boxes with text, pictures."""
        for box in _boxes(paragraph):
            self.blocks(box, f"{element}/textbox/")
        kinds = {name(each) for each in _shown(paragraph)} & _PICTURES.keys()
        if any(name(each) == "sym" and not _symbol(each) for each in _shown(paragraph)):
            self.builder.doubt(f"此处有符号字体里的符号（{element}），读不出是什么，请对照原件。")
        for what in sorted({_PICTURES[kind] for kind in kinds}):
            self.builder.doubt(f"此处有一处{what}（{element}），其中的文字没有读出。")

    def _table(self, table: etree._Element, way: str) -> None:
        self._tables += 1
        element = f"{way}table[{self._tables}]"
        rows = [list(_unwrapped(row, "tc")) for row in _unwrapped(table, "tr") if not _is_deleted_row(row)]
        if all(len(row) < 2 for row in rows):  # a frame around paragraphs
            for row in rows:
                for cell in row:
                    self.blocks(cell, f"{element}/")
            return
        for index, row in enumerate(rows, 1):
            self.builder.row(self._cells(row, f"{element}/row[{index}]"))
            for cell in row:
                self._beside(cell, f"{element}/row[{index}]")

    def _cells(self, row: Iterable[etree._Element], way: str) -> Iterator[tuple[str, str]]:
        column = 0
        for index, cell in enumerate(row):
            if not index:
                before = number(attribute(child(child(cell.getparent(), "trPr"), "gridBefore")))
                yield from (("", "") for _ in range(min(before, 50)))
                column += before
            properties = child(cell, "tcPr")
            merged = child(properties, "vMerge")
            goes_on = merged is not None and attribute(merged) != "restart"
            yield "" if goes_on else self._cell_text(cell), f"{way}/cell[{column + 1}]"
            across = min(max(number(attribute(child(properties, "gridSpan")), 1), 1), 50)
            yield from (("", "") for _ in range(across - 1))
            column += across

    def _cell_text(self, cell: etree._Element) -> str:
        """A cell's paragraphs, those of a table in it too, in one line; a column of numbers has nothing but them."""
        texts = []
        for paragraph in _shown(cell):
            if name(paragraph) == "p":
                texts.append(" ".join(self._text(paragraph, "").split("\n")).strip())
        return " ".join(text for text in texts if text)

    def notes(self, part: etree._Element | None, kind: str) -> None:
        """Notes as lines behind the text: “注1：…”. Their signs in the text are left out, lest 5 and ¹ be 51."""
        found = [each for each in children(part, kind) if attribute(each, "type") in {"", "normal"}]
        for index, note in enumerate(found, 1):
            text = " ".join("".join(_pieces(each)).strip() for each in children(note, "p")).strip()
            if text:
                self.builder.line(f"注{index}：{text}", f"{kind}[{index}]")


def _pieces(parent: etree._Element) -> Iterator[str]:
    """Yield what is printed of a paragraph, run by run."""
    for each in parent:
        kind = name(each)
        if kind == "r":
            yield from _run(each)
        elif kind == "t":  # of a formula
            yield each.text or ""
        elif kind not in _GONE and kind != "p":
            yield from _pieces(each) if kind in _WRAPPERS or "officeDocument" in str(each.tag) else ()


def _run(run: etree._Element) -> Iterator[str]:
    hidden = child(child(run, "rPr"), "vanish")
    if hidden is not None and attribute(hidden) not in {"0", "false", "off"}:
        return
    for each in run:
        kind = name(each)
        if kind == "t":
            yield each.text or ""
        elif kind in _SIGNS:
            yield _SIGNS[kind]
        elif kind == "sym":
            yield _symbol(each)
        elif kind == "ruby":
            yield from _pieces(each)


def _symbol(element: etree._Element) -> str:
    return word_symbols.sign(attribute(element, "font"), attribute(element, "char"))


def _shown(parent: etree._Element) -> Iterator[etree._Element]:
    """Everything below an element but what was deleted, and a second form of what is shown."""
    for each in parent:
        if name(each) not in _GONE:
            yield each
            yield from _shown(each)


def _boxes(paragraph: etree._Element) -> list[etree._Element]:
    """Boxes of text, each once: what newer and older Words read stand beside each other."""
    return [each for each in _shown(paragraph) if name(each) == "txbxContent"]


def _unwrapped(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """A table's rows, a row's cells."""
    for each in parent:
        if name(each) == wanted:
            yield each
        elif name(each) in _WRAPPERS:
            yield from _unwrapped(each, wanted)


def _is_joined(paragraph: etree._Element) -> bool:
    """Whether the sign that ends a paragraph was deleted, so that the next one goes on with it."""
    mark = child(child(paragraph, "pPr"), "rPr")
    return child(mark, "del") is not None


def _is_deleted_row(row: etree._Element) -> bool:
    return child(child(row, "trPr"), "del") is not None
