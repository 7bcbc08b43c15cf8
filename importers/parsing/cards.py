"""Measures told as cards without a number, “政策名称：…　支持对象：…　支持标准：…” over and over, or as 问：… 答：….

Takes the lines of a text. Gives :class:`Cards`: the lines that open one, and those that are its fields. A card is known
by the label that names it, at least twice; what is numbered inside a card is a list of its own.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from importers.parsing.lines import Line
from policies.text.numbering import Marker

# The field that a card begins with.
_NAMES = re.compile(
    r"(?:(?:政策|项目|事项|措施|奖补|奖励|补贴|扶持|服务|产品|资金|条款|优惠|惠企)(?:政策|事项|项目)?(?:名称|标题|简称)?"
    r"|[问Q]|提问|问题)\s?[\d一二三四五六七八九十]{0,3}\s?[：:]\s?\S"
)
_LABEL = re.compile(r"[【\[]?(?P<label>[\u4e00-\u9fffQA、/]{1,10})[】\]]?\s?[\d一二三四五六七八九十]{0,3}\s?[：:]")


@dataclass(frozen=True, slots=True)
class Cards:
    """The lines that open cards, and the lines that are fields of one, by index."""

    openings: tuple[int, ...] = ()
    fields: frozenset[int] = frozenset()

    def outside(self, markers: Mapping[int, Marker]) -> dict[int, Marker]:
        """The numbered lines that no card holds: above the first, or headings over cards."""
        if not self.openings:
            return dict(markers)
        over = {marker.level for index, marker in markers.items() if index + 1 in self.openings}
        return {i: marker for i, marker in markers.items() if i < self.openings[0] or marker.level in over}


def cards(lines: Sequence[Line], markers: Mapping[int, Marker]) -> Cards:
    """The cards of a text; none where numbers open what would be one: “1. 房租补贴 / 政策名称：…”."""
    labels = {i: found["label"] for i, line in enumerate(lines) if (found := _LABEL.match(line.text))}
    named = Counter(labels[i] for i in labels if _NAMES.match(lines[i].text))
    name = next((label for label, count in named.items() if count > 1), "")
    openings = [i for i, label in labels.items() if label == name and _NAMES.match(lines[i].text)]
    if not name or _is_numbered(openings, markers):
        return Cards()
    behind = {i: label for i, label in labels.items() if i > openings[0]}
    times = Counter(behind.values())
    repeated = [i for i, label in behind.items() if times[label] > 1 and label != name]
    if not repeated:
        return Cards()
    return Cards(tuple(openings), frozenset(i for i in labels if openings[0] <= i <= repeated[-1]))


def names_card(line: str) -> bool:
    """Whether a line is what a card begins with: “政策名称：房租补贴”, “问：哪些企业可以申请？”."""
    return bool(_NAMES.match(line))


def _is_numbered(openings: Sequence[int], markers: Mapping[int, Marker]) -> bool:
    """Whether a number of its own stands over each card."""
    return all(index - 1 in markers for index in openings)
