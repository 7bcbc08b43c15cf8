"""One time, as the readers of times give it."""

import re
from dataclasses import dataclass
from datetime import date

from importers.extractors.base import ExtractedFact


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedDeadline(ExtractedFact):
    """One time; a date that cannot be known is None, a length that is not printed is ""."""

    kind: str  # until, period, plan, duration, recurring
    start_on: date | None = None
    end_on: date | None = None
    duration: str = ""  # ISO 8601: P5D, P6M, P0.5D, PT72H
    duration_max: str = ""
    workdays: bool = False
    role: str = "reference"  # term, due, handling, reference


def time(
    match: re.Match[str],
    kind: str,
    rule: str,
    *,
    start_on: date | None = None,
    end_on: date | None = None,
    duration: str = "",
    duration_max: str = "",
    workdays: bool = False,
) -> ExtractedDeadline:
    """Return the time that a match prints."""
    return ExtractedDeadline(
        start=match.start(),
        end=match.end(),
        quote=match[0],
        rule=rule,
        kind=kind,
        start_on=start_on,
        end_on=end_on,
        duration=duration,
        duration_max=duration_max,
        workdays=workdays,
    )
