"""Lines of one text → its sections, articles and passages.

Takes the lines that follow a text's head. Gives an :class:`Outline`: the tree of sections, the articles in order, and
the passages that are neither. Guarantees that every line lies in exactly one of them. Which lines open what is the
arrangement's to say, from the lines, or a person's who marked them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from importers.parsing import annotations, roles
from importers.parsing.arrangement import Opening, arrange
from importers.parsing.cards import cards
from importers.parsing.headings import Headings
from importers.parsing.lines import Line, Printed, join, joined
from importers.parsing.numbered_lines import is_heading, numbered
from importers.parsing.open_leaf import OpenLeaf
from importers.parsing.tables import TaskCell, TaskTable, is_row, task_tables
from policies.text.line_roles import ARTICLE, JOIN, LONGEST_HEADING, PASSAGE, SECTION
from policies.text.numbering import Marker, match

# “附件：市场主体倍增等涉及商务领域政策汇编”
_ATTACHMENT = re.compile(r"附件\d{0,2}[：:]")
# A document's last, unnumbered words turn to those who carry it out (“各市、各部门要围绕…”, “省直各有关部门、各市
# 人民政府要…”) or say from when and how long it holds (“本措施自印发之日起施行”, “本通知有效期1年”).
_CLOSING = re.compile(
    r"(?:省直|省级|全省|市直|市级)?各[^。；]{0,24}?要|本[^。；，]{2,6}(?:[自由从]|的?有效期|未尽)|特此(?:通知|公告|通告|函)"
    r"|(?:以上|上述|此前)[^。；，]{0,12}(?:政策|措施|规定|文件|条款|标准|任务|事项)"
    r"|[（(]?(?:备?注|说明)[：:]"
)
# What ends a document wherever it stands: “特此公告。”, “出席：…” of minutes, the notes of a Word file
_FAREWELL = re.compile(
    r"注\d{1,3}：|(?:出席|列席|参会|参加|记录)(?:人员|单位|人)?[：:]|特此(?:通知|公告|通告|函告?|函复|公布|公示|批复|报告)[。.！]?$"
)
# “专栏1　物流重点工程”: the heading of a box in a plan.
_BOX = re.compile(r"专\s?栏\s?[\d一二三四五六七八九十]{1,2}[\s：:]")
# A paragraph that begins with what it tells: “责任单位：市商务局”, “申领方式：…”. A page may break the word itself.
_FIELD = re.compile(
    r"[\u4e00-\u9fff]{2,6}(?:单位|部门|时限|时间|期限|方式|网址|电话|范围|对象|条件|标准|材料|流程|程序|地址|依据|渠道)[：:]"
)


@dataclass(frozen=True, slots=True)
class ParsedPassage:
    """A leaf that is no article: ``kind`` is one of policies.models.Passage.Kind; ``section`` indexes the outline's."""

    kind: str
    printed: Printed
    section: int | None = None
    level: str = ""


@dataclass(frozen=True, slots=True)
class ParsedSection:
    """A heading and what stands under it. ``parent`` indexes the outline's sections, None at the top."""

    level: str
    number: int
    label: str
    title: str
    parent: int | None
    printed: Printed


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """A numbered item. ``ordinal`` is its place in the document from 1; ``label`` its number as printed, or ''.

    Of one that is a row of a task table, ``cells`` are those that name offices, or the day by which it is done;
    ``covered`` are the columns of offices whose cells above reach down to it.
    """

    ordinal: int
    number: int | None
    label: str
    section: int | None
    printed: Printed
    cells: tuple[TaskCell, ...] = ()
    covered: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The stable address inside the document: “art_14”."""
        return f"art_{self.ordinal}"


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's tree, every line of it in exactly one place."""

    sections: tuple[ParsedSection, ...]
    articles: tuple[ParsedArticle, ...]
    passages: tuple[ParsedPassage, ...]


_GROUP = Opening(True, None, 9, "article")  # of a table's rows; deeper than any section that the table stands in


