"""What a page of the desk costs: no more queries with a hundred documents and a full page of rows than with few."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from policies.models import DERIVED, Article, Document, Revision, Term, Unit
from portal.editing.worklist import WORK_KINDS

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]
MAX_QUERIES = 60
RECORDS = [Article, Document, Unit, Term, *DERIVED]


@pytest.fixture
def _many(nine):
    """A hundred documents more, so that whoever asks the base for each is seen."""
    (first, *_) = Document.objects.listed()
    columns = {field.attname: getattr(first, field.attname) for field in Document._meta.concrete_fields}
    made = [
        Document(**columns | {"id": None, "slug": f"copy-{at}", "number": f"晋发〔1999〕{at}号", "position": 100 + at})
        for at in range(100)
    ]
    Document.objects.bulk_create(made)
    Revision.bump()


def pages() -> dict[str, str]:
    """Every page of the desk that shows lists, and one record of each kind that people change."""
    found = {"index": reverse("admin:index"), "rules": reverse("admin:rules"), "acts": reverse("admin:acts")}
    found |= {f"work {kind.name}": reverse("admin:work", args=[kind.name]) for kind in WORK_KINDS}
    models = [model._meta for model in admin.site._registry if model._meta.app_label == "policies"]
    found |= {f"list {meta.model_name}": reverse(f"admin:policies_{meta.model_name}_changelist") for meta in models}
    for model in DERIVED:
        found[f"queue {model.__name__}"] = reverse("admin:queue", args=[model._meta.model_name])
    for model in RECORDS:
        row = model.objects.order_by("pk").first()
        found[f"record {model.__name__}"] = reverse(f"admin:policies_{model._meta.model_name}_change", args=[row.pk])
    return found


@pytest.mark.usefixtures("_many")
def test_no_page_asks_the_base_for_each_row(desk):
    desk.get(reverse("admin:index"))
    costs = {}
    for name, path in pages().items():
        Revision.bump()  # nothing is kept of before
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(path).status_code in (200, 302), path
        costs[name] = len(queries)
    assert {name: count for name, count in costs.items() if count > MAX_QUERIES} == {}


@pytest.mark.usefixtures("_many")
def test_numbers_are_counted_once_a_revision(desk):
    path = reverse("admin:index")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get(path)
        return len(queries)

    desk.get(path)
    Revision.bump()
    first, again = cost(), cost()
    assert again < first
    Revision.bump()
    assert cost() == first
