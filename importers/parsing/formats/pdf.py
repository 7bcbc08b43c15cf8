"""A PDF with text → its lines, each character with its box. Page by page, so that a long file takes no more memory.

Nothing in a PDF is run (forms and scripts are not even loaded). What is on a page as a picture is said to be so.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set

import pypdfium2
import pypdfium2.raw as pdfium

from importers.parsing.formats.page_furniture import furniture
from importers.parsing.formats.pdf_columns import rows as aligned
from importers.parsing.formats.pdf_lines import Character, PageLine, lines
from importers.parsing.formats.pdf_objects import drawn
from importers.parsing.formats.pdf_page_columns import in_reading_order
from importers.parsing.formats.pdf_rules import Point, rules
from importers.parsing.formats.pdf_tables import PageRow, parted
from importers.parsing.formats.records import Extracted, UnreadableFileError
from importers.parsing.formats.text_builder import TextBuilder
from importers.parsing.formats.versions import VERSIONS
from policies.text.normalize import has_control_characters

FORMAT, VERSION = "pdf", VERSIONS["pdf"]

Drawn = Callable[[pypdfium2.PdfPage, int], list[PageLine]]
MAX_PAGES = 3000
_SCANNED = (
    "是扫描件或图片拼成的 PDF，里面没有文字，本系统没有读；请导入它的 DOCX、网页或带文字的 PDF，"
    "或请管理员装上文字识别（jince[ocr]）。"
)
_GARBLED = "PDF 里的文字没有对应的编码，读出来是乱码，没有导入；请导入它的 DOCX、网页，或先作文字识别。"
_PICTURE = 0.6  # of a page that a picture covers if it is the page
_ROWS = 4  # lines of a page with pieces far apart that make a table
_UPRIGHT = 0.02  # of a quarter that a line of text may lean; a watermark leans more


def read(content: bytes, recognised: Drawn | None = None) -> Extracted:
    """The text of a PDF; UnreadableError where it is locked, damaged, or only pictures.

    ``recognised`` gives the lines of a page that is a picture; without it such a page has none.
    """
    document = opened(content)
    if len(document) > MAX_PAGES:
        raise UnreadableFileError(
            f"PDF 有 {len(document)} 页，超过 {MAX_PAGES} 页的上限，没有导入；请拆成几个文件后再导入。"
        )
    pages: list[list[PageLine | PageRow]] = []
    doubts: dict[int, str] = {}
    for number, page in enumerate(document, 1):
        found, is_picture = _page(page, number)
        if is_picture and not found and recognised:
            found = [*recognised(page, number)]
        page.close()
        pages.append(found)
        if is_picture:
            remark = "文字是识别得来的" if found else "没有文字"
            doubts[number] = f"第 {number} 页是一幅图片，{remark}，请对照原件。"
    if not any(pages):
        raise UnreadableFileError(_SCANNED if doubts else "PDF 里没有文字，请检查是否传输完整。")
    return _built(pages, doubts)


def opened(content: bytes) -> pypdfium2.PdfDocument:
    """A PDF; UnreadableError where it is locked, damaged, or without a page."""
    try:
        document = pypdfium2.PdfDocument(content)
        if not len(document):
            raise UnreadableFileError("PDF 里没有一页，请检查是否传输完整。")
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise UnreadableFileError("PDF 设有密码，请先去掉密码、另存后再导入。") from None
        raise UnreadableFileError("PDF 已损坏，打不开；请重新传输，或用原来的软件重新导出后再导入。") from None
    return document


def _built(pages: Sequence[Sequence[PageLine | PageRow]], doubts: dict[int, str]) -> Extracted:
    builder = TextBuilder()
    outside = furniture([[each for each in page if isinstance(each, PageLine)] for page in pages])
    left_out = {id(line) for line in outside}
    left_out |= set(map(id, _repeated_heads([[each for each in page if id(each) not in left_out] for page in pages])))
    signs = garbled = 0
    for number, found in enumerate(_with_whole_rows(pages, left_out), 1):
        if number in doubts:
            builder.doubt(doubts[number])
        if sum(isinstance(line, PageLine) and line.has_columns for line in found) >= _ROWS:
            builder.doubt(f"第 {number} 页像是有表格，但没有画线，读的时候没有分栏，表格里的文字次序请对照原件。")
        if any(isinstance(row, PageRow) and not row.ruled for row in found):
            builder.doubt(f"第 {number} 页像是有表格，但没有画线，是按文字之间的空白分的栏，请对照原件。")
        for each in found:
            words = builder.printed(each.cells)
            signs += len(words)
            garbled += sum(map(_is_garbled, words))
    if garbled > signs / 4:
        raise UnreadableFileError(_GARBLED)
    if garbled:
        builder.doubt(f"有 {garbled} 个字没有对应的编码，读不出是什么字，请对照原件。")
    for words in dict.fromkeys(line.text for line in outside if not any(map(str.isdigit, line.text))):
        builder.doubt(f"每页重复的页眉或页脚“{words}”没有收入正文。")
    return builder.built(FORMAT, VERSION)


def _with_whole_rows(
    pages: Iterable[Sequence[PageLine | PageRow]], left_out: Set[int]
) -> list[list[PageLine | PageRow]]:
    """The pages without what is left out; a row that goes on overleaf is one, on the page where it begins."""
    whole = [[each for each in page if id(each) not in left_out] for page in pages]
    before: list[PageLine | PageRow] = []
    for page in whole:
        last, first = next(iter(before[-1:]), None), next(iter(page), None)
        if isinstance(last, PageRow) and isinstance(first, PageRow) and last.goes_on_in(first):
            before[-1] = last.joined(first)
            del page[0]
        before = page or before
    return whole


def _repeated_heads(pages: Sequence[Sequence[PageLine | PageRow]]) -> Iterator[PageRow]:
    """The heads that a table has again on each page that it goes on to: the first of a page, as its table began."""
    head: tuple[str, ...] = ()
    for page in pages:
        opening = [row for row in page if isinstance(row, PageRow) and row.opens]
        if opening and opening[0] is page[0] and opening[0].words == head:
            yield opening[0]
        head = opening[-1].words if opening else ()


def _is_garbled(sign: str) -> bool:
    """A sign of a font's own, or the sign for what is none."""
    return sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff"


