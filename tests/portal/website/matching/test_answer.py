"""政策匹配: who is given what, the surest first, each condition with the words it rests on."""

from datetime import date
from urllib.parse import quote

import pytest
from django.http import QueryDict

from policies.models import Amount, Benefit, Measure, Term, TermUse
from policies.revision_cache import pinned_revision
from policies.text.highlight import mark_spans
from portal.website.matching.answer import Answer
from portal.website.matching.conditions import Verdict, clause
from portal.website.matching.entries import by_group, entries
from portal.website.matching.form import Form
from portal.website.matching.office_duties import told_to_cities
from portal.website.matching.order import (
    APPLY,
    AUTOMATIC,
    FAILED,
    FIRST,
    GROUPS,
    MOST_CONFIRMED,
    OVER,
    SOUGHT_BY,
)
from portal.website.matching.question import Question
from portal.website.matching.ranking import closeness, fit, reasons

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine"), pytest.mark.long]

TODAY = date(2022, 6, 30)
NOODLES = "sector=餐饮&beneficiary=个体工商户"


def answered(query: str) -> Answer:
    return Answer(Question(QueryDict(query)), TODAY)


@pinned_revision()
def items(query: str, most: int = 2000) -> list:
    answer = answered(query)
    return list(entries(answer, answer.ranked[:most]))


def found(query: str, most: int = 2000) -> list[str]:
    """slug/path: the measure's first words, in the order of the answer."""
    return [f"{each.article.document.slug}/{each.article.path}: {each.measure.quote}" for each in items(query, most)]


def has(rows: list[str], place: str, words: str) -> bool:
    return any(row.startswith(f"{place}: ") and words in row for row in rows)


@pinned_revision()
def item(query: str, words: str):
    answer = answered(query)
    return next(entries(answer, [next(each for each in answer.ranked if words in each.quote)]))


def verdicts(each) -> dict[str, tuple[str, str]]:
    return {judged.label: (judged.words, judged.verdict.label) for judged in each.conditions}


def test_a_noodle_shop_sees_first_what_it_is_given():
    groups: dict[str, list[str]] = {}
    for each in items(NOODLES):
        words = f"{each.article.document.slug}/{each.article.path}: {each.measure.quote}"
        groups.setdefault(GROUPS[each.ranked.group][0], []).append(words)
    assert has(groups["automatic"][:12], "jinzhengbanfa-2022-33/art_6", "再减半征收")
    assert has(found(f"{NOODLES}&beneficiary=小规模纳税人&monthly=8", 3), "jinshijianfa-2022-33/art_6", "免征增值税")
    assert has(groups["apply"][:3], "jinzhengbanfa-2022-33/art_23", "全额补贴")
    assert has(groups["apply"], "jinzhengbanfa-2022-33/art_25", "缓缴失业保险")
    assert has(groups["apply"], "jinshijianfa-2022-33/art_10", "3000 元奖励")
    assert has(groups["encourage"], "jinshijianfa-2022-33/art_17", "降低商户的服务费用")
    assert not has(groups["automatic"] + groups["apply"], "jinzhengbanfa-2022-33/art_15", "激励资金"), "that is banks'"


@pytest.mark.parametrize(
    "query, there, not_there",
    [
        ("sector=餐饮", ("jinzhengbanfa-2022-33/art_23", "全额补贴"), ("jinzhengbanfa-2022-33/art_30", "全额补贴")),
        ("sector=餐饮", ("jinshangzong-2022-56/art_16", "500 万元"), ("jinzhengbanfa-2022-7/art_22", "零售企业")),
        ("sector=餐饮", ("jinzhengbanfa-2022-7/art_22", "排名前 100"), ("jinzhengbanfa-2022-7/art_22", "快件")),
        ("sector=零售", ("jinzhengbanfa-2022-33/art_32", "缓缴"), ("jinzhengbanfa-2022-33/art_25", "可申请缓缴")),
        ("sector=制造", ("jinzhengbanfa-2022-34/art_2", ""), ("jinzhengbanfa-2022-33/art_21", "10万元")),
        ("beneficiary=个体工商户", ("jinshijianfa-2022-33/art_6", "减半征收"), ("jinzhengfa-2021-26/art_3", "奖励")),
        ("beneficiary=外资企业", ("jinzhengfa-2021-26/art_3", "奖励"), ("jinshijianfa-2022-33/art_6", "减半征收")),
        # A sentence about 外资 is a foreign firm's, whatever it makes, and not every factory's.
        (
            "sector=制造&beneficiary=外资企业",
            ("jinzhengfa-2021-26/art_5", "领办代办"),
            ("jinzhengfa-2021-26/art_4", "中介"),
        ),
        (
            "sector=制造&beneficiary=小微企业",
            ("jinzhengbanfa-2022-34/art_36", "15%"),
            ("jinzhengfa-2021-26/art_5", "备案"),
        ),
        # A neighbour that speaks of schools shuts no factory out of a sentence that names it.
        (
            "sector=制造&beneficiary=制造与工业企业",
            ("jinzhengbanfa-2022-34/art_59", "50 万人"),
            ("jinzhengbanfa-2022-33/art_25", "缓缴"),
        ),
        # One of several cases is enough: who rose into the lists by a bought patent.
        (
            "sector=制造&beneficiary=小微企业&listed=今年新进&yes=规上",
            ("jinzhengbanfa-2022-30/art_26", "20%"),
            ("jinzhengbanfa-2022-33/art_21", "10万元"),
        ),
        ("instrument=缓缴", ("jinzhengbanfa-2022-33/art_25", "缓缴"), ("jinzhengbanfa-2022-33/art_23", "补贴")),
        ("place=长治市&instrument=奖补", ("jinshijianfa-2022-33/art_10", "元"), ("jinzhengbanfa-2022-34/art_1", "")),
    ],
)  # fmt: skip
def test_each_question_finds_what_it_should_and_not_what_it_should_not(query, there, not_there):
    rows = found(query)
    assert has(rows, *there)
    assert not has(rows, *not_there)


