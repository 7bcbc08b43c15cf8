"""The accuracy of sums and times in texts of other layouts than the nine: self-written ones, gold by hand.

Takes the rows of tests/gold/language.jsonl and the texts beside them; each line of a text is read for itself, as an
article's is, under the heading that stands over it, so that nothing but the readers is measured.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from importers import accuracy
from importers.extractors import amounts, deadlines
from policies.text.numbering import match

MEASURED = tuple(kind for kind in accuracy.KINDS if kind.name.startswith(("金额", "时限", "周期")))


def rows(gold: Path) -> list[accuracy.Row]:
    """The gold rows, one a text."""
    return [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]


def scores(gold: Sequence[accuracy.Row], folder: Path) -> dict[str, accuracy.Score]:
    """The score of each kind over all texts."""
    return accuracy.scores(gold, [_read(row, folder) for row in gold], MEASURED)


def _read(row: accuracy.Row, folder: Path) -> accuracy.Row:
    lines = (folder / f"{row['key']}.txt").read_text(encoding="utf-8").splitlines()
    return {
        "document": row["document"],
        "ordinal": row["ordinal"],
        "amounts": [_amount(each) for heading, line in _headed(lines) for each in amounts.find(line, heading)],
        "times": [_time(each) for line in lines for each in deadlines.find(line, row["year"])],
    }


def _headed(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each line with the heading right over it, '' where it has a number of its own, or none stands there."""
    heading = ""
    for line in lines:
        marker = match(line)
        yield "" if marker else heading, line
        heading = line[marker.end :].strip() if marker and not line.endswith(("。", "；")) else ""


def _amount(found: amounts.ExtractedAmount) -> accuracy.Row:
    return {"values": list(found.values), "unit": found.unit, "bound": found.bound, "role": found.role}


def _time(found: deadlines.ExtractedDeadline) -> accuracy.Row:
    return {
        "kind": found.kind,
        "start": found.start_on and found.start_on.isoformat(),
        "end": found.end_on and found.end_on.isoformat(),
        "duration": found.duration,
        "duration_max": found.duration_max,
        "text": found.quote,
    }


def table(found: dict[str, accuracy.Score], texts: Iterable[accuracy.Row]) -> list[str]:
    """The scores as lines under a heading of their own."""
    return [f"自拟文本 {len(list(texts))} 篇（language.jsonl）", *accuracy.table(found)]
