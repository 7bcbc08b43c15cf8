"""The draft of a print's marks that an editor is about to set: it travels in the form until it is saved."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from importers.parsing import tables
from importers.parsing.lines import LineMark
from policies.models import StructureMark

# Of one page; more is another day's work.
_MOST, _DEEPEST, _MOST_COLUMNS = 500, 6, 12


@dataclass(frozen=True, slots=True)
class Draft:
    """Marks to be set, by their place; one of kind '' takes back what was said of its line."""

    marks: tuple[LineMark, ...] = ()

    def __str__(self) -> str:
        return json.dumps([asdict(mark) for mark in self.marks], separators=(",", ":"))

    def __bool__(self) -> bool:
        return bool(self.marks)

    @classmethod
    def read(cls, text: str) -> "Draft":
        """The draft that a form sent; an empty one where it is none."""
        try:
            return cls(tuple(_read(each) for each in json.loads(text)[:_MOST]))
        except (ValueError, TypeError, KeyError, RecursionError):
            return cls()

    def saying(self, *marks: LineMark) -> "Draft":
        """The draft with these marks, which take the places of those that stood there."""
        places = {mark.start for mark in marks}
        others = [mark for mark in self.marks if mark.start not in places]
        return Draft((*others, *marks)[-_MOST:])

    def without(self, start: int) -> "Draft":
        """The draft without what it says of one place."""
        return Draft(tuple(mark for mark in self.marks if mark.start != start))

    def over(self, standing: Iterable[LineMark]) -> tuple[LineMark, ...]:
        """All that would be said: the marks that stand, and over them the draft's."""
        marks = {mark.start: mark for mark in (*standing, *self.marks)}
        return tuple(marks[start] for start in sorted(marks) if marks[start].kind)


def _read(sent: dict) -> LineMark:
    """A mark as a form sends it. Raises ValueError, TypeError or KeyError where it is none."""
    start, kind, level = int(sent["start"]), str(sent["kind"]), int(sent["level"])
    columns = tuple(map(str, sent["columns"]))
    is_known = kind in ("", *StructureMark.Kind.values) and set(columns) <= set(tables.COLUMNS)
    if not (is_known and start >= 0 and 1 <= level <= _DEEPEST and len(columns) <= _MOST_COLUMNS):
        raise ValueError(sent)
    return LineMark(start, kind, level, columns)
