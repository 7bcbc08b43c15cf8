"""What a page of the desk costs: no more queries with a hundred documents and a full page of rows than with few."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from policies.models import DERIVED, Article, Document, Membership, Revision, Term, Unit
from portal.editing.worklist import WORK_KINDS
from tests.portal.editing.forms import address, filled

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


def _added(desk, meta: str, **given) -> tuple[str, dict]:
    path = reverse(f"admin:policies_{meta}_add")
    return path, filled(desk, path, **given)


def _correction(desk) -> tuple[str, dict]:
    article = Article.objects.filter(document__slug="jinzhengbanfa-2022-33").first()
    path = reverse("admin:policies_correction_add", query={"article": article.pk})
    return path, filled(desk, path, quote=article.text[10:14], reading="另外几字", reason="原件如此")


def _word(desk) -> tuple[str, dict]:
    path = address(Term.objects.get(scheme="sector", name="餐饮"))
    return path, filled(desk, path, words="餐饮\n夜宵")


def _office(desk) -> tuple[str, dict]:
    unit = Unit.objects.get(name="省商务厅")
    return address(unit), filled(desk, address(unit), full_name=f"{unit.full_name}甲")


def _name_of_an_office(desk) -> tuple[str, dict]:
    return _added(desk, "unitname", unit=Unit.objects.get(name="省商务厅").pk, name="商厅")


def _membership(desk) -> tuple[str, dict]:
    path = address(Membership.objects.first())
    return path, filled(desk, path, evidence="另有依据")


def _merge(desk) -> tuple[str, dict]:
    path = address(Unit.objects.get(name="省财政厅"), "merge")
    return path, filled(desk, path, "预览", into="省商务厅")


@pytest.mark.parametrize("change", [_correction, _word, _office, _name_of_an_office, _membership, _merge])
@pytest.mark.usefixtures("_many")
def test_a_preview_asks_for_each_table_and_not_for_each_document(desk, change):
    path, sent = change(desk)
    Revision.bump()
    with CaptureQueriesContext(connection) as queries:
        seen = desk.post(path, sent)
    assert "untried" in seen.context
    assert len(queries) <= MAX_QUERIES, change.__name__


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
