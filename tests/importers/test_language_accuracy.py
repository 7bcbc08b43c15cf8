"""The readers of sums and times on texts of other layouts: what the gold of these says is met."""

import pytest

from importers import accuracy, language_accuracy
from importers.management.commands.accuracy import LANGUAGE

GOLD = language_accuracy.rows(LANGUAGE)


@pytest.fixture(scope="module")
def found():
    return language_accuracy.scores(GOLD, LANGUAGE.with_suffix(""))


def test_every_text_has_its_gold():
    texts = {path.stem for path in LANGUAGE.with_suffix("").glob("*.txt")}
    assert texts == {row["key"] for row in GOLD}
    assert len(texts) >= 12


@pytest.mark.parametrize(
    "kind, least",
    [
        ("金额（数值、单位）", 0.97),
        ("金额（并用途）", 0.98),
        ("金额（并界限）", 0.95),
        ("时限", 0.95),
        ("周期", 0.95),
    ],
)
def test_scores(found, kind, least):
    assert found[kind].f1 >= least, "\n".join(accuracy.table(found))


def test_what_is_missed_costs_recall():
    (row,) = (row for row in GOLD if row["key"].startswith("05"))
    more = {**row, "amounts": [*row["amounts"], {"values": [1], "unit": "CNY", "bound": "exact", "role": ""}]}
    score = language_accuracy.scores([more], LANGUAGE.with_suffix(""))["金额（数值、单位）"]
    assert (len(score.missed), score.false) == (1, [])
