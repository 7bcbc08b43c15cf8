"""One filter, one address, one meaning: for a page, an export, an API, a feed."""

from collections import OrderedDict
from functools import cached_property

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.http import urlencode

from policies.kinds import BY_NAME, KINDS, Evidence, Kind, Pick, Picks
from policies.models import Article


class PickField(forms.Field):
    """A repeatable parameter; every value that its kind knows is kept, also beside one that it does not."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, kind: Kind, **options):
        super().__init__(**options | {"label": kind.label})
        self.kind = kind

    def clean(self, value) -> Pick:
        return self.kind.read(value or ())


class PickForm(forms.Form):
    """Unknown values are errors at their field, and yet stay among ``picks``: then the list is empty, never all."""

    def clean(self) -> dict:
        self.picks = {name: pick for name, pick in self.cleaned_data.items() if pick.values or pick.unknown}
        for name, pick in self.picks.items():
            if pick.message:
                self.add_error(name, pick.message)
        return self.cleaned_data


class PickFilter(django_filters.Filter):
    """A row of the table of kinds, as django-filter knows it."""

    field_class = PickField


class ArticleFilter(django_filters.FilterSet):
    """Articles by the table of kinds: AND across kinds, OR within a kind."""

    class Meta:
        model = Article
        fields = []
        form = PickForm

    @classmethod
    def get_filters(cls) -> OrderedDict:
        return OrderedDict((kind.name, PickFilter(kind=kind)) for kind in KINDS)

    @cached_property
    def picks(self) -> Picks:
        """What is asked for, in the table's order."""
        return getattr(self.form, "picks", {}) if self.is_bound and self.form.errors is not None else {}

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return narrow(queryset, self.picks)

    def address(self, **changes: list[str]) -> str:
        """The query string of this filter with some kinds changed, '' for none: one meaning, one address."""
        keys = {name: pick.keys for name, pick in self.picks.items()} | changes
        return urlencode([(kind.name, key) for kind in KINDS for key in keys.get(kind.name, ())])


def narrow(articles: QuerySet, picks: Picks) -> QuerySet:
    """The articles that fulfil every kind. Kinds of one evidence must be fulfilled by one and the same row of it."""
    for evidence in dict.fromkeys(BY_NAME[name].evidence for name in picks):
        articles = articles.filter(pk__in=rows_of(evidence, picks).values(evidence.article))
    return articles


def rows_of(evidence: Evidence, picks: Picks) -> QuerySet:
    """The rows of an evidence that fulfil all kinds asked of it."""
    rows = evidence.rows()
    for name, pick in picks.items():
        if BY_NAME[name].evidence is evidence:
            rows = BY_NAME[name].narrow(rows, pick)
    return rows
