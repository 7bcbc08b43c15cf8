"""A picture of a page → its lines as they were recognised, each character with its box and how sure it is.

The optional part `jince[ocr]`: rapidocr brings its models with it, so that nothing is fetched. Where it is not
installed, pictures and scanned files are refused with what to do.
"""

import io
import logging
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from importers.parsing.formats.pdf_lines import Character, PageLine, lines
from importers.parsing.formats.pdf_page_columns import in_reading_order
from importers.parsing.formats.records import Extracted, UnreadableFileError
from importers.parsing.formats.text_builder import TextBuilder
from importers.parsing.formats.versions import VERSIONS

FORMAT, VERSION = "picture", VERSIONS["picture"]

RESOLUTION = 200  # dots an inch: at which a page is drawn, and a picture of unknown size is taken to be
_MAX_SIDE = 6000  # dots of a picture; A3 at 300 has 4960
_MAX_DOTS = 100_000_000


def is_installed() -> bool:
    """Whether pictures can be read here."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


class Recogniser:
    """Reads pictures. To make one takes seconds, so make one a file."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        logging.disable(logging.INFO)
        self._engine: Any = RapidOCR(params={"Global.log_level": "critical"})

    def lines(self, image: Any, page: int, size: float) -> list[PageLine]:
        """The lines of a picture (rows of blue, green, red), as lines of a page that is ``size`` points high."""
        found = self._engine(image, return_word_box=True, return_single_char_box=True, text_score=0.0)
        scale = size / image.shape[0]
        if not found.txts:
            return []
        groups = in_reading_order(lines(_characters(found.word_results, scale), page, size))
        return [line for group in groups for line in group]


def _characters(rows: Any, scale: float) -> Iterator[Character]:
    for row in rows:
        for sign, sure, box in row:
            across, down = [point[0] * scale for point in box], [point[1] * scale for point in box]
            yield Character(str(sign), min(across), min(down), max(across), max(down), float(sure))


def read(content: bytes) -> Extracted:
    """The text of a picture: a photograph or a scan of one page or, in a TIFF, of several."""
    import numpy

    recogniser, builder = None, TextBuilder()
    for number, picture in enumerate(images(content), 1):
        recogniser, image = recogniser or Recogniser(), numpy.asarray(picture)[:, :, ::-1]
        for line in recogniser.lines(image, number, image.shape[0] * 72 / RESOLUTION):
            builder.printed(line.cells)
    if not builder.length:
        raise UnreadableFileError("图片里没有认出文字；请换一幅清楚、端正的，或导入公文的 DOCX、PDF、网页。")
    builder.doubt("这是一幅图片，文字是识别得来的，请对照原件。")
    return builder.built(FORMAT, VERSION)


def images(content: bytes) -> Iterator[Any]:
    """The pages of a picture, upright, in red, green, blue; UnreadableError where it is too large or damaged."""
    from PIL import Image, ImageOps, ImageSequence

    try:
        opened = Image.open(io.BytesIO(content))
        if opened.width * opened.height > _MAX_DOTS:
            raise UnreadableFileError("图片太大，没有导入；请缩小到每边 6000 点以内后再导入。")
        for frame in ImageSequence.Iterator(opened):
            upright = ImageOps.exif_transpose(frame).convert("RGB")
            upright.thumbnail((_MAX_SIDE, _MAX_SIDE))
            yield upright
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise UnreadableFileError("图片已损坏，打不开；请重新传输后再导入。") from None
