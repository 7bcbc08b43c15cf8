"""对照: two texts beside each other with their differences marked, and sentences that run parallel."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Prefetch, QuerySet

from policies.models import Article, Correction, Measure, Parallel
from policies.presentation import annotations
from policies.text.diff import Pair, pair
from policies.text.highlight import Mark

# What two sentences share, in words, by their score.
LIKE = ((0.98, "几乎逐字相同"), (0.8, "大部分相同"), (0.6, "半数以上相同"), (0.0, "部分相同"))
# So many sentences that are like an article's are shown on its page.
MOST_LIKE = 24
# In whole articles a longer shared run than in sentences is chance.
CHANCE_IN_ARTICLES = 4


def articles_side_by_side(left: Article, right: Article) -> Pair:
    """Two articles: their differences, and their corrected words with what they should read."""
    found = pair(left.text, right.text, CHANCE_IN_ARTICLES)
    return replace(
        found, left_spans=_beyond_number(left, found.left_spans), right_spans=_beyond_number(right, found.right_spans)
    )


def _beyond_number(article: Article, spans: list[Mark]) -> list[Mark]:
    """Return what differs behind an article's number, and its corrections: that 38. is not 10. needs no mark."""
    first = article.body_start if article.heading_start is None else article.heading_start
    shown = [replace(span, start=max(span.start, first)) for span in spans if span.end > first]
    return [*shown, *annotations.of_corrections(article.corrections.all())]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A sentence of an article and its parallel in another."""

    mine: Measure
    other: Measure
    label: str
    conflict: bool
    pair: Pair

    @property
    def article(self) -> Article:
        """The other article."""
        return self.other.article


def likenesses(article: Article) -> list[Likeness]:
    """The parallels of an article's sentences, the likest first, as many as a page has room for."""
    return [_likeness(each, article) for each in _with_texts(Parallel.objects.of(article))[:MOST_LIKE]]


def between(left: Article, right: Article) -> list[Likeness]:
    """The parallel sentences of two articles, in the order of the first."""
    both = {left.pk, right.pk}
    found = Parallel.objects.of(left).filter(a__article__in=both, b__article__in=both)
    return sorted((_likeness(each, left) for each in _with_texts(found)), key=lambda each: each.mine.start)


def by_article(found: Iterable[Likeness]) -> list[tuple[Article, list[Likeness]]]:
    """Likenesses by the other article, the likest article first."""
    listed: dict[Article, list[Likeness]] = {}
    for each in found:
        listed.setdefault(each.article, []).append(each)
    return list(listed.items())


def _with_texts(parallels: QuerySet) -> QuerySet:
    heavy = [f"{side}__article__{column}" for side in "ab" for column in ("search", "pieces", "reading")]
    sections = [f"{side}__article__section" for side in "ab"]
    corrected = [Prefetch(f"{side}__article__corrections", Correction.objects.standing()) for side in "ab"]
    found = parallels.public().with_articles().select_related(*sections)
    return found.defer(*heavy).prefetch_related(*corrected)


def _likeness(parallel: Parallel, article: Article) -> Likeness:
    first, second = parallel.a, parallel.b
    mine, other = (first, second) if first.article_id == article.pk else (second, first)
    label = next(words for least, words in LIKE if parallel.score >= least)
    found = pair(mine.quote, other.quote)
    left, right = [*found.left_spans, *annotations.corrected(mine)], [*found.right_spans, *annotations.corrected(other)]
    return Likeness(mine, other, label, parallel.conflict, replace(found, left_spans=left, right_spans=right))
