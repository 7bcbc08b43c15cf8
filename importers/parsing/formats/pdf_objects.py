"""What is drawn on a PDF's page, of the kinds that are asked for.

Not by pypdfium2's own walk, which makes an object in Python of every piece of text: a page has a thousand of these, and
they took as long as all the rest of reading it.
"""

from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium


def drawn(page: pypdfium2.PdfPage, kind: int, depth: int = 1) -> Iterator[pypdfium2.PdfObject]:
    """The objects of a kind (``pdfium.FPDF_PAGEOBJ_…``) on a page, and in forms on it down to ``depth``."""
    for raw in _raw(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, kind, depth):
        yield pypdfium2.PdfObject(raw, page=page, pdf=page.pdf)


def _raw(parent: Any, count: Any, get: Any, kind: int, depth: int) -> Iterator[Any]:
    type_of = pdfium.FPDFPageObj_GetType
    for index in range(count(parent)):
        raw = get(parent, index)
        found = type_of(raw)
        if found == kind:
            yield raw
        elif found == pdfium.FPDF_PAGEOBJ_FORM and depth > 1:
            yield from _raw(raw, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, kind, depth - 1)
