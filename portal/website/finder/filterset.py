"""One filter, one address, one meaning: for a page, an export, an API, a feed."""

from collections import OrderedDict
from collections.abc import Container, Iterable
from functools import cached_property, lru_cache
from urllib.parse import quote_plus

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from policies.models import Amount, Article, Standing
from portal.website.finder.params import BY_NAME, PARAMS, FilterParam, RowSource, Selection, Selections
from portal.website.finder.params.base import too_much
from portal.website.finder.params.sources import TERMS, WIDENED, day, is_widened, phrases_of, uses
from portal.website.query_params import MAX_CHARACTERS, MAX_VALUES

ORDER, RELEVANCE = "order", "relevance"


NOT_ASKED = Selection()
# In addresses, sentences and pages parameters stand as the table has them.
_PLACES = {param.name: place for place, param in enumerate(PARAMS)}


class SelectionField(forms.Field):
    """A repeatable parameter; every value that it knows is kept, also beside one that it does not."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, param: FilterParam, **options):
        super().__init__(**options | {"label": param.label})
        self.param = param

    def __deepcopy__(self, memo) -> "SelectionField":
        return self  # forms copy their fields so that they can change them; nobody changes these

    def clean(self, value) -> Selection:
        return self.param.read(value) if value else NOT_ASKED


class SelectionForm(forms.Form):
    """Unknown values are errors at their field, and yet stay in ``selections``: then the list is empty, never all."""

    def clean(self) -> dict:
        self.selections, messages = understood(self.cleaned_data)
        for name, message in messages.items():
            self.add_error(name, message)
        return self.cleaned_data


def understood(read: Selections) -> tuple[Selections, dict[str, str]]:
    """Return what the parameters say together, and what is wrong with them, by their names."""
    selected = _in_measure({name: each for name, each in read.items() if each.choices or each.unknown})
    selections = {name: each for name, each in selected.items() if _matters(name, selected)} | _implied(selected)
    messages = {name: each.message for name, each in selections.items() if each.message}
    return selections, _contradictions(selections) | messages


def _in_measure(selected: Selections) -> Selections:
    """Return what was selected; of more than a page can repeat, only the parameter that has the most, as a mistake."""
    words = {name: selection.keys for name, selection in selected.items()}
    values, characters = (sum(map(measure, words.values())) for measure in (len, _characters))
    if values <= MAX_VALUES and characters <= MAX_CHARACTERS:
        return selected
    longest = max(words, key=lambda name: _characters(words[name]))
    message = f"条件太多：最多同时选 {MAX_VALUES} 个、共 {MAX_CHARACTERS} 个字，这里有 {values} 个、{characters} 个字。"
    return {longest: too_much(words[longest], message)}


def _characters(words: Iterable[str]) -> int:
    return sum(map(len, words))


def _matters(name: str, selected: Selections) -> bool:
    """Whether a parameter says anything: a setting without what it modifies, and what goes without saying, do not."""
    selection, modifies = selected[name], BY_NAME[name].modifies
    if selection.unknown:
        return True
    if name == "sort":
        return selection.keys != [usual_order(selected)]
    return not modifies or any(other in selected for other in modifies)


def usual_order(asked: Container[str]) -> str:
    """Return the order when nobody asks for another, by the names of the parameters asked for.

    Whoever gives words, or a trade or a place with what is for all (含普惠措施), wants first what names it: in document
    order the general articles stood before. Whatever only selects, ``only=1`` among it, keeps the documents' order.
    """
    widened = "only" not in asked and any(name in asked for name in WIDENED)
    return RELEVANCE if "q" in asked or widened else ORDER


def _implied(selected: Selections) -> dict[str, Selection]:
    """Return what follows: a day asks for what holds on it, as far as stated, unless another state is asked for."""
    if "status" in selected or not ("on" in selected and selected["on"].choices):
        return {}
    found = BY_NAME["status"].read([Standing.WITHIN, Standing.NONE])
    return {"status": found._replace(implied=True)}


def _contradictions(selections: Selections) -> dict[str, str]:
    """Return what no row can fulfil, said at its field."""
    wanted = (("amount", Amount.Unit.CNY, "金额单位选“元”"), ("amount_role", Amount.Role.BENEFIT, "金额用途选“优惠”"))
    if "min_yuan" not in selections:
        return {}
    for name, value, hint in wanted:
        if name in selections and not selections[name].unknown and value not in selections[name].matches:
            return {"min_yuan": f"“优惠至少”多少元，与所选的{BY_NAME[name].label}矛盾：只能同{hint}一起用。"}
    return {}


class SelectionFilter(django_filters.Filter):
    """A row of the table of parameters, as django-filter knows it."""

    field_class = SelectionField

    def __deepcopy__(self, memo) -> "SelectionFilter":
        own = object.__new__(SelectionFilter)  # each filter set ties its own to itself; the parameter stays one
        own.__dict__ = self.__dict__.copy()
        return own


@lru_cache(maxsize=4096)
def quoted(value: str) -> str:
    """Return a value as an address has it; a page says each of its hundreds several times."""
    return quote_plus(value)


class ArticleFilter(django_filters.FilterSet):
    """Articles by the table of parameters: AND across parameters, OR within a parameter."""

    class Meta:
        model = Article
        fields: list[str] = []
        form = SelectionForm

    @classmethod
    def get_filters(cls) -> OrderedDict:
        return OrderedDict((param.name, SelectionFilter(param=param)) for param in PARAMS)

    def get_form_class(self) -> type[SelectionForm]:
        """Return the form of the parameters that are asked for: of twenty, most pages are asked for two."""
        return _form_class(tuple(name for name in _PLACES if name in self.data))

    @cached_property
    def _understood(self) -> tuple[Selections, dict[str, str]]:
        """What is asked for and what is wrong with it, as the form says it, without the form's own cost."""
        lists = dict(self.data.lists()) if self.is_bound and self.data else {}
        return understood({param.name: param.read(lists[param.name]) for param in PARAMS if param.name in lists})

    @property
    def selections(self) -> Selections:
        """Return what is asked for."""
        return self._understood[0]

    @property
    def messages(self) -> dict[str, str]:
        """Return what could not be read, or contradicts itself, by parameter."""
        return self._understood[1]

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return sort_articles(filter_articles(queryset, self.selections), self.selections)

    @property
    def sorting(self) -> str:
        """The order that is asked for."""
        selection = self.selections.get("sort")
        return selection.keys[0] if selection and selection.choices else usual_order(self.selections)

    @property
    def words(self) -> str:
        """The first phrase that is searched for, '' for none."""
        asked = self.selections.get("q", NOT_ASKED)
        return asked.choices[0].label if asked.choices else ""

    def address(self, **changes: list[str]) -> str:
        """Return the query string with some parameters changed, [] for none: one meaning, one address."""
        keys = {name: words for name, words in (self._keys | changes).items() if words}
        stated = [name for name in sorted(keys, key=_PLACES.__getitem__) if self._is_stated(BY_NAME[name], keys)]
        return "&".join([f"{name}={quoted(key)}" for name in stated for key in keys[name]])

    @cached_property
    def _keys(self) -> dict[str, list[str]]:
        return {name: selection.keys for name, selection in self.selections.items() if not selection.implied}

    def pairs(self, *but: str) -> list[tuple[str, str]]:
        """Return what is asked for, parameter by parameter and value by value, but for some parameters."""
        names = sorted((name for name in self._keys if name not in but), key=_PLACES.__getitem__)
        return [(name, key) for name in names for key in self._keys[name]]

    def _is_stated(self, param: FilterParam, keys: dict[str, list[str]]) -> bool:
        if param.name == "sort" and keys["sort"] == [usual_order(keys)]:
            return False
        return not param.modifies or any(name in keys for name in param.modifies) or self._is_broken(param.name, keys)

    def _is_broken(self, name: str, keys: dict[str, list[str]]) -> bool:
        unknown = self.selections[name].unknown if name in self.selections else ()
        return any(key in unknown for key in keys[name])


