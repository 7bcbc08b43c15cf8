"""The article or passage that lines are being added to, while an outline is read: what can be told of it so far."""

import re
from dataclasses import dataclass, field

from importers.parsing import annotations
from importers.parsing.lines import Line, Printed, join
from importers.parsing.numbered_lines import is_heading
from importers.parsing.tables import TaskTable
from policies.text.line_roles import PASSAGE
from policies.text.numbering import Marker

_SHORT = 16  # of a heading, its number included


@dataclass
class OpenLeaf:
    """The leaf that lines are being added to."""

    kind: str
    lines: list[Line]
    marker: Marker | None = None
    section: int | None = None
    breaks: list[str] = field(default_factory=list)
    table: TaskTable | None = None
    row: int = -1  # which line of the text opened it, where it is a row

    def add(self, line: Line, break_: str) -> None:
        self.lines.append(line)
        self.breaks.append(break_)

    @property
    def is_heading(self) -> bool:
        """Whether it is no more yet than a number with its heading: “（二）强化宣传。”."""
        text = self.lines[0].text
        return (
            self.marker is not None and len(self.lines) == 1 and not re.search("。.|》$", text) and len(text) <= _SHORT
        )

    @property
    def is_headed_fields(self) -> bool:
        """Whether it has no words yet of its own: a heading at most, and fields below it, “责任单位：市商务局”."""
        first, *others = self.lines
        if not others and self.is_annotated_heading:
            return True
        fields = others if self.marker is not None and is_heading(first) and not first.finished else self.lines
        return bool(fields) and all(annotations.goes_on(line.text) for line in fields)

    @property
    def is_annotated_heading(self) -> bool:
        """Whether its first line is a heading and its annotation: “三、发展老年教育（市教育局负责）”."""
        return self.marker is not None and annotations.is_annotated_heading(self.lines[0].text, self.marker.end)

    @property
    def is_measure(self) -> bool:
        """Whether words of no number say who carries them out, and are more than that: an article of its own.

        Not where a person said that they are none.
        """
        if self.lines[0].is_marked(PASSAGE):
            return False
        words = self.kind in ("left_over", "closing") and not all(annotations.goes_on(line.text) for line in self.lines)
        return words and self.annotated

    @property
    def annotated(self) -> bool:
        """Whether it ends with the annotation of its offices, which a page may have broken."""
        last = self.lines[-6:]
        return bool(annotations.at_end(join(last, self.breaks[len(self.breaks) - len(last) + 1 :]).text))

    @property
    def printed(self) -> Printed:
        return join(self.lines, self.breaks)
