"""Articles as lists show them: what it says, how much and until when, who, where it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from policies.models import Amount, Article, Correction, Deadline, Fact, Measure, Responsibility, Standing, Term
from policies.presentation import annotations
from policies.presentation.facts import Row, row
from policies.text.highlight import Span
from policies.text.normalize import Phrase, fold
from portal.website.finder.filterset import rows_of
from portal.website.finder.params import BY_NAME, Picks
from portal.website.finder.params.sources import TERMS, WIDENED, asked_phrases, day, uses

# What an enterprise asks first: how much is given, and how long the policy holds.
BENEFITS = Amount.Role.BENEFIT
TIMES = (Deadline.Role.TERM, Deadline.Role.DUE, Deadline.Role.HANDLING)
NAMED = Responsibility.Basis.BODY.label
STRONG = (Measure.Force.GRANTS, Measure.Force.FORBIDS)


def with_facts(articles: QuerySet) -> QuerySet:
    """Articles with all that a card shows, and without the columns that it does not."""
    return (
        articles.select_related("document", "section")
        .defer("search", "pieces", "reading", "document__validity_evidence")
        .prefetch_related(
            Prefetch("measures", Measure.objects.live().order_by("start", "id")),
            Prefetch("amount_set", Amount.objects.live().filter(role=BENEFITS).order_by("start", "id")),
            Prefetch("deadline_set", Deadline.objects.live().filter(role__in=TIMES).order_by("start", "id")),
            Prefetch("corrections", Correction.objects.standing()),
            Prefetch("responsibility_set", parts()),
        )
    )


def parts() -> QuerySet:
    """Who does what, the strongest first."""
    return Responsibility.objects.live().select_related("unit", "via").strongest_first()


# So many figures of other sentences are told, not counted.
FEW = 3


@dataclass(frozen=True, slots=True)
class Card:
    """An article in a list. ``measure`` is the sentence that was asked for, or else the strongest.

    ``chips`` are its sums and times, and how long the article holds; ``elsewhere`` counts those of other sentences.
    ``standings`` are days and how they stand to the terms it states; ``general`` says why it is in a list of what it
    does not name.
    """

    article: Article
    measure: Measure | None
    sentence: str
    spans: list[Span]
    heading_spans: list[Span]
    chips: list[Row]
    elsewhere: str
    roles: list[tuple[str, list[Responsibility]]]
    asked: set[int]
    standings: list[tuple[str, Standing]]
    general: str = ""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What cards are chosen and marked by.

    The words, how many kinds each measure answers, by article the words that name a term asked for, units, days.
    """

    phrases: list[Phrase]
    answers: dict[int, int]
    naming: dict[int, list[Span]]
    units: set[int]
    days: list[tuple[str, date]]


def cards(articles: Iterable[Article], picks: Picks) -> list[Card]:
    """The cards of a page of articles, as one asked for them."""
    articles = list(articles)
    today = timezone.localdate()
    days = [("今日", today)]
    if "on" in picks and day(picks) != today:
        days.insert(0, (picks["on"].values[0].label, day(picks)))
    units = set(picks["unit"].matches) if "unit" in picks else set()
    if not articles:
        return []
    answers, named = _answers(articles, picks)
    asked = _Asked(asked_phrases(picks), answers, _naming(articles, picks), units, days)
    general = _general(articles, picks, named)
    return [replace(_card(article, asked), general=general.get(article.pk, "")) for article in articles]


def _answers(articles: Sequence[Article], picks: Picks) -> tuple[dict[int, int], dict[str, set[int]]]:
    """How many of the kinds asked for each measure answers; and which articles name what is asked of a vocabulary."""
    answers: dict[int, int] = {}
    named: dict[str, set[int]] = {}
    pks = [each.pk for each in articles]
    for evidence in dict.fromkeys(BY_NAME[name].evidence for name in picks):
        if evidence is None or not evidence.measure:
            continue
        rows = rows_of(evidence, picks).filter(**{f"{evidence.article}__in": pks}).order_by()
        pairs = set(rows.values_list(evidence.article, evidence.measure))
        for measure in {measure for _, measure in pairs if measure}:
            answers[measure] = answers.get(measure, 0) + 1
        found = {article for article, _ in pairs}
        named |= {name: found for name in picks if name in WIDENED and BY_NAME[name].evidence is evidence}
    return answers, named


