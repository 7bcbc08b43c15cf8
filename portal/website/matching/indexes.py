"""Indexes that everybody's answer is ranked by, read by article, and again of those that moved."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import log2

from policies.models import Deadline, Measure, Term, TermUse
from policies.models.validity import of_articles
from policies.revision_cache import Articles, cached_by_article, cached_per_revision
from policies.vocabulary import terms as vocabulary
from portal.website.matching.ranking import Scheme, TermIndex


@cached_per_revision
def term_index() -> TermIndex:
    """Return who uses which term."""
    terms, index = vocabulary.by_id(), TermIndex()
    for article, uses in _uses_of_terms().items():
        for measure, term in uses:
            if term in terms:
                index.add(article, measure, terms[term])
    return index


@cached_by_article
def _uses_of_terms(articles: Articles) -> Mapping[int, list[tuple[int | None, int]]]:
    uses = TermUse.objects.public().of_articles().among(articles).order_by()
    return _by_article(uses.values_list("article", "measure", "term"))


def _by_article(rows: Iterable[tuple]) -> dict[int, list[tuple]]:
    """Return what follows the article in each row."""
    found: dict[int, list[tuple]] = {}
    for article, *rest in rows:
        found.setdefault(article, []).append(tuple(rest))
    return found


@cached_per_revision
def bits() -> dict[Term, float]:
    """Return how much it says to be of a means, in bits: the fewer measures are, the more."""
    named = [term for (_, scheme), terms in term_index().own.items() if scheme == Scheme.INSTRUMENT for term in terms]
    count = Counter(named)
    return defaultdict(float, {term: log2(len(named) / times) for term, times in count.items()})


@cached_by_article
def terms_of_articles(articles: Articles) -> Mapping[int, list[Deadline]]:
    """Return how long policies hold, by article."""
    times = Deadline.objects.terms().of_articles().among(articles).in_text_order()
    found: dict[int, list[Deadline]] = {}
    for time in times.only("article", "measure", "kind", "role", "start_on", "end_on", "quote"):
        found.setdefault(time.article_id, []).append(time)
    return found


@cached_per_revision
def dues_of_measures() -> dict[int, list[str]]:
    """By when what measures say is to be done, in their words: no end of a policy, and yet a date that they write."""
    times = Deadline.objects.dues().of_articles().filter(measure__isnull=False)
    found: dict[int, list[str]] = {}
    for measure, quote in times.in_text_order().values_list("measure", "quote"):
        found.setdefault(measure, []).append(quote)
    return found


@cached_per_revision
def rows() -> list[tuple]:
    """Every measure with what ranks it: its own place, newer documents first."""
    return sorted((pk, article, *rest, pk) for article, measures in _measures().items() for pk, *rest in measures)


@cached_by_article
def _measures(articles: Articles) -> Mapping[int, list[tuple]]:
    found = Measure.objects.public().among(articles).order_by("pk").values_list(
        "article", "pk", "article__document", "force", of_articles("article__"), "article__document__title", "quote",
        "article__document__year",
        "article__document__position", "article__ordinal", "start",
    )  # fmt: skip
    return _by_article((*row[:7], -(row[7] or 0), *row[8:]) for row in found)
