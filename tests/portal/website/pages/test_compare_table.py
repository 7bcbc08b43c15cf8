"""Compare: two texts side by side, several articles and one subject in a table."""

from itertools import pairwise
from urllib.parse import quote

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from policies.models import Article, Parallel
from policies.text.diff import pair
from portal.website.pages.compare_table import MAX_ARTICLES
from portal.website.views.compare import fields
from tests.portal.website.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

A, B, C = "jinfa-2021-67/art_38", "jinzhengbanfa-2022-7/art_10", "jinzhengbanfa-2022-35/art_7"

QUERIES = {
    "/compare/": 0,
    f"/compare/?a={A}": 10,
    f"/compare/?a={A}&b={B}": 10,
    f"/compare/?a={A}&b={B}&c={C}": 7,
    "/compare/?q=乡村e镇": 7,
    "/compare/?q=没有这样的词": 1,
    "/compare/?a=no/art_1": 1,
}


@pytest.mark.parametrize("path, count", QUERIES.items())
def test_queries_of_each_page(queries, path, count):
    assert queries(path) == count


@pytest.mark.parametrize("path", QUERIES)
def test_pages_are_whole(client, path):
    page = Page(client.get(path).content.decode())
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert page.headings[0] == 1
    assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False))


PAIRS = {
    "same": ("减税。", "减税。", [], []),
    "width and spaces are no difference": ("100个,乡村e镇", "100 个，乡村 e 镇", [], []),
    "one sign": ("对于我省", "对我省", ["于"], []),
    "a figure": ("给予最高10万元奖励", "给予最高20万元奖励", ["1"], ["2"]),
    "chance between differences": ("甲乙丙的丁戊己", "庚辛壬的癸子丑", ["甲乙丙的丁戊己"], ["庚辛壬的癸子丑"]),
}


@pytest.mark.parametrize("left, right, in_left, in_right", PAIRS.values(), ids=PAIRS)
def test_what_differs_is_marked(left, right, in_left, in_right):
    found = pair(left, right)
    assert [left[span.start : span.end] for span in found.left_spans] == in_left
    assert [right[span.start : span.end] for span in found.right_spans] == in_right
    assert found.is_same == (not in_left and not in_right)


@given(st.text("甲乙丙丁 ，,１1", max_size=20), st.text("甲乙丙丁 ，,１1", max_size=20))
def test_what_is_not_marked_is_the_same_on_both_sides(left, right):
    from policies.text.diff import same

    found = pair(left, right)
    rest = [
        "".join(sign for at, sign in enumerate(text) if not any(span.start <= at < span.end for span in spans))
        for text, spans in ((left, found.left_spans), (right, found.right_spans))
    ]
    assert same(*rest)


def test_two_articles_stand_side_by_side_with_their_parallels(client):
    response = client.get(f"/compare/?a={A}&b={B}")
    html = response.content.decode()
    first, second = response.context["two"]
    assert (f"{first.document.slug}/{first.path}", f"{second.document.slug}/{second.path}") == (A, B)
    both = Parallel.objects.of(first).filter(pk__in=Parallel.objects.of(second))
    assert len(response.context["parallels"]) == both.count() > 0
    assert "两处的数字不一致" in html
    assert '<mark class="differs">' in html
    assert 'data-label="金额"' in html


@pytest.mark.long
def test_any_two_articles_can_be_compared(client):
    articles = list(Article.objects.in_document_order().select_related("document"))[::7]
    for left, right in pairwise(articles):
        query = f"a={left.document.slug}/{left.path}&b={right.document.slug}/{right.path}"
        response = client.get(f"/compare/?{query}")
        assert response.status_code == 200
        text = Page(response.content.decode()).text
        if not left.corrections.exists():
            assert left.text in text


def test_several_articles_make_a_table_in_the_order_asked_for(client):
    for query in (f"a={C}&b={A}&c={B}", f"a={C}&with={A}&with={B}", f"a={C}&a={A}&a={B}"):
        lines = client.get(f"/compare/?{query}").context["lines"]
        assert [f"{line.article.document.slug}/{line.article.path}" for line in lines] == [C, A, B]


