"""The answer to a question of 政策匹配: measures that fit, rights before wishes, each with its conditions judged."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import accumulate, groupby

from django.db.models import Prefetch

from policies.models import Amount, Article, Correction, Deadline, Measure, Responsibility, TermUse
from policies.models.validity import OVER as NOT_IN_FORCE
from policies.models.validity import of_articles
from policies.presentation.annotations import anchor, corrected
from policies.presentation.facts import FactRow, fact_row
from policies.revision_cache import cached_per_revision
from policies.text.diff import gist
from policies.text.highlight import Mark
from policies.vocabulary import terms as vocabulary
from portal.website.matching.conditions import ConditionResult, conditions, failing
from portal.website.matching.question import ConditionOption, ConditionOptions, Question
from portal.website.matching.ranking import Scheme, TermIndex, closeness, fit
from portal.website.pages.parts.article_card import STRONG
from portal.website.pages.parts.unit_queries import by_role

Force = Measure.Force
RIGHTS, DUTIES, WISHES, OVER, FAILED = range(5)
GROUPS = {
    RIGHTS: ("rights", "能得到的", "给予、免征、不得：文件写明了要给，或不许做"),
    DUTIES: ("duties", "要求政府做的", "要、应：有关部门须办，好处间接"),
    WISHES: ("wishes", "鼓励和探索的", "鼓励、支持、探索：是愿望，不是承诺"),
    OVER: ("over", "不在期限内或已失效的", "原文写明的期限在这一天已过或还没开始；或者已核实为废止、失效、尚未生效"),
    FAILED: ("failed", "你不满足条件的", "按你说的，至少有一个条件对不上，所以列在最后"),
}
_GROUP: dict[str, int] = {
    Force.GRANTS: RIGHTS, Force.FORBIDS: RIGHTS, Force.REQUIRES: DUTIES,
    Force.ENCOURAGES: WISHES, Force.EXPLORES: WISHES,
}  # fmt: skip
_ROLES = list(Responsibility.Role)


@dataclass(frozen=True, slots=True)
class RankedMeasure:
    """A measure that fits; sorted as listed. ``others`` say the very same in other documents."""

    group: int
    past: bool
    fit: int
    open: int
    place: tuple
    measure: int
    article: int
    document: int
    quote: str
    others: tuple["RankedMeasure", ...] = ()

    @property
    def key(self) -> tuple:
        """Rights first; in a group what is not past, then what is closer and has fewer conditions, then the newer."""
        return self.group, self.past, -self.fit, self.open, self.place


@dataclass(frozen=True, slots=True)
class ValidityPeriod:
    """The time for which a measure holds, in the text's words, and how the day stands to it."""

    quote: str
    state: str
    is_dated: bool = False
    is_out: bool = False
    is_past: bool = False
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class MatchedMeasure:
    """A measure in the answer."""

    measure: Measure
    article: Article
    spans: list[Mark]
    address: str
    conditions: list[ConditionResult]
    sums: list[FactRow]
    period: ValidityPeriod
    roles: list[tuple[str, list[Responsibility]]]
    others: list[tuple[Article, str]]


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Measures of one rank on a page; ``count`` is how many there are on all pages, ``past`` how many too late."""

    id: str
    label: str
    note: str
    count: int
    past: int
    items: list[MatchedMeasure] = field(default_factory=list)
    page: int = 1


class Answer:
    """What fits a question on a day; the measures of a page are read only when asked for."""

    def __init__(self, question: Question, today: date):
        self.question = question
        self.day = question.on.value or today

    @cached_property
    def index(self) -> TermIndex:
        """Who uses which term."""
        return _index()

    @cached_property
    def times(self) -> Mapping[int, Sequence[Deadline]]:
        """How long policies hold, by article."""
        return _times()

    @cached_property
    def ranked(self) -> list[RankedMeasure]:
        """All that fits, in the order of the answer."""
        if not self.question.is_asked:
            return []
        found = [self._rank(*row[:7], row[7:]) for row in _rows()]
        return self._merge_duplicates(sorted(filter(None, found), key=lambda each: each.key))

    def _rank(
        self, measure: int, article: int, document: int, force: str, validity: str, title: str, quote: str, place: tuple
    ) -> RankedMeasure | None:
        rules = fit(self.question.profile, self.index, article, measure)
        if rules is None:
            return None
        period = self.validity_period(article, measure)
        over = validity in NOT_IN_FORCE or (self.question.on and period.is_out and not period.elsewhere)
        asked = self.index.near(article, measure, Scheme.CONDITION)
        known = len(asked.intersection(self.question.answers["yes"].terms))
        named = ["document_title"] if any(term.name in title for term in self.question.subject) else []
        group = FAILED if measure in self.failing else OVER if over else _GROUP[force]
        close = closeness([*rules, *named])
        return RankedMeasure(group, period.is_past, close, len(asked) - known, place, measure, article, document, quote)

    @cached_property
    def failing(self) -> set[int]:
        """The measures with a condition that is not fulfilled."""
        told = self.question.answers["no"].terms or self.question.yuan
        return failing(self.question) if told else set()

    @property
    def past(self) -> int:
        """How many had their term before the day."""
        return sum(each.past for each in self.ranked)

    def _merge_duplicates(self, ranked: Iterable[RankedMeasure]) -> list[RankedMeasure]:
        """The same sentence of several documents as one entry, if it says what is given (延长执行至… does not)."""
        found: dict[tuple, list[RankedMeasure]] = {}
        for each in ranked:
            whole = self.index.own.get((each.measure, Scheme.INSTRUMENT))
            found.setdefault((each.group, gist(each.quote)) if whole else (each.measure,), []).append(each)
        return [folded for alike in found.values() for folded in _one_a_document(alike)]

    def validity_period(self, article: int, measure: int) -> ValidityPeriod:
        """Return how a measure stands on the day: by its own term, else by that of another sentence of its article."""
        times = self.times.get(article, [])
        own = [time for time in times if time.measure_id in {measure, None}]
        dated = [time for time in own or times if time.end_on]
        quotes = "、".join(dict.fromkeys(time.quote for time in own or times))
        if not dated:
            return ValidityPeriod(quotes, "起点未写明" if quotes else "没写期限", elsewhere=bool(quotes and not own))
        if any(not time.is_past(self.day) and not _ahead(time, self.day) for time in dated):
            return ValidityPeriod(quotes, "在期限内", is_dated=True, elsewhere=not own)
        past = all(time.is_past(self.day) for time in dated)
        state = "已过" if past else "还没开始"
        return ValidityPeriod(quotes, state, is_dated=True, is_out=True, is_past=past, elsewhere=not own)

    def groups(self, size: int) -> list[AnswerGroup]:
        """The groups that are not empty, and the page on which each begins."""
        parts = [(key, list(each)) for key, each in groupby(self.ranked, lambda each: each.group)]
        before = accumulate((len(part) for _, part in parts), initial=0)
        return [
            AnswerGroup(*GROUPS[key], len(part), sum(each.past for each in part), page=at // size + 1)
            for (key, part), at in zip(parts, before, strict=False)
        ]

    def on_page(self, ranked: Sequence[RankedMeasure], size: int) -> list[AnswerGroup]:
        """A page's measures under their groups."""
        items = dict(self._items(ranked))
        shown: dict[str, list[MatchedMeasure]] = {}
        for each in ranked:
            shown.setdefault(GROUPS[each.group][0], []).append(items[each.measure])
        return [replace(each, items=shown[each.id]) for each in self.groups(size) if each.id in shown]

    def _items(self, ranked: Sequence[RankedMeasure]) -> Iterator[tuple[int, MatchedMeasure]]:
        if not ranked:
            return
        articles = {each.article for each in ranked}
        shown = {each.measure for entry in ranked for each in (entry, *entry.others)}
        measures = {each.pk: each for each in _measures(shown)}
        uses = _by_article(_uses(articles))
        sums = _by_article(Amount.objects.public().filter(article__in=articles).in_text_order())
        parts = _by_article(_parts(articles))
        giving = set(
            Measure.objects.public().filter(article__in=articles, force__in=STRONG).values_list("pk", flat=True)
        )
        for each in ranked:
            facts = [rows.get(each.article, []) for rows in (uses, sums, parts)]
            others = [(measures[other.measure].article, anchored(measures[other.measure])) for other in each.others]
            yield each.measure, self._item(measures[each.measure], *facts, giving, others)

    def _item(
        self,
        measure: Measure,
        uses: list[TermUse],
        sums: list[Amount],
        parts: list[Responsibility],
        giving: set[int],
        others: list[tuple[Article, str]],
    ) -> MatchedMeasure:
        own = [each for each in sums if each.measure_id == measure.pk]
        return MatchedMeasure(
            measure=measure,
            article=measure.article,
            spans=corrected(measure),
            address=anchored(measure),
            conditions=conditions(self.question, measure, uses, own, giving),
            sums=[fact_row(each) for each in own if each.role == Amount.Role.BENEFIT],
            period=self.validity_period(measure.article_id, measure.pk),
            roles=by_role(parts),
            others=others,
        )

    @cached_property
    def conditions(self) -> ConditionOptions:
        """The conditions that the answer turns on; before there is one, all that there are."""
        counts: Counter = Counter()
        for each in self.ranked:
            counts.update(self.index.near(each.article, each.measure, Scheme.CONDITION))
        yes, no = (self.question.answers[name] for name in ("yes", "no"))
        chosen = {*yes.terms, *no.terms}
        terms = [
            term
            for term in vocabulary.of_scheme(Scheme.CONDITION).terms
            if not term.is_umbrella and (term in counts or term in chosen or not self.ranked)
        ]
        terms.sort(key=lambda term: (term not in chosen, -counts[term]))
        boxes = [ConditionOption(term.name, counts[term], term in yes.terms, term in no.terms) for term in terms]
        errors = [(name, self.question.errors[name]) for name in ("yes", "no") if name in self.question.errors]
        return ConditionOptions(boxes, errors)


