"""One article with everything that is known about it, each fact beside the words that prove it."""

from collections.abc import Iterable
from functools import cached_property
from itertools import chain, groupby
from typing import NamedTuple, Self

from django.shortcuts import get_object_or_404
from django.utils import timezone

from policies.models import (
    Article,
    Benefit,
    Citation,
    Correction,
    Fact,
    Measure,
    Relation,
    Responsibility,
    Standing,
    TermUse,
)
from policies.presentation import annotations, pinpoints
from policies.presentation.facts import FactRow, fact_row
from policies.presentation.titles import plain_title
from policies.presentation.unstated import unstated
from policies.text.highlight import Mark
from portal.website.pages.compare_pair import MOST_LIKE, Likeness, by_article, likenesses
from portal.website.pages.document import cited_by, is_mentioned_in
from portal.website.pages.parts.reader_entries import by_scheme
from portal.website.pages.parts.relation_queries import done_by, done_to

KINDS = ("amount", "deadline", "target", "responsibility", "citation", "termuse")
# So many offices are named at the top.
TO_ASK = 3
# What is given to so many kinds of people is seen at once, and so much of it to each; so many sentences are.
SHOWN, SHOWN_EACH, SENTENCES, WORTH_A_FOLD = 3, 2, 7, 3
# Among many that say the same, one is known by so many characters before and behind it.
AROUND = 8


