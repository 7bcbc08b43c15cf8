"""Articles with all that a card shows, kept until it moves: every list takes its twenty from the same few."""

from collections.abc import Iterable, Mapping
from functools import cache

from django.db.models import QuerySet

from policies.models import Article
from policies.revision_cache import RevisionCache, unless_of

# About so many bytes an article takes by itself, by each row that its card reads, and by each character of its text;
# measured with deep_size over the nine documents: 25 kB an article, of which its rows are most.
_ARTICLE, _ROW, _CHARACTER = 3_000, 1_500, 2
MAX_BYTES = 32 * 2**20


def articles(pks: Iterable[int]) -> list[Article]:
    """Return the articles in the order given, but for what is gone meanwhile. To be read only: all lists share them."""
    pks = list(pks)
    found = _cache.get_many(pks, _load)
    return [found[pk] for pk in pks if pk in found]


def _load(pks: list[int]) -> Mapping[int, Article]:
    return {each.pk: each for each in _for_cards().filter(pk__in=pks)}


@cache
def _for_cards() -> QuerySet:
    """Return the query for all articles, which is narrowed down to a few: a third of what reading these costs."""
    return Article.objects.public().for_cards()


def _size_of(article: Article) -> int:
    rows = sum(len(each) for each in article._prefetched_objects_cache.values())
    return _ARTICLE + rows * _ROW + len(article.text) * _CHARACTER


_cache: RevisionCache[int, Article] = RevisionCache(MAX_BYTES, _size_of, unless_of(lambda pk: pk))
