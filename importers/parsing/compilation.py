"""Source text → the documents in it, and around them the notice, contents and summaries of a compilation.

Takes a source text. Gives a :class:`Compilation`; a source that holds one document is the simple case. Guarantees
that every non-space character of the source lies in exactly one leaf: an article, a section's heading or a passage.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from importers.parsing.lines import Line, Printed, join, split
from importers.parsing.numbering import match
from importers.parsing.outline import Outline, ParsedPassage, outline
from policies.text import document_numbers
from policies.text.document_numbers import Number

# The kinds of official document (党政机关公文处理工作条例, art. 8, and what governments add): a title ends with one.
_GENRES = "意见|措施|办法|方案|计划|规划|规定|细则|通知|决定|条例|纲要|要点|指南|公告|通告|批复|函|政策"
_TITLE = re.compile(rf"[^。；！？]{{4,100}}(?:{_GENRES})(?:[（(][^（）()]{{1,8}}[）)])?$")
_ISSUER = re.compile(r"[\u4e00-\u9fff\s]{3,30}$")
_DATE = re.compile(r"[（(]?(\d{4})年(\d{1,2})月(\d{1,2})日[）)]?$")
_CONTENTS = re.compile(r"目\s*[录次]$")
_ENTRY = re.compile(r"(?P<title>.{4,120}?)[（(](?P<number>[^（）()]{4,30})[）)]\s*[.…·\d\s]*$")
_COVER = re.compile(r"附件\d{0,2}$")
_SUMMARY = re.compile(r"《(?P<title>[^《》]{4,120})》")


@dataclass(frozen=True, slots=True)
class Header:
    """The lines that open a document: [start, end) of the source's lines, and what each of them is."""

    start: int
    end: int
    kinds: tuple[str, ...]
    title: str
    number: Number | None
    issuers: tuple[str, ...]
    issued_on: date | None


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """One document of a source: its header's facts, the header's passages and the outline of the rest."""

    header: Header
    passages: tuple[ParsedPassage, ...]
    outline: Outline

    @property
    def leaves(self) -> Iterator[Printed]:
        """The document's leaves in no order."""
        for part in (self.passages, self.outline.passages, self.outline.sections, self.outline.articles):
            yield from (leaf.printed for leaf in part)


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
        for document in self.documents:
            leaves += document.leaves
        return sorted(leaves, key=lambda leaf: leaf.start)


def parse(text: str) -> Compilation:
    """Everything that a source text holds; a text in which nothing is recognised is one left-over passage."""
    lines, markup = split(text)
    headers = _headers(lines)
    first = headers[0].start if headers else len(lines)
    collected = _Collected([_passage("left_over", [line]) for line in lines[:first]])
    documents = []
    ends = [header.start for header in headers[1:]] + [len(lines)]
    for header, end in zip(headers, ends, strict=False):
        cover = _cover(lines, header.end, end) if header is headers[0] and len(headers) > 1 else end
        documents.append(_document(header, lines, cover))
        collected.read(lines[cover:end])
    return Compilation(
        collected.title,
        tuple(documents),
        tuple(collected.passages + [_passage("markup", [line]) for line in markup]),
        tuple(collected.contents),
        tuple(collected.summaries),
    )


def _document(header: Header, lines: Sequence[Line], end: int) -> ParsedDocument:
    head = zip(header.kinds, lines[header.start : header.end], strict=True)
    passages = tuple(_passage(kind, [line]) for kind, line in head)
    return ParsedDocument(header, passages, outline(lines[header.end : end]))


def _passage(kind: str, lines: Sequence[Line]) -> ParsedPassage:
    return ParsedPassage(kind, join(lines))


# --- headers -----------------------------------------------------------------------------------------------------


def _headers(lines: Sequence[Line]) -> list[Header]:
    headers: list[Header] = []
    for index, line in enumerate(lines):
        number = document_numbers.on_line(line.text)
        header = number and (_below_title(lines, index, number) or _letterhead(lines, index, number))
        if header and (not headers or header.start >= headers[-1].end):
            headers.append(header)
    return headers or _untitled_number(lines)


def _below_title(lines: Sequence[Line], index: int, number: Number) -> Header | None:
    """A compilation's form: the title, and its number on the next line."""
    if index == 0 or not _is_title(lines[index - 1]):
        return None
    title = _squeeze(lines[index - 1].text)
    return Header(index - 1, index + 1, ("title", "number"), title, number, (), None)


def _letterhead(lines: Sequence[Line], index: int, number: Number) -> Header | None:
    """A document of its own: 机关标志, number, issuers, title and date below each other."""
    title = next((i for i in range(index + 1, min(index + 6, len(lines))) if _is_title(lines[i])), None)
    if title is None or not all(_ISSUER.match(line.text) for line in lines[index + 1 : title]):
        return None
    start = index - 1 if index and _ISSUER.match(lines[index - 1].text) else index
    above = [lines[i].text for i in range(start, index)]
    below = [line.text for line in lines[index + 1 : title]]
    issuers = tuple(dict.fromkeys(_squeeze(name).removesuffix("文件") for name in (below or above)))
    kinds = ("issuer",) * len(above) + ("number",) + ("issuer",) * len(below) + ("title",)
    issued_on = _date(lines[title + 1].text) if title + 1 < len(lines) else None
    end = title + 2 if issued_on else title + 1
    kinds += ("date",) if issued_on else ()
    return Header(start, end, kinds, _squeeze(lines[title].text), number, issuers, issued_on)


def _untitled_number(lines: Sequence[Line]) -> list[Header]:
    """A document without a number: its first line is its title, and something below is numbered."""
    if len(lines) < 2 or not _is_title(lines[0]) or not any(match(line.text) for line in lines):
        return []
    issued_on = _date(lines[1].text)
    kinds = ("title", "date") if issued_on else ("title",)
    return [Header(0, len(kinds), kinds, _squeeze(lines[0].text), None, (), issued_on)]


def _is_title(line: Line) -> bool:
    return bool(_TITLE.match(line.text)) and not match(line.text) and not line.text.startswith(("附件", "《"))


def _date(text: str) -> date | None:
    found = _DATE.match(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _squeeze(text: str) -> str:
    """A title or name without the spaces by which its lines were broken: “…困难行业 恢复发展的若干措施”."""
    return re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", text).strip()


# --- contents and summaries --------------------------------------------------------------------------------------


def _cover(lines: Sequence[Line], start: int, end: int) -> int:
    """Where, in the first document's lines, the compilation itself begins: at its cover, or its contents."""
    contents = next((i for i in range(start, end) if _CONTENTS.match(lines[i].text)), end)
    return next((i for i in range(max(start, contents - 6), contents) if _COVER.match(lines[i].text)), contents)


class _Collected:
    """What a compilation holds beside its documents, read in order: cover, contents, summaries."""

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
            entries.append(ContentsEntry(_squeeze(found["title"]), number, len(self.passages) - 1))

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
