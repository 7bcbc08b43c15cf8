"""A fact in a row of a list or a chip of a card: what it is, what it says, where to look."""

from collections.abc import Sequence
from typing import NamedTuple

from policies.models import Amount, Fact
from policies.presentation.annotations import anchor

_MONEY = (Amount.Unit.CNY, Amount.Unit.USD)
_BARE = (Amount.Unit.FRACTION, Amount.Unit.RATIO)
_SCALES = ((100_000_000, "亿"), (10_000, "万"))
_BETWEEN = {Amount.Shape.CHANGE: " → ", Amount.Shape.RANGE: "—"}


class Row(NamedTuple):
    """``printed`` is what the print says where a correction changed it; ``said`` is then what it should say."""

    fact: Fact
    label: str
    said: str
    printed: str
    anchor: str


def row(fact: Fact) -> Row:
    """A sum, a time, a target or a citation in words."""
    role = f"（{fact.get_role_display()}）" if hasattr(fact, "get_role_display") else ""
    changed = isinstance(fact, Amount) and fact.printed
    said = figures(fact.values, fact.unit, fact.shape) if changed else fact.quote
    return Row(fact, fact._meta.verbose_name + role, said, fact.quote if changed else "", anchor(fact))


def figures(values: Sequence, unit: str, shape: str = Amount.Shape.ONE) -> str:
    """figures([1, 2], "permille", "change") == "1‰ → 2‰"; figures([20000000], "CNY") == "2000万元"."""
    return _BETWEEN.get(shape, "、").join(_one(value, unit) for value in values)


def _one(value: float | str, unit: str) -> str:
    label = "" if unit in _BARE else Amount.Unit(unit).label
    if not isinstance(value, int | float):
        return f"{value}{label}"
    scale, sign = next((each for each in _SCALES if unit in _MONEY and value >= each[0]), (1, ""))
    return f"{value / scale:g}{sign}{label}"
