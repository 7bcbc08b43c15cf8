"""The pages at their door: what they show, how they answer bad input, how many queries they take."""

import re
from importlib import import_module
from urllib.parse import quote

import pytest
from django.urls import reverse

from policies.models import Article, Benefit, Document, Responsibility, Unit
from tests.portal.website.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

QUESTION = "?unit=省商务厅&role=responsible&sector=餐饮&document=晋政办发〔2022〕33号&q=失业保险"

QUERIES = {
    "/": 0,
    "/documents/": 2,
    "/documents/jinzhengbanfa-2022-35/": 13,
    "/documents/jinfa-2021-67/art_36/": 17,
    "/articles/": 0,
    "/articles/?unit=省商务厅&sector=餐饮": 0,
    f"/articles/{QUESTION}": 3,
    "/articles/?unit=火星&sector=餐饮": 0,
    "/units/": 1,
    "/units/省商务厅/": 17,
    "/sectors/": 1,
    "/sectors/餐饮/": 3,
    "/nothing/here/": 0,
}


@pytest.mark.parametrize("path, count", QUERIES.items())
def test_queries_of_each_page(queries, path, count):
    assert queries(path) == count


@pytest.mark.parametrize("path", [path for path in QUERIES if path != "/nothing/here/"])
def test_pages_are_whole(client, path):
    response = client.get(path)
    html = response.content.decode()
    page = Page(html)
    assert response.status_code == 200
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    assert '<html lang="zh-Hans">' in html
    assert 'rel="canonical"' in html
    assert 'name="description"' in html
    assert "未核实" in page.text
    assert "http://testserver" in html
    assert not [link for link in page.links if link.startswith(("http:", "https:", "//"))]


@pytest.mark.long
def test_internal_links_of_the_pages_answer(client):
    links = {link.split("#")[0] for path in QUERIES for link in Page(client.get(path).content.decode()).links}
    places = {link for link in links if link.startswith("/") and not link.startswith("/articles/?")}
    assert len(places) > 100
    assert {link for link in sorted(places)[::4] if client.get(link).status_code != 200} == set()


@pytest.mark.long
def test_documents_and_articles_have_their_pages(client):
    """All documents, and of their articles every seventh: all of them take most of a minute."""
    for document in Document.objects.all():
        assert client.get(document.get_absolute_url()).status_code == 200
    for article in Article.objects.select_related("document", "section")[::7]:
        response = client.get(article.get_absolute_url())
        page = Page(response.content.decode())
        assert len(page.ids) == len(set(page.ids)), article
        assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids), article


def test_home_counts_what_the_base_holds(client):
    page = Page(client.get("/").content.decode()).text
    assert "9 个文件，417 条，另有汇编通知 3 条" in page
    assert str(Responsibility.objects.active().count()) in page


def test_reader_has_every_article_in_order_with_its_whole_text(client):
    document = Document.objects.get(slug="jinzhengfa-2021-26")
    page = Page(client.get(document.get_absolute_url()).content.decode())
    at = 0
    for article in document.articles.filter(corrections=None).order_by("ordinal"):
        assert article.path in page.ids
        at = page.text.index(article.text, at)
    assert "各市、各部门要围绕" in page.text
    assert "成文日期未知" in page.text.replace("\n", "").replace(" ", "")


def test_reader_marks_the_facts_of_passages_too(client):
    html = client.get("/documents/jinzhengbanfa-2022-35/").content.decode()
    assert '<span class="amount" title="目标">7.5%左右</span>' in html
    preamble = Page(client.get("/documents/jinshijianfa-2022-33/").content.decode())
    assert "/documents/jinfa-2021-67/" in preamble.links


def test_a_corrected_sum_shows_both_what_is_printed_and_what_it_should_read(client):
    html = client.get("/documents/jinfa-2021-67/art_36/").content.decode()
    assert '<del class="misprint" title="印作“1%”，应作“1‰”">1%</del><ins class="note">1‰</ins>' in html
    assert "1‰ → 2‰" in html
    assert "印作 从1%提高到在保业务余额的2%" in html


def test_a_probable_correction_leaves_the_text_and_says_so(client):
    html = client.get("/documents/jinzhengbanfa-2022-7/art_8/").content.decode()
    assert "〔疑作15‰〕" in html
    assert "存疑，正文不改" in html


def test_inherited_responsibility_shows_the_words_it_stands_in(client):
    section = Page(client.get("/documents/jinzhengbanfa-2022-35/art_4/").content.decode()).text
    assert "章节标题写明" in section
    assert "（一）现代金融（金融业专班负责）" in section
    default = Page(client.get("/documents/jinzhengbanfa-2022-30/art_2/").content.decode()).text
    assert "全文通用" in default
    assert "以下措施均需各市、县人民政府落实" in default


def test_card_shows_the_sentence_that_was_searched_for_with_the_words_marked(client):
    html = client.get("/articles/?document=jinzhengbanfa-2022-33&q=滞纳金").content.decode()
    assert '缓缴期间免收<mark class="hit">滞纳金</mark>' in html


@pytest.mark.parametrize("name, canonical", [("省工信厅", "省工业和信息化厅"), ("省卫健委", "省卫生健康委")])
def test_another_name_of_a_unit_leads_to_it(client, name, canonical):
    response = client.get(f"/units/{name}/")
    assert response.status_code == 301
    assert response["Location"] == reverse("unit", args=[canonical])


