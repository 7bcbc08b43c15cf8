"""The reader of terms: real sentences that name a term, and real sentences that only look as if."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.extractors.terms import (
    FILES,
    ExtractedTerm,
    TermVocabulary,
    VocabularyTerm,
    find,
    inherited,
    load,
    read,
    sectors_of,
    sectors_of_heading,
)
from tests.proportion import assert_in_proportion

VOCABULARY = load((Path(__file__).parents[3] / "fixtures" / "vocabulary").joinpath)


def names(scheme: str, text: str) -> set[str]:
    return {use.name for use in find(text, VOCABULARY) if use.scheme == scheme}


def sectors(text: str) -> set[str]:
    return {use.name for use in sectors_of(text, VOCABULARY)}


def of_section(heading: str, text: str) -> set[str]:
    own, section = sectors_of(text, VOCABULARY), sectors_of_heading(heading, VOCABULARY)
    return {use.name for use in inherited(own, section, VOCABULARY)}


def case(name: str, *values: object):
    return pytest.param(*values, id=name)


@pytest.mark.parametrize(
    "text, expected",
    [
        case("a city with 市", "支持太原市创建国家级人力资源服务产业园", {"太原市"}),
        case(
            "cities in a list",
            "支持太原、大同、忻州、运城等地打造高星级旅游饭店",
            {"太原市", "大同市", "忻州市", "运城市"},
        ),
        case("太原 inside a bank's name is no place", "人行太原中心支行、山西银保监局负责", set()),
        case("太原 inside a customs house is no place", "省商务厅会同太原海关", set()),
        case("太原 of the credit platform is no place", "将太原地方征信平台升级为省级地方征信平台", set()),
        case("吕梁 of the 吕梁山护工 brand is no place", "打响吕梁山护工等特色劳务品牌", set()),
        case("吕梁 beside it is one", "吕梁、晋城市重点吸引外商投资非常规天然气领域", {"吕梁市", "晋城市"}),
        case("晋中 among coal bases is no place", "以晋北、晋中、晋东三大煤炭基地为重点", set()),
        case("晋中 across two words is no place", "支持驻晋中央企业参与", set()),
        case("长治久安 is no place", "维护社会长治久安", set()),
        case("a zone is not also its city", "支持晋中经济技术开发区引进国际化资本", {"晋中经济技术开发区"}),
        case("a zone", "山西转型综改示范区和太忻一体化经济区", {"山西综改示范区", "太忻一体化经济区"}),
        case("the zone's committee is a unit", "由省财政厅、山西综改示范区管委会共同出资", set()),
        case(
            "one name for two zones",
            "以及太原、大同跨境电子商务综合试验区提升开放功能",
            {"太原跨境电商综试区", "大同跨境电商综试区"},
        ),
    ],
)
def test_places(text, expected):
    assert names("place", text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        case("A级 of taxes", "对纳税信用A级的一次领取3个月增值税发票用量", {"纳税信用A级"}),
        case("A级 of a loan company", "对上年度评级为A级的小额贷款公司，可开展委托贷款", {"小贷评级A级"}),
        case("A级 of a sight", "预期发展前景较好的A级旅游景区、旅游度假区", {"A级景区"}),
        case("A级 of emissions", "实施重点行业绩效分级动态管理，免除或减少 A 级、B 级停产", {"环保绩效A级"}),
        case("A级 alone is none", "列入A级名册", set()),
        case("a gap does not cross a full stop", "健全评级授信。申请A级", set()),
        case("限上 in a longer word", "对年度营业额达到 500 万元的新增限上住宿企业", {"限上", "新增入库", "营收规模"}),
        case("限 of tenders is not 限上", "达到公开招标限额的政府采购项目", set()),
        case("a tenant of the state", "服务业小微企业承租国有房屋，减免 6 个月租金", {"承租国有房屋"}),
        case("a tenant of somebody else", "对承租非国有房屋的给予适当帮扶", {"承租非国有房屋"}),
        case("insured by the employer", "餐饮行业以单位方式参加失业保险的企业", {"以单位方式参保"}),
        case("首次不罚 is no first time", "实行“首次不罚、告诫到位、下不为例”", set()),
        case("against the rules is no condition", "对未按规定反馈投诉事项处理结果", set()),
    ],
)
def test_conditions(text, expected):
    assert names("condition", text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        case("中小微企业 are both", "引导中小微企业上规", {"中小企业", "小微企业"}),
        case("小型微利企业 are a thing of tax law", "扩展至小型微利企业和个体工商户", {"小型微利企业", "个体工商户"}),
        case("小规模纳税人 is not every 纳税人", "增值税小规模纳税人", {"小规模纳税人"}),
        case("who failed is not who starts", "对首次创业失败人员给予社保补贴", {"创业失败者"}),
        case("招商会 is no chamber", "举办“线上招商会”", set()),
        case("商会 is one", "支持省内异地商会开展活动", {"协会商会"}),
        case("wages of graduates in offices", "县以下高校毕业生高定工资政策", set()),
        case("a space in 500 强", "对世界 500 强在我省设立地区总部", {"500强与总部"}),
        case("the owner who cuts the rent", "对减免租金的房屋业主", {"房屋业主"}),
        case("非居民 are no residents", "低压非居民用户获得用电时间", set()),
    ],
)
def test_beneficiaries(text, expected):
    assert names("beneficiary", text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        case("grant", "给予不少于2000万元奖励", {"奖补"}),
        case("tax cut", "免征增值税", {"减免税"}),
        case("tax refund", "落实好留抵退税政策", {"退税"}),
        case("deduction from the base", "研发费用加计扣除比例由75%提高至100%", {"税前扣除"}),
        case("deferral", "可申请缓缴失业保险", {"缓缴"}),
        case("platform fee", "进一步下调餐饮业商户服务费标准", {"平台费下调"}),
        case("rent", "2022年减免 6 个月租金", {"租金减免"}),
        case("住房租赁 holds no 房租", "规范住房租赁市场秩序", set()),
        case("线上市场 is no listing", "鼓励企业拓展线上市场", {"市场开拓"}),
        case("listing", "支持企业到沪深北交易所上市", {"直接融资"}),
        case("确保供应商 holds no 保供", "确保供应商无障碍", set()),
        case("通用工序 holds no 用工", "按照通用工序管理", set()),
        case("法无禁止 forbids nothing", "坚持“法无禁止即可入”", set()),
        case("prohibition", "不得随意要求停产停业", {"禁止性保护"}),
        case("lenient enforcement", "实行“首次不罚、告诫到位”", {"执法包容"}),
    ],
)
def test_instruments(text, expected):
    assert names("instrument", text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        case("a trade by its shops", "在餐饮、便利店、药店等高频领域实行“证照联办”", {"餐饮", "零售"}),
        case("the longest word wins", "集聚一批星级饭店、精品民宿", {"住宿"}),
        case("one word, two trades", "支持跨境电商发展", {"电子商务", "外贸"}),
        case("a space in 乡村 e 镇", "培育 100 个乡村 e 镇", {"电子商务"}),
        case("unemployment insurance is not insurance", "可申请缓缴失业保险", set()),
        case("credit insurance is not foreign trade", "扩大出口信用保险覆盖面", {"保险"}),
        case("a class of firms is not a trade", "对高新技术企业给予奖励", set()),
        case("an electric car is not energy", "继续实施新能源汽车车船税减免优惠政策", set()),
        case("an electric bus is transport", "新能源公交车继续给予购置补贴政策支持", {"交通运输"}),
        case("国家政策 holds no 家政", "结合国家政策和我省实际", set()),
        case("一批零售 holds no 批零", "吸引一批零售企业入驻", {"零售"}),
        case("种子期 sows nothing", "投资于种子期、初创期项目", set()),
        case("强化工作 holds no 化工", "六、强化工作支撑", set()),
        case("政务服务超市 sells nothing", "打造“7×24小时不打烊”政务服务超市", set()),
        case("retail as a statistic", "对新纳入限上社会消费品零售统计的企业给予奖励", set()),
        case("trades of a size standard", "信息传输业、建筑业、租赁和商务服务业，标准为从业人员2000人以下", set()),
        case(
            "a list of trades that counts",
            "小微企业、科研和技术服务、交通运输等领域和行业留抵退税",
            {"科技", "交通运输"},
        ),
        case("a list that describes a course", "建优建强养老、托幼、旅游、家政等服务业相关专业", {"服务业"}),
        case("a list that describes a yard", "共建制造业、农产品、医药等综合物流园", {"物流"}),
        case("a list that describes factors", "促进电商、金融、物流、创新等要素聚集", set()),
        case("a list that describes chambers", "做大做强食品饮料、航运物流、贸易、金融等传统行业协会商会", set()),
        case("a list of campaigns", "房地产优服务促稳定、养老惠民提升、人力资源服务业高质量发展十大专项行动", set()),
        case("aspects describe", "在软件信息服务、科技服务、融合发展等方面积极探索", set()),
        case("aspects of firms name them", "集聚一批餐饮、文创、康养等方面市场主体", {"餐饮", "养老"}),
    ],
)
def test_sectors_an_article_is_about(text, expected):
    assert sectors(text) == expected


@pytest.mark.parametrize(
    "heading, expected",
    [
        case("one trade", "二、餐饮业纾困扶持措施", {"餐饮"}),
        case("several, and a task force", "（九）文旅体育（文旅体专班负责）", {"旅游", "文化体育"}),
        case("half-width brackets", "(四) 信息服务 (信息服务专班负责)", {"信息"}),
        case("the task force names none", "（五）高端商务（商贸服务专班、金融业专班负责）", set()),
        case("no trade", "一、大幅放宽市场准入", set()),
        case("energy as a limit is no trade", "四、环境能耗保障", set()),
        case("an empty heading", "", set()),
    ],
)
def test_sectors_of_a_section_heading(heading, expected):
    assert {use.name for use in sectors_of_heading(heading, VOCABULARY)} == expected


@pytest.mark.parametrize(
    "heading, text, expected",
    [
        case("a trade holds for all its articles", "二、餐饮业纾困扶持措施", "给予保费补贴。", {"餐饮"}),
        case("own words are not inherited again", "二、餐饮业纾困扶持措施", "对餐饮企业给予补贴。", set()),
        case("another trade does not drive it out", "三、零售业纾困扶持措施", "推进物流配送中心建设。", {"零售"}),
        case("a sister trade does", "（二）交通运输", "打造枢纽机场间的空中快线。", set()),
        case("of several, own words choose", "（九）文旅体育", "提升体育场馆使用效率。", set()),
        case("of several, none named: all", "（九）文旅体育", "丰富产品供给。", {"旅游", "文化体育"}),
        case("an umbrella is always handed on", "一、服务业普惠性纾困扶持措施", "对餐饮企业给予补贴。", {"服务业"}),
    ],
)
def test_inheritance(heading, text, expected):
    assert of_section(heading, text) == expected


def test_units_in_the_annotation_name_nothing():
    text = "推广“银税互动”。（责任单位：省地方金融监管局、省文旅厅、太原市政府）"
    body = text.index("（责任单位")
    assert {use.scheme for use in find(text, VOCABULARY)} == {"sector", "instrument", "place"}
    assert {use.scheme for use in find(text, VOCABULARY, upto=body)} == {"instrument"}
    assert sectors_of(text, VOCABULARY, upto=body) == []


def test_a_use_says_where_it_stands():
    assert find("培育 100 个乡村 e 镇", VOCABULARY) == [
        ExtractedTerm(start=8, end=14, quote="乡村 e 镇", rule="terms.sector", scheme="sector", name="电子商务"),
        ExtractedTerm(
            start=8, end=14, quote="乡村 e 镇", rule="terms.instrument", scheme="instrument", name="载体建设"
        ),
    ]


def test_rows_become_terms():
    row = {
        "name": "餐饮",
        "codes": "H62|H61",
        "words": "餐饮|餐厅| ",
        "not_words": "",
        "is_umbrella": "是",
        "note": "餐饮业",
    }
    assert read("sector", [row, {"name": "空"}]) == [
        VocabularyTerm(
            scheme="sector",
            name="餐饮",
            codes=("H62", "H61"),
            words=("餐饮", "餐厅"),
            is_umbrella=True,
            note="餐饮业",
        ),
        VocabularyTerm(scheme="sector", name="空"),
    ]


@pytest.mark.parametrize("scheme", FILES)
def test_the_files_are_sound(scheme):
    terms = [term for term in VOCABULARY.terms if term.scheme == scheme]
    assert len({term.name for term in terms}) == len(terms)
    assert all(term.words for term in terms)
    assert all(term.name in names(scheme, word) for term in terms for word in term.words if "…" not in word)


ANY_TEXT = st.text(
    alphabet=st.one_of(st.sampled_from("评级绩效A太原、，。；等方面的专业服务餐饮 \n…(（"), st.characters())
)


def check(text: str, uses: list[ExtractedTerm]) -> None:
    assert all(0 <= use.start < use.end <= len(text) for use in uses)
    assert all(use.quote == text[use.start : use.end] for use in uses)
    assert [use.start for use in uses] == sorted(use.start for use in uses)


@given(ANY_TEXT, st.none() | st.integers(-3, 300))
def test_every_use_lies_in_the_text(text, upto):
    check(text, find(text, VOCABULARY, upto))
    check(text, sectors_of(text, VOCABULARY, upto))
    check(text, sectors_of_heading(text, VOCABULARY))


WORDS = st.lists(st.text(alphabet="太原市大同 …A", max_size=6), max_size=4)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=4), st.text(alphabet="太原市大同 …A。"))
def test_any_words_make_a_vocabulary(rows, text):
    terms = (
        VocabularyTerm(scheme="place", name=str(at), words=tuple(words), not_words=tuple(not_words))
        for at, (words, not_words) in enumerate(rows)
    )
    check(text, find(text, TermVocabulary(tuple(terms))))


@pytest.mark.parametrize("character", ["餐", "、", "绩", "评", "等", "A", " ", "（"])
def test_a_long_line_takes_time_in_proportion(character):
    assert_in_proportion(lambda text: check(text, find(text, VOCABULARY)), character)
    assert_in_proportion(lambda text: check(text, sectors_of(text, VOCABULARY)), character)