@lru_cache(maxsize=256)
def _form_class(names: tuple[str, ...]) -> type[SelectionForm]:
    """Return the form of some parameters, one for all requests: its fields are never changed."""
    fields = {name: ArticleFilter.base_filters[name].field for name in names}
    return type("ArticleFilterForm", (SelectionForm,), fields)


def filter_articles(articles: QuerySet, selections: Selections) -> QuerySet:
    """Return the articles that fulfil every parameter, those of one source by one and the same row of it."""
    if any(selection.unknown for selection in selections.values()):
        return articles.none()
    for source in dict.fromkeys(BY_NAME[name].source for name in selections):
        if source is not None:
            fulfilled = Q(pk__in=rows_of(source, selections).values(source.article))
            implicit = source.implicit_matches(selections)
            articles = articles.filter(fulfilled if implicit is None else fulfilled | implicit)
    return articles


def rows_of(source: RowSource, selections: Selections) -> QuerySet:
    """Return the rows of a source that fulfil all parameters asked of it."""
    rows = source.rows_for(selections)
    for name in selections:
        if BY_NAME[name].source is source:
            rows = BY_NAME[name].apply(rows, selections)
    return rows


def _naming(name: str, selections: Selections) -> list[QuerySet]:
    """Return the articles that name a trade or a place asked for, and of these the ones that name no other."""
    named = rows_of(TERMS[name], selections).values("article")
    others = uses(name).exclude(term__in=selections[name].matches).values("article")
    return [named, named.exclude(article__in=others)]


def sort_articles(articles: QuerySet, selections: Selections) -> QuerySet:
    """Return the articles in the order asked for, or the usual one, which is often as they come."""
    asked = (
        selections["sort"].keys[0] if "sort" in selections and selections["sort"].choices else usual_order(selections)
    )
    if asked == "benefit":
        return articles.by_benefit()
    if asked == "date":
        return articles.by_end(day(selections))
    if asked == RELEVANCE:
        widened = [name for name in WIDENED if name in selections and is_widened(name, selections)]
        own = [rows for name in widened for rows in _naming(name, selections)]
        return articles.by_relevance(*phrases_of(selections), own=own)
    return articles
