"""Order of a search on the desk: what is called so, then what begins so, then what has it in its name.

Lists and the fields in which a row is chosen search alike.
"""

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Case, IntegerField, Q, Value, When


class BestNameFirst:
    """For an admin of rows that are called by names."""

    best_name_fields: tuple[str, ...] = ("name",)

    def get_search_results(self, request, queryset, search_term):
        found, may_be_double = super().get_search_results(request, queryset, search_term)
        words = search_term.strip()
        if not words:
            return found, may_be_double
        ranks = [When(self._name_matches(lookup, words), then=Value(rank)) for rank, lookup in enumerate(_LOOKUPS)]
        rank = Case(*ranks, default=Value(len(_LOOKUPS)), output_field=IntegerField())
        # By number, since a row is found by several of its names.
        found = queryset.filter(pk__in=found.values("pk")).annotate(rank=rank)
        return found.order_by("rank", *self.get_ordering(request), "pk"), False

    def _name_matches(self, lookup: str, words: str) -> Q:
        named = Q()
        for name in self.best_name_fields:
            named |= Q(**{f"{name}__{lookup}": words})
        return named

    def choice_label(self, row) -> str:
        """Return what a field calls the row, in which it is chosen."""
        return str(row)


_LOOKUPS = ("iexact", "istartswith", "icontains")


class ChoiceView(AutocompleteJsonView):
    """Rows to choose from, called as their admin calls them."""

    def serialize_result(self, obj, to_field_name):
        desk = self.model_admin
        label = desk.choice_label(obj) if isinstance(desk, BestNameFirst) else str(obj)
        return {"id": str(getattr(obj, to_field_name)), "text": label}
