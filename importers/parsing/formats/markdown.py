"""Markdown → the text without its marks.

Not by a parser of CommonMark: that leaves “**” standing beside Chinese punctuation (its rule of flanking asks for
blanks between words), and takes the numbers away that articles are known by. The marks are few, and each stands in one
line; so they are taken away line by line.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from itertools import takewhile

from importers.parsing.formats import markdown_lines
from importers.parsing.formats.markdown_lines import MarkdownLine
from importers.parsing.formats.page_lines import LABELS, is_around
from importers.parsing.formats.plain_text import decode
from importers.parsing.formats.records import Extracted
from importers.parsing.formats.text_builder import TextBuilder
from importers.parsing.formats.versions import VERSIONS

FORMAT, VERSION = "markdown", VERSIONS["markdown"]

_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}(?:[ \t]+|$)")
_RULE = re.compile(
    r"[ \t]{0,3}(?:-(?:[ \t]?-)+|\*(?:[ \t]?\*){2,}|_(?:[ \t]?_){2,}|={3,}|`{3,}\w{0,20}|~{3,}\w{0,20})[ \t]*$"
)
_BEFORE = re.compile(r"^[ \t]*(?:(?:>[ \t]?){1,5}|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?(?=\S))")
_TABLE_RULE = re.compile(r"\|?:?-+:?(?:\|:?-+:?)*\|?")  # without its blanks
_CELL_END = re.compile(r"(?<!\\)\|")
_INLINE = re.compile(
    r"\\([!-/:-@\[-`{-~])"  # a sign that is meant as itself: “1\.”
    r"|!\[([^\[\]]{0,200})\]\([^()\s]{0,2000}\)"  # a picture
    r"|\[([^\[\]]{1,500})\]"  # a link
    r"\([^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?\s?(?:\"[^\"]{0,200}\")?\s?\)"
    r"|(\*{1,3}|~~|(?<!_)_{1,2}(?!_)|`)"
    r"|<(?:/?(?:center|u|font|div|p|span|b|i|strong|em|sup|sub|small|big|details|summary|a|img)(?:\s[^<>]{0,500})?|br\s?)/?>"
    r"|<(https?://[^\s<>]{1,500})>"
    r"|(&(?:#\d{1,6}|[a-zA-Z]{2,8});)"
)
_MARKED = re.compile(
    r"^[ \t]{0,3}#{1,6}[ \t]+\S|\*\*(?=\S)[^*\n]{1,300}\*\*|^[ \t]*\d{1,3}\\[.)]"
    r"|\[[^\[\]\n]{1,300}\]\((?:https?:|/|\./)",
    re.MULTILINE,
)
# “**发布日期**: 2025-12-26”, and a heading between which and the title a collector says where he has it from.
_LABEL = re.compile(
    rf"\*\*({LABELS}|[\u4e00-\u9fff]{{2,8}})\*\*\s{{0,3}}[：:](.{{0,3000}})|({LABELS})[：:](.{{0,300}})"
)
_FULL_TEXT = re.compile(r"(?:政策|文件|公文)?(?:全文|正文|原文)(?:内容)?[：:]?")
_KNOWN = re.compile(LABELS)
_FILE = re.compile(
    r"\[[^\[\]]{1,300}\]\([^()\s]{0,2000}\.(?:pdf|docx?|wps|ofd|xlsx?|zip|rar)[^()\s]{0,200}\s?\)", re.IGNORECASE
)


def is_marked(text: str) -> bool:
    """Whether a text has Markdown's marks: a heading, strong words, an escaped number, a link; no table."""
    return bool(_MARKED.search(text))


def read(content: bytes) -> Extracted:
    """The text of a Markdown file, each line with the number that it has in the file."""
    text, encoding = decode(content)
    metadata: dict[str, str] = {}
    builder = TextBuilder()
    for line, cells in _rows(_without_tail(_without_head(markdown_lines.lines(text, metadata), metadata), metadata)):
        builder.row((cell, f"line[{line.number}]") for cell in cells)
        if "![" in line.text:
            builder.doubt(f"此处有一幅图片（第 {line.number} 行），其中的文字没有读出。")
    return replace(builder.built(FORMAT, VERSION, metadata), encoding=encoding)


def _bare(line: MarkdownLine) -> str:
    """A line without the marks before it."""
    return _BEFORE.sub("", _HEADING.sub("", line.text)).strip()


def _without_head(lines: Sequence[MarkdownLine], metadata: dict[str, str]) -> Sequence[MarkdownLine]:
    """The lines without what a collector says of the document; behind a heading “政策全文” it begins anew."""
    head = list(takewhile(_is_before, lines))
    labels = [line for line in head if _takes_label(line, metadata) or _bare(line) == "基本信息"]
    if not labels:
        return lines
    full = [index for index, line in enumerate(head) if _FULL_TEXT.fullmatch(_bare(line)) and line.text.startswith("#")]
    if not full:
        return [line for line in lines if line not in labels]
    text = lines[full[0] + 1 :]
    below = "".join(_bare(line) for line in text[:5])
    return [*(line for line in head[: full[0]] if _is_title(line) and _bare(line) not in below), *text]


