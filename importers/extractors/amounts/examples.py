"""Examples that contradict the sum they explain: one that turns dollars into as many yuan.

“按照实际到位外资的 5% 给予人民币奖励（比如，到位 1000 万美元奖励人民币 50 万元）”: 5 % of the dollars are 500,000
dollars. What is meant is not ours to say; the sum in the example is marked as doubtful where it stands.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from importers.extractors.amounts.figures import CURRENCIES, ExtractedAmount
from importers.extractors.amounts.spans import SENTENCE, left_of

DOUBTFUL = "amounts.example_currency"
_EXAMPLE = re.compile(r"[（(，。；](?:比如|例如|譬如|举例[^，：]{0,4}|如)[，：:]?(?P<words>[^（）()。；\n]{4,120})")


def doubted(text: str, found: Sequence[ExtractedAmount]) -> list[ExtractedAmount]:
    """The amounts, with those of such examples under a rule of their own."""
    starts = [amount.start for amount in found]
    doubtful: set[int] = set()
    for example in _EXAMPLE.finditer(text):
        sentence = example.start() - len(left_of(text, example.start(), SENTENCE))
        first, begins, ends = (bisect_left(starts, at) for at in (sentence, *example.span("words")))
        doubtful |= {begins + at for at in _slips(found[first:begins][-MOST:], found[begins:ends][:MOST])}
    return [replace(amount, rule=DOUBTFUL) if at in doubtful else amount for at, amount in enumerate(found)]


def _slips(stated: Sequence[ExtractedAmount], example: Sequence[ExtractedAmount]) -> Iterator[int]:
    """Yield which amounts of an example follow from a rate ``said`` before it only if nobody exchanges."""
    rates = [each for each in stated if each.unit in _SHARES]
    for at, (base, grant) in enumerate(pairwise(example), 1):
        foreign = base.unit != grant.unit and {base.unit, grant.unit} <= CURRENCIES
        if foreign and any(_fits(rate, base, grant) for rate in rates):
            yield at


MOST = 4  # of the figures before an example, and in it
_SHARES = {"percent": 100, "permille": 1000}


def _fits(rate: ExtractedAmount, base: ExtractedAmount, grant: ExtractedAmount) -> bool:
    """Whether what is given is the rate's share of the base, figure for figure, as if no exchange lay between."""
    share, whole, part = rate.values[-1], base.values[-1], grant.values[-1]
    if isinstance(share, str) or isinstance(whole, str) or isinstance(part, str):
        return False
    return abs(whole * share / _SHARES[rate.unit] - part) < 0.01
