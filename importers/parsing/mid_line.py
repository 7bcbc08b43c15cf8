"""Lines → lines parted at the numbers that stand in mid-line: “一、给予补贴。二、做好服务。”, “第一章 总则第一条 …”.

Takes and gives lines in order; what is parted off is ``inline``. A number parts a line only as a member of a run (what
follows 一、 is 二、) at the end of a sentence, so that mentions and figures part nothing. “一是…；二是…” parts only
where a text has no other numbers.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from importers.parsing import roles
from importers.parsing.lines import Line
from policies.text.numbering import Marker, match, match_in_words

_LEVELS = ("chapter", "article", "chinese", "chinese_brackets", "arabic")
# Where a number in mid-line may stand: behind the end of a sentence, a bracket, or a blank.
_PLACE = re.compile(r"(?<=[。！？：:）)”\s])(?=[第一二三四五六七八九十（(\d０-９])")
_FIRST_BEHIND, _NEXT_BEHIND = "。！？：:）)”", "。！？）)”"
# “第一章 总则第一条 …”, “第二章 标准 第三条 …”: a short heading, with its first article behind it.
_GLUED = re.compile(r"(?<=[\u4e00-\u9fff\s])(?=第\s?[一二三四五六七八九十百\d]{1,5}\s?条[\s\u3000\xa0])")
_LONGEST_HEADING = 30
_SIGNATURE = re.compile(r"(?<=[。）)])\s+(?P<who>[^。；，：\d]{4,80}?)\s+\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日$")
_PLACE_IN_WORDS = re.compile(r"(?:^|(?<=[。；;！：:\s]))(?=[一二三四五六七八九十]{1,2}[是要])")


def part(lines: Sequence[Line]) -> list[Line]:
    """The lines, each parted where numbers stand in its middle; of a text on one line the head's parts, too."""
    pieces = [piece for line in lines for piece in _pieces(line)]
    if not any(match(piece.text) for piece in pieces):
        pieces = list(_in_words(pieces))
    if len(lines) > 2 or len(pieces) == len(lines) or match(pieces[0].text):
        return pieces
    return [*_head(pieces[0]), *pieces[1:-1], *_signed(pieces[-1])]


def _head(line: Line) -> list[Line]:
    """A head on one line, parted at its blanks: “关于支持小店的通知 各区商务局：”."""
    blanks = [found.start() for found in re.finditer(r"\s+", line.text)]
    return [line.cut(start, end, inline=start > 0) for start, end in pairwise([0, *blanks, len(line.text)])]


def _signed(line: Line) -> list[Line]:
    """The last sentences of a text on one line, and the signature behind them: “…施行。 临川市商务局 2024年4月2日”."""
    found = _SIGNATURE.search(line.text)
    if found is None or not found.start() or not roles.offices(found["who"]):
        return [line]
    stops = [0, *found.span("who"), len(line.text)]
    return [line.cut(start, end, inline=start > 0) for start, end in pairwise(stops) if line.text[start:end].strip()]


def _pieces(line: Line) -> Iterator[Line]:
    cuts = _cuts(line.text)
    if not cuts:
        yield line
        return
    for start, end in pairwise([0, *cuts, len(line.text)]):
        yield from _pieces(line.cut(start, end, inline=start > 0 or line.inline))


def _cuts(text: str) -> list[int]:
    """The offsets at which a line is parted, in order."""
    if len(text) < 12:
        return []
    if glued := _glued(text):
        return [glued, *(glued + cut for cut in _cuts(text[glued:]))]
    own = match(text)
    places = [(at.start(), marker) for at in _PLACE.finditer(text) if (marker := match(text, at.start()))]
    chains = [chain for level in _LEVELS if (chain := _chain(text, level, own, places))]
    return sorted({at for chain in chains for at in chain})


def _in_words(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, parted at “一是…”, “二是…” that follow each other from 1, in one line or in the next."""
    cuts = _run_in_words(lines)
    for index, line in enumerate(lines):
        places = [0, *(at for each, at in cuts if each == index and at)]
        for start, end in pairwise([*places, len(line.text)]):
            yield line.cut(start, end, inline=start > 0 or line.inline) if len(places) > 1 else line


def _run_in_words(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Where each number of a run stands: in which line, and at which offset."""
    run: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        for place in _PLACE_IN_WORDS.finditer(line.text):
            marker = match_in_words(line.text[place.start() : place.start() + _LONGEST_HEADING])
            if marker and marker.number == len(run) + 1:
                run.append((index, place.start()))
    return run if len(run) > 1 else []


def _glued(text: str) -> int:
    """Return where the first article stands behind a chapter's heading on the same line; 0 where none does."""
    own = match(text)
    if own is None or own.level not in ("part", "chapter", "section"):
        return 0
    found = _GLUED.search(text, own.end, own.end + _LONGEST_HEADING)
    return found.start() if found and not re.search("[，。；：]", text[: found.start()]) else 0


def _chain(text: str, level: str, own: Marker | None, places: list[tuple[int, Marker]]) -> list[int]:
    """The places at which a run of one level's numbers goes on in mid-line, or begins and goes on there."""
    begun = own is not None and own.level == level
    last = own.number if own and begun else 0
    same = [(at, marker.number) for at, marker in places if marker.level == level]
    if begun and any(number == 1 for _, number in same):
        return []  # items of the article's own, numbered as it is
    chain = []
    for at, number in same:
        if number == last + 1 and _may_stand(text, at, _NEXT_BEHIND if last else _FIRST_BEHIND):
            chain.append(at)
            last = number
    return chain if begun or len(chain) > 1 else []


def _may_stand(text: str, at: int, signs: str) -> bool:
    behind = text[max(0, at - 4) : at].rstrip()[-1:]
    return behind in signs or (signs is _FIRST_BEHIND and text[at - 1].isspace())
