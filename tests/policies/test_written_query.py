"""A query whose SQL is written once gives what the queryset gives, as the base has it each time."""

import pytest

from policies.models import Amount, Deadline
from policies.models.written_query import WrittenQuery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]


def test_all_rows_in_the_order_of_the_queryset():
    rows = Deadline.objects.public().order_by("-end_on", "pk").values_list("pk", "end_on")
    assert list(WrittenQuery(rows).all()) == list(rows)


def test_the_rows_that_have_one_of_some_values():
    rows = Amount.objects.public().values_list("article", "role", "high")
    some = [5, 17, 60, 61, 62, 63]
    assert sorted(WrittenQuery(rows, "article").having(some), key=str) == sorted(rows.filter(article__in=some), key=str)
    assert rows.filter(article__in=some)


def test_rows_are_read_of_the_base_each_time():
    row = Amount.objects.public().of_articles().first()
    query = WrittenQuery(Amount.objects.order_by().values_list("article", "role"), "article")
    before = list(query.having([row.article_id]))
    Amount.objects.filter(article=row.article_id).delete()
    assert before
    assert not list(query.having([row.article_id]))


def test_whoever_wrote_it_may_be_gone():
    """A thread's connection is its own, and ends with it; the days of an engine become days all the same."""
    query = WrittenQuery(Deadline.objects.public().order_by("pk").values_list("end_on", "pk"))
    expected = list(query.all())
    query._compiler.connection = None
    assert list(query.all()) == expected
    assert {type(day).__name__ for day, _ in expected} == {"date", "NoneType"}
