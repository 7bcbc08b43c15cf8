"""Lines of one document → its sections, articles and passages.

Takes the lines that follow a document's header. Gives an :class:`Outline`: the tree of sections, the articles in
order, and the passages that are neither. Guarantees that every line lies in exactly one of them. The document's
ladder (which markers number its sections, which its articles) is found from the lines, never given.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from importers.parsing import annotations
from importers.parsing.lines import Line, Printed, join
from importers.parsing.numbering import DEPTH, Marker, match

# “（此件公开发布）”, “（此件依申请公开）”
DISCLOSURE = re.compile(r"[（(]此件[^（）()]{1,20}[）)]$")
# “附件：市场主体倍增等涉及商务领域政策汇编”
_ATTACHMENT = re.compile(r"附件\d{0,2}[：:]")
# “各市商务局，厅机关各处室：”
_ADDRESSEE = re.compile(r".{2,80}[：:]$")
# A document's last, unnumbered words turn to those who carry it out (“各市、各部门要围绕…”, “省直各有关部门、各市
# 人民政府要…”) or say from when it holds (“本措施自印发之日起施行”).
_CLOSING = re.compile(r"(?:省直|省级|全省)?各[^。；]{0,24}?要|本[^。；，]{2,6}[自由从]")


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
    """A numbered item. ``ordinal`` is its place in the document from 1; ``label`` its number as printed, or ''."""

    ordinal: int
    number: int | None
    label: str
    section: int | None
    printed: Printed

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


@dataclass(frozen=True, slots=True)
class Ladder:
    """Which marker levels are sections', outermost first, and which is the articles'.

    ``articles`` is None where titled sections hold plain paragraphs (晋政发〔2021〕26号): then what stands under a
    heading is one article without a number.
    """

    sections: tuple[str, ...]
    articles: str | None

    def places(self, marker: Marker) -> bool:
        """Whether the marker opens a section or an article of this document, not an item inside one."""
        return marker.level == self.articles or marker.level in self.sections


def find_ladder(lines: Sequence[Line]) -> Ladder:
    """The ladder of a document.

    Articles are the 条 where there are any; else the innermost level whose numbers run on from section to section
    (67号: 1.–48. under 一、–九、); else, where every section starts anew, the level below the sections'.
    """
    marked = list(_marked(lines))
    levels = sorted({marker.level for _, marker in marked}, key=DEPTH.__getitem__)
    if not levels:
        return Ladder((), None)
    articles = _article_level(levels, marked)
    sections = tuple(levels[: levels.index(articles)])
    if not sections and _titled(articles, marked):
        return Ladder((articles,), None)
    return Ladder(sections, articles)


def _article_level(levels: list[str], marked: list[tuple[Line, Marker]]) -> str:
    if "article" in levels:
        return "article"
    starts = Counter(marker.level for _, marker in marked if marker.number == 1)
    for level in reversed(levels[1:]):
        if starts[level] <= 1 and _is_common(level, marked):
            return level
    return levels[1] if len(levels) > 1 and starts[levels[1]] > 1 else levels[0]


def _is_common(level: str, marked: list[tuple[Line, Marker]]) -> bool:
    """Whether the level stands under at least half of the headings above it; items of one section are no articles."""
    depth = DEPTH[level]
    headings, used, last = 0, set(), None
    for index, (_, marker) in enumerate(marked):
        if marker.depth < depth:
            headings, last = headings + 1, index
        elif marker.level == level and last is not None:
            used.add(last)
    return len(used) * 2 >= headings


def _titled(level: str, marked: list[tuple[Line, Marker]]) -> bool:
    """Whether the level's lines are mostly titles: “三、奖励实际利用外资项目”, not “一、强化政策宣传解读。各市…”."""
    own = [line for line, marker in marked if marker.level == level]
    return sum("。" not in line.text for line in own) * 2 > len(own)


def _marked(lines: Sequence[Line]) -> Iterator[tuple[Line, Marker]]:
    """Lines that begin with a marker, but for those where a page broke a sentence before a number (“二、三线城市”)."""
    previous: Line | None = None
    for line in lines:
        marker = match(line.text)
        if marker and (previous is None or annotations.finishes(previous) or _is_title(previous)):
            yield line, marker
        previous = line


def _is_title(line: Line) -> bool:
    """A short line that is no part of a sentence: “二、餐饮业纾困扶持措施”, a title, a date in brackets."""
    return len(line.text) <= 40 and not re.search(r"[。；]|[、，,]$", line.text)


@dataclass
class _Open:
    """The leaf that lines are being added to."""

    kind: str
    lines: list[Line]
    marker: Marker | None = None
    section: int | None = None
    breaks: list[str] = field(default_factory=list)

    def add(self, line: Line, break_: str) -> None:
        self.lines.append(line)
        self.breaks.append(break_)

    @property
    def annotated(self) -> bool:
        """Whether it ends with the annotation of its offices, which a page may have broken."""
        last = self.lines[-6:]
        return bool(annotations.at_end(join(last, self.breaks[len(self.breaks) - len(last) + 1 :]).text))

    @property
    def printed(self) -> Printed:
        return join(self.lines, self.breaks)


