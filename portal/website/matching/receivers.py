"""Whether somebody is whom a benefit is for: the words that name its receivers against what an asker says of himself.

Receivers that are listed are alternatives; what one of them says of kind and trade must all hold. A word that says
less than the term by which we know it (铁路运输企业 of 交通运输) proves nothing, and neither do words beside the term
that nobody told us about; who is named in no word of ours may be anybody.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple, Protocol

from policies.models import Term
from policies.revision_cache import kept_per_vocabulary
from policies.vocabulary import tables
from policies.vocabulary import terms as vocabulary
from portal.website.matching.conditions import Verdict
from portal.website.matching.ranking import LENDERS, Profile, types_of_trade

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
# Subjects of policy more than trades: a shop that does trade online is of its own trade still.
SUBJECTS = frozenset({"科技", "外资", "外贸", "电子商务", "能源", "节能环保", "信息", "商务咨询", "保险", "金融"})
_SUBJECT = re.compile("|".join(sorted(SUBJECTS, key=len, reverse=True)))
_LISTED = re.compile(r"[、，]|以及|[和及与或](?!其他)")
# What a kind cannot have, whoever is named: 增值税暂行条例 §11 gives 小规模纳税人 no 进项税额 to set off; a reward for
# 引进外资 is for who brings an investor in, and not for the investor.
NOT_FOR = (
    (re.compile(r"进项税|留抵|加计抵减"), "小规模纳税人"),
    (re.compile(r"引[进荐][^，。；]{0,4}(?:外资|外商|外企)"), "外资企业"),
)
# 财政部 税务总局 海关总署公告2019年第39号 §7: 加计抵减 is for services, and for nobody who makes or sells goods.
_OF_SERVICES = re.compile(r"加计抵减")
_OF_GOODS = frozenset({"零售", "批发", "制造", "农业", "煤炭", "建筑", "房地产"})
# 创投企业投资于科技型企业: who does it, not to whom; 招用重点群体的企业 ends with its head.
_DOES = re.compile(r"(?<=[企业人构户者司])(?:投资于|投向|聘用|招用|吸纳|收购|引进|购买|参股)[^的]*$")
# No kind of ours: 大型企业仍按…返还 is nothing for a small firm.
_LARGE = re.compile(r"(?<!中小)(?<!中)大型企业|大企业")
_SMALL = frozenset({"个体工商户", "小微企业", "小型微利企业", "中小企业"})
# 小微企业、交通运输等领域和行业: what all that are listed are called, and nobody of their own.
_HEADS_OF_ALL = re.compile(
    r"等(?:重点|相关|各)?(?:领域|行业|方面|单位|主体|市场主体)(?:[、和及与](?:领域|行业|方面|单位|主体))*$"
)
# 国企、民营融资担保机构 are of one kind, whoever owns them.
_OWNERS = re.compile(r"(?:国企|国有|民营|外资|公办|民办)、(?=(?:国有|民营|外资|公办|民办)[^、]{2})")
# The condition that says who is meant: whoever comes from elsewhere or begins anew.
_NEWCOMERS = "新设立与新注册"
# What names nobody in particular: 各类市场主体, 相关企业.
_ANYBODY = re.compile(
    r"[0-9.]+\s?[万亿]*元?(?:以上|以下|以内)?|增值税|各类|相关|有关|广大|全体|所有|符合[^的]{0,8}条件的|企业|公司|机构|单位|市场主体|经营主体|主体|纳税人|用户|商户|经营者|者|户|"
    r"行业|领域|项目(?=$)|其他|等|类|型|业|的|特别是|困难|成功|已经?|正在|(?<!外)[\u4e00-\u9fff]{2}省(?=企业|[内境])|我省|全省|省内|省外|本地|[“”\s0-9]"
)
_QUOTES = re.compile(r"[“”\s]|企业|主体|行业")


class Naming(NamedTuple):
    """A term that words name; ``whole`` where they say no less than the term does."""

    term: Term
    whole: bool


@dataclass(frozen=True, slots=True)
class Receiver:
    """One of those for whom a benefit is: kinds and trades that must all hold; ``rest`` where more is said of them.

    ``asks`` are the names of conditions that their words hold; ``is_large``: whether it is for large firms.
    """

    kinds: tuple[Naming, ...] = ()
    trades: tuple[Naming, ...] = ()
    rest: bool = False
    asks: frozenset[str] = frozenset()
    is_large: bool = False


class Judgement(NamedTuple):
    """Whether it is the asker's, and how surely; ``by`` are the terms by which they are named."""

    verdict: Verdict
    sureness: int
    by: tuple[Term, ...] = ()


