"""The plain questions of 政策匹配, as data: what is asked, what may be answered, and what each answer says.

An answer is kinds of enterprise that somebody is or is not, conditions that are fulfilled or not, what is sought, and
words of the print by which something is the asker's or not: who carries goods is no 公交. The tables are in
fixtures/vocabulary: questions.csv, answers.csv, and figures.csv for those that are answered with a figure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from policies.text.lists import listed
from policies.vocabulary import tables

# So many are asked at first, before anything is known; which comes next is found from what is open.
AT_FIRST = 5


@dataclass(frozen=True, slots=True)
class PlainAnswer:
    """The meaning of an answer to a plain question: names of terms, and words of the print."""

    word: str
    kinds: tuple[str, ...] = ()
    not_kinds: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    seeks: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    not_theirs: tuple[str, ...] = ()

    @property
    def answered_terms(self) -> tuple[str, ...]:
        """The terms of which something is known by it."""
        return (*self.kinds, *self.not_kinds, *self.yes, *self.no)


@dataclass(frozen=True, slots=True)
class PlainQuestion:
    """A question in everyday words: ``asks`` is what is asked, ``label`` what a summary calls it.

    ``answers`` are those to choose from; none where it is answered with words (做什么的) or with a figure. ``many``:
    whether several may be given. ``trades``: whom alone it is asked of, everybody where it names none.
    """

    name: str
    label: str
    asks: str
    hint: str
    many: bool
    trades: tuple[str, ...]
    answers: tuple[PlainAnswer, ...]

    def answer(self, word: str) -> PlainAnswer | None:
        """The answer of this name."""
        return next((each for each in self.answers if each.word == word), None)

    @property
    def terms(self) -> frozenset[str]:
        """The terms that one of its answers speaks of."""
        return frozenset(name for each in self.answers for name in each.answered_terms)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the print by which one of its answers shuts something out."""
        return tuple(dict.fromkeys(word for each in self.answers for word in each.not_theirs))


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that may be given, in ``unit``.

    ``condition`` is the term that it is held against; ``bases`` the words of the print for that of which a rate is
    taken, the longest first.
    """

    name: str
    label: str
    unit: str
    condition: str
    bases: tuple[str, ...]


@cache
def plain_questions() -> Sequence[PlainQuestion]:
    """The questions, in the order in which they are asked where nothing is known yet."""
    answers: dict[str, list[PlainAnswer]] = {}
    for row in tables.rows("answers.csv"):
        says = (listed(row[name]) for name in ("kinds", "not_kinds", "yes", "no", "seeks", "theirs", "not_theirs"))
        answers.setdefault(row["question"], []).append(PlainAnswer(row["answer"], *says))
    return tuple(
        PlainQuestion(
            row["name"],
            row["label"],
            row["asks"],
            row["hint"],
            bool(row["many"]),
            listed(row["trades"]),
            tuple(answers.get(row["name"], ())),
        )
        for row in tables.rows("questions.csv")
    )


@cache
def choices() -> Mapping[str, PlainQuestion]:
    """Return the questions that are answered by choosing, by name."""
    return {each.name: each for each in plain_questions() if each.answers}


class Asks(NamedTuple):
    """A plain question: the field's name, and its words."""

    name: str
    asks: str


@cache
def question_about(term: str) -> Asks | None:
    """Return what to ask for a term to be settled: the question of which most answers speak of it, else a figure."""
    most = max(plain_questions(), key=lambda each: sum(term in answer.answered_terms for answer in each.answers))
    if term in most.terms:
        return Asks(most.name, most.asks)
    return next((Asks(each.name, each.label) for each in figures().values() if each.condition == term), None)


@cache
def figures() -> Mapping[str, Figure]:
    """The figures that may be given, by name."""
    return {
        row["name"]: Figure(
            row["name"],
            row["label"],
            row["unit"],
            row["condition"],
            tuple(sorted(listed(row["bases"]), key=len, reverse=True)),
        )
        for row in tables.rows("figures.csv")
    }
