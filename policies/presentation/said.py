"""What a fact says, in one line of words; for lists in which facts of all kinds stand side by side."""

from collections.abc import Callable

from policies.models import Amount, Citation, Deadline, Measure, Responsibility, Target, TermUse
from policies.models.derived import Derived
from policies.presentation.facts import figures


def said(row: Derived) -> str:
    """said(amount) == "最高 10万元，每人，优惠"."""
    return "，".join(filter(None, _SAID[type(row)](row)))


def _amount(row: Amount) -> list[str]:
    bound = "" if row.bound == Amount.Bound.EXACT else row.get_bound_display()
    told = figures(row.values, row.unit, row.shape)
    return [f"{bound} {told}".strip(), f"每{row.per}" if row.per else "", row.get_role_display()]


def _deadline(row: Deadline) -> list[str]:
    days = "—".join(day.isoformat() for day in dict.fromkeys([row.start_on, row.end_on]) if day)
    return [row.get_kind_display(), days, "—".join(row.lasting), row.get_role_display()]


def _target(row: Target) -> list[str]:
    most = f"—{row.value_max:g}" if row.value_max is not None else ""
    return [f"{row.thing} {row.value:g}{most} {row.unit}"]


def _citation(row: Citation) -> list[str]:
    return [row.number, f"《{row.title}》" if row.title else "", f"即 {row.document}" if row.document else "本库未收录"]


_SAID: dict[type[Derived], Callable[..., list[str]]] = {
    Measure: lambda row: [row.get_force_display()],
    Responsibility: lambda row: [str(row.unit), row.get_role_display(), row.get_basis_display()],
    Amount: _amount,
    Deadline: _deadline,
    Target: _target,
    TermUse: lambda row: [f"{row.term.get_scheme_display()} {row.term}", row.get_basis_display()],
    Citation: _citation,
}
