"""What is given between two bounds is one sum: “给予5万元以上10万元以下的奖励” is 50,000 to 100,000.

Two bounds of a condition stay two, each of which one may meet or miss; so do “不低于…且不超过…”, each said for itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from importers.extractors.amounts.figures import ExtractedAmount
from importers.extractors.amounts.roles import are_one_bound


def ranges(text: str, found: Sequence[ExtractedAmount]) -> Iterator[ExtractedAmount]:
    """The amounts, with a floor and the ceiling right behind it as one range where both say what is given."""
    pending: ExtractedAmount | None = None
    for amount in found:
        if pending and _is_range(text, pending, amount):
            yield _range(text, pending, amount)
            pending = None
            continue
        if pending:
            yield pending
        pending = amount
    if pending:
        yield pending


def _is_range(text: str, low: ExtractedAmount, high: ExtractedAmount) -> bool:
    given = low.role == high.role == "benefit" and low.shape == high.shape == "one"
    given = given and "以上" in low.quote and "以下" in high.quote
    return given and are_one_bound(text, low, high) and float(low.values[0]) < float(high.values[0])


def _range(text: str, low: ExtractedAmount, high: ExtractedAmount) -> ExtractedAmount:
    return replace(
        low,
        end=high.end,
        quote=text[low.start : high.end],
        rule="amounts.between",
        values=low.values + high.values,
        bound="range",
        shape="range",
        per=low.per or high.per,
    )
