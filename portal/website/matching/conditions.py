"""Whether an enterprise fulfils what a measure asks for: each condition with the words that it rests on."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from policies.models import Amount, Measure, Term, TermUse
from portal.website.matching.cases import GiftInCases, is_shut_out
from portal.website.matching.interview import Asks
from portal.website.matching.question import Question
from portal.website.matching.ranking import Scheme, restricting, trades
from portal.website.matching.reading import StatedFigure


class Verdict(StrEnum):
    """满足, 不满足 or 无法判断."""

    MET = "met"
    UNMET = "unmet"
    OPEN = "open"

    @property
    def label(self) -> str:
        """The verdict as pages say it."""
        return {"met": "满足", "unmet": "不满足", "open": "无法判断"}[self]


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """A condition: of what kind, the words it rests on, what we know; ``note`` says why where that is not plain.

    ``asks`` is the question that settles it, if any.
    """

    label: str
    words: str
    verdict: Verdict
    note: str = ""
    asks: Asks | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody can say."""
        return self.verdict == Verdict.OPEN


# A figure belongs to the condition that stands close before it, or holds it: 月销售额|15万元以下.
NEAR = 8
_BREAK = re.compile("[，。；、：（）,;:()]")
_CLAUSE = re.compile("[^，。；、：（）,;:()]*$")
_REST = re.compile("^[^，。；、：（）,;:()]*")
LONGEST = 30
# 其他地区减免3个月租金: who does not fulfil the condition gets something too.
_OTHERWISE = re.compile("(?:其他|其余)(?P<of>[\u4e00-\u9fff]{2})")


# What stands before or behind a kind where only some of its members are meant.
_ONLY_SOME = re.compile(r"(?:国家|省级|省属|中央|全国|央属|市级|新[培引设]|引进[^，。；]{0,20})[^，。；、和及与]{0,6}$")
_ONLY_MODELS = re.compile(r"[^，。；、和及与]{0,4}(?:示范|标杆|百强|“小巨人”)")


