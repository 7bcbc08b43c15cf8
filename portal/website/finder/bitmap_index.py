"""The bitmap index: which articles have rows of which values, as sets of places in document order, at one revision.

What fulfils a filter, says :mod:`portal.website.finder.filterset`; from here come the numbers beside all the values,
and the pages of lists, over the same rows. A process makes it as it is asked, and brings it forward as articles move.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from sys import getsizeof
from typing import NamedTuple

from policies.models import Article
from policies.models.revision import Moved, Reach, Revision
from policies.moved import moved_between
from policies.revision_cache import OF_THE_BASE, Articles, RevisionCache, brought_forward, current_revision, unless
from policies.text.normalize import Phrase
from portal.website.finder import index_files, row_queries
from portal.website.finder.article_sets import EMPTY, ArticleSet, Move, first, set_of, union, weight, without
from portal.website.finder.params import BY_NAME, PARAMS, FilterParam, RowSource, Selections
from portal.website.finder.params.sources import TERMS, TEXTS, is_widened, phrases_of
from portal.website.finder.value_rows import ByValue, ValueRows, by_step


class ListedValue(NamedTuple):
    """A value that some row holds: as the column has it, as an address and a page say it, and the terms over it."""

    match: Hashable
    key: str
    label: str
    note: str
    wider: tuple[int, ...] = ()


def widened(name: str) -> ByValue:
    """Return the articles by the terms of a scheme, with those that fulfil each though no row names it."""
    rows, param = _rows(TERMS[name], None), BY_NAME[name]
    return rows.widened(param, lambda: {each.match: with_implicit(name, each) for each in _listed(name, None).values})


def with_implicit(name: str, asked: ListedValue) -> ArticleSet:
    """Return the articles of a term with those that fulfil it though no row names it."""
    named = by_value(name)
    return union((named.get(asked.match, EMPTY), _unnamed(name), *(named.get(term, EMPTY) for term in asked.wider)))


def by_value(name: str, key: Hashable = None) -> ByValue:
    """Return the articles by the values of a parameter, on the day asked for where its rows hang on one."""
    return _rows(_source_of(BY_NAME[name]), key).by_value(BY_NAME[name], {})


@brought_forward(unless(Reach.TEXTS))
def every_article() -> ArticleSet:
    """Return the set of all public articles."""
    return first(len(_in_order()))


def articles_at(places: Iterable[int]) -> list[int]:
    """Return the ids of the articles at some places in document order."""
    order = _in_order()
    return [order[place] for place in places]


def rows_of(source: RowSource, selections: Selections) -> ValueRows:
    """Return the rows of a source, on the day asked for where they hang on one."""
    return _rows(source, source.cache_key(selections))


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """The values that a parameter's rows hold, in its order but for their counts, each with its articles."""

    values: Sequence[ListedValue]
    articles: Sequence[ArticleSet]
    made_of: ByValue

    @classmethod
    def among(cls, values: Iterable[ListedValue], made_of: ByValue) -> "Listed":
        """Return those of some values that any article has."""
        found = [each for each in values if each.match in made_of]
        return cls(found, [made_of[each.match] for each in found], made_of)


def listed(param: FilterParam, selections: Selections) -> Listed:
    """Return the values of a parameter with their articles, of the rows that fulfil all else asked of the source."""
    known, others = _listed(param.name, _source_of(param).cache_key(selections)), _but(param, selections)
    if not any(other.name in others for other in _columned(_source_of(param))):
        return known
    return Listed.among(known.values, rows_of(_source_of(param), selections).by_value(param, others))


def reaching(param: FilterParam, chosen: Collection, selections: Selections) -> ByValue:
    """Return the articles by the steps of a scale that their sums reach, the lowest first, chosen ones among them."""
    rows, others = rows_of(_source_of(param), selections), _but(param, selections)
    if {*chosen} <= {*param.steps} and not any(other.name in others for other in rows.params):
        return rows.reaching(param)
    return by_step(rows.by_value(param, others), {*param.steps, *chosen})


def _source_of(param: FilterParam) -> RowSource:
    """Return the source of a parameter that lists values, which has one."""
    assert param.source  # noqa: S101 - what lists no values has none
    return param.source


def _but(param: FilterParam, selections: Selections) -> Selections:
    if param.name not in selections:
        return selections
    return {name: selection for name, selection in selections.items() if name != param.name}


