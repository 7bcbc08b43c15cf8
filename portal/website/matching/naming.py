"""Whom words name: each that is listed one, with the kinds and trades that must all hold of it.

A word that says less than the term by which we know it (铁路运输企业 of 交通运输) is no whole naming; what stands
beside the terms and says more of somebody is kept as the rest.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from policies.models import Term
from policies.revision_cache import cached_per_vocabulary
from policies.vocabulary import tables
from policies.vocabulary import terms as vocabulary

Scheme = Term.Scheme

# Subjects of policy more than trades: a shop that does trade online is of its own trade still.
SUBJECTS = frozenset({"科技", "外资", "外贸", "电子商务", "能源", "节能环保", "信息", "商务咨询", "保险", "金融"})
_SUBJECT = re.compile("|".join(sorted(SUBJECTS, key=len, reverse=True)))
# 10 亿元、50 亿元的企业: a sum goes on with what is said of one, and names nobody.
_LISTED = re.compile(r"[、，](?!\s*[0-9.]+\s*[万亿]*元)|以及|[和及与或](?!其他)")
# 创投企业投资于科技型企业: who does it, not to whom; 招用重点群体的企业 ends with its head.
_DOES = re.compile(r"(?<=[企业人构户者司])(?:投资于|投向|聘用|招用|吸纳|收购|引进|购买|参股)[^的]*$")
# Whose they are, by level: 省级政府性融资担保机构, 省属企业. Nobody is asked that.
_OF_LEVEL = re.compile(r"(?:省级|市级|县级|省属|市属|央属|中央)(?=政府性|国有|国企|企业|金融|再?担保|融资)")
# No kind of ours: 大型企业仍按…返还 is nothing for a small firm.
_LARGE = re.compile(r"(?<!中小)(?<!中)大型企业|大企业")
# 小微企业、交通运输等领域和行业: what all that are listed are called, and nobody of their own.
_HEADS_OF_ALL = re.compile(
    r"等(?:重点|相关|各)?(?:领域|行业|方面|单位|主体|市场主体)(?:[、和及与](?:领域|行业|方面|单位|主体))*$"
)
# 国企、民营融资担保机构 are of one kind, whoever owns them.
_OWNERS = re.compile(r"(?:国企|国有|民营|外资|公办|民办)、(?=(?:国有|民营|外资|公办|民办)[^、]{2})")
# What names nobody in particular: 各类市场主体, 相关企业.
_ANYBODY = re.compile(
    r"[0-9.]+\s?[万亿]*元?(?:以上|以下|以内)?|增值税|各类|相关|有关|广大|全体|所有|符合[^的]{0,8}条件的|(?:独立)?法人(?!银行|金融)|企业|公司|机构|单位|市场主体|经营主体|主体|纳税人|用户|商户|经营者|者|户|"
    r"行业|领域|项目(?=$)|其他|等|类|型|业|的|特别是|困难|成功|已经?|正在|(?<!外)[\u4e00-\u9fff]{2}省(?=企业|[内境])|我省|全省|省内|省外|本地|整体|[“”\s0-9]"
)
# 地铁、班车等|公共交通运输服务: behind 等, what all that are listed are called.
_CALLED = re.compile(r"、[^、]+等[^、]{2,}$")
_QUOTES = re.compile(r"[“”\s]|企业|主体|行业")


class Naming(NamedTuple):
    """A term that words name; ``whole`` where they say no less than the term does, ``part`` where it is but a part of
    a kind's own word: of 农产品批发市场 nobody must do 批发.
    """

    term: Term
    whole: bool
    part: bool = False


@dataclass(frozen=True, slots=True)
class Receiver:
    """One of those for whom a benefit is: kinds and trades that must all hold; ``rest`` where more is said of them.

    ``asks`` are the names of conditions that their words hold; ``is_large``: whether it is for large firms,
    ``is_of_level``: whether for those of one level of the state alone.
    """

    kinds: tuple[Naming, ...] = ()
    trades: tuple[Naming, ...] = ()
    rest: bool = False
    asks: frozenset[str] = frozenset()
    is_large: bool = False
    is_of_level: bool = False


@cached_per_vocabulary
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
    return tuple(
        named for each in words for named in _of_their_head(each, _pieces(_OWNERS.sub("", _DOES.sub("", each))))
    )


def _of_their_head(words: str, pieces: Sequence[str]) -> list[Receiver]:
    """Return each that is listed; what we have no word for is what all are called: 地铁、班车等公共交通运输服务."""
    named = [_receiver(piece) for piece in pieces]
    head = named[-1]
    if not _CALLED.search(words) or head.kinds or not head.trades:
        return named
    return [each if each.kinds or each.trades else replace(each, trades=head.trades) for each in named]


def _pieces(words: str) -> list[str]:
    """Return what is listed, each with what is said of all: 遭受重大损失的企业和个体工商户 are two who suffered."""
    words = _HEADS_OF_ALL.sub("等", words)
    qualifier, of, heads = words.partition("的")
    listed = heads if of and heads and "的" not in heads else words
    pieces = [piece for piece in _LISTED.split(listed) if piece.strip("“”等的 ")] or [words]
    return pieces if listed is words else [f"{qualifier}{of}{piece}" for piece in pieces]


@cached_per_vocabulary
def _receiver(piece: str) -> Receiver:
    piece = "".join(piece.split())  # 世界 500 强 is printed with blanks
    covered, found = bytearray(len(piece)), {}
    whole: set[str] = set()
    kinds: list[tuple[int, int, Naming]] = []
    for scheme, known in _words().items():
        named = _named(piece, [pair for pair in known if pair[1].whole or pair[0] not in whole])
        for start, end, naming in named:
            covered[start:end] = b"\1" * (end - start)
            if naming.whole and scheme == Scheme.BENEFICIARY:
                whole.add(piece[start:end])  # 旅行社 says all of a kind; that it is of 旅游 says no more
        if scheme == Scheme.BENEFICIARY:
            named = _of_head(piece, named)
            kinds = [each for each in named if each[2].whole]
        if scheme == Scheme.SECTOR:
            named = _first_of_overlapping(named)
            named = [
                (*each[:2], each[2]._replace(part=any(_is_part_of(each, kind) for kind in kinds))) for each in named
            ]
        found[scheme] = tuple({each.term: each for each in sorted((pair[2] for pair in named), key=_is_all)}.values())
    left = "".join("　" if of_term else sign for sign, of_term in zip(piece, covered, strict=True))
    if found[Scheme.BENEFICIARY]:
        left = _SUBJECT.sub("　", left)  # 科技企业孵化器: what kind of 孵化器, and no more than that
    qualifier, _, head = left.rpartition("的")
    if not found[Scheme.CONDITION]:
        head += qualifier  # nobody asks for it elsewhere
    rest = _ANYBODY.sub("", head).replace("　", "")
    asks = frozenset(named.term.name for named in found[Scheme.CONDITION])
    is_large, is_of_level = bool(_LARGE.search(piece)), bool(_OF_LEVEL.search(piece))
    return Receiver(found[Scheme.BENEFICIARY], found[Scheme.SECTOR], bool(rest), asks, is_large, is_of_level)


def _is_part_of(trade: tuple[int, int, Naming], kind: tuple[int, int, Naming]) -> bool:
    """Whether a trade is but a part of a kind's own word; 餐饮 is all that 餐饮业 says of 餐饮住宿企业."""
    return kind[0] <= trade[0] and trade[1] <= kind[1] and trade[2].term.name not in kind[2].term.name


def _named(piece: str, known: Iterable[tuple[str, Naming]]) -> list[tuple[int, int, Naming]]:
    """Return where words stand, the longest first: 中小企业园区 names no 中小企业."""
    found: list[tuple[int, int, Naming]] = []
    for word, naming in known:
        at = piece.find(word)
        while at >= 0:
            end = at + len(word)
            if not any(first <= at and end <= last and last - first > len(word) for first, last, _ in found):
                found.append((at, end, naming))
            at = piece.find(word, end)
    return found


def _first_of_overlapping(named: list[tuple[int, int, Naming]]) -> list[tuple[int, int, Naming]]:
    """Return trades without those of which but a part is named, in words that another's go into: 航空|运输|企业."""
    return [
        (start, end, naming)
        for start, end, naming in named
        if naming.whole or not any(first < start < last < end for first, last, _ in named)
    ]


def _of_head(piece: str, named: list[tuple[int, int, Naming]]) -> list[tuple[int, int, Naming]]:
    """Return the receivers in the head of a phrase, if any: 对小微企业贡献突出的园区 is a park."""
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
