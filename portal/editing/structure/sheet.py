"""A document's print as the desk shows it: line by line, each with what it is read as under a draft."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from importers.derivation import document_in
from importers.load import structure_marks
from importers.parsing import compilation, print_lines, tables
from importers.parsing.document import ParsedDocument
from importers.parsing.lines import LineMark
from importers.parsing.print_lines import PrintLine
from policies.models import Document, Passage, StructureMark
from policies.text import line_roles
from portal.editing.structure.draft import Draft

_PASSAGES = dict(Passage.Kind.choices)


@dataclass(frozen=True, slots=True)
class Row:
    """A line on the page. ``what`` says what begins with it, '' where it goes on; ``label`` what people say of it."""

    start: int
    text: str
    kind: str
    what: str
    level: int
    label: str
    is_pending: bool


class Sheet:
    """One document under a draft."""

    def __init__(self, document: Document, draft: Draft):
        self.document, self.draft = document, draft
        rows = StructureMark.objects.in_place().filter(source=document.source_id)
        self.standing = {mark.start: mark for mark in map(structure_marks.record, rows.order_by("start", "id"))}

    @cached_property
    def marks(self) -> tuple[LineMark, ...]:
        """All that would be said of the source's lines."""
        return self.draft.over(self.standing.values())

    @cached_property
    def parsed(self) -> ParsedDocument:
        """The document as it would be read."""
        return document_in(compilation.parsed(self.document.source.text, self.marks), self.document)

    @cached_property
    def lines(self) -> list[PrintLine]:
        """Its lines."""
        return print_lines.of_document(self.document.source.text, self.marks, self.parsed)

    @cached_property
    def _places(self) -> dict[int, int]:
        return {line.start: index for index, line in enumerate(self.lines)}

    def with_draft(self, draft: Draft) -> "Sheet":
        """The same document under another draft."""
        return Sheet(self.document, draft)

    def at(self, start: int) -> PrintLine | None:
        """The line that begins at a place of the source."""
        return self.lines[self._places[start]] if start in self._places else None

    def leaf_of(self, start: int) -> int:
        """Return where the section, article or passage begins in which a line stands."""
        index = self._places[start]
        return next(line.start for line in reversed(self.lines[: index + 1]) if line.opens or line is self.lines[0])

    def next_leaf(self, start: int) -> PrintLine | None:
        """The line with which the next section, article or passage begins."""
        return next((line for line in self.lines[self._places[start] + 1 :] if line.opens), None)

    def before(self, start: int) -> PrintLine | None:
        """The line above one."""
        index = self._places[start]
        return self.lines[index - 1] if index else None

    def columns_at(self, start: int) -> list[tuple[str, str]]:
        """The columns of a table whose head stands there, by name and what they are taken to hold; [] without one."""
        return tables.head([line.line for line in self.lines], self._places[start])

    @property
    def rows(self) -> Iterator[Row]:
        """The lines as the page shows them."""
        pending = {mark.start for mark in self.draft.marks}
        for line in self.lines:
            mark = line.line.mark
            label = _label(mark) if mark else ("不再按编辑所说" if line.start in pending else "")
            yield Row(line.start, line.line.text, line.kind, _what(line), line.level, label, line.start in pending)


def _what(line: PrintLine) -> str:
    if not line.opens:
        return ""
    if line.kind == line_roles.ARTICLE:
        return f"条 {line.label or '（无编号）'}"
    if line.kind == line_roles.SECTION:
        return f"标题（第 {line.level} 级）"
    if line.kind == line_roles.ATTACHMENT and line.level:
        return line.label or "附件"
    if line.kind == Passage.Kind.HEADING:  # a section's own is no passage here
        return "表头"
    return str(_PASSAGES[line.kind])


def _label(mark: LineMark) -> str:
    return StructureMark(kind=mark.kind, level=mark.level).label
