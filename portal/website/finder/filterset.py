"""One filter, one address, one meaning: for a page, an export, an API, a feed."""

from collections import OrderedDict
from collections.abc import Container
from copy import copy
from functools import cached_property

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.http import urlencode

from policies.models import Amount, Article, Standing
from portal.website.finder.params import BY_NAME, KINDS, Evidence, Kind, Pick, Picks
from portal.website.finder.params.sources import TERMS, WIDENED, asked_phrases, day, is_widened, uses

ORDER, RELEVANCE = "order", "relevance"


class PickField(forms.Field):
    """A repeatable parameter; every value that its kind knows is kept, also beside one that it does not."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, kind: Kind, **options):
        super().__init__(**options | {"label": kind.label})
        self.kind = kind

    def __deepcopy__(self, memo) -> "PickField":
        return self  # forms copy their fields so that they can change them; nobody changes these

    def clean(self, value) -> Pick:
        return self.kind.read(value or ())


class PickForm(forms.Form):
    """Unknown values are errors at their field, and yet stay among ``picks``: then the list is empty, never all."""

    def clean(self) -> dict:
        picked = {name: pick for name, pick in self.cleaned_data.items() if pick.values or pick.unknown}
        self.picks = {name: pick for name, pick in picked.items() if _matters(name, picked)} | _implied(picked)
        messages = {name: pick.message for name, pick in self.picks.items() if pick.message}
        for name, message in (_contradictions(self.picks) | messages).items():
            self.add_error(name, message)
        return self.cleaned_data


def _matters(name: str, picked: Picks) -> bool:
    """Whether a parameter says anything: a setting without what it serves, and what goes without saying, do not."""
    pick, serves = picked[name], BY_NAME[name].serves
    if pick.unknown:
        return True
    if name == "sort":
        return pick.keys != [usual_order(picked)]
    return not serves or any(other in picked for other in serves)


def usual_order(asked: Container[str]) -> str:
    """The order when nobody asks for another, by the names of the kinds asked for.

    Whoever gives words, or a trade or a place with what is for all (含普惠措施), wants first what names it: in document
    order the general articles stood before. Whatever only selects, ``only=1`` among it, keeps the documents' order.
    """
    widened = "only" not in asked and any(name in asked for name in WIDENED)
    return RELEVANCE if "q" in asked or widened else ORDER


def _implied(picked: Picks) -> dict[str, Pick]:
    """A day asks for what holds on it, as far as stated; another state can be asked for instead."""
    if "status" in picked or not ("on" in picked and picked["on"].values):
        return {}
    found = BY_NAME["status"].read([Standing.WITHIN, Standing.NONE])
    return {"status": found._replace(implied=True)}


def _contradictions(picks: Picks) -> dict[str, str]:
    """What no row can fulfil, said at its field."""
    wanted = (("amount", Amount.Unit.CNY, "金额单位选“元”"), ("amount_role", Amount.Role.BENEFIT, "金额用途选“优惠”"))
    if "min_yuan" not in picks:
        return {}
    for name, value, hint in wanted:
        if name in picks and not picks[name].unknown and value not in picks[name].matches:
            return {"min_yuan": f"“优惠至少”多少元，与所选的{BY_NAME[name].label}矛盾：只能同{hint}一起用。"}
    return {}


class PickFilter(django_filters.Filter):
    """A row of the table of kinds, as django-filter knows it."""

    field_class = PickField

    def __deepcopy__(self, memo) -> "PickFilter":
        return copy(self)  # each filter set ties its own to itself; the kind stays one


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
        """What is asked for."""
        return getattr(self.form, "picks", {}) if self.is_bound and self.form.errors is not None else {}

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return sort(narrow(queryset, self.picks), self.picks)

    @property
    def sorting(self) -> str:
        """The order that is asked for."""
        pick = self.picks.get("sort")
        return pick.keys[0] if pick and pick.values else usual_order(self.picks)

    def address(self, **changes: list[str]) -> str:
        """The query string of this filter with some kinds changed, [] for none: one meaning, one address."""
        keys = {name: pick.keys for name, pick in self.picks.items() if not pick.implied} | changes
        said = [kind for kind in KINDS if keys.get(kind.name) and self._says(kind, keys)]
        return urlencode([(kind.name, key) for kind in said for key in keys[kind.name]])

    def _says(self, kind: Kind, keys: dict[str, list[str]]) -> bool:
        if kind.name == "sort" and keys["sort"] == [usual_order([name for name in keys if keys[name]])]:
            return False
        unknown = self.picks[kind.name].unknown if kind.name in self.picks else ()
        broken = any(key in unknown for key in keys[kind.name])
        return broken or not kind.serves or any(keys.get(name) for name in kind.serves)


def narrow(articles: QuerySet, picks: Picks) -> QuerySet:
    """The articles that fulfil every kind. Kinds of one evidence must be fulfilled by one and the same row of it."""
    if any(pick.unknown for pick in picks.values()):
        return articles.none()
    for evidence in dict.fromkeys(BY_NAME[name].evidence for name in picks):
        if evidence is not None:
            fulfilled = Q(pk__in=rows_of(evidence, picks).values(evidence.article))
            general = evidence.general(picks)
            articles = articles.filter(fulfilled if general is None else fulfilled | general)
    return articles


def rows_of(evidence: Evidence, picks: Picks) -> QuerySet:
    """The rows of an evidence that fulfil all kinds asked of it."""
    rows = evidence.rows(picks)
    for name in picks:
        if BY_NAME[name].evidence is evidence:
            rows = BY_NAME[name].narrow(rows, picks)
    return rows


def _naming(name: str, picks: Picks) -> list[QuerySet]:
    """The articles that name a trade or a place asked for, and of these the ones that name no other: it is theirs."""
    named = rows_of(TERMS[name], picks).values("article")
    others = uses(name).exclude(term__in=picks[name].matches).values("article")
    return [named, named.exclude(article__in=others)]


def sort(articles: QuerySet, picks: Picks) -> QuerySet:
    """The articles in the order asked for, or the usual one, which is often as they come."""
    asked = picks["sort"].keys[0] if "sort" in picks and picks["sort"].values else usual_order(picks)
    if asked == "benefit":
        return articles.by_benefit()
    if asked == "date":
        return articles.by_end(day(picks))
    if asked == RELEVANCE:
        widened = [name for name in WIDENED if name in picks and is_widened(name, picks)]
        own = [rows for name in widened for rows in _naming(name, picks)]
        return articles.by_relevance(*asked_phrases(picks), own=own)
    return articles
