"""A question is taken for what it means: talk dropped, words known by their meaning, figures as texts print them."""

import pytest

from policies.asking.understanding import Concept, understand
from policies.models import Term
from policies.vocabulary import everyday, tables
from policies.vocabulary.terms import of_scheme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]


def concepts(question: str) -> dict[str, Concept]:
    return {each.word: each for each in understand(question).concepts}


@pytest.mark.parametrize(
    "question, words",
    [
        pytest.param("失业保险能缓缴吗？", ["失业保险", "缓缴"], id="a question"),
        pytest.param("请问奶茶店怎么申请减免房租呢", ["奶茶店", "减免", "房租"], id="talk on all sides"),
        pytest.param("有序用电", ["有序用电"], id="talk inside a word"),
        pytest.param("天使 基金", ["天使", "基金"], id="talk inside a word that no vocabulary has"),
        pytest.param("tax loans", ["tax", "loans"], id="words of another language"),
        pytest.param("taxi", ["taxi"], id="the longest of them"),
        pytest.param("taxonomy 5g基站", ["taxonomy", "5g基站"], id="no part of a longer one"),
        pytest.param("能不能 有没有 怎么办", [], id="nothing but talk"),
    ],
)
def test_talk_says_nothing(question, words):
    assert list(concepts(question)) == words


def test_a_trade_is_its_sector_and_what_texts_call_it():
    meaning = concepts("我的奶茶店")["奶茶店"].meaning
    assert meaning.sectors == ("餐饮",)
    assert "餐饮企业" in meaning.words
    assert not set(meaning.terms) - {term.pk for term in of_scheme(Term.Scheme.SECTOR).terms}


@pytest.mark.parametrize(
    "word, sectors",
    [
        pytest.param("修车的", ["服务业"], id="a repairer"),
        pytest.param("机械加工", ["制造"], id="a workshop"),
        pytest.param("跑拉煤的大车", ["交通运输", "物流"], id="a lorry"),
        pytest.param("在村里卖早点，还收废品", ["餐饮", "节能环保"], id="two trades"),
        pytest.param("加油加气站", ["零售"], id="the longest name"),
        pytest.param("收银员", ["零售"], id="who works in it"),
        pytest.param("我是厨师", ["餐饮"], id="who works in it, in a sentence"),
        pytest.param("公交车司机", ["交通运输"], id="a driver of one kind"),
        pytest.param("裁缝铺", ["服务业"], id="a shop by another ending"),
        pytest.param("卖水果的", ["零售"], id="by what the shop sells"),
        pytest.param("水果摊子", ["零售"], id="a stall of the same"),
        pytest.param("搞装修的", ["建筑"], id="by what the firm does"),
        pytest.param("做监理", ["商务咨询"], id="by what the firm does, shorter"),
        pytest.param("随便看看", [], id="none"),
        pytest.param("书坊", [], id="one sign before the ending is too little"),
        pytest.param("做环评", [], id="what one has done by others is no trade"),
    ],
)
def test_everyday_names_are_of_trades(word, sectors):
    assert sorted(term.name for term in everyday.sectors_named(word)) == sorted(sectors)


def test_colloquial_words_are_those_of_the_texts():
    assert "缓缴" in concepts("社保交不起")["交不起"].meaning.words
    assert "缓缴" not in concepts("社保")["社保"].meaning.words


@pytest.mark.parametrize(
    "question, is_said",
    [
        pytest.param("税交不起", True, id="of taxes"),
        pytest.param("交不起怎么办", True, id="of nothing else"),
        pytest.param("面馆交不起房租", False, id="of rent"),
        pytest.param("电费交不起", False, id="of electricity"),
    ],
)
def test_a_saying_is_none_beside_what_it_is_never_said_of(question, is_said):
    assert ("交不起" in concepts(question)) == is_said


@pytest.mark.parametrize(
    "question, printed",
    [
        pytest.param("十万", "10万", id="in words"),
        pytest.param("100000元", "10万", id="in figures"),
        pytest.param("10万块", "10万", id="as one says"),
        pytest.param("１０万元", "10万", id="wide"),
        pytest.param("一千万美元", "1000万美元", id="dollars"),
        pytest.param("百分之五", "5%", id="a share"),
    ],
)
def test_figures_are_those_of_the_texts(question, printed):
    assert any(printed in each.meaning.words for each in concepts(question).values())


