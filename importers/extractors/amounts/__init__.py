"""Sums of money and rates: what is given, what qualifies, how large a fund is, what is aimed at.

``find`` takes one passage and gives its amounts in text order, in steps: single figures with a unit (figures.py: 减半,
1000 万美元, 几十万元) and those of tables whose column says it (columns.py); figures said together (combining.py: 10
亿元、50 亿元; 从 60% 提高至 90%); what the words around them say: bound and per (bounds.py), role (roles.py),
which floors and ceilings are one range (between.py), and which
examples are doubtful (examples.py).

Not amounts: ranks and counts without a unit of money or share (500强, 排名前100, 9+13), areas, tonnes, kilowatts, and
what stands in names (《关于发放5万元创业补贴的通知》).
"""

from dataclasses import replace

from importers.extractors.amounts.between import ranges
from importers.extractors.amounts.bounds import described
from importers.extractors.amounts.columns import in_columns
from importers.extractors.amounts.combining import combined
from importers.extractors.amounts.examples import doubted
from importers.extractors.amounts.figures import ExtractedAmount, figures
from importers.extractors.amounts.roles import with_roles
from policies.text.names import without_names

__all__ = ["ExtractedAmount", "find"]


def find(text: str, heading: str = "") -> list[ExtractedAmount]:
    """Every amount of the passage; ``heading`` is the one over it, where it is all that is said of it: “补贴标准”.

    >>> [(a.values, a.unit, a.bound, a.role) for a in find("对新认定的给予最高 1000 万元奖励。")]
    [((10000000,), 'CNY', 'max', 'benefit')]
    """
    printed = without_names(text)
    read = list(combined(printed, figures(printed)))
    found: list[ExtractedAmount] = []
    for figure in read:
        found.append(described(printed, figure, found[-1].end if found else 0))
    in_text = doubted(printed, list(ranges(printed, with_roles(printed, read, found, heading))))
    in_tables = [
        each for each in in_columns(printed) if not any(a.start < each.end and each.start < a.end for a in in_text)
    ]
    return [replace(each, quote=text[each.start : each.end]) for each in sorted((*in_text, *in_tables), key=_place)]


def _place(amount: ExtractedAmount) -> int:
    return amount.start