@pytest.mark.parametrize(
    "sector, words, is_listed",
    [
        pytest.param("农业", "落实小规模纳税人阶段性免征增值税政策", True, id="a kind that is a farm, too"),
        pytest.param("农业", "当期可抵扣进项税额", False, id="what its own words give to services"),
        pytest.param("农业", "缓缴失业保险", False, id="a section for one trade"),
    ],
)
def test_a_section_for_all_services_shuts_no_kind_out(sector, words, is_listed):
    ranked = answered(f"sector={sector}&beneficiary=小规模纳税人").ranked
    listed = [each for one in ranked for each in (one, *one.others) if words in each.quote]
    of_services = Measure.objects.filter(
        pk__in=[each.measure for each in listed], article__document__slug__contains="2022-33"
    )
    assert of_services.exists() == is_listed


def test_a_place_leaves_out_what_is_for_another():
    confined = TermUse.objects.active().filter(term__name="大同市", measure__isnull=False)
    only = [use for use in confined if not use.measure.termuse_set.filter(term__name="太原市").exists()]
    here = {each.measure for each in answered("place=太原市").ranked}
    there = {each.measure for each in answered("place=大同市").ranked}
    fits = {use.measure_id for use in only} & there
    assert fits
    assert not fits & here


def test_rights_come_before_duties_before_wishes():
    ranked = answered(NOODLES).ranked
    order = [(each.part, each.group) for each in ranked if not each.is_first]
    assert order == sorted(order)
    labels = [(group.id, group.count) for group in answered(NOODLES).groups(20)]
    assert [name for name, _ in labels] == ["first", "automatic", "apply", "selective", "encourage", "unsure", "duty"]
    assert sum(count for _, count in labels) == len(ranked)


FIRSTS = {
    "what is theirs alone": ("beneficiary=旅行社&beneficiary=小微企业", "jinzhengbanfa-2022-33/art_36", "暂退比例"),
    "what they said that they fulfil": (
        "sector=文化体育&beneficiary=小微企业&yes=承租国有房屋", "jinzhengbanfa-2022-33/art_13", "6 个月租金",
    ),
    "who becomes a firm": ("beneficiary=“个转企”企业", "jinshijianfa-2022-33/art_10", "3000 元奖励"),
    "who starts": ("beneficiary=创业者&yes=首次", "jinzhengbanfa-2022-7/art_24", "5000 元"),
}  # fmt: skip


@pytest.mark.parametrize("asked, place, words", FIRSTS.values(), ids=FIRSTS)
def test_what_fits_closest_stands_before_all_others(asked, place, words):
    answer = answered(asked)
    first = [each for each in answer.ranked if each.is_first]
    assert answer.ranked[: len(first)] == first
    assert len({each.measure for each in first}) == len(first) >= 3
    assert all(each.is_confirmed for each in first[FIRST:])
    assert not [each for each in first if each.past or GROUPS[each.group][0] not in ("automatic", "apply", "selective")]
    assert has(found(asked, 3), place, words)


@pytest.mark.parametrize(
    "asked, words, group",
    [
        pytest.param(
            "beneficiary=房屋业主", "豁免部分项目环评审批手续", "duty", id="a project's procedure, to a landlord"
        ),
        pytest.param("sector=制造&yes=环保绩效A级", "应急响应停产、限产", "automatic", id="a condition that was told"),
        pytest.param("sector=制造", "应急响应停产、限产", "duty", id="and that was not"),
    ],
)
def test_an_easier_procedure_is_had_by_who_is_meant(asked, words, group):
    ranked = next(each for each in answered(asked).ranked if words in each.quote)
    assert GROUPS[ranked.group][0] == group


