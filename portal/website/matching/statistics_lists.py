"""The lists of the statistics in which an enterprise is counted, by its trade."""

from collections.abc import Collection, Set

from policies.models import Term

# Who is in the lists, long since or anew.
_IN_THE_LISTS = frozenset({"规上", "新增入库"})
_OF_TURNOVER, _OF_SCALE = "限上", "规上"
_COUNTED_BY_TURNOVER = frozenset({"批发", "零售", "住宿", "餐饮"})


def counted_as(said: Set[str], trades: Collection[Term]) -> set[str]:
    """Return the conditions that follow for who is in the lists: a shop, hotel or restaurant is there as 限上.

    A factory is there as 规上. Any other service is counted as 规上, and prints call it either (新增限上…养老企业).
    """
    if not said & _IN_THE_LISTS or not trades:
        return set()
    if _COUNTED_BY_TURNOVER & {trade.name for trade in trades}:
        return {_OF_TURNOVER}
    return {_OF_TURNOVER, _OF_SCALE} if any(trade.is_service for trade in trades) else {_OF_SCALE}
