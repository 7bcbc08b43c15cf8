"""Lists read off the index are those of the base, in its order, page by page; sets are sets, however they are held."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from policies.models import Article
from portal.website.finder import article_sets
from portal.website.finder.filterset import ArticleFilter
from portal.website.finder.listing import Listing
from tests.growth import grow

QUERIES = (
    "",
    "unit=省商务厅",
    "unit=省商务厅&role=responsible&force=encourages",
    "sector=餐饮",
    "sector=餐饮&sector=零售",
    "sector=餐饮&place=太原市",
    "sector=餐饮&unit=省商务厅&only=1",
    "sector=餐饮&sort=order",
    "sector=餐饮&only=1&sort=relevance",
    "sort=benefit",
    "sector=餐饮&sort=date&on=2022-06-30",
    "q=失业保险",
    "q=失业保险&sort=order",
    "unit=火星",
)


def asked(query: str) -> ArticleFilter:
    return ArticleFilter(QueryDict(query), Article.objects.public().in_document_order())


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("times", [1, 3])
def test_a_list_is_that_of_the_base(nine, times):
    grow(times)
    for query in QUERIES:
        filters = asked(query)
        whole, listed = list(filters.qs.values_list("pk", flat=True)), Listing(filters)
        assert len(listed) == len(whole), query
        assert list(listed) == whole, query
        assert [pk for at in range(0, len(whole), 7) for pk in listed[at : at + 7]] == whole, query
        assert list(listed[len(whole) :]) == []


@pytest.mark.django_db
def test_a_page_of_the_index_asks_for_no_list(nine):
    """But for the revision, by which what is kept is known."""
    for query in ("unit=省商务厅", "sector=餐饮&unit=省商务厅"):
        listed = Listing(asked(query))
        assert len(listed) > 20
        again = Listing(listed.filters)
        with CaptureQueriesContext(connection) as queries:
            assert again[20:40] == listed[20:40]
        assert all("policies_revision" in query["sql"] for query in queries.captured_queries)


PLACES = st.sets(st.integers(0, 3_000))


@given(PLACES, PLACES)
def test_sets_are_sets(one, other):
    a, b = article_sets.set_of(one), article_sets.set_of(sorted(other, reverse=True))
    assert article_sets.places(a) == sorted(one)
    assert article_sets.size(a) == len(one)
    assert article_sets.places(a & b) == sorted(one & other)
    assert article_sets.places(a | b) == article_sets.places(article_sets.union([a, b])) == sorted(one | other)
    assert article_sets.places(article_sets.without(a, b)) == sorted(one - other)
    assert article_sets.places(a, 3, 8) == sorted(one)[3:8]
    assert article_sets.places(article_sets.first(len(one))) == list(range(len(one)))
