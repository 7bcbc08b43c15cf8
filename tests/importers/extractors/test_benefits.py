"""Who is given what, and in which way: the grammar of giving, trap by trap."""

import pytest

from importers.extractors import benefits

# text → (mode, instrument, receivers, value) of each benefit, in order.
CASES = {
    "an answer's label is no part of its receiver": (
        "答：小微企业可享受房租补贴。",
        [("apply", "补贴", ["小微企业"], "")],
    ),
    "a yuan for each yuan": (
        "对获批项目给予补助资金1：1奖励。",
        [("apply", "补贴", ["获批项目"], "1：1")],
    ),
    "half a yuan for each": (
        "对企业研发投入按1:0.5的比例给予配套补助。",
        [("apply", "补贴", ["企业"], "1:0.5")],
    ),
    "who bears it is no value": (
        "对新增调查单位给予奖励，由省、市财政按5:5比例负担。",
        [("apply", "奖补", ["新增调查单位"], "")],
    ),
    "two rates of two are one value": (
        "对维修、洗染企业分别按5%和8%给予补贴。",
        [("apply", "补贴", ["维修、洗染企业"], "5%和8%")],
    ),
    "适度: the place decides, too": ("对书店水费进行适度补贴。", [("discretion", "补贴", ["书店"], "")]),
    "what is built is asked for nothing": (
        "推进供需服务平台建设，免费为面馆企业提供人才对接服务。",
        [("apply", "免费服务", ["面馆企业"], "免费")],
    ),
    "a platform that is asked to charge less": (
        "引导外卖平台下调零售业商户佣金。",
        [("encourage", "平台费", ["零售业商户"], "")],
    ),
    "whose fee it is, and who was named": (
        "引导外卖平台对停业地区的餐饮企业，给予阶段性商户服务费优惠。",
        [("encourage", "平台费", ["停业地区的餐饮企业"], "")],
    ),
    "a task that is left to somebody": (
        "鼓励国有企业将研学活动的组织交由旅行社承办。",
        [("encourage", "政府采购", ["旅行社"], "")],
    ),
    "what is done comes before who does it": (
        "对连片开展植树达到百亩的造林主体给予一次性奖励。",
        [("apply", "奖补", ["连片开展植树达到百亩的造林主体"], "")],
    ),
    "an insurer that only betters itself gives nothing": (
        "鼓励保险机构优化产品和服务，开发适合零售企业的停业保险产品。",
        [("encourage", "保险", ["零售企业"], "")],
    ),
    "what a guarantor is to get for itself": ("推动担保机构争取国家基金支持。", []),
    "a park of a trade is named to its end": (
        "对成功创建家政服务产业园的给予一次性奖励。",
        [("apply", "奖补", ["成功创建家政服务产业园的"], "")],
    ),
    "a cut price": ("对书店给予租金八五折优惠。", [("apply", "租金减免", ["书店"], "八五折")]),
    "a cut price in figures": ("对书店给予租金 85 折优惠。", [("apply", "租金减免", ["书店"], "85 折")]),
    **{
        f"what is taken away: {words}": (words, [])
        for words in (
            "弄虚作假的企业，三年内取消享受补贴政策资格。",
            "对失信企业暂停财政资金支持。",
            "对违规书店撤销“示范店”称号，终止有关待遇。",
            "考核不合格的，取消其优惠待遇。",
            "其奖励资格予以取消。",
            "停止享受稳岗补贴。",
        )
    },
    "a limit that is lifted is a right": (
        "取消书店评选资格限制。",
        [("automatic", "准入放宽", ["书店"], "取消")],
    ),
    "a card's fields: whom it is for, and its name, which speaks of nobody": (
        "政策名称：企业上市奖励\n支持对象：在境内首发上市的公司\n支持标准：给予最高50万元奖励",
        [("apply", "奖补", ["在境内首发上市的公司"], "最高50万元")],
    ),
    "对X给予: whoever stands behind 对": (
        "对首次入统的面馆企业给予3万元奖励。",
        [("apply", "奖补", ["首次入统的面馆企业"], "3万元")],
    ),
    "the receiver's 可": (
        "零售企业可申请缓缴工伤保险费，期限不超过半年。",
        [("apply", "缓缴缓税", ["零售企业"], "不超过半年")],
    ),
    "the giver's 可": (
        "各级财政可根据财力给予商贸企业一定补助。",
        [("discretion", "补贴", ["商贸企业"], "")],
    ),
    "适当: the place decides": ("对养老机构给予适当补助。", [("discretion", "补贴", ["养老机构"], "")]),
    "a price is given, too": (
        "对蔬菜大棚用户，实行终端水价2.5元/吨的优惠政策。",
        [("apply", "电价水气", ["蔬菜大棚用户"], "2.5元/吨")],
    ),
    "优惠政策 that is had by itself is no price": (
        "实行惠企优惠政策“免申即享”。",
        [("automatic", "审批便利", [], "")],
    ),
    "a trade that no list has": ("对理发店给予水费补贴。", [("apply", "补贴", ["理发店"], "")]),
    "有条件的地方 give": (
        "鼓励有条件的地方对美容美发企业给予水费补贴。",
        [("discretion", "补贴", ["美容美发企业"], "")],
    ),
    "a bank is only asked": (
        "鼓励银行机构对书店等小微企业降低贷款利率。",
        [("encourage", "贷款", ["书店等小微企业"], "")],
    ),
    "a bank is told, and yet only asked": (
        "各商业银行要加大对制造业企业的信贷投放。",
        [("encourage", "贷款", ["制造业企业"], "")],
    ),
    "for whose sake stands behind": (
        "引导保险机构创新保险产品，支持外贸企业开拓市场。",
        [("encourage", "保险", ["外贸企业"], "")],
    ),
    "a landlord": (
        "鼓励非国有房屋业主减免个体工商户租金。",
        [("encourage", "租金减免", ["个体工商户"], "减免")],
    ),
    "探索 gives nothing yet": ("探索对家政企业给予培训补贴。", [("duty", "补贴", ["家政企业"], "")]),
    "a frame is a task": ("健全创业担保贷款、财政贴息、税费减免等扶持政策。", [("duty", "减免税", [], "减免")]),
    "carrying a tax policy out gives it": (
        "落实小规模纳税人免征增值税政策。",
        [("automatic", "减免税", ["小规模纳税人"], "免征")],
    ),
    "其他地区: the same people, wherever they are": (
        "重灾县区域内的面馆和书店承租公房，减免6个月租金，其他地区减免3个月租金。",
        [
            ("automatic", "租金减免", ["重灾县区域内的面馆和书店"], "减免6个月"),
            ("automatic", "租金减免", ["面馆和书店"], "减免3个月"),
        ],
    ),
    "chosen to be something": (
        "梯次选择书店为“全民阅读”推广主体。",
        [("selective", "其他", ["书店"], "")],
    ),
    "领域 is nobody, and who is put on a list is": (
        "将面馆数字化改造纳入技改专项资金重点支持领域。",
        [("selective", "奖补", ["面馆"], "")],
    ),
    "two gifts in one sentence": (
        "对月销售额10万元以下的纳税人免征增值税，对小型微利企业减半征收所得税。",
        [
            ("automatic", "减免税", ["月销售额10万元以下的纳税人"], "免征"),
            ("automatic", "减免税", ["小型微利企业"], "减半征收"),
        ],
    ),
    "不得 protects": ("不得强制餐饮企业参加评比。", [("automatic", "禁止侵害", ["餐饮企业"], "")]),
    "不得 of a bank stays a wish": (
        "鼓励金融机构对旅行社给予贷款展期，不得盲目抽贷。",
        [("encourage", "贷款", ["旅行社"], ""), ("encourage", "禁止侵害", ["旅行社"], "")],
    ),
    "择优": ("择优给予物流企业50万元奖励。", [("selective", "奖补", ["物流企业"], "50万元")]),
    "only a cap is chosen by somebody": (
        "对冷链项目给予最高不超过300万元的补助。",
        [("selective", "补贴", ["冷链项目"], "最高不超过300万元")],
    ),
    "a cap above a rate is anybody's": (
        "对冷链项目按投资额的10%给予补助，最高不超过300万元。",
        [("apply", "补贴", ["冷链项目"], "10%")],
    ),
    "a threshold is no gift": (
        "对营业额达到800万元的酒店给予一次性奖励。",
        [("apply", "奖补", ["营业额达到800万元的酒店"], "")],
    ),
    "an old rate is no gift": (
        "将小微企业返还比例从50%提高至80%。",
        [("apply", "社保降费/稳岗返还", ["小微企业"], "提高至80%")],
    ),
    "a sum in two scales": ("对书店给予补贴1万2千元。", [("apply", "补贴", ["书店"], "1万2千元")]),
    "a sum in capitals": ("对书店给予叁万元整补贴。", [("apply", "补贴", ["书店"], "叁万元整")]),
    "a rough sum": ("对书店给予30余万元补贴。", [("apply", "补贴", ["书店"], "30余万元")]),
    "a share in words": ("对书店按百分之三十给予补贴。", [("apply", "补贴", ["书店"], "百分之三十")]),
    "a sum set apart": ("对书店给予1 000元补贴。", [("apply", "补贴", ["书店"], "1 000元")]),
    "relief that is denied": ("对已停业的书店不予免征摊位费。", []),
    "not enjoyed": ("未达标的书店不得享受贴息。", []),
    "not twice": ("同一书店不重复给予补贴。", []),
    "not to be applied for": ("不符合条件的书店不得申请补贴。", []),
    "left out": ("已停业的书店不纳入补贴范围。", []),
    "less of it": ("逾期的，扣减补贴资金3万元。", []),
    "taken back": ("弄虚作假的，收回已给予的补贴5万元。", []),
    "a fine between bounds": ("拒不改正的书店，处2万元以上8万元以下罚款。", []),
    "an object is no receiver": (
        "对存量众创空间，按照创客数、融资数等绩效情况择优奖励20万元。",
        [("selective", "奖补", ["存量众创空间"], "20万元")],
    ),
    "企业 speaks back": (
        "对住宿企业实行登记管理，企业可按季享受优惠政策。",
        [("automatic", "审批便利", ["住宿企业"], ""), ("automatic", "审批便利", ["住宿企业"], "")],
    ),
    "a limit of time": (
        "企业开办1个工作日办结。",
        [("automatic", "审批便利", ["企业"], "1个工作日")],
    ),
    "a restriction goes": ("取消外资银行业务范围限制。", [("automatic", "准入放宽", ["外资银行"], "取消")]),
    "no more is given": ("对餐饮企业不再给予5万元开办奖励。", []),
    "a reward is taken away": ("取消对餐饮企业的2万元一次性奖励。", []),
    "a fine": ("骗取餐饮补贴的，处3万元罚款。", []),
    "named in whom it concerns": ("对减免租金的房屋业主，做好服务。", []),
    "a firm that others help to have it": ("指导企业便捷享受税收优惠政策。", []),
    "public servants' pay": ("落实乡镇工作补贴政策。", []),
    "a prize for counties": ("对工作成效明显的市县给予表彰。", []),
    "in a name": ("落实《餐饮企业奖励办法》。", []),
    "a subject ends with its noun": (
        "中型企业仍按照不超过企业及其职工上年度缴费的20%返还失业保险费。",
        [("apply", "社保降费/稳岗返还", ["中型企业"], "20%")],
    ),
    "a case of somebody, in the second sentence": (
        "对新设书店给予2万元奖励。总部在外的物流公司在我市设立分拨中心的，按照投资额的5%给予奖励。",
        [
            ("apply", "奖补", ["新设书店"], "2万元"),
            ("apply", "奖补", ["总部在外的物流公司在我市设立分拨中心"], "5%"),
        ],
    ),
    "who brings something, and not what is brought": (
        "律师事务所等机构，通过委托方式，引进到位资金1亿元以上的项目，按照到位资金的1%给予奖励。",
        [("apply", "奖补", ["律师事务所等机构"], "1%")],
    ),
    "two who are encouraged, one gift": (
        "鼓励物流公司在乡镇增设网点，鼓励快递公司建立分拨中心，给予补贴。",
        [("apply", "补贴", ["物流公司", "快递公司"], "")],
    ),
    "a case is a condition of whom the sentence named": (
        "鼓励特色书店延长营业，鼓励对年度营业时间达到一定天数的，给予适当补贴。",
        [("discretion", "补贴", ["特色书店"], "")],
    ),
    "what they do stands before their name": (
        "对开展联合攻关的科技型企业给予资助。",
        [("apply", "补贴", ["开展联合攻关的科技型企业"], "")],
    ),
    "a limit that is lifted, for those listed behind the verb": (
        "取消典当公司、融资租赁公司业务范围限制。",
        [("automatic", "准入放宽", ["典当公司、融资租赁公司"], "取消")],
    ),
    "a firm's own tax": (
        "加大小型微利企业所得税减免力度。",
        [("automatic", "减免税", ["小型微利企业"], "减免")],
    ),
    "its own contracts are theirs": (
        "对粮食储备公司自用房产免征房产税，对其书立的购销合同免征印花税。",
        [
            ("automatic", "减免税", ["粮食储备公司"], "免征"),
            ("automatic", "减免税", ["粮食储备公司"], "免征"),
        ],
    ),
    "many of something are made": (
        "培育30个特色商业街，每个给予不超过50万元的补贴。",
        [("apply", "补贴", ["特色商业街"], "不超过50万元")],
    ),
    "a platform that is built receives nothing": (
        "建设政策发布平台，推行部分政策“免申即享”。",
        [("automatic", "审批便利", [], "")],
    ),
    "a name in quotes forbids nothing": ("严格落实“九个不得”要求。", []),
    "an easier way that is only spread is a task": (
        "推动部分政策“免申即享”。",
        [("duty", "审批便利", [], "")],
    ),
    "in brackets, as an example": (
        "按照到位资金的5%给予奖励（比如，1000万元奖励50万元）。",
        [("apply", "奖补", [], "5%")],
    ),
    "a bare task": ("加强统计监测，建设服务平台。", []),
    "nothing": ("", []),
    "only a stop": ("。100", []),
    "a word of counting before the gift: whom it is for": (
        "对新纳入限上统计的书店给予专项奖励。",
        [("apply", "奖补", ["新纳入限上统计的书店"], "")],
    ),
    "a rule by which it is given": ("按照管理办法对养老机构给予补贴。", [("apply", "补贴", ["养老机构"], "")]),
    "a rule that is only made": ("制定养老机构补贴管理办法。", []),
    "a campaign for what is given elsewhere": ("加强给予养老机构补贴政策的宣传。", []),
    "a difference made up": ("对合作社分档给予保险费率补差。", [("apply", "补贴", ["合作社"], "")]),
    "for nothing, said last": ("新办书店首次刻制公章免费。", [("apply", "费用减免", ["新办书店"], "免费")]),
    "from whom it may be asked is no receiver": (
        "符合条件的村镇银行可向人民银行申请再贷款支持。",
        [("apply", "贷款", ["村镇银行"], "")],
    ),
    "what the state buys of them alone": (
        "小额采购项目全部预留给福利企业。",
        [("duty", "政府采购", ["福利企业"], "")],
    ),
    "what the state buys of them first": (
        "同等条件下，优先向福利企业采购。",
        [("selective", "政府采购", ["福利企业"], "")],
    ),
    "how long it may take": (
        "小微企业开办审批不超过5个工作日。",
        [("automatic", "审批便利", ["小微企业"], "不超过5个工作日")],
    ),
    "what lenders do goes on behind a full stop": (
        "鼓励银行降低利率。加大民宿信用贷款投放。",
        [("encourage", "贷款", [], ""), ("encourage", "贷款", ["民宿"], "")],
    ),
    "and what others do does not": (
        "鼓励银行发放民宿信用贷款。拓宽民宿融资渠道。",
        [("encourage", "贷款", ["民宿"], "")],
    ),
    "how far a ban reaches is nobody's": ("不得将限行范围扩大到所在城区。", [("automatic", "禁止侵害", [], "")]),
}


