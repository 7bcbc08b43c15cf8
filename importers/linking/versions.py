"""Whether a text that says that it is a document of the base is another copy of it, another version, or who knows.

Takes the two texts by what identifies them: 发文字号, 成文日期 and their words. A 发文字号 is given once, so that
with it, and without another day, texts that are nearly alike and print the same figures are copies, and differ by their
typists; so are those of which one has all articles of the other, and some more (a site leaves the last out). An amended
text has a day of its own. What neither number nor day nor words tell is asked (:attr:`Kin.UNSURE`).
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import cached_property
from itertools import pairwise

from policies.text.diff import same
from policies.text.normalize import fold


class Kin(Enum):
    """The relation of a text to one of the base that it shares its number, or title, with."""

    COPY = auto()
    LATER = auto()
    EARLIER = auto()
    UNSURE = auto()


# From here on two texts differ by their typists only; below the other they are hardly of one thing.
COPIES, AKIN = 0.95, 0.3


@dataclass(frozen=True, slots=True)
class Text:
    """A document's text: what its articles print behind their numbers."""

    number: str
    issued_on: date | None
    articles: tuple[str, ...]

    @property
    def words(self) -> str:
        """All that the articles print."""
        return "\n".join(self.articles)


@dataclass(frozen=True)
class _Both:
    ours: Text
    theirs: Text

    @cached_property
    def is_same(self) -> bool:
        return same(self.ours.words, self.theirs.words)

    @cached_property
    def likeness(self) -> float:
        """The share of pairs of characters that both have (Dice), from 0 to 1; punctuation aside."""
        a, b = (Counter(pairwise(filter(str.isalnum, fold(each.words)))) for each in (self.ours, self.theirs))
        return 2 * (a & b).total() / ((a.total() + b.total()) or 1)

    @property
    def has_same_figures(self) -> bool:
        """Whether both print the same figures: a typist seldom changes one, an amendment often does."""
        ours, theirs = (Counter(re.findall(r"\d+", fold(each.words))) for each in (self.ours, self.theirs))
        return ours == theirs

    @property
    def is_one_cut(self) -> bool:
        """Whether all articles of one stand in the other, which has not twice as many."""
        fewer, more = sorted(
            ([fold(article) for article in each.articles] for each in (self.ours, self.theirs)), key=len
        )
        return not Counter(fewer) - Counter(more) and 2 * len(fewer) > len(more)

    @property
    def days(self) -> int | None:
        """Return how many days after ours theirs is of; None where one of them does not say."""
        if self.ours.issued_on is None or self.theirs.issued_on is None:
            return None
        return (self.theirs.issued_on - self.ours.issued_on).days

    @property
    def is_identified(self) -> bool:
        """Whether number or day say that it is one issue of one document."""
        return self.days == 0 or (
            self.days is None and bool(self.ours.number) and self.ours.number == self.theirs.number
        )


# The first that holds.
RULES: tuple[tuple[Kin, Callable[[_Both], bool]], ...] = (
    (Kin.COPY, lambda both: both.is_same),
    (Kin.LATER, lambda both: (both.days or 0) > 0 and both.likeness >= AKIN),
    (Kin.EARLIER, lambda both: (both.days or 0) < 0 and both.likeness >= AKIN),
    (Kin.COPY, lambda both: both.is_identified and both.has_same_figures and both.likeness >= COPIES),
    (Kin.COPY, lambda both: both.is_identified and both.is_one_cut),
)


def kin(ours: Text, theirs: Text) -> Kin:
    """Return what ``theirs`` is to ``ours``."""
    both = _Both(ours, theirs)
    return next((found for found, holds in RULES if holds(both)), Kin.UNSURE)
