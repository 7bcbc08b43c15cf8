"""A file of pages → each page as a picture, turned and cut as its reader read it, so that places lie where they say.

A PDF with text is read as its characters stand, whatever the page says of its own turning; one that is a picture as it
is shown. Pictures are grey: people look for words, and ten pages take a tenth.
"""

import io
from collections.abc import Callable, Iterator

import pypdfium2
from PIL import Image

from importers.parsing.formats import ocr, pdf
from importers.parsing.formats.records import DrawnPage

# A law of some hundred pages; nobody holds more than that against its print in a browser.
MAX_PAGES = 300
_RESOLUTION = 110  # dots an inch
_MAX_SIDE = 1800
_QUALITY = 45
_TENTHS = 720  # of a point in an inch


def of_pdf(content: bytes) -> Iterator[DrawnPage]:
    """The pages of a PDF; UnreadableError where it is locked or damaged."""
    for number, page in enumerate(pdf.opened(content), 1):
        if number > MAX_PAGES:
            return
        yield _drawn(page, number)
        page.close()


def of_picture(content: bytes) -> Iterator[DrawnPage]:
    """The pages of a picture; UnreadableError where it is damaged."""
    for number, image in enumerate(ocr.images(content), 1):
        if number > MAX_PAGES:
            return
        width, height = (round(side * _TENTHS / ocr.RESOLUTION) for side in image.size)
        yield DrawnPage(number, width, height, _packed(image))


def _drawn(page: pypdfium2.PdfPage, number: int) -> DrawnPage:
    text = page.get_textpage()
    turned = pdf.quarters(text)
    text.close()
    if turned is not None:
        page.set_rotation(0)
    width, height = page.get_size()
    if turned in (1, 3):
        width, height = height, width
    scale = min(_RESOLUTION / 72, _MAX_SIDE / max(width, height, 1))
    bitmap = page.render(scale=scale, rotation=-90 * (turned or 0) % 360, grayscale=True)
    return DrawnPage(number, round(width * 10), round(height * 10), _packed(bitmap.to_pil()))


def _packed(image: Image.Image) -> bytes:
    image.thumbnail((_MAX_SIDE, _MAX_SIDE))
    file = io.BytesIO()
    image.convert("L").save(file, "WEBP", quality=_QUALITY)
    return file.getvalue()


READERS: dict[str, Callable[[bytes], Iterator[DrawnPage]]] = {"pdf pages": of_pdf, "picture pages": of_picture}
