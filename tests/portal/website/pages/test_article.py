"""An article answers first: to whom it gives what, until when, and whom to ask; then comes the print."""

from datetime import date

import pytest
from django.utils import timezone

from policies.models import Article, Benefit, Measure
from portal.website.pages.article import SENTENCES, SHOWN_EACH, ArticlePage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

DEFERRAL = "/documents/jinzhengbanfa-2022-33/art_25/"


def page(slug: str, path: str) -> ArticlePage:
    return ArticlePage.of(Article.objects.for_page().get(document__slug=slug, path=path))


def test_it_says_first_who_gets_what(client):
    html = client.get(DEFERRAL).content.decode()
    assert html.index('id="gives"') < html.index('id="print"')
    box = html[html.index('id="gives"') : html.index('id="print"')]
    for words in (
        "申请可得",
        "缓缴失业保险",
        "不超过一年",
        "餐饮行业以单位方式参加失业保险的企业",
        "省人力资源社会保障厅",
    ):
        assert words in box
    _, sentence = page("jinzhengbanfa-2022-33", "art_25").gifts[0]
    assert f'href="#{sentence.anchor}"' in box
    assert f'id="{sentence.anchor}"' in html


def test_a_sentence_keeps_its_address_when_another_row_and_place_are_given_to_it():
    article = Article(text="一是减免。二是补贴。")
    was = Measure(pk=7, article=article, start=5, end=10, quote="二是补贴。")
    now = Measure(pk=8, article=Article(text="二是 补贴。"), start=0, end=6, quote="二是 补贴。")
    other = Measure(pk=7, article=article, start=0, end=5, quote="一是减免。")
    assert was.anchor == now.anchor != other.anchor


def test_sentences_that_say_the_very_same_have_an_address_each():
    article = Article(text="免征。减半。免征。")
    first, second = (Measure(article=article, start=at, end=at + 3, quote="免征。") for at in (0, 6))
    assert second.anchor == f"{first.anchor}-2"


def test_old_addresses_of_sentences_keep_working(client):
    found = page("jinzhengbanfa-2022-33", "art_25")
    html = client.get(DEFERRAL).content.decode()
    for each in found.article.measures.all():
        assert html.count(f'id="measure-{each.pk}"') == html.count(f'id="{each.anchor}"') == 1
        assert found.at(f"measure-{each.pk}") == found.at(each.anchor) == each


def test_the_state_s_own_work_is_no_gift(client):
    assert page("jinzhengbanfa-2022-7", "art_29").gifts == []
    assert 'id="gives"' not in client.get("/documents/jinzhengbanfa-2022-7/art_29/").content.decode()


def test_what_an_editor_rejected_is_not_told(client):
    Benefit.objects.filter(article__path="art_25", article__document__slug="jinzhengbanfa-2022-33").update(
        status=Benefit.Status.REJECTED
    )
    assert page("jinzhengbanfa-2022-33", "art_25").gifts == []


@pytest.mark.parametrize(
    "today, standing, days",
    [(date(2022, 12, 1), "within", 30), (date(2022, 12, 31), "within", 0), (date(2023, 1, 1), "past", 1)],
    ids=["thirty days left", "the last day", "past"],
)
def test_it_says_loudly_whether_it_still_holds(monkeypatch, today, standing, days):
    monkeypatch.setattr(timezone, "localdate", lambda: today)
    found = page("jinzhengbanfa-2022-33", "art_25").period
    assert (found.standing, found.days) == (standing, days)
    assert "2022年" in found.words


def test_no_term_is_none():
    article = next(
        each
        for each in Article.objects.for_page().filter(document__slug="jinfa-2021-67")
        if not any(term.role == "term" for term in each.deadline_set.all())
    )
    assert ArticlePage.of(article).period is None


@pytest.mark.parametrize(
    "today, said, over",
    [
        (date(2022, 12, 1), "在期限内，还有 30 天", False),
        (date(2022, 12, 31), "在期限内，今天是最后一天", False),
        (date(2023, 1, 1), "已过期限，已过 1 天", True),
        (date(2021, 12, 31), "期限未到", False),
    ],
    ids=["thirty days left", "the last day", "past", "not yet"],
)
def test_what_is_over_is_said_before_all_else(monkeypatch, client, today, said, over):
    monkeypatch.setattr(timezone, "localdate", lambda: today)
    html = client.get(DEFERRAL).content.decode()
    head, box = html[: html.index("</header>", html.index("<h1>"))], html[html.index('id="gives"') :]
    assert ("is-over" in head) is over
    assert (said in head) is over
    assert said in box


def test_what_the_same_people_get_stands_under_their_name_once(client):
    rents = page("jinzhengbanfa-2022-33", "art_13")
    whom = [receivers for receivers, _ in (*rents.offers, *rents.more_offers)]
    assert len(whom) == len(set(whom)) == 4
    # 小微企业 are named again behind others
    refunds = page("jinzhengbanfa-2022-33", "art_7")
    assert [receivers for receivers, _ in refunds.offers].count("小微企业") == 1
    assert sum(len(offers) for _, offers in (*refunds.offers, *refunds.more_offers)) == len(refunds.gifts)
    assert len(rents.gifts) > 3


def test_of_a_long_article_the_rest_is_folded_and_nothing_is_lost():
    long = page("jinzhengbanfa-2022-33", "art_57")
    assert all(len(offers) <= SHOWN_EACH for _, offers in long.offers)
    assert long.folded == len(long.gifts) - sum(len(offers) for _, offers in long.offers) > 0
    sentences = [measure for measure, *_ in (*long.measures, *long.more_measures)]
    assert sentences == list(long.article.measures.all())
    assert len(long.measures) == SENTENCES
    assert not page("jinzhengbanfa-2022-33", "art_13").more_measures, "a few more are not folded"
