"""The bitmap index: which articles have rows of which values, as sets of places in document order, at one revision.

What fulfils a filter, says :mod:`portal.website.finder.filterset`; from here come the numbers beside all the values,
and the pages of lists, over the same rows. A process makes it as it is asked, and brings it forward as articles move.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from policies.models import Article
from policies.models.revision import Moved, Reach, Revision
from policies.moved import moved_between
from policies.revision_cache import Articles, RevisionCache, brought_forward, current_revision, unless
from policies.text.normalize import Phrase
from portal.website.finder import index_files, row_queries
from portal.website.finder.article_sets import EMPTY, ArticleSet, Move, first, set_of, union, weight, without
from portal.website.finder.params import BY_NAME, PARAMS, FilterParam, RowSource, Selections
from portal.website.finder.params.sources import TERMS, TEXTS, is_widened, phrases_of


class ListedValue(NamedTuple):
    """A value that some row holds: as the column has it, as an address and a page say it, and the terms over it."""

    match: Hashable
    key: str
    label: str
    note: str
    wider: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueRows:
    """The rows of a source: for each combination of values that stands in one row, the articles that have it.

    ``order`` are all articles, by whose places in it the sets are.
    """

    params: Sequence[FilterParam]
    combinations: Mapping[tuple, ArticleSet]
    order: list[int]

    def __sizeof__(self) -> int:
        return object.__sizeof__(self) + sum(map(weight, self.combinations.values()))

    def by_value(self, param: FilterParam, selections: Selections) -> dict[Hashable, ArticleSet]:
        """Return the articles by the value of a parameter, of the rows that fulfil all selections."""
        place = self.params.index(param)
        found: dict[Hashable, ArticleSet] = {}
        for values, articles in self._fulfilling(selections):
            known = found.get(values[place])
            found[values[place]] = articles if known is None else known | articles
        return found

    def articles(self, selections: Selections) -> ArticleSet:
        """Return the articles with a row that fulfils all selections."""
        return union(articles for _, articles in self._fulfilling(selections))

    def of(self, articles: ArticleSet) -> dict[tuple, ArticleSet]:
        """Return the combinations that some articles have."""
        found = ((values, each & articles) for values, each in self.combinations.items())
        return {values: each for values, each in found if each}

    def values(self, param: FilterParam) -> set[Hashable]:
        """Return the values of a parameter that some row has."""
        place = self.params.index(param)
        return {values[place] for values in self.combinations}

    def _fulfilling(self, selections: Selections) -> Iterator[tuple[tuple, ArticleSet]]:
        tests = [
            (place, param.test(selections[param.name]))
            for place, param in enumerate(self.params)
            if param.name in selections
        ]
        found: Iterable[tuple[tuple, ArticleSet]] = self.combinations.items()
        for place, test in tests:
            found = [each for each in found if test(each[0][place])]
        yield from found


def by_value(source: RowSource, param: FilterParam, selections: Selections) -> Mapping[Hashable, ArticleSet]:
    """Return the articles by the value of a source's parameter, of the rows that fulfil all selections."""
    rows = rows_of(source, selections)
    if any(other.name in selections for other in rows.params):
        return rows.by_value(param, selections)
    return _alone(source, param.name, source.cache_key(selections))


class _ByValue(dict[Hashable, ArticleSet]):
    """Articles by value, which knows its weight, and what it was made of: it holds as long as that is the same."""

    def __init__(self, made_of: object, by_value: Mapping[Hashable, ArticleSet]):
        super().__init__(by_value)
        self.made_of = made_of

    def __sizeof__(self) -> int:
        return super().__sizeof__() + sum(map(weight, self.values()))


def _while_rows_are_the_same(
    old: _ByValue, moved: Moved, source: RowSource, name: str, key: Hashable
) -> _ByValue | None:
    return old if old.made_of is _rows(source, key) else None


