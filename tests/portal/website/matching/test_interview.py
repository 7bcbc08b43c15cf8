"""The plain questions: what their answers say, which comes next, and that each can be skipped."""

from datetime import date
from urllib.parse import parse_qs

import pytest
from django.http import QueryDict

from policies.models import Amount, Term
from policies.revision_cache import pinned_revision
from policies.vocabulary.terms import of_scheme
from portal.website.matching.answer import Answer
from portal.website.matching.entries import entries
from portal.website.matching.form import Form
from portal.website.matching.interview import AT_FIRST, choices, figures, plain_questions, question_about
from portal.website.matching.order import GROUPS
from portal.website.matching.question import Question
from portal.website.matching.settling import next_question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

TODAY = date(2022, 6, 1)


def answered(query: str) -> Answer:
    return Answer(Question(QueryDict(query)), TODAY)


@pinned_revision()
def asked_next(query: str):
    answer = answered(query)
    return next_question(answer, Form(answer.question, answer.counts))


@pinned_revision()
def where(query: str, words: str) -> set[str]:
    """The groups in which a sentence with these words stands."""
    return {GROUPS[each.group][0] for each in answered(query).ranked if words in each.quote}


@pytest.mark.parametrize(
    "scheme, attributes",
    [
        pytest.param("beneficiary", ("kinds", "not_kinds"), id="kinds"),
        pytest.param("condition", ("yes", "no"), id="conditions"),
        pytest.param("instrument", ("seeks",), id="means"),
    ],
)
def test_every_answer_names_terms_that_there_are(scheme, attributes):
    known = {term.name for term in of_scheme(scheme).terms}
    said = {
        name
        for question in choices().values()
        for answer in question.answers
        for attribute in attributes
        for name in getattr(answer, attribute)
    }
    assert said <= known


def test_every_figure_is_held_against_a_condition_that_there_is():
    known = {term.name for term in of_scheme(Term.Scheme.CONDITION).terms}
    assert {each.condition for each in figures().values() if each.condition} <= known


def test_every_question_is_answered_by_choosing_with_words_or_with_a_figure():
    for each in plain_questions():
        assert each.answers or each.name in figures() or each.name == "sector"
        assert set(each.trades) <= {term.name for term in of_scheme(Term.Scheme.SECTOR).terms}


@pytest.mark.parametrize(
    "said, trades",
    [
        pytest.param("面馆、奶茶店", ["餐饮"], id="two of one"),
        pytest.param("面馆,货运", ["餐饮", "交通运输"], id="two of two"),
        pytest.param("我家有三间奶茶店和一个超市", ["餐饮", "零售"], id="a sentence"),
        pytest.param("餐饮", ["餐饮"], id="the trade's own name"),
    ],
)
def test_trades_are_read_as_people_say_them(said, trades):
    question = Question(QueryDict(f"sector={said}"))
    assert {*trades} == {term.name for term in question.answers["sector"].terms}
    assert not question.errors


def test_a_trade_that_nobody_knows_is_told():
    assert "没有叫“占星”的行业" in Question(QueryDict("sector=占星、面馆")).errors["sector"]


@pytest.mark.long
@pytest.mark.parametrize(
    "plain, full",
    [
        pytest.param("form=个体户", "beneficiary=个体工商户", id="a kind"),
        pytest.param("form=小公司&staff=没有交", "beneficiary=小微企业&no=以单位方式参保", id="a condition that fails"),
        pytest.param(
            "form=小公司&premises=租公家的", "beneficiary=小微企业&yes=承租国有房屋", id="two that shut out one another"
        ),
    ],
)
def test_a_plain_answer_says_the_same_as_the_form(plain, full):
    one, other = (answered(f"sector=餐饮&{query}") for query in (plain, full))
    assert [each.measure for each in one.ranked] == [each.measure for each in other.ranked]


@pytest.mark.long
@pytest.mark.parametrize(
    "asker, said, words, is_theirs",
    [
        pytest.param(
            "sector=交通运输", "carries=拉货", "免征轮客渡、公交客运", False, id="who carries goods is no bus"
        ),
        pytest.param(
            "sector=交通运输", "carries=拉人", "免征轮客渡、公交客运", True, id="who carries people may be one"
        ),
        pytest.param("sector=制造", "capital=没有", "对符合条件的外资企业给予资金奖励", False, id="no foreign capital"),
        pytest.param("sector=制造", "owed=没有", "清理拖欠中小企业账款", False, id="nobody owes anything"),
        pytest.param(
            "sector=制造", "form=大公司", "小微企业和个体工商户年应纳税所得额不超过", False, id="large is not small"
        ),
        pytest.param("sector=制造", "form=大公司", "加计扣除比例从 75% 提高到 100%", True, id="one of two is enough"),
        pytest.param("sector=餐饮", "loan=没有", "首贷、续贷、信用贷", True, id="a first loan among the words"),
    ],
)
def test_words_of_the_print_tell_whose_it_is(asker, said, words, is_theirs):
    assert where(asker, words) - {"failed"}, "without the answer it is listed"
    assert bool(where(f"{asker}&{said}", words) - {"failed"}) == is_theirs


