"""How well the readers of sums and times read texts of other layouts than the nine: self-written ones, gold by hand.

Takes the rows of tests/gold/language.jsonl and the texts beside them; each line of a text is read for itself, as an
article's is, so that nothing but the readers is measured.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from importers import accuracy
from importers.extractors import amounts, deadlines

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
        "amounts": [_amount(each) for line in lines for each in amounts.find(line)],
        "times": [_time(each) for line in lines for each in deadlines.find(line, row["year"])],
    }


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
