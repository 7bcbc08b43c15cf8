"""Places of a text's characters in the file they were read from: on which page, in which box, in which element.

``pack`` gives places as bytes to keep beside a text, ``unpack`` the same places back.
"""

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """text[start:end] stands here in the file.

    ``element`` is the way to it where the file is a tree: “table[2]/row[3]/cell[1]”. On a page, counted from 1, it is a
    ``box``: left, top, right, bottom in tenths of a point from the upper left corner; ``edges`` are then the left and
    the right of each character, one after the other.
    """

    start: int
    end: int
    element: str = ""
    page: int = 0
    box: Box | None = None
    edges: tuple[int, ...] = ()

    def box_of(self, index: int) -> Box | None:
        """The box of the character text[index], or the whole place's where single characters are not known."""
        if not self.box or not self.edges:
            return self.box
        at = (index - self.start) * 2
        return self.edges[at], self.box[1], self.edges[at + 1], self.box[3]


def to_row(place: Place) -> list[object]:
    """A place as a list that JSON knows."""
    return [place.start, place.end, place.element, place.page, place.box, place.edges]


def from_row(row: list) -> Place:
    """The place that a list tells; ValueError where it tells none."""
    start, end, element, page, box, edges = row
    return Place(int(start), int(end), str(element), int(page), _box(box), tuple(int(each) for each in edges))


def _box(values: list | None) -> Box | None:
    if not values:
        return None
    left, top, right, bottom = (int(each) for each in values)
    return left, top, right, bottom


def pack(places: Iterable[Place]) -> bytes:
    """Places as bytes, b"" where there are none."""
    rows = [to_row(place) for place in places]
    return zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()) if rows else b""


def unpack(content: bytes) -> tuple[Place, ...]:
    """The places that ``content`` holds."""
    return tuple(from_row(row) for row in json.loads(zlib.decompress(content))) if content else ()
