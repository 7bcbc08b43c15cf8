"""Whether somebody is whom a benefit is for: the words that name its receivers against what an asker says of himself.

Receivers that are listed are alternatives; what one of them says of kind and trade must all hold. A word that says
less than its term proves nothing, and neither do words beside the term that nobody told us about; who is named in no
word of ours may be anybody. Whom words name is read by :mod:`portal.website.matching.naming`.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple, Protocol

from policies.models import Term
from policies.revision_cache import cached_per_vocabulary
from policies.vocabulary import terms as vocabulary
from portal.website.matching.conditions import Verdict
from portal.website.matching.naming import SUBJECTS, Naming, Receiver
from portal.website.matching.ranking import LENDERS, Profile, nesting, types_of_trade

Scheme = Term.Scheme

# How surely a benefit is an asker's: named by trade or role, by size, meant with everybody, perhaps, or nobody can say.
OWN, NAMED, EVERYBODY, PERHAPS, UNKNOWN = 4, 3, 2, 1, 0
# What half of all enterprises are says less of one than its trade or its role.
SIZES = frozenset(
    {"个体工商户", "小微企业", "小型微利企业", "小规模纳税人", "中小企业", "民营企业", "服务业企业", "困难行业企业"}
)
# So many kinds or trades that are listed leave out few of those who may be meant.
_MANY = 3
# Who is no firm as others are, so that what names them is theirs more than what everybody has.
ROLES = LENDERS | {"房屋业主", "开发区与园区", "协会商会", "高校与科研院所", "中介与智库"}
# What a kind cannot have, whoever is named: 增值税暂行条例 §11 gives 小规模纳税人 no 进项税额 to set off; a reward for
# 引进外资 is for who brings an investor in, and not for the investor.
NOT_FOR = (
    (re.compile(r"进项税|留抵|加计抵减"), "小规模纳税人"),
    (re.compile(r"引[进荐][^，。；]{0,4}(?:外资|外商|外企)"), "外资企业"),
)
# 财政部 税务总局 海关总署公告2019年第39号 §7: 加计抵减 is for services, and for nobody who makes or sells goods.
_OF_SERVICES = re.compile(r"加计抵减")
_OF_GOODS = frozenset({"零售", "批发", "制造", "农业", "煤炭", "建筑", "房地产"})
_SMALL = frozenset({"个体工商户", "小微企业", "小型微利企业", "中小企业"})
# The condition that says who is meant: whoever comes from elsewhere or begins anew.
_NEWCOMERS = "新设立与新注册"


class Judgement(NamedTuple):
    """A verdict on whether a gift is the asker's, and how surely; ``by`` are the terms by which they are named."""

    verdict: Verdict
    sureness: int
    by: tuple[Term, ...] = ()


_BEST_FIRST = (Verdict.MET, Verdict.OPEN, Verdict.UNMET)
NOT_THEIRS = Judgement(Verdict.UNMET, UNKNOWN)
LARGE = Judgement(Verdict.MET, NAMED)


class AddressedGift(Protocol):
    """The part of a gift that says to whom it is given."""

    @property
    def wording(self) -> str: ...
    @property
    def receivers(self) -> tuple[Receiver, ...]: ...
    @property
    def asks(self) -> frozenset[Term]: ...
    @property
    def cases(self) -> tuple[frozenset[Term], ...]: ...


