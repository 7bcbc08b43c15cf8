"""Facets as HTML: what stands in one, where, and that nothing anybody typed is more than words."""

import pytest
from django.http import QueryDict

from policies.models import Article, Unit
from portal.website.finder.facets import Facet, facets
from portal.website.finder.filterset import ArticleFilter
from portal.website.pages.parts.facet_html import written
from tests.portal.website.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]


def facet(name: str, query: str = "") -> Facet:
    filters = ArticleFilter(QueryDict(query), Article.objects.public().in_document_order())
    return next(each for each in facets(filters) if each.param.name == name)


@pytest.mark.parametrize(
    "name, query, holds, lacks",
    [
        pytest.param("unit", "", ["<summary>其余 ", 'list="list-unit"', "<option "], ["<small>", "加选"], id="long"),
        pytest.param("unit", "unit=省商务厅", ["aria-current", "去掉<", "加选<"], ["aria-invalid"], id="one is chosen"),
        pytest.param("unit", "unit=财政", ["名称里有“财政”的：", "aria-invalid"], ["商务厅"], id="a part of a name"),
        pytest.param("sector", "sector=无此", ["没有“无此”这个行业。请从列出的词里选。", "<ul>"], [], id="listed"),
        pytest.param(
            "sector",
            "sector=无此&min_yuan=abc",
            ["没有“无此”这个行业。"],
            ["请从列出的", "<ul>"],
            id="not listed",
        ),
        pytest.param("unit", "unit=无此", ['id="message-unit"'], ["名称里有"], id="what nobody is called by"),
        pytest.param(
            "min_yuan", "", ["元以上", 'placeholder="'], ["<datalist", "加选"], id="a scale, of which any figure"
        ),
        pytest.param("on", "", ['type="date"'], ["<ul>", "<datalist"], id="a day, which lists nothing"),
        pytest.param("document", "sector=餐饮", [" open>", "<small>"], ["message-"], id="a note on each value"),
        pytest.param(
            "unit",
            "q=企业&sector=餐饮",
            ['name="q" value="企业"'],
            ['name="unit" value="企业"'],
            id="what else is asked",
        ),
    ],
)
def test_what_a_facet_holds(name, query, holds, lacks):
    html = written(facet(name, query))
    Page(html)
    assert [words for words in holds if words not in html] == []
    assert [words for words in lacks if words in html] == []


def test_whatever_is_called_or_typed_is_words():
    unit = Unit.objects.busiest_first()[0]
    unit.name = '<i a="省厅&">'
    unit.save()
    html = written(facet("unit", "unit=<b>'%22"))
    assert "&lt;i a=&quot;省厅&amp;&quot;&gt;" in written(facet("unit"))
    assert "&lt;b&gt;&#x27;&quot;" in html
    assert "<b>" not in html
    assert "<i" not in html.replace("<input", "")


def test_counts_and_addresses_are_those_of_the_record():
    found = facet("sector", "unit=省商务厅")
    page = written(found)
    for value in found.values:
        address = value.alone.replace("&", "&amp;")
        assert f'href="/articles/?{address}"' in page
        assert f'<span class="count">{value.count}<' in page