class Period(NamedTuple):
    """Until when an article holds, in its own words, how today stands to that, and the days to or from its last day."""

    words: str
    standing: Standing
    days: int | None

    @property
    def standing_label(self) -> str:
        """Return how today stands to it: 在期限内，还有 30 天; 已过期限，已过 695 天."""
        return self.standing.label if self.days is None else f"{self.standing.label}，{self._count}"

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is to come."""
        return self.standing == Standing.PAST

    @property
    def _count(self) -> str:
        if self.is_over:
            return f"已过 {self.days} 天"
        return f"还有 {self.days} 天" if self.days else "今天是最后一天"


class ArticleSubject(NamedTuple):
    """An article as what a page is of, and its document, which others mention."""

    article: int
    document: int

    def gains(self, articles: frozenset[int]) -> bool:
        """Whether one of these mentions its document."""
        return is_mentioned_in(self.document, articles)


class ArticlePage:
    """The page of an article."""

    def __init__(self, found: Article):
        """``found`` names it; all that its page shows is read once it is shown."""
        self.found = found

    @classmethod
    def of(cls, article: Article) -> Self:
        """Return the page of an article that was read with everything that is known about it."""
        page = cls(article)
        page.article = article
        return page

    @property
    def subject(self) -> ArticleSubject:
        """Return what its main part is known by."""
        return ArticleSubject(self.found.pk, self.found.document_id)

    @cached_property
    def article(self) -> Article:
        """It with everything that is known about it."""
        return get_object_or_404(Article.objects.public().for_page(), pk=self.found.pk)

    @property
    def shown_articles(self) -> frozenset[int]:
        """It, and those of which it shows words: beside it, alike, mentioning its document."""
        others = (*self._neighbours, *(article for article, _ in self.parallels))
        mentioning = (each.article_id for each in self.cited_by if each.article_id)
        return frozenset((self.found.pk, *(each.pk for each in others), *mentioning))

    @property
    def plain_title(self) -> str:
        """Return what it is about in words of ours, where its print has no title."""
        return plain_title(self.article)

    @cached_property
    def facts(self) -> list[Fact]:
        """All facts, kind by kind."""
        return list(chain.from_iterable(getattr(self.article, f"{kind}_set").all() for kind in KINDS))

    @cached_property
    def by_anchor(self) -> dict[str, Fact | Measure]:
        """Its facts and sentences by the ids of their marks."""
        return {annotations.anchor(each): each for each in (*self.article.measures.all(), *self.facts)}

    def at(self, anchor: str) -> Fact | Measure | None:
        """Return what an anchor names; that of a sentence's row, too, as it was before sentences had one of
        their own.
        """
        by_row = {annotations.row_anchor(each): each for each in self.article.measures.all()}
        return (by_row | self.by_anchor).get(anchor)

    @property
    def choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The same as one chooses among them, kind by kind, the sentences first."""
        kinds = groupby(self.by_anchor.items(), lambda item: item[1]._meta.verbose_name)
        return [(kind, [(key, _called(each)) for key, each in items]) for kind, items in kinds]

    @cached_property
    def gifts(self) -> list[tuple[Benefit, Measure | None]]:
        """Return what it gives to whom, each with its sentence; what the state is to do is told by its sentences."""
        sentences: dict[int | None, Measure] = {each.pk: each for each in self.article.measures.all()}
        offers = [each for each in self.article.benefit_set.all() if each.mode != Benefit.Mode.DUTY]
        return [(each, sentences.get(each.measure_id)) for each in offers]

    @property
    def offers(self) -> list[tuple[str, list[tuple[Benefit, Measure | None]]]]:
        """The first of them by whom they are given to, each named once, in the order of the text."""
        return [(receivers, gifts[:SHOWN_EACH]) for receivers, gifts in self._offers[:SHOWN]]

    @property
    def more_offers(self) -> list[tuple[str, list[tuple[Benefit, Measure | None]]]]:
        """The others, to be unfolded."""
        rest = [(receivers, gifts[SHOWN_EACH:]) for receivers, gifts in self._offers[:SHOWN]]
        return [*((receivers, gifts) for receivers, gifts in rest if gifts), *self._offers[SHOWN:]]

    @property
    def folded(self) -> int:
        """Return how many of them are to be unfolded."""
        return sum(len(gifts) for _, gifts in self.more_offers)

    @cached_property
    def _offers(self) -> list[tuple[str, list[tuple[Benefit, Measure | None]]]]:
        by_receivers: dict[str, list[tuple[Benefit, Measure | None]]] = {}
        for gift in self.gifts:
            by_receivers.setdefault("、".join(gift[0].receivers), []).append(gift)
        return list(by_receivers.items())

    @cached_property
    def period(self) -> Period | None:
        """Until when it holds; None where it states no term."""
        terms = self.article.terms
        if not terms:
            return None
        today = timezone.localdate()
        standing = self.article.standing_on(today)
        last = max((each.end_on for each in terms if each.end_on), default=None)
        is_counted = standing in (Standing.WITHIN, Standing.PAST)
        words = "、".join(dict.fromkeys(each.quote for each in terms))
        return Period(words, standing, abs(last - today).days if last and is_counted else None)

    @property
    def without_term(self) -> str:
        """Return what is said where it states no term."""
        return unstated((each.quote for each in self.article.dues), self.article.document)

    @property
    def to_ask(self) -> list[Responsibility]:
        """Return whom to ask first."""
        return list(self.article.responsibility_set.all())[:TO_ASK]

    @property
    def more_to_ask(self) -> int:
        """Return how many others there are."""
        return len(self.article.responsibility_set.all()) - len(self.to_ask)

    @cached_property
    def corrections(self) -> list[Correction]:
        """Its misprints, certain and probable."""
        return list(self.article.corrections.all())

    @cached_property
    def history(self) -> list:
        """Return what was done to its corrections by hand, the latest first."""
        rows = Correction.history.filter(article_id=self.article.pk)
        return list(rows.order_by("-history_id"))

    @cached_property
    def parallels(self) -> list[tuple[Article, list[Likeness]]]:
        """The articles that say the same in other words, each with the sentences that do."""
        return by_article(likenesses(self.article))

    @property
    def has_more_parallels(self) -> bool:
        """Whether only the likest are shown."""
        return sum(len(each) for _, each in self.parallels) >= MOST_LIKE

    @cached_property
    def spans(self) -> list[Mark]:
        """All that is marked in the print."""
        led = {each.pk: address for each, address in self.citations}
        facts = annotations.of_facts(self.facts, ids=True, led=led)
        doubts = (*annotations.of_corrections(self.corrections), *annotations.of_unread(self.article))
        return [*annotations.structure(self.article), *facts, *doubts]

    @property
    def legend(self) -> list[tuple[str, str]]:
        """The kinds of marks that occur."""
        return annotations.legend(self.spans)

    @property
    def measures(self) -> list[tuple[Measure, list[Mark], list[FactRow]]]:
        """The first sentences, each with its misprints and what hangs on it; all where few are more."""
        return self._measures[:SENTENCES] if self.more_measures else self._measures

    @property
    def more_measures(self) -> list[tuple[Measure, list[Mark], list[FactRow]]]:
        """The others, to be unfolded: one or two are not worth it."""
        rest = self._measures[SENTENCES:]
        return rest if len(rest) >= WORTH_A_FOLD else []

    @cached_property
    def _measures(self) -> list[tuple[Measure, list[Mark], list[FactRow]]]:
        rows = [fact_row(fact) for fact in self.facts if not isinstance(fact, Responsibility | TermUse)]
        return [
            (measure, annotations.corrected(measure), [each for each in rows if each.fact.measure_id == measure.pk])
            for measure in self.article.measures.all()
        ]

    @property
    def figures(self) -> list[FactRow]:
        """Sums, times and targets."""
        return [fact_row(fact) for fact in self.facts if not isinstance(fact, Responsibility | TermUse | Citation)]

    @property
    def units(self) -> list[tuple[str, list[Responsibility]]]:
        """Return who does it, basis by basis, the strongest first."""
        parts = self.article.responsibility_set.all()
        return [(basis.label, list(each)) for basis, each in _by_basis(parts)]

    @property
    def terms(self) -> list[tuple[str, list]]:
        """Its terms by scheme, each with its uses."""
        uses = self.article.termuse_set.all()
        return [(scheme, [(term, _uses(uses, term)) for term in terms]) for scheme, terms in by_scheme(uses)]

    @cached_property
    def citations(self) -> list[tuple[Citation, str]]:
        """The documents that it mentions, each with the address of the place that is meant."""
        rows = list(self.article.citation_set.all())
        led = pinpoints.addresses(rows)
        return [(each, led[each.pk]) for each in rows]

    @cached_property
    def cited_by(self) -> list[Citation]:
        """Mentions of its document elsewhere."""
        return list(cited_by(self.article.document))

    @cached_property
    def changed_by(self) -> list[Relation]:
        """Return what later texts do to it, or to its document as a whole."""
        return done_to(self.article)

    @cached_property
    def changes(self) -> list[Relation]:
        """Return what it does to earlier texts."""
        return done_by(self.article)

    @cached_property
    def previous(self) -> Article | None:
        """The article before it."""
        return next((each for each in self._neighbours if each.ordinal < self.article.ordinal), None)

    @cached_property
    def next(self) -> Article | None:
        """The article behind it."""
        return next((each for each in self._neighbours if each.ordinal > self.article.ordinal), None)

    @cached_property
    def _neighbours(self) -> list[Article]:
        beside = (self.article.ordinal - 1, self.article.ordinal + 1)
        found = Article.objects.public().filter(document=self.article.document, ordinal__in=beside)
        return list(found.without_heavy_columns())


def _called(fact: Fact | Measure) -> str:
    """Return what a fact is called among others of its kind: the words around it, before them the unit or the term."""
    if isinstance(fact, Measure):
        return _cut(fact.quote)
    text = fact.place.text
    before, after = text[max(0, fact.start - AROUND) : fact.start], text[fact.end : fact.end + AROUND]
    around = "".join(f"{before}【{_cut(fact.quote)}】{after}".split())
    if isinstance(fact, TermUse):
        return f"{fact.term.get_scheme_display()}，{fact.term}，{around}"
    return f"{fact.unit}，{around}" if isinstance(fact, Responsibility) else around


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _by_basis(parts: Iterable[Responsibility]):
    return groupby(parts, lambda part: Responsibility.Basis(part.basis))


def _uses(uses: Iterable[TermUse], term) -> list[TermUse]:
    """The uses of a term, each wording once."""
    return list({(use.quote, use.basis): use for use in uses if use.term == term}.values())