def fulfilling(source: RowSource, selections: Selections) -> ArticleSet:
    """Return the articles that fulfil all that is asked of a source, by one row of it or without any."""
    asked = {param.name: selections[param.name] for param in _columned(source) if param.name in selections}
    is_wide = any(is_widened(name, selections) for name in asked)
    key = source, source.cache_key(selections), tuple(asked.items()), is_wide
    found = _FULFILLING.get(key, lambda: _by_rows(source, selections, asked)).articles
    return found & searched(source, selections) if "q" in selections else found


class _Fulfilling(NamedTuple):
    """The articles that fulfil what is asked of some rows."""

    rows: ValueRows
    articles: ArticleSet


def _by_rows(source: RowSource, selections: Selections, asked: Selections) -> _Fulfilling:
    rows = rows_of(source, selections)
    wider = [choice.wider for selection in asked.values() for choice in selection.choices]
    implicit = union(implicitly(source, selections, each) for each in wider)
    return _Fulfilling(rows, rows.articles(asked) | implicit)


def _while_asked_rows_are_the_same(old: _Fulfilling, moved: Moved, key: tuple) -> _Fulfilling | None:
    return old if old.rows is _rows(*key[:2]) else None


# What is asked together with ever other things: a page asks for it three times, and the next visitor again.
_FULFILLING: RevisionCache[tuple, _Fulfilling] = RevisionCache(
    weigh=lambda each: weight(each.articles), forward=_while_asked_rows_are_the_same
)


def searched(source: RowSource, selections: Selections) -> ArticleSet:
    """Return the articles that fulfil what no column holds: the search's index is asked."""
    if source is not TEXTS or "q" not in selections:
        return every_article()
    if selections["q"].unknown:
        return EMPTY
    phrases = tuple(phrases_of(selections))
    return _SEARCHES.get(phrases, lambda: _holding(phrases))


def _holding(phrases: tuple[Phrase, ...]) -> ArticleSet:
    found = Article.objects.found(*phrases)
    return every_article() if found is None else _set(found)


# A page asks more than once.
_SEARCHES: RevisionCache[tuple[Phrase, ...], ArticleSet] = RevisionCache(weigh=weight)


def implicitly(source: RowSource, selections: Selections, wider: Iterable[int]) -> ArticleSet:
    """Return the articles that fulfil a parameter though no row names it (:attr:`RowSource.implicit_matches`)."""
    param = rows_of(source, selections).params[0]
    if not is_widened(param.name, selections):
        return EMPTY
    named = by_value(param.name)
    return _unnamed(param.name) | union(named.get(term, EMPTY) for term in wider)


def _unnamed(name: str) -> ArticleSet:
    """Return the articles that name no term of a scheme."""
    return without(every_article(), union(by_value(name).values()))


def naming(name: str, selections: Selections) -> tuple[ArticleSet, ArticleSet]:
    """Return the articles that name a term asked for, and those that name any other of its scheme."""
    asked = set(selections[name].matches)
    named, others = (
        [each for value, each in by_value(name).items() if (value in asked) is has] for has in (True, False)
    )
    return union(named), union(others)


def _set(pks: Iterable[int]) -> ArticleSet:
    """Return the set of the articles among some ids that are public: where ids follow each other, run by run."""
    for move in _from_ids():
        return move.of(set_of(pks))
    places = _places()
    return set_of(places[pk] for pk in pks if pk in places)


@brought_forward(unless(Reach.TEXTS))
def _from_ids() -> list[Move]:
    """Return the way from ids to places, where there is a short one."""
    move = Move.from_ids(_in_order())
    return [move] if move else []


@brought_forward(unless(Reach.TEXTS))
def _in_order() -> list[int]:
    return list(Article.objects.public().in_document_order().values_list("pk", flat=True))


@brought_forward(unless(Reach.TEXTS))
def _places() -> dict[int, int]:
    return {pk: place for place, pk in enumerate(_in_order())}


