"""引用: mentions with and without 《》 and number; and what they resolve to."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.extractors.citations import ExtractedCitation, find
from importers.linking.resolve import KnownDocument, fold_title, resolve


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param(
            "根据《关于促进恢复发展的若干政策》（发改财金〔2022〕271号），结合实际",
            [("关于促进恢复发展的若干政策", "发改财金〔2022〕271号")],
            id="title and number",
        ),
        pytest.param("落实《保障中小企业款项支付条例》。", [("保障中小企业款项支付条例", "")], id="title alone"),
        pytest.param("见晋政办发〔2022〕35 号文", [("", "晋政办发〔2022〕35号")], id="number alone, with a space"),
        pytest.param(
            "《外商投资法》《外商投资法实施条例》宣传",
            [("外商投资法", ""), ("外商投资法实施条例", "")],
            id="two titles",
        ),
        pytest.param(
            "《中共山西省委 山西省人民政府关于实施的意见》",
            [("中共山西省委山西省人民政府关于实施的意见", "")],
            id="space",
        ),
        pytest.param("《指引（2022 年版）》", [("指引（2022年版）", "")], id="a year inside a name"),
        pytest.param(
            "落实山西省推进服务业提质增效行动计划。", [("山西省推进服务业提质增效行动计划", "")], id="without 《》"
        ),
        pytest.param(
            "对照国家中部地区高质量发展意见、黄河流域生态保护和高质量发展规划，加强",
            [("中部地区高质量发展意见", ""), ("黄河流域生态保护和高质量发展规划", "")],
            id="two without 《》",
        ),
        pytest.param("按照新修订的风险补偿资金管理办法给予补贴", [("风险补偿资金管理办法", "")], id="按照…给予"),
        pytest.param("设备，企业所得税法实施条例规定最低折旧年限", [("企业所得税法实施条例", "")], id="a law"),
        pytest.param("对符合产业政策及相关规划要求的项目", [], id="规划 in general"),
        pytest.param("研究制定山西省煤炭发展规划", [], id="a document yet to be written"),
        pytest.param("落实小规模纳税人免征增值税政策。", [], id="a policy is no document"),
    ],
)
def test_find(text, expected):
    assert [(each.title, each.number) for each in find(text)] == expected


@given(st.text("《》〈〉〔〕（）()落实按照意见规划办法号晋发2022 ，。、法规定", max_size=80))
def test_any_text(text):
    for each in find(text):
        assert 0 <= each.start < each.end <= len(text)
        assert text[each.start : each.end] == each.quote


@pytest.mark.parametrize("sign", ["《", "》", "〔2022〕", "落实", "法", "意见"])
def test_a_long_line_takes_time_in_proportion(sign):
    find(sign * 20_000)


KNOWN = [
    KnownDocument(
        "jinfa-2021-67", "晋发〔2021〕67号", (fold_title("关于实施市场主体倍增工程的意见"),), 2021, date(2021, 12, 31)
    ),
    KnownDocument(
        "jinzhengbanfa-2022-35", "晋政办发〔2022〕35号", (fold_title("山西省推进服务业提质增效行动计划"),), 2022, None
    ),
]


def mention(title="", number=""):
    return ExtractedCitation(start=0, end=1, quote="", rule="", title=title, number=number)


@pytest.mark.parametrize(
    "citation, year, slug",
    [
        pytest.param(mention(number="晋发〔2021〕67号"), 2022, "jinfa-2021-67", id="by number"),
        pytest.param(mention("关于实施市场主体倍增工程的意见"), 2022, "jinfa-2021-67", id="by title"),
        pytest.param(
            mention("中共山西省委山西省人民政府关于实施市场主体倍增工程的意见"),
            2022,
            "jinfa-2021-67",
            id="with issuers",
        ),
        pytest.param(mention("市场主体倍增工程"), 2022, None, id="part of a title"),
        pytest.param(mention("关于实施市场主体倍增工程的意见", "国发〔2020〕1号"), 2022, None, id="another number"),
        pytest.param(
            mention("山西省推进服务业提质增效行动计划"), 2021, None, id="67号 §23: older than the one of that name"
        ),
        pytest.param(mention("山西省推进服务业提质增效行动计划"), 2022, "jinzhengbanfa-2022-35", id="not older"),
    ],
)
def test_resolve(citation, year, slug):
    assert resolve(citation, year, KNOWN) == slug


@pytest.mark.parametrize(
    "a, b",
    [
        ("关于强化市场主体倍增要素服务保障的若干措施（试行）", "关于强化市场主体倍增要素服务保障若干措施（试行）"),
        (
            "山西省人民政府办公厅关于印发强化市场主体倍增要素服务保障若干措施（试行）的通知",
            "关于强化市场主体倍增要素服务保障的若干措施（试行）",
        ),
        ("山西省人民政府关于进一步做好重点领域利用外资工作的实施意见", "关于进一步做好重点领域利用外资 工作的实施意见"),
    ],
)
def test_printed_forms_of_one_title_are_one(a, b):
    assert fold_title(a) == fold_title(b)
