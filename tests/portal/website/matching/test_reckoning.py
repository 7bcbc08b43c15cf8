"""What a benefit comes to: a printed rate of a base that was told, up to the printed cap; else why not."""

import re
from datetime import date

import pytest
from django.http import QueryDict

from policies.models import Amount
from policies.revision_cache import pinned_revision
from portal.website.matching.answer import Answer
from portal.website.matching.entries import entries
from portal.website.matching.question import Question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine"), pytest.mark.long]


def answered(query: str) -> Answer:
    return Answer(Question(QueryDict(query)), date(2022, 6, 1))


@pinned_revision()
def reckoned(query: str, words: str) -> list[str]:
    answer = answered(query)
    found = next(entries(answer, [next(each for each in answer.ranked if words in each.quote)]))
    return [str(each) for each in found.reckonings]


MAKERS = "sector=制造&plans=添设备、技改&plans=搞研发"
RECKONED = {
    "a rate of a base": (
        "sector=制造&plans=添设备、技改&investment=800", "给予不超过固定资产投资 15%",
        "固定资产投资 800 万元 × 15% = 120万元，这是最多",
    ),
    "below the cap": (
        f"{MAKERS}&premium=50", "年度保费的 80%", "年度保费 50 万元 × 80% = 40万元，最高补贴 500 万元",
    ),
    "above the cap": (
        f"{MAKERS}&premium=800", "年度保费的 80%", "年度保费 800 万元 × 80% = 640万元，最高补贴 500 万元，"
        "所以是 500万元",
    ),
    "dollars for which yuan are given": (
        "beneficiary=外资企业&foreign=1200", "实际到位外资金额的 5%",
        "实际到位外资金额 1200 万美元 × 5% = 60万美元，最高奖励不超过 1000 万元，"
        "折成元的汇率原文没写；原文如有举例，以发文机关的解释为准",
    ),
    "months of a rent": (
        "sector=餐饮&form=个体户&rent=0.5", "减免 6 个月租金", "中高风险地区：月租金 0.5 万元 × 6 个月 = 3万元",
    ),
    "what is deducted is not paid out": (
        "sector=制造&form=小公司&research=100", "加计扣除比例由 75% 提高至 100%",
        "研发费用 100 万元 × 100% = 100万元，这是税前多扣的数，不是少交的税",
    ),
    "the base was not told": (MAKERS, "年度保费的 80%", "没说“年保费”，算不出"),
    "no base is printed": (
        "sector=餐饮&form=个体户", "50%税额幅度内", "算不出：原文这里没写是什么数的 50%",
    ),
}  # fmt: skip


@pytest.mark.parametrize("query, words, says", RECKONED.values(), ids=RECKONED)
def test_what_it_comes_to(query, words, says):
    assert says in reckoned(query, words)


IN_RISK, ELSEWHERE = "中高风险地区：月租金 1 万元 × 6 个月", "其他地区：月租金 1 万元 × 3 个月"
OF_EACH = {
    "nobody said where": ("rent=1", "减免 6 个月", [IN_RISK, ELSEWHERE]),
    "in a district of risk": ("rent=1&yes=中高风险地区", "减免 6 个月", [IN_RISK]),
    "elsewhere": ("rent=1&no=中高风险地区", "减免 6 个月", [ELSEWHERE]),
    "分别: the first rate is the first's": (
        "input_tax=20",
        "加计抵减应纳税额",
        ["生产（10%）：可抵扣进项税额 20 万元 × 10%", "生活性服务业纳税人（15%）：可抵扣进项税额 20 万元 × 15%"],
    ),
}


@pytest.mark.parametrize("told, words, says", OF_EACH.values(), ids=OF_EACH)
def test_of_gifts_that_exclude_one_another_it_says_whose_each_is(told, words, says):
    found = reckoned(f"sector=餐饮&beneficiary=小微企业&yes=承租国有房屋&{told}", words)
    assert [line.split(" = ")[0] for line in found] == says


def test_nothing_is_reckoned_where_no_rate_is_printed():
    assert reckoned("sector=餐饮&form=个体户&investment=800", "3000 元奖励") == []


def test_each_operand_leads_to_its_printed_words(client):
    query = "sector=制造&plans=添设备、技改&investment=800&on=2022-06-01"
    rate = Amount.objects.public().get(quote="不超过固定资产投资 15%")
    rank = next(at for at, each in enumerate(answered(query).ranked) if each.measure == rate.measure_id)
    html = client.get(f"/match/?{query}&page={rank // 20 + 1}").content.decode()
    links = re.findall(r'href="([^"]+)">15%</a>', html)
    path, _, mark = next(each for each in links if each.startswith(rate.article.get_absolute_url())).partition("#")
    assert f'id="{mark}"' in client.get(path).content.decode()


def test_the_data_say_the_same(client):
    groups = client.get("/match.json?sector=制造&plans=添设备、技改&investment=800").json()["groups"]
    said = [each["computed"] for group in groups for each in group["items"] if each["computed"]]
    assert any("= 120万元" in each for each in said)
    assert not [each for each in said if "算不出" in each]