# What everybody's answer is ranked by is read once a revision.


@cached_per_revision
def _index() -> TermIndex:
    terms, index = vocabulary.by_id(), TermIndex()
    uses = TermUse.objects.public().of_articles().order_by()
    for article, measure, term in uses.values_list("article", "measure", "term"):
        if term in terms:
            index.add(article, measure, terms[term])
    return index


@cached_per_revision
def _times() -> dict[int, list[Deadline]]:
    times = Deadline.objects.terms().of_articles().in_text_order()
    found: dict[int, list[Deadline]] = {}
    for time in times.only("article", "measure", "kind", "start_on", "end_on", "quote"):
        found.setdefault(time.article_id, []).append(time)
    return found


@cached_per_revision
def _rows() -> list[tuple]:
    """Every measure with what ranks it: its own place, newer documents first."""
    rows = Measure.objects.public().values_list(
        "pk", "article", "article__document", "force", of_articles("article__"), "article__document__title", "quote",
        "article__document__year",
        "article__document__position", "article__ordinal", "start",
    ).order_by("pk")  # fmt: skip
    return [(*row[:7], -(row[7] or 0), *row[8:], row[0]) for row in rows]


def anchored(measure: Measure) -> str:
    """The address of a sentence on its article's page."""
    return f"{measure.article.get_absolute_url()}#{anchor(measure)}"