def test_a_sum_of_money_is_money_first_and_no_second_part():
    (asked,) = concepts("给5000块吗").values()
    assert asked.meaning.words == ("5000元", "5000")


@pytest.mark.parametrize("question", ["2022年的目标", "12345", "二〇二二年"], ids=["a year", "a telephone", "in words"])
def test_a_year_and_a_known_figure_are_no_sums(question):
    assert not any(f"{each}元" in concept.meaning.words for each, concept in concepts(question).items())


@pytest.mark.parametrize(
    "question, is_word",
    [
        pytest.param("办的照", True, id="alone between others"),
        pytest.param("照明", False, id="part of another word"),
        pytest.param("税", True, id="nothing else"),
    ],
)
def test_a_word_of_one_sign_is_one_where_it_stands_alone(question, is_word):
    assert any(len(each) == 1 for each in concepts(question)) == is_word


@pytest.mark.parametrize(
    "question, printed",
    [
        pytest.param("第一次跟银行贷款", "首贷", id="a few signs between"),
        pytest.param("没啥能押的", "信用贷款", id="talk between"),
        pytest.param("买了高校的技术", "技术合同", id="another word between"),
    ],
)
def test_a_saying_may_have_a_gap(question, printed):
    assert any(printed in each.meaning.words for each in concepts(question).values())


def test_a_gap_is_short_and_inside_a_stretch():
    assert not any("首贷" in each.meaning.words for each in concepts("第一次开店 想贷款").values())
    assert not any("首贷" in each.meaning.words for each in concepts("第一次到市里来开一家奶茶店要贷款").values())


@pytest.mark.parametrize(
    "question, is_shop", [("杂割面店", True), ("旧书店铺", True), ("龘龘龘", False)], ids=["food", "goods", "no shop"]
)
def test_an_unknown_shop_is_a_shop(question, is_shop):
    assert any({"个体工商户", "零售"} & set(each.meaning.words) for each in concepts(question).values()) == is_shop


@pytest.mark.parametrize("question", ["三个月", "几天", "万一", "二选一"], ids=["months", "how many", "if", "a word"])
def test_small_figures_are_no_sums(question):
    assert not any("元" in word or "万" in word for each in concepts(question).values() for word in each.meaning.words)


@pytest.mark.parametrize(
    "question, labels",
    [
        pytest.param("饭馆房租", ("餐饮", "减免租金"), id="a trade and a word"),
        pytest.param("增殖税", ("增值税",), id="a slip"),
        pytest.param("晋政办发〔2022〕33号第25条", ("晋政办发(2022)33号", "第25条"), id="an article"),
    ],
)
def test_it_says_what_it_understood(question, labels):
    assert understand(question).labels == labels


@pytest.mark.parametrize(
    "question, is_one",
    [("失业保险能缓缴吗", True), ("哪些企业能缓缴", True), ("失业保险 缓缴", False), ("餐饮", False)],
)
def test_a_sentence_is_told_from_words(question, is_one):
    assert understand(question).is_sentence == is_one


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("补" * 200, id="one character"),
        pytest.param("？！。…—" * 40, id="punctuation"),
        pytest.param("What subsidies can a restaurant get?", id="English"),
        pytest.param("Какие субсидии", id="Russian"),
        pytest.param("99999999999999999999", id="a number without unit"),
        pytest.param("第条 号 〔〕号", id="forms of numbers without one"),
        pytest.param("\u200b\u200b", id="nothing one sees"),
        pytest.param("a'" * 40, id="apostrophes"),
        pytest.param("万亿" * 40, id="scales"),
    ],
)
def test_whatever_is_typed_is_understood_as_far_as_it_goes(question):
    asked = understand(question)
    assert asked.documents == asked.articles == asked.units == ()


def test_the_tables_name_what_there_is():
    sectors = of_scheme(Term.Scheme.SECTOR).by_name
    trades = tables.rows("trades.csv")
    assert {name for row in trades for name in row["sectors"].split("|")} <= set(sectors)
    assert sum(len(row["names"].split("|")) for row in trades) > 500
    assert all(row["means"] and row["said"] for row in tables.rows("colloquial.csv"))


def test_the_offices_of_the_table_are_in_the_vocabulary(nine):
    from policies.models import Unit

    assert set(everyday.offices().values()) <= set(Unit.objects.values_list("name", flat=True))
