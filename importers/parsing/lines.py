"""Source text → lines with offsets, and lines → the printed text they were broken from.

Takes the source text. Gives :class:`Line` records, whose spans (together with their markup) hold every non-space
character of the source exactly once, in order. :func:`join` puts lines together again as a :class:`Printed` text
that knows, for each of its characters, where in the source it stands.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

# Markdown's signs at the start of a line, or alone on it: “## ”, “---”. They are no part of what was printed.
_MARKUP = re.compile(r"#{1,6}(?=\s|$)|(?:-{3,}|\*{3,}|_{3,})$")
# Its emphasis, and the backslash before a stop that would make a list: “**一、补贴。**”, “1\\.”.
_SIGNS = re.compile(r"(\*\*|__)|(\\\\)(?=[.)(\[\]*_#+\-])")
_LINE = re.compile(r"\S(?:[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]*\S)?")

_MOST_EMPTY_CELLS = 12

# A line that ends so is a finished sentence, or the end of a finished annotation.
_FINISHED = re.compile(r"[。！？；：!?;:][”’」』]?$|[）)〕】]$")

# What nobody sees: soft hyphens, zero-width spaces and joiners, marks of direction, the byte order mark.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff"
_INSIDE = re.compile(f"[{INVISIBLE}]+")
_UNSEEN = INVISIBLE + " \t\u3000\xa0"


@dataclass(frozen=True, slots=True)
class LineMark:
    """A person's word on the line that stands at source[start:], one of policies.text.line_roles.

    ``level`` is that of a section, 1 the outermost; ``columns`` are what a table's columns hold, as tables.COLUMNS
    names them.
    """

    start: int
    kind: str
    level: int = 1
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source without the space around it: ``text`` is source[start:end].

    Where a converter put signs inside (“**一、补贴。**”, “1\\.”), ``text`` is what lies between them, and ``holes`` are
    their spans. ``inline`` says that the line was parted from the one before by a number in mid-line, or by a person,
    and ``mark`` what a person said of it.
    """

    start: int
    end: int
    text: str
    inline: bool = False
    holes: tuple[tuple[int, int], ...] = ()
    mark: LineMark | None = None

    @property
    def finished(self) -> bool:
        """Whether a sentence ends with the line. “支持民营资本参与建设运营城市” goes on overleaf: it does not."""
        return bool(_FINISHED.search(self.text))

    @property
    def pieces(self) -> Iterator[tuple[int, int]]:
        """The spans of the source that the text was put together from."""
        at = self.start
        for start, end in (*self.holes, (self.end, self.end)):
            if at < start:
                yield at, start
            at = end

    def cut(self, start: int, end: int, *, inline: bool) -> "Line":
        """The line that text[start:end] makes, without the space around it."""
        text = self.text[start:end]
        first = start + len(text) - len(text.lstrip())
        last = first + len(text.strip())
        begin, stop = self._offset(first, 0), self._offset(last, 1)
        holes = tuple(hole for hole in self.holes if begin <= hole[0] and hole[1] <= stop)
        return Line(begin, stop, text.strip(), inline, holes, None if start else self.mark)

    def is_marked(self, kind: str) -> bool:
        """Whether a person said this of it."""
        return self.mark is not None and self.mark.kind == kind

    def offset_of(self, place: int) -> int:
        """Return where in ``text`` the character source[place] stands; of one in a hole, where the next one does."""
        at = 0
        for start, end in self.pieces:
            if place < end:
                return at + max(0, place - start)
            at += end - start
        return at

    def _offset(self, at: int, side: int) -> int:
        """Return where in the source text[at] stands; with ``side`` 1, where the character before it ends."""
        for start, end in self.pieces:
            if at - side < end - start:
                return start + at
            at -= end - start
        return self.end


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
        """Return where in the source the leaf begins."""
        return self.pieces[0].start


def split(text: str) -> tuple[list[Line], list[Line]]:
    """A source text as (lines, markup): what was printed, and the signs that some converter put around and into it.

    An invisible sign hides a number (“\u200b二、…”, “第\u200b二条”) or a word, and is markup.
    """
    lines, markup = [], []
    for found in _LINE.finditer(text):
        signs = _MARKUP.match(found.group())
        start = found.start() + (signs.end() if signs else 0)
        printed = text[start : found.end()].strip(_UNSEEN)
        if "\t" in printed:  # a row of a table: its first cells may be empty
            printed = "\t" * _tabs_before(text, start) + printed
            start -= len(printed) - len(printed.lstrip("\t"))
        first = text.index(printed, start) if printed else found.end()
        line, inside = _without_signs(Line(first, first + len(printed), printed))
        markup += _piece(text, found.start(), line.start) if line.text else _piece(text, found.start(), found.end())
        markup += inside
        if line.text:
            lines.append(line)
            markup += _piece(text, line.end, found.end())
    return lines, markup


def _tabs_before(text: str, at: int) -> int:
    before = text[max(0, at - _MOST_EMPTY_CELLS) : at]
    return len(before) - len(before.rstrip("\t"))


def _without_signs(line: Line) -> tuple[Line, list[Line]]:
    """A line without Markdown's emphasis and backslashes and what nobody sees, and these signs, but for those at its
    edges.
    """
    signs = [found.span() for found in _INSIDE.finditer(line.text)]
    if _is_emphasised(line.text):
        emphasis = (found.span(1) if found[1] else found.span(2) for found in _SIGNS.finditer(line.text))
        signs = sorted([*signs, *(span for span in emphasis if span != (-1, -1))])
    if not signs:
        return line, []
    holes = tuple((line.start + start, line.start + end) for start, end in signs)
    fragments = [
        line.text[a:b] for a, b in zip([0, *(e for _, e in signs)], [*(s for s, _ in signs), None], strict=True)
    ]
    whole = replace(line, text="".join(fragments), holes=holes)
    bare = whole.cut(0, len(whole.text), inline=False)
    inside = [Line(a, b, line.text[a - line.start : b - line.start]) for a, b in bare.holes]
    return bare, inside


def _is_emphasised(text: str) -> bool:
    return text.count("**") > 1 or text.count("__") > 1 or bool(re.search(r"\d\\[.)]", text))


def _piece(text: str, start: int, end: int) -> list[Line]:
    """The line that text[start:end] makes, none where there is nothing but space."""
    found = text[start:end]
    start += len(found) - len(found.lstrip())
    return [Line(start, start + len(found.strip()), found.strip())] if found.strip() else []


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
        pieces += _pieces_from(line, len(text))
        text += line.text
    return Printed(text, tuple(pieces))


def joined(printed: Printed, line: Line) -> Printed:
    """A printed text with one more line behind it, as a page broke it off."""
    return Printed(printed.text + line.text, (*printed.pieces, *_pieces_from(line, len(printed.text))))


def _pieces_from(line: Line, at: int) -> Iterator[Piece]:
    """A line's pieces in a printed text in which it stands at offset ``at``."""
    for start, end in line.pieces:
        yield Piece(start, end, at)
        at += end - start
