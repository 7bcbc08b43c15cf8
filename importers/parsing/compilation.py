"""Source text → the documents in it, and around them the notice, contents and summaries of a compilation.

Takes a source text. Gives a :class:`Compilation`; a source that holds one document is the simple case. Guarantees
that every non-space character of the source lies in exactly one leaf: an article, a section's heading or a passage.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from importers.parsing import document, head, marks, mid_line, page_breaks, roles
from importers.parsing.document import ParsedDocument
from importers.parsing.head import Header
from importers.parsing.lines import Line, LineMark, Printed, join
from importers.parsing.outline import ParsedPassage
from policies.text import document_numbers
from policies.text.document_numbers import Number
from policies.text.numbering import match

_CONTENTS = re.compile(r"目\s*[录次]$")
_ENTRY = re.compile(r"(?P<title>.{4,120}?)[（(](?P<number>[^（）()]{4,30})[）)]\s*[.…·\d\s]*$")
_COVER = re.compile(r"附件\d{0,2}$")
# Lines that a head may have above its number.
_HEAD_ABOVE = 4
_SUMMARY = re.compile(r"《(?P<title>[^《》]{4,120})》")


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents, or the opening of a summary: which document it speaks of."""

    title: str
    number: Number | None
    passage: int  # which of the compilation's passages


@dataclass(frozen=True, slots=True)
class Compilation:
    """A source's documents in order; ``passages`` belong to none of them.

    ``title`` is '' unless the source is a compilation; then ``documents[0]`` is its covering notice.
    """

    title: str
    documents: tuple[ParsedDocument, ...]
    passages: tuple[ParsedPassage, ...]
    contents: tuple[ContentsEntry, ...]
    summaries: tuple[ContentsEntry, ...]

    @property
    def leaves(self) -> list[Printed]:
        """Every leaf of the source, in its order."""
        leaves = [passage.printed for passage in self.passages]
        for each in self.documents:
            leaves += each.leaves
        return sorted(leaves, key=lambda leaf: leaf.start)


# A source is never altered, and is parsed by each stage of an import and at every change on the desk.
@lru_cache(maxsize=4)
def parsed(text: str, line_marks: tuple[LineMark, ...]) -> Compilation:
    """Return what :func:`parse` does, which a text that was parsed a moment ago has already."""
    return parse(text, line_marks)


def parse(text: str, line_marks: Iterable[LineMark] = ()) -> Compilation:
    """Everything that a source text holds; where it holds no line, it has no document.

    ``line_marks`` is what people said of its lines.
    """
    printed, markup = page_breaks.paragraphs(text)
    lines = marks.place(mid_line.part(printed), line_marks)
    starts = _starts(lines)
    collected = _Collected([_passage("left_over", [line]) for line in lines[: starts[0]]] if starts else [])
    documents = []
    for start, end in pairwise([*starts, len(lines)]):
        cover = _cover(lines, start, end) if start == starts[0] and len(starts) > 1 else end
        documents.append(document.read(lines[start:cover]))
        collected.read(lines[cover:end])
    return Compilation(
        collected.title,
        tuple(documents),
        tuple(collected.passages + [_passage("markup", [line]) for line in markup]),
        tuple(collected.contents),
        tuple(collected.summaries),
    )


def _passage(kind: str, lines: Sequence[Line]) -> ParsedPassage:
    return ParsedPassage(kind, join(lines))


# --- where documents begin ---------------------------------------------------------------------------------------


def _starts(lines: Sequence[Line]) -> list[int]:
    """Return where the documents of a source begin: at the heads with a title and a number, if there are several."""
    found: list[Header] = []
    for index, line in enumerate(lines):
        number = roles.number(line.text)
        if number is None or (found and (index < found[-1].end or number == found[-1].number)):
            continue
        header = head.read(lines, _above(lines, index, found[-1].end if found else 0))
        if header.titled and header.number == number:
            found.append(header)
    headers = [header for index, header in enumerate(found) if not index or _holds_text(lines, found, index)]
    if len(headers) > 1:
        return [header.start for header in headers]
    return [0] if lines else []


def _holds_text(lines: Sequence[Line], found: Sequence[Header], index: int) -> bool:
    """Whether anything numbered stands below a head; in a list of repealed documents nothing does."""
    end = found[index + 1].start if index + 1 < len(found) else len(lines)
    return any(match(line.text) for line in lines[found[index].end : end])


def _above(lines: Sequence[Line], index: int, least: int) -> int:
    """Return where the head begins in which lines[index] is the number: with the title or the issuers above it."""
    start = index
    while start > max(least, index - _HEAD_ABOVE) and _may_stand_above(lines[start - 1]):
        start -= 1
    return start


def _may_stand_above(line: Line) -> bool:
    return roles.is_title(line) or (bool(roles.offices(line.text)) and not match(line.text))


# --- contents and summaries --------------------------------------------------------------------------------------


def _cover(lines: Sequence[Line], start: int, end: int) -> int:
    """Where, in the first document's lines, the compilation itself begins: at its cover, or its contents."""
    contents = next((i for i in range(start, end) if _CONTENTS.match(lines[i].text)), end)
    return next((i for i in range(max(start, contents - 6), contents) if _COVER.match(lines[i].text)), contents)


class _Collected:
    """The parts of a compilation beside its documents, read in order: cover, contents, summaries."""

    def __init__(self, passages: list[ParsedPassage]):
        self.title = ""
        self.passages = passages
        self.contents: list[ContentsEntry] = []
        self.summaries: list[ContentsEntry] = []

    def read(self, lines: Sequence[Line]) -> None:
        """Read the lines between the notice and the first document."""
        at = next((i for i, line in enumerate(lines) if _CONTENTS.match(line.text)), None)
        if at is None:
            self._keep("left_over", lines)
            return
        listed = next((i for i in range(at + 1, len(lines)) if not self._listed(lines[i])), len(lines))
        self.title = next((line.text for line in lines[:at] if not _COVER.match(line.text)), "")
        self._keep("cover", lines[:at])
        self._keep("contents", lines[at : at + 1])
        for line in lines[at + 1 : listed]:
            self._entry(self.contents, "contents", [line], self._listed(line))
        self._summaries(lines[listed:])

    def _summaries(self, lines: Sequence[Line]) -> None:
        heading = [line for line in lines[:1] if not line.finished]
        self._keep("heading", heading)
        for paragraph in _paragraphs(lines[len(heading) :]):
            self._entry(self.summaries, "summary", paragraph, _SUMMARY.match(paragraph[0].text))

    def _keep(self, kind: str, lines: Sequence[Line]) -> None:
        self.passages += [_passage(kind, [line]) for line in lines]

    def _entry(
        self, entries: list[ContentsEntry], kind: str, lines: Sequence[Line], found: re.Match[str] | None
    ) -> None:
        self.passages.append(_passage(kind, lines))
        if found:
            mentioned = document_numbers.find(self.passages[-1].printed.text)
            number = mentioned[0][2] if mentioned else None
            entries.append(ContentsEntry(roles.squeeze(found["title"]), number, len(self.passages) - 1))

    @staticmethod
    def _listed(line: Line) -> re.Match[str] | None:
        """Return what a numbered line lists as an entry of the contents; None where it is no entry."""
        marker = match(line.text)
        return _ENTRY.search(line.text[marker.end :]) if marker else None


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines put into paragraphs: a line goes on from one that ends no sentence."""
    paragraphs = [[line] for line in lines[:1]]
    for previous, line in pairwise(lines):
        if previous.finished:
            paragraphs.append([line])
        else:
            paragraphs[-1].append(line)
    return paragraphs
