"""A PDF some pages of which are pictures → its text, those pages recognised."""

from dataclasses import replace

import pypdfium2

from importers.parsing.formats import pdf
from importers.parsing.formats.ocr import RESOLUTION, Recogniser
from importers.parsing.formats.pdf_lines import PageLine
from importers.parsing.formats.records import Extracted
from importers.parsing.formats.versions import WITH_RECOGNITION

VERSION = pdf.VERSION + WITH_RECOGNITION


def read(content: bytes) -> Extracted:
    """The text of a PDF, as far as it is text; else as it is recognised."""
    recogniser: Recogniser | None = None

    def drawn(page: pypdfium2.PdfPage, number: int) -> list[PageLine]:
        nonlocal recogniser
        recogniser = recogniser or Recogniser()
        image = page.render(scale=RESOLUTION / 72, rev_byteorder=False).to_numpy()[:, :, :3]
        return recogniser.lines(image, number, page.get_height())

    return replace(pdf.read(content, drawn), version=VERSION)