def test_what_is_first_twice_stands_at_the_better_place():
    asked = "sector=文化体育&beneficiary=小微企业&yes=承租国有房屋"
    assert has(found(asked, 1), "jinzhengbanfa-2022-33/art_13", "6 个月租金"), "closest, and confirmed besides"


def test_a_duty_towards_a_wider_kind_is_owed_to_theirs_too():
    rows = found("form=小公司")
    assert has(rows, "jinzhengbanfa-2022-30/art_17", "中小企业账款"), "a 小微企业 is a 中小企业"
    assert not has(found("form=大公司&sector=制造"), "jinzhengbanfa-2022-30/art_17", "中小企业账款")


def test_what_is_sought_is_one_of_the_first_three():
    rows = found("form=小公司&owed=政府、学校或国企欠", SOUGHT_BY)
    assert any("拖欠" in row or "款项" in row for row in rows)


@pytest.mark.parametrize(
    "yes, words",
    [
        pytest.param("yes=以单位方式参保&yes=不裁员少裁员", "对不裁员、少裁员的企业", id="staff"),
        pytest.param("yes=承租国有房屋", "减免 6 个月租金", id="a landlord"),
    ],
)
def test_a_right_whose_condition_somebody_fulfils_stands_before_all_others(yes, words):
    who = "sector=餐饮&beneficiary=小微企业"
    confirmed, others = (found(query, answered(query).at_the_top) for query in (f"{who}&{yes}", who))
    assert any(words in row for row in confirmed)
    assert len(confirmed) <= FIRST + MOST_CONFIRMED
    assert len(others) == FIRST


@pytest.mark.parametrize(
    "also, is_listed",
    [
        pytest.param("", True, id="only a trade: it may be an office that asks"),
        pytest.param("&form=个体户", False, id="a shop"),
        pytest.param("&beneficiary=小微企业", False, id="a firm"),
        pytest.param("&instrument=贷款", False, id="who wants something"),
        pytest.param("&monthly=8", False, id="who sells"),
    ],
)
@pytest.mark.parametrize("trade", ["零售", "会展"])
def test_what_every_city_is_told_is_listed_to_who_may_be_an_office(trade, also, is_listed):
    rows = found(f"sector={trade}{also}")
    assert any("各市商务局要加大政策措施宣传力度" in row for row in rows) is is_listed


@pytest.mark.parametrize(
    "query, place, words",
    [
        pytest.param("beneficiary=房屋业主", "jinzhengbanfa-2022-33/art_13", "减免租金的房屋业主", id="landlord"),
        pytest.param("form=银行", "jinzhengbanfa-2022-33/art_15", "激励资金", id="bank"),
        pytest.param("form=商会协会", "jinfa-2021-67/art_43", "一次性奖励", id="association"),
        pytest.param("form=开发区或园区", "jinzhengbanfa-2022-7/art_23", "中小企业园区", id="park"),
    ],
)
def test_who_is_no_firm_sees_first_what_names_them(query, place, words):
    first = found(query, answered(query).at_the_top)
    assert has(first, place, words)
    answer = answered(query)
    assert not all(each.is_named for each in answer.ranked[: answer.at_the_top]), "what all have comes after it"


def test_a_duty_that_is_what_somebody_seeks_stands_before_all_others():
    query = "beneficiary=中小企业&instrument=清欠&instrument=权益保护与投诉"
    assert has(found(query, FIRST), "jinzhengbanfa-2022-30/art_17", "接受投诉并办理")


UNSURE_OF = {
    "铁路 is a small part of transport": ("sector=交通运输&beneficiary=交通运输企业", "暂停铁路运输企业预缴"),
    "few comers are new": ("sector=零售&beneficiary=个体工商户", "减免新设立个体工商户印章刻制费用"),
    "nobody said from whom they rent": ("sector=零售&beneficiary=个体工商户", "减免 6 个月租金"),
}


@pytest.mark.parametrize("asked, words", UNSURE_OF.values(), ids=UNSURE_OF)
def test_what_hangs_on_more_than_was_said_stands_behind_what_is_likely_theirs(asked, words):
    found = item(asked, words)
    assert found.ranked.heading[0] == "unsure"
    assert found.ranked.group in {AUTOMATIC, APPLY}