# What most pages ask of most parameters: nothing else of their rows.
@brought_forward(_while_rows_are_the_same)
def _alone(source: RowSource, name: str, key: Hashable) -> _ByValue:
    rows = _rows(source, key)
    return _ByValue(rows, rows.by_value(BY_NAME[name], {}))


def widened(param: FilterParam, asked: ListedValue) -> ArticleSet:
    """Return the articles of a value with those that fulfil it though no row names it."""
    return _widened(param.name).get(asked.match) or _with_implicit(param.name, asked)


def _while_uses_are_the_same(old: _ByValue, moved: Moved, name: str) -> _ByValue | None:
    return old if old.made_of is _alone(TERMS[name], name, None) else None


@brought_forward(_while_uses_are_the_same)
def _widened(name: str) -> _ByValue:
    named = _alone(TERMS[name], name, None)
    return _ByValue(named, {each.match: _with_implicit(name, each) for each in _values(name, None)})


def _with_implicit(name: str, asked: ListedValue) -> ArticleSet:
    named = _alone(TERMS[name], name, None)
    return union((named.get(asked.match, EMPTY), _unnamed(name), *(named.get(term, EMPTY) for term in asked.wider)))


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


def values_of(param: FilterParam, selections: Selections) -> list[ListedValue]:
    """Return the values that a parameter's rows hold, in its order but for their counts."""
    return _values(param.name, param.source.cache_key(selections))


def fulfilling(source: RowSource, selections: Selections) -> ArticleSet:
    """Return the articles that fulfil all that is asked of a source, by one row of it or without any."""
    rows = rows_of(source, selections)
    asked = [param.name for param in rows.params if param.name in selections]
    wider = [choice.wider for name in asked for choice in selections[name].choices]
    implicit = union(implicitly(source, selections, each) for each in wider)
    return rows.articles(selections) & searched(source, selections) | implicit


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
    named = by_value(source, param, {})
    return _unnamed(param.name) | union(named.get(term, EMPTY) for term in wider)


def _unnamed(name: str) -> ArticleSet:
    """Return the articles that name no term of a scheme."""
    return without(every_article(), union(_alone(TERMS[name], name, None).values()))


def naming(name: str, selections: Selections) -> tuple[ArticleSet, ArticleSet]:
    """Return the articles that name a term asked for, and those that name any other of its scheme."""
    asked = set(selections[name].matches)
    uses = by_value(TERMS[name], BY_NAME[name], {})
    named, others = ([each for value, each in uses.items() if (value in asked) is has] for has in (True, False))
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


@brought_forward(_rows_forward)
def _rows(source: RowSource, key: Hashable) -> ValueRows:
    if key is not None:  # of one day, and small
        return ValueRows(_columned(source), _combinations(source, key, None), _in_order())
    name, params = "-".join(param.name for param in _columned(source)), _columned(source)
    stored = index_files.read(name)
    if stored and (rows := _rows_since(stored, ValueRows(params, stored.combinations, stored.order), source)):
        return rows
    if stored and not Revision.is_tried():
        index_files.say("of another revision; made anew")
    rows = ValueRows(params, _combinations(source, key, None), _in_order())
    if not Revision.is_tried():
        index_files.write(name, index_files.StoredSets(current_revision(), rows.order, rows.combinations))
    return rows


def _rows_since(stored: index_files.StoredSets, rows: ValueRows, source: RowSource) -> ValueRows | None:
    """Return the rows of a file as they are now; None where nobody can say what moved since."""
    moved = moved_between(stored.revision, current_revision())
    return None if moved is None else _rows_forward(rows, moved, source, None)


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


def _values_forward(old: list[ListedValue], moved: Moved, name: str, key: Hashable) -> list[ListedValue] | None:
    """Return the values that some row still holds; None where one is new, or may be called otherwise."""
    if moved.articles is None or moved.reach >= Reach.TEXTS:
        return None
    param = BY_NAME[name]
    present = _rows(param.source, key).values(param) if param.source else set()
    listed = [each for each in old if each.match in present]
    return listed if len(listed) == len(present) else None


@brought_forward(_values_forward)
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
