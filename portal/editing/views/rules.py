"""Every rule with what it read, and what people said of that: a rule that reads wrongly stands out."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from policies.models import DERIVED
from policies.models.derived import Derived
from policies.revision_cache import cached_per_revision
from portal.editing import rule_labels

_STATUS = Derived.Status


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule of a kind: how many facts it read, and of how many people said what."""

    kind: str
    model: str
    rule: str
    label: str
    total: int
    waiting: int
    confirmed: int
    edited: int
    rejected: int

    @property
    def wrong(self) -> int:
        """Return how many in a hundred of the rows that people decided about a rule read wrongly."""
        decided = self.total - self.waiting
        return round(100 * (self.edited + self.rejected) / decided) if decided else 0

    @property
    def listed(self) -> str:
        """Return where all that it read stands together."""
        return reverse(f"admin:policies_{self.model}_changelist", query={"rule": self.rule})

    @property
    def queue(self) -> str:
        """Return where they are decided on one after the other."""
        return reverse("admin:queue", args=[self.model], query={"rule": self.rule})


def rules(request: HttpRequest, context: dict) -> HttpResponse:
    """All rules, kind by kind, those first that people found wrong most often."""
    return render(request, "admin/desk/rules.html", context | {"title": "识读规则", "rows": _rows()})


@cached_per_revision
def _rows() -> tuple[RuleRow, ...]:
    return tuple(each for model in DERIVED for each in sorted(_of(model), key=lambda row: (-row.wrong, row.rule)))


def _of(model: type[Derived]) -> list[RuleRow]:
    by_status = {status: Count("pk", filter=Q(status=status)) for status in _STATUS.values}
    counted = model.objects.exclude(rule="").order_by().values("rule").annotate(total=Count("pk"), **by_status)
    return [
        RuleRow(
            kind=str(model._meta.verbose_name),
            model=str(model._meta.model_name),
            rule=row["rule"],
            label=rule_labels.label_of(row["rule"]),
            total=row["total"],
            waiting=row[_STATUS.EXTRACTED],
            confirmed=row[_STATUS.CONFIRMED],
            edited=row[_STATUS.EDITED],
            rejected=row[_STATUS.REJECTED],
        )
        for row in counted
    ]
