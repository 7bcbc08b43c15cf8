"""惠企举措: what a text gives to whom, by the grammar of giving.

A benefit is read clause by clause. A cue says that something is given (给予…奖励, 免征, 可申请, 不得: gifts.py); what
heads the sentence says whose act it is (鼓励银行…: the bank's; 鼓励有条件的地方…: the place's; 探索…: nobody's yet:
givers.py); the receiver stands where the grammar of giving puts it (对X给予, 为X提供, 向X发放, X可享受: receivers.py),
or is carried over from the clause, the sentence or the heading before. What is only named in passing receives nothing.

The conventions are those of the hand-read benefits: tests/gold/benefits.README.md.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from importers.extractors.base import ExtractedFact
from importers.extractors.benefits.clauses import BenefitClause, Span, sentences
from importers.extractors.benefits.gifts import (
    DISCRETION,
    DUTY,
    ENCOURAGE,
    GIVE,
    LEND,
    TAX,
    instrument_of,
    mode_of,
)
from importers.extractors.benefits.givers import (
    ADVERB,
    ENCOURAGED,
    EXPLORED,
    GIVING_ASKED,
    PLACE_ASKED,
    THIRD_SUBJECT,
)
from importers.extractors.benefits.kinds import is_task, kind_of
from importers.extractors.benefits.receivers import (
    ANAPHOR,
    GIVERS,
    NAMED,
    NOBODY,
    OF_HERE,
    is_bare_case,
    named_from,
    of_elsewhere,
    receivers,
)
from importers.extractors.benefits.values import ListedGift, listed_gifts, value_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedBenefit(ExtractedFact):
    """A gift that one clause makes.

    ``receivers`` and ``conditions`` are words of the text as printed, each the nearest to the benefit;
    no receiver means everybody whom the text speaks of. ``value`` is what is given, '' where no figure is printed.
    """

    receivers: tuple[str, ...]
    giver: str
    instrument: str
    mode: str
    value: str
    conditions: tuple[str, ...]
    until: str


@dataclass(slots=True)
class _Context:
    """The sentence so far: who is asked to give, whether it is only explored, and whom it speaks of."""

    asked: Span | None = None
    mode: str = ""
    receivers: tuple[Span, ...] = ()
    since: list[str] = field(default_factory=list)
    lender: Span | None = None
    last: ExtractedBenefit | None = None
    again: bool = False
    # Whether the receivers were named in this sentence, and by who is encouraged to do something.
    is_here: bool = False
    is_headed: bool = False

    def is_asked(self, span: Span) -> bool:
        asked = self.asked or self.lender
        return asked is not None and asked[0] <= span[0] < asked[1]


_TERM = re.compile(
    r"20[0-9]{2}\s?年(?:[0-9]{1,2}\s?月)?(?:[0-9]{1,2}\s?日)?(?:\s?[—~～至-]\s?20[0-9]{2}\s?年(?:[0-9]{1,2}\s?月)?(?:[0-9]{1,2}\s?日)?)?"
)
_CONDITION = re.compile(
    r"符合[^，。；的]{0,20}条件的?|(?:对于?)?[^，。；]{2,40}(?:达到|超过|不低于|不超过)[^，。；]{1,20}的(?!部分)|首次[^，。；]{2,16}的"
)
# What only goes on about the gift before it: 最高不超过…, 期限不超过一年, 单个企业最高….
_GOES_ON = re.compile(
    r"^\s*(?:最[高长多]|期限|单[个户]|每[个户](?:企业|项目|成果)|由[^，]*负担|不超过|经[^，]*批准|总额|累计|平均|省级[^，]*券对每|(?:系统)?自动(?:计算|识别|生成|填写|办理))"
)
# What was given before, had in another way: “企业可按季（月）享受优惠”.
_THE_SAME = re.compile(r"享受(?:上述|以上|相关|该|此项)?优惠(?:政策)?\s*$")
# Fields of a card that give nothing: one names the measure, one says whom it is for.
_LABEL = re.compile(
    r"^\s*(?:(?P<whom>(?:支持|补贴|补助|奖励|奖补|扶持|资助|申[报请]|适用|享受)(?:对象|主体))"
    r"|(?:政策|项目|事项|措施|奖补|补贴)名称)[：:]\s*(?=\S)"
)


def find(text: str, upto: int | None = None, heading: Span | None = None) -> list[ExtractedBenefit]:
    """Return what text[:upto] gives, in order; spans are of the text. ``heading`` is its first sentence where that is a
    title.

    A title gives only what nothing below gives, unless it asks somebody: “鼓励银行业金融机构合理增加…信贷供给。”
    """
    found: list[ExtractedBenefit] = []
    title: list[ExtractedBenefit] = []
    context = _Context()
    for clauses in filter(None, sentences(text, len(text) if upto is None else upto)):
        context = _Context(
            receivers=tuple(span for span in context.receivers if not is_bare_case(text[span[0] : span[1]])),
            lender=context.asked if context.mode == ENCOURAGE else context.lender,
            last=found[-1] if found else None,
        )
        is_title = heading is not None and clauses[0].start < heading[1]
        gifts: list[ExtractedBenefit] = []
        for clause in clauses:
            _listen(context, clause)
            _take(text, clause, context, gifts)
        (title if is_title else found).extend(gifts)
        if is_title and not context.receivers:
            context.receivers = _of_title(clauses, context)
    known = {each.instrument for each in found}
    gives = (f"benefits.{GIVE}", f"benefits.{TAX}")
    return [
        *(
            each
            for each in title
            if each.mode in (ENCOURAGE, DISCRETION) or (each.rule in gives and each.instrument not in known)
        ),
        *found,
    ]


def _of_title(clauses: Sequence[BenefitClause], context: _Context) -> tuple[Span, ...]:
    for clause in clauses:
        for named in NAMED.finditer(clause.plain):
            span = clause.start + named.start(), clause.start + named.end()
            if named.group() not in NOBODY and not context.is_asked(span):
                return (span,)
    return ()


def _listen(context: _Context, clause: BenefitClause) -> None:
    """Take up who is asked to give, and whether anything is given yet."""
    plain = clause.plain
    if place := PLACE_ASKED.match(plain):
        context.mode, context.asked = DISCRETION, _span_of(clause, place)
    elif asked := ENCOURAGED.match(plain) or THIRD_SUBJECT.match(plain):
        context.mode, context.asked = ENCOURAGE, _span_of(clause, asked)
    elif GIVING_ASKED.match(plain):
        context.mode = DISCRETION
    elif EXPLORED.match(plain):
        context.mode = DUTY


_LISTED = re.compile(
    r"(?:业|金融|保险|担保|期货|服务|经营|孵化)*(?:机构|公司|企业|单位|集团|部门)?"
    r"(?:[、和及与][^，。；、对为向]{0,8}?(?:机构|公司|银行|协会|商会|企业))*"
)


def _span_of(clause: BenefitClause, asked: re.Match[str]) -> Span:
    """Return where those stand who are asked, with all that are listed: 金融 → 金融机构、担保公司."""
    end = _LISTED.match(clause.plain, asked.end("who"))
    return clause.start + asked.start("who"), clause.start + (end.end() if end else asked.end("who"))


def _take(text: str, clause: BenefitClause, context: _Context, gifts: list[ExtractedBenefit]) -> None:
    """Add what a clause gives, or what it says of the gift before."""
    if label := _LABEL.match(clause.plain):
        if label["whom"]:
            context.receivers = ((clause.start + label.end(), clause.end),)
        return
    if gifts and _GOES_ON.match(clause.plain):
        gifts[-1] = _going_on(text, gifts[-1], clause)
        return
    kind, at = kind_of(clause.plain, context.mode, is_after_lender=context.lender is not None)
    own = receivers(clause, kind, at, context.is_asked)
    if own:
        _name(text, clause, context, kind, own)
    if not kind:
        if gifts:
            _for_whom(text, clause, context, gifts)
        context.since.append(clause.plain)
        return
    plain = clause.plain
    before = "，".join(context.since)
    mode = context.mode or mode_of(kind, plain, before)
    if kind == LEND:
        mode = ENCOURAGE
    elif not context.mode and is_task(kind, plain, own):
        mode = DUTY
    context.since.clear()
    last = gifts[-1] if gifts else context.last
    is_same = all(ANAPHOR.fullmatch(text[start:end]) for start, end in own)
    context.again |= bool(last and is_same and _THE_SAME.search(plain))
    is_again = context.again
    given = ExtractedBenefit(
        start=clause.start,
        end=clause.end,
        quote=text[clause.start : clause.end],
        rule="benefits.again" if is_again else f"benefits.{kind}",
        receivers=_words(text, [(at + of_elsewhere(plain, text[at:to]), to) for at, to in context.receivers]),
        giver=text[context.asked[0] : context.asked[1]] if context.asked else "",
        instrument=last.instrument if last and is_again else instrument_of(kind, plain[at:], plain, before),
        mode=mode,
        value=value_of(plain, kind),
        conditions=tuple(stated.group().strip() for stated in _CONDITION.finditer(plain)),
        until=term.group() if (term := _TERM.search(plain)) else "",
    )
    gifts.extend(_each(text, given, listed_gifts(plain, at)) if kind in (GIVE, TAX) and not is_again else [given])


def _each(text: str, given: ExtractedBenefit, listed: Sequence[ListedGift]) -> list[ExtractedBenefit]:
    """Return a benefit each of different gifts that one clause lists: 享受|建设补助、|贷款贴息、|上市奖励|等政策."""
    if not listed:
        return [given]
    spans = [(given.start + (each.start if at else 0), given.start + each.end, each) for at, each in enumerate(listed)]
    return [
        replace(given, start=start, end=end, quote=text[start:end], instrument=each.instrument, value=each.value)
        for start, end, each in spans
    ]


def _going_on(text: str, before: ExtractedBenefit, clause: BenefitClause) -> ExtractedBenefit:
    value = before.value or value_of(clause.plain)
    return replace(before, end=clause.end, quote=text[before.start : clause.end], value=value)


def _words(text: str, spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in spans)


def _name(text: str, clause: BenefitClause, context: _Context, kind: str, own: tuple[Span, ...]) -> None:
    """Take up whom a clause names: 鼓励甲…，鼓励乙…，给予… gives to both."""
    words = text[own[0][0] : own[0][1]]
    is_of_them = context.is_here and (is_bare_case(words) or OF_HERE.fullmatch(words))
    if context.receivers and (is_of_them or _speaks_back(words, clause.plain, kind)):
        return
    is_headed = not kind and bool(_HEADS.match(clause.plain))
    context.receivers = (*context.receivers, *own) if is_headed and context.is_headed else own
    context.is_here, context.is_headed = True, is_headed


_HEADS = re.compile(rf"^[　\s]*{ADVERB}(?:鼓励|支持)")


def _speaks_back(words: str, plain: str, kind: str) -> bool:
    """Whether some words mean whoever was spoken of, or only pass by: 向金融机构提供低成本资金."""
    return bool(ANAPHOR.fullmatch(words) or (not kind and "向" in plain and GIVERS.search(words)))


def _for_whom(text: str, clause: BenefitClause, context: _Context, gifts: list[ExtractedBenefit]) -> None:
    """Give what a sentence asks of lenders to those for whose sake it does, and any gift to those who are added."""
    added, sake = _ADDED.search(clause.plain), _FOR_WHOM.match(clause.plain)
    purpose = added or sake
    span = named_from(clause, purpose.end()) if purpose else None
    if span is None or GIVERS.search(text[span[0] : span[1]]):
        return
    context.receivers = (span,)
    gifts[:] = [
        replace(each, receivers=_words(text, context.receivers)) if added or each.rule == f"benefits.{LEND}" else each
        for each in gifts
    ]


# What lenders are asked for the sake of, said behind it: “引导金融机构创新金融产品，支持科技型企业创新发展”.
_FOR_WHOM = re.compile(r"^[　\s]*(?:重点|更好|积极|切实)?(?:支持|助力|服务|满足|减轻|缓解|促进)")
# Who is added, said behind what is given: “…减征…，由小规模纳税人扩展至小型微利企业和个体工商户”.
_ADDED = re.compile(r"(?:扩展|拓展|扩大|延伸)[至到]")
