"""The rows of a source of a few articles: by SQL written once, the very rows that the source's own query gives."""

import pytest
from django.utils import timezone

from policies.models import Amount, Article
from portal.website.finder.params import PARAMS
from portal.website.finder.params.sources import AMOUNTS, STANDINGS, TIMES
from portal.website.finder.row_queries import RowQuery, row_query

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

SOURCES = list(dict.fromkeys(param.source for param in PARAMS if param.source and param.column))


def _columns(source) -> tuple[str, ...]:
    return tuple(param.column for param in PARAMS if param.source is source and param.column)


def _day(source):
    return timezone.localdate() if source is STANDINGS else None


@pytest.mark.parametrize("source", SOURCES, ids=["-".join(_columns(source)) for source in SOURCES])
def test_the_rows_are_those_of_the_source(source):
    some = list(Article.objects.public().order_by("pk").values_list("pk", flat=True)[7:60:4])
    rows = source.rows(_day(source)).order_by().filter(**{f"{source.article}__in": some})
    expected = set(rows.values_list(source.article, *_columns(source)))
    found = list(row_query(source, _day(source), _columns(source)).of(some))
    assert set(found) == expected
    assert len(found) == len(expected), "rows that are alike are one"
    assert expected


def test_values_are_what_the_engine_makes_of_them():
    months = {
        month for _, month in row_query(TIMES, None, ("end_month",)).of(Article.objects.values_list("pk", flat=True))
    }
    assert {type(month).__name__ for month in months} == {"date", "NoneType"}


def test_rows_are_read_of_the_base_each_time():
    query, row = RowQuery(AMOUNTS, None, ("role",)), Amount.objects.public().of_articles().first()
    before = set(query.of([row.article_id]))
    Amount.objects.filter(article=row.article_id).delete()
    assert before
    assert not set(query.of([row.article_id]))


def test_whoever_wrote_it_may_be_gone():
    """A thread's connection is its own, and ends with it."""
    query = RowQuery(TIMES, None, ("end_month",))
    expected = set(query.of([1, 2, 3]))
    query._compiler.connection = None
    assert set(query.of([1, 2, 3])) == expected
