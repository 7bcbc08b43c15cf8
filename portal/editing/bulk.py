"""Acts on many facts at once, as a table: each gives rows some values, after a question.

:func:`of` gives the acts of a kind. The list of a kind offers them (``admin/bulk.py``), the queue of doubts its keys.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django import forms

from policies.models import Amount, Benefit, Deadline, Measure, Responsibility
from policies.models.derived import Derived, DerivedQuerySet
from portal.editing.forms.fields import UnitField

Values = Mapping[str, object]


def _all(rows: DerivedQuerySet) -> DerivedQuerySet:
    return rows.exclude(status=Derived.Status.REJECTED)


@dataclass(frozen=True, slots=True)
class BulkAct:
    """An act: what it gives to which rows. ``told`` says what was done: “标为‘已确认’”.

    ``form`` asks for the values that are chosen only then; ``clashing`` picks the rows that cannot take them.
    """

    name: str
    label: str
    outcome: str
    values: Values = field(default_factory=dict)
    applicable: Callable[[DerivedQuerySet], DerivedQuerySet] = _all
    form: type[forms.Form] | None = None
    clashing: Callable[[Sequence[Derived], Values], Sequence[Derived]] = lambda rows, values: []


CONFIRM = BulkAct(
    "confirm",
    "确认所选",
    "标为“已确认”",
    {"status": Derived.Status.CONFIRMED},
    lambda rows: rows.filter(status=Derived.Status.EXTRACTED),
)
REJECT = BulkAct("reject", "否定所选", "标为“已否定”", {"status": Derived.Status.REJECTED})
# The column of each kind that says what a fact is for, or in which way it is meant.
SETTABLE: dict[type[Derived], str] = {
    Amount: "role",
    Benefit: "mode",
    Deadline: "role",
    Measure: "force",
    Responsibility: "role",
}


class UnitForm(forms.Form):
    """A form that asks which office stands in the place of others."""

    unit = UnitField(label="换成", error_messages={"required": "请选单位。"})


def _has_unit_already(rows: Sequence[Derived], values: Values) -> list[Derived]:
    """Rows in whose article the office has a part already, or would get one by another of the rows."""
    articles = {row.article_id for row in rows if row.article_id}
    taken = set(Responsibility.objects.filter(article__in=articles, unit=values["unit"]).values_list("article", "pk"))
    by_article = dict(taken)
    found = []
    for row in rows:
        if row.article_id and by_article.setdefault(row.article_id, row.pk) != row.pk:
            found.append(row)
    return found


REPLACE_UNIT = BulkAct("unit", "换成另一单位…", "换成“{unit}”", form=UnitForm, clashing=_has_unit_already)


def of(model: type[Derived]) -> dict[str, BulkAct]:
    """Return the acts that rows of a kind can be given to, by name."""
    replacing = [REPLACE_UNIT] if model is Responsibility else []
    return {act.name: act for act in (CONFIRM, REJECT, *setting(model), *replacing)}


def setting(model: type[Derived]) -> list[BulkAct]:
    """Return the acts that say what facts of a kind are for: role-benefit, role-condition …"""
    name = SETTABLE.get(model)
    return [_to(model, name, value, label) for value, label in _choices(model, name)] if name else []


def _choices(model: type[Derived], name: str) -> list[tuple[str, str]]:
    return [(value, label) for value, label in model._meta.get_field(name).choices if value]


def _to(model: type[Derived], name: str, value: str, label: str) -> BulkAct:
    title = f"{model._meta.get_field(name).verbose_name}改为“{label}”"
    outcome = f"把{title}"
    return BulkAct(f"{name}-{value}", title, outcome, {name: value}, lambda rows: _all(rows).exclude(**{name: value}))
