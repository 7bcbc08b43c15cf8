"""What else could be asked: every value of every kind with its count, and what is asked now, said in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from policies.filters import ArticleFilter, narrow, rows_of
from policies.kinds import BY_NAME, KINDS, Kind, Pick, Picks, shown
from policies.models import Article

# The rest of a long list is folded away.
FIRST = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """A value beside its count. ``alone`` sets its kind to it alone, ``also`` adds it, ``without`` drops it."""

    key: str
    label: str
    note: str
    count: int
    chosen: bool
    alone: str
    also: str
    without: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A kind with its values; ``kept`` is what a form for one more word must carry along."""

    kind: Kind
    choices: list[Choice]
    message: str
    kept: list[tuple[str, str]]

    @property
    def first(self) -> list[Choice]:
        """Those that are seen at once: what is chosen, and the most frequent."""
        return [choice for rank, choice in enumerate(self.choices) if rank < FIRST or choice.chosen]

    @property
    def rest(self) -> list[Choice]:
        """The others."""
        return [choice for choice in self.choices[FIRST:] if not choice.chosen]


@dataclass(frozen=True, slots=True)
class Tag:
    """A chosen value that can be dropped; an unknown one says so."""

    label: str
    without: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Clause:
    """One kind's part of the sentence: 责任单位是 [省商务厅] 或 [省财政厅]."""

    before: str
    tags: list[Tag]
    after: str


def facets(filters: ArticleFilter) -> list[Facet]:
    """Every kind that has values to list, one grouped query each."""
    return [_facet(kind, filters) for kind in KINDS if kind.columns]


def _facet(kind: Kind, filters: ArticleFilter) -> Facet:
    pick = filters.picks.get(kind.name, Pick())
    counted = [(*kind.named(*columns), count) for *columns, count in _counts(kind, filters.picks)]
    found = {key for key, *_ in counted}
    counted += [(value.key, value.label, "", 0) for value in pick.values if value.key not in found]
    choices = [_choice(kind, row, pick.keys, filters) for row in counted]
    return Facet(kind, choices, pick.message, kept(filters, kind.name))


def _counts(kind: Kind, picks: Picks) -> Iterable[tuple]:
    """For each value, the length of the list with the kind set to it alone and all others kept."""
    others = {name: pick for name, pick in picks.items() if name != kind.name}
    elsewhere = {name: pick for name, pick in others.items() if BY_NAME[name].evidence is not kind.evidence}
    rows = rows_of(kind.evidence, others)
    if elsewhere:
        rows = rows.filter(**{f"{kind.evidence.article}__in": narrow(Article.objects.order_by(), elsewhere)})
    count = Count(kind.evidence.article, distinct=True)
    return rows.order_by().values_list(*kind.columns).annotate(count=count).order_by(*kind.order)


def _choice(kind: Kind, row: tuple[str, str, str, int], chosen: list[str], filters: ArticleFilter) -> Choice:
    key = row[0]
    return Choice(
        *row,
        chosen=key in chosen,
        alone=filters.address(**{kind.name: [key]}),
        also=filters.address(**{kind.name: [*chosen, key]}) if chosen else "",
        without=filters.address(**{kind.name: [each for each in chosen if each != key]}),
    )


def sentence(filters: ArticleFilter) -> list[Clause]:
    """The filter said in one sentence whose values can be dropped one by one."""
    return [_clause(kind, filters) for kind in KINDS if kind.name in filters.picks]


def _clause(kind: Kind, filters: ArticleFilter) -> Clause:
    pick = filters.picks[kind.name]
    before, after = kind.say.split("{}")
    tags = [Tag(value.label, _without(kind, value.key, filters)) for value in pick.values]
    tags += [Tag(shown(word), _without(kind, word, filters), known=False) for word in pick.unknown]
    return Clause(before, tags, after)


def _without(kind: Kind, key: str, filters: ArticleFilter) -> str:
    return filters.address(**{kind.name: [each for each in filters.picks[kind.name].keys if each != key]})


def kept(filters: ArticleFilter, *but: str) -> list[tuple[str, str]]:
    """What a form must carry along as hidden fields so that the other kinds stay."""
    return [(name, key) for name, pick in filters.picks.items() if name not in but for key in pick.keys]
