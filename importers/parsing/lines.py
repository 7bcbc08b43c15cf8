"""Source text → lines with offsets, and lines → the printed text they were broken from.

Takes the source text. Gives :class:`Line` records, whose spans (together with their markup) hold every non-space
character of the source exactly once, in order. :func:`join` puts lines together again as a :class:`Printed` text
that knows, for each of its characters, where in the source it stands.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# Markdown's signs at the start of a line, or alone on it: “## ”, “---”. They are no part of what was printed.
_MARKUP = re.compile(r"#{1,6}(?=\s|$)|(?:-{3,}|\*{3,}|_{3,})$")
_LINE = re.compile(r"\S(?:[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]*\S)?")

# A line that ends so is a finished sentence, or the end of a finished annotation.
_FINISHED = re.compile(r"[。！？；：!?;:]$|[）)]$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source without the space around it: ``text`` is source[start:end]."""

    start: int
    end: int
    text: str

    @property
    def finished(self) -> bool:
        """Whether a sentence ends with the line. “支持民营资本参与建设运营城市” goes on overleaf: it does not."""
        return bool(_FINISHED.search(self.text))


@dataclass(frozen=True, slots=True)
class Piece:
    """source[start:end], standing at offset ``at`` of the printed text."""

    start: int
    end: int
    at: int


@dataclass(frozen=True, slots=True)
class Printed:
    """The text of one leaf as it was printed, and the pieces of the source it was joined from.

    All spans of facts, corrections and marks are offsets into ``text``.
    """

    text: str
    pieces: tuple[Piece, ...]

    @property
    def start(self) -> int:
        """Where in the source the leaf begins."""
        return self.pieces[0].start


def split(text: str) -> tuple[list[Line], list[Line]]:
    """A source text as (lines, markup): what was printed, and the signs that some converter put before it."""
    lines, markup = [], []
    for found in _LINE.finditer(text):
        signs = _MARKUP.match(found.group())
        if signs:
            markup.append(_line(found, 0, signs.end()))
        if not signs or signs.end() < len(found.group()):
            lines.append(_line(found, signs.end() if signs else 0, len(found.group())))
    return lines, markup


def _line(found: re.Match[str], start: int, end: int) -> Line:
    text = found.group()[start:end]
    start += found.start() + len(text) - len(text.lstrip())
    return Line(start, start + len(text.lstrip()), text.lstrip())


def join(lines: Iterable[Line], breaks: Iterable[str] = ()) -> Printed:
    """Lines put together as printed; ``breaks[i]`` stands before line i + 1.

    A break is ``""`` where a page broke the paragraph (the default) and ``"\\n"`` between paragraphs.
    """
    text = ""
    pieces: list[Piece] = []
    rest = iter(breaks)
    for line in lines:
        if pieces:
            text += next(rest, "")
        pieces.append(Piece(line.start, line.end, len(text)))
        text += line.text
    return Printed(text, tuple(pieces))
