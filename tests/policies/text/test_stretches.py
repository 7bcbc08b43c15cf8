"""Stretches by their places are those that holding each against each would find."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from policies.text.stretches import Apart, Spans

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda pair: (pair[0], sum(pair))), max_size=8)


@dataclass(frozen=True)
class Sentence:
    start: int
    end: int


def apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not found or found[-1][1] <= start:
            found.append((start, end))
    return found


@given(SPANS, st.integers(0, 40))
def test_the_sentence_of_a_place(spans, place):
    sentences = [Sentence(*span) for span in apart(spans)]
    held = next((each for each in sentences if each.start <= place < each.end), None)
    assert Apart(sentences).at(place) == held


@given(SPANS, st.integers(0, 40), st.integers(1, 9))
def test_whether_any_meets_a_stretch(spans, start, length):
    end = start + length
    assert Spans(spans).meet(start, end) == any(a < end and start < b for a, b in spans)


@given(SPANS, st.integers(0, 40), st.integers(1, 9))
def test_whether_any_holds_a_stretch(spans, start, length):
    titles = apart(spans)
    assert Spans(titles).hold(start, start + length) == any(a <= start and start + length <= b for a, b in titles)
