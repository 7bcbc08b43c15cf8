"""平行条款: pairs of measures that say the same in other words, across documents and within one.

Takes measures' sentences. Gives pairs with a score: the cosine of their character pairs, each weighted by how rare it
is among all measures, so that “给予一次性奖励” weighs little and “天使投资基金” much. Spaces, width and punctuation do
not count. Where two articles run parallel, clauses about one thing that state different figures are a conflict.

The work grows as the sentences do: each is held against so many others at most, those that share the rarest pairs with
it, and has so many parallels of its own at most, the likest.
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from itertools import chain, repeat
from sys import intern
from typing import NamedTuple

# Below it stand sentences that share a formula, not a matter; every pair that people named stands above it.
THRESHOLD = 0.4
# A shorter sentence (“符合条件的服务业市场主体可以享受。”) says too little of its own to be anybody's parallel.
_LEAST = 12
# Parallels are looked for among sentences that share two rare character pairs; common ones only add to the score. Rare
# is what so many sentences have, in a large base one in so many.
_RARE, _ONE_IN = 20, 60
# A sentence is held against so many others, those that share the most with it of so many that share a rare pair, its
# rarest first. In the nine documents no parallel comes later than fifth, and none looks at 500.
_MAX_COMPARED, _LOOKED_AT = 24, 500
# So many parallels a sentence has of its own (in the nine documents six); it may be one of others' more often.
_LIKEST = 8

_FIGURE = re.compile(r"\d+(?:\.\d+)?\s*(?:[万亿]?(?:元|美元)|[%‰]|个百分点|个基点)")
_CLAUSE = re.compile(r"[^，。；：、！？]+")

Bag = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparedSentence:
    """A measure: its words, and what article and document it stands in (any keys that compare equal)."""

    text: str
    article: object
    document: object


@dataclass(frozen=True, slots=True)
class ParallelPair:
    """Sentences ``a`` and ``b`` (indexes, a < b), how alike they are, and whether their figures differ."""

    a: int
    b: int
    score: float
    conflict: bool = False


@lru_cache(maxsize=8)
def find(sentences: tuple[ComparedSentence, ...], among: frozenset[object] | None = None) -> tuple[ParallelPair, ...]:
    """All pairs whose score reaches the threshold, and those that conflict where articles run parallel, in order.

    ``among``: only pairs of which a side stands in one of these documents; the weights are those of all sentences.
    Kept, since a change on the desk is derived twice, for its preview and when it is saved.
    """
    pairing = _Pairing([_bag(sentence.text) for sentence in sentences])
    found: dict[tuple[int, int], float] = {}
    for index, sentence in enumerate(sentences):
        if among is None or sentence.document in among:
            found |= {(min(index, other), max(index, other)): score for score, other in pairing.likest(index)}
    conflicts = set(_conflicts(sentences, found, pairing.scale))
    found |= {(a, b): pairing.scores(a, [b])[0] for a, b in conflicts - found.keys()}
    return tuple(ParallelPair(a, b, round(score, 3), (a, b) in conflicts) for (a, b), score in sorted(found.items()))


def figures(text: str) -> frozenset[str]:
    """The sums and rates that a text states, without spaces."""
    return frozenset(re.sub(r"\s", "", found) for found in _FIGURE.findall(unicodedata.normalize("NFKC", text)))


def _bigrams(text: str, least: int = _LEAST) -> Iterator[str]:
    bare = "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())
    if len(bare) >= least:
        yield from (intern(bare[at : at + 2]) for at in range(len(bare) - 1))


@lru_cache(maxsize=4096)
def _bag(text: str) -> Bag:
    """The character pairs of a sentence, kept: of a thousand sentences an edit or an import changes a few."""
    return tuple(_bigrams(text))


class _Measured(NamedTuple):
    """Words as their character pairs, and how long they are as a vector of them."""

    bag: Bag
    length: float


class _Scale:
    """By how much each character pair weighs, squared: of what no sentence has, nothing."""

    def __init__(self, squares: Mapping[str, float]):
        self.squares = squares

    def measured(self, bag: Bag) -> _Measured:
        """Words with their length."""
        return _Measured(bag, math.sqrt(self._product(self._weighted(bag), bag)) or 1.0)

    def cosines(self, ours: _Measured, others: Iterable[_Measured]) -> list[float]:
        """Return how alike some words and each of some others are: the cosine of the angle between them."""
        vector = self._weighted(ours.bag)
        return [self._product(vector, theirs.bag) / (ours.length * theirs.length) for theirs in others]

    def _weighted(self, bag: Bag) -> Mapping[str, float]:
        return {bigram: count * self.squares.get(bigram, 0.0) for bigram, count in Counter(bag).items()}

    @staticmethod
    def _product(ours: Mapping[str, float], theirs: Bag) -> float:
        return sum(map(ours.get, theirs, repeat(0.0)))


class _Pairing:
    """Sentences as their character pairs, and who has which of the rare ones."""

    def __init__(self, bags: Sequence[Bag]):
        self.bags = bags
        self.counts = Counter(chain.from_iterable(map(frozenset, bags)))
        self.scale = _Scale({bigram: math.log(len(bags) / count) ** 2 for bigram, count in self.counts.items()})
        self.measured = [self.scale.measured(bag) for bag in bags]
        self.holders: dict[str, list[int]] = defaultdict(list)
        rare = max(_RARE, len(bags) // _ONE_IN)
        for index, bag in enumerate(bags):
            for bigram in dict.fromkeys(bag):
                if self.counts[bigram] <= rare:
                    self.holders[bigram].append(index)

    def likest(self, index: int) -> list[tuple[float, int]]:
        """The sentences most like one, with their scores, which reach the threshold."""
        others = self._candidates(index)
        alike = zip(self.scores(index, others), others, strict=True)
        return nlargest(_LIKEST, (each for each in alike if each[0] >= THRESHOLD))

    def scores(self, index: int, others: Iterable[int]) -> list[float]:
        """Return how alike a sentence and some others are."""
        return self.scale.cosines(self.measured[index], (self.measured[other] for other in others))

    def _candidates(self, index: int) -> list[int]:
        """Sentences that share at least two rare character pairs with one."""
        rare = sorted(
            (each for each in dict.fromkeys(self.bags[index]) if each in self.holders), key=self.counts.__getitem__
        )
        postings, looked_at = [], 0
        for bigram in rare:
            if looked_at >= _LOOKED_AT:
                break
            postings.append(self.holders[bigram])
            looked_at += len(postings[-1])
        shared = Counter(chain.from_iterable(postings))
        del shared[index]
        found = [other for other, count in shared.items() if count > 1]
        return nlargest(_MAX_COMPARED, found, shared.__getitem__) if len(found) > _MAX_COMPARED else found


# --- conflicts -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause that states figures, in sentence ``sentence``; its words are those without them."""

    sentence: int
    figures: frozenset[str]
    words: _Measured


