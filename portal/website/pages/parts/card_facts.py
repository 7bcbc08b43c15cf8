"""What a card takes of its article whatever was asked, kept until the article moves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from policies.models import Article, Measure, Responsibility
from policies.presentation import annotations
from policies.presentation.facts import FactRow, fact_row
from policies.presentation.titles import plain_title
from policies.revision_cache import RevisionCache, unless_of
from policies.text.highlight import Mark
from portal.website.pages.parts.unit_queries import by_role

MAX_BYTES = 16 * 2**20
# About so many bytes an article takes beside its rows, which are the article's own, and by each figure and mark.
_ARTICLE, _FIGURE = 1_000, 600


class CardFigure(NamedTuple):
    """A sum or a time: where it stands, whether the article holds by it, and what a chip says of it."""

    start: int
    is_lasting: bool
    row: FactRow


@dataclass(frozen=True, slots=True)
class CardFacts:
    """Sentences, sums and times, marks of the print, a title of ours, and who does it by what they do."""

    measures: list[Measure]
    figures: list[CardFigure]
    spans: list[Mark]
    plain_title: str
    roles: list[tuple[str, list[Responsibility]]]


def of(articles: Iterable[Article]) -> Mapping[int, CardFacts]:
    """Return the facts of articles that were read for cards, by the articles' ids."""
    by_pk = {article.pk: article for article in articles}
    return _cache.get_many(by_pk, lambda missing: {pk: _facts(by_pk[pk]) for pk in missing})


def _facts(article: Article) -> CardFacts:
    lasting = {term.pk for term in article.terms}
    sums, times = article.amount_set.all(), article.deadline_set.all()
    figures = [CardFigure(each.start, False, fact_row(each)) for each in sums]
    figures += [CardFigure(each.start, each.pk in lasting, fact_row(each)) for each in times]
    corrected = annotations.of_corrections(article.corrections.all())
    return CardFacts(
        list(article.measures.all()),
        figures,
        [*annotations.of_facts(sums), *annotations.of_facts(times), *corrected],
        plain_title(article),
        by_role(article.responsibility_set.all()),
    )


def _size_of(facts: CardFacts) -> int:
    return _ARTICLE + (len(facts.figures) + len(facts.spans)) * _FIGURE


_cache: RevisionCache[int, CardFacts] = RevisionCache(MAX_BYTES, _size_of, unless_of(lambda pk: pk))
