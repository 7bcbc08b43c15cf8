"""Titles in plain words for articles whose print has none, by rule from what they give; always shown as ours."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from policies.models import Article, Benefit

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


def plain_title(article: Article) -> str:
    """Return what an article gives, in a few words: “租金减免：减免 6 个月或减免 3 个月（服务业小微企业）”.

    Only the surest is told, with its mode where it is no right. '' where the print has a title, where nothing is given,
    and where neither how much nor to whom is known: the print's first words then say more.
    """
    if article.heading or article.number is None:
        return ""
    gifts = [each for each in article.benefit_set.all() if each.mode in _RANK]
    surest = min((_RANK[each.mode] for each in gifts), default=None)
    surest_gifts = [each for each in gifts if _RANK[each.mode] == surest]
    by_way = groupby(sorted(surest_gifts, key=_order(surest_gifts)), key=lambda each: each.instrument)
    ways = [way for way in (_way(list(each)) for _, each in by_way) if any(way[1:])]
    if not ways:
        return ""
    mode = f"{surest_gifts[0].get_mode_display()}：" if surest else ""
    return mode + "；".join(_merged(ways[:MOST_WAYS])) + ("等" if len(ways) > MOST_WAYS else "")


def _order(gifts: Sequence[Benefit]):
    """Return the sort key that brings together what is given in one way, in the order of the print."""
    order = list(dict.fromkeys(each.instrument for each in gifts))
    return lambda gift: order.index(gift.instrument)


def _way(gifts: Sequence[Benefit]) -> tuple[str, str, str]:
    """Return what is given in one way: its name, how much, to whom."""
    figures = list(dict.fromkeys(each.value for each in gifts if each.value))
    values = "或".join(figures[:MOST_FIGURES]) + ("等" if len(figures) > MOST_FIGURES else "")
    who = next(("、".join(each.receivers) for each in gifts if each.receivers), "")
    name = (
        _cut(gifts[0].quote) if gifts[0].instrument == Benefit.Instrument.OTHER else gifts[0].get_instrument_display()
    )
    return name, values, _head(who)


def _merged(ways: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    """Say once who is given several things."""
    for who, each in groupby(ways, key=lambda way: way[2]):
        values = "；".join(f"{name}：{figure}" if figure else name for name, figure, _ in each)
        yield f"{values}（{who}）" if who else values


def _head(who: str) -> str:
    """Return who it is without what is said of them, where all of it is too long: the end of a phrase says who."""
    _, of, head = who.rpartition("的")
    return f"…{head}" if of and len(head) < LONGEST < len(who) else _cut(who)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
