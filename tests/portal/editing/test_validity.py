"""有效性 and 文件关系 on the desk: nothing is stated without a day and evidence."""

from datetime import timedelta

import pytest
from django.utils import timezone

from policies.models import Article, Document, Relation
from tests.portal.editing.forms import filled, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]
ADD = "/admin/policies/relation/add/"


@pytest.fixture
def document() -> Document:
    return Document.objects.get(slug="jinshijianfa-2022-33")


def stated(desk, document: Document, **changes) -> dict:
    return opened(desk, document) | {"validity": "repealed"} | changes


def errors(response) -> dict:
    return response.context["adminform"].form.errors if response.status_code == 200 else {}


def test_a_documents_validity_is_stated_with_day_and_evidence_and_kept_in_its_history(admin_client, document):
    address = f"/admin/policies/document/{document.pk}/change/"
    sent = stated(admin_client, document, validity_checked_on="2024-03-01", validity_evidence="公报")
    response = admin_client.post(address, sent)
    assert errors(response) == {}
    document.refresh_from_db()
    assert (document.validity, document.validity_evidence) == ("repealed", "公报")
    assert [each.validity for each in document.history.order_by("history_id")] == ["unverified", "repealed"]


@pytest.mark.parametrize(
    "changes, fields",
    [
        ({}, {"validity_checked_on", "validity_evidence"}),
        ({"validity_checked_on": "2024-03-01"}, {"validity_evidence"}),
        ({"validity_evidence": "公报"}, {"validity_checked_on"}),
        ({"validity_evidence": "公报", "validity_checked_on": "2099-01-01"}, {"validity_checked_on"}),
        ({"validity_evidence": "  ", "validity_checked_on": "2024-03-01"}, {"validity_evidence"}),
    ],
    ids=["neither", "no evidence", "no day", "a day to come", "blank evidence"],
)
def test_nothing_is_stated_without_them(admin_client, document, changes, fields):
    response = admin_client.post(
        f"/admin/policies/document/{document.pk}/change/", stated(admin_client, document, **changes)
    )
    assert set(errors(response)) == fields
    document.refresh_from_db()
    assert document.validity == "unverified"


def test_unverified_needs_neither(admin_client, document):
    response = admin_client.post(
        f"/admin/policies/document/{document.pk}/change/", stated(admin_client, document, validity="unverified")
    )
    assert errors(response) == {}


def test_today_is_no_day_to_come(admin_client, document):
    for ahead, wrong in ((0, set()), (1, {"validity_checked_on"})):
        day = (timezone.localdate() + timedelta(ahead)).isoformat()
        sent = stated(admin_client, document, validity_evidence="公报", validity_checked_on=day)
        assert set(errors(admin_client.post(f"/admin/policies/document/{document.pk}/change/", sent))) == wrong


@pytest.fixture
def relation(document) -> dict:
    newer = Document.objects.get(slug="jinzhengbanfa-2022-7")
    return {"kind": "amends", "later": newer.pk, "earlier": document.pk, "evidence": "原话"}


def test_a_relation_is_added(admin_client, relation, document):
    mine = Article.objects.get(document=document, path="art_6")
    response = admin_client.post(ADD, filled(admin_client, ADD, **relation | {"earlier_article": mine.pk}))
    assert errors(response) == {}
    assert str(Relation.objects.get()) == "晋政办发〔2022〕7号 修改 晋市监发〔2022〕33号 第6条"
    assert "晋市监发〔2022〕33号 第6条" in admin_client.get("/admin/policies/relation/").content.decode()


@pytest.mark.parametrize(
    "change, field",
    [
        (lambda one: {"later": ""}, "later"),
        (lambda one: {"later_name": "晋政发〔2023〕1号"}, "later_name"),
        (lambda one: {"earlier": one["later"]}, "earlier"),
        (lambda one: {"earlier_article": _article_of(one["later"])}, "earlier_article"),
        (lambda one: {"later_article": _article_of(one["earlier"])}, "later_article"),
        (lambda one: {"evidence": ""}, "evidence"),
    ],
    ids=[
        "no later text",
        "two later texts",
        "of itself",
        "another's article",
        "another's later article",
        "no evidence",
    ],
)
def test_what_contradicts_itself_is_refused_at_its_field(admin_client, relation, change, field):
    response = admin_client.post(ADD, filled(admin_client, ADD, **relation | change(relation)))
    assert set(errors(response)) == {field}
    assert not Relation.objects.exists()


def test_a_later_text_that_the_base_has_not_is_named(admin_client, relation):
    sent = filled(admin_client, ADD, **relation | {"later": "", "later_name": "晋政发〔2023〕1号"})
    assert errors(admin_client.post(ADD, sent)) == {}
    sent |= {"later_article": _article_of(relation["later"])}
    assert set(errors(admin_client.post(ADD, sent))) == {"later_article"}


def _article_of(document: int) -> int:
    return Article.objects.filter(document=document).first().pk
