"""A document's print line by line, each line with what it is read as.

Takes a source's text with what people said of it, and the document that was parsed from it. Gives :class:`PrintLine`
records in order; where a heading and its body share a line, each has its own.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from importers.parsing import marks, mid_line, page_breaks
from importers.parsing.document import ParsedDocument
from importers.parsing.lines import Line, LineMark, Printed
from importers.parsing.outline import ParsedSection
from policies.text.line_roles import ARTICLE, ATTACHMENT, SECTION


@dataclass(frozen=True, slots=True)
class PrintLine:
    """A line, and the leaf that it lies in.

    ``kind`` is article, section or attachment (their headings), or that of a passage. ``opens`` says that the leaf
    begins with it; ``label`` is the leaf's number as printed, ``level`` how far in a section stands, 1 the outermost,
    and 0 of what heads none.
    """

    line: Line
    kind: str
    opens: bool
    label: str = ""
    level: int = 0

    @property
    def start(self) -> int:
        """Return where in the source it begins."""
        return self.line.start


@dataclass(frozen=True, slots=True)
class _Leaf:
    kind: str
    printed: Printed
    label: str = ""
    level: int = 0


def of_document(text: str, line_marks: Iterable[LineMark], parsed: ParsedDocument) -> list[PrintLine]:
    """The lines of one document of a source."""
    leaves = sorted(
        ((piece.start, piece.end, leaf) for leaf in _leaves(parsed) for piece in leaf.printed.pieces),
        key=lambda placed: placed[0],
    )
    starts = [start for start, _, _ in leaves]
    begins = {leaf.printed.start for _, _, leaf in leaves}
    found = []
    for line in marks.place(mid_line.part(page_breaks.paragraphs(text)[0]), line_marks):
        for part in _parted(line, begins.intersection(range(line.start + 1, line.end))):
            start, end, leaf = leaves[max(0, bisect_right(starts, part.start) - 1)]
            if start <= part.start < end:
                found.append(PrintLine(part, leaf.kind, part.start in begins, leaf.label, leaf.level))
    return found


def _parted(line: Line, places: set[int]) -> Iterator[Line]:
    """A line, parted where another leaf begins in it."""
    cuts = sorted({0, *map(line.offset_of, places)})
    if len(cuts) == 1:
        yield line
        return
    for start, end in pairwise([*cuts, len(line.text)]):
        yield line.cut(start, end, inline=start > 0 or line.inline)


def _leaves(parsed: ParsedDocument) -> Iterator[_Leaf]:
    outline = parsed.outline
    yield from (_Leaf(each.kind, each.printed) for each in (*parsed.passages, *outline.passages))
    yield from (_Leaf(ARTICLE, each.printed, each.label) for each in outline.articles)
    levels = _levels(outline.sections)
    for level, section in zip(levels, outline.sections, strict=True):
        kind = ATTACHMENT if section.level == ATTACHMENT else SECTION
        yield _Leaf(kind, section.printed, section.label, level)


def _levels(sections: Sequence[ParsedSection]) -> list[int]:
    """Return how far in each section stands, 1 the outermost; parents come before their children."""
    levels: list[int] = []
    for section in sections:
        levels.append(1 if section.parent is None else levels[section.parent] + 1)
    return levels
