"""Articles as lists show them: what it says, how much and until when, who, where it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from policies import marks
from policies.kinds import Picks
from policies.models import Amount, Article, Correction, Deadline, Measure, Responsibility, TermUse
from policies.rows import Row, row
from policies.search import fold, needles
from policies.spans import Span

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


@dataclass(frozen=True, slots=True)
class Card:
    """An article in a list. ``measure`` is the sentence that was asked for, or else the strongest."""

    article: Article
    title: str
    measure: Measure | None
    sentence: str
    spans: list[Span]
    title_spans: list[Span]
    chips: list[Row]
    roles: list[tuple[str, list[Responsibility]]]
    asked: set[int]


def cards(articles: Iterable[Article], picks: Picks) -> list[Card]:
    """The cards of a page of articles, as one asked for them."""
    articles = list(articles)
    words = [needle for value in (picks["q"].values if "q" in picks else ()) for needle in needles(value.match)]
    concerned = _concerned(articles, picks)
    asked = set(picks["unit"].matches) if "unit" in picks else set()
    return [_card(article, words, concerned, asked) for article in articles]


def _concerned(articles: Sequence[Article], picks: Picks) -> set[int]:
    """The measures that use a term that was asked for."""
    if "sector" not in picks or not articles:
        return set()
    uses = TermUse.objects.live().filter(article__in=[each.pk for each in articles], term__in=picks["sector"].matches)
    return set(uses.exclude(measure=None).values_list("measure", flat=True))


def _card(article: Article, words: Sequence[str], concerned: set[int], asked: set[int]) -> Card:
    measures = article.measures.all()
    measure = max(measures, key=lambda each: _weight(each, words, concerned), default=None)
    start, end = (measure.start, measure.end) if measure else (article.body_start, article.body_end)
    sentence = article.text[start:end]
    facts = [*article.amount_set.all(), *article.deadline_set.all()]
    spans = [*marks.of_facts(facts), *marks.of_corrections(article.corrections.all())]
    inside = [span.within(start, end) for span in spans if start <= span.start < end]
    title = _title(article)
    return Card(
        article=article,
        title=title,
        measure=measure,
        sentence=sentence,
        spans=[*inside, *marks.hits(sentence, words)],
        title_spans=marks.hits(title, words),
        chips=[row(fact) for fact in facts],
        roles=by_role(article.responsibility_set.all()),
        asked=asked,
    )


def _title(article: Article) -> str:
    """Its heading, or what stands above it: the first words of a text without one are in the sentence already."""
    above = article.section.title if article.section else ""
    return article.heading or (above if article.number is None else f"{above} {article.name}".strip())


def _weight(measure: Measure, words: Sequence[str], concerned: set[int]) -> tuple:
    """What to show first: the words searched for, then the sector, then a right before a wish, then the order."""
    text = fold(measure.quote)
    hits = sum(word in text for word in words)
    return hits, measure.pk in concerned, measure.force in STRONG, -measure.start


def by_role(responsibilities: Iterable[Responsibility]) -> list[tuple[str, list[Responsibility]]]:
    """Who leads, who is responsible, who supports; and apart from them, whom the text only names."""
    groups: dict[str, list[Responsibility]] = {role: [] for role in (*Responsibility.Role.labels, NAMED)}
    for part in responsibilities:
        groups[NAMED if part.basis == Responsibility.Basis.BODY else part.get_role_display()].append(part)
    return [(label, parts) for label, parts in groups.items() if parts]
