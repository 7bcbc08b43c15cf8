"""正文提到: who is made responsible by a sentence, and who is only mentioned."""

import pytest

from importers.extractors.offices import UnitNames
from importers.extractors.subjects import find
from policies.text.duty_words import LEAD, RESPONSIBLE, SUPPORT
from tests.proportion import assert_in_proportion

NAMES = UnitNames({
    name: (name,)
    for name in (
        "省交通厅", "省商务厅", "省财政厅", "省发展改革委", "山西金控集团", "各市", "各部门", "各有关部门", "各级政府",
        "省有关单位", "各市商务局", "省开发区建设工作领导小组办公室",
    )
})  # fmt: skip


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("吕梁吸引投资。省交通厅重点开放交通项目。", ["省交通厅"], id="a subject after a full stop"),
        pytest.param("落到实处。省商务厅会同有关部门加强指导。", ["省商务厅"], id="会同"),
        pytest.param("基金，由省财政厅、山西金控集团共同出资。", ["省财政厅", "山西金控集团"], id="由 … 共同"),
        pytest.param("各市、各部门要围绕做好工作。", ["各市", "各部门"], id="a list"),
        pytest.param("60. 各市要结合实际。", ["各市"], id="behind an article's number"),
        pytest.param("推动出台；省有关单位要加大指导。", ["省有关单位"], id="a subject after a 分号"),
        pytest.param("施策。省开发区建设工作领导小组办公室每月调度。", ["省开发区建设工作领导小组办公室"], id="每月"),
        pytest.param("办公室设在省发展改革委，承担日常工作。", ["省发展改革委"], id="设在 … 承担"),
        pytest.param("鼓励各市设立首贷中心。", ["各市"], id="the cities, encouraged"),
        pytest.param("在市级层面设立担保基金。", ["市级"], id="on the level of cities"),
        pytest.param("倒逼市县持续盘活存量土地。", ["市县"], id="cities and counties"),
        pytest.param("编制省、市、县三级事项清单。", ["省、市、县"], id="three levels"),
        pytest.param("经参保地人民政府批准缓缴。", ["参保地人民政府"], id="whoever governs the place"),
        pytest.param("指导山区内市县科学划定红线。", ["市县"], id="those within something"),
        pytest.param("结合各市能耗强度下降情况分解目标。", [], id="only their figures"),
        pytest.param("推动各市场主体参与。", [], id="各|市场主体"),
        pytest.param("推动市县政府性融资担保机构一体化运营。", [], id="what belongs to them is not they"),
        pytest.param("鼓励省商务厅设立中心。", [], id="an office that is encouraged is not responsible"),
        pytest.param("加大各部门信息归集的力度。", [], id="an attribute"),
        pytest.param("各级政府官方网站要设立专栏。", [], id="part of another name"),
        pytest.param("支持各级政府设立奖项。", [], id="supported"),
        pytest.param("纳入各市年度考核。", [], id="an object"),
    ],
)
def test_find(text, expected):
    found = find(text, NAMES)
    assert [duty.quote for duty in found] == expected
    assert all(text[duty.start : duty.end] == duty.quote for duty in found)


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param(
            "兑付工作由市发展改革委牵头，市财政局、县残联配合，7月完成。",
            [("市发展改革委", LEAD), ("市财政局", SUPPORT), ("县残联", SUPPORT)],
            id="牵头 and 配合",
        ),
        pytest.param(
            "由旗应急管理局会同旗农牧局管理。",
            [("旗应急管理局", RESPONSIBLE), ("旗农牧局", SUPPORT)],
            id="会同",
        ),
        pytest.param(
            "由各县（市、区）人民政府负责。", [("各县（市、区）人民政府", RESPONSIBLE)], id="levels in brackets"
        ),
        pytest.param("由临川市住房和城乡建设局牵头。", [("临川市住房和城乡建设局", LEAD)], id="和 in a name"),
        pytest.param("国网临川供电公司负责供电。", [("国网临川供电公司", RESPONSIBLE)], id="a firm of the state"),
        pytest.param("市场监管部门负责检查。", [], id="a department of no name"),
        pytest.param("本措施由区商务局负责解释。", [], id="who explains a text"),
        pytest.param("区内企业负责人签字。", [], id="a person"),
        pytest.param("鼓励市属国有公司牵头组建联盟。", [], id="whom a text encourages"),
        pytest.param("指导市民政局负责落实。", [], id="whom somebody guides"),
        pytest.param("县域内医院牵头，各分院配合。", [], id="a hospital"),
        pytest.param("市商务局要加强宣传。", [], id="a task without a word of duty"),
    ],
)
def test_an_office_never_seen_is_one_in_doubt(text, expected):
    found = find(text, NAMES)
    assert [(duty.quote, duty.role) for duty in found] == expected
    assert not any(duty.known for duty in found)


def test_the_annotation_is_not_read_again():
    text = "29. 各市要抓好。（责任单位：省财政厅）"
    assert [duty.quote for duty in find(text, NAMES, text.index("（"))] == ["各市"]


@pytest.mark.parametrize("sign", ["各市", "、", "省财政厅、", "由", "市县局", "，市财政局、", "由市"])
def test_a_long_line_takes_time_in_proportion(sign):
    assert_in_proportion(lambda text: find(text, NAMES), sign)
