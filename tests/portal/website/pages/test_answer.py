"""The page of a question: what stands in texts first and counted; what is named and what is near, apart."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils.http import urlencode

from policies.asking.ranking import FEW
from policies.models import Article
from portal.website.page_cache import PAGE_CACHE
from tests.portal.website.page import Page

pytestmark = pytest.mark.usefixtures("nine")

CARD_LINK = re.compile(r'href="/documents/([^/"]+)/(art_\d+)/"')


def ask(client, question: str, **more):
    return fresh(client, f"{reverse('articles')}?{urlencode({'q': question, **more})}")


def fresh(client, path: str):
    """Return a page with what it was made of, which one that is kept has not."""
    PAGE_CACHE.clear()
    return client.get(path)


def html(response) -> str:
    return response.content.decode()


def results(response) -> str:
    return html(response).partition('id="results"')[2].partition('id="filters"')[0]


def near(response) -> list[Article]:
    return [card.article for card in response.context["answer"].near]


def named(response) -> list[tuple[str, int]]:
    return [(card.article.document.number, card.article.ordinal) for card in response.context["answer"].named]


def test_what_stands_in_texts_comes_first_and_is_counted_alone(client):
    page = ask(client, "稳岗返还")
    listed = page.context["page"].paginator
    assert 0 < listed.count < FEW
    assert f'<b class="total">{listed.count}</b> 条' in html(page)
    assert near(page)
    assert not {each.pk for each in near(page)} & set(listed.object_list)
    exact, _, rest = results(page).partition("data-near")
    assert len(set(CARD_LINK.findall(exact))) == listed.count
    assert len(set(CARD_LINK.findall(rest))) == len(near(page))


def test_near_is_said_to_be_near_and_never_none(client):
    page = ask(client, "饭馆交不起失业保险")
    assert page.context["page"].paginator.count == 0
    assert near(page)[0].ordinal == 25
    assert '<h2 id="near-title">相近的</h2>' in results(page)
    assert not re.search(r"\b0\s*条", results(page) + html(page).partition('id="said"')[2].partition("</div>")[0])


def test_the_facets_do_not_count_what_is_near(client):
    facets = ask(client, "饭馆交不起失业保险").context["facets"]
    assert not any(value.count for facet in facets for value in facet.values if not value.chosen)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"exact": "1"}, id="asked for its words alone"),
        pytest.param({"min_yuan": "很多"}, id="beside what cannot be read"),
        pytest.param({"sector": "火星"}, id="beside what nothing is"),
    ],
)
def test_nothing_is_near_where_one_wants_none_of_it(client, more):
    page = ask(client, "饭馆交不起失业保险", **more)
    assert near(page) == []
    assert "data-near" not in html(page)


def test_what_each_document_says_is_one_click_from_what_is_near(client):
    page = ask(client, "饭馆交不起失业保险")
    (address,) = (unescape(each) for each in re.findall(r'href="(/compare/[?]with=[^"]+)"', results(page)))
    compared = fresh(client, address).context["asked"].articles
    assert compared == near(page)


def test_an_empty_list_offers_no_kind_of_filter_that_has_no_value(client):
    page = html(ask(client, "饭馆交不起失业保险"))
    assert "没有可选的值" not in page
    assert 'id="field-role"' not in page
    assert 'id="field-min_yuan"' not in page
    assert 'id="field-unit"' in html(ask(client, "饭馆交不起失业保险", unit="省商务厅"))


def test_many_that_stand_in_texts_need_nothing_near(client):
    assert ask(client, "补贴").context["page"].paginator.count >= FEW
    assert near(ask(client, "补贴")) == []
    assert near(ask(client, "哪些企业有补贴"))


def test_near_is_of_what_the_other_filters_leave(client):
    page = ask(client, "饭馆交不起失业保险", document="晋政办发〔2022〕35号")
    assert {each.document.number for each in near(page)} == {"晋政办发〔2022〕35号"}


@pytest.mark.parametrize(
    "question, said",
    [
        pytest.param("太原市商务局", "按 各市商务局 · 省商务厅 · 各市人民政府 理解。", id="an office of a city"),
        pytest.param("十万", "按 10万元 理解。", id="a sum"),
        pytest.param("市监局", "按 省市场监管局 理解。", id="an office by another name"),
    ],
)
def test_what_a_word_was_read_as_is_said(client, question, said):
    page = ask(client, question)
    assert page.context["answer"].hint.text == said
    assert not page.context["hints"]


def test_who_names_an_article_is_offered_no_other_search(client):
    page = html(ask(client, "晋政办发〔2022〕33号第25条"))
    assert "您问的条文" in page
    assert "正好这样写的没有结果" not in page


def test_it_says_what_it_understood_and_one_click_undoes_it(client):
    page = ask(client, "饭馆 房租减不减")
    hint = page.context["answer"].hint
    assert hint.text.startswith("按 餐饮 · 减免租金")
    assert "只检索原词" in results(page) or "只检索原词" in html(page)
    alone = fresh(client, f"{reverse('articles')}?{hint.way.address}")
    assert near(alone) == []
    (back,) = [each for each in alone.context["hints"] if "原词" in each.text]
    again = fresh(client, f"{reverse('articles')}?{back.way.address}")
    assert [each.pk for each in near(again)] == [each.pk for each in near(page)]


def test_what_was_taken_for_its_own_words_is_not_said(client):
    assert ask(client, "稳岗返还").context["answer"].hint is None


@pytest.mark.parametrize(
    "question, found",
    [
        pytest.param("晋政办发〔2022〕33号第25条", [("晋政办发〔2022〕33号", 25)], id="an article"),
        pytest.param(
            "晋政办发[2022]35号 第十五条", [("晋政办发〔2022〕35号", n) for n in (14, 15)], id="printed twice"
        ),
    ],
)
def test_an_article_that_is_named_is_the_first_link(client, question, found):
    page = ask(client, question)
    assert named(page) == found
    first = CARD_LINK.search(results(page))
    assert first.groups()[1] == f"art_{found[0][1]}"


@pytest.mark.parametrize(
    "question, address",
    [
        pytest.param("晋政办发〔2022〕33号", "/documents/jinzhengbanfa-2022-33/", id="a number"),
        pytest.param("晉政發〔2021〕26號", "/documents/jinzhengfa-2021-26/", id="in traditional characters"),
        pytest.param("进一步做好重点领域利用外资工作的实施意见", "/documents/jinzhengfa-2021-26/", id="a title"),
        pytest.param("太原市商务局", reverse("unit", args=["各市商务局"]), id="a city's bureau"),
        pytest.param("国家金融监督管理总局山西监管局", reverse("unit", args=["山西银保监局"]), id="an office renamed"),
    ],
)
def test_what_has_a_page_is_the_first_link(client, question, address):
    first = next(unescape(link) for link in re.findall(r'href="([^"]+)"', results(ask(client, question))))
    assert first == address


@pytest.mark.parametrize(
    "question, missing",
    [
        pytest.param("33号第99条", "本库没有33号第99条", id="an article"),
        pytest.param("晋政办发〔2023〕12号", "本库没有晋政办发〔2023〕12号", id="a document"),
    ],
)
def test_what_is_not_there_is_said_to_be_not_there(client, question, missing):
    page = ask(client, question)
    assert missing in results(page)
    assert named(page) == []
    assert re.search(r'href="/documents/[^/]+/"', results(page))


NEXT_TO = {
    "the last articles": ("晋政办发〔2022〕33号第99条", "/documents/jinzhengbanfa-2022-33/art_61/"),
    "the serials beside": ("晋政办发〔2022〕8号", '号码相近的：<a href="/documents/jinzhengbanfa-2022-7/"'),
}


@pytest.mark.parametrize("question, shown", NEXT_TO.values(), ids=NEXT_TO)
def test_what_is_not_there_is_answered_by_what_stands_next_to_it(client, question, shown):
    page = results(ask(client, question))
    assert shown in page
    assert "jinzhengbanfa-2022-33/art_1/" not in page


def test_what_nothing_is_near_to_is_told_with_what_the_base_covers(client):
    page = results(ask(client, "龘龘"))
    assert "没有结果" in page
    assert "本库收录的文件" in page
    assert "data-near" not in page


def test_the_second_page_is_of_the_list_alone(client):
    assert near(ask(client, "企业能有哪些", page="2")) == []


@pytest.mark.parametrize(
    "question", ["补" * 200, "？！。…" * 40, "What can I get?", "100000", "<script>", "%00", "'; --"], ids=str
)
def test_whatever_is_typed_has_a_page(client, question):
    response = ask(client, question)
    assert response.status_code == 200
    Page(html(response))
    assert "<script>alert" not in html(response)


def test_no_word_is_marked_where_two_others_meet(client):
    cards = ask(client, "面馆房租能减吗").context["answer"].near
    marked = {
        card.sentence[mark.start - 1 : mark.end + 1] for card in cards for mark in card.spans if mark.kind == "hit"
    }
    assert "、房租减" in marked
    assert not {each for each in marked if "房租赁" in each}