class MeasurePart(GiftInCases, Protocol):
    """The part of a measure's text that a condition is said of."""

    @property
    def pk(self) -> int: ...
    @property
    def begin(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def shared(self) -> tuple[int, int]: ...


def belongs_to(fact: TermUse | Amount, gift: MeasurePart) -> bool:
    """Whether a fact of the same measure is said of a gift: behind the one before it and not behind it, or of both."""
    first, last = gift.shared
    return gift.begin <= fact.start < gift.end or first <= fact.start < last


def conditions(
    question: Question,
    measure: Measure,
    uses: Sequence[TermUse],
    sums: Sequence[Amount],
    receiver: ConditionResult | None,
    wordings: Sequence[str],
    spared: Collection[Term] = (),
) -> list[ConditionResult]:
    """All conditions of a measure: whom it is for, place, then what else the text asks for.

    ``receiver`` is what was found of those to whom something is given; None where nothing is. ``wordings`` are the
    words of what is given, else those of the measure. ``spared`` are conditions of other cases than the asker's.
    """
    whom = [receiver] if receiver else [*_of_sector(question, measure, uses), *_of_beneficiary(question, measure, uses)]
    return [
        *whom,
        *_of_place(question, measure, uses),
        *_of_words(question, wordings),
        *_of_text(question, measure, uses, sums, spared),
    ]


def relevant_uses(measure: Measure, uses: Iterable[TermUse], scheme: str) -> list[TermUse]:
    """The uses that count for a measure: its own, else those above its article, else those beside."""
    uses = [use for use in uses if use.term.scheme == scheme]
    own = [use for use in uses if use.measure_id == measure.pk]
    return own or [use for use in uses if use.measure_id is None] or uses


def _quotes(uses: Iterable[TermUse]) -> str:
    return "、".join(dict.fromkeys(use.quote for use in uses))


def _among(uses: Iterable[TermUse], terms: Collection[Term]) -> list[TermUse]:
    return [use for use in uses if use.term in terms]


def _of_sector(question: Question, measure: Measure, uses: Sequence[TermUse]) -> Iterator[ConditionResult]:
    asked = question.profile[Scheme.SECTOR]
    named = relevant_uses(measure, uses, Scheme.SECTOR)
    hits = _among(named, asked)
    gets = {use.term for use in relevant_uses(measure, uses, Scheme.BENEFICIARY)}
    meant = _among(named, trades({use.term for use in named}, gets))
    if hits:
        yield ConditionResult("行业", _quotes(hits), Verdict.MET, _elsewhere(measure, hits))
    elif asked and meant:
        yield ConditionResult(
            "行业", _quotes(use for use in meant if use.term.is_umbrella), Verdict.MET, "服务业共同适用"
        )
    elif asked:
        yield ConditionResult("行业", "", Verdict.MET, "没写限哪一行（普惠）")
    elif meant:
        yield ConditionResult("行业", _quotes(meant), Verdict.OPEN, "没说做哪一行")


def _of_beneficiary(question: Question, measure: Measure, uses: Sequence[TermUse]) -> Iterator[ConditionResult]:
    asked = question.profile[Scheme.BENEFICIARY]
    named = relevant_uses(measure, uses, Scheme.BENEFICIARY)
    hits = _among(named, asked or question.profile.related_types)
    kin = _among(named, question.profile.related_types)
    strict = [use for use in named if not use.term.is_umbrella]
    if hits and all(_is_narrowed(measure, use) for use in hits):
        yield ConditionResult("对象", _quotes(hits), Verdict.OPEN, "写的只是其中一部分")
    elif hits:
        yield ConditionResult("对象", _quotes(hits), Verdict.MET, _elsewhere(measure, hits))
    elif kin:
        yield ConditionResult("对象", _quotes(kin), Verdict.OPEN, "是这一行的企业；没写明是否含你选的企业类型")
    elif strict:
        note = "同一条也写到你选的企业类型" if asked else "没说是哪类企业"
        yield ConditionResult("对象", _quotes(strict), Verdict.OPEN, note)
    elif named:
        yield ConditionResult("对象", _quotes(named), Verdict.MET)
    elif asked:
        yield ConditionResult("对象", "", Verdict.MET, "没写限哪类企业")


def _is_narrowed(measure: Measure, use: TermUse) -> bool:
    """Whether the words around a term say that only some of them are meant: 省级政府性担保机构, 引进外地的仓储企业."""
    text = measure.article.text
    before, behind = text[max(measure.start, use.start - LONGEST) : use.start], text[use.end : measure.end]
    return use.measure_id == measure.pk and bool(_ONLY_SOME.search(before) or _ONLY_MODELS.match(behind))


def _of_place(question: Question, measure: Measure, uses: Sequence[TermUse]) -> Iterator[ConditionResult]:
    named = [use for use in relevant_uses(measure, uses, Scheme.PLACE) if use.measure_id in {measure.pk, None}]
    asked = question.profile[Scheme.PLACE]
    strict = _among(named, restricting({use.term for use in named}))
    hits = _among(strict, asked)
    if hits:
        yield ConditionResult("地区", _quotes(hits), Verdict.MET)
    elif strict:
        yield ConditionResult("地区", _quotes(strict), Verdict.OPEN, "没说在哪里")


def _of_words(question: Question, wordings: Sequence[str]) -> Iterator[ConditionResult]:
    """Yield what the plain answers say against words of the print: who carries goods is no 公交."""
    found = next(filter(None, map(question.against, wordings)), None)
    if found is not None:
        asked, word = found
        yield ConditionResult(asked.asks, word, Verdict.UNMET, "按你的回答不是")


def _of_text(
    question: Question, measure: Measure, uses: Iterable[TermUse], sums: Sequence[Amount], spared: Collection[Term]
) -> Iterator[ConditionResult]:
    figures = [each for each in sums if each.role == Amount.Role.CONDITION]
    asked = [use for use in uses if use.term.scheme == Scheme.CONDITION and use.measure_id in {measure.pk, None}]
    judged: set[int] = set()
    for use in asked:
        mine = _figures(measure, use, figures)
        judged |= {figure.pk for figure in mine}
        if use.term not in spared:
            yield _evaluate(question, measure, use, mine)
    for each in figures:
        if each.pk not in judged:
            yield ConditionResult("门槛", clause(measure.article.text, each.start, each.end), Verdict.OPEN)


def _figures(measure: Measure, use: TermUse, figures: Iterable[Amount]) -> list[Amount]:
    """The figures of a measure that belong to a condition of its own: 100万元以上500万元以下 are two."""
    found: list[Amount] = []
    for each in figures if use.measure_id == measure.pk else ():
        if _is_of(each, use, measure) or (found and _follows(each, found[-1], measure)):
            found.append(each)
    return found


def _follows(figure: Amount, before: Amount, measure: Measure) -> bool:
    """Whether a figure goes on with the bound before it: 以上500万元以下, 且不超过500万元."""
    between = measure.article.text[before.end : figure.start]
    return before.end <= figure.start and len(between) <= NEAR and not _BREAK.search(between)


def _is_of(figure: Amount, use: TermUse, measure: Measure) -> bool:
    """Whether a figure is a condition's: it stands in its words, or right behind them."""
    if use.start <= figure.start < use.end:
        return True
    between = measure.article.text[use.end : figure.start]
    return use.end <= figure.start and len(between) <= NEAR and not _BREAK.search(between)


def _evaluate(question: Question, measure: Measure, use: TermUse, figures: Sequence[Amount]) -> ConditionResult:
    words = _words(measure, use, figures)
    verdict = _verdict(question, use, figures, words)
    note = _elsewhere(measure, [use]) or ("条件见他处" if use.term.is_umbrella and not figures else "")
    spared = _spared(measure, use) if verdict == Verdict.UNMET else ""
    return ConditionResult(
        use.term.name, words, Verdict.OPEN if spared else verdict, spared or note, question.unasked(use.term.name)
    )


def _verdict(question: Question, use: TermUse, figures: Sequence[Amount], words: str) -> Verdict:
    """Return what was told against what is asked: of two bounds both must hold."""
    if use.term in question.denied:
        return Verdict.UNMET
    if figures:
        verdicts = {_compare(question.sums.get(use.term.name), figure, words) for figure in figures}
        return next(verdict for verdict in (Verdict.UNMET, Verdict.OPEN, Verdict.MET) if verdict in verdicts)
    return Verdict.MET if use.term in question.fulfilled and not use.term.is_umbrella else Verdict.OPEN


def _spared(measure: Measure, use: TermUse) -> str:
    """Return why a condition that is not fulfilled shuts nobody out, '' where it does."""
    if measure.force == Measure.Force.FORBIDS:
        return "这句写的是不许做什么"
    otherwise = _OTHERWISE.search(measure.article.text, use.end, measure.end)
    own = use.measure_id == measure.pk and otherwise is not None and otherwise["of"] in use.quote
    return "另有其他情形" if own else ""


class Failing(NamedTuple):
    """The benefits, and the measures that give nothing, with a condition that is not fulfilled; by their ids."""

    gifts: set[int]
    measures: set[int]


def failing(question: Question, gifts: Mapping[int, Sequence[MeasurePart]]) -> Failing:
    """Return the benefits and measures with a condition, their own or above their article, that is not fulfilled.

    ``gifts`` are those of each measure, by its id.
    """
    names = {term.name for term in question.denied} | set(question.sums)
    uses = TermUse.objects.public().of_articles().filter(term__scheme=Scheme.CONDITION, term__name__in=names)
    asked: dict[int, list[TermUse]] = {}
    for use in uses.select_related("term").in_text_order():
        asked.setdefault(use.article_id, []).append(use)
    figures: dict[int, list[Amount]] = {}
    for each in Amount.objects.public().among(asked).filter(role=Amount.Role.CONDITION).in_text_order():
        figures.setdefault(each.measure_id, []).append(each)
    failed = [
        (measure.pk, use)
        for measure in Measure.objects.public().among(asked).select_related("article")
        for use in asked[measure.article_id]
        if use.measure_id in {measure.pk, None}
        and _evaluate(question, measure, use, _figures(measure, use, figures.get(measure.pk, ()))).verdict
        == Verdict.UNMET
    ]
    of_gifts: dict[int, tuple[MeasurePart, set[Term]]] = {}
    for measure, use in failed:
        for gift in gifts.get(measure, ()):
            if use.measure_id is None or belongs_to(use, gift):
                of_gifts.setdefault(gift.pk, (gift, set()))[1].add(use.term)
    gifts_failing = {pk for pk, (gift, terms) in of_gifts.items() if is_shut_out(gift, terms)}
    return Failing(gifts_failing, {measure for measure, _ in failed if measure not in gifts})


def _words(measure: Measure, use: TermUse, figures: Sequence[Amount]) -> str:
    """The words that a condition rests on, its figures with them."""
    end = max([use.end, *(each.end for each in figures)])
    return measure.article.text[use.start : end] if figures else use.quote


def _elsewhere(measure: Measure, uses: Iterable[TermUse]) -> str:
    """Return where words stand that are not the measure's own."""
    homes = {use.measure_id for use in uses}
    if measure.pk in homes:
        return ""
    return "写在标题里" if None in homes else "写在同一条的别处"


def _compare(stated: StatedFigure | None, figure: Amount, words: str) -> Verdict:
    """A figure that was given against the one in the text, where that is plainly a floor or a ceiling."""
    Bound = Amount.Bound  # noqa: N806 - a class, as elsewhere
    if stated is None or figure.unit != stated.unit:
        return Verdict.OPEN
    value = stated.value
    if figure.low != figure.high:  # 100万元至500万元
        is_range = figure.shape == Amount.Shape.RANGE
        return (Verdict.MET if figure.low <= value <= figure.high else Verdict.UNMET) if is_range else Verdict.OPEN
    if figure.bound in {Bound.MAX, Bound.BELOW}:
        return Verdict.MET if value <= figure.high else Verdict.UNMET
    if figure.bound in {Bound.MIN, Bound.OVER} or "达到" in words:
        return Verdict.MET if value >= figure.low else Verdict.UNMET
    return Verdict.OPEN


def clause(text: str, start: int, end: int) -> str:
    """The words around a figure, between two marks of punctuation."""
    before = _CLAUSE.search(text[max(0, start - LONGEST) : start])[0]
    after = _REST.search(text[end : end + LONGEST])[0]
    return f"{before}{text[start:end]}{after}"
