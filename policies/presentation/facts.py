"""Facts in words: a row of a list or a chip of a card, and one line for lists of facts of all kinds."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from policies.models import Amount, Benefit, Citation, Deadline, Fact, Measure, Responsibility, Target, TermUse
from policies.models.derived import Derived
from policies.presentation.annotations import anchor, kind_label
from policies.text.numerals import in_words

_RATES = (Amount.Unit.PERCENT, Amount.Unit.PERMILLE, Amount.Unit.BP, Amount.Unit.PRICE)
_BARE = (Amount.Unit.FRACTION, Amount.Unit.RATIO)
_BETWEEN = {Amount.Shape.CHANGE: " → ", Amount.Shape.RANGE: "—"}


class FactRow(NamedTuple):
    """A fact in a row: what it is, what it says, where its mark stands.

    ``printed`` is what the print says where a correction changed it; ``text`` is then what it should say.
    """

    fact: Fact
    label: str
    text: str
    printed: str
    anchor: str


def fact_row(fact: Fact) -> FactRow:
    """Return a sum, a time, a target or a citation in words."""
    corrected = isinstance(fact, Amount) and fact.printed
    text = figures(fact.values, fact.unit, fact.shape) if corrected else fact.quote
    return FactRow(fact, kind_label(fact), text, fact.quote if corrected else "", anchor(fact))


def figures(values: Sequence, unit: str, shape: str = Amount.Shape.ONE) -> str:
    """Return figures with their unit.

    figures([1, 2], "permille", "change") == "1‰ → 2‰"; figures([20000000], "CNY") == "2000万元".
    """
    return _BETWEEN.get(shape, "、").join(_figure(value, unit) for value in values)


def _figure(value: float | str, unit: str) -> str:
    label = "" if unit in _BARE else Amount.Unit(unit).label
    if not isinstance(value, int | float):
        return f"{value}{label}"
    return f"{f'{value:.15g}' if unit in (*_RATES, *_BARE) else in_words(value)}{label}"


def describe(row: Derived) -> str:
    """Return what a fact says in one line: describe(amount) == "最高 10万元，每人，优惠"."""
    return "，".join(filter(None, _DESCRIBE[type(row)](row)))


def place_in_words(row: Derived) -> str:
    """Return where a fact is: its article, or its document and what passage of it, “晋发〔2021〕67号 引言”."""
    passage = getattr(row, "passage", None)
    return str(row.article) if row.article else f"{passage.document or ''} {passage.get_kind_display()}".strip()


def _amount(row: Amount) -> list[str]:
    bound = "" if row.bound == Amount.Bound.EXACT else row.get_bound_display()
    text = figures(row.values, row.unit, row.shape)
    return [f"{bound} {text}".strip(), _per(row.per), row.get_role_display()]


def _per(printed: str) -> str:
    """每户, /户 and 单个企业 say it themselves."""
    return printed if printed.startswith(("每", "单", "/", "／", "·")) or not printed else f"每{printed}"


def _benefit(row: Benefit) -> list[str]:
    text = f"{row.get_instrument_display()} {row.value}".strip()
    return ["、".join(row.receivers), text, row.get_mode_display()]


def _deadline(row: Deadline) -> list[str]:
    days = "—".join(day.isoformat() for day in dict.fromkeys([row.start_on, row.end_on]) if day)
    return [row.get_kind_display(), days, "—".join(row.lasting), row.get_role_display()]


def _target(row: Target) -> list[str]:
    most = f"—{row.value_max:g}" if row.value_max is not None else ""
    return [f"{row.thing} {row.value:g}{most} {row.unit}"]


def _citation(row: Citation) -> list[str]:
    return [
        row.number,
        f"《{row.title}》" if row.title else "",
        row.pinpoint,
        f"即 {row.resolved}" if row.resolved else "本库未收录",
    ]


_DESCRIBE: dict[type[Derived], Callable[..., list[str]]] = {
    Measure: lambda row: [row.get_force_display()],
    Responsibility: lambda row: [str(row.unit), row.get_role_display(), row.get_basis_display()],
    Benefit: _benefit,
    Amount: _amount,
    Deadline: _deadline,
    Target: _target,
    TermUse: lambda row: [f"{row.term.get_scheme_display()} {row.term}", row.get_basis_display()],
    Citation: _citation,
}