@pytest.mark.parametrize("text, wanted", CASES.values(), ids=CASES)
def test_what_is_given(text, wanted):
    found = benefits.find(text)
    assert [(each.mode, each.instrument, list(each.receivers), each.value) for each in found] == wanted


def test_a_title_gives_only_what_nothing_below_gives():
    text = "3. 减免租金。对书店减免2个月租金。"
    heading = (3, 8)
    assert [each.quote for each in benefits.find(text, heading=heading)] == ["对书店减免2个月租金"]
    asked = "3. 鼓励银行机构加大对书店的信贷支持。建立名单。"
    assert [each.mode for each in benefits.find(asked, heading=(3, 19))] == ["encourage"]


@pytest.mark.parametrize("text", [text for text, _ in CASES.values()], ids=CASES)
def test_all_that_is_told_stands_in_the_text(text):
    for each in benefits.find(text):
        assert text[each.start : each.end] == each.quote
        assert all(words in text for words in (*each.receivers, *each.conditions, each.value, each.until, each.giver))


def test_what_stands_behind_the_end_is_not_read():
    text = "对书店给予补贴。（责任单位：对酒店给予补贴厅）"
    assert len(benefits.find(text, upto=text.index("（"))) == 1


@pytest.mark.long
@pytest.mark.parametrize("sign", ["对", "企业、", "给予", "对企业", "重点", "鼓励", "减免", "20"])
def test_a_clause_without_end_is_read_to_its_end(sign):
    """A pattern that tried every way to part it would not come back."""
    assert all(each.end <= 12_000 for each in benefits.find(sign * 4000))


def test_a_number_is_no_part_of_what_is_given():
    (given,) = benefits.find("5. 落实小规模纳税人阶段性免征增值税政策。")
    assert (given.start, given.quote) == (3, "落实小规模纳税人阶段性免征增值税政策")


def test_who_is_added_behind_a_gift_has_it():
    (given,) = benefits.find("将减征印花税的适用主体，由小规模纳税人扩展至小型微利企业和个体工商户。")
    assert given.receivers == ("小型微利企业和个体工商户",)


def test_whose_charge_is_lowered_is_a_piece_of_its_name():
    (given,) = benefits.find("引导互联网平台对餐饮企业，给予阶段性商户服务费优惠。")
    assert given.receivers == ("餐饮企业",)


def test_to_stop_production_less_is_no_lower_charge():
    (given,) = benefits.find("免除或减少重大民生保障企业重污染天气应急响应停产、限产。")
    assert given.instrument == "能耗环评"


def test_how_a_gift_is_had_is_none_of_its_own():
    found = benefits.find("书店可减半扣除。企业可按季享受优惠，亏损可在以后结转扣除。")
    assert [each.rule for each in found] == ["benefits.permit", "benefits.again", "benefits.again"]
