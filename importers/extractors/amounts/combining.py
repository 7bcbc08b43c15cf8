"""Figures said together are one amount: 10 亿元、50 亿元, 从 60% 提高至 90%."""

import re
from collections.abc import Iterator
from dataclasses import replace

from importers.extractors.amounts.figures import ExtractedAmount

# 10 亿元、50 亿元; 10%和15%; 省级 100 万元、国家级 200 万元: nothing between but a joint and a word of level.
JOINT = re.compile(r"[ ]?[、和及与或][ ]?(?:(?:国家|[省市县区])级?|[一二三特]等奖?)?[ ]?")
# 从75%提高到100%; 由 60% 最高提至 90%; 从1%提高到在保业务余额的2%
TURN = re.compile(
    r"(?:[/／][\u4e00-\u9fff])?[ ]?(?P<most>最高)?(?:提高|提升|提|上调|增加|扩大|降低|降|下调|压减|压缩|减少|调整)"
    r"[至到为][^，。；：、0-9]{0,12}"
)
FROM = re.compile(r"[从由](?:每[\u4e00-\u9fff]{1,2}){0,2}[ ]?$")
MOST_STEPS = 20  # a longer list is a table that lost its lines


def combined(text: str, figures: list[ExtractedAmount]) -> Iterator[ExtractedAmount]:
    """Figures merged where the words between say so; every other as it is."""
    pending: ExtractedAmount | None = None
    for figure in figures:
        merged = pending and _merged(text, pending, figure)
        if pending and not merged:
            yield pending
        pending = merged or figure
    if pending:
        yield pending


def _merged(text: str, first: ExtractedAmount, second: ExtractedAmount) -> ExtractedAmount | None:
    """The two as one amount, or None: a change from the first to the second, or one more step of a list."""
    alike = (first.unit, first.bound) == (second.unit, second.bound)
    if not alike or second.shape != "one" or first.shape not in ("one", "steps"):
        return None
    between = text[first.end : second.start]
    if first.rule != "amounts.half" and len(first.values) < MOST_STEPS and JOINT.fullmatch(between):
        return _joined(text, first.start, first, second, "steps")
    start = FROM.search(text, max(0, first.start - 8), first.start)
    if start and first.shape == "one" and (turn := TURN.fullmatch(between)):
        return _joined(text, start.start(), first, second, "change", bound="max" if turn["most"] else "exact")
    return None


def _joined(
    text: str, start: int, first: ExtractedAmount, second: ExtractedAmount, shape: str, *, bound: str = "exact"
) -> ExtractedAmount:
    return replace(
        first,
        start=start,
        end=second.end,
        quote=text[start : second.end],
        rule=f"amounts.{shape}",
        values=first.values + second.values,
        shape=shape,
        bound=bound,
    )
