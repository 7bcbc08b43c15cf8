"""Questions of the gold are answered no worse than they were; the page 关于数据 shows what was measured."""

import json

import pytest
from django.conf import settings

from importers import search_accuracy

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]

# By the share settled by the first article, by the first five, and nDCG@10.
FLOORS = {
    "问句": (0.90, 0.95, 0.88),
    "词语": (0.96, 0.96, 0.92),
    "口语": (0.93, 1.0, 0.90),
    "错字": (1.0, 1.0, 0.85),
    "繁体字": (1.0, 1.0, 0.93),
    "拼音": (1.0, 1.0, 0.90),
    "文号": (1.0, 1.0, 1.0),
    "部门": (1.0, 1.0, 0.95),
    "行当": (1.0, 1.0, 0.85),
    "名词": (0.88, 1.0, 0.90),
    "全部": (0.95, 0.98, 0.90),
}


@pytest.fixture(scope="module")
def questions() -> list[dict]:
    path = settings.BASE_DIR / "tests" / "gold" / "queries.dev.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_questions_are_answered_no_worse(questions):
    found = search_accuracy.answered(questions)
    reached = {
        row["name"]: (row["first"], row["first_five"], row["ndcg"]) for row in search_accuracy.summary(found)["kinds"]
    }
    assert reached.keys() == FLOORS.keys()
    low = [
        name
        for name, floors in FLOORS.items()
        if any(got < floor for got, floor in zip(reached[name], floors, strict=True))
    ]
    assert not low, "\n".join(search_accuracy.table(found))


def test_the_figures_shown_are_those_measured(questions):
    shown = json.loads((settings.FIXTURES_DIR / "accuracy.json").read_text(encoding="utf-8"))
    assert shown["search"] == search_accuracy.summary(search_accuracy.answered(questions))


def test_an_answer_is_told_by_its_place():
    row = {
        "kind": "words",
        "query": "没有这样的话龘",
        "answers": [{"document": "晋发〔2021〕67号", "ordinal": 1, "grade": 2}],
    }
    (found,) = search_accuracy.answered([row, {**row, "answers": []}])
    assert (found.first, found.gain) == (0, 0)
    assert search_accuracy.table([found])[-1] == "不在第一条 没有这样的话龘：无"
