"""ArticlePage: the document reader and the page of an article."""

import re

import pytest
from django.contrib.auth import get_user_model

from policies.models import Amount, Article, Correction, Document, Parallel, Responsibility, TermUse
from policies.presentation import annotations
from tests.portal.website.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]


def read(client, path: str) -> Page:
    return Page(client.get(path).content.decode())


def test_reader_lists_its_sections_and_articles_in_an_outline_for_wide_and_for_narrow_screens(client):
    html = client.get("/documents/jinfa-2021-67/").content.decode()
    assert html.count('href="#art_36"') == 2
    assert '<details class="outline narrow"><summary>目录（48 条）</summary>' in html


def test_a_document_without_sections_has_an_outline_too(client):
    page = read(client, "/documents/jinshangzonghan-2022-171/")
    assert page.links.count("#art_3") == 2


@pytest.mark.long
def test_reader_leads_to_the_documents_before_and_behind(client):
    listed = list(Document.objects.listed())
    for before, document, behind in zip(listed, listed[1:], listed[2:], strict=False):
        html = client.get(document.get_absolute_url()).content.decode()
        assert f'rel="prev" href="{before.get_absolute_url()}"' in html
        assert f'rel="next" href="{behind.get_absolute_url()}"' in html
    assert 'rel="prev"' not in client.get(listed[0].get_absolute_url()).content.decode()
    assert 'rel="next"' not in client.get(listed[-1].get_absolute_url()).content.decode()


@pytest.mark.long
def test_reader_names_the_units_of_every_article_with_their_roles(client):
    book = client.get("/documents/jinzhengbanfa-2022-35/").context["page"]
    parts = Responsibility.objects.filter(article__document__slug="jinzhengbanfa-2022-35")
    for entry in book.entries:
        listed = set(re.findall(r'href="/units/([^/]+)/"', entry.html.partition('<dl class="about">')[2]))
        assert listed == set(parts.filter(article__path=entry.path).values_list("unit__name", flat=True))


def test_reader_has_a_legend_of_just_the_marks_that_occur(client):
    html = client.get("/documents/jinfa-2021-67/").content.decode()
    for kind, label in annotations.LEGEND:
        occurs = re.search(f'class="{kind}"[^>]* title=', html)
        assert bool(occurs) == (f'<span class="{kind}">{label}</span>' in html), kind


@pytest.mark.long
def test_reader_shows_corrections_and_the_bare_print_on_request(client):
    shown = client.get("/documents/jinfa-2021-67/").content.decode()
    assert "勘误和存疑 3 处" in shown
    assert '<ins class="note">1‰</ins>' in shown
    bare = client.get("/documents/jinfa-2021-67/?text=print").content.decode()
    assert "现在显示的是<strong>印文</strong>" in bare
    assert '<ins class="note">' not in bare
    text = Article.objects.get(document__slug="jinfa-2021-67", path="art_36").text
    assert text in Page(bare).text
    assert '<ins class="note">1‰</ins>' in client.get("/documents/jinfa-2021-67/?text=nothing").content.decode()


def test_article_quotes_the_evidence_of_every_fact_and_has_one_report_for_all(client):
    response = client.get("/documents/jinfa-2021-67/art_36/")
    html = response.content.decode()
    reading = response.context["page"]
    uses = [use for _, terms in reading.terms for _, each in terms for use in each]
    others = [fact for fact in reading.facts if not isinstance(fact, TermUse)]
    assert uses
    assert others
    assert html.count("/art_36/report/") == 1
    offered = client.get("/documents/jinfa-2021-67/art_36/report/").content.decode()
    for fact in (*uses, *others):
        assert f'<option value="{annotations.anchor(fact)}">' in offered
    assert html.count('class="proof"') == len(uses) + len(others)


@pytest.mark.parametrize(
    "text, start, end, said",
    [
        ("甲乙丙", 1, 2, "甲乙丙"),
        ("甲\n乙丙\n丁", 2, 3, "…乙丙…"),
        ("一" * 40 + "元" + "二" * 40, 40, 41, "…" + "一" * 24 + "元" + "二" * 24 + "…"),
        ("元" + "二" * 40, 0, 1, "元" + "二" * 24 + "…"),
    ],
)
def test_an_excerpt_marks_the_very_words(text, start, end, said):
    cut, (span,) = annotations.excerpt(text, start, end)
    assert cut == said
    assert cut[span.start : span.end] == text[start:end]


def test_article_shows_its_parallels_with_the_differing_characters_marked(client):
    html = client.get("/documents/jinzhengbanfa-2022-7/art_10/").content.decode()
    assert '对<mark class="differs">于</mark>我省重点扶持的产业和领域' in html
    assert "两处的数字不一致" in html
    assert "/compare/?a=jinzhengbanfa-2022-7/art_10&amp;b=jinfa-2021-67/art_38" in html


def test_both_sides_of_a_parallel_show_it(client):
    parallel = Parallel.objects.with_articles().order_by("-score", "id").first()
    first, second = parallel.a.article, parallel.b.article
    assert second.get_absolute_url() in read(client, first.get_absolute_url()).links
    assert first.get_absolute_url() in read(client, second.get_absolute_url()).links


def test_article_says_how_to_cite_it_and_gives_its_address(client):
    html = client.get("/documents/jinfa-2021-67/art_36/").content.decode()
    assert (
        "关于实施市场主体倍增工程的意见（晋发〔2021〕67号）第36条，http://testserver/documents/jinfa-2021-67/art_36/，"
        in html
    )
    assert '<input id="address" readonly value="http://testserver/documents/jinfa-2021-67/art_36/">' in html
    assert re.search(r"\d{4}年\d+月\d+日查阅</textarea>", html)


@pytest.mark.long
def test_article_tells_what_was_done_to_its_corrections(client):
    article = Article.objects.get(document__slug="jinfa-2021-67", path="art_36")
    assert "勘误的经过" not in client.get(article.get_absolute_url()).content.decode()
    editor = get_user_model().objects.create_user("bianji", password="pw")
    correction = Correction(article=article, quote="融资", reading="融资（试）", reason="试")
    correction._history_user = editor
    correction.save()
    correction.withdrawn = True
    correction.save()
    page = read(client, article.get_absolute_url()).text
    assert page.count("确定应作 融资（试）") == 2
    assert "已撤回" in page
    assert "bianji" not in page


def test_the_print_stands_beside_every_corrected_figure(client):
    corrected = Amount.objects.active().exclude(printed=None).select_related("article__document")
    assert corrected
    for amount in corrected:
        article = amount.article
        for path in (article.get_absolute_url(), f"/compare/?a={article.document.slug}/{article.path}"):
            assert f"印作 {amount.quote}" in read(client, path).text
