"""The numbered lines of a text → which of them open sections, which open articles, which are items inside one.

Takes lines. Gives an :class:`Opening` for each line that opens something, by the line's index. The level of articles is
chosen block by block, from the nesting as seen: numbers that run unbroken through subsections are articles; a heading
under which the numbers are provisions is a section; a numbered line with its words behind it is an article, and what is
numbered inside it its items.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from importers.parsing import annotations
from importers.parsing.cards import Cards
from importers.parsing.lines import Line, LineMark
from importers.parsing.numbered_lines import GOES_ON, HEADING_LENGTH, is_heading, is_open
from policies.text.line_roles import ARTICLE, LONGEST_HEADING, SECTION, TABLE
from policies.text.numbering import DEPTH, Marker, match

PREAMBLE = "preamble"
_ALWAYS_SECTIONS = ("part", "chapter", "section")
_NEVER_ARTICLES = ("circled", "arabic_brackets", "arabic_half_bracket")
_INNERMOST = len(DEPTH)  # deeper than any section
_AHEAD = 200  # how many numbers of a level are looked at, to tell a list inside from a new beginning
_FRAGMENT = 25  # “2、营业执照复印件”: shorter ones without a full stop are a list's
# “三、哪些企业可以申请？”: a question and its answer are one provision.
_QUESTION = re.compile(r"[？?]$")
# Sections that say what a text is for and grant nothing: what stands in them is no provision.
_GOALS = re.compile(
    r"[（(\s]*(?:总体|指导|基本|工作|主要|发展|建设|目标|任务|行动|预期|实施)?(?:要求|思想|原则|目标|思路|背景|意义|目的|形势)"
    r"(?:[和与及、]?(?:总体|指导|基本|工作|主要|发展|建设)?(?:要求|思想|原则|目标|思路|任务|背景|意义))?[）)]?[。：:]?$"
    # of what explains a policy: “一、制定背景”
    r"|(?:政策)?(?:制定|出台|起草|编制|修订|文件)的?(?:背景|依据|过程|目的|意义|必要性)(?:[和与及、](?:背景|依据|过程|目的|意义|必要性)){0,2}[。：:]?$"
)
_PROVISION = re.compile(
    r"。.*\S[。；）)]|【[^【】]{2,8}】.*【[^【】]{2,8}】|[（(].{2,300}(?:负责|牵头|配合|单位[：:].{2,200}|部门[：:].{2,200})[。]?[）)]"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """A line that opens a section or an article.

    ``depth`` is how far in it stands; ``marker`` is None for a heading without a number. ``holds`` says what
    plain text right under a section is. ``heading_end`` is where in the line the heading ends, as a rule with it.
    """

    is_section: bool
    marker: Marker | None
    depth: int = 0
    holds: str = PREAMBLE
    heading_end: int | None = None


def arrange(lines: Sequence[Line], markers: Mapping[int, Marker], cards: Cards) -> dict[int, Opening]:
    """The openings of a text, by the index of their line; ``markers`` are its numbered lines, ``cards`` its cards."""
    carded = {index: Opening(False, None, _INNERMOST) for index in cards.openings}
    return _Arranger(lines, cards.outside(markers)).openings() | carded


@dataclass(frozen=True, slots=True)
class _Block:
    """lines[start:end], opened by a marker."""

    start: int
    end: int
    marker: Marker


class _Arranger:
    def __init__(self, lines: Sequence[Line], markers: Mapping[int, Marker]):
        self.lines = lines
        self.markers = markers
        self.indexes = sorted(markers)
        self.last: dict[str, int] = {}
        self.running = self._running()

    def openings(self) -> dict[int, Opening]:
        found = self._region(0, len(self.lines), frozenset(), 0)
        return self._as_marked(self._with_unnumbered(found))

    # --- levels ---------------------------------------------------------------------------------------------------

    def _running(self) -> frozenset[str]:
        """The levels whose numbers run unbroken through the blocks of a level above: 1.–48. under 一、–九、."""
        running = set()
        for level, depth in DEPTH.items():
            numbers, under, above, last = [], set(), 0, None
            for index, marker in self.markers.items():
                if marker.depth < depth:
                    above, last = above + 1, index
                elif marker.level == level:
                    numbers.append(marker.number)
                    under.add(last)
            ascending = all(a <= b for a, b in pairwise(numbers))
            if len(under - {None}) > 1 and ascending and numbers.count(1) <= 1 and level not in _NEVER_ARTICLES:
                running.add(level)
        return frozenset(running)

    def _outermost(self, inside: Mapping[int, Marker]) -> str:
        """The level that a region is divided by: its first, unless a higher one begins and the first starts anew."""
        indexes = list(inside)
        first = inside[indexes[0]].level
        for level in DEPTH:
            if level == first:
                return first
            begins = next((i for i in indexes if inside[i].level == level), None)
            if begins is None or inside[begins].number != 1:
                continue
            behind = [inside[i].number for i in indexes if i > begins and inside[i].level == first]
            before = [i for i in indexes if i < begins and inside[i].level == first]
            if behind[:1] == [1] or (not behind and len(before) < 2 and len(inside) > 2):
                return level
        return first

    def _blocks(self, start: int, end: int, inside: Mapping[int, Marker]) -> list[_Block]:
        level = self._outermost(inside)
        own = [(index, marker) for index, marker in inside.items() if marker.level == level]
        starts = list(self._in_order(level, own)) or own
        ends = [index for index, _ in starts[1:]] + [end]
        return [_Block(index, until, marker) for (index, marker), until in zip(starts, ends, strict=True)]

    def _in_order(self, level: str, own: Sequence[tuple[int, Marker]]) -> Iterator[tuple[int, Marker]]:
        """Yield the markers of a level that follow each other; not a mention, nor an inner list numbered alike."""
        for place, (index, marker) in enumerate(own):
            last, number = self.last.get(level, 0), marker.number
            later = [each.number for _, each in own[place + 1 : place + 1 + _AHEAD]]
            if number == 1 and last and place and not _starts_anew(last, later):
                continue
            coming = list(takewhile(lambda each: each != 1, later))
            is_headless = not place and number < last  # a section whose 1. is lost begins with its 2.
            if number == 1 or is_headless or last <= number <= last + 1 or (number > last and last + 1 not in coming):
                self.last[level] = number
                yield index, marker

    # --- blocks ---------------------------------------------------------------------------------------------------

    def _region(self, start: int, end: int, used: frozenset[str], depth: int) -> dict[int, Opening]:
        indexes = self.indexes[bisect_left(self.indexes, start) : bisect_left(self.indexes, end)]
        inside = {index: self.markers[index] for index in indexes if self.markers[index].level not in used}
        if not inside:
            return {}
        blocks = self._blocks(start, end, inside)
        if not blocks:
            return {}
        level = blocks[0].marker.level
        found: dict[int, Opening] = {}
        inner = {block: self._inner(block, used | {level}, depth) for block in blocks}
        inner |= {block: self._as_its_like(block, inner, used | {level}, depth) for block in blocks if not inner[block]}
        titled = sum(self._is_titled(block) for block in blocks) * 2 > len(blocks)
        mixed = any(inner.values())
        for block in blocks:
            if inner[block]:
                found[block.start] = self._section(block, depth)
                found |= inner[block]
            else:
                found[block.start] = self._leaf(block, depth, titled=titled, mixed=mixed)
        return found

    def _as_its_like(
        self, block: _Block, inner: Mapping[_Block, Mapping[int, Opening]], used: frozenset[str], depth: int
    ) -> dict[int, Opening]:
        """Return what a heading holds beside another of which the numbers are articles: the same, if they are
        sentences.
        """
        first = self.markers.get(block.start + 1)
        alike = any(self._begins_with(found, first) for found in inner.values()) if first else False
        if not alike or not self._has_heading(block) or block.marker.level == "article":
            return {}
        before = dict(self.last)
        found = self._region(block.start + 1, block.end, used, depth + 1)
        starts = sorted(found)
        items = [self._words(a, b) for a, b in zip(starts, [*starts[1:], block.end], strict=True)]
        if len(items) > 1 and all(item.endswith(("。", "）", ")", "】")) for item in items):
            return found
        self.last = before
        return {}

    @staticmethod
    def _begins_with(found: Mapping[int, Opening], marker: Marker) -> bool:
        first = found[min(found)] if found else None
        return bool(first and first.marker and first.marker.level == marker.level)

    def _inner(self, block: _Block, used: frozenset[str], depth: int) -> dict[int, Opening]:
        """Return what a block holds where it is a section; {} where it is an article, its numbers items inside."""
        if block.marker.level == "article":
            return {}
        before = dict(self.last)
        found = self._region(block.start + 1, block.end, used, depth + 1)
        if self._holds_provisions(block, found, depth):
            return found
        self.last = before
        return {}

    def _holds_provisions(self, block: _Block, found: Mapping[int, Opening], depth: int) -> bool:
        if not found:
            return block.marker.level in _ALWAYS_SECTIONS
        first = found[min(found)].marker
        level = first.level if first else ""
        if block.marker.level in _ALWAYS_SECTIONS or level == "article" or level in self.running:
            return True
        if level in _NEVER_ARTICLES or not self._has_heading(block):
            return False
        starts = sorted(index for index, each in found.items() if each.marker and each.marker.level == level)
        if any(found[index].is_section for index in starts):
            return True
        items = [self._words(a, b) for a, b in zip(starts, [*starts[1:], block.end], strict=True)]
        listed = sum(item.endswith(("；", ";", "，", ",")) for item in items)
        fragments = sum("。" not in item and len(item) < _FRAGMENT for item in items)
        if listed * 3 > len(items) or fragments * 2 > len(items):
            return False
        announced = self.lines[starts[0] - 1].text.endswith(("：", ":"))
        strict = depth > 0 or announced
        return not strict or sum(bool(_PROVISION.search(item)) for item in items) * 2 > len(items)

    def _leaf(self, block: _Block, depth: int, *, titled: bool, mixed: bool) -> Opening:
        """A block without numbers inside: an article, or a titled section that holds one without a number."""
        if self._is_question(block):
            return Opening(False, block.marker, depth)
        is_goal = bool(_GOALS.match(self._heading(block)))
        if block.marker.level in _ALWAYS_SECTIONS:
            return self._section(block, depth, PREAMBLE if is_goal and mixed else ARTICLE)
        if depth or block.marker.level == "article":
            return Opening(False, block.marker, depth)
        if self._is_titled(block) and (titled or mixed):
            return self._section(block, depth, PREAMBLE if is_goal and mixed else ARTICLE)
        if mixed and is_goal:
            return self._section(block, depth)
        return Opening(False, block.marker, depth)

    def _section(self, block: _Block, depth: int, holds: str = PREAMBLE) -> Opening:
        line = self.lines[block.start]
        end = None if is_heading(line) else self._heading_end(block)
        return Opening(True, block.marker, depth, holds, end)

    # --- headings -------------------------------------------------------------------------------------------------

    def _is_titled(self, block: _Block) -> bool:
        """Whether a block is a title with text below it: “三、奖励实际利用外资项目”."""
        text = _without_annotation(self.lines[block.start].text)
        is_short = "。" not in text and len(text) <= 2 * HEADING_LENGTH
        return block.end > block.start + 1 and is_short and not is_open(text)

    def _is_question(self, block: _Block) -> bool:
        """Whether a block is a question with its answer below it."""
        return block.end > block.start + 1 and bool(_QUESTION.search(self.lines[block.start].text))

    def _has_heading(self, block: _Block) -> bool:
        """Whether a line is a heading alone; a full stop behind it changes nothing."""
        text = _without_annotation(self.lines[block.start].text)
        is_short = len(text) <= HEADING_LENGTH and not re.search(r"[。；].|[、，,；：:]$", text)
        return is_short and not is_open(text)

    def _heading(self, block: _Block) -> str:
        line = self.lines[block.start]
        return line.text[block.marker.end : self._heading_end(block)].strip()

    def _heading_end(self, block: _Block) -> int | None:
        """Return where a heading glued to its body ends: behind its first sentence, or behind its number alone."""
        text = self.lines[block.start].text
        found = re.search("。", text[: block.marker.end + HEADING_LENGTH])
        if found:
            return found.end() if found.end() < len(text) else None
        return None if len(text) <= 2 * HEADING_LENGTH else block.marker.end

    def _words(self, start: int, end: int) -> str:
        return "".join(line.text for line in self.lines[start:end])[:1200]

    # --- headings without a number --------------------------------------------------------------------------------

    def _with_unnumbered(self, found: dict[int, Opening]) -> dict[int, Opening]:
        """The openings, with the headings without a number above them: “面向单位的政策”, “税费支持类”.

        The runs below them may start anew, each under its own heading, or go on from one to the next.
        """
        outermost = next((each.marker.level for each in found.values() if each.marker), None)
        own = [i for i, each in found.items() if each.marker and each.marker.level == outermost]
        begins = [i for i in own if self.markers[i].number == 1]
        headings = [index - 1 for index in own if self._is_unnumbered(index - 1)]
        if len(headings) < 2 or own[0] - 1 not in headings or not {index - 1 for index in begins} <= set(headings):
            return found
        deeper = {index: replace(each, depth=each.depth + 1) for index, each in found.items()}
        return dict(sorted((deeper | {index: Opening(True, None) for index in headings}).items()))

    # --- what a person said ---------------------------------------------------------------------------------------

    def _as_marked(self, found: dict[int, Opening]) -> dict[int, Opening]:
        """The openings, with those lines that people marked as they say; all others stay what they were.

        But under a heading that only a person knows, numbers up to the next opening are no items any more.
        """
        stated = {index: line.mark for index, line in enumerate(self.lines) if line.mark and line.mark.kind != TABLE}
        marked = {index: each for index, each in found.items() if index not in stated}
        begun = [index for index, mark in stated.items() if mark.kind == ARTICLE]
        marked |= {index: self._article_by_hand(index, found.get(index)) for index in begun}
        headings = [index for index in stated if stated[index].kind == SECTION and self._fits(index)]
        for index in headings:
            known = found.get(index)
            inner = {} if known and known.is_section else self._under(index, {*marked, *headings}, stated)
            own = known if known and known.is_section else self._heading_by_hand(index, bool(inner))
            marked |= inner | {index: replace(own, depth=stated[index].level - 1)}
        return dict(sorted(marked.items()))

    def _article_by_hand(self, index: int, known: Opening | None) -> Opening:
        """An article where one was read closes the sections that it closed; a new one stays in its section."""
        depth = known.depth if known and not known.is_section else _INNERMOST
        return Opening(False, self._marker(index), depth)

    def _marker(self, index: int) -> Marker | None:
        return self.markers.get(index) or match(self.lines[index].text)

    def _fits(self, index: int) -> bool:
        return len(self.lines[index].text) <= LONGEST_HEADING

    def _under(self, index: int, openings: Set[int], stated: Mapping[int, LineMark]) -> dict[int, Opening]:
        end = min((each for each in openings if each > index), default=len(self.lines))
        marker = self._marker(index)
        self.last = {}
        found = self._region(index + 1, end, frozenset([marker.level] if marker else ()), 1)
        return {each: opening for each, opening in found.items() if each not in stated}

    def _heading_by_hand(self, index: int, is_divided: bool) -> Opening:
        text, marker = self.lines[index].text, self._marker(index)
        stop = text.find("。", 0, HEADING_LENGTH) + 1
        end = stop if 0 < stop < len(text) else None
        title = text[marker.end if marker else 0 : end].strip()
        holds = PREAMBLE if is_divided or _GOALS.match(title) else ARTICLE
        return Opening(True, marker, holds=holds, heading_end=end)

    # --- headings that begin runs ---------------------------------------------------------------------------------

    def _is_unnumbered(self, index: int) -> bool:
        if index < 0 or index in self.markers:
            return False
        line = self.lines[index]
        before = self.lines[index - 1] if index else None
        return (
            is_heading(line)
            and len(line.text) <= 30
            and not line.finished
            and (before is None or before.finished or not GOES_ON.search(before.text))
        )


def _without_annotation(text: str) -> str:
    """A heading without the offices named behind it: “一、促进销售（牵头单位：市商务局）”."""
    found = annotations.at_end(text)
    return text[: found.start].rstrip() if found and text[found.start] in "（(【〔[" else text


def _starts_anew(last: int, later: Sequence[int]) -> bool:
    """Whether a 1 after ``last`` begins a run of its own, rather than a list inside after which the run goes on."""
    if last + 1 not in later:
        return True
    place = later.index(last + 1)
    return later[place - 1] == last if place else last == 1
