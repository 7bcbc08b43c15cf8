"""Selections of facts of one kind: by rule, by document, by doubt. Lists, their filters and the queue ask alike."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.http import urlencode

from policies.models import DERIVED
from policies.models.derived import Derived, DerivedQuerySet
from policies.revision_cache import cached_per_revision
from portal.editing import doubts

MODELS: dict[str, type[Derived]] = {str(model._meta.model_name): model for model in DERIVED}
SELECTORS = ("doubt", "rule", "document")


@dataclass(frozen=True, slots=True)
class RowSelection:
    """Facts of a kind; '' narrows nothing. ``document`` is a slug, ``doubt`` a name of :mod:`portal.editing.doubts`."""

    model: type[Derived]
    doubt: str = ""
    rule: str = ""
    document: str = ""

    @classmethod
    def from_params(cls, model: type[Derived], params: Mapping[str, str]) -> "RowSelection":
        """Return what an address asks for."""
        return cls(model, **{name: params.get(name, "") for name in SELECTORS})

    def apply(self, rows: DerivedQuerySet) -> DerivedQuerySet:
        """Return those of some rows that are meant; of a doubt that the kind does not know, none."""
        if self.doubt:
            known = doubts.BY_NAME.get(self.doubt)
            rows = rows.filter(pk__in=known.rows(self.model).values("pk")) if known else rows.none()
        rows = rows.filter(rule=self.rule) if self.rule else rows
        return rows.in_document(self.document) if self.document else rows

    @property
    def query(self) -> str:
        """The part of an address that says it."""
        return urlencode({name: value for name in SELECTORS if (value := getattr(self, name))})


@cached_per_revision
def rules_of(model: type[Derived]) -> tuple[str, ...]:
    """Return the rules by which facts of a kind were read, as the base has them."""
    return tuple(model.objects.exclude(rule="").order_by("rule").values_list("rule", flat=True).distinct())
