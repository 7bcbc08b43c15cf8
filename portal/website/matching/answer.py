"""The answer to a question of 政策匹配: who is given what, in which way, the surest first.

What is given rules (:class:`~policies.models.Benefit`), by its mode: had without asking, on application, by choice or
as the place sees fit, from others who are only asked. A measure that gives nobody anything is what the state is to do.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import accumulate, groupby

from policies.models import Benefit, Deadline, Measure, Standing, Term, TermUse
from policies.models.validity import OVER as NOT_IN_FORCE
from policies.models.validity import of_articles
from policies.revision_cache import cached_per_revision
from policies.text.diff import gist
from policies.vocabulary import terms as vocabulary
from portal.website.matching.conditions import Failing, Verdict, failing
from portal.website.matching.gifts import Gift, gifts_by_measure, kinds_of_title, rarity, same_elsewhere
from portal.website.matching.question import Question
from portal.website.matching.ranking import Scheme, TermIndex, closeness, fit, suits
from portal.website.matching.receivers import (
    EVERYBODY,
    NAMED,
    NOT_THEIRS,
    PERHAPS,
    UNKNOWN,
    Asker,
    Judgement,
    of_terms,
)

AUTOMATIC, APPLY, SELECTIVE, ENCOURAGE, DUTIES, OVER, FAILED = range(7)
GROUPS = {
    AUTOMATIC: ("automatic", "自动享受的", "不用申请：免征、减按、不得、限时办结"),
    APPLY: ("apply", "要申请的", "符合条件的，申请就给"),
    SELECTIVE: ("selective", "择优或看地方的", "要评选、排名，或由地方根据实际决定，不一定有"),
    ENCOURAGE: ("encourage", "鼓励别人给你的", "政府鼓励银行、房东、平台等给，是愿望，不是承诺"),
    DUTIES: ("duty", "要求政府做的", "有关部门须办，好处间接"),
    OVER: ("past", "不在期限内或已失效的", "原文写明的期限在这一天已过或还没开始；或者已核实为废止、失效、尚未生效"),
    FAILED: ("failed", "对不上的", "按你说的，至少有一个条件对不上，所以列在最后"),
}
Mode = Benefit.Mode
_GROUP: dict[str, int] = {
    Mode.AUTOMATIC: AUTOMATIC, Mode.APPLY: APPLY, Mode.SELECTIVE: SELECTIVE, Mode.DISCRETION: SELECTIVE,
    Mode.ENCOURAGE: ENCOURAGE,
}  # fmt: skip
# Why a gift may be somebody's whom its own words do not name.
_SPEAKS_OF_THEM = {"trade_own", "trade_above", "enterprise_own", "enterprise_kin"}
# What somebody has in mind is as near as what fulfils a condition that was told.
_SOUGHT = 3
# So many are shown before all others: what a shop's owner reads before she leaves.
FIRST = 3
_FIRST_OF = {AUTOMATIC, APPLY, SELECTIVE}
_TO_BE_HAD = {*_FIRST_OF, ENCOURAGE}
_AT_THE_TOP = ("first", "先看这几项", "最对得上、最值钱的几项，不分办法；其余的在下面分开列")


@dataclass(frozen=True, slots=True)
class RankedMeasure:
    """What a measure gives in one way; sorted as listed. ``others`` say the very same in other documents."""

    group: int
    past: bool
    fit: float
    open: int
    place: tuple
    measure: int
    article: int
    document: int
    quote: str
    gifts: tuple[Gift, ...] = ()
    judgement: Judgement | None = None
    others: tuple["RankedMeasure", ...] = ()
    is_first: bool = False

    @property
    def key(self) -> tuple:
        """Rights first; in a group what is not past, then what is surer and worth more, then the newer."""
        return self.group, self.past, -self.fit, self.open, self.place

    @property
    def is_worth_money(self) -> bool:
        """Whether it gives more than an easier way."""
        return any(gift.worth for gift in self.gifts)

    @property
    def heading(self) -> tuple[str, str, str]:
        """Under what it stands on the page: id, label, note."""
        return _AT_THE_TOP if self.is_first else GROUPS[self.group]

    @property
    def is_to_be_had(self) -> bool:
        """Whether somebody may get it: neither the state's own work, nor past, nor shut out."""
        return self.group in _TO_BE_HAD and not self.past


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
class AnswerGroup:
    """Measures of one rank: how many there are, how many of them too late, and the page on which they begin."""

    id: str
    label: str
    note: str
    count: int
    past: int
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
        found = [each for row in _rows() for each in self._ranked(*row[:7], row[7:])]
        return _first_before_all(list(self._merge_duplicates(sorted(found, key=lambda each: each.key))))

    def _ranked(
        self, measure: int, article: int, document: int, force: str, validity: str, title: str, quote: str, place: tuple
    ) -> Iterator[RankedMeasure]:
        period = self.validity_period(article, measure)
        over = validity in NOT_IN_FORCE or (self.question.on and period.is_out and not period.elsewhere)
        known = self._known(article, measure)
        about = (period.is_past, place, measure, article, document, quote)
        gifts = self.gifts.get(measure, ())
        if not gifts or self.question.is_office:
            rules = fit(self.question.profile, self.index, article, measure)
            if rules is not None:
                named = ["document_title"] if any(term.name in title for term in self.question.subject) else []
                out = measure in self.failing.measures or self.question.against(quote)
                yield _ranked(FAILED if out else OVER if over else DUTIES, closeness([*rules, *named]), known, *about)
            return
        if not suits(self.question.profile, self.index, article, measure):
            return
        by_group: dict[int, list[tuple[Judgement, Gift]]] = {}
        for gift in gifts:
            judged = self._judged(gift, article, title)
            if judged.verdict != Verdict.UNMET:
                by_group.setdefault(self._group(gift, judged, over), []).append((judged, gift))
        for group, found in by_group.items():
            judged = max((each for each, _ in found), key=lambda each: each.sureness)
            close = max(self._close(each, gift) for each, gift in found) + _SOUGHT * self._is_sought(
                article, measure, quote
            )
            yield replace(
                _ranked(group, close, known, *about), gifts=tuple(gift for _, gift in found), judgement=judged
            )

    def _group(self, gift: Gift, judged: Judgement, over: bool) -> int:
        """Where a gift is listed; an easier procedure for everybody is what the state is to do, and for nobody more."""
        if gift.pk in self.failing.gifts or self.question.against(gift.quote):
            return FAILED
        if over:
            return OVER
        is_general = gift.mode == Mode.AUTOMATIC and not gift.worth and judged.sureness < NAMED
        return DUTIES if is_general else _GROUP[gift.mode]

    def _close(self, judged: Judgement, gift: Gift) -> float:
        """How closely a gift fits: who it is for, what it is worth, and what of its conditions was told."""
        told = {term for term in gift.asks if term in self.question.told}
        rare = max((rarity().get(term.name, 0) for term in judged.by), default=0)
        named = rare if judged.verdict == Verdict.MET else rare / 2
        return 3 * judged.sureness + named + 2 * gift.worth + 3 * min(len(told), 2) - 4 * min(len(gift.asks - told), 3)

    def _is_sought(self, article: int, measure: int, quote: str) -> bool:
        """Whether it is what somebody has in mind, or of what they said that it is theirs."""
        means = self.index.near(article, measure, Scheme.INSTRUMENT)
        return bool(self.question.seeks & means) or self.question.speaks_of(quote)

    def _known(self, article: int, measure: int) -> int:
        """How many conditions nobody told us about."""
        asked = self.index.near(article, measure, Scheme.CONDITION)
        return sum(term not in self.question.told for term in asked)

    def _judged(self, gift: Gift, article: int, title: str) -> Judgement:
        """Whether a gift is the asker's; one for everybody is for whom its heading, section or document speaks of."""
        judged = self.asker.judge(gift.receivers, gift.quote)
        kinds, trades = (
            self.index.above.get((article, scheme), set()) for scheme in (Scheme.BENEFICIARY, Scheme.SECTOR)
        )
        of_trade = self.asker.judge(of_terms((), trades))
        if of_trade.verdict == Verdict.UNMET and not any(each.trades for each in gift.receivers):
            return NOT_THEIRS
        if judged.sureness == UNKNOWN and judged.verdict == Verdict.OPEN and gift.worth and self.asker.is_told:
            rules = fit(self.question.profile, self.index, article, gift.measure) or []
            is_theirs = _SPEAKS_OF_THEM & {*rules} or self._is_sought(article, gift.measure, gift.quote)
            return judged if is_theirs else NOT_THEIRS
        if judged.sureness != EVERYBODY:
            return judged
        return self._beside(judged, article, gift.measure) or self._of_those_above(kinds, trades, title) or judged

    def _beside(self, judged: Judgement, article: int, measure: int) -> Judgement | None:
        """What is given to everybody is likelier theirs whose kind or trade the same sentence names; never less."""
        kinds, trades = (self.index.own.get((measure, scheme), set()) for scheme in (Scheme.BENEFICIARY, Scheme.SECTOR))
        found = self.asker.judge(of_terms(kinds, trades, self.asker.trades)) if kinds or trades else judged
        return found if found.verdict == Verdict.MET and found.sureness > judged.sureness else None

    def _of_those_above(self, kinds: set[Term], trades: set[Term], title: str) -> Judgement | None:
        """Whether it is the asker whom a heading, a section or the title speaks of; None where they say nobody."""
        for receivers in (of_terms(kinds, trades, self.asker.trades), of_terms(kinds_of_title(title), ())):
            found = self.asker.judge(receivers) if receivers else None
            if found and found.verdict == Verdict.UNMET:
                return Judgement(Verdict.OPEN, PERHAPS)
            if found and found.sureness >= NAMED:
                return Judgement(found.verdict, found.sureness)  # it says less of somebody than words of its own
        return None

    @cached_property
    def asker(self) -> Asker:
        """Who asks."""
        return Asker(self.question.profile)

    @cached_property
    def gifts(self) -> Mapping[int, Sequence[Gift]]:
        """What measures give, but for the state's own duties."""
        return gifts_by_measure()

    @cached_property
    def failing(self) -> Failing:
        """What has a condition that is not fulfilled."""
        told = self.question.denied or self.question.sums
        return failing(self.question, self.gifts) if told else Failing(set(), set())

    @property
    def at_the_top(self) -> int:
        """How many stand before all others."""
        return sum(each.is_first for each in self.ranked)

    @property
    def past(self) -> int:
        """How many had their term before the day."""
        return sum(each.past for each in self.ranked)

    def _merge_duplicates(self, ranked: Iterable[RankedMeasure]) -> list[RankedMeasure]:
        """The same sentence of several documents as one entry, if it says what is given (延长执行至… does not)."""
        alike = same_elsewhere()
        found: dict[tuple, list[RankedMeasure]] = {}
        for each in ranked:
            whole = each.gifts or self.index.own.get((each.measure, Scheme.INSTRUMENT))
            same = alike.get(each.measure) if each.gifts else None
            key = (each.group, same or gist(each.quote)) if whole else (each.measure, each.group)
            found.setdefault(key, []).append(each)
        return [folded for alike in found.values() for folded in _one_a_document(alike)]

    def validity_period(self, article: int, measure: int) -> ValidityPeriod:
        """Return how a measure stands on the day: by its own term, else by that of another sentence of its article."""
        times = self.times.get(article, [])
        own = [time for time in times if time.measure_id in {measure, None}]
        standing = Standing.of(own or times, self.day)
        quotes = "、".join(dict.fromkeys(time.quote for time in own or times))
        if standing == Standing.NONE:
            return ValidityPeriod(quotes, "起点未写明" if quotes else "没写期限", elsewhere=bool(quotes and not own))
        if standing == Standing.WITHIN:
            return ValidityPeriod(quotes, "在期限内", is_dated=True, elsewhere=not own)
        past = standing == Standing.PAST
        state = "已过" if past else "还没开始"
        return ValidityPeriod(quotes, state, is_dated=True, is_out=True, is_past=past, elsewhere=not own)

    def groups(self, size: int) -> list[AnswerGroup]:
        """The groups that are not empty, and the page on which each begins."""
        parts = [(key, list(each)) for key, each in groupby(self.ranked, lambda each: each.heading)]
        before = accumulate((len(part) for _, part in parts), initial=0)
        return [
            AnswerGroup(*key, len(part), sum(each.past for each in part), at // size + 1)
            for (key, part), at in zip(parts, before, strict=False)
        ]

    @cached_property
    def counts(self) -> Mapping[Term, int]:
        """On how many measures of the answer each condition bears."""
        counts: Counter = Counter()
        for each in self.ranked:
            counts.update(self.index.near(each.article, each.measure, Scheme.CONDITION))
        return counts


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
    for time in times.only("article", "measure", "kind", "role", "start_on", "end_on", "quote"):
        found.setdefault(time.article_id, []).append(time)
    return found


def _hoped_for(each: RankedMeasure) -> tuple:
    """In what order things are worth a look: best where it is printed how much, and where nobody has to choose them."""
    is_counted = any(gift.is_counted for gift in each.gifts)
    return -each.fit - 2 * is_counted + 4 * (each.group == SELECTIVE), each.group, each.open, each.place


def _first_before_all(ranked: list[RankedMeasure]) -> list[RankedMeasure]:
    """Put before all others what fits closest and is still to be had, whichever way; one a sentence.

    A list by ways alone would begin with what everybody has: a travel agency's own refund stood at 40.
    """
    found: dict[int, RankedMeasure] = {}
    for each in sorted(ranked, key=_hoped_for):
        if each.group in _FIRST_OF and each.is_worth_money and not each.past and len(found) < FIRST:
            found.setdefault(each.measure, each)
    chosen = list(found.values())
    return [*(replace(each, is_first=True) for each in chosen), *(each for each in ranked if each not in chosen)]


def _ranked(
    group: int,
    close: float,
    known: int,
    past: bool,
    place: tuple,
    measure: int,
    article: int,
    document: int,
    quote: str,
) -> RankedMeasure:
    return RankedMeasure(group, past, close, known, place, measure, article, document, quote)


@cached_per_revision
def _rows() -> list[tuple]:
    """Every measure with what ranks it: its own place, newer documents first."""
    rows = Measure.objects.public().values_list(
        "pk", "article", "article__document", "force", of_articles("article__"), "article__document__title", "quote",
        "article__document__year",
        "article__document__position", "article__ordinal", "start",
    ).order_by("pk")  # fmt: skip
    return [(*row[:7], -(row[7] or 0), *row[8:], row[0]) for row in rows]


def _one_a_document(alike: list[RankedMeasure]) -> Iterator[RankedMeasure]:
    """The first with those of other documents; what a document says twice validity_period twice."""
    first, *rest = alike
    others = {each.document: each for each in reversed(rest) if each.document != first.document}
    yield replace(first, others=tuple(sorted(others.values(), key=lambda each: each.key)))
    yield from (each for each in rest if others.get(each.document) is not each)
