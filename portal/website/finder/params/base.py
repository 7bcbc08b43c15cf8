"""What a kind of a filter is made of: values, what was picked of them, the rows that know them."""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q, QuerySet


class Value(NamedTuple):
    """A value that somebody may ask for: as an address writes it, as a sentence says it, as the column holds it.

    A value that stands for several has them all in a frozenset: a year its months. ``wider`` are terms that speak of
    this one, too, without naming it: 服务业 of 餐饮.
    """

    key: str
    label: str
    match: object
    wider: tuple[int, ...] = ()


class Pick(NamedTuple):
    """What somebody asked for of one kind: the values that were known, and the words that were not, with a message.

    An ``implied`` pick follows from another one and is in no address.
    """

    values: tuple[Value, ...] = ()
    unknown: tuple[str, ...] = ()
    message: str = ""
    implied: bool = False

    @property
    def keys(self) -> list[str]:
        """As addresses write it; unknown words stay, so that dropping another value does not widen the list."""
        return [value.key for value in self.values] + [word for word in self.unknown if is_legible(word)]

    @property
    def matches(self) -> list:
        """What the column must hold one of."""
        several = [value.match if isinstance(value.match, frozenset) else (value.match,) for value in self.values]
        return [match for matches in several for match in matches]


Picks = Mapping[str, Pick]
Found = Mapping[str, Sequence[Value]]

# Longer words are in no vocabulary, and as search words they would only cost.
LONGEST = 200
# More values of one kind than anybody reads; each costs links to all the others.
MOST = 30
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def _nothing(picks: Picks) -> None:
    """No article fulfils a kind but by a row of its own."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The rows by which kinds know an article, and the columns that name it and the sentence they stand in.

    ``general`` says which articles fulfil the kind without a row: what names no trade is for all trades. ``given`` is
    what the rows hang on beside the base, a day.
    """

    rows: Callable[[Picks], QuerySet]
    article: str = "article"
    measure: str = ""
    general: Callable[[Picks], Q | None] = _nothing
    given: Callable[[Picks], Hashable] = _nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of a filter.

    ``say`` is its part of the sentence, '' for none, ``unknown`` its message. ``columns`` are what a count is listed
    with, and ``named`` turns them into the key, the label and a note; a kind without columns lists no values, one with
    ``steps`` lists those of a scale. A
    setting has no evidence: it says how others are read, and without one of those it ``serves`` it says nothing.
    ``field`` is the type of the input for a value that no list offers.
    """

    name: str
    label: str
    say: str
    unknown: str
    find: Callable[[Sequence[str]], Found]
    evidence: Evidence | None = None
    serves: tuple[str, ...] = ()
    single: bool = False
    column: str = ""
    columns: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    named: Callable[..., tuple[str, str, str]] = lambda name: (name, name, "")
    ask: Callable[[QuerySet, Pick, Picks], QuerySet] | None = None
    steps: tuple[int, ...] = ()
    field: str = ""
    example: str = ""

    def read(self, words: Iterable[str]) -> Pick:
        """What was asked for; a value under two names is one, a name of two values is both."""
        words = list(dict.fromkeys(filter(None, (word.strip() for word in words))))
        if len(words) > MOST:
            return Pick(unknown=tuple(words[:1]), message=f"最多同时选 {MOST} 个，这里有 {len(words)} 个。")
        legible = [word for word in words if is_legible(word)]
        found = self.find(legible) if legible else {}
        unknown = tuple(word for word in words if not found.get(word))
        values = tuple(dict.fromkeys(value for word in words for value in found.get(word, ())))
        if self.single and len(values) > 1:
            said = "、".join(value.label for value in values)
            return Pick((), tuple(words), f"“{self.label}”只能有一个，这里有：{said}。")
        return Pick(values, unknown, self.complain(unknown))

    def complain(self, unknown: Sequence[str]) -> str:
        """The message at the field."""
        return self.unknown.format("、".join(f"“{shown(word)}”" for word in unknown)) if unknown else ""

    def narrow(self, rows: QuerySet, picks: Picks) -> QuerySet:
        """The rows that hold one of the values; none where a value is unknown."""
        pick = picks[self.name]
        if pick.unknown:
            return rows.none()
        return self.ask(rows, pick, picks) if self.ask else rows.filter(**{f"{self.column}__in": pick.matches})

    def test(self, pick: Pick) -> Callable[[Hashable], bool]:
        """Whether what a row's column holds fulfils a pick, as :meth:`narrow` has it: one of the values, or no less."""
        if self.steps:
            return lambda value: value is not None and all(value >= least for least in pick.matches)
        return set(pick.matches).__contains__


def is_legible(word: str) -> bool:
    """Whether a word can be asked for: short, and without control characters. PostgreSQL cannot even compare NUL."""
    return len(word) <= LONGEST and not _UNSEEN.search(word)


def shown(word: str) -> str:
    """A word that came from outside, as a page repeats it."""
    visible = _UNSEEN.sub("", word)
    return visible if len(visible) <= 40 else f"{visible[:39]}…"