@pytest.mark.long
@pytest.mark.parametrize(
    "words",
    [
        pytest.param("轮客渡、公交客运", id="its own words say of what"),
        pytest.param("城市公交站场", id="those for whom it is"),
    ],
)
def test_what_an_unanswered_question_decides_stands_behind_what_all_have(words):
    answer = answered("sector=交通运输&beneficiary=小微企业")
    quotes = [each.quote for each in answer.ranked]
    at = next(rank for rank, quote in enumerate(quotes) if words in quote)
    assert at > next(rank for rank, quote in enumerate(quotes) if "土地使用税税额标准两次下调" in quote)
    receiver = next(entries(answer, [answer.ranked[at]])).conditions[0]
    assert receiver.is_open
    assert receiver.asks.name == "carries"


@pytest.mark.parametrize(
    "asker, words, asks",
    [
        pytest.param("", "对外资项目给予奖励", True, id="nobody said"),
        pytest.param("&beneficiary=外资企业", "对外资项目给予奖励", False, id="a kind that an answer stands for"),
        pytest.param("&capital=没有", "对外资项目给予奖励", False, id="answered"),
        pytest.param("", "对货车给予补贴", False, id="asked of carriers alone"),
    ],
)
def test_a_question_is_open_until_its_answer_is_known_in_whatever_way(asker, words, asks):
    assert (Question(QueryDict(f"sector=制造{asker}")).undecided(words) is not None) == asks


@pytest.mark.parametrize(
    "asked, name, follows",
    [
        pytest.param("sector=住宿&yes=新增入库", "限上", True, id="a hotel that is new in the lists"),
        pytest.param("sector=餐饮&listed=早就在里面", "限上", True, id="a restaurant that has long been in them"),
        pytest.param("sector=制造&listed=今年新进", "规上", True, id="a factory is there by its scale"),
        pytest.param("sector=制造&listed=今年新进", "限上", False, id="and not by its turnover"),
        pytest.param("sector=住宿&yes=新增入库&no=限上", "限上", False, id="what was denied does not follow"),
        pytest.param("beneficiary=小微企业&yes=新增入库", "限上", False, id="nobody knows of what trade"),
        pytest.param("sector=住宿&yes=规下", "限上", False, id="who is not in them"),
    ],
)
def test_who_is_in_the_lists_of_statistics_is_there_as_their_trade_is(asked, name, follows):
    assert (name in {term.name for term in Question(QueryDict(asked)).fulfilled}) == follows


@pytest.mark.long
def test_an_office_is_given_nothing_and_sees_what_it_must_do():
    assert {GROUPS[each.group][0] for each in answered("form=政府部门&sector=零售").ranked} <= {
        "duty",
        "past",
        "failed",
    }


@pytest.mark.long
def test_what_is_sought_is_shown_sooner_and_shuts_nothing_out():
    before, after = (answered(f"sector=制造&form=小公司{said}").ranked for said in ("", "&plans=添设备、技改"))
    assert {each.measure for each in before} <= {each.measure for each in after}
    ranks = [
        [at for at, each in enumerate(ranked) if "技术改造" in each.quote and each.is_to_be_had]
        for ranked in (before, after)
    ]
    assert ranks[0]
    assert min(ranks[1]) < min(ranks[0])


@pytest.mark.long
@pytest.mark.parametrize("said, is_unsure", [("", True), ("&plans=添设备、技改", False)])
def test_what_is_given_to_a_project_is_whose_who_plans_one(said, is_unsure):
    """Who makes goods may well have one, and is not refused for having said nothing of it."""
    stands = {
        each.heading[0] for each in answered(f"sector=制造&form=小公司{said}").ranked if "投资额 15%" in each.quote
    }
    assert (stands == {"unsure"}) == is_unsure
    assert stands


@pytest.mark.long
def test_what_contradicts_itself_is_told_and_the_rest_is_answered(client):
    contradicting, plain = "sector=餐饮&form=个体户&yes=以单位方式参保&staff=没有交", "sector=餐饮&form=个体户"
    question = Question(QueryDict(contradicting))
    assert question.contradictions == ["以单位方式参保"]
    assert [each.measure for each in answered(contradicting).ranked] == [
        each.measure for each in answered(plain).ranked
    ]
    html = client.get(f"/match/?{contradicting}").content.decode()
    assert "“以单位方式参保”说得前后不一" in html


def test_of_two_that_shut_out_one_another_neither_counts():
    question = Question(QueryDict("sector=制造&yes=规上&yes=规下&yes=首次"))
    assert question.contradictions == ["规上", "规下"]
    assert {term.name for term in question.fulfilled} == {"首次"}
    assert not question.denied


@pytest.mark.long
def test_the_next_question_is_the_one_that_settles_most():
    found = asked_next("sector=餐饮&form=个体户")
    assert found is not None
    assert found.count > 0
    for label, address in found.answers:
        answer = answered(address)
        assert answer.question.chosen[found.field.question.name].answers[0].word == label
        follow = asked_next(address)
        assert follow is None or follow.field.question != found.field.question


