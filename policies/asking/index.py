"""The articles as a question is held against them: texts by pairs of characters, by terms, by offices.

Kept by the process; articles that moved are put in their places anew. Sets of articles are arrays of places, since a
base has tens of thousands of pairs.
"""

from array import array
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import TypeVar

from policies.models import Article, Benefit, Responsibility, Section, TermUse
from policies.models.revision import Moved, Reach
from policies.revision_cache import OF_THE_BASE, Articles, RevisionCache
from policies.text import pair_arrays
from policies.text.normalize import fold
from policies.vocabulary.everyday import meeting

K = TypeVar("K", bound=Hashable)
# The columns of an article that its text and heading are made of.
_READ = ("document", "section", "text", "reading", "heading_start", "heading_end", "body_end")

# What stands between two words of the index that only meet: nothing that anybody types.
_APART = "\n"
# How soon one more occurrence says nothing more, and how much a long text is held back: BM25's k1 and b.
_ENOUGH, _LENGTH = 1.2, 0.4
# A word in a heading, or in the title of a section, counts as so many more than it is in the text.
_HEADING = 1


@dataclass(frozen=True, slots=True)
class TextIndex:
    """Articles in the documents' order: ``pks``, their texts and headings folded, and where each thing occurs.

    ``receivers`` are the words for whom something is given there, folded, by place.
    """

    pks: tuple[int, ...]
    documents: tuple[int, ...]
    texts: tuple[str, ...]
    headings: tuple[str, ...]
    places: Mapping[int, int]
    pairs: Mapping[str, "array[int]"]
    terms: Mapping[int, "array[int]"]
    units: Mapping[int, Mapping[str, "array[int]"]]
    receivers: Mapping[int, str]
    usual_length: float

    def holding(self, word: str) -> Sequence[int]:
        """Return the places of the texts that hold a word of two characters or more."""
        return pair_arrays.holding(word, self.pairs, self.texts)

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
    articles, sections = list(_articles(None)), _sections(None)
    texts = tuple(_text(each, sections) for each in articles)
    places = {each.pk: place for place, each in enumerate(articles)}
    return TextIndex(
        pks=tuple(places),
        documents=tuple(each.document_id for each in articles),
        texts=texts,
        headings=tuple(_heading(each, sections) for each in articles),
        places=places,
        pairs=pair_arrays.of_texts(texts),
        terms=pair_arrays.arrays(_uses(None, places)),
        units=_by_unit(pair_arrays.arrays(_parts(None, places))),
        receivers=dict(_receivers(None, places)),
        usual_length=_usual_length(texts),
    )


def _forward(old: TextIndex, moved: Moved, _: str) -> TextIndex | None:
    """Return the index with what moved put in its place anew; None where articles come, go or change place."""
    if moved.articles is None or moved.reach >= Reach.TEXTS:
        return None
    articles, sections = list(_articles(moved.articles)), _sections(moved.articles)
    places = {each.pk: old.places[each.pk] for each in articles}
    moved_places = {*places.values()}
    texts, headings = list(old.texts), list(old.headings)
    for each in articles:
        texts[places[each.pk]], headings[places[each.pk]] = _text(each, sections), _heading(each, sections)
    rewritten = [place for place in places.values() if texts[place] != old.texts[place]]
    by_role = {(unit, role): found for unit, roles in old.units.items() for role, found in roles.items()}
    return replace(
        old,
        texts=tuple(texts),
        headings=tuple(headings),
        pairs=pair_arrays.rewritten(old.pairs, old.texts, texts, rewritten),
        terms=pair_arrays.replaced(old.terms, old.terms, places.values(), _uses(moved.articles, places)),
        units=_by_unit(pair_arrays.replaced(by_role, by_role, places.values(), _parts(moved.articles, places))),
        receivers={
            **{place: words for place, words in old.receivers.items() if place not in moved_places},
            **dict(_receivers(moved.articles, places)),
        },
        usual_length=_usual_length(texts) if rewritten else old.usual_length,
    )


def _articles(among: Articles) -> Iterable[Article]:
    return Article.objects.public().among(among).in_document_order().only(*_READ).iterator()


def _sections(among: Articles) -> dict[int, str]:
    """Return the titles of the sections of articles, and of those that these are in, by their ids."""
    found = Section.objects.all() if among is None else Section.objects.filter(articles__in=among)
    rows = found.values_list("pk", "title", "parent__title")
    return {pk: fold(f"{above or ''}\n{title}") for pk, title, above in rows}


def _text(article: Article, sections: Mapping[int, str]) -> str:
    return f"{_printed(article)}\n{sections.get(article.section_id or 0, '')}"


def _heading(article: Article, sections: Mapping[int, str]) -> str:
    return f"{fold(article.heading)}\n{sections.get(article.section_id or 0, '')}"


def _usual_length(texts: Collection[str]) -> float:
    return sum(map(len, texts)) / max(1, len(texts))


def _printed(article: Article) -> str:
    """Return what it says, without who is responsible, which stands at its end."""
    whole = article.reading or article.text
    return _apart(fold(whole[: len(whole) - (len(article.text) - article.body_end)]))


def _apart(text: str) -> str:
    """Return a text in which words that only meet make no other: 经营用房租赁 has no 房租."""
    for first, second in meeting():
        text = text.replace(f"{first}{second}", f"{first}{_APART}{second}")
    return text


def _uses(among: Articles, places: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the terms of articles, each with the article's place."""
    rows = TermUse.objects.public().of_articles().among(among).order_by()
    return ((term, places[article]) for term, article in rows.values_list("term", "article") if article in places)


def _receivers(among: Articles, places: Mapping[int, int]) -> Iterator[tuple[int, str]]:
    """Yield for whom articles give something, each with the article's place; duties and bans give nothing to have."""
    rows = Benefit.objects.public().of_articles().among(among).exclude(mode=Benefit.Mode.DUTY)
    rows = rows.exclude(instrument=Benefit.Instrument.PROTECTION)
    found: dict[int, list[str]] = defaultdict(list)
    for article, words in rows.order_by().values_list("article", "receivers"):
        if article in places:
            found[places[article]] += words
    return ((place, fold("\n".join(words))) for place, words in found.items())


def _parts(among: Articles, places: Mapping[int, int]) -> Iterator[tuple[tuple[int, str], int]]:
    """Yield the offices of articles with what they do there, each with the article's place."""
    rows = Responsibility.objects.public().of_articles().among(among).order_by()
    found = rows.values_list("unit", "role", "article")
    return (((unit, role), places[article]) for unit, role, article in found if article in places)


def _by_unit(by_role: "Mapping[tuple[int, str], array[int]]") -> "dict[int, dict[str, array[int]]]":
    found: dict[int, dict[str, array[int]]] = defaultdict(dict)
    for (unit, role), places in by_role.items():
        found[unit][role] = places
    return dict(found)


_cache: RevisionCache[str, TextIndex] = RevisionCache(OF_THE_BASE, forward=_forward)