def _naming(articles: Sequence[Article], picks: Picks) -> dict[int, list[Span]]:
    """By article, where its sentences name a trade, a beneficiary, a means, a condition or a place asked for."""
    asked = [term for name in TERMS if name in picks for term in picks[name].matches]
    if not asked:
        return {}
    rows = uses(*TERMS).filter(article__in=[each.pk for each in articles], term__in=asked, measure__isnull=False)
    found: dict[int, list[Span]] = {}
    for article, start, end in rows.order_by("start", "id").values_list("article", "start", "end"):
        found.setdefault(article, []).append(Span(start, end, "hit", tag="mark"))
    return found


def _general(articles: Sequence[Article], picks: Picks, named: dict[str, set[int]]) -> dict[int, str]:
    """Why an article is listed that does not name the trade or the place asked for."""
    said: dict[int, list[str]] = {}
    for name, found in named.items():
        others = [each.pk for each in articles if each.pk not in found]
        some = set()
        if others and name == Term.Scheme.SECTOR:
            some = set(uses(name).filter(article__in=others).values_list("article", flat=True))
        for pk in others:
            label = BY_NAME[name].label
            said.setdefault(pk, []).append("服务业通用" if pk in some else f"没有写明{label}，各{label}适用")
    return {pk: "；".join(reasons) for pk, reasons in said.items()}


def _card(article: Article, asked: _Asked) -> Card:
    words = [form for phrase in asked.phrases for form in phrase.forms]
    measures = article.measures.all()
    measure = max(measures, key=lambda each: _weight(each, asked), default=None)
    start, end = (measure.start, measure.end) if measure else (article.body_start, article.body_end)
    sentence = article.text[start:end]
    times = list(article.deadline_set.all())
    lasting = [time for time in times if time.role == Deadline.Role.TERM]
    facts = [*article.amount_set.all(), *times]
    own = [fact for fact in facts if start <= fact.start < end or fact in lasting]
    named = asked.naming.get(article.pk, ())
    spans = [*annotations.of_facts(facts), *annotations.of_corrections(article.corrections.all()), *named]
    inside = [span.within(start, end) for span in spans if start <= span.start < end]
    return Card(
        article=article,
        measure=measure,
        sentence=sentence,
        spans=[*inside, *annotations.hits(sentence, words)],
        heading_spans=annotations.hits(article.heading, words),
        chips=_chips(own),
        elsewhere=_elsewhere([fact for fact in facts if fact not in own]),
        roles=by_role(article.responsibility_set.all()),
        asked=asked.units,
        standings=_standings([(time.start_on, time.end_on) for time in lasting], asked.days),
    )


def _chips(facts: Iterable[Fact]) -> list[Row]:
    """What reads alike is one chip."""
    rows = [row(fact) for fact in facts]
    return list({(each.label, each.said): each for each in reversed(rows)}.values())[::-1]


def _elsewhere(facts: Sequence[Fact]) -> str:
    """The sums and times of other sentences of an article: a few as they are printed, more of them counted."""
    few = list(dict.fromkeys(row(fact).said for fact in facts))
    if 0 < len(few) <= FEW:
        return f"本条另有 {'、'.join(few)}"
    sums = sum(isinstance(fact, Amount) for fact in facts)
    counts = [f"{count} 个{name}" for count, name in ((sums, "金额"), (len(facts) - sums, "时限")) if count]
    return f"本条另有 {'、'.join(counts)}" if counts else ""


def _standings(terms: Sequence[tuple], days: Sequence[tuple[str, date]]) -> list[tuple[str, Standing]]:
    """How each day stands to the terms; where none is stated, all days are alike."""
    found = [(label, Standing.of(terms, on)) for label, on in days]
    return found if found[0][1] != Standing.NONE else [("", Standing.NONE)]


def _weight(measure: Measure, asked: _Asked) -> tuple:
    """What to show first: the words searched for, then what else was asked, then a right before a wish, the order."""
    text = fold(measure.quote)
    hits = sum(phrase.hits(text) for phrase in asked.phrases)
    return hits, asked.answers.get(measure.pk, 0), measure.force in STRONG, -measure.start


def by_role(responsibilities: Iterable[Responsibility]) -> list[tuple[str, list[Responsibility]]]:
    """Who leads, who is responsible, who supports; and apart from them, whom the text only names."""
    groups: dict[str, list[Responsibility]] = {role: [] for role in (*Responsibility.Role.labels, NAMED)}
    for part in responsibilities:
        groups[NAMED if part.basis == Responsibility.Basis.BODY else part.get_role_display()].append(part)
    return [(label, parts) for label, parts in groups.items() if parts]