def test_one_subject_is_a_table_of_the_articles_that_speak_of_it(client):
    response = client.get("/compare/?q=乡村e镇")
    lines = response.context["lines"]
    assert [(line.article.document.number, line.article.number) for line in lines] == [
        ("晋发〔2021〕67号", 15),
        ("晋政办发〔2022〕7号", 23),
        ("晋政办发〔2022〕35号", 22),
        ("晋政办发〔2022〕35号", 57),
        ("晋商综〔2022〕56号", 11),
    ]
    assert [[row.text for row in line.sums] for line in lines] == [
        [], ["最高 2000 万元"], [], [], ["不超过 2000 万元"],
    ]  # fmt: skip
    assert [row.text for row in lines[-1].times] == ["“十四五”期间"]
    assert lines[1].elsewhere == 1
    assert '<mark class="hit">乡村 e 镇</mark>' in response.content.decode()


def test_a_corrected_sum_shows_its_print_in_the_table(client):
    text = Page(client.get("/compare/?a=jinfa-2021-67/art_36").content.decode()).text
    assert "印作 从1%提高到在保业务余额的2%" in text


def test_one_article_offers_its_parallels(client):
    page = Page(client.get(f"/compare/?a={A}").content.decode())
    assert f"/compare/?a={A}&b={B}" in page.links


@pytest.mark.long
def test_an_address_may_be_pasted_whole(client):
    for written in (f"http://testserver/documents/{A}/", f"/documents/{A}/#amount-1", f"documents/{A}", f"{A}/"):
        response = client.get("/compare/", {"a": written, "b": B})
        assert len(response.context["two"]) == 2, written


def test_the_canonical_address_is_the_same_however_it_was_asked(client):
    for query in (f"a={A}&b={B}", f"a={A}&with={B}&x=1", f"b={B}&a=http://elsewhere/documents/{A}/"):
        html = client.get(f"/compare/?{query}").content.decode()
        assert f'rel="canonical" href="http://testserver/compare/?a={A}&amp;b={B}"' in html


BAD = [
    "no/art_1",
    "jinfa-2021-67/art_999",
    "x",
    "http://[",
    quote("税" * 800),
    "..%2F..%2Fetc",
    "a/b/c",
]


@pytest.mark.parametrize("value", BAD, ids=lambda value: value[:20])
def test_a_bad_address_is_a_message_at_its_field_and_the_rest_is_kept(client, value):
    response = client.get(f"/compare/?a={A}&b={value}")
    html = response.content.decode()
    assert response.status_code == 200
    assert len(response.content) < 60_000
    assert 'aria-describedby="message-b"' in html
    assert f'value="{A}"' in html
    assert "two" not in response.context
    assert [slot.name for slot in response.context["asked"].slots if slot.message] == ["b"]
    Page(html)


@pytest.mark.parametrize("value", [quote("税" * 201), "+".join(map(str, range(13)))], ids=["long", "many words"])
def test_bad_words_are_a_message_and_no_list(client, value):
    response = client.get(f"/compare/?q={value}")
    assert response.status_code == 200
    assert response.context["lines"] == []
    assert 'aria-describedby="q-message"' in response.content.decode()


def test_words_beside_a_bad_address_list_nothing(client):
    assert client.get("/compare/?q=税&a=no/art_1").context["lines"] == []


def test_too_many_addresses_are_cut_and_said():
    query = QueryDict("&".join(f"with=x/art_{number}" for number in range(50)))
    assert len(fields(query)) == MAX_ARTICLES


def test_more_addresses_than_fit_are_said(client):
    query = "&".join(f"with=jinfa-2021-67/art_{number}" for number in range(1, 30))
    response = client.get(f"/compare/?{query}")
    assert len(response.context["lines"]) == MAX_ARTICLES
    assert "最多对照 20 条" in response.content.decode()


def test_the_same_article_twice_is_one(client):
    response = client.get(f"/compare/?a={A}&b={A}")
    assert len(response.context["lines"]) == 1
    assert "几处填的是同一条" in response.content.decode()
    assert "几处填的是同一条" not in client.get(f"/compare/?a={A}&b={B}").content.decode()


def test_many_rows_are_cut_and_lead_to_the_whole_list(client):
    response = client.get("/compare/?q=企业")
    assert len(response.context["lines"]) == 60
    assert "只列前 60 条" in response.content.decode()