def _one_a_document(alike: list[RankedMeasure]) -> Iterator[RankedMeasure]:
    """The first with those of other documents; what a document says twice validity_period twice."""
    first, *rest = alike
    others = {each.document: each for each in reversed(rest) if each.document != first.document}
    yield replace(first, others=tuple(sorted(others.values(), key=lambda each: each.key)))
    yield from (each for each in rest if others.get(each.document) is not each)


def _ahead(time: Deadline, on: date) -> bool:
    return time.start_on is not None and time.start_on > on


def _measures(ids: Iterable[int]):
    found = Measure.objects.public().filter(pk__in=ids).without_heavy_columns()
    return found.prefetch_related(Prefetch("article__corrections", Correction.objects.standing()))


def _uses(articles: Iterable[int]):
    return TermUse.objects.public().filter(article__in=articles).select_related("term").in_text_order()


def _parts(articles: Iterable[int]) -> list[Responsibility]:
    """Return who to ask, whoever leads first."""
    parts = Responsibility.objects.public().filter(article__in=articles).select_related("unit").strongest_first()
    return sorted(parts, key=lambda part: _ROLES.index(part.role))


def _by_article(rows: Iterable) -> dict[int, list]:
    found: dict[int, list] = {}
    for each in rows:
        found.setdefault(each.article_id, []).append(each)
    return found