NOT_AMONG_THE_FIRST = {
    "a tax on a car that few have": ("sector=建筑&beneficiary=建筑业企业", "新能源汽车车船税"),
    "a subsidy for that car": ("sector=农业&beneficiary=合作社与家庭农场", "新能源汽车推广应用财政补贴"),
    "a threshold of 500 万元, said before both cases": ("sector=餐饮&beneficiary=小微企业", "单位价值 500 万元以上"),
    "what starting a business has, beside a gift for who starts": ("sector=煤炭&beneficiary=国有企业", "银行预约开户"),
    "a reward that names who they are not": ("sector=煤炭&beneficiary=国有企业", "年度服务进出口额"),
    "whose sums are listed": ("sector=建筑&beneficiary=建筑业企业", "产业链“链主”企业年度营业收入首次达到"),
    "a size to which a tax cut is widened": ("sector=制造&beneficiary=“链主”企业", "“六税两费”"),
}


@pytest.mark.parametrize("asked, words", NOT_AMONG_THE_FIRST.values(), ids=NOT_AMONG_THE_FIRST)
def test_what_few_have_is_none_of_the_first_and_nobody_is_said_to_have_it(asked, words):
    answer = answered(asked)
    first = [each.quote for each in answer.ranked if each.is_first]
    assert first
    assert not [quote for quote in first if words in quote]


def test_who_is_named_beside_a_sum_is_whom_it_is_for():
    """Of “链主”企业年度营业收入首次达到10亿元、50亿元的, nobody is called 50亿元."""
    steps = "“链主”企业年度营业收入首次达到"
    asked = "beneficiary=“链主”企业&yes=首次达到营收档次&annual=1000000"
    assert verdicts(item(asked, steps))["对象"][1] == "满足"
    assert not any(steps in row for row in found("sector=建筑&beneficiary=建筑业企业"))
    assert verdicts(item("sector=煤炭&beneficiary=国有企业", "年度服务进出口额"))["对象"][1] == "无法判断"


def test_a_hotel_and_a_home_for_the_old_that_are_counted_anew_are_rewarded_first():
    for trade in ("住宿", "养老"):
        assert any("新增限上住宿、餐饮、养老企业" in row for row in found(f"sector={trade}&yes=新增入库&annual=530", 3))


def test_the_first_are_three_gifts_and_not_one_told_thrice():
    first = found("sector=交通运输&beneficiary=小微企业", FIRST)
    assert sum("六税两费" in row for row in first) == 1


NOT_PROVEN = {
    "who owes was not said": ("beneficiary=中小企业&instrument=清欠", "国有大型企业中小企业欠款"),
    "lorry or bus was not said": ("sector=交通运输&beneficiary=交通运输企业", "公共交通运输服务增值税"),
    "whether they come from elsewhere was not said": ("sector=制造&beneficiary=“链主”企业", "鼓励外省制造业企业落户"),
}


@pytest.mark.parametrize("asked, words", NOT_PROVEN.values(), ids=NOT_PROVEN)
def test_an_unanswered_question_that_decides_leaves_it_open_whose_it_is(asked, words):
    receiver = item(asked, words).conditions[0]
    assert (receiver.label, receiver.verdict) == ("对象", Verdict.OPEN)


def test_a_relief_for_services_is_not_for_who_sells_goods():
    quotes = [each.quote for each in answered("sector=零售&beneficiary=小微企业").ranked if each.gifts]
    assert not any("加计抵减应纳税额" in quote for quote in quotes)
    assert any("加计抵减应纳税额" in each.quote for each in answered("sector=餐饮&beneficiary=小微企业").ranked)


def test_who_is_owed_money_reads_of_that_among_the_first():
    rows = found("sector=制造&form=小公司&owed=大公司欠", FIRST)
    assert any(word in row for row in rows for word in ("欠款", "账款", "款项"))


def test_what_only_few_fulfil_stands_below_what_everybody_has():
    """Who did not say of whom he rents: a rent cut of state-owned rooms is none of the first."""
    rows = found("sector=零售&beneficiary=个体工商户", 30)
    rent = next((at for at, row in enumerate(rows) if "承租国有房屋" in row), 30)
    assert rent > max(at for at, row in enumerate(rows) if "失业保险" in row and "费率" in row)
    told = found("sector=零售&beneficiary=个体工商户&premises=租公家的", FIRST)
    assert any("承租国有房屋" in row for row in told)


def test_a_duty_to_only_some_of_a_kind_is_not_said_to_be_theirs():
    judged = verdicts(item("beneficiary=担保机构", "市级政府性融资担保机构资本规模"))
    assert judged["对象"][1] == "无法判断"


def test_one_ungiven_or_past_stands_before_none():
    assert not [each for each in answered(f"{NOODLES}&on=2035-01-01").ranked if each.is_first and each.past]