NOT_THEIRS = Judgement(Verdict.UNMET, UNKNOWN)
LARGE = Judgement(Verdict.MET, NAMED)


@cache
def nesting() -> Mapping[str, tuple[tuple[str, bool], ...]]:
    """What every kind of enterprise is too, surely or likely (fixtures/vocabulary/nesting.csv)."""
    found: dict[str, tuple[tuple[str, bool], ...]] = {}
    for row in tables.rows("nesting.csv"):
        found[row["term"]] = (*found.get(row["term"], ()), (row["within"], bool(row["sure"])))
    return found


class Given(Protocol):
    """What is given, as far as it says to whom."""

    @property
    def said(self) -> str: ...
    @property
    def receivers(self) -> tuple[Receiver, ...]: ...
    @property
    def asks(self) -> frozenset[Term]: ...


class Asker:
    """What an asker is: surely, and likely."""

    def __init__(self, profile: Profile):
        self.kinds = profile[Scheme.BENEFICIARY]
        self.trades = profile[Scheme.SECTOR]
        self.of_trade = profile.related_types
        self.not_kinds = profile.not_kinds
        self.told = profile.told
        # A trade makes nobody what is only a part of it: 农业 no 农业龙头企业, 科技 no 科技型企业.
        parts = {term.name for term in self.of_trade if any(sure for _, sure in nesting().get(term.name, ()))}
        said = {term.name for term in self.kinds}
        of_trades = [{within for within, sure in nesting().get(each.name, ()) if not sure} for each in self.trades]
        parts = parts.union(*of_trades)
        self.sure = {term.name for term in (*self.kinds, *self.of_trade)} - (parts - said)
        self.by_figures = profile.likely
        # Who said which part of a trade they are is no other part of it: 孵化器, no 众创空间.
        others = set().union(*(each for each in of_trades if each & said))
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
    def is_told(self) -> bool:
        """Whether anything was said of who asks."""
        return bool(self.kinds or self.trades or self.not_kinds)

    def judge(self, receivers: Sequence[Receiver], quote: str = "") -> Judgement:
        """Whether one of the receivers is the asker; the words of what is given may shut a kind out by law."""
        found = [self._one(each) for each in receivers] or [Judgement(Verdict.MET, EVERYBODY)]
        best = max(found, key=lambda each: (each.verdict != Verdict.UNMET, each.sureness, each.verdict == Verdict.MET))
        shut_out = {kind for words, kind in NOT_FOR if words.search(quote)}
        if shut_out & self.sure or (_OF_SERVICES.search(quote) and self._sells_goods):
            return NOT_THEIRS
        if shut_out & self.likely and best.verdict == Verdict.MET:
            return Judgement(Verdict.OPEN, PERHAPS, best.by)
        return best

    @cached_property
    def _sells_goods(self) -> bool:
        """Whether all that they do is to make or sell goods, or to build."""
        return bool(self.trades) and {trade.name for trade in self.trades} <= _OF_GOODS

    def may_lack(self, quote: str) -> bool:
        """Whether it is by law for a kind of taxpayer that they may be none of, and did not say."""
        told = self.sure | self.by_figures | {kind.name for kind in self.not_kinds}
        return any(words.search(quote) and kind not in told for words, kind in NOT_FOR)

    def is_proven(self, gift: Given) -> bool:
        """Whether one of the receivers is the asker, and nothing that says who they are is untold.

        That stands in their own words (遭受洪涝灾害的企业) or before them: 鼓励外省企业落户，对…给予….
        """
        if _NEWCOMERS in {term.name for term in gift.asks} - self.told:
            return False
        return not gift.receivers or any(
            self.judge((each,), gift.said).verdict == Verdict.MET and each.asks <= self.told for each in gift.receivers
        )

    def is_one_of_few(self, judged: Judgement, receivers: Sequence[Receiver]) -> bool:
        """Whether it is for few, and by what they said they are likely none of those: 铁路运输企业.

        Who may be one of many that are listed is likelier one: 公交、出租、客运.
        """
        if judged.verdict != Verdict.OPEN or judged.sureness > PERHAPS or len(receivers) >= _MANY:
            return False
        kinds = [named.term for each in receivers for named in each.kinds if named.whole]
        return not any(kind.name in self.likely or (kind in self.kinds and kind.name not in SIZES) for kind in kinds)

    def _one(self, receiver: Receiver) -> Judgement:
        of_theirs = any(self._trade(each) == Verdict.MET for each in receiver.trades)
        if receiver.is_large and not receiver.kinds:
            is_small = self.sure & _SMALL
            return NOT_THEIRS if is_small else LARGE if self.not_kinds else Judgement(Verdict.OPEN, PERHAPS)
        told = [self._kind(each, of_theirs) for each in receiver.kinds]
        told += [self._trade(each) for each in receiver.trades]
        if Verdict.UNMET in told:
            return NOT_THEIRS
        if not told or (not receiver.trades and all(each.term.is_umbrella for each in receiver.kinds)):
            return Judgement(Verdict.OPEN, UNKNOWN) if receiver.rest else Judgement(Verdict.MET, EVERYBODY)
        named = tuple(each.term for each in (*receiver.kinds, *receiver.trades) if not each.term.is_umbrella)
        if Verdict.OPEN in told or receiver.rest:
            names = {term.name for term in named}
            by_figures = not receiver.rest and names and names <= self.sure | self.by_figures
            return Judgement(Verdict.OPEN, NAMED if by_figures else PERHAPS, named)
        if any(each.term in self.of_trade - self.kinds for each in receiver.kinds) and self._is_no_firm():
            return Judgement(Verdict.OPEN, NAMED, named)
        return Judgement(Verdict.MET, OWN if any(term.name not in SIZES for term in named) else NAMED, named)

    def _is_no_firm(self) -> bool:
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
        told = {each.name for each in self.kinds} & LENDERS
        return bool(told) and kind.name in LENDERS - told

    def may_be_another(self, named: Iterable[Term]) -> bool:
        """Whether something is for what only few are, and nobody told us of it: 高新技术企业."""
        return any(term.name not in SIZES and not self.is_theirs(term) for term in named)

    def is_theirs(self, term: Term) -> bool:
        """Whether a kind or a trade is what they said, or follows from it."""
        return term in self.trades or term.name in self.sure | self.by_figures

    def _trade(self, named: Naming) -> Verdict:
        if not self.trades:
            return Verdict.UNMET if self.is_role else Verdict.OPEN
        if named.term in self.trades:
            return Verdict.MET if named.whole else Verdict.OPEN
        is_ours = named.term.is_umbrella and any(trade.is_service for trade in self.trades)
        return Verdict.MET if is_ours else Verdict.UNMET


