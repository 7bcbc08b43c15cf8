"""Whether an enterprise fulfils what a measure asks for: each condition with the words that it rests on."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from policies.fitting import Scheme, is_umbrella, restricting, trades
from policies.models import Amount, Measure, Term, TermUse


class Verdict(StrEnum):
    """满足, 不满足 or 无法判断."""

    MET = "met"
    UNMET = "unmet"
    OPEN = "open"

    @property
    def label(self) -> str:
        """As pages say it."""
        return {"met": "满足", "unmet": "不满足", "open": "无法判断"}[self]


@dataclass(frozen=True, slots=True)
class Judged:
    """A condition: of what kind, the words it rests on, what we know; ``note`` says why where that is not plain."""

    label: str
    words: str
    verdict: Verdict
    note: str = ""


# A figure belongs to the condition that stands close before it, or holds it: 月销售额|15万元以下.
NEAR = 8
_BREAK = re.compile("[，。；、：（）,;:()]")
_CLAUSE = re.compile("[^，。；、：（）,;:()]*$")
_REST = re.compile("^[^，。；、：（）,;:()]*")
LONGEST = 30


def conditions(
    question, measure: Measure, uses: Sequence[TermUse], sums: Sequence[Amount], giving: Collection[int]
) -> list[Judged]:
    """All conditions of a measure: trade, kind of enterprise, place, then what else the text asks for."""
    return [
        *_of_sector(question, measure, uses),
        *_of_beneficiary(question, measure, uses),
        *_of_place(question, measure, uses),
        *_of_text(question, measure, uses, sums, giving),
    ]


def said(measure: Measure, uses: Iterable[TermUse], scheme: str) -> list[TermUse]:
    """The uses that count for a measure: its own, else those above its article, else those beside."""
    uses = [use for use in uses if use.term.scheme == scheme]
    own = [use for use in uses if use.measure_id == measure.pk]
    return own or [use for use in uses if use.measure_id is None] or uses


def _quotes(uses: Iterable[TermUse]) -> str:
    return "、".join(dict.fromkeys(use.quote for use in uses))


def _among(uses: Iterable[TermUse], terms: Collection[Term]) -> list[TermUse]:
    return [use for use in uses if use.term in terms]


def _of_sector(question, measure: Measure, uses: Sequence[TermUse]) -> Iterator[Judged]:
    asked = question.wanted[Scheme.SECTOR]
    named = said(measure, uses, Scheme.SECTOR)
    hits = _among(named, asked)
    gets = {use.term for use in said(measure, uses, Scheme.BENEFICIARY)}
    meant = _among(named, trades({use.term for use in named}, gets))
    if hits:
        yield Judged("行业", _quotes(hits), Verdict.MET, _elsewhere(measure, hits))
    elif asked and meant:
        yield Judged("行业", _quotes(use for use in meant if is_umbrella(use.term)), Verdict.MET, "服务业共同适用")
    elif asked:
        yield Judged("行业", "", Verdict.MET, "没写限哪一行（普惠）")
    elif meant:
        yield Judged("行业", _quotes(meant), Verdict.OPEN, "没说做哪一行")


def _of_beneficiary(question, measure: Measure, uses: Sequence[TermUse]) -> Iterator[Judged]:
    asked = question.wanted[Scheme.BENEFICIARY]
    named = said(measure, uses, Scheme.BENEFICIARY)
    hits = _among(named, asked or question.wanted.kin)
    kin = _among(named, question.wanted.kin)
    strict = [use for use in named if not is_umbrella(use.term)]
    if hits:
        yield Judged("对象", _quotes(hits), Verdict.MET, _elsewhere(measure, hits))
    elif kin:
        yield Judged("对象", _quotes(kin), Verdict.OPEN, "是这一行的企业；没写明是否含你选的企业类型")
    elif strict:
        note = "同一条也写到你选的企业类型" if asked else "没说是哪类企业"
        yield Judged("对象", _quotes(strict), Verdict.OPEN, note)
    elif named:
        yield Judged("对象", _quotes(named), Verdict.MET)
    elif asked:
        yield Judged("对象", "", Verdict.MET, "没写限哪类企业")


def _of_place(question, measure: Measure, uses: Sequence[TermUse]) -> Iterator[Judged]:
    named = [use for use in said(measure, uses, Scheme.PLACE) if use.measure_id in {measure.pk, None}]
    asked = question.wanted[Scheme.PLACE]
    strict = _among(named, restricting({use.term for use in named}))
    hits = _among(strict, asked)
    if hits:
        yield Judged("地区", _quotes(hits), Verdict.MET)
    elif strict:
        yield Judged("地区", _quotes(strict), Verdict.OPEN, "没说在哪里")


def _of_text(question, measure: Measure, uses, sums: Sequence[Amount], giving: Collection[int]) -> Iterator[Judged]:
    figures = [each for each in sums if each.role == Amount.Role.CONDITION]
    asked = [use for use in uses if use.term.scheme == Scheme.CONDITION]
    near = [use for use in asked if use.measure_id in {measure.pk, None}]
    mine = {use.term for use in near}
    beside = [
        use
        for use in asked
        if use not in near and use.measure_id not in giving and use.term not in mine and not is_umbrella(use.term)
    ]
    told: set[int] = set()
    for use in [*near, *beside]:
        figure = next((each for each in figures if use.measure_id == measure.pk and _is_of(each, use, measure)), None)
        told |= {figure.pk} if figure else set()
        yield _judge(question, measure, use, figure)
    for each in figures:
        if each.pk not in told:
            yield Judged("门槛", clause(measure.article.text, each.start, each.end), Verdict.OPEN)


def _is_of(figure: Amount, use: TermUse, measure: Measure) -> bool:
    """Whether a figure is a condition's: it stands in its words, or right behind them."""
    if use.start <= figure.start < use.end:
        return True
    between = measure.article.text[use.end : figure.start]
    return use.end <= figure.start and len(between) <= NEAR and not _BREAK.search(between)


