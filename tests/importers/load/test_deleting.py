"""Rows that are deleted table by table leave the base as Django's own deletion does."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from importers.load import deleting
from policies.models import Article, Measure, Passage, Report
from policies.models.history import unrecorded

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]
# History points to rows that are no more.
TABLES = [
    model
    for model in apps.get_app_config("policies").get_models(include_auto_created=True)
    if not model.__name__.startswith("Historical")
]


def _state() -> dict[str, list[tuple]]:
    return {model.__name__: sorted(model._base_manager.values_list(), key=repr) for model in TABLES}


def _left_by(delete) -> dict[str, list[tuple]]:
    with transaction.atomic(), unrecorded():
        delete()
        found = _state()
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("model", [Article, Measure, Passage])
def test_what_goes_and_what_is_let_go_is_what_django_says(model):
    reported = Article.objects.get(document__slug="jinzhengbanfa-2022-33", path="art_1")
    Report.objects.create(article=reported, place=str(reported), problem=Report.Problem.OTHER, text="这里不对")
    documents = {"document__slug": "jinzhengbanfa-2022-33"}
    where = {f"article__{name}": value for name, value in documents.items()} if model is Measure else documents
    pks = list(model.objects.filter(**where).values_list("pk", flat=True))
    assert pks
    by_django = _left_by(lambda: model._base_manager.filter(pk__in=pks).delete())
    assert _left_by(lambda: deleting.delete(model, pks)) == by_django
    assert by_django != _state()


def test_no_row_is_read_before_it_goes():
    pks = list(Article.objects.filter(document__slug="jinzhengbanfa-2022-33").values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as queries, transaction.atomic(), unrecorded():
        deleting.delete(Article, pks)
        transaction.set_rollback(True)
    assert len(queries) < 25
