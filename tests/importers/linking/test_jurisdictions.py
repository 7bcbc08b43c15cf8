"""Where offices are: whose text it is, and by which name an office of another place is told from ours."""

import pytest

from importers.linking.jurisdictions import Gazetteer, Jurisdiction
from importers.load.vocabularies import PROVINCES

OURS = "云山省"  # a province that the nation has not: nothing in the rules may know which province is ours
PLACES = Gazetteer.load(PROVINCES, OURS)
NATION = Jurisdiction()
JIANGSU, NANJING = Jurisdiction("江苏省"), Jurisdiction("江苏省", "南京市")
SHANGHAI, PUTUO = Jurisdiction("上海市"), Jurisdiction("上海市", "", "普陀区")
YUNHAI = Jurisdiction("江苏省", "云海市")  # a city that the nation's file has not
XUANWU = Jurisdiction("江苏省", "南京市", "玄武区")


@pytest.mark.parametrize(
    "issuers, code, title, expected",
    [
        pytest.param(["江苏省人民政府办公厅"], "苏政办发", "", JIANGSU, id="a province's"),
        pytest.param(["南京市人民政府"], "宁政发", "", NANJING, id="a city's, whose province the nation's file has"),
        pytest.param(["南京市玄武区人民政府"], "", "", XUANWU, id="a district's"),
        pytest.param(["上海市商务委员会"], "沪商", "", SHANGHAI, id="a municipality's"),
        pytest.param([], "", "上海市普陀区人民政府关于促进消费的意见", PUTUO, id="of the title alone"),
        pytest.param([], "苏商", "关于促进消费的意见", JIANGSU, id="of the number alone"),
        pytest.param([], "", "促进消费的意见", None, id="nobody says"),
        pytest.param(["中共江苏省委", "江苏省人民政府"], "苏发", "", JIANGSU, id="the party's and the government's"),
        pytest.param(["国家税务总局江苏省税务局"], "", "", JIANGSU, id="the centre's office in a province"),
        pytest.param(["国务院办公厅"], "国办发", "", NATION, id="the State Council's"),
        pytest.param([], "商建发", "商务部等12部门关于促进消费的意见", NATION, id="a ministry's and others'"),
        pytest.param(["吉林市人民政府"], "", "", Jurisdiction("吉林省", "吉林市"), id="a city named as its province"),
        pytest.param([OURS], "", "", Jurisdiction(OURS), id="ours, whatever it is"),
        pytest.param(
            ["云海市商务局"], "苏云商", "", Jurisdiction("江苏省", "云海市"), id="an unknown city, by the number"
        ),
    ],
)
def test_whose_text_it_is(issuers, code, title, expected):
    assert PLACES.of_document(issuers, code, title) == expected


@pytest.mark.parametrize(
    "printed, speaking, name, place",
    [
        pytest.param("省市场监管局", Jurisdiction(OURS), "省市场监管局", OURS, id="ours stays"),
        pytest.param("省市场监管局", JIANGSU, "江苏省市场监管局", "江苏省", id="another province's"),
        pytest.param("省市场监管局", NANJING, "江苏省市场监管局", "江苏省", id="the province's, in its city's text"),
        pytest.param("市商务局", XUANWU, "南京市商务局", "南京市", id="the city's, in its district's"),
        pytest.param("区商务局", XUANWU, "玄武区商务局", "玄武区", id="the district's"),
        pytest.param("市商务委", SHANGHAI, "上海市商务委", "上海市", id="a municipality's 市"),
        pytest.param("各区人民政府", NANJING, "南京市各区人民政府", "南京市", id="all of a city's"),
        pytest.param("财政局", NANJING, "南京市财政局", "南京市", id="no level printed"),
        pytest.param(
            "自治区商务厅", Jurisdiction("广西壮族自治区"), "广西壮族自治区商务厅", "广西壮族自治区", id="自治区"
        ),
        pytest.param("南京海关", JIANGSU, "南京海关", "南京市", id="says where it is"),
        pytest.param("国网南京供电公司", NANJING, "国网南京供电公司", "南京市", id="says where it is, further in"),
        pytest.param("人民银行云海市分行", YUNHAI, "人民银行云海市分行", "云海市", id="a small city, further in"),
        pytest.param("国网云海供电公司", YUNHAI, "国网云海供电公司", "云海市", id="a small city, in short"),
        pytest.param("农业银行云海支行", YUNHAI, "农业银行云海支行", "云海市", id="a bank's branch there"),
        pytest.param("云海市财政局", YUNHAI, "云海市财政局", "云海市", id="a small city's own"),
        pytest.param("各云海试点单位", YUNHAI, "云海市各云海试点单位", "云海市", id="all of them stay of the place"),
        pytest.param("海事局", YUNHAI, "云海市海事局", "云海市", id="half of the city's name says nothing"),
        pytest.param("商务部", NANJING, "商务部", "", id="the nation's"),
        pytest.param("市委宣传部", NANJING, "南京市委宣传部", "南京市", id="a 部 that is no ministry"),
        pytest.param("各有关部门", NATION, "各有关部门（全国）", "", id="all of the nation's are not all of ours"),
        pytest.param("城市管理局", NANJING, "南京市城市管理局", "南京市", id="城市 is no city"),
        pytest.param("高新区市场监管局", NANJING, "南京市高新区市场监管局", "南京市", id="市场 is no city"),
    ],
)
def test_the_name_and_the_place_of_an_office(printed, speaking, name, place):
    assert PLACES.qualified(printed, speaking) == name
    assert PLACES.place_of(printed, speaking).place == place
    assert printed in PLACES.local(name, speaking)


def test_others_print_ours_in_full():
    assert PLACES.in_full("省财政厅") == "云山省财政厅"
    assert PLACES.in_full("各市人民政府") == "云山省各市人民政府"
    assert PLACES.in_full("商务部") == "商务部"