def test_governments_own_work_is_left_out():
    own = {term.pk for term in Term.objects.of("instrument") if term.is_umbrella}
    for each in answered("sector=餐饮").ranked:
        if each.measure in told_to_cities():
            continue  # an official may ask of a trade alone
        used = set(
            TermUse.objects.active()
            .filter(measure=each.measure, term__scheme="instrument")
            .values_list("term", flat=True)
        )
        assert not used or used - own
    names = [box.name for asking in Form(Question(QueryDict("")), {}).fields for box in (*asking.first, *asking.rest)]
    assert "考核督办" not in names
    assert "奖补" in names


def test_conditions_rest_on_quoted_words():
    seen = verdicts(item(NOODLES, "免征增值税；"))
    assert seen["月销售额"] == ("月销售额15万元以下", "无法判断")
    assert seen["对象"] == ("月销售额15万元以下的增值税小规模纳税人", "无法判断")
    words = "餐饮行业以单位方式参加失业保险"
    seen = next(
        verdicts(each) for each in items(NOODLES) if words in each.measure.quote and each.gifts[0].mode == "apply"
    )
    assert seen["对象"] == ("餐饮行业以单位方式参加失业保险的企业", "无法判断")
    assert seen["以单位方式参保"] == ("以单位方式参加", "无法判断")
    for each in items(NOODLES):
        texts = f"{each.article.text}{each.article.section}{each.article.section and each.article.section.parent}"
        assert all(part in texts for judged in each.conditions for part in judged.words.split("、") if part)


@pytest.mark.parametrize(
    "query, verdict", [("sector=餐饮", "满足"), (NOODLES, "无法判断"), ("sector=餐饮&beneficiary=餐饮住宿企业", "满足")]
)
def test_whether_an_enterprise_of_the_trade_is_a_self_employed_one_nobody_says(query, verdict):
    assert verdicts(item(query, "地方政府给予全额补贴"))["对象"] == ("餐饮企业", verdict)


def test_what_one_knows_of_a_condition_decides_it():
    words = "餐饮行业以单位方式参加失业保险"
    for known, verdict in (("yes", "满足"), ("no", "不满足")):
        found = [verdicts(each) for each in items(f"{NOODLES}&{known}=以单位方式参保") if words in each.measure.quote]
        assert {each["以单位方式参保"][1] for each in found if "以单位方式参保" in each} == {verdict}


@pytest.mark.parametrize(
    "known, words",
    [
        ("no=限上", "新增限上住宿"),
        ("monthly=16", "免征增值税；"),
        ("annual=499", "对年度营业额达到 500 万元的新增限上住宿"),
    ],
)
def test_what_fails_a_condition_comes_last_of_all_under_a_heading_that_says_so(client, known, words):
    query = f"{NOODLES}&{known}"
    answer = answered(query)
    groups = by_group(answer, answer.ranked, 2000)
    last, failed = groups[-1]
    assert last.id == "failed"
    holders = [group.id for group, found in groups for each in found if words in each.measure.quote]
    assert set(holders) == {"failed"}
    assert "对不上" in last.note
    for each in failed:
        assert "不满足" in {judged.verdict.label for judged in each.conditions}
    assert "failed" not in {group.id for group in answered(NOODLES).groups(20)}


@pytest.mark.parametrize(
    "known, words, note",
    [
        ("no=中高风险地区", "其他地区减免 3 个月租金", "另有其他情形"),
        ("no=中高风险地区", "不得随意扩大中高风险地区范围", "这句写的是不许做什么"),
        ("no=信用良好", "不得盲目惜贷、抽贷、断贷、压贷，保持合理流动性", "这句写的是不许做什么"),
    ],
    ids=["others get less", "the term is a subject", "what banks must not do"],
)
def test_what_a_condition_does_not_decide_stays_open(known, words, note):
    each = item(f"{NOODLES}&{known}", words)
    asked = [judged for judged in each.conditions if judged.label == known[known.index("=") + 1 :]]
    assert [(judged.verdict.label, judged.note) for judged in asked] == [("无法判断", note)]


@pytest.mark.parametrize("known", ["no=中高风险地区", "yes=中高风险地区"])
def test_a_sibling_s_condition_is_none(known):
    each = item(f"{NOODLES}&{known}", "进一步下调餐饮业商户服务费标准")
    assert "中高风险地区" not in verdicts(each)


@pytest.mark.parametrize("known", ["no=中高风险地区", "no=首次&no=生产经营困难", "monthly=16&annual=20"])
def test_what_fails_a_condition_is_just_what_says_so(known):
    answer = answered(f"{NOODLES}&{known}")
    holders = {
        group.id
        for group, found in by_group(answer, answer.ranked, 2000)
        for each in found
        if "不满足" in {judged.verdict.label for judged in each.conditions}
    }
    assert holders == {"failed"}


