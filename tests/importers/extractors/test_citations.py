"""引用: mentions with and without 《》 and number; and what they resolve to."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.extractors.citations import ExtractedCitation, find
from importers.linking.resolve import CitableDocument, fold_title, resolve
from tests.proportion import assert_in_proportion


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
        pytest.param("按照晋商发［2021］5号给予", [("", "晋商发〔2021〕5号")], id="other brackets"),
        pytest.param("按照晋商发〔2021〕第5号给予", [("", "晋商发〔2021〕5号")], id="第 before the serial"),
        pytest.param("按照晋商发〔２０２１〕５号给予", [("", "晋商发〔2021〕5号")], id="full-width figures"),
        pytest.param(
            "按照晋商发〔2021〕5、6号给予",
            [("", "晋商发〔2021〕5号"), ("", "晋商发〔2021〕6号")],
            id="two that share their 机关代字",
        ),
        pytest.param("执行晋政办发〔2022〕35号规定", [("", "晋政办发〔2022〕35号")], id="a verb before"),
        pytest.param("以晋政办发〔2022〕35号为准", [("", "晋政办发〔2022〕35号")], id="a preposition before"),
        pytest.param("享受财政部财税〔2022〕7号优惠", [("", "财税〔2022〕7号")], id="an office before"),
        pytest.param(
            "由省商务厅晋商发〔2021〕5号明确", [("", "晋商发〔2021〕5号")], id="an office of the province before"
        ),
        pytest.param(
            "依据工信部联科〔2024〕12号办理", [("", "工信部联科〔2024〕12号")], id="an office in the 机关代字"
        ),
        pytest.param(
            "免缴（财政部 税务总局公告2022年第10号），执行到年底",
            [("", "财政部 税务总局公告2022年第10号")],
            id="an announcement",
        ),
        pytest.param("见北岭市商务局公告〔2022〕4号", [("", "北岭市商务局公告〔2022〕4号")], id="brackets behind 公告"),
        pytest.param("符合海关总署2022年第54号公告规定的", [("", "海关总署公告2022年第54号")], id="the kind behind"),
        pytest.param("依海关总署2022年第54号公告办理", [("", "海关总署公告2022年第54号")], id="behind 依"),
        pytest.param("执行本市2022年第54号公告规定", [], id="nobody announced it"),
        pytest.param(
            "按晋建质字[2022]3、7号办理", [("", "晋建质字〔2022〕3号"), ("", "晋建质字〔2022〕7号")], id="shared"
        ),
        pytest.param("省政府印发的晋政发〔2021〕16号同时废止", [("", "晋政发〔2021〕16号")], id="印发的 before"),
        pytest.param("与晋财教〔2021〕40号不一致的", [("", "晋财教〔2021〕40号")], id="与 before"),
        pytest.param("按照国务院令第746号办理", [("", "国务院令第746号")], id="an order"),
        pytest.param("依据主席令第七十九号", [("", "主席令第79号")], id="an order in Chinese figures"),
        pytest.param(
            "按照《国家税务总局关于小店的公告》（2022年第5号）执行",
            [("国家税务总局关于小店的公告", "国家税务总局公告2022年第5号")],
            id="an announcement's number behind its title",
        ),
        pytest.param("2021年7月27日中华人民共和国国务院令第746号公布", [("", "国务院令第746号")], id="a date before"),
        pytest.param(
            "根据晋商发〔2021〕5号、6号办理",
            [("", "晋商发〔2021〕5号"), ("", "晋商发〔2021〕6号")],
            id="each with its 号",
        ),
        pytest.param("按照本办法规定和有关做法规定办理，依法规定", [], id="办法 is no law"),
        pytest.param("根据中小企业促进法的规定", [("中小企业促进法", "")], id="a law behind 根据"),
        pytest.param("如期公告2022年第10号", [], id="nobody announces"),
        pytest.param(
            "落实《关于转发《小店方案》的通知》要求", [("关于转发《小店方案》的通知", "")], id="a title in a title"
        ),
        pytest.param("落实小规模纳税人免征增值税政策。", [], id="a policy is no document"),
    ],
)
def test_find(text, expected):
    assert [(each.title, each.number) for each in find(text)] == expected


@pytest.mark.parametrize(
    "text, pinpoint",
    [
        pytest.param("依照《小店条例》第十二条第二款第（三）项给予", "第十二条第二款第（三）项", id="to the item"),
        pytest.param(
            "依据《小店条例》第十四条第一款第（一）、（三）项认定",
            "第十四条第一款第（一）、（三）项",
            id="two items, 项 printed once",
        ),
        pytest.param(
            "适用《小店条例》第十二条第（三）项、第（四）项", "第十二条第（三）项、第（四）项", id="two items"
        ),
        pytest.param("依照《小店条例》第十二条之一给予", "第十二条之一", id="an article put in later"),
        pytest.param("依照《小店条例》第3条、第5条给予", "第3条、第5条", id="two articles"),
        pytest.param("《小店条例》（省政府令第12号）第八条", "第八条", id="behind the number"),
        pytest.param("不符合本措施第一条规定的", "第一条", id="of the text itself"),
        pytest.param("本条第一款所列情形", "第一款", id="of the article itself"),
        pytest.param("依照第五条第二款规定执行", "第五条第二款", id="an article without a name"),
        pytest.param("依照《小店条例》第三章第 12 条", "第三章第 12 条", id="with its chapter and blanks"),
        pytest.param("根据刑法第二百六十六条", "第二百六十六条", id="of a law without 《》"),
        pytest.param("依照《小店条例》给予", "", id="none"),
    ],
)
def test_pinpoint(text, pinpoint):
    assert [each.pinpoint for each in find(text)] == [pinpoint]


@pytest.mark.parametrize("text", ["第五条 对小店给予补贴。", "第三款机器", "本办法所称小店"])
def test_no_pinpoint(text):
    assert find(text) == []


@pytest.mark.parametrize(
    "text, short",
    [
        pytest.param("落实《小店意见》（晋商发〔2021〕5号，以下简称《意见》）", "意见", id="behind a number"),
        pytest.param("落实《小店细则》（浙财社〔2021〕8号）（以下简称《细则》）", "细则", id="in a bracket of its own"),
        pytest.param("落实《小店条例》（以下简称《条例》）", "条例", id="without a number"),
        pytest.param("落实《小店意见》（晋商发〔2021〕5号，简称《意见》）", "意见", id="简称 alone"),
        pytest.param("落实《小店条例》（以下简称“条例”）", "条例", id="in quotes"),
        pytest.param("落实《小店意见》（晋商发〔2021〕5号，以下简称省《意见》）", "意见", id="with a word before"),
        pytest.param("落实《小店意见》（晋商发〔2021〕5号）", "", id="none"),
    ],
)
def test_a_short_name_is_kept_with_what_it_stands_for(text, short):
    assert [each.short for each in find(text)] == [short]


@given(st.text("《》〈〉〔〕（）()落实按照意见规划办法号晋发2022 ，。、法规定", max_size=80))
def test_any_text(text):
    for each in find(text):
        assert 0 <= each.start < each.end <= len(text)
        assert text[each.start : each.end] == each.quote


@pytest.mark.parametrize("sign", ["《", "》", "〔2022〕", "落实", "法", "意见", "公告", "第一条、", "本办法第", "号"])
def test_a_long_line_takes_time_in_proportion(sign):
    assert_in_proportion(find, sign)


KNOWN = [
    CitableDocument(
        "jinfa-2021-67", "晋发〔2021〕67号", (fold_title("关于实施市场主体倍增工程的意见"),), 2021, date(2021, 12, 31)
    ),
    CitableDocument(
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
