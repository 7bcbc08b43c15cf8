"""The rows of a source of a few articles: by SQL written once, the very rows that the source's own query gives."""

import pytest
from django.utils import timezone

from policies.models import Article
from portal.website.finder import row_queries
from portal.website.finder.params import PARAMS
from portal.website.finder.params.sources import STANDINGS

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
    found = list(row_queries.rows_of(source, _day(source), _columns(source), some))
    assert set(found) == expected
    assert len(found) == len(expected), "rows that are alike are one"
    assert expected


def test_of_no_articles_there_are_no_rows():
    assert not list(row_queries.rows_of(SOURCES[0], None, _columns(SOURCES[0]), []))
