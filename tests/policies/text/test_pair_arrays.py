"""Texts by the pairs of signs that they hold."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.text import pair_arrays
from policies.text.normalize import pairs

TEXTS = ["失业保险费率", "保险经纪", "失业登记、保险", "险保业失", ""]


@pytest.mark.parametrize(
    "word, places",
    [
        pytest.param("失业", [0, 2], id="a pair"),
        pytest.param("失业保险", [0], id="all its pairs but not the word itself"),
        pytest.param("保险", [0, 1, 2], id="in the texts' order"),
        pytest.param("业失", [3], id="not the other way round"),
        pytest.param("就业", [], id="stands nowhere"),
        pytest.param("失", [], id="a single sign is no pair"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_word_is_found_where_it_stands(word, places):
    assert list(pair_arrays.holding(word, pair_arrays.of_texts(TEXTS), TEXTS)) == places


def test_places_are_ascending_and_each_once():
    assert pair_arrays.arrays([("b", 3), ("a", 2), ("b", 1), ("b", 3)]) == {
        "b": array("I", [1, 3]),
        "a": array("I", [2]),
    }


TEXT = st.text("失业保险费", max_size=8)


@given(before=st.lists(TEXT, min_size=1, max_size=6), now=st.lists(TEXT, min_size=6, max_size=6), data=st.data())
def test_texts_that_are_rewritten_stand_as_if_they_always_had(before, now, data):
    places = data.draw(st.sets(st.integers(0, len(before) - 1)))
    texts = [now[place] if place in places else text for place, text in enumerate(before)]
    found = pair_arrays.rewritten(pair_arrays.of_texts(before), before, texts, places)
    assert found == pair_arrays.of_texts(texts)
    assert all(place in found[pair] for place, text in enumerate(texts) for pair in pairs(text))