def _is_before(line: MarkdownLine) -> bool:
    """Whether a line can stand before a document's first sentence: a heading, a label, a rule."""
    is_rule = not line.cells and not _bare(line).strip("-")
    return bool(line.text.startswith("#") or is_rule or _LABEL.fullmatch(_bare(line)))


def _is_title(line: MarkdownLine) -> bool:
    return bool(_HEADING.match(line.text)) and _bare(line) != "基本信息"


def _without_tail(lines: Sequence[MarkdownLine], metadata: dict[str, str]) -> Sequence[MarkdownLine]:
    """The lines without a collector's last ones: “**更新时间**: …”, “【原文下载】” and the files below it."""
    end = len(lines)
    while end and (
        is_around(_bare(lines[end - 1]))
        or _is_file(lines[end - 1])
        or _takes_label(lines[end - 1], metadata, known=True)
    ):
        end -= 1
    return lines[:end]


def _takes_label(line: MarkdownLine, metadata: dict[str, str], *, known: bool = False) -> bool:
    """Whether a line is a label and what it says, which is noted; ``known`` if the label must be one that we know."""
    labelled = _LABEL.fullmatch(_bare(line))
    label = labelled and (labelled[1] or labelled[3])
    if not labelled or not label or (known and not _KNOWN.fullmatch(label)):
        return False
    if value := _plain(labelled[2] or labelled[4] or "").strip():
        metadata.setdefault(label, value)
    return True


def _is_file(line: MarkdownLine) -> bool:
    return bool(_FILE.fullmatch(_bare(line)))


def _rows(lines: Sequence[MarkdownLine]) -> Iterator[tuple[MarkdownLine, list[str]]]:
    """Each line with its cells; a table's rows are those around its rule “|---|---|”."""
    in_table = False
    for index, line in enumerate(lines):
        if line.cells:
            yield line, list(line.cells)
            continue
        is_rule = _is_table_rule(line)
        is_first = index + 1 < len(lines) and _is_table_rule(lines[index + 1])
        goes_on = in_table and line.number == lines[index - 1].number + 1
        in_table = "|" in line.text and (goes_on or is_rule or is_first)
        if not is_rule and not _RULE.fullmatch(line.text):
            yield line, _cells(line.text) if in_table else [_plain(_heading(_bare(line), line.text))]


def _is_table_rule(line: MarkdownLine) -> bool:
    return "|" in line.text and bool(_TABLE_RULE.fullmatch(re.sub(r"\s", "", line.text)))


def _heading(bare: str, text: str) -> str:
    """The heading without the signs that may close it, too."""
    return bare.rstrip("#").rstrip() if text.lstrip().startswith("#") else bare.removesuffix("\\")


def _cells(text: str) -> list[str]:
    cells = [_plain(cell.strip()) for cell in _CELL_END.split(text.strip())]
    return cells[not cells[0] : len(cells) - (not cells[-1])] if len(cells) > 1 else cells


def _plain(text: str) -> str:
    """A line's words without marks. A sign of emphasis is one only if another in the line closes it."""
    parts: list[str] = []
    opened: dict[str, int] = {}
    at = 0
    for found in _INLINE.finditer(text):
        parts.append(text[at : found.start()])
        at = found.end()
        sign = found[4]
        if sign and sign in opened and _may_close(text, found):
            parts[opened.pop(sign)] = ""
            parts.append("")
        elif sign:
            if _may_open(text, found):
                opened[sign] = len(parts)
            parts.append(sign)
        else:
            parts.append(_meant(found))
    return "".join([*parts, text[at:]])


def _may_open(text: str, found: re.Match[str]) -> bool:
    """“**一、” opens; “人数*100%” and “5 * 3” do not."""
    after, before = text[found.end() : found.end() + 1], text[max(0, found.start() - 1) : found.start()]
    return bool(after.strip()) and (len(found[4]) > 1 or found[4] == "`" or not before.strip() or not before.isalnum())


def _may_close(text: str, found: re.Match[str]) -> bool:
    before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
    return bool(before.strip()) and (len(found[4]) > 1 or found[4] == "`" or not after.strip() or not after.isalnum())


def _meant(found: re.Match[str]) -> str:
    """Return what a mark stands for: the sign escaped, a link's words, a sign named; a picture and a tag for
    nothing.
    """
    if found[6]:
        return unescape(found[6])
    return found[1] or found[5] or _plain(found[3] or "") or (" " if found[0].startswith("<br") else "")
