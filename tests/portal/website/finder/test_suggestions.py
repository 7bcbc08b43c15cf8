"""A question as people type it: the words of it that stand in some text are offered, and lead to the answer."""

import pytest
from django.urls import reverse

from policies.models import Article
from portal.website.finder.suggestions import instead

pytestmark = pytest.mark.usefixtures("nine")

QUESTIONS = [
    pytest.param("我的饭店员工做核酸谁出钱？", "饭店 员工 核酸", "晋政办发〔2022〕33号", 23, id="a trade"),
    pytest.param("失业保险能缓缴吗？", "失业保险 缓缴", "晋政办发〔2022〕33号", 25, id="one character between"),
    pytest.param("美团佣金能降吗？", "美团 佣金", "晋政办发〔2022〕33号", 24, id="a word said for another"),
    pytest.param("有疫情能随便关我的店吗？", "疫情", "晋政办发〔2022〕33号", 57, id="most of it is talk"),
    pytest.param("个体户转公司给多少？", "个体户 转公司", "晋发〔2021〕67号", 25, id="people's word for 个体工商户"),
    pytest.param("乡村e镇几个、补多少、各文件一致吗？", "乡村e镇", "晋政办发〔2022〕7号", 23, id="letters in between"),
    pytest.param("外资到位1000万美元奖多少？", "外资 到位 1000万美元奖", "晋政发〔2021〕26号", 3, id="figures"),
]


@pytest.mark.parametrize("question, words, number, ordinal", QUESTIONS)
def test_a_question_is_led_to_its_answer(client, question, words, number, ordinal):
    assert instead(question) == words
    page = client.get(reverse("articles"), {"q": question})
    assert page.context["page"].paginator.count == 0
    first = page.context["ways_out"][0]
    assert first.label == f"改查“{words}”"
    listed = client.get(f"{reverse('articles')}?{first.address}").context["page"]
    assert listed.paginator.count == first.count
    answer = Article.objects.get(document__number=number, ordinal=ordinal)
    assert answer.pk in set(listed.paginator.object_list)


def test_a_sum_that_cannot_be_read_does_not_close_the_way_out(client):
    page = client.get(reverse("articles"), {"q": "失业保险能缓缴吗？", "min_yuan": "很多"})
    assert page.context["page"].paginator.count == 0
    way = page.context["ways_out"][0]
    assert way.label.startswith("改查“")
    assert client.get(f"{reverse('articles')}?{way.address}").context["page"].paginator.count == way.count > 0


@pytest.mark.parametrize(
    "query",
    ["火锅", "？！", "龘", "缓缴", "restaurant subsidy", "没有火锅"],
    ids=["nowhere", "signs", "one character", "as it stands", "letters within a word", "talk alone"],
)
def test_nothing_better_is_not_offered(query):
    assert instead(query) == ""


def test_of_several_words_the_one_that_stands_nowhere_can_be_dropped(client):
    ways = client.get(reverse("articles"), {"q": "缓缴 失业保险 火锅"}).context["ways_out"]
    assert (ways[0].label, ways[0].count) == ("改查“缓缴 失业保险”", 3)
    assert not any("火锅" in way.label for way in ways[:1])


def test_an_office_of_today_leads_to_what_it_was_called_then(client):
    ways = client.get(reverse("articles"), {"unit": "国家金融监督管理总局山西监管局"}).context["ways_out"]
    assert ways[0].label == "改查原名“山西银保监局”"
    then = client.get(reverse("articles"), {"unit": "山西银保监局"}).context["page"].paginator.count
    assert ways[0].count == then > 0
