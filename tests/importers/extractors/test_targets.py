"""Targets: a sentence as printed, beside the counts government sets itself in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.extractors import targets
from tests.proportion import assert_in_proportion

PIECES = """
    5 10
    3—5 100 万 个 家 户 项 人 工作日 培育 新建 达到 净增 力争 推动 示范县 乡村 e 镇 企业 《 》 （ ） 、 ， 。 以上 以下
    的 等 对 实施 行业
""".split()  # noqa: SIM905


def found(text):
    return [(t.value, t.unit, t.thing) for t in targets.find(text)]


FOUND = [
    ("thing behind", "加快推进 15 个智创城市建设，推动发展", [(15, "个", "智创城市")]),
    ("thing before", "新建 5G 基站 3 万个，基本完成覆盖", [(30_000, "个", "5G 基站")]),
    ("以上 between figure and thing", "建成 30 个以上示范托育机构。", [(30, "个", "示范托育机构")]),
    ("及以上 between figure and thing", "牵头新建10个及以上中试基地。", [(10, "个", "中试基地")]),
    ("without what is said of it", "打造 5 个具有国家影响力的本土会展品牌，", [(5, "个", "本土会展品牌")]),
    (
        "verb carried over a comma",
        "创建养老服务模范市 2 个，养老服务模范县（市、区）10 个，养老服务模范机构 30 个。",
        [(2, "个", "养老服务模范市"), (10, "个", "养老服务模范县（市、区）"), (30, "个", "养老服务模范机构")],
    ),
    (
        "verb carried over 、",
        "培育省级示范家庭农场 200 家以上、示范县 5 个。",
        [(200, "家", "省级示范家庭农场"), (5, "个", "示范县")],
    ),
    (
        "thing named once",
        "全年规上工业企业确保净增700户、力争净增1000户，总数达7500户以上。",
        [(700, "户", "规上工业企业"), (1000, "户", "规上工业企业"), (7500, "户", "规上工业企业")],
    ),
    (
        "thing with 、 inside",
        "新认定省级众创空间、省级科技企业孵化器50家。",
        [(50, "家", "省级众创空间、省级科技企业孵化器")],
    ),
    ("people", "2022 年全年开展各类补贴性职业技能培训 50 万人以上，", [(500_000, "人", "补贴性职业技能培训")]),
    ("several scales", "新增1万2千个车位。", [(12_000, "个", "车位")]),
    ("in words", "到2025年，小店达到三万家，培育二十家龙头店。", [(30_000, "家", "小店"), (20, "家", "龙头店")]),
    ("more than", "新建停车位超过5000个。", [(5000, "个", "停车位")]),
    ("a part of it", "培育小店50家，其中示范店10家。", [(50, "家", "小店"), (10, "家", "示范店")]),
    ("those to be helped", "对 5000 户困难家庭实施适老化改造。", [(5000, "户", "困难家庭")]),
    ("subject before 达到", "力争托育机构备案数达到 200 家。", [(200, "家", "托育机构备案数")]),
]


@pytest.mark.parametrize("text,expected", [row[1:] for row in FOUND], ids=[row[0] for row in FOUND])
def test_found(text, expected):
    assert found(text) == expected


NOTHING = [
    ("a rate", "每增加1人给予3000元补贴，每成功推荐1个企业给予奖励"),
    ("a batch", "培育一批小店，打造两类品牌"),
    ("what qualifies", "标准为从业人员2000人以下"),
    ("what qualifies, with a verb", "对新增就业50人以上的企业给予奖励"),
    ("fields", "面向 15 个重点领域部署开展新型信息消费升级行动"),
    ("sum of policies", "抓好减税降费、金融支持等10项普惠性政策措施落地落实"),
    ("sum of industries", "推动餐饮、零售、旅游等5个行业恢复发展"),
    ("rank", "支持前100名企业"),
    ("working days", "推动办理时间分别压减至3个、5个工作日以内"),
    ("months", "推动商品房建设周期由 36 个月压减至 24 个月"),
    ("basis points", "推动利率下降50个基点"),
    ("one of each", "每个产业链明确一名链长，建立一个工作专班"),
    ("inside a title", "落实《培育100个示范县实施方案》"),
    ("the next cell of a row", "举办促销活动\t10场\t市商务局"),
    ("bases with 大", "持续推进省校合作12大基地建设"),
]


@pytest.mark.parametrize("text", [row[1] for row in NOTHING], ids=[row[0] for row in NOTHING])
def test_nothing(text):
    assert found(text) == []


def test_a_range_keeps_both_ends():
    (target,) = targets.find("布局建设3—5个省实验室。")
    assert (target.value, target.value_max, target.thing) == (3, 5, "省实验室")


def test_the_quote_holds_verb_figure_and_thing():
    assert [t.quote for t in targets.find("每年从各市遴选 100 个市场主体倍增示范项目，")] == [
        "遴选 100 个市场主体倍增示范项目"
    ]


@pytest.mark.parametrize("unit", ["1", "（", "一", "培育", "5个项目", "培育5个、"])
def test_one_long_line_takes_time_in_proportion(unit):
    assert_in_proportion(targets.find, unit)


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)))
def test_any_text_is_read_in_order_with_true_quotes(text):
    end = 0
    for target in targets.find(text):
        assert end <= target.start < target.end <= len(text)
        assert target.quote == text[target.start : target.end]
        assert target.thing
        end = target.end