def test_what_is_past_comes_last_in_its_group_and_is_counted(client):
    answer = Answer(Question(QueryDict(NOODLES)), date(2026, 1, 1))
    for group, found in by_group(answer, answer.ranked, 2000):
        if group.id == "first":
            assert group.past == 0
            continue
        past = [(each.ranked.group, each.period.state == "已过") for each in found]
        assert past == sorted(past)
        assert 0 < group.past == sum(is_past for _, is_past in past) < group.count
    assert answer.past == sum(group.past for group in answer.groups(20))
    response = client.get(f"/match/?{NOODLES}")
    assert f"其中 {response.context['answer'].past} 项期限已过" in response.content.decode()
    assert "项期限已过" not in client.get(f"/match/?{NOODLES}&on=2021-01-01").content.decode()


def test_a_figure_that_is_met_fails_nothing():
    assert FAILED not in {each.group for each in answered(f"{NOODLES}&monthly=8&annual=600").ranked}
    failed = [each.quote for each in answered(f"{NOODLES}&monthly=8").ranked if each.group == FAILED]
    assert failed, "of eight a month follow ninety-six a year"
    assert all("500 万" in quote or "500万" in quote or "亿元" in quote for quote in failed)


def test_the_same_sentence_of_several_documents_is_one_entry_that_names_the_others(client):
    query = "sector=餐饮&instrument=奖补"
    words = "新增限上住宿、餐饮企业年度营业额达到 500 万元"
    entries = [each for each in items(query) if words in each.measure.quote]
    assert [str(each.article) for each in entries] == ["晋商综〔2022〕56号 第16条"]
    _, address, _ = entries[0].others[0]
    assert "晋政办发〔2022〕33号 第20条" in [str(each) for each, *_ in entries[0].others]
    assert len({each.document_id for each, *_ in entries[0].others}) == len(entries[0].others)
    rank = next(rank for rank, each in enumerate(answered(query).ranked) if words in each.quote)
    page = rank // 20 + 1
    assert "同样的话也写在" in (html := client.get(f"/match/?{query}&page={page}").content.decode())
    assert f'href="{address}"' in html
    assert f'id="{address.partition("#")[2]}"' in client.get(address).content.decode()


def test_a_sentence_that_says_not_itself_what_it_gives_is_never_folded():
    """政策延长执行至… stands in several documents, of another tax in each."""
    for each in answered("beneficiary=个体工商户").ranked:
        assert not each.others or not each.quote.startswith("政策延长执行")


def test_the_order_follows_the_table_of_reasons():
    table = reasons()
    assert table["trade_own"].points > table["trade_above"].points > table["trade_beside"].points > 0
    assert all(reason.why for reason in table.values())
    assert closeness(["trade_own", "money_own"]) == table["trade_own"].points + table["money_own"].points
    known = set(Term.objects.of("instrument").values_list("name", flat=True))
    assert table["money_own"].terms <= known
    answer = answered(NOODLES)
    first = next(each for each in answer.ranked if "全额补贴" in each.quote)
    rules = fit(answer.question.profile, answer.index, first.article, first.measure)
    assert {"trade_own", "enterprise_kin", "money_own"} <= set(rules)


@pytest.mark.parametrize("monthly, verdict", [("8", "满足"), ("15", "满足"), ("16", "不满足")])
def test_a_figure_is_held_against_the_one_in_the_text(monthly, verdict):
    assert verdicts(item(f"{NOODLES}&monthly={monthly}", "免征增值税；"))["月销售额"][1] == verdict


@pytest.mark.parametrize("annual, verdict", [("499", "不满足"), ("500", "满足"), ("", "无法判断")])
def test_a_floor_too(annual, verdict):
    seen = verdicts(item(f"{NOODLES}&annual={annual}", "对年度营业额达到 500 万元的新增限上住宿"))
    assert seen["营收规模"] == ("年度营业额达到 500 万元", verdict)


@pytest.mark.parametrize(
    "asked, words, why",
    [
        pytest.param("sector=餐饮&form=个体户", "对餐饮企业员工统一要求", "没写明含不含个体户", id="no firm by law"),
        pytest.param("sector=餐饮&form=个体户&monthly=8", "15万元以下的增值税", "要看怎么登记的", id="by figures"),
        pytest.param("sector=餐饮&form=小公司", "对餐饮企业员工统一要求", "", id="named outright"),
    ],
)
def test_it_says_why_nobody_can_say_whether_somebody_is_meant(asked, words, why):
    note = item(asked, words).conditions[0].note
    assert why in note
    assert bool(why) == bool(note)


