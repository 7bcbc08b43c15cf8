"""Cards as HTML: what is kept of one list is shown in another only where it is the same there."""

import pytest
from django.http import QueryDict

from policies.models import Article, Responsibility
from policies.revision_cache import RevisionCache
from portal.website.finder.filterset import ArticleFilter
from portal.website.pages.parts import article_cache, card_html
from portal.website.pages.parts.article_card import cards
from tests.portal.website.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

# The same articles asked for by different words, units, trades and days.
QUERIES = (
    "",
    "unit=省商务厅",
    "unit=省财政厅",
    "sector=餐饮",
    "sector=零售&unit=省商务厅",
    "on=2022-06-30",
    "on=2023-06-30&status=past",
    "q=失业保险",
    "q=企业",
)


def listed(query: str) -> list:
    filters = ArticleFilter(QueryDict(query), Article.objects.public().in_document_order())
    return cards(article_cache.articles(filters.qs.values_list("pk", flat=True)[:12]), filters.selections)


@pytest.mark.long
def test_a_kept_card_is_the_card_made_anew(monkeypatch):
    written = {(query, card.article.pk): card_html.written(card) for query in QUERIES for card in listed(query)}
    monkeypatch.setattr(card_html, "_cache", RevisionCache(max_bytes=0))
    for query in QUERIES:
        for card in listed(query):
            assert card_html.written(card) == written[query, card.article.pk], query


def test_units_stand_by_role_and_those_asked_for_in_bold():
    card = listed("unit=省商务厅")[0]
    html = card_html.written(card)
    Page(html)
    assert "<b>省商务厅</b>" in html
    assert html.count("<b>") == 1
    text = Page(html).text
    for role, parts in card.roles:
        assert role + "、".join(part.unit.name for part in parts) in text


def test_names_are_escaped():
    part = Responsibility.objects.public().of_articles().first()
    part.unit.name = "<i>省厅</i>"
    part.unit.save()
    card = cards(article_cache.articles([part.article_id]), {})[0]
    assert "&lt;i&gt;省厅&lt;/i&gt;" in card_html.written(card)
