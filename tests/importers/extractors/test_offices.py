"""The grammar of office names: what is one, where one ends, what is another name of the same."""

import pytest

from importers.extractors.offices import UnitNames, canonical, is_office, is_whole, opens_name, without_alias


@pytest.mark.parametrize(
    "name",
    [
        "市商务局",
        "省委宣传部",
        "人民银行云海市分行",
        "云海城投（集团）有限公司",
        "各县（市、区）",
        "各市",
        "团市委",
        "临湖新区管委会",
    ],
)
def test_offices(name):
    assert is_office(name)


@pytest.mark.parametrize("words", ["不再列出", "下同", "长期坚持", "市", "2022年6月底前"])
def test_no_offices(words):
    assert not is_office(words)


@pytest.mark.parametrize(
    "printed, own",
    [
        ("省发展改革委（省能源局）", "省发展改革委"),
        ("各县（市、区）", "各县（市、区）"),
        ("云海城投（集团）有限公司", "云海城投（集团）有限公司"),
    ],
)
def test_without_alias(printed, own):
    assert without_alias(printed) == own


def test_where_a_name_may_end_and_how_another_opens():
    assert is_whole("市财政局")
    assert not is_whole("市住房")
    assert opens_name("各区政府")
    assert not opens_name("城乡建设局")


def test_what_is_counted_in_is_no_part_of_a_name():
    assert canonical("各市（含定海市，下同）人民 政府") == "各市人民政府"


def test_levels_in_brackets_are_a_known_name_s_too():
    names = UnitNames({"各县人民政府": ["各县人民政府"]})
    assert names("各县（市、区）人民政府") == (("各县人民政府", True),)
