"""Five-year plans: “十四五”期间 is the plan, “十四五”末 its end; “十四五”目标要求 only a name."""

import re
from collections.abc import Iterator
from datetime import date

from importers.extractors.deadlines.record import ExtractedDeadline, time
from importers.extractors.deadlines.surroundings import opens
from policies.text.numerals import value

PLAN = re.compile(r"[“\"]?(?P<nth>十[一二三四五六七八九])五[”\"]?(?P<tail>[ ]?(?:期间|时期|规划期[内间]?|期内|期?末))?")


def plans(printed: str, year: int | None) -> Iterator[ExtractedDeadline]:
    """Plans, and the ends of plans; one that was over before a text of ``year`` is a past base."""
    for match in PLAN.finditer(printed):
        tail = (match["tail"] or "").strip()
        first = 1951 + 5 * int(value(match["nth"]))  # the fourteenth plan begins in 2021
        start, end = date(first, 1, 1), date(first + 4, 12, 31)
        if (year and end.year < year) or printed.startswith("以来", match.end()):
            continue
        if tail.endswith("末"):
            yield time(match, "until", "times.plan_end", end_on=end)
        elif tail or opens(printed, match.start()):
            yield time(match, "plan", "times.plan", start_on=start, end_on=end)
