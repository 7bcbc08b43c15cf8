"""The answer to a question of 政策匹配: who is given what, in which way, the surest first.

What is given rules (:class:`~policies.models.Benefit`), by its mode: had without asking, on application, by choice or
as the place sees fit, from others who are only asked. A measure that gives nobody anything is what the state is to do.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import accumulate, groupby

from policies.models import Benefit, Deadline, Term
from policies.models.validity import OVER as NOT_IN_FORCE
from policies.revision_cache import RevisionCache, pinned_revision
from policies.text.diff import gist
from portal.website.matching import closeness
from portal.website.matching.cases import nearest_case
from portal.website.matching.conditions import Failing, Verdict, failing
from portal.website.matching.gifts import Gift, gifts_by_measure, kinds_of_title, same_elsewhere
from portal.website.matching.indexes import rows, term_index, terms_of_articles
from portal.website.matching.naming import named_in, of_terms
from portal.website.matching.office_duties import plainness, told_to_cities
from portal.website.matching.order import (
    APPLY,
    AUTOMATIC,
    DUTIES,
    ENCOURAGE,
    FAILED,
    OVER,
    SELECTIVE,
    AnswerGroup,
    RankedMeasure,
    first_before_all,
    one_a_document,
    spelled_out,
)
from portal.website.matching.periods import ValidityPeriod, validity_period
from portal.website.matching.question import Question
from portal.website.matching.ranking import ANOTHER, LENDERS, Scheme, TermIndex, fit, fit_of_office, suits
from portal.website.matching.receivers import (
    EVERYBODY,
    NAMED,
    NOT_THEIRS,
    PERHAPS,
    ROLES,
    SIZES,
    UNKNOWN,
    Asker,
    Judgement,
    is_of_one_level,
)

Mode = Benefit.Mode
_GROUP: dict[str, int] = {
    Mode.AUTOMATIC: AUTOMATIC, Mode.APPLY: APPLY, Mode.SELECTIVE: SELECTIVE, Mode.DISCRETION: SELECTIVE,
    Mode.ENCOURAGE: ENCOURAGE,
}  # fmt: skip


class Answer:
    """The measures that fit a question on a day; those of a page are read only when asked for."""

    def __init__(self, question: Question, today: date):
        self.question = question
        self.day = question.on.value or today

    @cached_property
    def index(self) -> TermIndex:
        """Return who uses which term."""
        return term_index()

    @cached_property
    def times(self) -> Mapping[int, Sequence[Deadline]]:
        """Return how long policies hold, by article."""
        return terms_of_articles()

    @cached_property
    @pinned_revision()
    def ranked(self) -> list[RankedMeasure]:
        """All that fits, in the order of the answer."""
        return _RANKED.get((self.question.key, self.day), self._ranked_anew) if self.question.is_asked else []

    def _ranked_anew(self) -> list[RankedMeasure]:
        found = spelled_out([each for row in rows() for each in self._ranked(*row[:7], row[7:])])
        ranked = self._merge_duplicates(sorted(found, key=lambda each: each.key))
        return first_before_all(ranked, self.asker.is_role)

    def _ranked(
        self, measure: int, article: int, document: int, force: str, validity: str, title: str, quote: str, place: tuple
    ) -> Iterator[RankedMeasure]:
        period = self.validity_period(article, measure)
        over = validity in NOT_IN_FORCE or (self.question.on.value and period.is_out and not period.elsewhere)
        known = self._known(article, measure)
        about = (period.is_past, place, measure, article, document, quote)
        gifts = self.gifts.get(measure, ())
        if not gifts or self.question.is_office:
            duty = self._duty(measure, article, force, title, quote)
            if duty is not None:
                out = measure in self.failing.measures or self.question.against(quote)
                group = FAILED if out else OVER if over else DUTIES
                close, is_named, sought = duty
                found = _ranked(group, close, known, *about)
                yield replace(found, is_named=is_named, sought=sought)
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
            sought = self._sought(article, measure, quote)
            close, worth = max(
                (closeness.of_gift(self.asker, self.question, each, gift), gift.worth) for each, gift in found
            )
            yield replace(
                _ranked(group, close + sought, known, *about),
                worth=worth,
                gifts=tuple(gift for _, gift in found),
                judgement=judged,
                is_named=self._names_them(judged) and not all(is_of_one_level(gift.receivers) for _, gift in found),
                sought=sought,
                is_unsure=self._is_unsure(found),
                is_confirmed=any(self._is_confirmed(*each) for each in found),
            )

    def _duty(self, measure: int, article: int, force: str, title: str, quote: str) -> tuple[float, bool, float] | None:
        """Return how closely what the state is to do fits, whether it names the asker, and how much it is sought."""
        units = self.question.office.units
        plain = plainness(units, article, measure)
        fits = fit_of_office if self.question.is_office else fit
        rules = fits(self.question.profile, self.index, article, measure)
        if rules is None and self._may_be_theirs_to_do(measure):
            rules = fit_of_office(self.question.profile, self.index, article, measure)
        if rules is None or ANOTHER in rules or (units and not plain):
            return None
        named = ["document_title"] if any(term.name in title for term in self.question.subject) else []
        sought = self._sought(article, measure, quote)
        is_named = bool(self._roles & self.index.of(article, measure, Scheme.BENEFICIARY)[0])
        return closeness.of_duty([*rules, *named], force) + sought + plain, is_named, sought

    def _may_be_theirs_to_do(self, measure: int) -> bool:
        """Whether a sentence tells every city what to do, and who asks may be one of its offices."""
        return self.question.may_be_office and measure in told_to_cities()

    def _is_confirmed(self, judged: Judgement, gift: Gift) -> bool:
        """Whether it is the asker's, and hangs only on what they said that they fulfil."""
        asked = nearest_case(gift, self.question)
        return judged.verdict == Verdict.MET and bool(asked) and asked <= self.question.fulfilled

    def _is_unsure(self, found: Sequence[tuple[Judgement, Gift]]) -> bool:
        """Whether all of it is for few, and somebody who said who they are said nothing of that."""
        return bool(self.question.kinds) and all(
            self.asker.is_one_of_few(judged, gift.receivers) or closeness.asks_what_few_fulfil(self.question, gift)
            for judged, gift in found
        )

    def _group(self, gift: Gift, judged: Judgement, over: bool) -> int:
        """Return where a gift is listed; an easier procedure for everybody is what the state is to do, and for nobody
        more.
        """
        if gift.pk in self.failing.gifts or self.question.against(gift.wording):
            return FAILED
        if over:
            return OVER
        is_of_role = self.asker.is_role and self._names_them(judged)
        is_meant = judged.sureness >= NAMED or is_of_role or self._fulfils_what_is_asked(gift)
        is_easier = not gift.worth or gift.instrument == Benefit.Instrument.ENVIRONMENT
        return DUTIES if gift.mode == Mode.AUTOMATIC and is_easier and not is_meant else _GROUP[gift.mode]

    def _fulfils_what_is_asked(self, gift: Gift) -> bool:
        """Whether somebody said that they fulfil a condition of its sentence: 免除或减少A级、B级企业…停产、限产."""
        return not self.question.fulfilled.isdisjoint(self.index.own.get((gift.measure, Scheme.CONDITION), set()))

    def _names_them(self, judged: Judgement) -> bool:
        """Whether a gift names what the asker said they are, who is no firm as others are."""
        return bool(self._roles & {*judged.by})

    @cached_property
    def _roles(self) -> frozenset[Term]:
        """Return what makes an asker no firm as others are; a landlord may be a 小规模纳税人, as any firm may."""
        return frozenset(kind for kind in self.question.kinds if kind.name in ROLES)

    def _is_meant(self, means: set[Term], gift: Gift) -> bool:
        """Whether it is what they have in mind, or of what they said that it is theirs."""
        return bool(self.question.seeks & means) or self.question.speaks_of(gift.wording)

    def _sought(self, article: int, measure: int, quote: str) -> float:
        """Return how near it is to what somebody has in mind."""
        means = self.index.near(article, measure, Scheme.INSTRUMENT)
        return closeness.of_what_is_sought(self.question, means, quote)

    def _known(self, article: int, measure: int) -> int:
        """Return how many conditions nobody told us about."""
        asked = self.index.near(article, measure, Scheme.CONDITION)
        return sum(term not in self.question.stated for term in asked)

    def _judged(self, gift: Gift, article: int, title: str) -> Judgement:
        """Whether a gift is the asker's; one for everybody is for whom its heading, section or document speaks of."""
        judged = self.asker.judge(gift.receivers, gift.wording)
        _, trades = self._named_above(article)
        of_trade = self.asker.judge(of_terms((), trades))
        if of_trade.verdict == Verdict.UNMET and not any(each.trades for each in gift.receivers):
            return _of_another_section(judged, trades)
        if judged.sureness == UNKNOWN and judged.verdict == Verdict.OPEN and gift.worth and self.asker.is_described:
            if fit(self.question.profile, self.index, article, gift.measure, names_somebody=True) is None:
                return NOT_THEIRS
            means = self.index.near(article, gift.measure, Scheme.INSTRUMENT)
            return Judgement(Verdict.OPEN, EVERYBODY if self._is_meant(means, gift) else UNKNOWN)
        if judged.verdict == Verdict.OPEN and judged.sureness == PERHAPS and self._is_of_their_answers(judged, gift):
            return judged._replace(sureness=NAMED)
        return self._of_everybody(judged, gift, article, title) if judged.sureness == EVERYBODY else judged

    def _named_above(self, article: int) -> tuple[set[Term], set[Term]]:
        """Return the kinds and the trades of an article's heading and section."""
        above = self.index.above
        return above.get((article, Scheme.BENEFICIARY), set()), above.get((article, Scheme.SECTOR), set())

    def _of_everybody(self, judged: Judgement, gift: Gift, article: int, title: str) -> Judgement:
        """Return the judgement of a gift for everybody, where other words say nearer whom it is for."""
        nearer = self._beside(judged, gift.quote, gift.measure) or self._of_those_above(article, title)
        if nearer or not self._is_for_few(gift):
            return nearer or judged
        wanted = self.index.near(article, gift.measure, Scheme.INSTRUMENT) & self.question.wants
        return Judgement(Verdict.OPEN, EVERYBODY if wanted else PERHAPS)

    def _is_for_few(self, gift: Gift) -> bool:
        """Whether a right that says nobody whom it is for is likely none of theirs: it names who they are not.

        “加大对重点服务贸易企业的支持力度，对年度服务进出口额达到50万美元以上的企业给予资金支持” is nothing for a mine.
        """
        if gift.is_of_few or gift.mode == Mode.ENCOURAGE or not (gift.worth or gift.mode != Mode.AUTOMATIC):
            return gift.is_of_few
        said = {each.term.name for found in named_in([gift.wording]) for each in found.kinds}
        kinds = {kind for kind in self.index.own.get((gift.measure, Scheme.BENEFICIARY), ()) if kind.name in said}
        others = {kind for kind in kinds if not kind.is_umbrella and kind.name not in SIZES | LENDERS}
        return bool(others) and not any(self.asker.is_theirs(kind) for kind in others)

    def _is_of_their_answers(self, judged: Judgement, gift: Gift) -> bool:
        """Whether it is of their trade, and a plain answer says that its words are theirs: who carries people."""
        return bool(self.asker.trades & {*judged.by}) and self.question.speaks_of(gift.wording)

    def _beside(self, judged: Judgement, quote: str, measure: int) -> Judgement | None:
        """Return the judgement by a kind or trade that a gift's own words name; None where it is no surer."""
        kinds, trades = (self.index.own.get((measure, scheme), set()) for scheme in (Scheme.BENEFICIARY, Scheme.SECTOR))
        named = {each.term for found in named_in([quote]) for each in (*found.kinds, *found.trades)}
        found = self.asker.judge(of_terms(kinds & named, trades & named, self.asker.trades)) if named else judged
        return found if found.verdict == Verdict.MET and found.sureness > judged.sureness else None

    def _of_those_above(self, article: int, title: str) -> Judgement | None:
        """Whether it is the asker whom a heading, a section or the title speaks of; None where they say nobody."""
        kinds, trades = self._named_above(article)
        for receivers in (of_terms(kinds, trades, self.asker.trades), of_terms(kinds_of_title(title), ())):
            found = self.asker.judge(receivers) if receivers else None
            if found and found.verdict == Verdict.UNMET:
                return Judgement(Verdict.OPEN, PERHAPS)
            if found and found.sureness >= NAMED:
                return Judgement(found.verdict, found.sureness)  # it says less of somebody than words of its own
        return None

    @cached_property
    def asker(self) -> Asker:
        """Return who asks."""
        return Asker(self.question.profile)

    @cached_property
    def gifts(self) -> Mapping[int, Sequence[Gift]]:
        """Return what measures give, but for the state's own duties."""
        return gifts_by_measure()

    @cached_property
    def failing(self) -> Failing:
        """Return the benefits and measures with a condition that is not fulfilled."""
        stated = self.question.denied or self.question.sums
        return failing(self.question, self.gifts) if stated else Failing(set(), set())

    @property
    def at_the_top(self) -> int:
        """Return how many stand before all others."""
        return sum(each.is_first for each in self.ranked)

    @property
    def past(self) -> int:
        """Return how many had their term before the day."""
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
        return [folded for alike in found.values() for folded in one_a_document(alike)]

    def validity_period(self, article: int, measure: int) -> ValidityPeriod:
        """Return how a measure stands on the day."""
        return validity_period(self.times.get(article, ()), measure, self.day)

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
        """Return on how many measures of the answer each condition bears."""
        counts: Counter = Counter()
        for each in self.ranked:
            counts.update(self.index.near(each.article, each.measure, Scheme.CONDITION))
        return counts


def _of_another_section(judged: Judgement, trades: Collection[Term]) -> Judgement:
    """Return the judgement of what stands in a section for other trades: of one for all services, a kind may have it.

    “落实小规模纳税人阶段性免征增值税政策” stands among what is done for services, and is for every 小规模纳税人.
    """
    is_of_services = all(trade.is_umbrella for trade in trades)
    may_have_it = is_of_services and judged.sureness >= NAMED and judged.verdict != Verdict.UNMET
    return Judgement(Verdict.OPEN, PERHAPS, judged.by) if may_have_it else NOT_THEIRS


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


# About so many bytes a measure of an answer takes; what it gives and whom it names stands elsewhere, too.
_MEASURE = 1_500
# The pages of an answer, its workbook and its data are of one order; whatever moves may put another first.
_RANKED: RevisionCache[tuple, list[RankedMeasure]] = RevisionCache(weigh=lambda ranked: len(ranked) * _MEASURE)
