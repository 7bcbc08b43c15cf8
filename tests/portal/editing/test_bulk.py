"""What is given to many facts at once beside a verdict: what they are for, another office; by rule, document, doubt."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from importers import pipeline
from policies.models import DERIVED, Amount, Deadline, Document, Responsibility, Unit
from portal.editing import bulk, doubts
from portal.editing.selection import RowSelection, rules_of
from tests.portal.editing.forms import answered, form_with, in_bulk, undone

pytestmark = pytest.mark.usefixtures("nine")


def states(rows) -> dict:
    found = type(rows[0]).objects.in_bulk([row.pk for row in rows])
    return {key: (row.status, row.current_values(), row.extracted_values) for key, row in found.items()}


def listed(desk, model, **asked) -> set[int]:
    page = desk.get(reverse(f"admin:policies_{model._meta.model_name}_changelist"), asked)
    assert page.status_code == 200
    return set(page.context["cl"].queryset.values_list("pk", flat=True))


def replaced(desk, rows, unit: Unit):
    """The question, after the office was chosen."""
    page = in_bulk(desk, "unit", rows)
    form = form_with(page, "_chosen")
    return desk.post(page.request["PATH_INFO"], form.pressed("_chosen") | {"unit": unit.name})


@pytest.mark.long
def test_a_role_is_set_kept_by_the_next_reading_and_had_back(desk):
    rows = list(Amount.objects.filter(role="benefit", article__isnull=False)[:3])
    before = states(rows)
    question = in_bulk(desk, "role-condition", rows)
    assert "<strong>3</strong> 条金额将把用途改为“条件”" in question.content.decode()
    assert states(rows) == before
    page = answered(desk, question)
    pipeline.derive_documents(Document.objects.all())
    for row in rows:
        was = before[row.pk][1]
        row.refresh_from_db()
        assert (row.role, row.status, row.extracted_values) == ("condition", "edited", was)
    assert "已撤销：3 条" in undone(desk, page).content.decode()
    assert states(rows) == before


def test_what_has_the_role_already_is_none_of_them(desk):
    rows = list(Deadline.objects.filter(role="term")[:2]) + list(Deadline.objects.exclude(role="term")[:1])
    assert "<strong>1</strong> 条时限将把用途改为“政策期限”" in in_bulk(desk, "role-term", rows).content.decode()


@pytest.mark.long
def test_what_the_machine_read_is_confirmed_when_it_is_set_again(desk):
    (row,) = rows = list(Amount.objects.filter(role="benefit")[:1])
    answered(desk, in_bulk(desk, "role-condition", rows))
    answered(desk, in_bulk(desk, "role-benefit", rows))
    row.refresh_from_db()
    assert (row.role, row.status, row.extracted_values) == ("benefit", "confirmed", None)


@pytest.mark.long
def test_an_office_is_replaced_but_not_where_it_stands_already(desk):
    unit = Unit.objects.get(name="省商务厅")
    theirs = Responsibility.objects.filter(article__responsibility_set__unit=unit).exclude(unit=unit)
    others = Responsibility.objects.exclude(article=None).exclude(article__responsibility_set__unit=unit)
    clashing, first = theirs.first(), others.order_by("article", "pk").first()
    twin = others.filter(article=first.article).exclude(pk=first.pk).first()
    free = others.exclude(article=first.article).order_by("article", "pk").last()
    rows = [clashing, first, twin, free]
    before = states(rows)
    question = replaced(desk, rows, unit)
    told = question.content.decode()
    assert "<strong>2</strong> 条责任将换成“省商务厅”" in told
    assert "另有 2 条不动" in told
    page = answered(desk, question)
    after = {row.pk: Responsibility.objects.get(pk=row.pk).unit for row in rows}
    changed = {key for key, found in after.items() if found == unit}
    assert len(changed) == 2
    assert clashing.pk not in changed
    assert free.pk in changed
    undone(desk, page)
    assert states(rows) == before


def test_an_office_must_be_chosen(desk):
    page = in_bulk(desk, "unit", list(Responsibility.objects.all()[:1]))
    answer = desk.post(page.request["PATH_INFO"], form_with(page, "_chosen").pressed("_chosen"))
    assert "请选单位" in answer.content.decode()
    assert not Responsibility.objects.human().exists()


@pytest.mark.long
def test_the_reason_stands_in_the_history_of_each(desk):
    rows = list(Amount.objects.all()[:2])
    question = in_bulk(desk, "reject", rows)
    form = form_with(question, "_confirmed").pressed("_confirmed") | {"change_reason": "都是示例"}
    desk.post(question.request["PATH_INFO"], form)
    assert [row.history.first().history_change_reason for row in rows] == ["批量标为“已否定”：都是示例"] * 2


def test_all_that_a_list_has_are_chosen_without_scripts(desk):
    """By the box that stands in noscript, beside the hidden field that scripts set."""
    rule = rules_of(Amount)[0]
    path = reverse("admin:policies_amount_changelist", query={"rule": rule})
    form = form_with(desk.get(path), "index")
    assert "select_across" in form.names
    chosen = {"action": "confirm", "select_across": ["0", "1"]}  # the box that stands in noscript, ticked
    question = desk.post(path, form.pressed("index") | chosen)
    assert f"<strong>{Amount.objects.filter(rule=rule).count()}</strong> 条" in question.content.decode()
    answered(desk, question)
    assert set(Amount.objects.filter(status="confirmed").values_list("rule", flat=True)) == {rule}


@pytest.mark.long
@pytest.mark.parametrize("model", DERIVED, ids=lambda model: model.__name__)
def test_lists_narrow_by_rule_document_and_doubt(desk, model):
    first = model.objects.exclude(article=None).exclude(rule="").first()
    rule, document = first.rule, first.article.document
    asked = {"rule": rule, "document": document.slug}
    found = listed(desk, model, **asked)
    rows = model.objects.filter(pk__in=found).for_description()
    assert found
    assert all((row.rule, (row.article or row.passage).document) == (rule, document) for row in rows)
    outside = model.objects.filter(rule=rule).exclude(pk__in=found).for_description()
    assert all((row.article or row.passage).document != document for row in outside)
    for doubt in doubts.about(model):
        assert listed(desk, model, doubt=doubt.name) == set(doubt.rows(model).values_list("pk", flat=True))


def test_what_no_kind_knows_narrows_to_nothing(desk):
    assert listed(desk, Amount, rule="no such rule") == set()
    assert not RowSelection(Amount, doubt="no such doubt").apply(Amount.objects.all()).exists()
    assert not RowSelection(Amount, doubt="citations").apply(Amount.objects.all()).exists()


def test_who_may_only_look_is_offered_nothing(client):
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(*_permissions("view_amount"))
    client.force_login(reader)
    page = client.get(reverse("admin:policies_amount_changelist"))
    assert "确认所选" not in page.content.decode()


def _permissions(*codes: str):
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(codename__in=codes)


@pytest.mark.parametrize("model", bulk.SETTABLE, ids=lambda model: model.__name__)
def test_each_kind_offers_what_it_can_be(model):
    values = {value for act in bulk.setting(model) for value in act.values.values()}
    assert values == {value for value, _ in model._meta.get_field(bulk.SETTABLE[model]).choices if value}


@pytest.mark.long
def test_many_offices_are_replaced_in_few_queries(desk):
    unit = Unit.objects.get(name="省商务厅")
    rows = list(Responsibility.objects.exclude(article=None).exclude(unit=unit)[:90])
    question = replaced(desk, rows, unit)
    form = form_with(question, "_confirmed").pressed("_confirmed")
    with CaptureQueriesContext(connection) as found:
        desk.post(question.request["PATH_INFO"], form)
    assert len(found) < 60


def test_a_rule_is_shown_with_what_it_read_and_what_people_said_of_it(desk):
    rule = rules_of(Amount)[0]
    first, second, *_ = Amount.objects.filter(rule=rule)
    first.status, second.status = "rejected", "confirmed"
    first.save()
    second.save()
    rows = desk.get(reverse("admin:rules")).context["rows"]
    row = next(each for each in rows if (each.model, each.rule) == ("amount", rule))
    assert (row.total, row.rejected, row.confirmed, row.wrong) == (Amount.objects.filter(rule=rule).count(), 1, 1, 50)
    assert listed(desk, Amount, rule=rule) == set(Amount.objects.filter(rule=rule).values_list("pk", flat=True))
    assert sum(each.total for each in rows) == sum(model.objects.exclude(rule="").count() for model in DERIVED)


def test_a_fact_leads_to_all_that_its_rule_read(desk):
    row = Amount.objects.exclude(rule="").first()
    page = desk.get(reverse("admin:policies_amount_change", args=[row.pk])).content.decode()
    assert f'href="{reverse("admin:policies_amount_changelist", query={"rule": row.rule})}"' in page
