"""Titles in plain words for articles whose print has none, by rule from what they give; always shown as ours."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from policies.models import Article, Benefit
from policies.presentation.given import BOUND, how_much
from policies.presentation.given_things import name_of

# What one can have comes before what somebody decides, and that before what others are only asked to give.
_RANK: dict[str, int] = {
    Benefit.Mode.AUTOMATIC: 0,
    Benefit.Mode.APPLY: 0,
    Benefit.Mode.SELECTIVE: 1,
    Benefit.Mode.DISCRETION: 2,
    Benefit.Mode.ENCOURAGE: 3,
}
# So many ways of giving are told, so many figures of each, and so many signs of who is given it.
MOST_WAYS, MOST_FIGURES, LONGEST = 2, 3, 18
# A clause that is its own name has more room: 不得以星级、所有制等为门槛限制相关企业参与政府采购.
LONGEST_CLAUSE = 30
# Who does what a case says: “链主”企业|每提高 5 个百分点本地配套率的.
_SOMEBODY = re.compile(r".{2,16}?(?:企业|公司|机构|单位|纳税人|市场主体|工商户)")
# For so long what was not deducted may be carried on: no part of what is given beside another figure.
_LENGTH = re.compile(r"[0-9一二三四五六七八九十]+\s?个?(?:纳税年度|[年月]|个月)")


class _Way(NamedTuple):
    """What is given in one way: its name, how much to whom, and whether there is anything in it to tell."""

    name: str
    figures: str
    who: str
    tells: bool

    def words(self, mode: str) -> str:
        """Return its name and how much; behind 鼓励他人给： no second colon."""
        return self.name + ("：" if self.figures and not mode else "") + self.figures


def plain_title(article: Article) -> str:
    """Return what an article gives, in a few words: “国有房屋租金：减免 6 个月或 3 个月（服务业小微企业）”.

    Only the surest is told, with its mode where it is no right. '' where the print has a title, where nothing is given,
    and where neither how much nor to whom is known: the print's first words then say more.
    """
    if article.heading or article.number is None:
        return ""
    gifts = [each for each in article.benefit_set.all() if each.mode in _RANK]
    surest = min((_RANK[each.mode] for each in gifts), default=None)
    surest_gifts = [each for each in gifts if _RANK[each.mode] == surest]
    by_way = groupby(sorted(surest_gifts, key=_order(surest_gifts)), key=lambda each: each.instrument)
    ways = [way for way in (_way(article, list(each)) for _, each in by_way) if way.tells]
    if not ways:
        return ""
    mode = f"{surest_gifts[0].get_mode_display()}：" if surest else ""
    return mode + _merged(ways[:MOST_WAYS], mode) + ("等" if len(ways) > MOST_WAYS else "")


def _order(gifts: Sequence[Benefit]):
    """Return the sort key that brings together what is given in one way, in the order of the print."""
    order = list(dict.fromkeys(each.instrument for each in gifts))
    return lambda gift: order.index(gift.instrument)


def _way(article: Article, gifts: Sequence[Benefit]) -> _Way:
    if gifts[0].instrument == Benefit.Instrument.PROTECTION:
        return _forbidden(gifts)
    figures = _figures([each for each in gifts if each.value])
    telling = [each for each in gifts if each.value] or gifts
    whom = {_head(article, each).removeprefix("…") for each in telling if each.receivers}
    who = next((_head(article, each) for each in [*telling, *gifts] if each.receivers), "")
    # Each figure says whom it is for where they differ.
    if len(figures) > 1 and len(whom) > 1:
        figures, who = [_for_its_own(article, gifts, each) for each in figures], ""
    values = "或".join(_said_once(figures[:MOST_FIGURES])) + ("等" if len(figures) > MOST_FIGURES else "")
    name = _cut(gifts[0].quote, LONGEST_CLAUSE) if gifts[0].instrument == Benefit.Instrument.OTHER else name_of(gifts)
    return _Way(name, values, "" if who.removeprefix("…") in name else who, bool(values or who))


def _forbidden(gifts: Sequence[Benefit]) -> _Way:
    """Return what nobody may do to them, in the print's words: 禁止侵害 alone says nothing."""
    words = gifts[0].quote
    at = next((found.start() for found in [re.search(r"不得|严禁|禁止|不准", words)] if found), 0)
    return _Way(_cut(words[at:], LONGEST_CLAUSE) + ("等" if len(gifts) > 1 else ""), "", "", tells=True)


def _figures(gifts: Sequence[Benefit]) -> list[str]:
    """Return how much is given, each once, without a length of time beside what it is given for."""
    figures = list(dict.fromkeys(map(_figure, gifts)))
    return [each for each in figures if not _LENGTH.fullmatch(each)] or figures


def _figure(gift: Benefit) -> str:
    """Return how much it is, of a long base its bound alone: 不超过…30%."""
    words = how_much(gift)
    bound = re.match(BOUND, words)
    return words if len(words) <= LONGEST or words == gift.value else f"{bound.group() if bound else ''}…{gift.value}"


def _for_its_own(article: Article, gifts: Sequence[Benefit], figure: str) -> str:
    gift = next(each for each in gifts if _figure(each) == figure)
    return f"{figure}（{_head(article, gift)}）" if gift.receivers else figure


def _said_once(figures: Sequence[str]) -> list[str]:
    """Say once what two figures begin with: 减免 6 个月或 3 个月."""
    if len(figures) < 2 or not all(re.match(r"减免\s?[0-9]", each) for each in figures):
        return list(figures)
    return [figures[0], *(each.removeprefix("减免") for each in figures[1:])]


def _merged(ways: Sequence[_Way], mode: str) -> str:
    """Say once who is given several things."""
    parts = []
    for who, each in groupby(ways, key=lambda way: way.who):
        words = "；".join(way.words(mode) for way in each)
        parts.append(f"{words}（{who}）" if who else words)
    return "；".join(parts)


def _head(article: Article, gift: Benefit) -> str:
    """Return who it is without what is said of them, where all of it is too long: the end of a phrase says who.

    An ellipsis stands for what is left out, as for what the print says before: 确有困难的纳税人 are not all 纳税人.
    """
    who = "、".join(gift.receivers)
    if who.endswith("的") and (found := _SOMEBODY.match(who)):
        return f"{found.group()}…"
    for sign in ("的", "等"):
        _, of, head = who.rpartition(sign)
        if of and 2 < len(head) <= LONGEST < len(who):
            return f"…{head}"
    if len(who) > LONGEST:
        return _listed(who.rpartition("的")[2] or who)
    return f"…{who}" if _is_part(article.text, who) else who


def _is_part(text: str, who: str) -> bool:
    """Return whether the print never says who it is without saying more of them."""
    before = [text[: found.start()].rstrip() for found in re.finditer(re.escape(who), text)]
    return bool(before) and all(re.search(r"(?<!条件)的$", each) for each in before)


def _listed(who: str) -> str:
    """Return a list of names as far as there is room, each whole: 城市公交站场、道路客运站场等."""
    if len(who) <= LONGEST or (end := who.rfind("、", 0, LONGEST)) < 3:
        return _cut(who)
    return f"{who[:end]}等"


def _cut(text: str, longest: int = LONGEST) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
