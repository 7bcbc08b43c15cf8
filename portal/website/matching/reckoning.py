"""Reckoning of a benefit for an asker: a printed rate of a base that was told, up to the printed cap.

Each operand keeps the words it comes from, so that a reader can check them: 固定资产投资 800 万元 × 15% = 120 万元.
What cannot be reckoned says why; where no rate is printed there is nothing to reckon.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from policies.models import Amount, Benefit, Measure
from policies.presentation.annotations import anchor
from policies.presentation.facts import figures as in_figures
from portal.website.matching.interview import Figure, figures
from portal.website.matching.reading import StatedFigure

# A share of one: how many of it are a whole.
_WHOLE: Mapping[str, int] = {Amount.Unit.PERCENT: 100, Amount.Unit.PERMILLE: 1000}
_UP_TO: Collection[str] = {Amount.Bound.MAX, Amount.Bound.BELOW}
# 对甲、乙分别按10%和15%: as many rates as there are those.
_EACH = re.compile(r"分别[按以]?[^，。；]{0,4}$")
_LISTED = re.compile(r"[、和及与]")
_MONTHS = re.compile(r"([0-9]+)\s?个月")
_SIGNS: Mapping[str, str] = {Amount.Unit.PERCENT: "%", Amount.Unit.PERMILLE: "‰"}


@dataclass(frozen=True, slots=True)
class Operand:
    """A part of a reckoning: what it is, and the mark in the article where it is printed, '' for what was told."""

    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A reckoned sum: ``operands`` multiplied are ``result``; ``cap`` is the most that is given.

    Where it could not be reckoned, ``why`` says so, and ``asks`` is the figure that would help. ``case`` is whose it is
    where the print gives one figure to some and another to others.
    """

    operands: Sequence[Operand] = ()
    result: str = ""
    cap: Operand | None = None
    note: str = ""
    why: str = ""
    asks: Figure | None = None
    case: str = ""

    def __str__(self) -> str:
        product = " × ".join(each.text for each in self.operands)
        rest = [self.cap.text if self.cap else "", self.note]
        text = "，".join(filter(None, (f"{product} = {self.result}", *rest))) if self.result else self.why
        return f"{self.case}：{text}" if self.case else text


def reckon(
    amounts: Mapping[str, StatedFigure], measure: Measure, gift: Benefit, sums: Iterable[Amount]
) -> list[Reckoning]:
    """Return what a benefit comes to, for each of those that have a rate of their own; [] where nothing is printed.

    ``amounts`` are the asker's figures by name; ``sums`` those of the measure that are said of the benefit.
    """
    granted = [each for each in sums if each.role == Amount.Role.BENEFIT]
    rate = next((each for each in granted if each.unit in _WHOLE and gift.start <= each.start < gift.end), None)
    if rate is not None:
        return list(_of_rates(amounts, measure, gift, rate, _cap(granted, rate)))
    found = _of_months(amounts, measure, gift) if gift.instrument == Benefit.Instrument.RENT_CUT else None
    return [found] if found else []


def _of_rates(
    amounts: Mapping[str, StatedFigure], measure: Measure, gift: Benefit, rate: Amount, cap: Amount | None
) -> Iterator[Reckoning]:
    """One for each rate: of 对甲、乙分别按10%和15% the first is 甲's and the second 乙's."""
    if rate.shape == Amount.Shape.CHANGE or len(rate.values) == 1:
        yield _of_rate(amounts, measure, gift, rate, rate.values[-1], cap)
        return
    before = measure.article.text[measure.start : rate.start]
    those = _LISTED.split(gift.receivers[0]) if gift.receivers and _EACH.search(before) else []
    if len(those) != len(rate.values):
        yield Reckoning(why=f"算不出：{rate.quote}分几档，原文没写谁是哪一档")
        return
    for case, share in zip(those, rate.values, strict=True):
        found = _of_rate(amounts, measure, gift, rate, share, cap)
        yield replace(found, case=f"{case.strip()}（{_percent(share, rate)}）")


def _percent(share: float, rate: Amount) -> str:
    return f"{share:g}{_SIGNS[rate.unit]}"


def _of_rate(
    amounts: Mapping[str, StatedFigure], measure: Measure, gift: Benefit, rate: Amount, share: float, cap: Amount | None
) -> Reckoning:
    base, words = _base(measure.article.text[measure.start : rate.end])
    if base is None:
        return Reckoning(why=f"算不出：原文这里没写是什么数的 {_percent(share, rate)}")
    if base.name not in amounts:
        return Reckoning(why=f"没说“{base.label}”，算不出", asks=base)
    stated = amounts[base.name]
    value = Decimal(str(stated.value)) * Decimal(str(share)) / _WHOLE[rate.unit]
    operands = (
        Operand(f"{words} {stated.words}", anchor(measure)),
        Operand(_percent(share, rate), anchor(rate)),
    )
    return _result(operands, value, stated.unit, cap, _note(gift, rate))


def _result(operands: Sequence[Operand], value: Decimal, unit: Amount.Unit, cap: Amount | None, note: str) -> Reckoning:
    text = in_figures([_rounded(value)], unit)
    limit = Operand(cap.quote, anchor(cap)) if cap else None
    if cap and cap.unit != unit:
        return Reckoning(
            operands, text, limit, f"折成{cap.get_unit_display()}的汇率原文没写；原文如有举例，以发文机关的解释为准"
        )
    if cap and cap.high is not None and value > Decimal(str(cap.high)):
        return Reckoning(operands, text, limit, f"所以是 {in_figures([cap.high], unit)}")
    return Reckoning(operands, text, limit, note)


def _note(gift: Benefit, rate: Amount) -> str:
    """Return what a reader must know of a result: the most that may be given, or nothing that is paid out."""
    if gift.instrument == Benefit.Instrument.TAX_DEDUCTION:
        return "这是税前多扣的数，不是少交的税"
    return "这是最多" if rate.bound in _UP_TO else ""


def _of_months(amounts: Mapping[str, StatedFigure], measure: Measure, gift: Benefit) -> Reckoning | None:
    months = [int(found[1]) for found in _MONTHS.finditer(gift.value)]
    if not months:
        return None
    rent = figures()["rent"]
    if rent.name not in amounts:
        return Reckoning(why=f"没说“{rent.label}”，算不出", asks=rent)
    stated, at = amounts[rent.name], anchor(measure)
    value = Decimal(str(stated.value)) * months[0]
    operands = (Operand(f"{rent.label} {stated.words}"), Operand(f"{months[0]} 个月", at))
    return _result(operands, value, stated.unit, None, "")


def _base(before: str) -> tuple[Figure | None, str]:
    """Return of what a rate is taken, and its words: what stands nearest before it, the longest word there is."""
    found = [
        (before.rfind(word) + len(word), len(word), figure, word)
        for figure in figures().values()
        for word in figure.bases
        if word in before
    ]
    if not found:
        return None, ""
    _, _, figure, word = max(found, key=lambda each: each[:2])
    return figure, word


def _cap(granted: Sequence[Amount], rate: Amount) -> Amount | None:
    """The most that is given, behind a rate: 最高不超过 100 万元."""
    return next((each for each in granted if each.start >= rate.end and _is_cap(each)), None)


def _is_cap(each: Amount) -> bool:
    return each.unit == Amount.Unit.CNY and each.bound in _UP_TO


def _rounded(value: Decimal) -> float:
    return float(round(value, 2))
