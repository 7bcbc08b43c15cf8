"""The cases of a gift: conditions of which one set is enough, by the grammar of listing.

受疫情、洪涝等影响 asks for one blow and not for all of them; so do titles that are listed (“专精特新”、“小巨人”), what
stands before and behind 或, and cases told one after the other (申报成功的，上规升级的，…的买方).
What a firm was before and is now (规下企业上规升级) is asked as what it is now.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from policies.models import Term

# What nobody is both of: the first is what somebody was who has become the second.
BEFORE_AND_NOW = (("规下", "规上"),)
# Marks that a firm is given: who is asked for several in a list needs one of them (认定为省级和国家级…的).
_TITLES = frozenset({"国家认定", "省级认定", "“专精特新”认定", "品牌称号", "特级资质", "A级景区"})
# One blow of several: 受疫情、洪涝灾害及原材料价格上涨等影响.
_BLOWS = re.compile(r"(?:受|因|遭受|遭遇)[^，。；]{2,40}?(?:影响|冲击|损失|波及)")
_OR = re.compile(r"或")
_LISTED = re.compile(r"[、或和及]")
# A case ends so, and the last of several names who is in one of them: …的，…的，…等的买方，给予.
_CASE = r"(?:(?!给予|予以|享受|奖励|免[征收]|减[征免])[^，。；])*的"
_CASES = re.compile(rf"{_CASE}(?:，{_CASE})+(?=[^，。；的]{{0,8}}，)")


class AskedCondition(NamedTuple):
    """A condition, and where in the words it stands."""

    start: int
    end: int
    term: Term


class GiftInCases(Protocol):
    """The part of a gift that says what is asked of whom it is for."""

    @property
    def asks(self) -> frozenset[Term]: ...
    @property
    def cases(self) -> tuple[frozenset[Term], ...]: ...


class Known(Protocol):
    """The part of a question that says which conditions are fulfilled, which not, and of which anything was said."""

    @property
    def denied(self) -> set[Term]: ...
    @property
    def stated(self) -> set[Term]: ...


def cases_of(words: str, asked: Sequence[AskedCondition]) -> tuple[frozenset[Term], ...]:
    """Return the sets of conditions of which one is enough; one alone where all of them are asked."""
    told = _told_apart(words, asked)
    found = [case for of_one in told for case in _choices(words, of_one)]
    return tuple(dict.fromkeys(found))


def of_each(cases: Sequence[frozenset[Term]], receivers: Sequence[frozenset[str]]) -> tuple[frozenset[Term], ...]:
    """Return the cases of each of several receivers, where the words of one ask for what those of others do not.

    “500强、国家认定的‘专精特新’企业、高新技术企业等来山西注册的” asks for a recognition of the second alone. What the
    first and the last say is of all: 新增限上住宿、餐饮企业. ``receivers`` are the names of the conditions that the
    words of each hold.
    """
    own = frozenset().union(*receivers[1:-1]).difference(*receivers[:1], *receivers[-1:])
    if len(cases) != 1 or not own:
        return tuple(cases)
    found = (frozenset(each for each in cases[0] if each.name in asked or each.name not in own) for asked in receivers)
    return tuple(dict.fromkeys(found))


def _told_apart(words: str, asked: Sequence[AskedCondition]) -> list[Sequence[AskedCondition]]:
    """Return the conditions of each case that is told, with those that stand before or behind all cases."""
    listed = _CASES.search(words)
    if not listed:
        return [asked]
    starts = [listed.start(), *(at for at in range(*listed.span()) if words[at] == "，")]
    spans = [*pairwise(starts), (starts[-1], listed.end())]
    common = [each for each in asked if not listed.start() <= each.start < listed.end()]
    apart = [[each for each in asked if start <= each.start < end] for start, end in spans]
    return [[*common, *each] for each in apart]


def _choices(words: str, asked: Sequence[AskedCondition]) -> Iterable[frozenset[Term]]:
    """Yield the sets of which one is enough in one case."""
    names = {each.term.name for each in asked}
    past = {before for before, now in BEFORE_AND_NOW if now in names}
    groups: list[list[AskedCondition]] = []
    for each in asked:
        if each.term.name in past:
            continue
        if groups and _is_either(words, groups[-1][-1], each):
            groups[-1].append(each)
        else:
            groups.append([each])
    found: list[frozenset[Term]] = [frozenset()]
    for group in groups:
        found = [case | {each.term} for case in found for each in group]
    return found


def _is_either(words: str, one: AskedCondition, other: AskedCondition) -> bool:
    """Whether one of two conditions that follow each other is enough."""
    between = words[one.end : other.start]
    if re.search("[，。；]", between):
        return False
    if _OR.search(between):
        return True
    if {one.term.name, other.term.name} <= _TITLES and _LISTED.search(between):
        return True
    return any(found.start() <= one.start and other.end <= found.end() for found in _BLOWS.finditer(words))


def nearest_case(gift: GiftInCases, known: Known) -> frozenset[Term]:
    """Return the case that an asker is in, or nearest to: nothing of it denied, and the least of it untold."""
    cases = gift.cases or (gift.asks,)
    if len(cases) == 1:
        return cases[0]
    return min(cases, key=lambda case: (bool(case & known.denied), len(case - known.stated)))


def spared(gift: GiftInCases, known: Known) -> frozenset[Term]:
    """Return the conditions of other cases that an asker need not fulfil: who is in one case, or denies another."""
    nearest = nearest_case(gift, known)
    others = gift.asks - nearest
    return others if nearest <= known.stated else others & frozenset(known.denied)


def is_shut_out(gift: GiftInCases, failed: Collection[Term]) -> bool:
    """Whether every case holds a condition that is not fulfilled, or one does that is asked in all of them."""
    lost = frozenset(failed)
    return bool(lost - gift.asks) or all(case & lost for case in gift.cases or (gift.asks,))