class Asker:
    """The terms of an asker: those that are sure, and those that are likely."""

    def __init__(self, profile: Profile):
        self.kinds = profile[Scheme.BENEFICIARY]
        self.trades = profile[Scheme.SECTOR]
        self.of_trade = profile.related_types
        self.not_kinds = profile.not_kinds
        self.stated = profile.stated
        # A trade makes nobody what is only a part of it: 农业 no 农业龙头企业, 科技 no 科技型企业.
        parts = {term.name for term in self.of_trade if any(sure for _, sure in nesting().get(term.name, ()))}
        names = {term.name for term in self.kinds}
        of_trades = [{within for within, sure in nesting().get(each.name, ()) if not sure} for each in self.trades]
        parts = parts.union(*of_trades)
        self.sure = {term.name for term in (*self.kinds, *self.of_trade)} - (parts - names)
        self.by_figures = profile.likely
        # Who said what they are in a trade is likely no other part of it: a 合作社, no 农业龙头企业.
        self.unlikely = parts - names if names - SIZES else set()
        # Who said which part of a trade they are is no other part of it: 孵化器, no 众创空间.
        others = set().union(*(each for each in of_trades if each & names))
        self.likely: set[str] = ((parts - others) | profile.likely) - self.sure
        self._widen()

    def _widen(self) -> None:
        """Add what follows, until nothing more does."""
        before = -1
        while before != len(self.sure) + len(self.likely):
            before = len(self.sure) + len(self.likely)
            for name in (*self.sure, *self.likely):
                for within, is_sure in nesting().get(name, ()):
                    (self.sure if is_sure and name in self.sure else self.likely).add(within)

    @property
    def is_role(self) -> bool:
        """Whether they are no firm as others are: a bank, a landlord, a park."""
        return bool({term.name for term in self.kinds} & ROLES)

    @property
    def is_described(self) -> bool:
        """Whether anything was said of who asks."""
        return bool(self.kinds or self.trades or self.not_kinds)

    def judge(self, receivers: Sequence[Receiver], quote: str = "") -> Judgement:
        """Whether one of the receivers is the asker; the words of what is given may shut a kind out by law."""
        found = [self._one(each) for each in receivers] or [Judgement(Verdict.MET, EVERYBODY)]
        best = max(found, key=lambda each: (each.verdict != Verdict.UNMET, each.sureness, each.verdict == Verdict.MET))
        shut_out = {kind for words, kind in NOT_FOR if words.search(quote)}
        if shut_out & self.sure or (_OF_SERVICES.search(quote) and self._sells_goods):
            return NOT_THEIRS
        if shut_out & self.likely and best.verdict != Verdict.UNMET:
            return Judgement(Verdict.OPEN, min(best.sureness, PERHAPS), best.by)
        return best

    @cached_property
    def _sells_goods(self) -> bool:
        """Whether all that they do is to make or sell goods, or to build."""
        return bool(self.trades) and {trade.name for trade in self.trades} <= _OF_GOODS

    def may_lack(self, quote: str) -> bool:
        """Whether it is by law for a kind of taxpayer that they may be none of, and did not say."""
        stated = self.sure | self.by_figures | {kind.name for kind in self.not_kinds}
        return any(words.search(quote) and kind not in stated for words, kind in NOT_FOR)

    def is_proven(self, gift: AddressedGift) -> bool:
        """Whether one of the receivers is the asker, and nothing that says who they are is untold.

        That stands in their own words (遭受洪涝灾害的企业) or before them: 鼓励外省企业落户，对…给予….
        """
        if _NEWCOMERS in {term.name for term in gift.asks} - self.stated:
            return False
        return not gift.receivers or any(
            self.judge((each,), gift.wording).verdict == Verdict.MET and self._has_told(each.asks, gift.cases)
            for each in gift.receivers
        )

    def _has_told(self, asked: frozenset[str], cases: Sequence[frozenset[Term]]) -> bool:
        """Whether all was told that words ask for, or all of one case where one of several is enough."""
        named = [frozenset(term.name for term in case) for case in cases] or [frozenset()]
        of_cases = frozenset().union(*named)
        return any(asked - (of_cases - case) <= self.stated for case in named)

    def is_one_of_few(self, judged: Judgement, receivers: Sequence[Receiver]) -> bool:
        """Whether it is for few, and by what they said they are likely none of those: 铁路运输企业.

        Who may be one of many that are listed is likelier one: 公交、出租、客运.
        """
        if judged.verdict != Verdict.OPEN or judged.sureness > PERHAPS or not 0 < len(receivers) < _MANY:
            return False
        if is_of_one_level(receivers):
            return True
        things = (named for each in receivers if not each.kinds for named in each.trades)
        if any(named.whole and named.term in self.trades for named in things):
            return False  # what stands for whose it is, and is all of their trade: 农村地区下行快件
        kinds = [named.term for each in receivers for named in each.kinds if named.whole]
        likely = self.likely - self.unlikely
        return not any(kind.name in likely or (kind in self.kinds and kind.name not in SIZES) for kind in kinds)

    def _one(self, receiver: Receiver) -> Judgement:
        of_theirs = any(self._trade(each) == Verdict.MET for each in receiver.trades)
        if receiver.is_large and not receiver.kinds:
            is_small = self.sure & _SMALL
            return NOT_THEIRS if is_small else LARGE if self.not_kinds else Judgement(Verdict.OPEN, PERHAPS)
        of_size = [self._kind(each, of_theirs) for each in receiver.kinds if each.term.name in _SMALL]
        verdicts = [self._kind(each, of_theirs) for each in receiver.kinds if each.term.name not in _SMALL]
        verdicts += [best for best in _BEST_FIRST if best in of_size][:1]  # 中小微企业 are all of both sizes
        is_that_kind = any(each.whole and each.term in self.kinds for each in receiver.kinds)
        verdicts += [self._trade(each) for each in receiver.trades if not (each.part and is_that_kind)]
        if Verdict.UNMET in verdicts:
            return NOT_THEIRS
        if not verdicts or (not receiver.trades and all(each.term.is_umbrella for each in receiver.kinds)):
            return Judgement(Verdict.OPEN, UNKNOWN) if receiver.rest else Judgement(Verdict.MET, EVERYBODY)
        named = tuple(each.term for each in (*receiver.kinds, *receiver.trades) if not each.term.is_umbrella)
        if Verdict.OPEN in verdicts or receiver.rest:
            names = {term.name for term in named}
            by_figures = not receiver.rest and names and names <= self.sure | self.by_figures
            return Judgement(Verdict.OPEN, NAMED if by_figures else PERHAPS, named)
        if any(each.term in self.of_trade - self.kinds for each in receiver.kinds) and self.is_no_firm:
            return Judgement(Verdict.OPEN, NAMED, named)
        return Judgement(Verdict.MET, OWN if any(term.name not in SIZES for term in named) else NAMED, named)

    @property
    def is_no_firm(self) -> bool:
        """Whether an asker is no 企业 by law (民法典 §54): nobody says whether 餐饮企业 means them too."""
        return bool({"个体工商户", "创业者"} & {term.name for term in self.kinds})

    def _kind(self, named: Naming, of_theirs: bool) -> Verdict:
        """A word for less than a kind proves nothing, but where it names their trade: 餐饮企业 of 餐饮住宿企业."""
        if named.term.is_umbrella:
            return Verdict.MET
        if named.term in self.not_kinds or self._is_another_lender(named.term):
            return Verdict.UNMET
        if named.term.name in self.sure:
            return Verdict.MET if named.whole or (of_theirs and named.term in self.of_trade) else Verdict.OPEN
        if named.term.name in self.likely:
            return Verdict.OPEN
        is_another = self.kinds or (self.trades and (named.term.name in ROLES or named.term in _of_trades()))
        return Verdict.UNMET if is_another else Verdict.OPEN

    def _is_another_lender(self, kind: Term) -> bool:
        """Whether it is another kind of lender than the asker said: a 担保机构 is no bank, though both are 金融."""
        lenders = {each.name for each in self.kinds} & LENDERS
        return bool(lenders) and kind.name in LENDERS - lenders

    def may_be_another(self, named: Iterable[Term]) -> bool:
        """Whether something is for what only few are, and nobody told us of it: 高新技术企业."""
        return any(term.name not in SIZES and not self.is_theirs(term) for term in named)

    def why_open(self, judged: Judgement) -> str:
        """Return why nobody can say whether it is theirs who likely are what words name; '' where it is plain."""
        if judged.verdict != Verdict.OPEN or judged.sureness != NAMED:
            return ""
        by_figures = any(term.name in self.by_figures for term in judged.by)
        return "按你说的数多半是，要看怎么登记的" if by_figures else "写的是企业，没写明含不含个体户"

    def is_theirs(self, term: Term) -> bool:
        """Whether a kind or a trade is what they said, or follows from it."""
        return term in self.trades or term.name in self.sure | self.by_figures

    @cached_property
    def _implied_trades(self) -> frozenset[Term]:
        """Return the trades of which one is theirs by the kind they are, where none was told: a 会展企业 does 会展."""
        if self.trades:
            return frozenset()
        kinds = self.sure - SIZES
        sectors = (each for each in vocabulary.of_scheme(Scheme.SECTOR).terms if each.name not in SUBJECTS)
        return frozenset(each for each in sectors if any(each.name in kind for kind in kinds))

    def _trade(self, named: Naming) -> Verdict:
        if not self.trades and self._implied_trades:
            return self._implied_trade(named)
        if not self.trades:
            return Verdict.UNMET if self.is_role else Verdict.OPEN
        if named.term in self.trades:
            return Verdict.MET if named.whole else Verdict.OPEN
        is_ours = named.term.is_umbrella and any(trade.is_service for trade in self.trades)
        return Verdict.MET if is_ours else Verdict.UNMET

    def _implied_trade(self, named: Naming) -> Verdict:
        """Judge a trade by the kind that was told: of a 餐饮住宿企业 nobody knows which of the two it is."""
        if named.term.is_umbrella:
            return Verdict.MET if any(trade.is_service for trade in self._implied_trades) else Verdict.UNMET
        if named.term not in self._implied_trades:
            return Verdict.UNMET
        return Verdict.MET if named.whole and len(self._implied_trades) == 1 else Verdict.OPEN


def is_of_one_level(receivers: Sequence[Receiver]) -> bool:
    """Whether it is for those of one level of the state alone: 省级政府性融资担保机构."""
    return bool(receivers) and all(each.is_of_level for each in receivers)


@cached_per_vocabulary
def _of_trades() -> frozenset[Term]:
    """The kinds that a trade makes one: who said another trade is none of them."""
    kinds = vocabulary.of_scheme(Scheme.BENEFICIARY).terms
    trades = (trade for trade in vocabulary.of_scheme(Scheme.SECTOR).terms if trade.name not in SUBJECTS)
    made = (types_of_trade([trade], kinds) for trade in trades)
    return frozenset(kind for found in made for kind in found if kind.name not in SIZES)
