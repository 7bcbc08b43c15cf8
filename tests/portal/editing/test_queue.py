"""Doubts one after the other: a button a decision, and the next one is there; all of it without scripts."""

import re

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from policies.models import Amount, Citation, Document
from policies.models.derived import WORK_ORDER
from tests.portal.editing.forms import form_with, opened

pytestmark = pytest.mark.usefixtures("nine")


def queue(desk, model: str = "citation", **asked):
    return desk.get(reverse("admin:queue", args=[model], query=asked or None), follow=True)


def press(desk, page, label: str):
    """The next page, after the button was pressed that bears this label."""
    form = form_with(page, "act")
    name, value, _ = next(button for button in form.buttons if button[2].split()[0].startswith(label))
    assert name == "act"
    path = f"{page.request['PATH_INFO']}?{page.request['QUERY_STRING']}"
    return desk.post(path, form.fields | {name: value}, follow=True)


def doubtful() -> list[int]:
    return list(Citation.objects.doubtful().filter(document=None).in_work_order().values_list("pk", flat=True))


@pytest.mark.long
def test_one_press_a_doubt_in_the_order_of_the_texts(desk):
    order = doubtful()
    page = queue(desk, doubt="citations")
    for key, label in zip(order[:4], ("确认", "否定", "确认", "确认"), strict=True):
        assert page.context["row"].pk == key
        page = press(desk, page, label)
    found = Citation.objects.in_bulk(order[:4])
    assert [found[key].status for key in order[:4]] == ["confirmed", "rejected", "confirmed", "confirmed"]
    assert [found[key].history.count() for key in order[:4]] == [2] * 4
    assert page.context["row"].pk == order[4]
    assert page.context["left"] == len(order) - 4


def test_each_shows_its_words_its_place_and_its_doubt(desk):
    page = queue(desk, doubt="citations")
    row = page.context["row"]
    told = page.content.decode()
    assert f'<mark class="hit">{row.quote}</mark>' in told
    assert str(row.article or row.passage) in told
    assert "引用未解析" in told


def test_next_and_previous_pass_one_over(desk):
    order = doubtful()
    page = queue(desk, doubt="citations")
    second = desk.get(page.context["following"])
    assert second.context["row"].pk == order[1]
    assert desk.get(second.context["previous"]).context["row"].pk == order[0]
    assert page.context["previous"] == ""
    assert press(desk, second, "确认").context["row"].pk == order[2]


def test_at_the_end_come_those_that_were_passed_over(desk):
    order = doubtful()
    last = queue(desk, doubt="citations", at=order[-1])
    assert last.context["row"].pk == order[-1]
    assert press(desk, last, "确认").context["row"].pk == order[0]


@pytest.mark.long
def test_what_a_figure_is_for_is_said_by_one_press(desk):
    row = Amount.objects.exclude(article=None).order_by("pk").first()
    Amount.objects.filter(pk=row.pk).update(role="")
    page = queue(desk, "amount", doubt="figures")
    assert [button.key for button in page.context["buttons"]] == ["y", "n", "1", "2", "3", "4"]
    page = press(desk, page, "用途改为“资金规模”")
    row.refresh_from_db()
    assert (row.role, row.status, row.extracted_values["role"]) == ("funding", "edited", "")
    assert "这里没有存疑的了" in page.content.decode()


def test_a_rule_and_a_document_narrow_it(desk):
    document = Document.objects.get(number="晋政办发〔2022〕33号")
    rows = Amount.objects.doubtful().filter(rule="amounts.half").in_document(document.slug)
    page = queue(desk, "amount", rule="amounts.half", document=document.slug)
    assert page.context["left"] == rows.count() > 0
    assert page.context["row"].pk == rows.with_work_order().order_by(*WORK_ORDER).first().pk


def test_what_was_edited_leads_on(desk):
    order = doubtful()
    page = queue(desk, doubt="citations")
    edit = re.search(r'href="([^"]+)" data-key="e"', page.content.decode())[1].replace("&amp;", "&")
    row = page.context["row"]
    answer = desk.post(edit, opened(desk, row) | {"title": "另一个文件"}, follow=True)
    assert answer.context["row"].pk == order[1]


def test_what_moved_meanwhile_is_shown_again(desk):
    page = queue(desk, doubt="citations")
    row = Citation.objects.get(pk=page.context["row"].pk)
    row.title = "别人改的"
    row.save()
    answer = press(desk, page, "否定")
    assert "又变了" in answer.content.decode()
    row.refresh_from_db()
    assert row.status != "rejected"


@pytest.mark.parametrize("typed", [{"row": "x"}, {"row": "9" * 30}, {"act": "unit"}, {"act": "nothing"}, {"seen": "x"}])
def test_what_no_page_sends_decides_nothing(desk, typed):
    page = queue(desk, doubt="citations")
    form = form_with(page, "act")
    answer = desk.post(page.request["PATH_INFO"], form.fields | {"act": "reject"} | typed, follow=True)
    assert "没有处理" in answer.content.decode()
    assert not Citation.objects.filter(status="rejected").exists()


def test_addresses_that_name_nothing(desk):
    assert queue(desk, "unit").status_code == 404
    assert queue(desk, doubt="citations", at="x", after="9" * 30).context["row"].pk == doubtful()[0]
    assert "这里没有存疑的了" in queue(desk, rule="no such rule").content.decode()


def test_who_may_not_change_may_not_decide(client):
    user = User.objects.create_user("reader", is_staff=True)
    client.force_login(user)
    assert client.get(reverse("admin:queue", args=["citation"])).status_code == 403


def test_what_stands_before_the_articles_says_of_which_document_it_is(desk):
    """Every document has a preamble: its first words do not tell whose it is."""
    spoken = Citation.objects.doubtful().filter(article=None, passage__document__isnull=False).first()
    shown = queue(desk, at=spoken.pk).content.decode()
    assert f"{spoken.passage.document} 引言" in shown
    listed = desk.get(reverse("admin:policies_citation_changelist"), {"q": spoken.quote}).content.decode()
    assert f"{spoken.passage.document} 引言" in listed
