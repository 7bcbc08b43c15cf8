"""How long a measure holds, and how a day stands to that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from policies.models import Deadline, Standing
from policies.presentation.unstated import NO_TERM

_STATES = {Standing.WITHIN: "在期限内", Standing.LATER: "还没开始", Standing.PAST: "已过"}


@dataclass(frozen=True, slots=True)
class ValidityPeriod:
    """The time for which a measure holds, in the text's words and as days, and how the day stands to it."""

    quote: str
    state: str
    is_dated: bool = False
    is_out: bool = False
    is_past: bool = False
    elsewhere: bool = False
    first: date | None = None
    last: date | None = None


def validity_period(times: Sequence[Deadline], measure: int, day: date) -> ValidityPeriod:
    """Return how a measure stands on a day: by its own term, else by that of another sentence of its article."""
    own = [time for time in times if time.measure_id in {measure, None}]
    told = own or times
    standing = Standing.of(told, day)
    return ValidityPeriod(
        "、".join(dict.fromkeys(time.quote for time in told)),
        _STATES.get(standing, "起点未写明" if told else NO_TERM),
        is_dated=standing in _STATES,
        is_out=standing in (Standing.PAST, Standing.LATER),
        is_past=standing == Standing.PAST,
        elsewhere=bool(told and not own),
        first=min(filter(None, (time.start_on for time in told)), default=None),
        last=max(filter(None, (time.end_on for time in told)), default=None),
    )