def _rows_forward(old: ValueRows, moved: Moved, source: RowSource, key: Hashable) -> ValueRows | None:
    """Return rows with those of articles that moved read again; None where too many came, went or change places."""
    order = _in_order()
    if moved.articles is None or (move := _move(old.order, order)) is None:
        return None
    out, new = _set(moved.articles), _combinations(source, key, moved.articles)
    if order is old.order and new == old.of(out):
        return old
    unmoved = {values: without(move(articles), out) for values, articles in old.combinations.items()}
    both = {values: unmoved.get(values, EMPTY) | new.get(values, EMPTY) for values in {**unmoved, **new}}
    return ValueRows(old.params, {values: articles for values, articles in both.items() if articles}, order)


def _move(before: Sequence[int], now: Sequence[int]) -> Callable[[ArticleSet], ArticleSet] | None:
    """Return how sets by places in one order come to be by those in another."""
    if before is now or before == now:
        return lambda articles: articles
    move = Move.between(before, now)
    return move.of if move else None


def _rows(source: RowSource, key: Hashable) -> ValueRows:
    return _whole(source) if key is None else _of_a_day(source, key)


# The order is every article's, and weighed by itself.
@brought_forward(_rows_forward, weigh=getsizeof)
def _of_a_day(source: RowSource, key: Hashable) -> ValueRows:
    return ValueRows(_columned(source), _combinations(source, key, None), _in_order())


def _whole_forward(old: ValueRows, moved: Moved, source: RowSource) -> ValueRows | None:
    return _rows_forward(old, moved, source, None)


@brought_forward(_whole_forward, OF_THE_BASE, weigh=getsizeof)
def _whole(source: RowSource) -> ValueRows:
    name, params = "-".join(param.name for param in _columned(source)), _columned(source)
    stored = index_files.read(name)
    if stored and (rows := _rows_since(stored, ValueRows(params, stored.combinations, stored.order), source)):
        return rows
    if stored and not Revision.is_tried():
        index_files.say("of another revision; made anew")
    rows = ValueRows(params, _combinations(source, None, None), _in_order())
    if not Revision.is_tried():
        index_files.write(name, index_files.StoredSets(current_revision(), rows.order, rows.combinations))
    return rows


def _rows_since(stored: index_files.StoredSets, rows: ValueRows, source: RowSource) -> ValueRows | None:
    """Return the rows of a file as they are now; None where nobody can say what moved since."""
    moved = moved_between(stored.revision, current_revision())
    return None if moved is None else _whole_forward(rows, moved, source)


@cache
def _columned(source: RowSource) -> list[FilterParam]:
    return [param for param in PARAMS if param.source is source and param.column]


def _combinations(source: RowSource, key: Hashable, among: Articles) -> dict[tuple, ArticleSet]:
    columns = tuple(param.column for param in _columned(source))
    found: dict[tuple, list[int]] = {}
    for pk, *values in _rows_among(source, key, columns, among):
        found.setdefault(tuple(values), []).append(pk)
    return {values: articles for values, pks in found.items() if (articles := _set(pks))}


def _rows_among(source: RowSource, key: Hashable, columns: tuple[str, ...], among: Articles) -> Iterable[tuple]:
    if among is not None:
        return row_queries.rows_of(source, key, columns, among)
    return source.rows(key).order_by().values_list(source.article, *columns).distinct()


def _listed_forward(old: Listed, moved: Moved, name: str, key: Hashable) -> Listed | None:
    """Return the values that some row still holds; None where one is new, or may be called otherwise."""
    if moved.articles is None or moved.reach >= Reach.TEXTS:
        return None
    made_of = by_value(name, key)
    if made_of is old.made_of:
        return old
    now = Listed.among(old.values, made_of)
    return now if len(now.values) == len(made_of) else None


@brought_forward(_listed_forward)
def _listed(name: str, key: Hashable) -> Listed:
    return Listed.among(_values(name, key), by_value(name, key))


def _values(name: str, key: Hashable) -> list[ListedValue]:
    param = BY_NAME[name]
    order = [column for column in param.order if column != "-count"]
    columns = list(dict.fromkeys([param.column, *param.columns]))
    rows = param.source.rows(key).order_by(*order).values(*columns).distinct()
    listed = [
        ListedValue(row[param.column], *param.describe(*(row[column] for column in param.columns))) for row in rows
    ]
    if not is_widened(name, {}):
        return listed
    known = param.parse([each.key for each in listed])
    return [each._replace(wider=known[each.key][0].wider if known[each.key] else ()) for each in listed]
