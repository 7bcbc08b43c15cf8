"""The measures of an answer with all that is shown of them: conditions judged, sums, terms, offices."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from policies.models import Amount, Article, Benefit, Measure, Responsibility, Term, TermUse
from policies.presentation.annotations import corrected
from policies.presentation.facts import FactRow, fact_row
from policies.presentation.given import how_much
from policies.presentation.given_things import called
from policies.presentation.unstated import unstated
from policies.text.highlight import Mark
from portal.website.matching import shown_rows
from portal.website.matching.alternatives import whose
from portal.website.matching.answer import Answer
from portal.website.matching.cases import spared
from portal.website.matching.conditions import ConditionResult, Verdict, belongs_to, conditions
from portal.website.matching.gifts import Gift
from portal.website.matching.indexes import dues_of_measures
from portal.website.matching.order import AnswerGroup, RankedMeasure
from portal.website.matching.periods import ValidityPeriod
from portal.website.matching.reckoning import Reckoning, reckon
from portal.website.matching.shown_rows import ArticleRows, Sentence


@dataclass(frozen=True, slots=True)
class MatchedMeasure:
    """A measure in the answer."""

    measure: Measure
    article: Article
    spans: list[Mark]
    address: str
    conditions: list[ConditionResult]
    sums: list[FactRow]
    offers: list[tuple[Benefit, str]]
    reckonings: list[Reckoning]
    period: ValidityPeriod
    without_term: str
    roles: list[tuple[str, list[Responsibility]]]
    others: list[tuple[Article, str, str]]
    ranked: RankedMeasure
    gifts: list[Benefit]

    @property
    def values(self) -> list[str]:
        """Return how much is given, each once, and in whose case where two exclude one another: 减免 3
        个月（其他地区）.
        """
        values = [(how_much(gift), case) for gift, case in self.offers if gift.value]
        return list(dict.fromkeys(f"{value}（{case}）" if case else value for value, case in values))

    @property
    def only_sum(self) -> Amount | None:
        """The one figure that is given: of several, or of a range, a single number would be a guess."""
        found = [row.fact for row in self.sums if isinstance(row.fact, Amount)]
        return found[0] if len(found) == 1 and found[0].low is not None and found[0].low == found[0].high else None

    @property
    def modes(self) -> list[tuple[str, str]]:
        """Return the ways in which it is had, each once: mode and label."""
        return list(dict.fromkeys((gift.mode, gift.get_mode_display()) for gift in self.gifts))

    @property
    def lacks(self) -> ConditionResult | None:
        """The one condition that is missing where all others are fulfilled: 差一项."""
        missing = [each for each in self.conditions if each.verdict != Verdict.MET]
        is_one = self.gifts and len(self.conditions) > 1 and len(missing) == 1
        return missing[0] if is_one and (missing[0].asks or not missing[0].is_open) else None


def entries(answer: Answer, ranked: Sequence[RankedMeasure]) -> Iterator[MatchedMeasure]:
    """Measures with all that is shown of them, in their order."""
    if not ranked:
        return
    shown = shown_rows.sentences((each.article, each.measure) for entry in ranked for each in (entry, *entry.others))
    rows = shown_rows.of_articles({each.article for each in ranked})
    for each in ranked:
        others = [shown[other.measure] for other in each.others]
        yield _entry(answer, each, shown[each.measure], rows[each.article], others)


def by_group(
    answer: Answer, ranked: Sequence[RankedMeasure], size: int
) -> list[tuple[AnswerGroup, list[MatchedMeasure]]]:
    """A page's measures under their groups."""
    groups = {group.id: group for group in answer.groups(size)}
    found = groupby(entries(answer, ranked), key=lambda each: each.ranked.heading[0])
    return [(groups[key], list(items)) for key, items in found]


def _entry(
    answer: Answer, ranked: RankedMeasure, sentence: Sentence, rows: ArticleRows, others: Sequence[Sentence]
) -> MatchedMeasure:
    measure, gifts = sentence.measure, [sentence.benefits[gift.pk] for gift in ranked.gifts]
    own = [each for each in rows.sums if each.measure_id == measure.pk and _is_bound(each, measure, ranked.gifts)]
    uses = [each for each in rows.uses if _is_bound(each, measure, ranked.gifts)]
    wordings = [gift.wording for gift in ranked.gifts] or [measure.quote]
    cases = whose(answer.question, gifts, uses)
    return MatchedMeasure(
        measure=measure,
        article=measure.article,
        spans=corrected(measure),
        address=sentence.address,
        conditions=conditions(
            answer.question, measure, uses, own, _receiver(answer, ranked, gifts), wordings, _spared(answer, ranked)
        ),
        sums=[fact_row(each) for each in own if each.role == Amount.Role.BENEFIT],
        offers=_told_once([(gift, cases[gift.pk]) for gift in gifts if gift.pk in cases]),
        reckonings=[
            replace(found, case=cases[gift.pk] or found.case)
            for gift in gifts
            if gift.pk in cases
            for found in reckon(answer.question.amounts, measure, gift, own)
        ],
        period=answer.validity_period(measure.article_id, measure.pk),
        without_term=unstated(dues_of_measures().get(measure.pk, ()), measure.article.document),
        roles=rows.roles,
        others=[(each.measure.article, each.address, each.measure.quote) for each in others],
        ranked=ranked,
        gifts=gifts,
    )


def _told_once(offers: Sequence[tuple[Benefit, str]]) -> list[tuple[Benefit, str]]:
    """Return them but for those that read alike: 禁止侵害；禁止侵害."""
    by_words = {(called(gift), how_much(gift), case): (gift, case) for gift, case in reversed(offers)}
    return list(by_words.values())[::-1]


def _spared(answer: Answer, ranked: RankedMeasure) -> frozenset[Term]:
    """Return the conditions that none of the gifts asks of this asker: those of other cases than theirs."""
    asked = frozenset().union(*(gift.asks - spared(gift, answer.question) for gift in ranked.gifts))
    return frozenset().union(*(gift.asks for gift in ranked.gifts)) - asked


def _is_bound(fact: TermUse | Amount, measure: Measure, gifts: Sequence[Gift]) -> bool:
    """Whether a fact is said of one of the gifts; what stands above the article, or in a duty, is said of all of it."""
    if fact.measure_id is None or not gifts:
        return True
    return fact.measure_id == measure.pk and any(belongs_to(fact, gift) for gift in gifts)


def _receiver(answer: Answer, ranked: RankedMeasure, gifts: Sequence[Benefit]) -> ConditionResult | None:
    judged = ranked.judgement
    if judged is None:
        return None
    words = "、".join(dict.fromkeys(word for gift in gifts for word in gift.receivers))
    asks = next(filter(None, (answer.question.unasked(term.name) for term in judged.by)), None)
    undecided = [answer.question.undecided(gift.wording) for gift in ranked.gifts]
    is_proven = not all(undecided) and any(answer.asker.is_proven(gift) for gift in ranked.gifts)
    verdict = Verdict.OPEN if judged.verdict == Verdict.MET and not is_proven else judged.verdict
    note = answer.asker.why_open(judged) if words else "没写限哪类企业"
    asks = asks or next(filter(None, undecided), None)
    return ConditionResult("对象", words, verdict, note or ("话里还有条件" if verdict != judged.verdict else ""), asks)
