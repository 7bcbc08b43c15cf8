"""The whole answer as a table to work through, in the page's order."""

from collections.abc import Sequence
from functools import partial

from portal.website.matching.answer import Answer
from portal.website.matching.conditions import Verdict
from portal.website.matching.entries import MatchedMeasure, entries
from portal.website.matching.order import GROUPS
from portal.website.matching.receipt import receipt
from portal.website.tables import Column, Link, Table, Value


def answer_as_table(answer: Answer) -> Table[MatchedMeasure]:
    """Return a row for every measure of an answer; what was asked, and of which state of the base, stands above."""
    return Table(_TITLE, _COLUMNS, list(entries(answer, answer.ranked)), _about(answer))


def _about(answer: Answer) -> list[tuple[str, Value]]:
    *lines, (label, address) = receipt(answer)
    day = answer.day.isoformat()
    return [*((name, answer.day if words == day else words) for name, words in lines), (label, Link(address))]


def _conditions(verdict: Verdict, item: MatchedMeasure) -> str:
    found = (each for each in item.conditions if each.verdict == verdict)
    return "；".join(f"{each.label}：{each.words or each.note}" for each in found)


def _each(words: Sequence[str]) -> str:
    return "；".join(dict.fromkeys(filter(None, words)))


_TITLE = "政策匹配"
_COLUMNS: tuple[Column[MatchedMeasure], ...] = (
    Column("怎样得到", lambda item: GROUPS[item.ranked.group][1], 16),
    Column("优惠", lambda item: _each([gift.get_instrument_display() for gift in item.gifts]), 14),
    Column("给多少", lambda item: _each(item.values or ["文件没写数" for _ in item.gifts]), 18),
    Column("给多少数值", lambda item: item.only_sum.low if item.only_sum else None, 12),
    Column("给多少单位", lambda item: item.only_sum.get_unit_display() if item.only_sum else "", 8),
    Column("算下来", lambda item: _each([str(each) for each in item.reckonings]), 28),
    Column("给谁", lambda item: _each([word for gift in item.gifts for word in gift.receivers]), 22),
    Column("满足", partial(_conditions, Verdict.MET), 28),
    Column("无法判断", partial(_conditions, Verdict.OPEN), 28),
    Column("不满足", partial(_conditions, Verdict.UNMET), 22),
    Column("期限", lambda item: item.period.quote, 18),
    Column("期限起", lambda item: item.period.first, 13),
    Column("期限止", lambda item: item.period.last, 13),
    Column("期限状态", lambda item: item.period.state if item.period.quote else item.without_term, 20),
    Column("问谁", lambda item: "；".join(f"{role}：{'、'.join(map(_unit, parts))}" for role, parts in item.roles), 30),
    Column("原文", lambda item: item.measure.quote, 60),
    Column("文件标题", lambda item: item.article.document.title, 30),
    Column("章节", lambda item: item.article.section.text if item.article.section else "", 24),
    Column("条文", lambda item: str(item.article), 26),
    Column("链接", lambda item: Link(item.address), 30),
    Column("同样的话也写在", lambda item: "；".join(str(article) for article, *_ in item.others), 26),
    Column("办理情况", lambda item: None, 14),
    Column("备注", lambda item: None, 14),
)


def _unit(part) -> str:
    return str(part.unit)
