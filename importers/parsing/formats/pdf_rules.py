"""The straight lines that are drawn on a PDF's page: the rules of its tables, as far as a file tells them.

Word draws a rule as a line, WPS as a thin rectangle, a browser as a filled one: of every path the upright and the level
edges are taken, whatever it is part of.
"""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from importers.parsing.formats.pdf_objects import drawn

_MOST = 20_000  # edges of a page; a map or a plan has more, and no table that could be read
_STRAIGHT = 1.0  # points by which an edge may lean
_SHORTEST = 5.0  # points; the ends of a thin rectangle are shorter

Point = tuple[float, float]
OnPage = Callable[[Point, Point], tuple[float, float, float, float]]


@dataclass(frozen=True, slots=True)
class Rule:
    """An upright rule at ``at`` from the left, or a level one at ``at`` from the top, from ``start`` to ``end``."""

    upright: bool
    at: float
    start: float
    end: float


def rules(page: pypdfium2.PdfPage, on_page: OnPage) -> list[Rule]:
    """The rules of a page; ``seen`` gives left, top, right, bottom of what stands between two points of the file."""
    found: list[Rule] = []
    for path in drawn(page, pdfium.FPDF_PAGEOBJ_PATH):
        if _is_seen(path):
            found += (rule for edge in _edges(path) if (rule := _rule(*on_page(*edge))))
        if len(found) > _MOST:
            return []
    return found


def _is_seen(path: pypdfium2.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    is_known = pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(is_known and (fill.value or stroke.value))


def _edges(path: pypdfium2.PdfObject) -> Iterator[tuple[Point, Point]]:
    """The straight edges of a path, those that close a figure among them."""
    matrix = path.get_matrix()
    figures: list[list[Point]] = [[]]
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MOST)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        if kind == pdfium.FPDF_SEGMENT_LINETO and figures[-1]:
            figures[-1].append(point)
        else:
            figures.append([point])
        if pdfium.FPDFPathSegment_GetClose(segment):
            figures[-1].append(figures[-1][0])
    for figure in figures:
        yield from pairwise(figure)


def _rule(left: float, top: float, right: float, bottom: float) -> Rule | None:
    if right - left <= _STRAIGHT and bottom - top >= _SHORTEST:
        return Rule(True, (left + right) / 2, top, bottom)
    if bottom - top <= _STRAIGHT and right - left >= _SHORTEST:
        return Rule(False, (top + bottom) / 2, left, right)
    return None