@kept_per_vocabulary
def _of_trades() -> frozenset[Term]:
    """The kinds that a trade makes one: who said another trade is none of them."""
    kinds = vocabulary.of_scheme(Scheme.BENEFICIARY).terms
    trades = (trade for trade in vocabulary.of_scheme(Scheme.SECTOR).terms if trade.name not in SUBJECTS)
    made = (types_of_trade([trade], kinds) for trade in trades)
    return frozenset(kind for found in made for kind in found if kind.name not in SIZES)


@kept_per_vocabulary
def _words() -> dict[str, list[tuple[str, Naming]]]:
    """Every word of kinds, trades and conditions with the term that it names, the longest first, by scheme."""
    found: dict[str, list[tuple[str, Naming]]] = {}
    for scheme in (Scheme.BENEFICIARY, Scheme.SECTOR, Scheme.CONDITION):
        pairs = [
            (word, Naming(term, _is_whole(word, term)))
            for term in vocabulary.of_scheme(scheme).terms
            for word in dict.fromkeys((term.name, *term.words))
            if word and "…" not in word and not (scheme == Scheme.SECTOR and term.name in SUBJECTS)
        ]
        found[scheme] = sorted(pairs, key=lambda pair: -len(pair[0]))
    return found


@cache
def same_as() -> Mapping[str, str]:
    """Words that say no less than a term does, in other letters (fixtures/vocabulary/same.csv)."""
    return {row["word"]: row["term"] for row in tables.rows("same.csv")}


