"""Cases of a gift: conditions of which one is enough, and those that are all asked."""

from dataclasses import dataclass, field

import pytest

from policies.models import Term
from portal.website.matching.cases import AskedCondition, cases_of, is_shut_out, nearest_case, of_each, spared

NAMES = (
    "受疫情影响",
    "灾害损失",
    "国家认定",
    "省级认定",
    "“专精特新”认定",
    "规下",
    "规上",
    "营收规模",
    "首次",
    "带动就业",
)
TERMS = {name: Term(pk=at, name=name) for at, name in enumerate(NAMES, 1)}


def asked(words: str, *marked: tuple[str, str]) -> list[AskedCondition]:
    """Conditions at the place of their words, each (words, name)."""
    return [AskedCondition(words.index(each), words.index(each) + len(each), TERMS[name]) for each, name in marked]


CASES = {
    "one blow of those that are listed": (
        "受疫情、洪涝及原料涨价等影响较大的面馆，可延期还本",
        [("受疫情", "受疫情影响"), ("洪涝", "灾害损失")],
        [{"受疫情影响"}, {"灾害损失"}],
    ),
    "two blows in two clauses are both asked": (
        "受疫情影响的面馆，遭洪涝停业的，可延期还本",
        [("受疫情", "受疫情影响"), ("洪涝", "灾害损失")],
        [{"受疫情影响", "灾害损失"}],
    ),
    "the one or the other": (
        "对首次参展或带动就业二十人的书店给予补贴",
        [("首次", "首次"), ("带动就业", "带动就业")],
        [{"首次"}, {"带动就业"}],
    ),
    "both of them": (
        "对首次参展且带动就业二十人的书店给予补贴",
        [("首次", "首次"), ("带动就业", "带动就业")],
        [{"首次", "带动就业"}],
    ),
    "titles that are listed": (
        "被认定为国家级、省级示范店的，给予奖励",
        [("国家级", "国家认定"), ("省级", "省级认定")],
        [{"国家认定"}, {"省级认定"}],
    ),
    "facts that are listed are all asked": (
        "对首次上线、年卖百万、带动就业的网店给予奖励",
        [("首次", "首次"), ("年卖百万", "营收规模"), ("带动就业", "带动就业")],
        [{"首次", "营收规模", "带动就业"}],
    ),
    "what a firm was is not asked of what it is now": (
        "规下小厂上规的，给予奖励",
        [("规下", "规下"), ("上规", "规上")],
        [{"规上"}],
    ),
    "cases told one after the other": (
        "对申报“专精特新”成功的，首次参展的，年卖百万等的买方，给予补助",
        [("专精特新", "“专精特新”认定"), ("首次", "首次"), ("年卖百万", "营收规模")],
        [{"“专精特新”认定"}, {"首次"}, {"营收规模"}],
    ),
    "what is given in between ends no case": (
        "对年卖百万的，给予适当的资金补助，吸引首次参展的书店入驻",
        [("年卖百万", "营收规模"), ("首次", "首次")],
        [{"营收规模", "首次"}],
    ),
    "either level of a title": (
        "对被认定为省级和国家级的书店给予奖励",
        [("认定为省级", "省级认定"), ("国家级", "国家认定")],
        [{"省级认定"}, {"国家认定"}],
    ),
    "nothing asked": ("对面馆给予补助", [], [set()]),
}


@pytest.mark.parametrize("words, marked, cases", CASES.values(), ids=CASES)
def test_which_conditions_are_asked_together(words, marked, cases):
    found = cases_of(words, asked(words, *marked))
    assert [{term.name for term in case} for case in found] == cases


@dataclass
class Gift:
    """The conditions of a gift, and its cases."""

    cases: tuple[frozenset[Term], ...]
    asks: frozenset[Term] = field(init=False)

    def __post_init__(self):
        self.asks = frozenset().union(*self.cases)


@dataclass
class Known:
    """The conditions of which something was said."""

    stated: set[Term] = field(default_factory=set)
    denied: set[Term] = field(default_factory=set)


def terms(*names: str) -> frozenset[Term]:
    return frozenset(TERMS[name] for name in names)


@pytest.mark.parametrize(
    "receivers, cases",
    [
        pytest.param(
            [set(), {"国家认定"}, {"首次"}], [{"首次"}, {"首次", "国家认定"}], id="of one in the middle alone"
        ),
        pytest.param([{"首次"}, set(), {"国家认定"}], [{"首次", "国家认定"}], id="the first and the last are of all"),
        pytest.param([{"首次", "国家认定"}], [{"首次", "国家认定"}], id="of one"),
        pytest.param([], [{"首次", "国家认定"}], id="of nobody who is named"),
    ],
)
def test_what_one_of_several_is_asked(receivers, cases):
    asked = [terms("首次", "国家认定")]
    assert list(of_each(asked, [frozenset(each) for each in receivers])) == [terms(*each) for each in cases]


EITHER = Gift((terms("受疫情影响"), terms("灾害损失")))
BOTH = Gift((terms("首次", "营收规模"),))


@pytest.mark.parametrize(
    "gift, known, nearest, free",
    [
        pytest.param(EITHER, Known(set(terms("灾害损失"))), ["灾害损失"], ["受疫情影响"], id="who is in one case"),
        pytest.param(EITHER, Known(), ["受疫情影响"], [], id="who said nothing is asked for all of them"),
        pytest.param(
            EITHER, Known(denied=set(terms("受疫情影响"))), ["灾害损失"], ["受疫情影响"], id="who denies another case"
        ),
        pytest.param(BOTH, Known(set(terms("首次"))), ["首次", "营收规模"], [], id="of one case nothing is spared"),
    ],
)
def test_the_case_that_somebody_is_in(gift, known, nearest, free):
    assert nearest_case(gift, known) == terms(*nearest)
    assert spared(gift, known) == terms(*free)


@pytest.mark.parametrize(
    "gift, failed, is_out",
    [
        pytest.param(EITHER, ["受疫情影响"], False, id="another case is left"),
        pytest.param(EITHER, ["受疫情影响", "灾害损失"], True, id="no case is left"),
        pytest.param(BOTH, ["首次"], True, id="all are asked"),
        pytest.param(EITHER, ["规上"], True, id="what is asked above all cases"),
    ],
)
def test_a_gift_is_lost_with_all_its_cases(gift, failed, is_out):
    assert is_shut_out(gift, terms(*failed)) == is_out
