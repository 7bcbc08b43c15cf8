"""Cases of the gold are answered no worse than they were, and what counts as found is what a reader means by it."""

import json

import pytest
from django.conf import settings

from portal.website.matching import accuracy
from portal.website.matching.accuracy import ListedGift

PLACE, OTHER = ("晋政办发〔2022〕33号", 6), ("晋政办发〔2022〕34号", 7)
WORDS = "对小微企业年应纳税所得额不超过100万元的部分，再减半征收所得税"
FLOORS = {"worth": 0.85, "likely": 0.78, "certain_first": 0.82, "certain": 0.93, "best_first": 0.8}
MOST_FORBIDDEN = 1


@pytest.mark.parametrize(
    "at, others, words, quote, is_met",
    [
        pytest.param(PLACE, (), WORDS, WORDS[:20], True, id="the sentence holds the words"),
        pytest.param(PLACE, (), WORDS, f"按规定，{WORDS}", True, id="or lies in them"),
        pytest.param(PLACE, (), WORDS, f"{WORDS[:24]}，由税务部门办理", True, id="most in one piece"),
        pytest.param(PLACE, (), WORDS, "对个体工商户免征增值税", False, id="another sentence of the article"),
        pytest.param(OTHER, (), WORDS, WORDS, False, id="another article"),
        pytest.param(OTHER, (PLACE,), WORDS, WORDS, True, id="folded with it"),
        pytest.param(PLACE, (), "可减半", "可减半", True, id="short and the same"),
        pytest.param(PLACE, (), "可减半", "企业可减半征收", False, id="short, and a piece of much"),
    ],
)
def test_what_counts_as_found(at, others, words, quote, is_met):
    listed = ListedGift("automatic", True, words, at, frozenset(others))
    assert listed.matches({"document": PLACE[0], "ordinal": PLACE[1], "quote": quote}) == is_met


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.usefixtures("nine")
def test_cases_are_answered_no_worse():
    path = settings.BASE_DIR / "tests" / "gold" / "scenarios.dev.jsonl"
    cases = accuracy.answered(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    found = accuracy.summary(cases)
    assert all(found[name] >= floor for name, floor in FLOORS.items()), "\n".join(accuracy.table(cases))
    assert found["forbidden"] <= MOST_FORBIDDEN, "\n".join(accuracy.table(cases))
