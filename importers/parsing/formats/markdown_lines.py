"""A Markdown text → its lines, with what does not stand in one line by itself: what is said of the file before its
text (front matter), comments, notes, and tables in the markup of web pages, as converters write them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FRONT = re.compile(r"(\w[\w -]{0,30}|[\u4e00-\u9fff]{2,8})\s{0,3}[:：]\s{0,3}(.{0,1000})|\s*-\s.{0,300}|\s*")
_FRONT_LINES = 60
_COMMENT = re.compile(r"<!--.{0,20000}?-->", re.DOTALL)
_NOTE = re.compile(r"[ \t]{0,3}\[\^([^\[\]\s]{1,20})\]:[ \t]{0,9}(.*)")
_NOTE_SIGN = re.compile(r"\[\^([^\[\]\s]{1,20})\]")
_TABLE, _TABLE_END = re.compile(r"<table[\s>]", re.IGNORECASE), re.compile(r"</table\s{0,3}>", re.IGNORECASE)
# What the head of a file calls the title of its document → what a page calls it.
_NAMES = {"title": "ArticleTitle"}


@dataclass(frozen=True, slots=True)
class MarkdownLine:
    """A line with the number that it has in the file; ``cells`` of one that is a row of a table of markup."""

    number: int
    text: str
    cells: tuple[str, ...] = ()


def has_markup(text: str) -> bool:
    """Whether there is a table of markup in a text, which a parser has to read."""
    return bool(_TABLE.search(text))


def lines(text: str, metadata: dict[str, str]) -> list[MarkdownLine]:
    """The lines of a text that say something; notes behind all others. What its head says goes to ``metadata``."""
    notes: dict[str, MarkdownLine] = {}
    found: list[MarkdownLine] = []
    for line in _with_tables(_COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)):
        if note := _NOTE.fullmatch(line.text):
            notes.setdefault(note[1], MarkdownLine(line.number, note[2]))
        elif line.cells or line.text.strip():
            found.append(line)
    found = [_unsigned(line, notes) for line in _without_front(found, metadata)]
    behind = enumerate((note for note in notes.values() if note.text.strip()), 1)
    return [*found, *(MarkdownLine(note.number, f"注{index}：{note.text}") for index, note in behind)]


def _without_front(found: list[MarkdownLine], metadata: dict[str, str]) -> list[MarkdownLine]:
    """The lines without those between “---” and “---” at the very beginning, where all of these are “name: value”."""
    if not found or found[0].text.strip() != "---":
        return found
    end = next((index for index, line in enumerate(found[1:_FRONT_LINES], 1) if line.text.strip() == "---"), 0)
    told = [_FRONT.fullmatch(line.text) for line in found[1:end]]
    if not told or not all(told):
        return found
    for each in told:
        if each and each[1] and each[2].strip():
            metadata.setdefault(_NAMES.get(each[1], each[1]), each[2].strip().strip("\"'"))
    return found[end + 1 :]


def _unsigned(line: MarkdownLine, notes: dict[str, MarkdownLine]) -> MarkdownLine:
    """The line without the signs of notes, lest 50[^1] be 501."""
    text = _NOTE_SIGN.sub(lambda sign: "" if sign[1] in notes else sign[0], line.text)
    return MarkdownLine(line.number, text, line.cells)


def _with_tables(text: str) -> Iterator[MarkdownLine]:
    """Yield the lines of a text, and the rows of tables of markup in it."""
    at, number = 0, 1
    while begun := _TABLE.search(text, at):
        ended = _TABLE_END.search(text, begun.start())
        if not ended:
            break
        yield from _plain(text[at : begun.start()], number)
        number += text.count("\n", at, begun.start())
        yield from (MarkdownLine(number, "", row) for row in _rows(text[begun.start() : ended.end()]))
        number += text.count("\n", begun.start(), ended.end())
        at = ended.end()
    yield from _plain(text[at:], number)


def _plain(text: str, number: int) -> Iterator[MarkdownLine]:
    for index, line in enumerate(text.splitlines()):
        yield MarkdownLine(number + index, line)


def _rows(markup: str) -> Iterator[tuple[str, ...]]:
    from lxml import etree

    from importers.parsing.formats import page_blocks

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(markup.encode(), parser)
    for block in page_blocks.blocks(root) if root is not None else ():
        if not block.picture:
            yield tuple(cell.text for cell in block.cells)