class _OutlineReader:
    """Walks the lines once, keeping the stack of open sections and the one open leaf."""

    def __init__(self, lines: Sequence[Line]):
        self.lines = lines
        self.numbered = numbered(lines)
        self.cards = cards(lines, self.numbered)
        self.openings = arrange(lines, self.numbered, self.cards)
        self.rows = {index: (number, table) for table in task_tables(lines) for index, number in table.rows}
        self.groups = {index for _, table in self.rows.values() for index in table.groups}
        self.table_heads = {i for _, table in self.rows.values() for i in range(*table.head)}
        self.last_opening = max([*self.openings, *self.rows], default=-1)
        within = [line for line in lines if annotations.at_end(line.text) and not annotations.opens_field(line.text)]
        self.annotated = len(within) > len(lines) // 10
        self.headings = Headings(lines)
        self.sections: list[ParsedSection] = []
        self.articles: list[ParsedArticle] = []
        self.passages: list[ParsedPassage] = []
        self.stack: list[tuple[int, int]] = []  # sections that are open, each with its depth
        self.open: OpenLeaf | None = None
        self.holds = ""  # what text right under the heading that was read last is; "" where none was
        self.ended = False
        self.closed: list[ParsedSection] | list[ParsedPassage] = []  # where the leaf stands that was closed last

    def read(self) -> Outline:
        for index, line in enumerate(self.lines):
            if not self._read_marked(index, line):
                self._read_line(index, line)
        self._close()
        return Outline(tuple(self.sections), tuple(self.articles), tuple(self.passages))

    def _read_line(self, index: int, line: Line) -> None:
        opening = self.openings.get(index)
        if index in self.rows:
            self._row(index, line, *self.rows[index])
        elif index in self.table_heads:
            self._passage("heading", line)
        elif index in self.groups:
            self._section(line, opening if opening and opening.is_section else _GROUP)
        elif self.open and self.open.table and index < self.open.table.end:
            self.open.add(line, "\n")
        elif roles.is_disclosure(line.text):
            self._passage("disclosure", line)
            self.ended = index > self.last_opening
        elif opening and opening.is_section:
            self._section(line, opening)
        elif opening:
            self._leave(opening.depth)
            self._start("article", line, opening.marker)
        elif _ATTACHMENT.match(line.text):
            self._passage("attachment", line)
        elif self.ended:
            self._passage("imprint", line)
        else:
            self._text(index, line)

    def _read_marked(self, index: int, line: Line) -> bool:
        """Make a line what a person says that it is; False where nobody said anything that its place bears."""
        opening, table = self.openings.get(index), self.open.table if self.open else None
        if line.is_marked(JOIN):
            return self._go_on(index, line)
        if line.is_marked(PASSAGE):
            begun = bool(self.articles) or (self.open is not None and self.open.kind == "article")
            self._start("closing" if begun and not self.holds else "preamble", line)
        elif line.is_marked(SECTION) and opening:
            self._section(line, opening)
        elif line.is_marked(ARTICLE) and table and index < table.end and index not in self.rows:
            self._row(index, line, "", table)
        elif line.is_marked(ARTICLE) and opening and index not in self.rows:
            self._leave(opening.depth)
            self._start("article", line, opening.marker)
        else:
            return False
        return True

    def _go_on(self, index: int, line: Line) -> bool:
        """Add a line to the leaf before it, be it a heading; False where none is, or a heading would be no more one."""
        if self.open:
            self.open.add(line, self._break(self.open, index))
            return True
        if not self.closed or len(self.closed[-1].printed.text) + len(line.text) > LONGEST_HEADING:
            return False
        last = self.closed.pop()
        printed = joined(last.printed, line)
        if isinstance(last, ParsedSection):
            self.sections.append(replace(last, printed=printed, title=last.title + line.text))
        else:
            self.passages.append(replace(last, printed=printed))
        return True

    def _row(self, index: int, line: Line, number: str, table: TaskTable) -> None:
        marker = Marker("row", int(number), number, 0) if number.isascii() and number.isdecimal() else None
        self._start("article", line, marker)
        if self.open:
            self.open.table, self.open.row = table, index

    def _section(self, line: Line, opening: Opening) -> None:
        self._close()
        heading, body = _parted(line, opening.heading_end)
        self._leave(opening.depth)
        marker, parent = opening.marker, self.stack[-1][0] if self.stack else None
        title = heading.text[marker.end if marker else 0 :].strip()
        level, number, label = (marker.level, marker.number, marker.label) if marker else ("", 0, "")
        self.sections.append(ParsedSection(level, number, label, title, parent, join([heading])))
        self.closed = self.sections
        self.stack.append((len(self.sections) - 1, opening.depth))
        self.holds = opening.holds
        if body:
            self._start(self.holds, body)

    def _leave(self, depth: int) -> None:
        """Close the sections that do not hold what stands so far in."""
        while self.stack and self.stack[-1][1] >= depth:
            self.stack.pop()

    def _text(self, index: int, line: Line) -> None:
        """A line without a marker: it goes on with the open leaf, or opens the passage that its place calls for."""
        if self.open and not self._closes(self.open, index, line):
            self.open.add(line, self._break(self.open, index))
        elif self.holds:
            self._start(self.holds, line)
        elif self.open or self.articles:
            self._start("closing" if self._after_last(index) else "left_over", line)
        elif index == 0 and roles.is_addressee(line.text):
            self._passage("addressee", line)
        else:
            self._start("preamble", line)

    def _after_last(self, index: int) -> bool:
        return index > self.last_opening

    def _closes(self, leaf: OpenLeaf, index: int, line: Line) -> bool:
        """Whether the open leaf ended before this line.

        An annotation ends an article (34号 §70), but for its items and its table. Where articles carry none, only the
        words by which documents close tell the closing from a paragraph that a page break cut off (26号 十).
        """
        if leaf.table or (leaf.kind == "article" and self._after_last(index) and _FAREWELL.match(line.text)):
            return True
        if index in self.cards.fields:
            return False
        last = leaf.lines[-1]
        if leaf.kind in ("left_over", "closing"):
            return leaf.annotated and annotations.finishes(last) and not annotations.goes_on(line.text)
        finishes = annotations.finishes(last) or self._ends_with_field(last)
        if leaf.kind != "article" or (not finishes and not last.text.endswith("》")) or leaf.is_heading:
            return False
        if finishes and leaf.annotated and not leaf.is_headed_fields:
            return not (annotations.goes_on(line.text) or index in self.numbered or is_row(line))
        return self._after_last(index) and bool(_CLOSING.match(line.text))

    def _ends_with_field(self, line: Line) -> bool:
        """Whether a line ends with a field without brackets, which no page has broken."""
        return self.headings.is_narrow(line) and annotations.ends_with_field(line)

    def _stands_alone(self, leaf: OpenLeaf, index: int) -> bool:
        """Whether a line is a row, a heading or a field, or follows one: it stays a line of its own."""
        line, last = self.lines[index], leaf.lines[-1]
        is_row_or_heading = is_row(line) or is_row(last) or self._is_heading_in(leaf, last)
        is_field = index in self.cards.fields or _FIELD.match(line.text) or annotations.opens_field(line.text)
        is_box = _BOX.match(line.text) or _BOX.match(last.text)
        is_behind_field = annotations.is_field(last) or self._ends_with_field(last)
        is_behind_heading = last is leaf.lines[0] and leaf.is_annotated_heading
        goes_behind = leaf.kind == "article" and (is_behind_field or is_behind_heading)
        return bool(
            is_row_or_heading or is_box or is_field or goes_behind or (index in self.numbered and is_heading(last))
        )

    def _break(self, leaf: OpenLeaf, index: int) -> str:
        """Nothing where a page broke the paragraph, a newline between paragraphs.

        After a full stop both look alike. An annotation never stands in a paragraph of its own, and where articles
        end with annotations an article is one paragraph (35号 §7 goes on overleaf after a full stop). A row of a table
        and a heading stay lines of their own.
        """
        line, last = self.lines[index], leaf.lines[-1]
        if line.inline:
            return ""
        if self._stands_alone(leaf, index):
            return "\n"
        if not last.finished or annotations.is_annotation(line.text):
            return ""
        if leaf.kind == "article" and self.annotated and not match(line.text):
            return ""
        return "\n"

    def _is_heading_in(self, leaf: OpenLeaf, line: Line) -> bool:
        marker = leaf.marker if line is leaf.lines[0] else match(line.text)
        return marker is not None and marker.level in self.headings.levels and self.headings.is_title(line)

    def _passage(self, kind: str, line: Line) -> None:
        self._start(kind, line)
        self._close()

    def _start(self, kind: str, line: Line, marker: Marker | None = None) -> None:
        self._close()
        self.holds = ""
        self.open = OpenLeaf(kind, [line], marker, self.stack[-1][0] if self.stack else None)

    def _close(self) -> None:
        leaf, self.open = self.open, None
        if leaf is None:
            return
        if leaf.kind == "article" or leaf.is_measure:
            number, label = (leaf.marker.number, leaf.marker.label) if leaf.marker else (None, "")
            cells = leaf.table.cells(leaf.lines) if leaf.table else ()
            covered = leaf.table.covered(leaf.row, leaf.lines) if leaf.table else ()
            ordinal = len(self.articles) + 1
            self.articles.append(ParsedArticle(ordinal, number, label, leaf.section, leaf.printed, cells, covered))
        else:
            section = leaf.section if leaf.kind == "preamble" else None
            self.passages.append(ParsedPassage(leaf.kind, leaf.printed, section))
            self.closed = self.passages


def _parted(line: Line, end: int | None) -> tuple[Line, Line | None]:
    """A heading, and the body that is glued to it."""
    if end is None or not line.text[end:].strip():
        return line, None
    return line.cut(0, end, inline=line.inline), line.cut(end, len(line.text), inline=True)


def outline(lines: Sequence[Line]) -> Outline:
    """The sections, articles and passages that a text's lines (after its head) make."""
    return _OutlineReader(lines).read()
