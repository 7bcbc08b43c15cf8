"""Times: until when, in which period or plan, how long, how often.

``find`` takes one passage and the document's year, which fills a year left out (6月底前). Each kind is a small table
of what is printed: dates.py, plans.py, lengths.py; the words around say which role a time has (roles.py).

Not times: years inside names (出台2022年…工作要点, 公告2022年第10号, 《…（2022年版）》), years before the document's
own (past bases), hours of service (7×24小时), trips, circles and ages (一日游, 10-15分钟生活圈, 16周岁), 定期, and the
number of an article (三、五个工作日内).
"""

import re
from dataclasses import replace
from itertools import chain

from importers.extractors.deadlines.dates import listed, points, ranges, years_listed
from importers.extractors.deadlines.lengths import length, lengths, recurring
from importers.extractors.deadlines.plans import plans
from importers.extractors.deadlines.record import ExtractedDeadline
from importers.extractors.deadlines.roles import role_of
from policies.text.names import without_titles

__all__ = ["ExtractedDeadline", "find", "length"]

_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
# 三、|五个工作日内: the number of an article is no figure of its sentence.
_NUMBERING = re.compile(
    r"^[ \u3000]*(?:[一二三四五六七八九十]{1,3}、|[（(](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]"
    r"|[0-9]{1,3}(?:、|[.．](?![0-9])))",
    re.MULTILINE,
)


def find(text: str, year: int | None) -> list[ExtractedDeadline]:
    """Every time of the passage, in text order.

    >>> [(t.kind, str(t.end_on), t.role) for t in find("存量留抵税额于 6 月底前一次性全部退还。", 2022)]
    [('until', '2022-06-30', 'due')]
    """
    printed = _NUMBERING.sub(lambda number: "\n" * len(number[0]), without_titles(text.translate(_FULL_WIDTH)))
    readers = (ranges, listed, years_listed, points, plans)
    dates = chain.from_iterable(read(printed, year) for read in readers)
    found: list[ExtractedDeadline] = []
    for time in sorted((*dates, *lengths(printed), *recurring(printed)), key=lambda time: (time.start, -time.end)):
        # “5个、15个、25个工作日以内” is three durations with one quote
        if not found or time.start >= found[-1].end or (time.start, time.rule) == (found[-1].start, "times.list"):
            found.append(replace(time, quote=text[time.start : time.end], role=role_of(printed, time)))
    return found
