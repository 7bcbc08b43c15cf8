"""Overlay records → the reading of an article, with its map to the print.

Takes an article's print and the corrections of it. Gives a :class:`CorrectedText`: the print with the certain
corrections made. Guarantees that every span of the reading maps to a span of the print that holds the same words,
corrected ones as they are printed.
"""

import csv
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from importers.parsing.lines import INVISIBLE

CERTAIN = "certain"
_BLANKS = " \u3000\xa0"
_LAYOUT = re.compile(rf"[{INVISIBLE}{_BLANKS}]+")


@dataclass(frozen=True, slots=True)
class CorrectionRecord:
    """One fault: in ``article`` (its path) of ``document`` (its number), ``quote`` should read ``reading``.

    ``occurrence`` counts from 1 where the quote stands more than once.
    """

    document: str
    article: str
    quote: str
    occurrence: int
    reading: str
    reason: str = ""
    evidence: str = ""
    confidence: str = CERTAIN

    @property
    def certain(self) -> bool:
        """Whether the reading follows it; a probable one only marks its place."""
        return self.confidence == CERTAIN


@dataclass(frozen=True, slots=True)
class Edit:
    """print[start:end] reads ``reading``, which begins at offset ``at`` of the reading's text.

    ``is_layout`` tells what nobody corrected: blanks and invisible signs of the layout that reading passes over.
    """

    start: int
    end: int
    reading: str
    at: int
    is_layout: bool = False

    @property
    def shift(self) -> int:
        """Return what an offset of the reading behind the edit gains when it is taken to the print."""
        return (self.end - self.start) - len(self.reading)


@dataclass(frozen=True, slots=True)
class CorrectedText:
    """``text`` is what to read facts from; :meth:`to_print` takes their spans back to the print."""

    text: str
    edits: tuple[Edit, ...] = ()

    @property
    def is_corrected(self) -> bool:
        """Whether it reads otherwise than it is printed."""
        return any(not edit.is_layout for edit in self.edits)

    def to_print(self, start: int, end: int) -> tuple[int, int]:
        """The span of the print for reading[start:end]; a span that touches a corrected word takes all of it."""
        return self._offset(start, 0), self._offset(end, 1)

    def touches(self, start: int, end: int) -> bool:
        """Whether reading[start:end] holds anything that was corrected."""
        return any(
            edit.at < end and start < edit.at + max(1, len(edit.reading)) for edit in self.edits if not edit.is_layout
        )

    def _offset(self, offset: int, side: int) -> int:
        """``side`` 0 for the start of a span, 1 for its end."""
        before = self.edits[: bisect_right(self.edits, offset - side, key=lambda edit: edit.at)]
        shift = sum(edit.shift for edit in before[:-1])
        if not before:
            return offset
        last = before[-1]
        if offset - side < last.at + len(last.reading):
            return (last.start, last.end)[side]
        return offset + shift + last.shift


def locate(text: str, quote: str, occurrence: int) -> tuple[int, int] | None:
    """Return where the ``occurrence``-th ``quote`` stands in ``text``, overlapping ones counted; None where it does
    not.
    """
    start = -1
    for _ in range(occurrence):
        start = text.find(quote, start + 1)
        if start < 0 or not quote:
            return None
    return start, start + len(quote)


def apply(text: str, corrections: Iterable[CorrectionRecord]) -> CorrectedText:
    """The reading of a print. Corrections whose place is not found, or overlaps an earlier one, change nothing."""
    places = [(locate(text, each.quote, each.occurrence), each.reading) for each in corrections if each.certain]
    made = [(*place, reading, False) for place, reading in places if place]
    made += [each for each in _layout(text) if not any(each[0] < stop and start < each[1] for start, stop, *_ in made)]
    edits: list[Edit] = []
    parts, end, length = [], 0, 0
    for start, stop, reading, is_layout in sorted(made):
        if start < end:
            continue
        parts.append(text[end:start])
        length += start - end
        edits.append(Edit(start, stop, reading, length, is_layout))
        parts.append(reading)
        length += len(reading)
        end = stop
    return CorrectedText("".join([*parts, text[end:]]), tuple(edits))


def _layout(text: str) -> list[tuple[int, int, str, bool]]:
    """Return what reading passes over: signs that nobody sees, and runs of blanks (“投入      200      万元”)."""
    found = []
    for run in _LAYOUT.finditer(text):
        blanks = [sign for sign in run.group() if sign in _BLANKS]
        if len(blanks) == 1 == len(run.group()):
            continue
        around = text[max(0, run.start() - 1) : run.start()] + text[run.end() : run.end() + 1]
        found.append((*run.span(), " " if blanks and any(sign.isascii() for sign in around) else "", True))
    return found


def load(path: Path) -> list[CorrectionRecord]:
    """The corrections in a CSV file with the columns of :class:`CorrectionRecord`; none where there is no such file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as rows:
        return [_record(row) for row in csv.DictReader(rows)]


def _record(row: Mapping[str, str]) -> CorrectionRecord:
    words = {name: cell for name, cell in row.items() if name != "occurrence"}
    return CorrectionRecord(**words, occurrence=int(row["occurrence"]))


def save(path: Path, records: Iterable[CorrectionRecord]) -> None:
    """Write corrections as :func:`load` reads them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(CorrectionRecord)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(record) for record in records)


def of_article(corrections: Sequence[CorrectionRecord], path: str) -> list[CorrectionRecord]:
    """Return the corrections of one article among a document's."""
    return [each for each in corrections if each.article == path]