def _is_whole(word: str, term: Term) -> bool:
    """Whether a word says no less than its term: 服务业小微企业 names 小微企业, 铁路运输 not all of 交通运输."""
    if same_as().get(word) == term.name:
        return True
    core = _QUOTES.sub("", term.name)
    return any(part and part in word for part in re.split("[与、]", core))


def named_in(words: Iterable[str]) -> tuple[Receiver, ...]:
    """Return those whom words name, each that is listed one."""
    return tuple(_receiver(piece) for each in words for piece in _pieces(_OWNERS.sub("", _DOES.sub("", each))))


def _pieces(words: str) -> list[str]:
    """What is listed, each with what is said of all: 遭受重大损失的企业和个体工商户 are two who suffered."""
    words = _HEADS_OF_ALL.sub("等", words)
    qualifier, of, heads = words.partition("的")
    listed = heads if of and heads and "的" not in heads else words
    pieces = [piece for piece in _LISTED.split(listed) if piece.strip("“”等的 ")] or [words]
    return pieces if listed is words else [f"{qualifier}{of}{piece}" for piece in pieces]


def _receiver(piece: str) -> Receiver:
    piece = "".join(piece.split())  # 世界 500 强 is printed with blanks
    covered, found = bytearray(len(piece)), {}
    whole: set[str] = set()
    for scheme, known in _words().items():
        named = _named(piece, [pair for pair in known if pair[1].whole or pair[0] not in whole])
        for start, end, naming in named:
            covered[start:end] = b"\1" * (end - start)
            if naming.whole and scheme == Scheme.BENEFICIARY:
                whole.add(piece[start:end])  # 旅行社 says all of a kind; that it is of 旅游 says no more
        if scheme == Scheme.BENEFICIARY:
            named = _of_head(piece, named)
        found[scheme] = tuple({each.term: each for each in sorted((pair[2] for pair in named), key=_is_all)}.values())
    left = "".join("　" if of_term else sign for sign, of_term in zip(piece, covered, strict=True))
    if found[Scheme.BENEFICIARY]:
        left = _SUBJECT.sub("　", left)  # 科技企业孵化器: what kind of 孵化器, and no more than that
    qualifier, _, head = left.rpartition("的")
    if not found[Scheme.CONDITION]:
        head += qualifier  # nobody asks for it elsewhere
    rest = _ANYBODY.sub("", head).replace("　", "")
    asks = frozenset(named.term.name for named in found[Scheme.CONDITION])
    return Receiver(found[Scheme.BENEFICIARY], found[Scheme.SECTOR], bool(rest), asks, bool(_LARGE.search(piece)))


def _named(piece: str, known: Iterable[tuple[str, Naming]]) -> list[tuple[int, int, Naming]]:
    """Where words stand, the longest first: 中小企业园区 names no 中小企业."""
    found: list[tuple[int, int, Naming]] = []
    for word, naming in known:
        at = piece.find(word)
        while at >= 0:
            end = at + len(word)
            if not any(first <= at and end <= last and last - first > len(word) for first, last, _ in found):
                found.append((at, end, naming))
            at = piece.find(word, end)
    return found


def _of_head(piece: str, named: list[tuple[int, int, Naming]]) -> list[tuple[int, int, Naming]]:
    """Those in the head of a phrase, if any: 对小微企业贡献突出的园区 is a park."""
    head = piece.rfind("的") + 1
    return [each for each in named if each[0] >= head] or named


def _is_all(naming: Naming) -> bool:
    return naming.whole


def of_terms(kinds: Collection[Term], trades: Collection[Term], theirs: Collection[Term] = ()) -> tuple[Receiver, ...]:
    """Return those whom a heading or a section names: any kind of any trade of them.

    A subject (外贸, 科技) is nobody's trade, but of those who say so: ``theirs``.
    """
    of_kind = [Naming(term, whole=True) for term in kinds if not term.is_umbrella]
    of_trade = [Naming(term, whole=True) for term in trades if term in theirs or term.name not in SUBJECTS]
    if of_kind and of_trade:
        return tuple(Receiver((kind,), (trade,)) for kind in of_kind for trade in of_trade)
    return (*(Receiver(kinds=(kind,)) for kind in of_kind), *(Receiver(trades=(trade,)) for trade in of_trade))
