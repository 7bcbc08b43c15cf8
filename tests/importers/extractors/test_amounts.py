"""Amounts: a sentence as printed, beside what a careful reader finds in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.extractors import amounts
from importers.extractors.amounts.examples import DOUBTFUL
from tests.proportion import assert_in_proportion

PIECES = """
    5 10 1/3 2:2:4:2 5:5 % ‰ 元 万元 亿元 美元 个百分点 个基点 元/千瓦时 减半 百分之三 从 由 提高至 、 和 —
    至 ， 。 ； （ ）
    最高 不超过 不低于 超过 以上 以下 左右 给予 奖励 的 基金 力争 占 一 百万 每年
""".split()  # noqa: SIM905


def found(text):
    return [(list(a.values), a.unit, a.bound, a.role) for a in amounts.find(text)]


FOUND = [
    ("spaces inside the figure", "引荐企业可享受最高 1000 万元引荐奖励。", [([10_000_000], "CNY", "max", "benefit")]),
    ("not less than", "首次获得特级资质的，给予不少于2000万元奖励。", [([20_000_000], "CNY", "min", "benefit")]),
    (
        "steps are one amount",
        "对“链主”企业年度营业收入首次达到 10 亿元、50 亿元、100 亿元的，分别给予进档奖励。",
        [([10**9, 5 * 10**9, 10**10], "CNY", "exact", "condition")],
    ),
    (
        "steps with words of level",
        "按照省级 100 万元、国家级 200 万元的标准分别给予一次性奖励。",
        [([10**6, 2 * 10**6], "CNY", "exact", "benefit")],
    ),
    (
        "two sums in two clauses are two",
        "首次通过认定的最高奖励 10 万元，连续两次通过认定的最高奖励 20 万元。",
        [([100_000], "CNY", "max", "benefit"), ([200_000], "CNY", "max", "benefit")],
    ),
    (
        "what a list asks for",
        "申报单位应当同时具备以下条件：\n（一）实缴资本不少于300万元；\n（二）从业人员人均工资不低于6000元。",
        [([3_000_000], "CNY", "min", "condition"), ([6000], "CNY", "min", "condition")],
    ),
    (
        "what stands below a list is no item of it",
        "应当符合下列条件：\n1.依法登记；\n2.信用良好。\n项目总投资3000万元。",
        [([30_000_000], "CNY", "exact", "")],
    ),
    ("a currency before its figure", "赔付港币5万元。", [([50_000], "HKD", "exact", "")]),
    ("a currency that names no figure", "以港币结算，给予5万元补贴。", [([50_000], "CNY", "exact", "benefit")]),
    ("two scales without 元", "总投资额15亿8千万。", [([1_580_000_000], "CNY", "exact", "")]),
    ("the ceiling named behind", "给予补贴，以10万元为封顶。", [([100_000], "CNY", "max", "benefit")]),
    ("as people say it", "奖励2000块钱。", [([2000], "CNY", "exact", "benefit")]),
    ("cents alone", "每度电补贴5分钱。", [([0.05], "CNY", "exact", "benefit")]),
    ("about ten", "每单补贴十来元。", [([10], "CNY", "approx", "benefit")]),
    ("about thirty myriads", "给予三十来万元奖励。", [([300_000], "CNY", "approx", "benefit")]),
    ("a blank that does not break", "奖励5\u00a0万元。", [([50_000], "CNY", "exact", "benefit")]),
    ("a limit before its figure", "给予补助，单个项目限额100万元。", [([10**6], "CNY", "max", "benefit")]),
    ("no longer paid", "原3000元购车补贴停止发放。", [([3000], "CNY", "exact", "")]),
    ("to be given back", "多领取的2000元补贴应予退回。", [([2000], "CNY", "exact", "")]),
    (
        "columns below a name that spans them",
        "标准如下（单位：元/月）：\n地区\t低保标准\t\t人数\n\t城市\t农村\t\n主城区\t780\t610\t30",
        [([780], "CNY", "exact"), ([610], "CNY", "exact")],
    ),
    (
        "in a table of bars, below its rule",
        "标准如下（单位：元）：\n| 地区 | 低保标准 | |\n|---|---|---|\n| | 城市 | 农村 |\n| 主城区 | 780 | 610 |",
        [([780], "CNY", "exact"), ([610], "CNY", "exact")],
    ),
    (
        "a row of words is no second head",
        "标准如下：\n地区\t标准（元）\n主城区\t另行公布\n其他\t610",
        [([610], "CNY", "exact")],
    ),
    ("who bears it", "补贴资金按9:1的比例共担。", [(["9:1"], "ratio", "exact", "funding")]),
    ("a price of power in everyday words", "给予0.1元/度的补贴。", [([0.1], "CNY/kWh", "exact", "benefit")]),
    ("joined by 和", "继续分别按10%和15%加计抵减应纳税额。", [([10, 15], "percent", "exact", "benefit")]),
    ("change", "加计扣除比例由 75% 提高至 100% 政策。", [([75, 100], "percent", "exact", "benefit")]),
    ("change with a cap", "中小微企业返还比例从 60% 最高提至 90%。", [([60, 90], "percent", "max", "benefit")]),
    (
        "a change, and a later step of its own",
        "风险补偿标准从1%提高到在保业务余额的2%，到“十四五”末提高到在保业务余额的5%。",
        [([1, 2], "percent", "exact", "benefit"), ([5], "percent", "exact", "benefit")],
    ),
    ("range with both units", "设立首期规模3亿元—5亿元的基金。", [([3 * 10**8, 5 * 10**8], "CNY", "range", "funding")]),
    ("range with one unit", "给予10—20万元补助。", [([100_000, 200_000], "CNY", "range", "benefit")]),
    ("points, then a share, are no range", "提高5个百分点至30%。", [([5], "percent"), ([30], "percent")]),
    ("a price cut to tenths", "对参展企业给予展位费八五折优惠。", [([0.85], "fraction", "exact", "benefit")]),
    ("the same in figures", "对小微企业给予85折优惠。", [([0.85], "fraction", "exact", "benefit")]),
    ("in decimals", "对小微企业给予 8.5 折优惠。", [([0.85], "fraction", "exact", "benefit")]),
    ("in tenths", "对小微企业给予8折优惠。", [([0.8], "fraction", "exact", "benefit")]),
    ("折旧 and 折算 are no price", "按3年折旧、2:1折算，5折叠床。", []),
    ("half as fraction", "再减半征收所得税。", [([0.5], "fraction", "exact", "benefit")]),
    ("third as fraction", "省级财政按市级出资额的1/3给予支持。", [([0.3333], "fraction", "exact", "funding")]),
    ("fraction in words", "补贴三分之一。", [([0.3333], "fraction", "exact", "benefit")]),
    ("percent in words", "给予百分之三十的补贴。", [([30], "percent", "exact", "benefit")]),
    ("ratio of four", "构建 2:2:4:2 风险分担合作模式。", [(["2:2:4:2"], "ratio", "exact", "funding")]),
    ("ratio in full width", "给予补助资金1：1奖励政策。", [(["1:1"], "ratio", "exact", "benefit")]),
    ("scale without a figure", "最高开票限额百万元的实行“先准后核”。", [([10**6], "CNY", "max", "condition")]),
    ("basis points", "优惠力度原则上不低于50个基点。", [([50], "bp", "min", "benefit")]),
    ("price", "实行终端电价 0.3 元/千瓦时的优惠政策。", [([0.3], "CNY/kWh", "exact", "benefit")]),
    ("per mille", "按在保业务余额的2‰给予补偿。", [([2], "permille", "exact", "benefit")]),
    ("approximate", "服务业增加值增速力争达到 7.5%左右。", [([7.5], "percent", "approx", "target")]),
    (
        "the bound stands far before",
        "大型企业仍按照不超过企业及其职工上年度实际缴纳失业保险费的 30% 返还。",
        [([30], "percent", "max", "benefit")],
    ),
    ("within a span", "将在50%税额幅度内减征资源税。", [([50], "percent", "max", "benefit")]),
    (
        "dollars qualify, yuan are given",
        "引进直接外资达1000万美元以上的项目，按实际到位外资金额的1%给予人民币奖励，最高奖励不超过100万元。",
        [
            ([10**7], "USD", "min", "condition"),
            ([1], "percent", "exact", "benefit"),
            ([10**6], "CNY", "max", "benefit"),
        ],
    ),
    (
        "two thresholds, one with 低于",
        "对单户担保金额1000万元以下、且担保费率低于15%的小微企业，给予补差。",
        [([10**7], "CNY", "below", "condition"), ([15], "percent", "below", "condition")],
    ),
    (
        "bounded on both sides",
        "对年营业额100万元以上500万元以下的面馆，给予补贴3000元。",
        [
            ([10**6], "CNY", "min", "condition"),
            ([5 * 10**6], "CNY", "below", "condition"),
            ([3000], "CNY", "exact", "benefit"),
        ],
    ),
    (
        "bounded on both sides by words before",
        "对年度营业额不低于80万元且不超过600万元的书店，给予补贴2000元。",
        [
            ([800_000], "CNY", "min", "condition"),
            ([6 * 10**6], "CNY", "max", "condition"),
            ([2000], "CNY", "exact", "benefit"),
        ],
    ),
    (
        "more than, but less than",
        "年销售额超过200万元但不足900万元的商户免收管理费。",
        [([2 * 10**6], "CNY", "over", "condition"), ([9 * 10**6], "CNY", "below", "condition")],
    ),
    (
        "the ceiling first",
        "对贷款余额1000万元以下、100万元以上的企业给予贴息。",
        [([10**7], "CNY", "below", "condition"), ([10**6], "CNY", "min", "condition")],
    ),
    (
        "a range that qualifies",
        "对年度营业额100万元至500万元的民宿，给予补贴3300元。",
        [([10**6, 5 * 10**6], "CNY", "range", "condition"), ([3300], "CNY", "exact", "benefit")],
    ),
    ("a range by 以上 and 以下", "给予5万元以上10万元以下的奖励。", [([50_000, 10**5], "CNY", "range", "benefit")]),
    ("a range of rates", "补贴比例20%以上30%以下。", [([20, 30], "percent", "range", "benefit")]),
    (
        "bounds of a fine stay two",
        "处5000元以上3万元以下罚款。",
        [([5000], "CNY", "min", ""), ([30_000], "CNY", "below", "")],
    ),
    ("零 behind a scale", "每村补助10万零5百元。", [([100_500], "CNY", "exact", "benefit")]),
    ("to be given back", "责令退还已发放的5000元补贴。", [([5000], "CNY", "exact", "")]),
    ("ended for a firm", "终止对停产企业的每月2000元稳岗补助。", [([2000], "CNY", "exact", "")]),
    (
        "the unit above a table",
        "补贴标准如下（单位：元）：\n| 对象 | 人数 | 城市 | 农村 |\n|---|---|---|---|\n| 低保 | 30 | 800 | 600 |",
        [([800], "CNY", "exact", "benefit"), ([600], "CNY", "exact", "benefit")],
    ),
    (
        "the unit above a table, ten thousand of them",
        "单位：万元\n项目\t2023年\t2024年\n供水\t120\t85.5",
        [([1_200_000], "CNY", "exact", ""), ([855_000], "CNY", "exact", "")],
    ),
    (
        "a column with a unit of its own below another's",
        "（单位：元）\n类别\t金额（万元）\t标准\n甲\t2\t300",
        [([20_000], "CNY", "exact", ""), ([300], "CNY", "exact", "")],
    ),
    ("不得突破", "给予补助，但最高不得突破200万元。", [([2 * 10**6], "CNY", "max", "benefit")]),
    ("不超 without 过", "对单个展会补贴不超40万元。", [([400_000], "CNY", "max", "benefit")]),
    ("角 and 分 alone", "每度电补贴3角5分。", [([0.35], "CNY", "exact", "benefit")]),
    ("角 behind a figure", "每斤补贴5角。", [([0.5], "CNY", "exact", "benefit")]),
    ("two scales and a hundred", "给予12万8千5百元奖励。", [([128_500], "CNY", "exact", "benefit")]),
    ("二亿三千万", "安排资金二亿三千万元用于修复。", [([230_000_000], "CNY", "exact")]),
    ("七八百", "每户补助七八百元。", [([700, 800], "CNY", "approx", "benefit")]),
    ("francs", "对引进的200万瑞士法郎设备给予补贴。", [([2 * 10**6], "CHF")]),
    (
        "what is given lies between bounds",
        "给予不低于10万元且不超过30万元的奖励。",
        [([10**5], "CNY", "min", "benefit"), ([3 * 10**5], "CNY", "max", "benefit")],
    ),
    (
        "a floor, and what is given up to",
        "对营业收入5000万元以上的，最高奖励50万元。",
        [([5 * 10**7], "CNY", "min", "condition"), ([500_000], "CNY", "max", "benefit")],
    ),
    ("several scales", "每户给予1万2千元补贴。", [([12_000], "CNY", "exact", "benefit")]),
    ("亿 and 万", "设立2亿3000万元基金。", [([230_000_000], "CNY", "exact", "funding")]),
    ("blanks of the layout", "补助最高不超过      300      万元。", [([3 * 10**6], "CNY", "max", "benefit")]),
    ("thousands set apart", "给予10 000元补贴。", [([10_000], "CNY", "exact", "benefit")]),
    ("a few tens of thousands", "每户可得几十万元补贴。", [([10**5, 9 * 10**5], "CNY", "approx", "benefit")]),
    ("more than thirty thousand", "发放三万多元补贴。", [([30_000], "CNY", "over", "benefit")]),
    ("余 behind the scale", "给予200万余元奖励。", [([2 * 10**6], "CNY", "over", "benefit")]),
    ("余 before the scale", "给予40余万元补贴。", [([400_000], "CNY", "over", "benefit")]),
    ("two or three hundred", "给予两三百元补贴。", [([200, 300], "CNY", "approx", "benefit")]),
    ("two digits that are one number", "给予二十三万元补贴。", [([230_000], "CNY", "exact", "benefit")]),
    ("several millions", "给予数百万元奖励。", [([10**6], "CNY", "approx", "benefit")]),
    ("the number of households is no 数", "总户数百元以下", []),
    ("up to ten millions", "给予上千万元奖励。", [([10**7], "CNY", "min", "benefit")]),
    ("capitals", "给予人民币贰佰万元奖励。", [([2 * 10**6], "CNY", "exact", "benefit")]),
    ("capitals, 圆整", "奖金共计叁万伍仟圆整。", [([35_000], "CNY", "exact")]),
    ("jiao", "每单补贴3元5角。", [([3.5], "CNY", "exact", "benefit")]),
    ("jiao and fen", "每单补贴2元5角3分。", [([2.53], "CNY", "exact", "benefit")]),
    ("so much off from so much on", "发放满200减30元的餐饮券。", [([200], "CNY", "min"), ([30], "CNY", "exact")]),
    ("a ratio of what is given beside", "按1：2给予配套。", [(["1:2"], "ratio")]),
    (
        "a column's name has the unit",
        "标准如下：\n类别\t月补贴（元）\t投资（万元）\n甲类\t2,500\t30\n乙类\t1800\t20",
        [
            ([2500], "CNY", "exact", "benefit"),
            ([300_000], "CNY", "exact", ""),
            ([1800], "CNY", "exact", "benefit"),
            ([200_000], "CNY", "exact", ""),
        ],
    ),
    ("a column by bars", "|等级|奖励比例（%）|\n|---|---|\n|一等|30|", [([30], "percent", "exact", "benefit")]),
    ("a ratio by the sign for ratios", "按1∶1比例共同出资。", [(["1:1"], "ratio")]),
    (
        "a heading of standards says what its sums are",
        "一、优抚补助标准。由每人每月500元提高到550元。",
        [([500, 550], "CNY", "exact", "benefit")],
    ),
    ("a heading of anything else does not", "一、园区供水标准。由每吨3元提高到4元。", [([3, 4], "CNY", "exact", "")]),
    (
        "a fine under a heading of standards is none",
        "二、补助标准。虚报的，处1万元罚款。",
        [([10_000], "CNY", "exact", "")],
    ),
    (
        "a share among conditions is no aim",
        "申报条件：\n（一）年收入不低于800万元，研发费用占比2%以上。",
        [([8 * 10**6], "CNY", "min", "condition"), ([2], "percent", "min", "condition")],
    ),
    ("a share elsewhere is one", "到2026年，绿色产品占比50%以上。", [([50], "percent", "min", "target")]),
    (
        "a standard, and in another clause how much",
        "低保补助标准全市统一，7月1日起为每人每月1095元。",
        [([1095], "CNY", "exact", "benefit")],
    ),
    ("a place is no punishment", "每新增1处演艺空间给予10万元奖励。", [([100_000], "CNY", "exact", "benefit")]),
    ("a punishment", "逾期不改的，处1万元罚款。", [([10_000], "CNY", "exact", "")]),
    ("a cap of what is paid", "门诊年度支付限额为300元。", [([300], "CNY", "exact", "benefit")]),
    ("a fixed sum that is deducted", "定额标准为每人每年6500元。", [([6500], "CNY", "exact", "benefit")]),
    ("points behind a sum", "满100元2分", [([100], "CNY", "min")]),
    ("a cap behind", "按投资额的5%给予补贴，80万元封顶。", [([5], "percent", "exact"), ([800_000], "CNY", "max")]),
    ("a cap between", "给予补贴，以60万元为上限。", [([600_000], "CNY", "max")]),
    ("a cap before", "给予补贴，封顶20万元。", [([200_000], "CNY", "max", "benefit")]),
    ("a floor behind", "给予5万元起。", [([50_000], "CNY", "min", "benefit")]),
    ("what is asked of a project", "对引进500万欧元设备的，给予奖励。", [([5 * 10**6], "EUR", "exact", "condition")]),
    ("a rate that is given", "贴息率为年化1%～2%。", [([1, 2], "percent", "range", "benefit")]),
    ("a rate that falls", "贷款利率下调0.5个百分点。", [([0.5], "percent", "exact", "benefit")]),
    ("an aim in a sum", "全市网络零售额突破300亿元。", [([3 * 10**10], "CNY", "over", "target")]),
    ("handed down", "下达市场建设资金300万元。", [([3 * 10**6], "CNY", "exact", "funding")]),
    ("who bears which part", "按4:6比例由市、区财政负担。", [(["4:6"], "ratio", "exact", "funding")]),
    ("more than, in one word", "营业收入逾5亿元", [([5 * 10**8], "CNY", "over")]),
    ("a money sign", "给予￥6000补贴。", [([6000], "CNY", "exact", "benefit")]),
    (
        "other currencies",
        "对引进200万英镑、3亿日元的项目给予奖励。",
        [([2 * 10**6], "GBP", "exact"), ([3 * 10**8], "JPY", "exact")],
    ),
    ("a part of ten thousand", "按交易额的万分之零点五收取。", [([0.00005], "fraction", "exact")]),
    ("parts as a range", "给予百分之三十至五十的补贴。", [([30, 50], "percent", "range", "benefit")]),
    ("a range by a tilde", "给予贷款额1%～2%的贴息。", [([1, 2], "percent", "range", "benefit")]),
    ("a range by a full-width dash", "给予5－10万元奖励。", [([50_000, 100_000], "CNY", "range", "benefit")]),
    ("the low end keeps its own scale", "给予5千至2万元补贴。", [([5000, 20_000], "CNY", "range", "benefit")]),
    ("the low end is in yuan", "给予500-1万元补贴。", [([500, 10_000], "CNY", "range", "benefit")]),
    ("raised by a range", "每年提高1～3个百分点。", [([1, 3], "percent", "range")]),
    (
        "whether the ends are meant",
        "对年投入300万元（含）至800万元（不含）的企业给予补助10万元。",
        [([3 * 10**6, 8 * 10**6], "CNY", "range", "condition"), ([100_000], "CNY", "exact", "benefit")],
    ),
    (
        "the ends said again are no figures",
        "缴税2万—4万元（含2万元，不含4万元）；4万元以上（含4万元）。",
        [([20_000, 40_000], "CNY", "range"), ([40_000], "CNY", "min")],
    ),
    (
        "figures that share a unit",
        "对前三名分别给予50、30、10万元奖励。",
        [([500_000, 300_000, 100_000], "CNY", "exact", "benefit")],
    ),
    ("an article's number is no step", "3、50万元以上的给予奖励。", [([500_000], "CNY", "min", "condition")]),
    (
        "最低生活保障 is no minimum",
        "城乡最低生活保障标准为每人每月900元。",
        [([900], "CNY", "exact", "benefit")],
    ),
    ("最低工资 is no minimum", "按最低工资标准的70%发放补贴。", [([70], "percent", "exact", "benefit")]),
    ("tax is no end of a range", "给予10万元（含税）奖励。", [([100_000], "CNY", "exact", "benefit")]),
    ("最高可给予", "最高可给予50万元。", [([500_000], "CNY", "max", "benefit")]),
    (
        "greater or equal",
        "营业额大于等于100万元小于500万元的小店，给予补贴。",
        [([10**6], "CNY", "min", "condition"), ([5 * 10**6], "CNY", "below", "condition")],
    ),
    ("yuan left out", "给予5万奖励。", [([50_000], "CNY", "exact", "benefit")]),
    ("yuan left out of a threshold", "注册资本100万以上的企业", [([10**6], "CNY", "min", "condition")]),
    ("people are no money", "奖励5万人次，补贴10万亩", []),
    ("decimal in words", "设立一点五亿元基金。", [([150_000_000], "CNY", "exact", "funding")]),
    ("capital jiao", "补贴贰拾元伍角。", [([20.5], "CNY", "exact", "benefit")]),
    ("change of what each has", "补贴标准从每人500元提高到800元。", [([500, 800], "CNY", "exact", "benefit")]),
    ("change a month", "由200元/月提高到300元/月。", [([200, 300], "CNY")]),
    ("what a thing may cost", "单价不超过500万元的设备可一次性扣除。", [([5 * 10**6], "CNY", "max", "condition")]),
    ("denied", "对书店不再给予4万元开办奖励。", [([40_000], "CNY", "exact", "")]),
    ("ended", "取消对书店的3万元一次性奖励。", [([30_000], "CNY", "exact", "")]),
    ("over", "原奖励2万元的政策停止执行。", [([20_000], "CNY", "exact", "")]),
    ("taken back", "弄虚作假的，追回已发放的5万元补贴。", [([50_000], "CNY", "exact", "")]),
    (
        "a fine",
        "拒不改正的，处2万元以上8万元以下的罚款。",
        [([20_000], "CNY", "min", ""), ([80_000], "CNY", "below", "")],
    ),
    ("a given standard behind a colon", "补贴标准为：市区最高5000元。", [([5000], "CNY", "max", "benefit")]),
    ("each more point", "每提高 5 个百分点本地配套率的，给予奖励。", [([5], "percent", "exact", "condition")]),
    ("fund", "设立总规模10亿元的省级推进企业上市倍增投资基金。", [([10**9], "CNY", "exact", "funding")]),
    ("who bears it", "由省、市财政按5:5比例负担。", [(["5:5"], "ratio", "exact", "funding")]),
    ("aim", "逐步将平均担保费率降至1%以下。", [([1], "percent", "below", "target")]),
    ("aim without a verb", "“标准地”宗数占本开发区工业用地的比重不低于80%。", [([80], "percent", "min", "target")]),
    ("a share of a rate is no aim", "贷款贴息不超过贷款利率的50%。", [([50], "percent", "max", "benefit")]),
    ("permission", "总用地面积最高15%，用于建设宿舍型保障性租赁住房。", [([15], "percent", "max", "benefit")]),
    ("no rule can tell", "注册资金10万元。", [([100_000], "CNY", "exact", "")]),
    (
        "what a firm is known by",
        "对零售额超过10亿元且增速超过15%的平台企业，给予奖励300万元。",
        [([10**9], "CNY", "over", "condition"), ([15], "percent", "over", "condition"), ([3 * 10**6], "CNY", "exact")],
    ),
    (
        "what a car costs",
        "对价格在15万元（含）至25万元（不含）的新能源车，每辆补贴8000元。",
        [([150_000, 250_000], "CNY", "range", "condition"), ([8000], "CNY", "exact", "benefit")],
    ),
    (
        "what a new project brings",
        "外资超过5000万美元（含5000万美元）的新项目，按到账金额的2%予以奖励。",
        [([5 * 10**7], "USD", "over", "condition"), ([2], "percent", "exact", "benefit")],
    ),
    ("what a city sets aside for gifts", "全市安排就业补助资金1.5亿元。", [([15 * 10**7], "CNY", "exact", "funding")]),
    ("what a treasury puts in", "投入财政资金1.2亿元。", [([12 * 10**7], "CNY", "exact", "funding")]),
    ("a share in a formula", "资助金额=实际支出×50%。", [([50], "percent", "exact")]),
    ("the sum of a loan is given", "对个体户发放20万元的贴息贷款。", [([200_000], "CNY", "exact", "benefit")]),
    (
        "what a park is known by",
        "对税收达到5000万元的示范园区，给予支持。",
        [([5 * 10**7], "CNY", "exact", "condition")],
    ),
    ("what a firm is given", "对入驻的企业，给予3万元的支持。", [([30_000], "CNY", "exact", "benefit")]),
    ("可 in another word is no cap", "网上可办率达到98%以上。", [([98], "percent", "min", "target")]),
    ("可 in a word of quality", "可靠性达到95%。", [([95], "percent", "exact", "target")]),
    ("可 with a verb that raises", "额度可适当放宽到80万元。", [([800_000], "CNY", "max")]),
    ("可 that adds", "贷款期内可追加至50万元。", [([500_000], "CNY", "max")]),
    ("prize money", "奖金分别为9万元、6万元。", [([90_000, 60_000], "CNY", "exact", "benefit")]),
    ("prize money for each", "每名奖金40万元。", [([400_000], "CNY", "exact", "benefit")]),
    ("prize money and its standard", "奖金标准为5万元。", [([50_000], "CNY", "exact", "benefit")]),
    ("what each may have in a year", "单个企业年度最高800万元。", [([8 * 10**6], "CNY", "max", "benefit")]),
    ("what each may have in all", "每家企业累计不超过90万元。", [([900_000], "CNY", "max", "benefit")]),
    ("what each firm took in is asked", "单个企业年度营收不低于90万元。", [([900_000], "CNY", "min")]),
    ("what is paid in an emergency", "救助金额不超过2万元。", [([20_000], "CNY", "max", "benefit")]),
    ("people known by a sum", "年薪60万元以上的骨干，给予奖励。", [([600_000], "CNY", "min", "condition")]),
    ("what a city is to invest", "完成年度投资70亿元。", [([7 * 10**9], "CNY", "exact", "target")]),
    ("what a city is to lend", "全市小微贷款新增20亿元以上。", [([2 * 10**9], "CNY", "min", "target")]),
    (
        "a list of who gets how much",
        "对甲类店给予7万元奖励；乙类店4万元；丙类店2万元。",
        [
            ([70_000], "CNY", "exact", "benefit"),
            ([40_000], "CNY", "exact", "benefit"),
            ([20_000], "CNY", "exact", "benefit"),
        ],
    ),
    (
        "a list by commas",
        "给予博士补贴30万元，硕士10万元，本科毕业生3万元。",
        [
            ([300_000], "CNY", "exact", "benefit"),
            ([100_000], "CNY", "exact", "benefit"),
            ([30_000], "CNY", "exact", "benefit"),
        ],
    ),
    (
        "no list: what is asked behind what is given",
        "给予7万元奖励；上年度投资90万元。",
        [([70_000], "CNY", "exact", "benefit"), ([900_000], "CNY", "exact", "")],
    ),
    (
        "a heading that gives",
        "（二）租房补贴。对无自有住房的，博士每月2000元、硕士每月1200元。",
        [([2000], "CNY", "exact", "benefit"), ([1200], "CNY", "exact", "benefit")],
    ),
    ("a heading that gives, and what is asked", "（一）落户奖励。实缴资本1亿元以上。", [([10**8], "CNY", "min", "")]),
    ("a heading that gives nothing", "（三）园区建设。园区改造投入3亿元。", [([3 * 10**8], "CNY", "exact", "")]),
]


@pytest.mark.parametrize("text,expected", [row[1:] for row in FOUND], ids=[row[0] for row in FOUND])
def test_found(text, expected):
    assert [row[: len(want)] for row, want in zip(found(text), expected, strict=True)] == expected


NOTHING = [
    ("a table whose unit is no money", "（单位：公里）\n项目\t长度\n甲路\t12"),
    ("three corners", "建设三角地公园、五角场商圈，形成一角一景"),
    ("500强 is no amount", "对世界500强和中国500强企业设立地区总部的，按规模分档给予开办补助。"),
    ("rank", "年度营业收入在全省排名前 100 的重点服务业企业"),
    ("hotline", "依托12345营商环境热线，纳入“13710”督办系统"),
    ("sum of parks", "实施“9+13”龙头景区梯次打造培育计划，构建“1+3+N”体系"),
    ("kilowatts", "低于 6000 千瓦的光伏发电，年用涂料 10 吨以下"),
    ("grams per kilowatt-hour", "推进供电煤耗300克标准煤/千瓦时以上煤电机组改造"),
    ("head count", "标准为从业人员2000人以下"),
    ("floor area", "1万平方米以下企业投资简易低风险项目"),
    ("full without a figure", "地方政府给予全额补贴，免征增值税"),
    ("sum as a name", "实施千亿产业培育工程"),
    ("yuan as a word", "多元化、一元化，三元材料，单位：万元"),
    ("time of day", "服务时间8:30至17:30，7/24小时不打烊"),
    ("date with slashes", "2022/5/1"),
    ("document number", "（晋政办发〔2022〕35 号）"),
    ("a column without a unit", "序号\t分值\n1\t30\n2\t20"),
    ("a column's unit ends with its table", "类别\t补贴（元）\n说明\n甲\t30"),
    ("in a title", "落实《关于发放5万元创业补贴的通知》要求，做好服务。"),
    ("in a title in a title", "落实《关于转发《小店方案》安排10万元的通知》。"),
    ("in the name of a product", "推广“百万元创业贷”产品。"),
    ("the hundred of a formula", "签约率=签约人数/常住人口数×100%"),
]


@pytest.mark.parametrize("text", [row[1] for row in NOTHING], ids=[row[0] for row in NOTHING])
def test_nothing(text):
    assert amounts.find(text) == []


@pytest.mark.parametrize(
    "text,per",
    [
        ("按照每站 5000 元的标准给予一次性定额补助", "每站"),
        ("每年给予 1000 万元经费支持", "每年"),
        ("单个企业最高奖励不超过 1000 万元", "单个企业"),
        ("给予500元/户的补贴", "/户"),
        ("每年评选一次，给予 100 万元奖励", ""),
        ("每户每月补贴500元", "每户每月"),
        ("每人每月给予3000元实习补贴", "每人每月"),
        ("临时救助标准不超过240元/人/日", "/人/日"),
        ("按35元/架次给予补贴", "/架次"),
        ("按20元/人次给予补贴", "/人次"),
        ("每张床位补贴，按900元/床位", "/床位"),
        ("按5元/平方米·月补贴", "/平方米·月"),
        ("给予500元每人每年补贴", "每人每年"),
        ("中欧班列每标箱补贴300元", "每标箱"),
        ("每班次300元", "每班次"),
        ("每新增300万元", ""),
    ],
)
def test_per_is_read_from_the_clause(text, per):
    assert [a.per for a in amounts.find(text)] == [per]


@pytest.mark.parametrize(
    "text,quote",
    [
        ("单个企业最高奖励不超过 1000 万元。", "最高奖励不超过 1000 万元"),
        ("达到80%以上。", "80%以上"),
        ("返还比例从 60% 提高至 90%。", "从 60% 提高至 90%"),
        ("给予最高不超过项目固定资产投资额 15% 的财政补助", "最高不超过项目固定资产投资额 15%"),
    ],
)
def test_the_quote_holds_the_words_that_bound(text, quote):
    assert [a.quote for a in amounts.find(text)] == [quote]


@pytest.mark.parametrize(
    "text, doubtful",
    [
        pytest.param(
            "按到位外资的 4% 给予人民币奖励（比如，到位 500 万美元奖励人民币 20 万元，下同）。",
            ["20 万元"],
            id="dollars counted as yuan",
        ),
        pytest.param("按到位外资的 4% 给予奖励，例如，到位500万美元奖励20万美元。", [], id="one currency"),
        pytest.param("按到位外资的 4% 给予奖励（例如，到位500万美元奖励140万元）。", [], id="exchanged"),
        pytest.param("到位 500 万美元的，给予 20 万元奖励。", [], id="no example"),
    ],
)
def test_an_example_that_takes_one_currency_for_another_is_doubted(text, doubtful):
    assert [each.quote for each in amounts.find(text) if each.rule == DOUBTFUL] == doubtful


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "（",
        "一",
        "不超过企业",
        "5",
        "1、",
        "2:",
        "5%、",
        "《",
        "1万",
        "几",
        "5 000",
        "（含",
        "壹",
    ],
)
def test_one_long_line_takes_time_in_proportion(unit):
    assert_in_proportion(amounts.find, unit)


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)))
def test_any_text_is_read_in_order_with_true_quotes(text):
    end = 0
    for amount in amounts.find(text):
        assert end <= amount.start < amount.end <= len(text)
        assert amount.quote == text[amount.start : amount.end]
        assert amount.values
        end = amount.end
