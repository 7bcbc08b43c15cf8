"""Pieces of a file, one after the other → a text that knows where each stood."""

from collections.abc import Iterable, Mapping, Sequence

from importers.parsing.formats.pdf_lines import PageLine, unsure
from importers.parsing.formats.records import Extracted, ReadingDoubt, UnreadableFileError
from policies.text.normalize import without_control_characters
from policies.text.places import Place

# A text ten times as long as the longest law; what is longer is no document, or one that swelled by a fault.
MAX_CHARACTERS = 5_000_000
TOO_LONG = f"文字超过 {MAX_CHARACTERS // 10_000} 万字，不像一份公文，没有导入；请拆成几个文件后再导入。"
CELLS = "\t"


class TextBuilder:
    """Puts a text together, line by line; the lines hold no control characters, and no line is empty."""

    def __init__(self) -> None:
        self.length = 0
        self._parts: list[str] = []
        self._places: list[Place] = []
        self._doubts: list[ReadingDoubt] = []

    def line(self, text: str, element: str = "") -> None:
        """A line of one piece."""
        self.row([(text, element)])

    def row(self, cells: Iterable[tuple[str, str]]) -> None:
        """A line of several pieces, each with its element, separated by tabs; nothing where all are empty.

        Empty cells at the end are left away: what stands alone in its row is a line as any other.
        """
        row = [(_clean(text), element) for text, element in cells]
        while row and not row[-1][0]:
            row.pop()
        if not row:
            return
        for index, (text, element) in enumerate(row):
            if index:
                self._add(CELLS)
            if text and element:
                self._places.append(Place(self.length, self.length + len(text), element))
            self._add(text)
        self._add("\n")

    def printed(self, cells: Sequence[Sequence[PageLine]]) -> str:
        """A line of a page, or a row of its cells with all their lines, by tabs; gives what was added.

        Each line has its box and the edges of its characters, and holds no controls and no tabs.
        """
        before = len(self._parts)
        last = max(index for index, cell in enumerate(cells) if cell)
        for index, cell in enumerate(cells[: last + 1]):
            if index:
                self._add(CELLS)
            for above, line in zip([None, *cell], cell, strict=False):
                if above and above.text[-1].isascii() and line.text[0].isascii():
                    self._add(" ")
                self._line_of_page(line)
        self._add("\n")
        return "".join(self._parts[before:])

    def _line_of_page(self, line: PageLine) -> None:
        start = self.length
        self._places.append(Place(start, start + len(line.text), "", line.page, line.box, line.edges))
        self._add(line.text)
        for first, end, reason in unsure(line):
            self._doubts.append(ReadingDoubt(start + first, start + end, reason))

    def doubt(self, reason: str) -> None:
        """A doubt of what would stand here."""
        self._doubts.append(ReadingDoubt(self.length, self.length, reason))

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)
        if self.length > MAX_CHARACTERS:
            raise UnreadableFileError(TOO_LONG)

    def built(self, format_: str, version: int, metadata: Mapping[str, str] | None = None) -> Extracted:
        """All of it."""
        text = "".join(self._parts)
        return Extracted(
            text, format_, version, places=tuple(self._places), doubts=tuple(self._doubts), metadata=metadata or {}
        )


def _clean(text: str) -> str:
    """A piece that stays in its line and in its cell."""
    return without_control_characters(" ".join(text.splitlines()).replace(CELLS, " ")).strip()
