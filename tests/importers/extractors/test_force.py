"""Force: a sentence as printed, beside what it does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.extractors import force

PIECES = ("鼓励", "支持", "给予", "不得", "可", "探索", "对", "落实", "，", "。", "“", "”", "《", "（", "1.")
FORCES = {"grants", "forbids", "requires", "encourages", "explores"}

SENTENCES = [
    (
        "a wish governs the grant in it",
        "鼓励有条件的地方对餐饮企业免费开展员工定期核酸检测，对企业防疫支出给予补贴支持。",
        "encourages",
    ),
    (
        "a grant of its own",
        "2022年，按照属地管理原则，对餐饮企业员工统一要求的核酸检测，地方政府给予全额补贴。",
        "grants",
    ),
    ("a right", "2022年，餐饮行业以单位方式参加失业保险的企业，可申请缓缴失业保险。", "grants"),
    ("relief", "对高校学生公寓免征房产税。", "grants"),
    ("rent without 给予", "2022 年减免 6 个月租金，其他地区减免 3 个月租金。", "grants"),
    ("enjoying", "新就业或自主创业高校毕业生享受租房补贴。", "grants"),
    ("a sum without 给予", "新认定的省级科技企业孵化器奖励 50 万元。", "grants"),
    ("allowed", "允许符合条件的存量国有控股企业让渡控股权。", "grants"),
    ("ban", "不得随意扩大中高风险地区范围；", "forbids"),
    ("ban behind a task", "严格执行经费支出额度规定，不得以星级为门槛限制相关企业参与政府采购。", "forbids"),
    ("ban behind a wish", "鼓励金融机构按正常续贷业务办理，不得盲目惜贷、抽贷。", "forbids"),
    ("grant behind a wish", "支持已落地企业以商招商，引荐企业可享受最高1000万元引荐奖励。", "grants"),
    ("grant behind a wish, by 对", "鼓励零售企业拓展线上市场，对零售企业数字化项目，择优给予资金奖励。", "grants"),
    ("the giver is only encouraged", "鼓励各市统筹安排资金，对中小企业给予专项资金支持。", "encourages"),
    ("the platform is only encouraged", "引导互联网平台企业对餐饮企业，给予阶段性商户服务费优惠。", "encourages"),
    ("relief for longer", "政策延长执行至2023年12月31日。", "grants"),
    ("more given back", "继续实施稳岗返还政策，中小微企业返还比例从60%最高提至90%。", "grants"),
    ("relief by suspension", "2022年暂停铁路运输企业预缴增值税一年。", "grants"),
    ("relief by no more", "不再对巡演活动内容进行重复审核。", "grants"),
    ("a grant that is only sought", "编制《指南》，积极争取国家对重大外资项目给予资金支持。", "requires"),
    ("ban only as a name", "1. 坚持“法无禁止即可入”。", "requires"),
    ("a grant that ends", "该项补贴自2024年起不再执行。", "forbids"),
    ("a grant that is denied", "对书店不再给予4万元开办奖励。", "forbids"),
    ("relief that is denied", "对已停业的书店不予免征摊位费。", "forbids"),
    ("not enjoyed", "未达标的书店不享受贴息。", "forbids"),
    ("not twice", "同一项目不重复享受补贴。", "forbids"),
    ("no support twice", "同一门店不重复支持。", "forbids"),
    ("a subsidy that is paid out", "对引进的技能人才发放安家补贴。", "grants"),
    ("a task about paying out", "做好价格补贴发放工作。", "requires"),
    ("a share that rises", "门诊费用报销比例提高到70%。", "grants"),
    ("a grant that ends", "取消对书店的3万元一次性奖励。", "requires"),
    ("a grant that is taken back", "对弄虚作假的，追回已发放的补贴5万元。", "requires"),
    ("a grant in a title in a title", "做好《关于转发《方案》给予补贴的通知》宣传。", "requires"),
    ("a fine", "骗取补贴的，处3万元罚款。", "requires"),
    ("a limit that ends is no grant that ends", "取消补贴名额限制，对符合条件的给予补贴。", "grants"),
    ("no more is charged", "不再收取书店摊位费。", "grants"),
    ("a punishment that is spared", "首次轻微违法的，不予处罚，可免予公示。", "grants"),
    ("imperative", "推动健身场地共建共享。", "requires"),
    ("what officials should do", "各地、各部门要高度重视，切实负起责任。", "requires"),
    ("support as a verb", "支持上市公司用好再融资和并购重组工具。", "encourages"),
    ("cannot enjoy", "未签订合同的农户不能享受贷款贴息。", "forbids"),
    ("paid out no more", "2023年起不再发放每人600元的生活补助。", "forbids"),
    ("stopped", "停止执行对小微企业的5000元开办补贴。", "forbids"),
    ("ended for large shops", "取消对大型超市的10万元促销奖励。", "requires"),
    ("fined between two sums", "弄虚作假的，处1万元以上5万元以下罚款。", "requires"),
    ("support as a noun", "加大金融支持服务业力度。", "requires"),
    ("support after a clause of manner", "围绕乡村 e 镇的产业定位，支持电商企业集聚。", "encourages"),
    ("guidance under a task", "建立重点企业帮扶机制，引导企业快速成长。", "requires"),
    ("guidance after a year", "2022年引导银行用好货币政策工具。", "encourages"),
    ("explore governs what follows", "探索开展人才创业保险制度，符合条件的行业可享受保费全额补贴。", "explores"),
    ("seek", "积极争取省内更多项目列入国家能耗单列目录。", "explores"),
    ("seek as an attribute", "通过财政增资、争取国家基金股权投资等方式，扩大资本规模。", "requires"),
    ("a grant only named", "落实小规模纳税人阶段性免征增值税政策。", "requires"),
    ("enjoyed through somebody's task", "设立政策解读专线电话，指导企业便捷享受政策红利。", "requires"),
    ("可 inside a word", "形成可复制、可推广的经验，提高政策可预见性，规范行政许可。", "requires"),
    ("grant in the annotation's bracket", "加强统计监测。（给予支持的单位：省统计局）", "requires"),
]


@pytest.mark.parametrize("sentence,expected", [row[1:] for row in SENTENCES], ids=[row[0] for row in SENTENCES])
def test_force(sentence, expected):
    assert force.of(sentence) == expected


@pytest.mark.parametrize("unit", ["1", "（", "一、", "对企业，", "落实给予"])
def test_one_long_line_takes_time_in_proportion(unit):
    assert force.of(unit * (100_000 // len(unit))) in FORCES


@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(st.sampled_from(PIECES)).map("".join),
    )
)
def test_any_text_has_one_of_five(text):
    assert force.of(text) in FORCES
