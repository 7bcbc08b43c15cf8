"""Times: a sentence of a document of 2022 as printed, beside what a careful reader finds in it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.extractors import deadlines

PIECES = """
    2022 2021
    13 31 6 5 年 月 日 底 末 前 到 至 — 、 个 工作日 个月 天 小时 周 全年 十四五 “ ” 期间 第四季度 上半年 每 按 季
    半 一 由 压减至 不超过 以内 ， 。 《 》 （含）以上 自 起 今年 办结
""".split()  # noqa: SIM905


def found(text, year=2022):
    """Kind, then what it prints: the end; start and end; or the duration."""
    rows = []
    for time in deadlines.find(text, year):
        dates = [str(day) for day in (time.start_on, time.end_on) if day]
        rows.append(" ".join(filter(None, [time.kind, *dates, time.duration, time.duration_max])))
    return rows


FOUND = [
    ("year left out", "对小微企业的存量留抵税额于 6 月底前一次性全部退还", ["until 2022-06-30"]),
    ("end of the year left out", "年底前选树一批示范项目", ["until 2022-12-31"]),
    ("full date", "政策延长执行至 2023 年 12 月 31 日。", ["until 2023-12-31"]),
    ("date with 前", "2022年12月31日前，免征增值税", ["until 2022-12-31"]),
    ("to the end of a year", "期限延长至 2025 年底。", ["until 2025-12-31"]),
    ("by a year", "资本规模到 2023 年达到 5 亿元以上", ["until 2023-12-31"]),
    ("end of a year without 前", "2022年末网络货运营业额达到1000亿元", ["until 2022-12-31"]),
    ("February of a leap year", "2024年2月底前完成", ["until 2024-02-29"]),
    ("bare year as adverb", "2022年，餐饮行业企业可申请缓缴失业保险", ["period 2022-01-01 2022-12-31"]),
    ("year after a verb of aim", "确保2022年规上工业增加值同比增长15%", ["period 2022-01-01 2022-12-31"]),
    ("year with 度内", "中小微企业2022年度内新购置的设备器具", ["period 2022-01-01 2022-12-31"]),
    ("years joined by a dash", "政策执行期为 2021 年—2023 年。", ["period 2021-01-01 2023-12-31"]),
    ("years sharing one 年", "对 2021-2023 年建设的 5G 基站", ["period 2021-01-01 2023-12-31"]),
    ("years joined by 至", "2022 年至 2024 年扩大适用范围", ["period 2022-01-01 2024-12-31"]),
    ("months of one year", "2022年1月至6月执行", ["period 2022-01-01 2022-06-30"]),
    ("quarter", "2021年第四季度部分税费缓缴", ["period 2021-10-01 2021-12-31"]),
    ("two quarters on end", "2022 年第一季度、第二季度部分税费", ["period 2022-01-01 2022-06-30"]),
    ("beginning only", "自2022年5月1日起施行", ["period 2022-05-01"]),
    ("whole year as adverb", "争取全年培育200户以上智能工厂", ["period 2022-01-01 2022-12-31"]),
    ("plan", "“十四五”期间，力争培育 100 个乡村 e 镇", ["plan 2021-01-01 2025-12-31"]),
    ("end of a plan", "到“十四五”末提高到5%", ["until 2025-12-31"]),
    (
        "three durations in one",
        "分别压减至5个、15个、25个工作日以内",
        ["duration P5D", "duration P15D", "duration P25D"],
    ),
    ("years in a list", "最低折旧年限为4年、5年、10年的", ["duration P4Y", "duration P5Y", "duration P10Y"]),
    ("old length is not kept", "将公示时间由45天压减为20天。", ["duration P20D"]),
    ("range of weeks", "一次性开具 4—12 周长处方", ["duration P4W P12W"]),
    ("half a day", "房屋转移登记半天办结，企业不动产抵押一天办结。", ["duration P0.5D", "duration P1D"]),
    ("hours that promise", "实现税费退库“72 小时到账”", ["duration PT72H"]),
    ("year at the end of a clause", "暂停铁路运输企业预缴增值税一年。", ["duration P1Y"]),
    ("years with an inclusive note", "注册成立后的三年（含）以上", ["duration P3Y"]),
    ("in principle", "授信申请原则上5个工作日内回复", ["duration P5D"]),
    ("tax years", "可在以后5个纳税年度结转扣除", ["duration P5Y"]),
    ("month inside a cycle", "每年 10 月份举办推介大会", ["recurring"]),
    ("end of the year behind a verb", "力争年底前建成，到年底达到", ["until 2022-12-31", "until 2022-12-31"]),
    ("this year", "今年底前完成", ["until 2022-12-31"]),
    ("bracket inside a cycle", "企业可按季（月）享受优惠", ["recurring"]),
    ("cycles without 每", "常态化实施月安排、旬对接的措施", ["recurring"]),
]


@pytest.mark.parametrize("text,expected", [row[1:] for row in FOUND], ids=[row[0] for row in FOUND])
def test_found(text, expected):
    assert found(text) == expected


NOTHING = [
    ("year inside a title", "制定《山西省产业用地政策实施工作指引（2022 年版）》"),
    ("year inside a name", "出台2022年山西银行业保险业小微企业金融服务工作要点"),
    ("name after a verb of issue", "发布2022年企业工资指导线。"),
    ("title in a heading", "山西省推进服务业提质增效 2022 年行动计划"),
    ("past base", "引导银行用好2021年两次降低存款准备金率释放的资金"),
    ("7×24 is no time", "打造“7×24小时不打烊”政务服务超市"),
    ("hours of service", "24小时在线免费提供申领服务，抓好流调“黄金24小时”"),
    ("circle of minutes", "打造“10-15分钟便捷生活圈”"),
    ("trips", "推出一日游、两日游和多日游旅游线路产品"),
    ("plan as a name", "推动普惠性金融服务达到“十四五”目标要求"),
    ("plan in a title", "编制《“十四五”制造业高质量发展规划》"),
    ("years inside the name of a plan", "加快实施核心竞争力提升五年行动计划"),
    ("whole year as attribute", "奋力完成全年目标任务"),
    ("from time to time", "定期组织企业座谈交流"),
    ("half of a year is no length", "上半年，下半年。"),
    ("cycle of a sum", "按年度营业收入分档奖励"),
    ("document number", "（发改财金〔2022〕271号）"),
    ("no such day", "2022年2月30日前完成"),
]


@pytest.mark.parametrize("text", [row[1] for row in NOTHING], ids=[row[0] for row in NOTHING])
def test_nothing(text):
    assert found(text) == []


ROLES = [
    ("how long it holds", "政策延长执行至 2023 年 12 月 31 日。", "term"),
    ("year of a relief", "2022 年免征公共交通运输服务增值税。", "term"),
    ("a task's date", "2022年底实现全省农村寄递物流服务全覆盖。", "due"),
    ("aim before benefit", "“十四五”期间，力争培育 100 个乡村 e 镇，每个给予不超过 2000 万元的补贴。", "due"),
    ("procedure", "全流程审批24个工作日办结", "handling"),
    ("procedure without workdays", "将公示时间由45天压减为20天", "handling"),
    ("length of a thing", "最低折旧年限为 3 年的可选择一次性税前扣除", "reference"),
    ("length of a right", "2022 年减免 6 个月租金", "reference"),
]


@pytest.mark.parametrize("text,role", [row[1:] for row in ROLES], ids=[row[0] for row in ROLES])
def test_role(text, role):
    assert deadlines.find(text, 2022)[-1].role == role


def test_workdays_are_told_apart_from_days():
    assert [t.workdays for t in deadlines.find("3个工作日内办理，20天内公示", 2022)] == [True, False]


def test_a_year_nobody_knows_stays_unknown():
    (until,) = deadlines.find("于 6 月底前全部退还", None)
    assert (until.kind, until.start_on, until.end_on) == ("until", None, None)


def test_a_printed_year_needs_no_other():
    (until,) = deadlines.find("2023 年 12 月 31 日前", None)
    assert until.end_on == date(2023, 12, 31)


@pytest.mark.parametrize("unit", ["1", "（", "一", "每年", "5个、", "2022年", "由5天压减"])
def test_one_long_line_takes_time_in_proportion(unit):
    deadlines.find(unit * (100_000 // len(unit)), 2022)


@given(
    st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)),
    st.one_of(st.none(), st.integers(1900, 2100)),
)
def test_any_text_is_read_in_order_with_true_quotes(text, year):
    start = 0
    for time in deadlines.find(text, year):
        assert start <= time.start < time.end <= len(text)
        assert time.quote == text[time.start : time.end]
        assert not (time.start_on and time.end_on) or time.start_on <= time.end_on
        start = time.start
