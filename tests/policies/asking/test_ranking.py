"""Near is what shares the rare parts of a question; what shares none is not offered, however long the question."""

import pytest

from policies.asking.ranking import MOST, near
from policies.asking.understanding import understand
from policies.models import Article, Responsibility

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

SERVICES, SUPPORT, MARKET, CITY = (
    "晋政办发〔2022〕33号",
    "晋政办发〔2022〕35号",
    "晋市监发〔2022〕33号",
    "晋商综函〔2022〕171号",
)


def ranked(question: str, **limits) -> list[tuple[str, int]]:
    pks = near(understand(question), **limits)
    known = Article.objects.select_related("document").in_bulk(pks)
    return [(known[pk].document.number, known[pk].ordinal) for pk in pks]


@pytest.mark.parametrize(
    "question, first",
    [
        pytest.param("我的饭店员工做核酸谁出钱？", (SERVICES, 23), id="a trade and an occasion"),
        pytest.param("饭馆交不起失业保险", (SERVICES, 25), id="what people say"),
        pytest.param("防疫把我店封了怎么办", (SERVICES, 57), id="no word as printed"),
        pytest.param("保姆公司", (SUPPORT, 42), id="a trade alone"),
        pytest.param("我是厨师", ("晋商综〔2022〕56号", 16), id="a trade alone: where it is given something"),
        pytest.param("个体户转成公司奖励多少钱", (MARKET, 10), id="a thing under another name"),
        pytest.param("太原市商务局", (CITY, 1), id="an office alone"),
        pytest.param("饭馆房租", (SERVICES, 13), id="no 房租 in 经营用房租赁"),
        pytest.param("高企奖励", ("晋政办发〔2022〕7号", 55), id="no 高企 in 提高企业"),
        pytest.param("炼钢厂", ("晋政办发〔2022〕34号", 42), id="a trade by its own printed word, not by its sector's"),
    ],
)
def test_the_answer_stands_first(question, first):
    assert ranked(question)[0] == first


@pytest.mark.parametrize(
    "question, never",
    [
        pytest.param("饭馆交不起失业保险", (SERVICES, 52), id="the airlines' advance tax"),
        pytest.param("保姆公司", (SERVICES, 36), id="the travel agencies' deposit"),
        pytest.param("省体育局", (SERVICES, 25), id="another office's"),
    ],
)
def test_what_shares_nothing_is_not_near(question, never):
    assert never not in ranked(question)


@pytest.mark.parametrize(
    "question",
    ["龘龘龘龘", "！？。", "What can I get?", "怎么办", "42"],
    ids=["no word", "signs", "English", "talk", "a bare number"],
)
def test_nothing_is_near_to_nothing(question):
    assert ranked(question) == []


def test_a_document_that_is_named_comes_before_others():
    assert ranked("34号文 所得税减半")[0] == ("晋政办发〔2022〕34号", 7)
    assert {number for number, _ in ranked("晋政发〔2021〕26号")} == {"晋政发〔2021〕26号"}


def test_of_a_trade_alone_what_it_is_given_comes_first_and_no_ban_is_a_gift():
    places = ranked("面馆能领什么")
    assert places.index((SERVICES, 23)) < places.index((SERVICES, 29)), "money before 不得强制餐饮企业…"


def test_only_what_the_filter_leaves_and_what_is_not_listed_already():
    first, second, *_ = near(understand("饭馆交不起失业保险"))
    assert near(understand("饭馆交不起失业保险"), within={second}) == [second]
    assert first not in near(understand("饭馆交不起失业保险"), but={first})
    assert len(near(understand("企业 补贴 贷款 税"))) == MOST


@pytest.mark.long
def test_an_article_that_its_source_dropped_is_not_near(django_capture_on_commit_callbacks):
    from policies.models import Revision

    first = near(understand("饭馆交不起失业保险"))[0]
    Article.objects.filter(pk=first).update(removed_from_source=True)
    Revision.bump()
    assert first not in near(understand("饭馆交不起失业保险"))


@pytest.mark.parametrize("question", ["发改委牵头的事", "省税务局牵头"])
def test_an_office_without_the_role_asked_for_shows_what_it_has(question):
    asked = understand(question)
    assert asked.role == Responsibility.Role.LEAD
    assert ranked(question)
    theirs = Responsibility.objects.public().filter(unit__in=asked.units).values_list("article", flat=True)
    assert set(near(asked)) <= set(theirs)