class _Reader:
    """Walks the lines once, keeping the stack of open sections and the one open leaf."""

    def __init__(self, lines: Sequence[Line]):
        self.lines = lines
        self.ladder = find_ladder(lines)
        self.markers = {line.start: marker for line, marker in _marked(lines)}
        self.last_marked = max(
            (i for i, line in enumerate(lines) if self._marker(line)),
            default=-1,
        )
        self.annotated = sum(bool(annotations.at_end(line.text)) for line in lines) > len(lines) // 10
        self.sections: list[ParsedSection] = []
        self.articles: list[ParsedArticle] = []
        self.passages: list[ParsedPassage] = []
        self.stack: list[int] = []
        self.open: _Open | None = None
        self.fresh = False  # whether a section's heading was the last thing read
        self.ended = False

    def read(self) -> Outline:
        for index, line in enumerate(self.lines):
            self._read_line(index, line)
        self._close()
        return Outline(tuple(self.sections), tuple(self.articles), tuple(self.passages))

    def _read_line(self, index: int, line: Line) -> None:
        marker = self._marker(line)
        if DISCLOSURE.match(line.text):
            self._passage("disclosure", line)
            self.ended = index > self.last_marked
        elif marker and marker.level == self.ladder.articles:
            self._start("article", line, marker)
        elif marker:
            self._section(line, marker)
        elif _ATTACHMENT.match(line.text):
            self._passage("attachment", line)
        elif self.ended:
            self._passage("imprint", line)
        else:
            self._text(index, line)

    def _marker(self, line: Line) -> Marker | None:
        marker = self.markers.get(line.start)
        return marker if marker and self.ladder.places(marker) else None

    def _section(self, line: Line, marker: Marker) -> None:
        self._close()
        while self.stack and self._depth(self.stack[-1]) >= self.ladder.sections.index(marker.level):
            self.stack.pop()
        parent = self.stack[-1] if self.stack else None
        title = line.text[marker.end :].strip()
        printed = join([line])
        self.sections.append(ParsedSection(marker.level, marker.number, marker.label, title, parent, printed))
        self.stack.append(len(self.sections) - 1)
        self.fresh = True

    def _depth(self, section: int) -> int:
        return self.ladder.sections.index(self.sections[section].level)

    def _text(self, index: int, line: Line) -> None:
        """A line without a marker: it goes on with the open leaf, or opens the passage that its place calls for."""
        if self.open and not self._closes(self.open, index, line):
            self.open.add(line, self._break(self.open, line))
        elif self.fresh:
            self._start("preamble" if self.ladder.articles else "article", line)
        elif self.open or self.articles:
            self._start("closing" if self._after_last(index) else "left_over", line)
        elif index == 0 and _ADDRESSEE.fullmatch(line.text):
            self._passage("addressee", line)
        else:
            self._start("preamble", line)

    def _after_last(self, index: int) -> bool:
        return index > self.last_marked

    def _closes(self, leaf: _Open, index: int, line: Line) -> bool:
        """Whether the open leaf ended before this line.

        An annotation ends an article (34号 §70). Where articles carry none, only the words by which documents
        close tell the closing from a paragraph that a page break cut off (26号 十).
        """
        if leaf.kind != "article" or not annotations.finishes(leaf.lines[-1]):
            return False
        if leaf.annotated:
            return not annotations.goes_on(line.text)
        return self._after_last(index) and bool(_CLOSING.match(line.text))

    def _break(self, leaf: _Open, line: Line) -> str:
        """Nothing where a page broke the paragraph, a newline between paragraphs.

        After a full stop both look alike. An annotation never stands in a paragraph of its own, and where articles
        end with annotations an article is one paragraph (35号 §7 goes on overleaf after a full stop).
        """
        if annotations.opens_field(line.text) or (leaf.kind == "article" and annotations.is_field(leaf.lines[-1])):
            return "\n"
        if not leaf.lines[-1].finished or annotations.is_annotation(line.text):
            return ""
        if leaf.kind == "article" and self.annotated and not match(line.text):
            return ""
        return "\n"

    def _passage(self, kind: str, line: Line) -> None:
        self._start(kind, line)
        self._close()

    def _start(self, kind: str, line: Line, marker: Marker | None = None) -> None:
        self._close()
        self.fresh = False
        self.open = _Open(kind, [line], marker, self.stack[-1] if self.stack else None)

    def _close(self) -> None:
        leaf, self.open = self.open, None
        if leaf is None:
            return
        if leaf.kind == "article":
            number, label = (leaf.marker.number, leaf.marker.label) if leaf.marker else (None, "")
            self.articles.append(ParsedArticle(len(self.articles) + 1, number, label, leaf.section, leaf.printed))
        else:
            section = leaf.section if leaf.kind == "preamble" else None
            self.passages.append(ParsedPassage(leaf.kind, leaf.printed, section))


def outline(lines: Sequence[Line]) -> Outline:
    """The sections, articles and passages that a document's lines (after its header) make."""
    return _Reader(lines).read()
