"""Doubts about facts, as one table: for the work list, for lists and their filters, for an article's page, and
for the queue in which doubts are settled one after the other.

A new kind of doubt about a fact is a new row of ``DOUBTS``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q

from policies.models import DERIVED, Amount, Citation, Responsibility
from policies.models.derived import Derived, DerivedQuerySet


@dataclass(frozen=True, slots=True)
class FactDoubt:
    """A reason why an editor should look at facts of some kinds; ``label`` says it beside a fact.

    ``todo`` tells what settles it; ``by_verdict``: whether to confirm or to reject the fact does.
    """

    name: str
    label: str
    todo: str
    models: tuple[type[Derived], ...]
    restrict: Callable[[DerivedQuerySet], DerivedQuerySet]
    by_verdict: bool = True

    def rows(self, model: type[Derived]) -> DerivedQuerySet:
        """Return the facts of a kind that are in this doubt."""
        return self.restrict(model.objects.all()) if model in self.models else model.objects.none()


_NOT_IN_SOURCE = Q(orphaned=True) | Q(article__removed_from_source=True)
_COMPARE = "保留原处理、采用新的，或修改。"

DOUBTS = (
    FactDoubt(
        "gone", "原文已无", _COMPARE, DERIVED, lambda rows: rows.in_conflict().filter(_NOT_IN_SOURCE), by_verdict=False
    ),
    FactDoubt(
        "moved",
        "原文已改",
        _COMPARE,
        DERIVED,
        lambda rows: rows.in_conflict().exclude(_NOT_IN_SOURCE),
        by_verdict=False,
    ),
    FactDoubt(
        "figures",
        "用途未定",
        "选定用途，或确认为未定。",
        (Amount,),
        lambda rows: rows.doubtful().filter(role=Amount.Role.UNKNOWN),
    ),
    FactDoubt(
        "examples",
        "举例的币种不符",
        "核对原文；确是照印的，确认即可，有依据的另作勘误。",
        (Amount,),
        lambda rows: rows.doubtful().filter(rule=Amount.DOUBTFUL),
    ),
    FactDoubt(
        "citations",
        "引用未解析",
        "选定所指文件；本库没有的，确认即可。",
        (Citation,),
        lambda rows: rows.doubtful().filter(document=None),
    ),
    FactDoubt(
        "unknown-units",
        "单位未核实",
        "核实这个单位，或并入已有的单位。",
        (Responsibility,),
        lambda rows: rows.active().filter(unit__verified=False),
        by_verdict=False,
    ),
)
BY_NAME = {doubt.name: doubt for doubt in DOUBTS}


def about(model: type[Derived]) -> list[FactDoubt]:
    """Return the doubts that facts of a kind can be in."""
    return [doubt for doubt in DOUBTS if model in doubt.models]


def labels(model: type[Derived], rows: Iterable[Derived]) -> dict[int, str]:
    """Return what is in doubt of each of these rows of one kind, by their numbers; the first doubt says it."""
    keys = [row.pk for row in rows]
    found: dict[int, str] = {}
    for doubt in about(model) if keys else ():
        for key in doubt.rows(model).filter(pk__in=keys).values_list("pk", flat=True):
            found.setdefault(key, doubt.label)
    return found
