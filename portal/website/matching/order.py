"""The order of an answer: its groups, what is shown before all of them, and what stands for others."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from policies.text.diff import gist
from portal.website.matching.closeness import PLAINLY_SOUGHT
from portal.website.matching.conditions import Verdict
from portal.website.matching.gifts import Gift
from portal.website.matching.receivers import NAMED, PERHAPS, Judgement

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
# So many are shown before all others: what a shop's owner reads before she leaves; and of who is no firm like others
# (a bank, a landlord), so many that name it.
FIRST, SOUGHT_BY, MOST_NAMED = 5, 3, 10
# So many of what hangs on conditions that somebody said they fulfil: they know what they ask about.
MOST_CONFIRMED = 3
# So much (in a hundred) of a sentence that stands in another one tells the same gift again.
_LIKENESS_OF_REPEATS = 75
# What only names a policy that another sentence of its article spells out says less.
_SAYS_LESS = 4
_HAD = {AUTOMATIC, APPLY}
_FIRST_OF = {AUTOMATIC, APPLY, SELECTIVE}
_TO_BE_HAD = {*_FIRST_OF, ENCOURAGE}
_NOT_SURE = {SELECTIVE, DUTIES}
_NAMED_IN = {*_TO_BE_HAD, DUTIES}
# The parts of an answer: before all, what is likely the asker's, what hangs on more than they said, what nobody has.
TOP, THEIRS, UNSURE, NOBODYS = range(4)
_AT_THE_TOP = ("first", "先看这几项", "最对得上、最值钱的几项，不分办法；其余的在下面分开列")
_HANGS_ON_MORE = (
    "unsure",
    "说了才知道的",
    "写明的对象或条件，多数人不是、没有，你也没说到：看清原文，或者补答几题再定",
)

_OWN_HEADINGS = {TOP: _AT_THE_TOP, UNSURE: _HANGS_ON_MORE}


def part_of(group: int) -> int:
    """Return the part of an answer in which a group stands."""
    return THEIRS if group in _TO_BE_HAD else NOBODYS


@dataclass(frozen=True, slots=True)
class RankedMeasure:
    """A gift of a measure in one way; sorted as listed. ``others`` say the very same in other documents."""

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
    is_named: bool = False
    sought: float = 0
    is_confirmed: bool = False
    is_unsure: bool = False
    worth: int = 0

    @property
    def key(self) -> tuple:
        """Rights first; in a group what is not past, then what is surer and worth more, then the newer."""
        return self.part, self.group, self.past, -self.fit, self.open, self.place

    @property
    def part(self) -> int:
        """The part of the answer in which it stands."""
        if self.is_first:
            return TOP
        return UNSURE if self.is_unsure and self.group in _HAD else part_of(self.group)

    @property
    def is_sought(self) -> bool:
        """Whether it is plainly what somebody seeks."""
        return self.sought >= PLAINLY_SOUGHT

    @property
    def is_worth_money(self) -> bool:
        """Whether what of it is closest gives more than an easier way."""
        return self.worth > 0

    @property
    def is_hopeful(self) -> bool:
        """Whether it is worth a look before all others: money, still to be had, and likely theirs."""
        is_theirs = self.judgement is not None and self.judgement.sureness > PERHAPS and self.is_worth_money
        is_done_for_them = self.group == DUTIES and self.is_sought
        is_had = self.group in _FIRST_OF and is_theirs and not self.is_unsure
        return not self.past and (is_done_for_them or is_had)

    @property
    def heading(self) -> tuple[str, str, str]:
        """Under what it stands on the page: id, label, note."""
        return _OWN_HEADINGS.get(self.part) or GROUPS[self.group]

    @property
    def is_to_be_had(self) -> bool:
        """Whether somebody may get it: neither the state's own work, nor past, nor shut out."""
        return self.group in _TO_BE_HAD and not self.past


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Measures of one rank: how many there are, how many of them too late, and the page on which they begin."""

    id: str
    label: str
    note: str
    count: int
    past: int
    page: int = 1


def _hoped_for(each: RankedMeasure) -> tuple:
    """Return the order of worth: best where it is printed how much money, and where nobody has to choose them.

    What may not mean them, 零售企业 for who is no 企业, is as much further from them as a printed sum is nearer.
    """
    is_counted = any(gift.is_counted and gift.worth for gift in each.gifts)
    is_open = each.judgement is not None and each.judgement.verdict is not Verdict.MET
    distance = 2 * is_open - 2 * is_counted + 4 * (each.group in _NOT_SURE)
    return distance - each.fit, each.group, each.open, each.place


def _claims_first(each: RankedMeasure) -> tuple:
    """Return the order of what names a role: what is given to it, the closest first; then what it is to do."""
    is_given = each.group in _FIRST_OF
    return not is_given, -each.fit if is_given else each.group


def spelled_out(found: list[RankedMeasure]) -> list[RankedMeasure]:
    """The same, with what only names a policy below what spells it out: 落实好…退税政策。对小微企业…全部退还。"""
    spelled = {
        (each.article, gift.instrument)
        for each in found
        for gift in each.gifts
        if not gift.names_only and each.judgement and each.judgement.sureness >= NAMED
    }
    return [
        replace(each, fit=each.fit - _SAYS_LESS)
        if each.gifts
        and all(
            gift.names_only and gift.receivers and (each.article, gift.instrument) in spelled for gift in each.gifts
        )
        else each
        for each in found
    ]


def _with_what_is_sought(hopeful: list[RankedMeasure]) -> list[RankedMeasure]:
    """The first of them, the third of which is what somebody seeks, where none is: who is owed money reads of that."""
    first = _without_repeats(hopeful)
    if any(each.is_sought for each in first[:SOUGHT_BY]):
        return first
    sought = sorted((each for each in hopeful if each.is_sought), key=lambda each: -each.sought)[:1]
    return [
        *first[: SOUGHT_BY - len(sought)],
        *sought,
        *(each for each in first[SOUGHT_BY - len(sought) :] if each not in sought),
    ][:FIRST]


def _without_repeats(hopeful: list[RankedMeasure]) -> list[RankedMeasure]:
    """The first of them, each of which gives something else: what two documents tell in their own words is one."""
    first: list[RankedMeasure] = []
    for each in hopeful:
        if len(first) == FIRST:
            break
        if not any(fuzz.partial_ratio(gist(each.quote), gist(other.quote)) >= _LIKENESS_OF_REPEATS for other in first):
            first.append(each)
    return first


def first_before_all(ranked: list[RankedMeasure], is_role: bool) -> list[RankedMeasure]:
    """Put before all others what fits closest and is still to be had, whichever way; one a sentence.

    A list by ways alone would begin with what everybody has: a travel agency's own refund stood at 40.
    """
    named = [each for each in ranked if is_role and each.is_named and each.group in _NAMED_IN and not each.past]
    named.sort(key=_claims_first)
    hopeful = _with_what_is_sought([each for each in sorted(ranked, key=_hoped_for) if each.is_hopeful])
    more = [each for each in _confirmed(ranked) if each not in hopeful]
    first = (*named[:MOST_NAMED], *hopeful, *more[:MOST_CONFIRMED])
    by_measure: dict[int, RankedMeasure] = {}
    for each in first:
        by_measure.setdefault(each.measure, each)
    chosen = list(by_measure.values())
    return [*(replace(each, is_first=True) for each in chosen), *(each for each in ranked if each not in chosen)]


def _confirmed(ranked: list[RankedMeasure]) -> list[RankedMeasure]:
    """Return the rights whose conditions somebody said they fulfil, in the order in which they are worth a look."""
    sure = (each for each in ranked if each.is_confirmed and each.group in _HAD and each.is_hopeful)
    return sorted(sure, key=_hoped_for)


def one_a_document(alike: list[RankedMeasure]) -> Iterator[RankedMeasure]:
    """The first with those of other documents; what a document says twice stays twice."""
    first, *rest = alike
    others = {each.document: each for each in reversed(rest) if each.document != first.document}
    yield replace(first, others=tuple(sorted(others.values(), key=lambda each: each.key)))
    yield from (each for each in rest if others.get(each.document) is not each)
