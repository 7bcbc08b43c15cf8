"""The articles as a question is held against them: texts by pairs of characters, by terms, by offices.

Made once a revision. Sets of articles are arrays of places, since a base has tens of thousands of pairs.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import log

from policies.models import Article, Responsibility, TermUse
from policies.revision_cache import RevisionCache
from policies.text.normalize import fold

PAIR = 2
# How soon one more occurrence says nothing more, and how much a long text is held back: BM25's k1 and b.
_ENOUGH, _LENGTH = 1.2, 0.4
_NOWHERE = array("L")
# Ten kilobytes an article, measured over the nine documents: room for six thousand.
MAX_BYTES = 64 * 2**20
# A word in a heading, or in the title of a section, counts as so many more than it is in the text.
_HEADING = 1


@dataclass(frozen=True, slots=True)
class TextIndex:
    """Articles in the documents' order: ``pks``, their texts and headings folded, and where each thing occurs."""

    pks: tuple[int, ...]
    documents: tuple[int, ...]
    texts: tuple[str, ...]
    headings: tuple[str, ...]
    places: Mapping[int, int]
    pairs: Mapping[str, "array[int]"]
    terms: Mapping[int, "array[int]"]
    units: Mapping[int, Mapping[str, "array[int]"]]
    usual_length: float

    def holding(self, word: str) -> Sequence[int]:
        """Return the places of the texts that hold a word of two characters or more."""
        pairs = {word[at : at + PAIR] for at in range(len(word) - PAIR + 1)}
        sets = sorted((self.pairs.get(pair, _NOWHERE) for pair in pairs), key=len)
        if not sets or not sets[0]:
            return _NOWHERE
        if len(word) == PAIR:
            return sets[0]
        few = reduce(lambda found, more: found & set(more), sets[1:], set(sets[0]))
        return [place for place in sorted(few) if word in self.texts[place]]

    def rarity(self, count: int) -> float:
        """Return how much it says to be one of so many articles (BM25's idf)."""
        return log(1 + (len(self.pks) - count + 0.5) / (count + 0.5))

    def often(self, words: Iterable[str], place: int) -> float:
        """Return how much it says that words stand in a text so often, from 0 to some 2."""
        text, heading = self.texts[place], self.headings[place]
        times = sum(text.count(word) + _HEADING * heading.count(word) for word in words)
        length = 1 - _LENGTH + _LENGTH * len(text) / self.usual_length
        return times * (_ENOUGH + 1) / (times + _ENOUGH * length)


def index() -> TextIndex:
    """Return the index of all public articles."""
    return _cache.get("", _made)


def _made() -> TextIndex:
    articles = list(_articles())
    texts = tuple(f"{_printed(each)}\n{_above(each)}" for each in articles)
    places = {each.pk: place for place, each in enumerate(articles)}
    return TextIndex(
        pks=tuple(places),
        documents=tuple(each.document_id for each in articles),
        texts=texts,
        headings=tuple(f"{fold(each.heading)}\n{_above(each)}" for each in articles),
        places=places,
        pairs=_pairs(texts),
        terms=_by_value(TermUse.objects.public().of_articles().values_list("term", "article"), places),
        units=_by_role(places),
        usual_length=sum(map(len, texts)) / max(1, len(texts)),
    )


def _articles() -> Iterable[Article]:
    heavy = ("search", "pieces", "document__validity_evidence")
    return Article.objects.public().in_document_order().select_related("document", "section__parent").defer(*heavy)


def _printed(article: Article) -> str:
    """Return what it says, without who is responsible, which stands at its end."""
    whole = article.reading or article.text
    return fold(whole[: len(whole) - (len(article.text) - article.body_end)])


def _above(article: Article) -> str:
    """Return the titles of its sections."""
    section = article.section
    return fold(f"{section.parent.title if section.parent else ''}\n{section.title}") if section else ""


def _pairs(texts: Iterable[str]) -> dict[str, "array[int]"]:
    found: dict[str, array[int]] = defaultdict(lambda: array("L"))
    for place, text in enumerate(texts):
        for pair in {text[at : at + PAIR] for at in range(len(text) - PAIR + 1)}:
            found[pair].append(place)
    return dict(found)


def _by_value(rows: Iterable[tuple[int, int]], places: Mapping[int, int]) -> dict[int, "array[int]"]:
    found: dict[int, set[int]] = defaultdict(set)
    for value, article in rows:
        if article in places:
            found[value].add(places[article])
    return {value: array("L", sorted(members)) for value, members in found.items()}


def _by_role(places: Mapping[int, int]) -> dict[int, Mapping[str, "array[int]"]]:
    rows = Responsibility.objects.public().of_articles().order_by().values_list("unit", "role", "article")
    found: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for unit, role, article in rows:
        if article in places:
            found[unit][role].add(places[article])
    return {
        unit: {role: array("L", sorted(members)) for role, members in roles.items()} for unit, roles in found.items()
    }


_cache: RevisionCache[str, TextIndex] = RevisionCache(MAX_BYTES)