def _conflicts(
    sentences: Sequence[ComparedSentence], found: Iterable[tuple[int, int]], scale: _Scale
) -> Iterator[tuple[int, int]]:
    """Sentences of parallel articles whose clauses speak of one thing and state other figures.

    67号 §38 “分期设立10亿元省级天使投资基金” against 7号 §10 “设立首期规模3亿元—5亿元的省级天使投资基金”. A clause is
    held against the one most like it, so that the two steps of a tax (100万元, 300万元) are not set against each other.
    """
    parallel = {
        (sentences[a].article, sentences[b].article) for a, b in found if _elsewhere(sentences[a], sentences[b])
    }
    concerned = set(chain.from_iterable(parallel))
    by_article: dict[object, list[_Clause]] = defaultdict(list)
    for index, sentence in enumerate(sentences):
        if sentence.article in concerned:
            by_article[sentence.article].extend(_clauses(index, sentence.text, scale))
    for ours, theirs in parallel:
        for a, b in _matched(by_article[ours], by_article[theirs], scale):
            if not (a.figures <= b.figures or b.figures <= a.figures):
                yield min(a.sentence, b.sentence), max(a.sentence, b.sentence)


def _elsewhere(a: ComparedSentence, b: ComparedSentence) -> bool:
    return a.document != b.document


def _clauses(index: int, text: str, scale: _Scale) -> Iterator[_Clause]:
    for found in _CLAUSE.findall(text):
        stated = figures(found)
        if stated:
            words = _FIGURE.sub("", unicodedata.normalize("NFKC", found))
            yield _Clause(index, stated, scale.measured(tuple(_bigrams(words, 4))))


def _matched(ours: Sequence[_Clause], theirs: Sequence[_Clause], scale: _Scale) -> Iterator[tuple[_Clause, _Clause]]:
    """Clauses that are each other's likest, and alike enough."""
    for a in ours:
        score, b = _likest(a, theirs, scale)
        if b and score >= THRESHOLD and _likest(b, ours, scale)[1] is a:
            yield a, b


def _likest(clause: _Clause, others: Sequence[_Clause], scale: _Scale) -> tuple[float, _Clause | None]:
    scores = scale.cosines(clause.words, (each.words for each in others))
    return max(zip(scores, others, strict=True), key=lambda each: each[0], default=(0.0, None))
