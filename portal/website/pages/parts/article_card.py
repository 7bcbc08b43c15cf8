"""Articles as lists show them: what it says, how much and until when, who, where it stands."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from policies.models import Amount, Article, Measure, Responsibility, Standing, Term
from policies.presentation import annotations
from policies.presentation.facts import FactRow
from policies.text.highlight import Mark
from policies.text.normalize import Phrase, fold
from portal.website.finder.params import BY_NAME, Selections
from portal.website.finder.params.sources import TERMS, WIDENED, day, phrases_of
from portal.website.pages.parts import card_facts, card_rows
from portal.website.pages.parts.card_facts import CardFacts
from portal.website.pages.parts.card_rows import CardRow

STRONG = (Measure.Force.GRANTS, Measure.Force.FORBIDS)


# So many figures of other sentences are told, not counted.
MAX_LISTED = 3


@dataclass(frozen=True, slots=True)
class Card:
    """An article in a list. ``measure`` is the sentence that was asked for, or else the strongest.

    ``plain_title`` is in words of ours, where the print has none. ``chips`` are its sums and times, and how long the
    article holds; ``elsewhere`` counts those of other sentences. ``standings`` are days and how they stand to the terms
    it states; ``reason`` says why it is in a list of what it does not name.
    """

    article: Article
    measure: Measure | None
    sentence: str
    spans: list[Mark]
    heading_spans: list[Mark]
    plain_title: str
    chips: list[FactRow]
    elsewhere: str
    roles: list[tuple[str, list[Responsibility]]]
    asked: set[int]
    standings: list[tuple[str, Standing]]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _CardContext:
    """The context of cards: by what they are chosen and marked.

    The words, how many parameters each measure answers, by article the words that name a term asked for, units, days;
    ``meeting`` are words that make no other where they meet.
    """

    phrases: list[Phrase]
    answers: dict[int, int]
    naming: dict[int, list[Mark]]
    units: set[int]
    days: list[tuple[str, date]]
    meeting: Sequence[tuple[str, str]] = ()


def cards(articles: Iterable[Article], selections: Selections, meeting: Sequence[tuple[str, str]] = ()) -> list[Card]:
    """Return the cards of a page of articles, as one asked for them."""
    articles = list(articles)
    today = timezone.localdate()
    days = [("今日", today)]
    if "on" in selections and day(selections) != today:
        days.insert(0, (selections["on"].choices[0].label, day(selections)))
    units = set(selections["unit"].matches) if "unit" in selections else set()
    if not articles:
        return []
    answers, named = _answers(articles, selections)
    asked = _CardContext(phrases_of(selections), answers, _naming(articles, selections), units, days, meeting)
    reasons = _reasons(articles, selections, named)
    facts = card_facts.of(articles)
    found = [_card(article, facts[article.pk], asked) for article in articles]
    return [replace(each, reason=reasons[each.article.pk]) if each.article.pk in reasons else each for each in found]


def _answers(articles: Sequence[Article], selections: Selections) -> tuple[dict[int, int], dict[str, set[int]]]:
    """Return how many parameters each measure answers, and which articles name what is asked of a vocabulary."""
    answers: dict[int, int] = {}
    named: dict[str, set[int]] = {}
    pks = [each.pk for each in articles]
    for source in dict.fromkeys(BY_NAME[name].source for name in selections):
        if source is None or not source.measure:
            continue
        rows = card_rows.fulfilling(source, selections, pks)
        for measure in {row.measure for each in rows.values() for row in each if row.measure}:
            answers[measure] = answers.get(measure, 0) + 1
        named |= {name: set(rows) for name in selections if name in WIDENED and BY_NAME[name].source is source}
    return answers, named


def _naming(articles: Sequence[Article], selections: Selections) -> dict[int, list[Mark]]:
    """Return, by article, the marks of the terms asked for: trades, beneficiaries, means, conditions, places."""
    pks, found = [each.pk for each in articles], defaultdict[int, list[CardRow]](list)
    for name in (name for name in TERMS if name in selections):
        for article, rows in card_rows.fulfilling(TERMS[name], selections, pks).items():
            found[article] += [row for row in rows if row.measure]
    return {pk: [Mark(row.start, row.end, "hit", tag="mark") for row in sorted(rows)] for pk, rows in found.items()}


def _reasons(articles: Sequence[Article], selections: Selections, named: dict[str, set[int]]) -> dict[int, str]:
    """Return why an article is listed that does not name the trade or the place asked for."""
    reasons_by_pk: dict[int, list[str]] = {}
    for name, found in named.items():
        others = [each.pk for each in articles if each.pk not in found]
        some = set()
        if others and name == Term.Scheme.SECTOR:
            some = {pk for pk, rows in card_rows.rows(TERMS[name], others).items() if rows}
        for pk in others:
            label = BY_NAME[name].label
            reasons_by_pk.setdefault(pk, []).append("服务业通用" if pk in some else f"没有写明{label}，各{label}适用")
    return {pk: "；".join(reasons) for pk, reasons in reasons_by_pk.items()}


def _card(article: Article, facts: CardFacts, asked: _CardContext) -> Card:
    words = [form for phrase in asked.phrases for form in phrase.forms]
    measure = max(facts.measures, key=lambda each: _weight(each, asked), default=None)
    start, end = (measure.start, measure.end) if measure else (article.body_start, article.body_end)
    sentence = article.text[start:end]
    own: list[FactRow] = []
    others: list[FactRow] = []
    for each in facts.figures:
        (own if start <= each.start < end or each.is_lasting else others).append(each.row)
    spans = [*facts.spans, *asked.naming.get(article.pk, ())]
    inside = [span.within(start, end) for span in spans if start <= span.start < end]
    return Card(
        article=article,
        measure=measure,
        sentence=sentence,
        spans=[*inside, *annotations.hits(sentence, words, asked.meeting)],
        heading_spans=annotations.hits(article.heading, words, asked.meeting),
        plain_title=facts.plain_title,
        chips=_chips(own),
        elsewhere=_elsewhere(others),
        roles=facts.roles,
        asked=asked.units,
        standings=_standings(article, asked.days),
    )


def _chips(rows: Sequence[FactRow]) -> list[FactRow]:
    """Return a chip for each fact; those that read alike are one."""
    return list({(each.label, each.text): each for each in reversed(rows)}.values())[::-1]


def _elsewhere(rows: Sequence[FactRow]) -> str:
    """The sums and times of other sentences of an article: a few as they are printed, more of them counted."""
    few = list(dict.fromkeys(row.text for row in rows))
    if 0 < len(few) <= MAX_LISTED:
        return f"本条另有 {'、'.join(few)}"
    sums = sum(isinstance(row.fact, Amount) for row in rows)
    counts = [f"{count} 个{name}" for count, name in ((sums, "金额"), (len(rows) - sums, "时限")) if count]
    return f"本条另有 {'、'.join(counts)}" if counts else ""


def _standings(article: Article, days: Sequence[tuple[str, date]]) -> list[tuple[str, Standing]]:
    """Return how each day stands to the terms; where none is stated, all days are alike."""
    found = [(label, article.standing_on(on)) for label, on in days]
    return found if found[0][1] != Standing.NONE else [("", Standing.NONE)]


def _weight(measure: Measure, asked: _CardContext) -> tuple:
    """Return the sort key: the words searched for, then what else was asked, then rights before wishes, the order."""
    text = fold(measure.quote) if asked.phrases else ""
    hits = sum(phrase.hits(text) for phrase in asked.phrases)
    return hits, asked.answers.get(measure.pk, 0), measure.force in STRONG, -measure.start