def test_a_name_of_two_units_asks_which(client):
    page = Page(client.get("/units/各市、县人民政府/").content.decode())
    assert {Unit.objects.get(name=name).get_absolute_url() for name in ("各市人民政府", "各县人民政府")} <= set(
        page.links
    )


def test_unit_page_sets_the_declared_count_beside_ours(client):
    response = client.get("/units/省商务厅/")
    totals = [check for check in response.context["page"].checks if not check.declared.label]
    assert [check.ours for check in totals] == [13, 4, 12, 18, 2, 11]
    assert all(check.holds for check in totals)
    by_section = [check.ours for check in response.context["page"].checks if check.declared.section]
    assert by_section == [2, 5, 2, 1, 2, 1, 4, 8, 2, 3]
    html = response.content.decode()
    assert html.index('id="duties"') < html.index("<details", html.index('aria-labelledby="checks"'))
    assert "22 处，<strong>1 处不符</strong>" in html


def test_collective_says_that_its_list_is_incomplete(client):
    page = Page(client.get("/units/省服务业发展领导小组有关成员单位/").content.decode()).text
    assert "名单不完整" in page
    assert "3条组织保障措施" in page


def test_successor_is_a_dated_note(client):
    page = Page(client.get("/units/山西银保监局/").content.decode()).text
    assert "2023年7月20日起由 国家金融监督管理总局山西监管局 承继" in page


LONG = quote("税" * 201)

BAD = [
    *(f"/articles/?{kind}={value}" for kind in ("unit", "role", "basis", "sector", "document", "q")
      for value in (LONG, "%25", "%25%25%5F", "'%22%3Cscript%3E", "%5C", "%F0%9F%98%80", "%")),
    "/articles/?" + "&".join(f"q={index}" for index in range(290)),
    "/articles/?" + "&".join(f"unit={index}" for index in range(290)),
    "/articles/?q=" + "+".join("字" + str(index) for index in range(60)),
    "/articles/?q=%EF%B7%BA%EF%B7%BA",
    "/articles/?q[]=1&unit[$ne]=x",
    "/articles/?page=",
    *(f"/articles/?page={page}" for page in ("0", "-1", "999", "x", "1.5", "9" * 5000, "%EF%BC%92", "1&page=2")),
]  # fmt: skip


@pytest.mark.parametrize("path", BAD, ids=lambda path: path[:60])
def test_bad_input_gets_a_clean_page(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert len(response.content) < 200_000
    assert b"<script>" not in response.content
    Page(response.content.decode())


@pytest.mark.parametrize("kind", ["unit", "role", "basis", "sector", "document", "q"])
def test_what_cannot_be_read_gives_a_message_and_an_empty_list(client, kind):
    response = client.get(f"/articles/?{kind}={LONG}&document=jinfa-2021-67")
    assert response.context["page"].paginator.count == 0
    assert "有条件没有认出" in response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/units/火星/", "/sectors/火星/", "/units/-1234567890/", "/sectors/-99999999999999999999999/",
        "/documents/no/", "/documents/no/art_1/", "/documents/jinfa-2021-67/art_999/", "/units/" + LONG + "/",
        "/units/'%22/", "/units/%25/", "/units/%5C/",
    ],
    ids=lambda path: path[:40],
)  # fmt: skip
def test_unknown_places_are_not_found_and_offer_the_search(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert 'role="search"' in response.content.decode()


def test_the_first_page_counts_what_the_base_holds_in_plain_words(client):
    page = client.get("/").content.decode().partition('id="holds"')[2]
    counted = dict(re.findall(r"<dt>(.+?)</dt><dd>(\d+)</dd>", page))
    assert int(counted["惠企举措"]) == Benefit.objects.public().count()
    assert int(counted["单位分工"]) == Responsibility.objects.public().count()
    assert counted.keys() & {"量化目标", "举措", "分类"} == set()


def test_a_failure_shows_no_trace(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr(import_module("portal.website.views.home"), "shown", lambda: 1 / 0)
    response = client.get("/")
    assert response.status_code == 500
    assert "出了问题" in response.content.decode()
    assert "Traceback" not in response.content.decode()


def test_pages_past_the_end_give_the_last_one_and_say_so(client):
    response = client.get("/articles/?page=999")
    assert response.context["page"].number == response.context["page"].paginator.num_pages
    assert "没有那一页" in response.content.decode()
    assert client.get("/articles/?page=-3").context["page"].number == 1


def test_the_foot_says_the_years_of_the_base_s_documents_by_number_or_date(client):
    assert "成文于 2021—2022 年" in client.get("/").content.decode()
    Document.objects.filter(number="晋政发〔2021〕26号").update(number="", year=None, issued_on="2019-03-01")
    assert Document.objects.public().issue_years() == [2019, 2022]
    assert Document.objects.filter(year=2022).issue_years() == [2022]
    assert Document.objects.none().issue_years() == []


def test_pages_keep_the_filter(client):
    links = Page(client.get("/articles/?unit=省财政厅").content.decode()).links
    assert f"?unit={quote('省财政厅')}&page=2" in links


@pytest.mark.django_db
@pytest.mark.usefixtures("nine")
def test_of_a_long_page_of_duties_the_first_document_is_unfolded_and_those_of_few(client):
    html = client.get("/units/省商务厅/").content.decode()
    shelves = re.findall(r'<details class="shelf"( open)?><summary><h3>.*?<span class="count">(\d+) 条', html, re.S)
    counts = [(bool(is_open), int(count)) for is_open, count in shelves]
    assert counts[0][0]
    assert any(not is_open for is_open, _ in counts)
    assert all(is_open for is_open, count in counts if count <= 5)
