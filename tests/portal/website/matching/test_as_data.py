"""/match.json: the same answer as the page's, whole, in the page's order."""

import pytest
from django.utils import timezone

from policies.models import Article, Document, Revision
from portal.website.matching.order import GROUPS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine"), pytest.mark.long]

ASKED = "sector=餐饮&beneficiary=小微企业&yes=以单位方式参保&on=2022-06-30"


def test_it_says_what_was_asked_of_which_state_of_the_base_on_which_day(client):
    told = client.get(f"/match.json?{ASKED}").json()
    assert told["revision"] == Revision.current()
    assert told["day"] == "2022-06-30"
    assert told["asked"] == client.get(f"/match/?{ASKED}").context["address"]
    assert client.get("/match.json?sector=餐饮").json()["day"] == timezone.localdate().isoformat()
    groups = [group["id"] for group in told["groups"] if not group["first"] and not group["unsure"]]
    assert groups == [name for name, *_ in GROUPS.values()]


def test_it_holds_all_that_the_page_lists_in_the_page_s_order(client):
    told = client.get(f"/match.json?{ASKED}").json()
    ranked = client.get(f"/match/?{ASKED}").context["answer"].ranked
    assert [item["quote"] for group in told["groups"] for item in group["items"]] == [each.quote for each in ranked]


def test_every_item_stands_where_it_says_and_says_what_it_rests_on(client):
    texts = {(each.document.number, each.ordinal): each for each in Article.objects.select_related("document")}
    told = client.get(f"/match.json?{ASKED}").json()
    items = [item for group in told["groups"] for item in group["items"]]
    assert len(items) > 100
    for item in items:
        article = texts[item["document"], item["ordinal"]]
        assert article.path == item["path"]
        assert article.text[item["start"] : item["end"]] == item["quote"]
        assert item["receiver"]["verdict"] in {"yes", "no", "open"}
        assert {each["verdict"] for each in item["conditions"]} <= {"yes", "no", "open"}
    given = [item for group in told["groups"][:4] for item in group["items"]]
    assert all(item["mode"] != "duty" for item in given)
    assert any(
        each["asks"] == "以单位方式参保" and each["verdict"] == "yes" for item in given for each in item["conditions"]
    )


def test_twins_name_each_other(client):
    told = client.get("/match.json?sector=餐饮&beneficiary=个体工商户").json()
    others = [other for group in told["groups"] for item in group["items"] for other in item["others"]]
    assert others
    numbers = set(Document.objects.values_list("number", flat=True))
    assert all(set(other) == {"document", "ordinal", "quote"} and other["document"] in numbers for other in others)


@pytest.mark.parametrize(
    "query, not_understood, contradictory",
    [
        pytest.param("", [], [], id="all understood"),
        pytest.param("&loan=没有&loan=想贷", ["loan"], [], id="two answers to a question of which one is"),
        pytest.param(
            "&monthly=-3&yes=火星", ["yes", "monthly"], [], id="a figure below nothing, a condition of nobody"
        ),
        pytest.param("&on=2022-06-31", ["on"], [], id="a day that there is not"),
        pytest.param("&yes=限上&no=限上", [], ["限上"], id="fulfilled and not"),
        pytest.param("&monthly=8&annual=5", [], ["年营业收入", "月销售额"], id="less in a year than in a month"),
        pytest.param("&yes=规上&yes=规下", [], ["规上", "规下"], id="two of which one can be"),
    ],
)
def test_what_is_not_understood_is_told_and_the_rest_is_answered_as_on_the_page(
    client, query, not_understood, contradictory
):
    asked = f"sector=餐饮&beneficiary=小微企业{query}"
    told = client.get(f"/match.json?{asked}").json()
    assert (sorted(told["not_understood"]), sorted(told["contradictory"])) == (sorted(not_understood), contradictory)
    assert all(message.endswith("。") for message in told["not_understood"].values())
    page = client.get(f"/match/?{asked}")
    assert all(words in page.content.decode() for words in contradictory)
    ranked = page.context["answer"].ranked
    assert [item["quote"] for group in told["groups"] for item in group["items"]] == [each.quote for each in ranked]


@pytest.mark.parametrize("query", ["", "sector=火星", "on=2022-06-30", "sector=火星&on=2022-02-31"])
def test_what_cannot_be_answered_is_told_and_nothing_is(client, query):
    answer = client.get(f"/match.json?{query}")
    assert (answer.status_code, list(answer.json())) == (400, ["errors"])
    assert "groups" not in answer.json()


def test_queries(queries):
    assert queries(f"/match.json?{ASKED}") <= 10
