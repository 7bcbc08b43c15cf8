"""Words with gaps: what people type for one, and how much is too much."""

import pytest

from importers.extractors.terms import Lexicon, VocabularyTerm
from policies.text.gapped_words import MAX_SIGNS, problem, tidy


@pytest.mark.parametrize(
    "typed, word",
    [
        pytest.param("拓展…市场", "拓展…市场", id="as it should be"),
        pytest.param("拓展……市场", "拓展…市场", id="as Chinese keyboards type it"),
        pytest.param("拓展...市场", "拓展…市场", id="as others do"),
        pytest.param("拓展 … … 市场", "拓展…市场", id="with blanks"),
        pytest.param("…市场……", "市场", id="at the ends it says nothing"),
        pytest.param("企…………………业", "企…业", id="many in a row are one"),
        pytest.param("5.0版", "5.0版", id="a point is none"),
        pytest.param("……", "", id="nothing else"),
    ],
)
def test_a_gap_is_one_sign(typed, word):
    assert tidy(typed) == word
    assert tidy(word) == word


@pytest.mark.parametrize(
    "word, told",
    [
        pytest.param("企…业…减…免", "", id="three gaps"),
        pytest.param("企…业…减…免…税", "空当太多", id="four"),
        pytest.param("…".join("税" * 25), "空当太多", id="twenty-four"),
        pytest.param("税" * MAX_SIGNS, "", id="fifty signs"),
        pytest.param("税" * (MAX_SIGNS + 1), "太长", id="more"),
        pytest.param("企" + "…" * 80 + "业", "", id="one gap, typed long"),
    ],
)
def test_what_is_too_much_is_told(word, told):
    assert told in problem(word)
    assert bool(told) == bool(problem(word))


@pytest.mark.parametrize("word", ["企…………………业", "企" + "…" * 30 + "业", "…".join("企业" * 15), "税" * 3000])
def test_a_word_that_was_saved_before_hangs_nothing(word):
    """What a base already holds is read as it may be read, or left out."""
    lexicon = Lexicon.of("sector", (VocabularyTerm(scheme="sector", name="企业", words=(word, "饭店")),))
    text = "企业" * 2000 + "饭店"
    assert [use.quote for use in lexicon.uses(text, 0, len(text))][-1] == "饭店"