def test_yes_to_a_kind_of_figure_promises_nothing_about_its_height():
    seen = verdicts(item(f"{NOODLES}&yes=月销售额", "免征增值税；"))
    assert seen["月销售额"][1] == "无法判断"


def test_no_sum_is_promised_that_is_not_given():
    for query in (NOODLES, "beneficiary=外资企业", "instrument=奖补"):
        for each in items(query):
            assert all(row.fact.role == Amount.Role.BENEFIT for row in each.sums)
            assert all(row.fact.measure_id == each.measure.pk for row in each.sums)
    assert item(NOODLES, "对年度营业额达到 500 万元的新增限上住宿").sums == []
    sums = [row.text for each in items(NOODLES) if "对成功转型升级为公司的" in each.measure.quote for row in each.sums]
    assert sums == ["1200 元", "3000 元"]


@pytest.mark.parametrize("on, state, group", [("2022-12-31", "在期限内", APPLY), ("2023-01-01", "已过", OVER)])
def test_the_date_decides_what_still_holds(on, state, group):
    found = item(f"{NOODLES}&on={on}", "对餐饮企业员工统一要求的核酸检测")
    assert (found.ranked.group, found.period.state) == (group, state)


def test_another_sentences_date_is_shown_as_such_and_decides_nothing():
    each = item(f"{NOODLES}&on=2023-01-01", "对个体工商户经营所得年应纳税所得额")
    assert each.period.elsewhere
    assert each.period.state == "已过"


def test_whom_to_ask_whoever_leads_first():
    for each in items("sector=电子商务"):
        labels = [label for label, _ in each.roles]
        assert labels == sorted(labels, key=["牵头", "责任", "配合", "正文提到"].index)


def test_nothing_asked_is_no_list(client):
    for query in (
        "",
        "?on=2022-06-30",
        "?yes=首次",
        "?monthly=3",
        "?sector=&beneficiary=&page=3",
        "?premises=租私人的",
    ):
        response = client.get(f"/match/{query}")
        assert response.context["page"].paginator.count == 0
        assert "怎么答" in response.content.decode()
    assert "只有日期或条件还不够" in client.get("/match/?on=2022-06-30").content.decode()


@pytest.mark.parametrize(
    "query, field",
    [
        ("sector=火星", "sector"),
        ("sector=火星&place=太原市", "sector"),
        ("sector=火星&on=2022-06-30", "sector"),
        ("form=火星人", "form"),
        ("instrument=%25&place=太原市", "instrument"),
    ],
)
def test_where_nothing_is_read_of_who_asks_nothing_is_answered(client, query, field):
    assert list(Question(QueryDict(query)).errors) == [field]
    response = client.get(f"/match/?{query}")
    assert response.context["page"].paginator.count == 0
    assert f'id="field-{field}"' in response.content.decode()


@pytest.mark.parametrize(
    "query, field",
    [
        ("sector=火星&beneficiary=个体工商户", "sector"),
        ("sector=餐饮&beneficiary=火星人", "beneficiary"),
        ("sector=餐饮&instrument=%25", "instrument"),
        ("sector=餐饮&place=火星", "place"),
        ("sector=餐饮&on=2022-02-31", "on"),
        ("sector=餐饮&on=2022-06-30&on=2022-07-01", "on"),
        ("sector=餐饮&form=火星人", "form"),
        ("sector=餐饮&" + "&".join(f"beneficiary={n}" for n in range(40)), "beneficiary"),
    ],
    ids=lambda value: value[:40],
)
def test_what_cannot_be_read_gives_a_message_at_the_field_and_the_rest_is_answered(client, query, field):
    question = Question(QueryDict(query))
    assert list(question.errors) == [field]
    response = client.get(f"/match/?{query}")
    html = response.content.decode()
    assert response.status_code == 200
    assert response.context["page"].paginator.count > 0
    assert "其余的照算" in html
    assert f'id="field-{field}"' in html
    if field != "sector":
        assert 'name="sector" value="餐饮"' in html


@pytest.mark.parametrize(
    "query, field",
    [
        ("yes=火星", "yes"),
        ("loan=没有&loan=想贷", "loan"),
        ("rent=不多", "rent"),
        ("monthly=-3", "monthly"),
        ("monthly=万元", "monthly"),
        ("annual=9e99", "annual"),
        ("annual=nan", "annual"),
    ],
)
def test_what_only_refines_is_told_where_it_cannot_be_read_and_the_rest_is_answered(client, query, field):
    html = client.get(f"/match/?{NOODLES}&{query}").content.decode()
    assert list(Question(QueryDict(f"{NOODLES}&{query}")).errors) == [field]
    assert f'<a href="#field-{field}">' in html
    assert [each.measure for each in answered(f"{NOODLES}&{query}").ranked] == [
        each.measure for each in answered(NOODLES).ranked
    ]
    assert list(client.get(f"/match.json?{NOODLES}&{query}").json()["not_understood"]) == [field], (
        "a program is told too"
    )


