"""The rows that an answer shows of its sentences and their articles, kept until the article moves.

Most answers show some of the same few hundred benefits, whoever asks. What is here is shared, and only read.
"""

from collections.abc import Collection, Iterable, Mapping
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

from django.db.models import Prefetch

from policies.models import Amount, Benefit, Correction, Measure, Responsibility, TermUse
from policies.revision_cache import RevisionCache, unless_of
from portal.website.pages.parts.unit_queries import by_role

_ROLES = list(Responsibility.Role)
MAX_BYTES = 16 * 2**20
# About so many bytes a row takes, as models do (:mod:`portal.website.pages.parts.article_cache`).
_ROW = 1_500


class Sentence(NamedTuple):
    """A measure with its article and document, its address there, and what it gives, by the benefits' ids."""

    measure: Measure
    address: str
    benefits: Mapping[int, Benefit]


class ArticleRows(NamedTuple):
    """The terms and sums of an article in the order of its text, and who is to be asked, by what they do."""

    uses: list[TermUse]
    sums: list[Amount]
    roles: list[tuple[str, list[Responsibility]]]


def sentences(found: Iterable[tuple[int, int]]) -> dict[int, Sentence]:
    """Return sentences by the ids of their measures, asked for by the ids of article and measure."""
    return {measure: each for (_, measure), each in _SENTENCES.get_many(set(found), _load_sentences).items()}


def of_articles(pks: Collection[int]) -> dict[int, ArticleRows]:
    """Return the rows of articles by their ids."""
    return _ARTICLES.get_many(set(pks), _load_articles)


def _load_sentences(keys: list[tuple[int, int]]) -> Mapping[tuple[int, int], Sentence]:
    pks = [measure for _, measure in keys]
    corrections = Prefetch("article__corrections", Correction.objects.standing())
    measures = Measure.objects.public().filter(pk__in=pks).without_heavy_columns().prefetch_related(corrections)
    benefits: dict[int, dict[int, Benefit]] = {pk: {} for pk in pks}
    for each in Benefit.objects.public().filter(measure__in=pks):
        benefits[each.measure_id][each.pk] = each
    return {(each.article_id, each.pk): _sentence(each, benefits[each.pk]) for each in measures}


def _sentence(measure: Measure, benefits: Mapping[int, Benefit]) -> Sentence:
    for benefit in benefits.values():
        benefit.article = measure.article
    return Sentence(measure, measure.get_absolute_url(), benefits)


def _load_articles(pks: list[int]) -> Mapping[int, ArticleRows]:
    uses = _by_article(TermUse.objects.public().among(pks).select_related("term").in_text_order())
    sums = _by_article(Amount.objects.public().among(pks).in_text_order())
    parts = Responsibility.objects.public().among(pks).select_related("unit").strongest_first()
    by_lead = _by_article(sorted(parts, key=lambda part: _ROLES.index(part.role)))
    return {pk: ArticleRows(uses.get(pk, []), sums.get(pk, []), by_role(by_lead.get(pk, []))) for pk in pks}


def _by_article(rows: Iterable) -> dict[int, list]:
    """Return rows by their articles, in the order in which they come."""
    ordered = sorted(rows, key=attrgetter("article_id"))
    return {article: list(each) for article, each in groupby(ordered, key=attrgetter("article_id"))}


def _size_of_article(rows: ArticleRows) -> int:
    return _ROW * (1 + len(rows.uses) + len(rows.sums) + sum(len(parts) for _, parts in rows.roles))


_SENTENCES: RevisionCache[tuple[int, int], Sentence] = RevisionCache(
    MAX_BYTES, lambda each: _ROW * (3 + len(each.benefits)), unless_of(itemgetter(0))
)
_ARTICLES: RevisionCache[int, ArticleRows] = RevisionCache(MAX_BYTES, _size_of_article, unless_of(lambda pk: pk))
