"""The role of a line around a document's body, each with lines that only look like it."""

from datetime import date

import pytest

from importers.parsing import roles
from importers.parsing.lines import Line


def line(text: str) -> Line:
    return Line(0, len(text), text)


@pytest.mark.parametrize(
    "text, names",
    [
        pytest.param("临川市商务局", ("临川市商务局",), id="one"),
        pytest.param("临川市民政局　　临川市财政局", ("临川市民政局", "临川市财政局"), id="two on a line"),
        pytest.param("临川市人民政府办公室文件", ("临川市人民政府办公室",), id="a letterhead"),
        pytest.param("海关总署", ("海关总署",), id="a short one"),
        pytest.param("工业和信息化部", ("工业和信息化部",), id="和 in a name"),
        pytest.param(
            "临川市应急管理局（安全生产委员会办公室）", ("临川市应急管理局（安全生产委员会办公室）",), id="a bracket"
        ),
        pytest.param("临 川 市 商 务 局", ("临川市商务局",), id="spread over the line"),
        pytest.param("关于成立工作专班", (), id="a title's first line"),
        pytest.param("报区商务局审核，由市商务局", (), id="a sentence"),
        pytest.param("支持商户进入服务中心", (), id="an aim"),
    ],
)
def test_offices(text, names):
    assert roles.offices(text) == names


@pytest.mark.parametrize(
    "text, signed",
    [
        pytest.param("（石桥市商务局 2024年3月5日）", (("石桥市商务局",), date(2024, 3, 5)), id="office and day"),
        pytest.param("（石桥市商务局　2024年3月）", (("石桥市商务局",), None), id="a month alone"),
        pytest.param("（石桥市商务局 石桥市财政局）", (("石桥市商务局", "石桥市财政局"), None), id="offices alone"),
        pytest.param("（2024年修订）", None, id="an edition"),
        pytest.param("（试行）", None, id="on trial"),
        pytest.param("（石桥市商务局关于促消费的措施）", None, id="a title"),
    ],
)
def test_a_bracket_that_signs(text, signed):
    assert roles.signed_bracket(text) == signed


@pytest.mark.parametrize(
    "text, day",
    [
        pytest.param("2022年3月1日", date(2022, 3, 1), id="plain"),
        pytest.param("（2021年12月31日）", date(2021, 12, 31), id="in brackets"),
        pytest.param("2022 年 3 月 1 日", date(2022, 3, 1), id="blanks"),
        pytest.param("二〇二二年三月十一日", date(2022, 3, 11), id="Chinese figures"),
        pytest.param("二○二二年三月十一日", date(2022, 3, 11), id="a circle for nought"),
        pytest.param("二0二二年三月十一日", date(2022, 3, 11), id="a figure for nought"),
        pytest.param("二OO九年十月二十日", date(2009, 10, 20), id="letters for noughts"),
        pytest.param("二ＯＯ九年三月三十日", date(2009, 3, 30), id="wide letters for noughts"),
        pytest.param("二０二二年三月十一日", date(2022, 3, 11), id="a wide figure for nought"),
        pytest.param("2022年10月20日（此件公开发布）", date(2022, 10, 20), id="who may read it behind the day"),
        pytest.param("2022年2月31日", None, id="no such day"),
        pytest.param("2022年3月1日起施行", None, id="a term"),
        pytest.param("临川市政府 2022年3月1日印发", None, id="when it was printed"),
    ],
)
def test_day(text, day):
    assert roles.day(text) == day


@pytest.mark.parametrize(
    "text, role",
    [
        pytest.param("— 12 —", "furniture", id="a page's number"),
        pytest.param("- 2 -", "furniture", id="a page's number in half width"),
        pytest.param("·2·", "furniture", id="a page's number between dots"),
        pytest.param("3 / 5", "furniture", id="a page of so many"),
        pytest.param("1/3", "", id="a share"),
        pytest.param("第 3 页 共 5 页", "furniture", id="a page's number in words"),
        pytest.param("【打印】【关闭】", "furniture", id="buttons"),
        pytest.param("打印本页 | 关闭窗口", "furniture", id="buttons by a bar"),
        pytest.param("（信息公开形式：主动公开）", "disclosure", id="信息公开形式"),
        pytest.param("（公开方式：主动公开）", "disclosure", id="公开方式 in brackets"),
        pytest.param("当前位置：首页 > 政务公开 > 政策文件", "furniture", id="a breadcrumb"),
        pytest.param("浏览次数：1203", "furniture", id="a counter"),
        pytest.param("抄送：市委办公室，市人大常委会办公室。", "imprint", id="抄送"),
        pytest.param("临川市人民政府办公室秘书处 2024年7月29日印发", "imprint", id="印发"),
        pytest.param("公开方式：主动公开", "disclosure", id="公开方式"),
        pytest.param("（此件公开发布）", "disclosure", id="此件公开发布"),
        pytest.param("各区人民政府，市政府各部门：", "addressee", id="an addressee"),
        pytest.param("500", "", id="a figure alone"),
        pytest.param("打印机购置补贴", "", id="a line that begins as a button does"),
        pytest.param("现将有关事项通知如下：", "", id="words that lead in"),
        pytest.param("根据专家评审，拟对以下企业给予奖励，现予公示：", "", id="words that lead in a list"),
        pytest.param("由市商务局2024年7月29日印发通知。", "", id="a sentence about printing"),
    ],
)
def test_role(text, role):
    held = {
        "furniture": roles.is_furniture(text),
        "imprint": roles.is_imprint(text),
        "disclosure": roles.is_disclosure(text),
        "addressee": roles.is_addressee(text) and not roles.is_disclosure(text) and not roles.is_imprint(text),
    }
    assert [name for name, holds in held.items() if holds] == ([role] if role else [])


@pytest.mark.parametrize(
    "text, whole",
    [
        pytest.param("关于印发《小店扶持办法》的通知", True, id="a notice"),
        pytest.param("小店扶持办法（试行）", True, id="试行"),
        pytest.param("小店扶持行动方案（2023—2025年）", True, id="years behind"),
        pytest.param("稳经济25条", True, id="so many 条"),
        pytest.param("关于支持小店", False, id="half a title"),
        pytest.param("按照本办法的规定。", False, id="a sentence"),
        pytest.param("一、支持办法", False, id="a numbered heading"),
        pytest.param("附件1 小店扶持办法", False, id="an attachment's label"),
    ],
)
def test_title(text, whole):
    assert roles.is_title(line(text)) is whole
