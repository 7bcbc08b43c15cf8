"""Times: a sentence of a document of 2022 as printed, beside what a careful reader finds in it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.extractors import deadlines
from tests.proportion import assert_in_proportion

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
    ("one length said twice", "自登记当月起，在3年（36个月）内扣减", ["duration P3Y"]),
    ("years with an inclusive note", "注册成立后的三年（含）以上", ["duration P3Y"]),
    ("in principle", "授信申请原则上5个工作日内回复", ["duration P5D"]),
    ("tax years", "可在以后5个纳税年度结转扣除", ["duration P5Y"]),
    ("month inside a cycle", "每年 10 月份举办推介大会", ["recurring"]),
    ("end of the year behind a verb", "力争年底前建成，到年底达到", ["until 2022-12-31", "until 2022-12-31"]),
    ("this year", "今年底前完成", ["until 2022-12-31"]),
    ("bracket inside a cycle", "企业可按季（月）享受优惠", ["recurring"]),
    ("from a day to a day", "自2022年4月1日至2022年12月31日免收摊位费", ["period 2022-04-01 2022-12-31"]),
    ("from a day to a day without a year", "自7月1日至9月30日发放消费券", ["period 2022-07-01 2022-09-30"]),
    ("with 起 and 止", "自10月1日起至12月31日止", ["period 2022-10-01 2022-12-31"]),
    ("days of one month", "2022年6月1日至30日申报", ["period 2022-06-01 2022-06-30"]),
    ("into the next year", "2022年11月1日至次年3月31日", ["period 2022-11-01 2023-03-31"]),
    ("into the next year, unsaid", "2022年11月1日至3月31日", ["period 2022-11-01 2023-03-31"]),
    ("both ends meant", "2022年6月1日（含）至12月31日（含）期间", ["period 2022-06-01 2022-12-31"]),
    ("from a day on, carried out to one", "自2022年10月1日起执行至2024年12月31日", ["period 2022-10-01 2024-12-31"]),
    ("in figures, led by 从", "执行时间从2022.5.1至2022.10.31", ["period 2022-05-01 2022-10-31"]),
    ("two months without 个", "2022年7、8两月停征", ["period 2022-07-01 2022-08-31"]),
    ("years side by side", "2021、2022年度均增长的企业", ["period 2021-01-01 2022-12-31"]),
    ("the first quarter by its name", "2022年首季新增贷款", ["period 2022-01-01 2022-03-31"]),
    ("before the day's work ends", "2022年9月1日（周四）下班前反馈", ["until 2022-09-01"]),
    ("half a year behind a number's blanks", "    上半年完成招标", ["period 2022-01-01 2022-06-30"]),
    ("months that share one 月", "2022年1—6月给予补贴", ["period 2022-01-01 2022-06-30"]),
    ("months without a year", "1至6月免收", ["period 2022-01-01 2022-06-30"]),
    ("months side by side", "2022年4、5、6月减半收取", ["period 2022-04-01 2022-06-30"]),
    ("months side by side, each with its 月", "2022年4月、5月和6月减半", ["period 2022-04-01 2022-06-30"]),
    ("the first months", "2022年前5个月增长", ["period 2022-01-01 2022-05-31"]),
    ("quarters side by side", "2022年第二、三季度给予贴息", ["period 2022-04-01 2022-09-30"]),
    ("from quarter to quarter", "2022年一至三季度给予贴息", ["period 2022-01-01 2022-09-30"]),
    ("the first three quarters", "前三季度完成退税", ["period 2022-01-01 2022-09-30"]),
    ("a quarter without a year", "二季度新增小店200户", ["period 2022-04-01 2022-06-30"]),
    ("the end of a quarter", "三季度末前完成退税", ["until 2022-09-30"]),
    ("quarters as a length", "缓缴2个季度", ["duration P6M"]),
    ("the day meant", "2022年12月31日（含）前开业的小店", ["until 2022-12-31"]),
    ("with a clock", "2022年6月30日24时前、7月31日17:00前申报", ["until 2022-06-30", "until 2022-07-31"]),
    ("after a day", "2022年5月1日后新开业的", ["period 2022-05-01"]),
    ("from midnight", "自2022年5月1日零时起免收", ["period 2022-05-01"]),
    ("ten days of a month", "2022年6月中旬前完成摸底", ["until 2022-06-20"]),
    ("the last ten days", "6月下旬前完成", ["until 2022-06-30"]),
    ("for the end", "政策执行到2022年9月30日为止", ["until 2022-09-30"]),
    ("to a day without a year", "自发布之日起至6月30日，免收费用", ["until 2022-06-30"]),
    ("next year", "明年3月底前完成", ["until 2023-03-31"]),
    ("the year after", "2023年6月底前申报，次年3月底前拨付", ["until 2023-06-30", "until 2024-03-31"]),
    ("the year after, in a cycle", "每年12月底前申报，次年3月底前拨付", ["recurring", "until"]),
    ("the sentence's own year goes on", "2023年6月底前完成，9月底前验收", ["until 2023-06-30", "until 2023-09-30"]),
    ("the second year", "第二年3月底前拨付", ["until 2023-03-31"]),
    ("the sentence's own year, 当年", "2023年起，当年11月30日前申报", ["period 2023-01-01", "until 2023-11-30"]),
    ("that year and the next", "2024年1月起执行，于当年9月底前报送", ["period 2024-01-01", "until 2024-09-30"]),
    ("当年度", "自2023年起，当年度10月15日前兑现奖励", ["period 2023-01-01", "until 2023-10-15"]),
    ("当年 of an event", "企业应于获得认定当年11月30日前提出申请", ["until"]),
    ("当年 in a cycle", "每年组织一次评审，当年12月31日前公布结果", ["recurring", "until"]),
    ("no later than", "不晚于2022年6月30日申报", ["until 2022-06-30"]),
    ("a half with its end", "下半年起执行", ["period 2022-07-01"]),
    (
        "from a quarter to one of another year",
        "2023年第四季度至2024年第二季度给予贴息",
        ["period 2023-10-01 2024-06-30"],
    ),
    ("from a half to one of the next year", "2023年下半年至次年上半年试行", ["period 2023-07-01 2024-06-30"]),
    ("months side by side, counted", "2022年7、8、9三个月免收摊位费", ["period 2022-07-01 2022-09-30"]),
    ("days by points and a hyphen", "2022.7.1-2023.6.30有效", ["period 2022-07-01 2023-06-30"]),
    ("days with their clocks", "2022年6月1日8时至9月30日22时", ["period 2022-06-01 2022-09-30"]),
    ("a field that says by when", "（责任单位：市体育局；完成时限：2022年9月）", ["until 2022-09-30"]),
    ("a field with a bare month", "办结时间：11月", ["until 2022-11-30"]),
    ("a quarter inside a cycle", "每年第二季度集中兑付", ["recurring"]),
    ("an end inside a cycle", "每年11月30日前提交，每月5日前通报", ["recurring", "recurring"]),
    ("months inside a cycle", "每年4月和10月受理", ["recurring"]),
    ("half a year, half a month", "半年内整改，半个月内答复", ["duration P6M", "duration P15D"]),
    ("months apart", "2022年6月和12月申报", ["period 2022-06-01 2022-06-30", "period 2022-12-01 2022-12-31"]),
    ("a floor and a ceiling", "6个月以上1年以内", ["duration P6M", "duration P1Y"]),
    ("lengths of two kinds", "10个工作日、30个自然日内", ["duration P10D", "duration P30D"]),
    ("ends side by side", "6月底、9月底前分别完成一半", ["until 2022-06-30", "until 2022-09-30"]),
    ("Chinese figures", "二〇二二年五月一日起施行", ["period 2022-05-01"]),
    ("full-width figures", "２０２２年１２月３１日前完成", ["until 2022-12-31"]),
    (
        "figures with points",
        "2022.5.1—2022.12.31有效，2023-01-15前",
        ["period 2022-05-01 2022-12-31", "until 2023-01-15"],
    ),
    ("a year and months", "贷款期限延长1年6个月", ["duration P1Y6M"]),
    ("a year and a half", "缓缴期限为一年半", ["duration P1Y6M"]),
    ("a month and a half", "宽限期为1个半月", ["duration P1M15D"]),
    ("days and hours", "8天20小时内办结", ["duration P8DT20H"]),
    ("two or three days", "两三天内办结", ["duration P2D P3D"]),
    ("ends in units of their own", "三个月至一年内", ["duration P3M P1Y"]),
    (
        "quarters that do not follow one another",
        "2023年第一、四季度发放消费券",
        ["period 2023-01-01 2023-03-31", "period 2023-10-01 2023-12-31"],
    ),
    ("或 between lengths", "有效期可为1年或3年", ["duration P1Y", "duration P3Y"]),
    ("how long before", "申请日前12个月内缴费", ["duration P12M"]),
    ("days that something lasts", "公示期为20日。", ["duration P20D"]),
    ("days of a public notice", "方案在小区公示10日。", ["duration P10D"]),
    ("an article's number is no length", "三、五个工作日内办结", ["duration P5D"]),
    ("an article's number is no quarter", "一、三季度末前完成退税。", ["until 2022-09-30"]),
    ("an article's number before a length", "二、三个月内给予补贴", ["duration P3M"]),
    ("every so many to so many years", "每3～5年轮训一次，每两至三年评估一次", ["recurring", "recurring"]),
    ("this year's report, of this year", "本年度内完成验收", ["period 2022-01-01 2022-12-31"]),
    ("the last day, said by 为", "申报截止时间为2022年9月30日17时", ["until 2022-09-30"]),
    ("done by, said by 为", "办结时限为6月底", ["until 2022-06-30"]),
    ("the day of the week", "请于2022年5月20日（星期五）前报送", ["until 2022-05-20"]),
    ("the day of the week, in short", "5月20日(周五)前报送", ["until 2022-05-20"]),
    ("a year of an event, and the next", "当年10月1日至次年9月30日为一个年度", ["period"]),
    (
        "当年 of the year said",
        "2023年起，当年7月1日至9月30日申报",
        ["period 2023-01-01", "period 2023-07-01 2023-09-30"],
    ),
    ("a year of an event", "毕业时间为当年1月1日至12月31日", ["period"]),
    ("to be counted by a day", "截至2022年9月30日申报有效", ["until 2022-09-30"]),
    ("from a month of this year to one of the next", "自今年8月至明年2月给予补贴", ["period 2022-08-01 2023-02-28"]),
    ("from the day it is printed on", "自本措施印发之日起至2022年12月31日执行", ["until 2022-12-31"]),
    ("from one clock to another", "2022年3月8日上午9时至3月20日下午5时申报", ["period 2022-03-08 2022-03-20"]),
    ("from 从 to 到", "从9月1日到11月30日开展促销", ["period 2022-09-01 2022-11-30"]),
    ("full-width figures", "自２０２２年２月１日至２０２２年６月３０日缓缴", ["period 2022-02-01 2022-06-30"]),
    ("a half that opens its clause", "，下半年开工建设20个项目", ["period 2022-07-01 2022-12-31"]),
    ("quarters from two to four", "2022年二至四季度给予补贴", ["period 2022-04-01 2022-12-31"]),
    ("two quarters from the first", "2022年前两个季度给予补贴", ["period 2022-01-01 2022-06-30"]),
    ("three working days and a half", "审批压缩至3个半工作日", ["duration P3.5D"]),
    ("years and months with 零", "贷款期限为2年零3个月", ["duration P2Y3M"]),
    ("this year's of each year", "每年就上年度情况以及本年度计划形成报告", ["recurring"]),
    ("cycles without 每", "常态化实施月安排、旬对接的措施", ["recurring"]),
]


@pytest.mark.parametrize("text,expected", [row[1:] for row in FOUND], ids=[row[0] for row in FOUND])
def test_found(text, expected):
    assert found(text) == expected


NOTHING = [
    ("which meeting", "经2022年第3次局长办公会审议同意"),
    ("years that are over", "2019、2020年度的台账"),
    ("a rate's year", "按年利率1.5%贴息"),
    ("a day left open", "本意见自2022年X月X日起施行"),
    ("when another text began", "2016年3月1日起施行的《小店办法》同时废止"),
    ("half of a year as an attribute", "力保，上半年的增速不回落"),
    ("a meeting's number", "落实市政府2022年第5次常务会议精神"),
    ("an order's number", "按照市场监管总局令第55号办理登记"),
    ("a title in a title", "执行《市政府关于转发《粮食储备2025年行动方案》实施意见的通知》"),
    ("a feast of a year", "2023年国庆节前发放消费券"),
    ("by the year of interest", "按年化2.5%的利率给予贴息"),
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
    ("the number of a notice", "按税务总局公告2022年第15号免征"),
    ("a year in a title in a title", "落实《关于转发《小店方案》2023年实施意见的通知》要求"),
    ("age", "年满16周岁、45周岁以下，学历层次年龄要求"),
    ("quarters apart are no one period", "第一季度、第四季度申报"),
    ("anniversary", "成立5周年"),
    ("当年 without a day", "对当年新增的小微企业给予支持"),
    ("school year", "面向3年级学生"),
    ("a sum that looks like a year", "标准为每人2094.4元"),
    ("a formula", "前5个月"),
    ("signed", "某市人民政府\n2022年5月1日"),
    ("printed", "某市人民政府办公室 2022年5月6日印发"),
    ("when another text was made", "2010年5月1日公布的《石桥市招商办法》继续执行"),
    ("when a text was passed", "执行2022年3月30日市人民代表大会批准的《石桥市预算》"),
    ("按周期", "按周期评估"),
    ("as much as in the year before", "贷款余额不低于2021年同期"),
    ("as much as in a year", "确保规模恢复到2023年水平"),
    ("by the prices of a year", "按2023年不变价计算"),
    ("what was done by a day", "截至2021年底，已发放补贴3亿元"),
    ("what there was on a day", "截至2021年12月31日，全市累计培育企业200家"),
    ("since a plan that is over", "“十三五”以来，增加值年均增长7.2%"),
    ("a plan that is over", "“十三五”期间，累计投资20亿元"),
    ("the end of a plan that is over", "比“十三五”末提高5个百分点"),
    ("since this plan", "“十四五”以来，新增企业200家"),
    ("a year's report", "提交2022年度工作总结"),
    ("a year's budget", "列入2022年度部门预算"),
    ("a year's audit", "开展2022年度专项审计"),
    ("months that make a sum", "救助标准为两个月城镇最低生活保障标准"),
    ("months of the least wage", "不超过6个月本市最低工资标准"),
    ("months of another's wage", "按3个月上年度职工平均工资发放"),
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
    ("when a text begins to hold", "本办法自2022年5月1日起施行。", "term"),
    ("relief from a day to a day", "自2022年4月1日至2022年12月31日，对小店免收摊位费。", "term"),
    ("from when a standard holds", "自2022年3月1日起调整最低工资标准。", "term"),
    ("until when a text holds", "本办法自2022年5月1日起施行，至2024年4月30日止。", "term"),
    ("what is deducted from a day to a day", "自2022年1月1日至2024年12月31日，按限额依次扣减税款。", "term"),
    ("length of a thing", "最低折旧年限为 3 年的可选择一次性税前扣除", "reference"),
    ("the year by which a firm is measured", "2022年营业收入在2000万元以上的企业，给予奖励", "reference"),
    ("what a thing is known by", "报废2018年4月30日前注册登记的新能源乘用车，给予补贴", "reference"),
    ("the last day to ask", "应于2025年1月10日24时前提交补贴申请", "due"),
    ("the year of an aim", "2022年营业收入达到100亿元", "due"),
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


@pytest.mark.parametrize(
    "unit", ["1", "（", "一", "每年", "5个、", "2022年", "由5天压减", "1月", "4、", "一季度", "2022年1月1日至", "1年"]
)
def test_one_long_line_takes_time_in_proportion(unit):
    assert_in_proportion(lambda text: deadlines.find(text, 2022), unit)


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
