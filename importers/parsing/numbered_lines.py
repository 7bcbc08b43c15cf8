"""Lines → those that begin with a number of their own: “一、…”, “（一）…”, “1.…”, “第一条 …”, “一是…”.

Takes lines. Gives a :class:`~policies.text.numbering.Marker` for each by the line's index; which of them open
sections and which articles is the arrangement's to say. A number that a page broke off from its sentence is none.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from importers.parsing.lines import Line
from importers.parsing.tables import is_row
from policies.text.numbering import Marker, match, match_in_run, match_in_words

HEADING_LENGTH = 40
GOES_ON = re.compile(r"[、，,（(《“〈‘—－\-]$|[和与及或之的为对在从由向于按以将]$")


def numbered(lines: Sequence[Line]) -> dict[int, Marker]:
    """The lines that begin with a number of their own, by index."""
    return dict(_candidates(lines)) or _in_words(lines)


def is_heading(line: Line) -> bool:
    """Whether a line is short and no part of a sentence: “二、餐饮业纾困扶持措施”, a title, a date in brackets."""
    is_short = len(line.text) <= HEADING_LENGTH and not re.search(r"[。；]|[、，,]$", line.text)
    return is_short and not is_open(line.text)


def is_open(text: str) -> bool:
    """Whether a line ends in the middle of a title or a bracket: “一、同意《石桥市规划（2024—2030”."""
    return text.count("《") > text.count("》") or text.count("（") > text.count("）") + text.count(")")


def _candidates(lines: Sequence[Line]) -> Iterator[tuple[int, Marker]]:
    """Lines that begin with a marker, but for those where a page broke a sentence before a number (“二、三线城市”)."""
    bare = _bare_run(lines)
    last: dict[str, int] = {}
    markers = _in_runs(lines)
    for index, line in enumerate(lines):
        marker = markers[index]
        if marker is None or is_row(line) or (marker.level == "bare" and index not in bare):
            continue
        before = lines[index - 1] if index else None
        next_in_run = marker.number == last.get(marker.level, 0) + 1
        if before is None or before.finished or is_heading(before) or (next_in_run and not GOES_ON.search(before.text)):
            last[marker.level] = marker.number
            yield index, marker


def _in_runs(lines: Sequence[Line]) -> list[Marker | None]:
    """The marker of each line; one that might enumerate has one where it alone fills a gap behind a finished sentence.

    “一、…。⏎二、三季度组织验收。⏎三、…” has three; “…。⏎二、三线城市…。⏎二、…” goes on with a paragraph.
    """
    markers = [match(line.text) for line in lines]
    possible = [marker or match_in_run(line.text) for marker, line in zip(markers, lines, strict=True)]
    for level in ("chinese", "arabic"):
        numbers = [marker.number if marker and marker.level == level else 0 for marker in possible]
        below = [*accumulate(reversed(numbers[1:]), lambda after, own: own or after, initial=0)][::-1]
        last = 0
        for index, marker in enumerate(possible):
            if markers[index] is None and _fills(lines, index, numbers[index], last, below[index]):
                markers[index] = marker
            last = numbers[index] if markers[index] and numbers[index] else last
    return markers


def _fills(lines: Sequence[Line], index: int, number: int, last: int, below: int) -> bool:
    """Whether a number that may be none fills the gap between ``last`` and the one ``below`` of its level.

    The first of a run, below a heading or a sentence, has the second below it.
    """
    before = lines[index - 1] if index else None
    if number == 1:
        return below == 2 and (before is None or before.finished or is_heading(before))
    return number == last + 1 and below in (0, 1, number + 1) and before is not None and before.finished


def _in_words(lines: Sequence[Line]) -> dict[int, Marker]:
    """The lines “一是…”, “二是…” that follow each other from 1, where no line has another number; {} where one has."""
    found = {i: marker for i, line in enumerate(lines) if not is_row(line) and (marker := match_in_words(line.text))}
    in_order = [marker.number for marker in found.values()] == list(range(1, len(found) + 1))
    return found if len(found) > 1 and in_order else {}


def _bare_run(lines: Sequence[Line]) -> set[int]:
    """The lines “1 支持…”, “2 鼓励…” that follow each other from 1: three at least, or each over its own 1.1."""
    found = [
        (i, marker.number) for i, line in enumerate(lines) if (marker := match(line.text)) and marker.level == "bare"
    ]
    run: list[int] = []
    for index, number in found:
        if number == len(run) + 1:
            run.append(index)
    borne_out = len(run) > 2 or all(_heads_decimals(lines, index, number) for index, number in found)
    return set(run) if borne_out and len(run) == len(found) else set()


def _heads_decimals(lines: Sequence[Line], index: int, number: int) -> bool:
    following = match(lines[index + 1].text) if index + 1 < len(lines) else None
    return (
        following is not None
        and following.level == "decimal"
        and following.label.startswith((f"{number}.", f"{number}．"))
    )