def _page(page: pypdfium2.PdfPage, number: int) -> tuple[list[PageLine | PageRow], bool]:
    """The lines of a page and the rows of its tables, from top to bottom, and whether it is one picture."""
    width, height = page.get_size()
    text = page.get_textpage()
    upright = list(_upright(text))
    turned = _Turned(page, _most_common(turn for turn, _, _ in upright) or 0)
    characters = [turned.shown(sign, box) for turn, sign, box in upright if turn == turned.quarters]
    text.close()
    beside, tables = parted(characters, rules(page, turned.on_page) if characters else (), number, height)
    found = _in_order(lines(beside, number, height), tables)
    images = drawn(page, pdfium.FPDF_PAGEOBJ_IMAGE, depth=2)
    return found, any(_area(image.get_bounds()) > _PICTURE * width * height for image in images)


def _in_order(beside: Sequence[PageLine], tables: Sequence[Sequence[PageRow]]) -> list[PageLine | PageRow]:
    """The lines and the tables' rows of a page as they are read. A page with a table that rules part has no columns."""
    if not tables:
        return [each for group in in_reading_order(beside) for each in aligned(group)]
    return sorted([*aligned(beside), *(row for table in tables for row in table)], key=_height)


def _height(each: PageLine | PageRow) -> float:
    return each.top + each.bottom


def _area(box: tuple[float, float, float, float]) -> float:
    left, bottom, right, top = box
    return abs(right - left) * abs(top - bottom)


def quarters(text: pypdfium2.PdfTextPage) -> int | None:
    """By how many quarters against the clock's way a page has to be turned to be read; None where it has no text."""
    return _most_common(turn for turn, _, _ in _upright(text))


def _most_common(turns: Iterable[int]) -> int | None:
    counted = Counter(turns).most_common(1)
    return counted[0][0] if counted else None


def _upright(text: pypdfium2.PdfTextPage) -> Iterator[tuple[int, str, tuple[float, float, float, float]]]:
    """Every character that stands upright or is turned by quarters: by how many, what it is, and its box."""
    box = pdfium.FS_RECTF()  # as wide as the font has the sign, not as its ink is
    raw = text.raw
    for index in range(text.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(raw, index))
        if has_control_characters(sign) or sign in "\r\n" or pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue
        quarters = pdfium.FPDFText_GetCharAngle(raw, index) / (math.pi / 2)
        if abs(quarters - round(quarters)) < _UPRIGHT and pdfium.FPDFText_GetLooseCharBox(raw, index, box):
            yield round(quarters) % 4, sign, (box.left, box.bottom, box.right, box.top)


class _Turned:
    """The way a page is read: turned by quarters against the clock's way, and cut at its edges."""

    def __init__(self, page: pypdfium2.PdfPage, quarters: int):
        self.quarters = quarters
        self._left, self._bottom, right, top = page.get_cropbox()
        self._width, self._height = right - self._left, top - self._bottom

    def shown(self, sign: str, box: tuple[float, float, float, float]) -> Character:
        """A character where one sees it."""
        return Character(sign, *self._turned_box(*box))

    def on_page(self, one: Point, other: Point) -> tuple[float, float, float, float]:
        """Left, top, right and bottom, as one sees them, of what stands between two points of the file."""
        (x1, y1), (x2, y2) = one, other
        return self._turned_box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))

    def _turned_box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        x1, x2, y1, y2 = left - self._left, right - self._left, bottom - self._bottom, top - self._bottom
        width, height = self._width, self._height
        return (
            (x1, height - y2, x2, height - y1),
            (height - y2, width - x2, height - y1, width - x1),
            (width - x2, y1, width - x1, y2),
            (y1, x1, y2, x2),
        )[self.quarters]
