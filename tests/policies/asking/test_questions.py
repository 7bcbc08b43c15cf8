"""Questions as people of other trades, offices and needs type them: the article that settles each is among the first.

``questions.csv`` was written from the texts, by a reader who had asked nothing yet: a change that helps the gold's own
questions, and harms others, shows here. A row is a question of a kind (tests/gold/README.md), and the articles that
settle it, or help, by their documents' numbers, as one says them.
"""

import csv
from pathlib import Path

import pytest

from importers import search_accuracy
from policies.models import Document

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]

# By the share settled by the first article, by the first five, and nDCG@10.
FIRST, FIRST_FIVE, GAIN = 0.91, 0.985, 0.93
_ISSUER = {"市监33号": "晋市监发〔2022〕33号", "33号": "晋政办发〔2022〕33号"}


def _questions() -> list[dict]:
    with (Path(__file__).parent / "questions.csv").open(encoding="utf-8") as file:
        return [
            {
                "kind": row["kind"],
                "query": row["question"],
                "answers": [*_graded(row["settled_by"], 2), *_graded(row["helped_by"], 1)],
            }
            for row in csv.DictReader(file)
        ]


def _graded(articles: str, grade: int) -> list[dict]:
    parted = (each.split() for each in articles.split("|") if each)
    return [{"document": _number(said), "ordinal": int(ordinal), "grade": grade} for said, ordinal in parted]


def _number(said: str) -> str:
    numbers = Document.objects.values_list("number", flat=True)
    return _ISSUER.get(said) or next(each for each in numbers if each.endswith(f"〕{said}"))


def test_most_are_settled_by_the_first_articles_and_none_by_nothing():
    found = search_accuracy.answered(_questions())
    whole = search_accuracy.summary(found)["kinds"][-1]
    assert (whole["first"] >= FIRST, whole["first_five"] >= FIRST_FIVE, whole["ndcg"] >= GAIN) == (True, True, True), (
        "\n".join(search_accuracy.table(found))
    )
    assert not [each.query for each in found if not each.gain]