def _judge(question, measure: Measure, use: TermUse, figure: Amount | None) -> Judged:
    words = _words(measure, use, figure)
    note = _elsewhere(measure, [use])
    if use.term in question.given["no"].terms:
        return Judged(use.term.name, words, Verdict.UNMET, note)
    if figure:
        return Judged(use.term.name, words, _compare(question.yuan.get(use.term.name), figure, words), note)
    if is_umbrella(use.term):
        return Judged(use.term.name, words, Verdict.OPEN, note or "条件见他处")
    return Judged(use.term.name, words, Verdict.MET if use.term in question.given["yes"].terms else Verdict.OPEN, note)


def failing(yuan: Mapping[str, float]) -> set[int]:
    """The measures with a condition that the figures given, in yuan by the condition's name, do not meet."""
    uses = TermUse.objects.live().filter(term__scheme=Scheme.CONDITION, term__name__in=yuan, measure__isnull=False)
    uses = list(uses.select_related("term", "measure__article").order_by("start", "id"))
    rows = Amount.objects.live().filter(role=Amount.Role.CONDITION, measure__in=[use.measure_id for use in uses])
    figures = list(rows.order_by("start", "id"))
    return {
        use.measure_id
        for use in uses
        for each in figures
        if each.measure_id == use.measure_id and _is_of(each, use, use.measure) and _fails(yuan, use, each)
    }


def _fails(yuan: Mapping[str, float], use: TermUse, figure: Amount) -> bool:
    return _compare(yuan[use.term.name], figure, _words(use.measure, use, figure)) == Verdict.UNMET


def _words(measure: Measure, use: TermUse, figure: Amount | None) -> str:
    """The words that a condition rests on, its figure with them."""
    return measure.article.text[use.start : max(use.end, figure.end)] if figure else use.quote


def _elsewhere(measure: Measure, uses: Iterable[TermUse]) -> str:
    """Where words stand that are not the measure's own."""
    homes = {use.measure_id for use in uses}
    if measure.pk in homes:
        return ""
    return "写在标题里" if None in homes else "写在同一条的别处"


def _compare(yuan: float | None, figure: Amount, words: str) -> Verdict:
    """A figure that was given against the one in the text, where that is plainly a floor or a ceiling."""
    Bound = Amount.Bound  # noqa: N806 - a class, as elsewhere
    if yuan is None or figure.unit != Amount.Unit.CNY or figure.low != figure.high:
        return Verdict.OPEN
    if figure.bound in {Bound.MAX, Bound.BELOW}:
        return Verdict.MET if yuan <= figure.high else Verdict.UNMET
    if figure.bound in {Bound.MIN, Bound.OVER} or "达到" in words:
        return Verdict.MET if yuan >= figure.low else Verdict.UNMET
    return Verdict.OPEN


def clause(text: str, start: int, end: int) -> str:
    """The words around a figure, between two marks of punctuation."""
    before = _CLAUSE.search(text[max(0, start - LONGEST) : start])[0]
    after = _REST.search(text[end : end + LONGEST])[0]
    return f"{before}{text[start:end]}{after}"
