"""Folding: what nobody sees makes no difference, and where each folded sign came from is kept."""

import pytest

from policies.text.normalize import fold, fold_with_positions, needles
from policies.text.traditional import simplified

INVISIBLE = [
    pytest.param("\u200b", id="zero-width space"),
    pytest.param("\u200d", id="joiner"),
    pytest.param("\u2060", id="word joiner"),
    pytest.param("\ufeff", id="byte order mark"),
    pytest.param("\u00ad", id="soft hyphen"),
    pytest.param("\u202e", id="mark of direction"),
]


@pytest.mark.parametrize("sign", INVISIBLE)
def test_what_nobody_sees_is_folded_away(sign):
    assert fold(f"摊{sign}位费") == "摊位费"
    assert needles(f"{sign}摊位费 {sign}") == ["摊位费"]


def test_a_hit_behind_it_is_marked_where_it_stands():
    assert fold_with_positions("摊\u200b位费") == ("摊位费", [0, 2, 3])


@pytest.mark.parametrize("sign", ["-", "·", "、", "e", "％"], ids=["hyphen", "dot", "comma", "letter", "percent"])
def test_what_one_sees_stays(sign):
    assert len(fold(f"摊{sign}位费")) == 4


@pytest.mark.parametrize(
    "typed, said",
    [
        pytest.param("失業保險", "失业保险", id="plain"),
        pytest.param("省商務廳", "省商务厅", id="an office"),
        pytest.param("餅乾", "饼干", id="one character of several meanings"),
        pytest.param("乾隆", "乾隆", id="the same character where it stays"),
        pytest.param("失业保险", "失业保险", id="simplified already"),
        pytest.param("RCEP 5%", "RCEP 5%", id="no characters at all"),
    ],
)
def test_traditional_characters_are_simplified(typed, said):
    assert simplified(typed) == said