def test_a_word_that_stands_for_a_term_is_that_term():
    question = Question(QueryDict("sector=饭店&beneficiary=个体户"))
    assert question.address == Question(QueryDict(NOODLES)).address
    assert not question.errors


def test_one_meaning_one_address():
    one, other = "no=限上&sector=餐饮&x=1&sector=&page=2", "sector=餐饮&no=限上"
    assert Question(QueryDict(one)).address == Question(QueryDict(other)).address
    address = Question(QueryDict(f"{NOODLES}&on=2022-06-30&monthly=8&yes=首次")).address
    assert Question(QueryDict(address)).address == address


def test_the_answer_can_be_shared_and_links_to_the_very_sentence(client):
    query = f"{NOODLES}&on={TODAY}"
    rank = next(rank for rank, each in enumerate(answered(query).ranked) if "地方政府给予全额补贴" in each.quote)
    html = client.get(f"/match/?{query}&page={rank // 20 + 1}").content.decode()
    measure = Measure.objects.get(quote__contains="地方政府给予全额补贴", article__path="art_23")
    link = next(each.address for each in items(NOODLES) if each.measure == measure)
    assert link.startswith(f"{measure.article.get_absolute_url()}#")
    assert f'href="{link}"' in html
    assert f'id="{link.partition("#")[2]}"' in client.get(link).content.decode()
    assert f'href="/match/?sector={quote("餐饮")}&amp;beneficiary={quote("个体工商户")}&amp;on={TODAY}"' in html
    assert "<script>" not in html


def test_a_misprint_is_shown_as_one():
    found = items("instrument=担保")
    each = next(each for each in found if each.article.path == "art_36" and "业务风险补偿标准" in each.measure.quote)
    assert [(span.tag, span.note) for span in each.spans if span.note] == [("del", "1‰"), ("del", "2‰"), ("del", "5‰")]
    assert '<ins class="note">1‰</ins>' in mark_spans(each.measure.quote, each.spans)


def test_pages_keep_the_question(client):
    response = client.get(f"/match/?{NOODLES}&page=2")
    html = response.content.decode()
    assert response.context["page"].number == 2
    assert f"?sector={quote('餐饮')}&amp;beneficiary={quote('个体工商户')}&amp;page=3" in html
    assert "没有那一页" in client.get(f"/match/?{NOODLES}&page=999").content.decode()


def test_a_rejected_benefit_is_nobody_s():
    row = Benefit.objects.get(measure__quote__contains="地方政府给予全额补贴", article__path="art_23")
    row.status = Benefit.Status.REJECTED
    row.save()
    told = [GROUPS[each.ranked.group][0] for each in items("sector=餐饮") if "全额补贴" in each.measure.quote]
    assert not {"automatic", "apply", "selective"} & set(told)


def test_what_an_editor_says_of_the_receivers_counts():
    row = Benefit.objects.get(measure__quote__contains="地方政府给予全额补贴", article__path="art_23")
    row.receivers = ["零售企业"]
    row.save()
    assert not has(found("sector=餐饮"), "jinzhengbanfa-2022-33/art_23", "全额补贴")
    assert has(found("sector=零售"), "jinzhengbanfa-2022-33/art_23", "全额补贴")


def test_words_around_a_figure():
    text = "对企业，单户授信1000万元以下的贷款，给予贴息。"
    start = text.index("1000")
    assert clause(text, start, start + 8) == "单户授信1000万元以下的贷款"
    assert Verdict.OPEN.label == "无法判断"


@pytest.mark.parametrize("query", ["", f"?{NOODLES}", "?sector=火星", "?place=太原市&page=2"])
def test_what_an_answer_shows_is_read_once(queries, query):
    assert queries(f"/match/{query}") == 0


def test_an_edit_of_what_an_answer_shows_is_seen_at_once():
    shown = items(NOODLES, 1)[0].gifts[0]
    row = Benefit.objects.get(pk=shown.pk)
    row.value = "火星币"
    row.save()
    again = next(gift for each in items(NOODLES) for gift in each.gifts if gift.pk == row.pk)
    assert (shown.value, again.value) != ("火星币", shown.value)


def test_a_policy_that_is_only_named_is_what_the_same_sentence_gives():
    """落实检验检测收费减免政策，对遭受洪涝等灾害重大损失的企业…实行零收费: one gift, and it asks for a disaster."""
    each = item(NOODLES, "落实检验检测收费减免政策")
    assert [gift.quote[:4] for gift in each.gifts] == ["对遭受洪"]
    assert "灾害损失" in verdicts(each)
