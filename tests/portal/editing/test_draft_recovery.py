"""What was typed outlives an expired login and a form grown old; it is shown for review, never saved blindly."""

import html
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from policies.models import Amount, Unit
from tests.portal.editing.forms import address, errors, form_with, opened, sent
from tests.portal.editing.test_kept import article

pytestmark = pytest.mark.usefixtures("nine")
WHO = {"username": "zhangsan", "password": "not-a-secret"}


@pytest.fixture(autouse=True)
def zhangsan(nine) -> User:
    return User.objects.create_superuser(**WHO)


@pytest.fixture
def desk(client, zhangsan):
    client.force_login(zhangsan)
    return client


def amount() -> Amount:
    return article("晋政办发〔2022〕33号", 21).amount_set.get(unit="CNY")


def hidden(page) -> dict:
    """The hidden fields of a page, and so what a browser without scripts sends along."""
    found = re.findall(r'<input type="hidden"[^>]*name="(\w+)" value="([^"]*)"', page.content.decode())
    return {name: html.unescape(value) for name, value in found}


def filled(desk, row) -> dict:
    return opened(desk, row) | {"values": "120000", "change_reason": "写了很久的理由"}


@pytest.mark.long
def test_a_form_sent_after_the_login_expired_comes_back_filled(desk):
    row = amount()
    data = filled(desk, row)
    desk.logout()
    page = desk.post(address(row), data)
    assert "您填写的内容没有丢" in page.content.decode()
    wrong = desk.post("/admin/login/", hidden(page) | WHO | {"password": "wrong"})
    answer = desk.post("/admin/login/", hidden(wrong) | WHO)
    assert answer["Location"] == address(row)
    back = desk.get(answer["Location"])
    form = back.context["adminform"].form
    assert "还没有保存" in back.content.decode()
    assert not form.errors
    assert (form["values"].value(), form["change_reason"].value()) == ("120000", "写了很久的理由")
    row.refresh_from_db()
    assert row.values == [100000], "not saved blindly"
    assert desk.post(address(row), sent(back)).status_code == 302
    row.refresh_from_db()
    assert row.values == [120000]
    assert desk.get(address(row)).context["adminform"].form["change_reason"].value() is None, "given back once"


def test_what_another_changed_meanwhile_is_told_at_once(desk):
    row = amount()
    data = filled(desk, row)
    desk.logout()
    page = desk.post(address(row), data)
    Amount.objects.filter(pk=row.pk).update(values=[130000])
    desk.post("/admin/login/", hidden(page) | WHO)
    assert "100000 → 130000" in errors(desk.get(address(row)))


@pytest.mark.long
def test_rows_under_a_record_come_back_too(desk):
    unit = Unit.objects.get(name="省商务厅")
    data = opened(desk, unit)
    blank = f"names-{data['names-INITIAL_FORMS']}-name"
    desk.logout()
    page = desk.post(address(unit), data | {blank: "商务厅（省）"})
    desk.post("/admin/login/", hidden(page) | WHO)
    back = desk.get(address(unit))
    assert sent(back)[blank] == "商务厅（省）"
    assert desk.post(address(unit), sent(back)).status_code == 302
    assert unit.names.filter(name="商务厅（省）").exists()


def test_a_merge_comes_back_chosen_and_not_done(desk):
    unit, into = Unit.objects.get(name="省商务厅"), Unit.objects.get(name="省财政厅")
    chosen = form_with(desk.get(address(unit, "merge")), "预览").pressed("预览") | {"into": into.name}
    desk.logout()
    page = desk.post(address(unit, "merge"), chosen)
    desk.post("/admin/login/", hidden(page) | WHO)
    back = desk.get(address(unit, "merge"))
    assert "还没有保存" in back.content.decode()
    assert f'value="{into.name}"' in back.content.decode()
    unit.refresh_from_db()
    assert unit.merged_into is None


def test_a_button_pressed_after_the_login_expired_is_to_be_pressed_again(desk):
    row = amount()
    decide = address(row.article).replace("/change/", "/decide/")
    desk.logout()
    page = desk.post(decide, {"confirm": f"amount-{row.pk}:extracted"})
    assert "刚才那一步没有做" in page.content.decode()
    assert "没有丢" not in page.content.decode()
    answer = desk.post("/admin/login/", hidden(page) | WHO, follow=True)
    assert answer.redirect_chain[-1][0] == address(row.article)
    row.refresh_from_db()
    assert row.status == "extracted"


def test_a_form_grown_old_by_another_login_comes_back_filled(zhangsan):
    """The token in the form is of an earlier login; so says Django's guard, and the form is shown again."""
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(zhangsan)
    row = amount()
    of_earlier_login = {"csrfmiddlewaretoken": "o" * 64}
    answer = desk.post(address(row), filled(desk, row) | of_earlier_login)
    assert answer.status_code == 302
    back = desk.get(answer["Location"])
    assert sent(back)["change_reason"] == "写了很久的理由"
    row.refresh_from_db()
    assert row.values == [100000]


def test_a_form_without_login_and_token_waits_in_the_login_page(desk):
    row = amount()
    data = filled(desk, row)
    stranger = Client(enforce_csrf_checks=True)
    page = stranger.post(address(row), data)
    assert hidden(page)["draft"]
    assert hidden(page)["next"] == address(row)
    desk.post("/admin/login/", hidden(page) | WHO)
    assert sent(desk.get(address(row)))["change_reason"] == "写了很久的理由"


@pytest.mark.parametrize(
    "origin",
    [pytest.param("https://elsewhere.example", id="another site"), pytest.param("null", id="no site")],
)
def test_of_what_another_site_sends_nothing_is_taken_over(zhangsan, origin):
    desk = Client(enforce_csrf_checks=True, headers={"origin": origin})
    desk.force_login(zhangsan)
    page = desk.post(address(amount()), {"change_reason": "不是您写的"})
    assert page.status_code == 403
    assert "不是您写的" not in page.content.decode()
    assert "draft" not in desk.session


@pytest.mark.parametrize("text", ["x", "", "eyJwYXRoIjoiLyJ9:1abc:forged"])
def test_what_was_forged_is_not_taken_over(client, text):
    answer = client.post("/admin/login/", WHO | {"draft": text, "next": "/admin/"})
    assert answer.status_code == 302
    assert "draft" not in client.session


def test_passwords_do_not_travel(client):
    page = client.post("/admin/auth/user/add/", {"username": "neu", "password1": "geheim-1", "usable_password": "true"})
    assert hidden(page)["draft"]
    client.post("/admin/login/", hidden(page) | WHO)
    assert client.session["draft"]["fields"] == [["username", ["neu"]]]


def test_what_is_too_long_to_travel_is_said_so(client, monkeypatch):
    monkeypatch.setattr("portal.editing.draft_recovery.MAX_SEALED", 100)
    page = client.post(address(amount()), {"change_reason": "长" * 100})
    assert "登录页带不过去" in page.content.decode()
    assert "draft" not in hidden(page)


def test_a_visit_without_login_has_the_plain_login_page(client):
    page = client.get(address(amount()), follow=True)
    assert "没有丢" not in page.content.decode()
    assert "带不过去" not in page.content.decode()