@pytest.mark.long
def test_every_question_can_be_skipped_until_none_is_left():
    address, seen = "sector=餐饮&form=个体户", []
    while found := asked_next(address):
        seen.append(found.field.question.name)
        address = found.skip
    assert len(seen) == len(set(seen)) > 2
    assert parse_qs(address)["skip"] == seen


@pytest.mark.parametrize("trade, asked", [("交通运输", True), ("餐饮", False)])
def test_some_are_asked_of_some_trades_alone(trade, asked):
    fields = Form(Question(QueryDict(f"sector={trade}")), {}).plain
    assert ("carries" in {field.question.name for field in fields}) == asked


def test_the_first_page_asks_five_questions_that_need_no_script(client):
    html = client.get("/match/").content.decode()
    form = Form(Question(QueryDict("")), {})
    assert len(form.first) == AT_FIRST == 5
    assert html.index("再说几样") > max(html.index(f'name="{field.question.name}"') for field in form.first)
    assert "更多条件" in html
    assert "<script" not in html


@pytest.mark.long
def test_what_is_open_names_the_question_that_would_settle_it():
    answer = answered("sector=餐饮&form=小公司")
    each = next(each for each in entries(answer, answer.ranked) if "缓缴失业保险" in each.measure.quote)
    asks = {condition.label: condition.asks and condition.asks.name for condition in each.conditions}
    assert asks["以单位方式参保"] == "staff" == question_about("以单位方式参保").name
    assert question_about("符合条件") is None


@pytest.mark.long
@pytest.mark.parametrize("said, lacks", [("没有交", True), ("交，没怎么裁人", False)])
def test_one_thing_that_is_missing_is_said(said, lacks):
    answer = answered(f"sector=餐饮&form=小公司&yes=限上&annual=900&staff={said}")
    found = {each.lacks.label for each in entries(answer, answer.ranked) if each.lacks}
    assert ("以单位方式参保" in found) == lacks


@pytest.mark.parametrize(
    "query, yuan",
    [
        pytest.param("monthly=8", {"月销售额": 80_000, "营收规模": 960_000}, id="a year follows from a month"),
        pytest.param("annual=96", {"月销售额": 80_000, "营收规模": 960_000}, id="and back"),
        pytest.param("monthly=8&annual=100", {"月销售额": 80_000, "营收规模": 1_000_000}, id="what was said stays"),
    ],
)
def test_figures_answer_conditions(query, yuan):
    assert {name: told.value for name, told in Question(QueryDict(query)).sums.items()} == yuan


def test_dollars_are_held_against_dollars():
    told = Question(QueryDict("foreign=1200")).sums["实际到位外资"]
    assert (told.value, told.unit) == (12_000_000, Amount.Unit.USD)


@pytest.mark.long
def test_an_office_by_its_name_sees_first_what_is_told_to_it():
    told = answered("unit=太原市商务局").ranked
    assert all("各市商务局" in each.quote for each in told[:3])
    assert len(told) < len(answered("form=政府部门").ranked)
    assert "各市参照同样标准制定相关办法" in "".join(each.quote for each in told)
    assert not any("存量留抵税额" in each.quote for each in told), "the tax office's alone"


def test_an_office_that_nobody_knows_is_said_to_be_none():
    question = answered("form=政府部门&unit=外星司").question
    assert question.errors == {"unit": "“外星司”不在库里的部门中。"}
    assert question.is_asked
    assert not answered("unit=外星司").question.is_asked


@pytest.mark.long
@pytest.mark.parametrize("more", ["", "&beneficiary=小规模纳税人"])
def test_what_names_a_landlord_comes_before_what_names_any_taxpayer(more):
    """Who lets shops may be a small taxpayer, too, as any firm may."""
    assert "房屋业主" in answered(f"beneficiary=房屋业主{more}").ranked[0].quote


@pytest.mark.long
@pytest.mark.parametrize(
    "carries, is_first",
    [pytest.param("拉人", True, id="who carries people"), pytest.param("拉货", False, id="who carries goods")],
)
def test_what_an_answer_says_is_theirs_comes_first(carries, is_first):
    """免征…公交客运、出租车…公共交通运输服务增值税 is likely theirs, though nobody says whether a coach is meant."""
    first = [each.quote for each in answered(f"sector=交通运输&form=小公司&carries={carries}").ranked if each.is_first]
    assert any("公共交通运输服务" in quote for quote in first) == is_first


@pytest.mark.django_db
@pytest.mark.usefixtures("nine")
@pytest.mark.parametrize(
    "figures, told",
    [
        pytest.param("monthly=8&annual=2", ["月销售额", "年营业收入"], id="less in a year than in a month of it"),
        pytest.param("monthly=8&annual=8", [], id="one month of business"),
        pytest.param("monthly=8&annual=96", [], id="twelve of them"),
        pytest.param("monthly=8", [], id="only the one"),
    ],
)
def test_figures_of_which_both_cannot_be_count_for_nothing(figures, told):
    question = Question(QueryDict(f"sector=餐饮&form=个体户&{figures}"))
    assert question.contradictions == told
    assert bool(question.amounts) != bool(told)
