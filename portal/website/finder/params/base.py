"""The parts of a filter's parameter: its choices, what was selected of them, the rows that know them."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q, QuerySet

from policies.text.traditional import simplified
from portal.website.query_params import MAX_VALUES, clean_words, is_legible, shown


class Choice(NamedTuple):
    """A value that somebody may ask for: as an address writes it, as a sentence says it, as the column holds it.

    A choice that stands for several has them all in a frozenset: a year its months. ``wider`` are terms that speak of
    this one, too, without naming it: 服务业 of 餐饮.
    """

    key: str
    label: str
    match: object
    wider: tuple[int, ...] = ()


class Selection(NamedTuple):
    """The selection by one parameter: the choices that were known, and the words that were not.

    ``message`` says what is wrong. An ``implied`` selection follows from another one and is in no address.
    """

    choices: tuple[Choice, ...] = ()
    unknown: tuple[str, ...] = ()
    message: str = ""
    implied: bool = False

    @property
    def keys(self) -> list[str]:
        """As addresses write it; unknown words stay, so that dropping another value does not widen the list."""
        return [choice.key for choice in self.choices] + [word for word in self.unknown if is_legible(word)]

    @property
    def matches(self) -> list:
        """Return what the column must hold one of."""
        several = [choice.match if isinstance(choice.match, frozenset) else (choice.match,) for choice in self.choices]
        return [match for matches in several for match in matches]


Selections = Mapping[str, Selection]


def too_much(words: Sequence[str], message: str) -> Selection:
    """Return the selection that none of so many words is; the first one stands for them all."""
    return Selection(unknown=tuple(words[:1]), message=message)


ParsedWords = Mapping[str, Sequence[Choice]]


def _no_key(selections: Selections) -> None:
    """Rows that hang on nothing but the base."""


def _no_matches(selections: Selections) -> None:
    """No article fulfils a parameter but by a row of its own."""


@dataclass(frozen=True, slots=True, eq=False)
class RowSource:
    """The rows by which parameters know an article, and the columns that name it and the sentence they stand in.

    ``rows`` gives them for a ``cache_key``, which is what they hang on beside the base: a day. ``implicit_matches``
    says which articles fulfil the parameter without a row: what names no trade is for all trades.
    """

    rows: Callable[[Hashable], QuerySet]
    article: str = "article"
    measure: str = ""
    implicit_matches: Callable[[Selections], Q | None] = _no_matches
    cache_key: Callable[[Selections], Hashable] = _no_key

    def rows_for(self, selections: Selections) -> QuerySet:
        """Return the rows, on the day asked for where they hang on one."""
        return self.rows(self.cache_key(selections))


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterParam:
    """One parameter of the filter.

    ``sentence`` is its part of the sentence that says the filter, '' for none, ``unknown_message`` what is said of
    words that it does not know, ``advice`` what is added where values are listed to choose from. ``columns`` are what a
    count is listed with, and ``describe`` turns them into the key, the label and a note; a parameter without columns
    lists no values, one with ``steps`` lists those of a scale. A
    setting has no source: it says how others are read, and without one of those that it ``modifies`` it says nothing.
    ``field`` is the type of the input for a value that no list offers, ``most`` how many may be asked for at once.
    """

    name: str
    label: str
    sentence: str
    unknown_message: str
    parse: Callable[[Sequence[str]], ParsedWords]
    source: RowSource | None = None
    modifies: tuple[str, ...] = ()
    single: bool = False
    most: int = MAX_VALUES
    column: str = ""
    columns: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    describe: Callable[..., tuple[str, str, str]] = lambda name: (name, name, "")
    restrict: Callable[[QuerySet, Selection, Selections], QuerySet] | None = None
    steps: tuple[int, ...] = ()
    field: str = ""
    advice: str = ""
    example: str = ""

    def read(self, words: Iterable[str]) -> Selection:
        """Read what was asked for; a value under two names is one, a name of two values is both."""
        words = clean_words(words)
        if len(words) > self.most:
            return too_much(words, f"{self.label}最多同时选 {self.most} 个，这里有 {len(words)} 个。")
        legible = [word for word in words if is_legible(word)]
        parsed = self._parsed(legible) if legible else {}
        unknown = tuple(word for word in words if not parsed.get(word))
        choices = tuple(dict.fromkeys(choice for word in words for choice in parsed.get(word, ())))
        if self.single and len(choices) > 1:
            labels = "、".join(choice.label for choice in choices)
            return Selection((), tuple(words), f"“{self.label}”只能有一个，这里有：{labels}。")
        return Selection(choices, unknown, self.message_for(unknown))

    def _parsed(self, words: Sequence[str]) -> ParsedWords:
        """Read words as they are typed; those that nothing knows, in simplified characters: 省商務廳 is 省商务厅."""
        found = self.parse(words)
        others = {word: simplified(word) for word in words if not found.get(word)}
        others = {word: other for word, other in others.items() if other != word}
        if not others:
            return found
        again = self.parse(list(dict.fromkeys(others.values())))
        return {**found, **{word: again.get(other, ()) for word, other in others.items()}}

    def message_for(self, unknown: Sequence[str]) -> str:
        """Return the message at the field, '' where all words are known."""
        return self.unknown_message.format("、".join(f"“{shown(word)}”" for word in unknown)) if unknown else ""

    def apply(self, rows: QuerySet, selections: Selections) -> QuerySet:
        """Return the rows that hold one of the values; none where a value is unknown."""
        selection = selections[self.name]
        if selection.unknown:
            return rows.none()
        if self.restrict:
            return self.restrict(rows, selection, selections)
        return rows.filter(**{f"{self.column}__in": selection.matches})

    def test(self, selection: Selection) -> Callable[[Hashable], bool]:
        """Return whether a column's value fulfils a selection, as :meth:`apply` has it: one of them, or no less."""
        if self.steps:
            return lambda value: value is not None and all(value >= least for least in selection.matches)
        return set(selection.matches).__contains__
