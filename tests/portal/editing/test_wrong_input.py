"""What cannot be is refused at its field in a sentence; nothing is written, and nobody's page falls."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from importers import pipeline
from policies.models import (
    Amount,
    Article,
    Citation,
    Deadline,
    Document,
    Membership,
    Relation,
    Responsibility,
    Target,
    Term,
    Unit,
)
from tests.base import import_nine
from tests.portal.editing.forms import address, errors, opened

pytestmark = pytest.mark.usefixtures("nine")


def amount() -> Amount:
    return Amount.objects.filter(article__isnull=False, shape="one").first()


def until() -> Deadline:
    return Deadline.objects.filter(article__isnull=False, kind="until").first()


def target() -> Target:
    return Target.objects.first()


def citation() -> Citation:
    return Citation.objects.exclude(article=None).first()


WRONG = [
    pytest.param(amount, {"values": ""}, "必填", id="no figure"),
    pytest.param(amount, {"values": " 、 "}, "必填", id="nothing between commas"),
    pytest.param(amount, {"values": "1e400"}, "“1e400”不是数", id="infinite"),
    pytest.param(amount, {"values": "NaN"}, "“NaN”不是数", id="no number"),
    pytest.param(amount, {"values": "-5"}, "“-5”不是数", id="negative"),
    pytest.param(amount, {"values": "5‰"}, "不写单位", id="a unit that is not the one chosen"),
    pytest.param(amount, {"values": "[100000]"}, "不是数", id="a programmer's list"),
    pytest.param(amount, {"values": "9" * 500}, "不是数", id="more digits than any sum has"),
    pytest.param(target, {"value": "-1"}, "负数", id="a negative count"),
    pytest.param(target, {"value": "10", "value_max": "5"}, "上限比数值小", id="at most less than at least"),
    pytest.param(citation, {"title": "", "number": "", "document": ""}, "请填写名称", id="a citation of nothing"),
    pytest.param(until, {"end_on": "0001-01-01"}, "1949", id="a day before our time"),
    pytest.param(until, {"end_on": "0022-06-30"}, "1949", id="two digits of a year"),
    pytest.param(until, {"start_on": "2023-01-01", "end_on": "2022-01-01"}, "之前", id="end before start"),
    pytest.param(until, {"start_on": "", "end_on": ""}, "要有日期", id="no day"),
    pytest.param(until, {"duration": "<script>"}, "6个月", id="a script for a duration"),
]


@pytest.mark.parametrize("find, typed, sentence", WRONG)
def test_a_fact_that_cannot_be_is_refused(desk, find, typed, sentence):
    row = find()
    before = row.current_values()
    page = desk.post(address(row), opened(desk, row) | typed)
    assert sentence in errors(page)
    row.refresh_from_db()
    assert row.current_values() == before
    assert desk.get("/calendar/").status_code == 200


def test_an_office_has_one_part_in_an_article(desk):
    article = Article.objects.get(document__number="晋政办发〔2022〕33号", ordinal=25)
    first, second = article.responsibility_set.filter(basis="printed")[:2]
    page = desk.post(address(second), opened(desk, second) | {"unit": first.unit_id})
    assert f"已有“{first.unit}”的责任" in errors(page)
    page = desk.post(
        reverse("admin:policies_responsibility_add"),
        {"article": article.pk, "quote": first.quote, "unit": first.unit_id, "role": "support", "basis": "body"}
        | {"position": "1", "status": "extracted"},
    )
    assert "已有" in errors(page)


def test_a_collective_is_no_member_of_itself(desk):
    unit = Unit.objects.get(name="各市人民政府")
    typed = {"collective": unit.pk, "member": unit.pk, "evidence": "试", "document": "", "since": "", "until": ""}
    page = desk.post(reverse("admin:policies_membership_add"), typed | {"_confirmed": "1"})
    assert "不能是它自己的成员" in errors(page)
    assert not Membership.objects.filter(collective=unit, member=unit).exists()


@pytest.mark.parametrize("around", [1, 2], ids=["itself", "by way of another"])
def test_nobody_succeeds_himself(desk, around):
    first, second = Unit.objects.get(name="省商务厅"), Unit.objects.get(name="省财政厅")
    if around > 1:
        Unit.objects.filter(pk=first.pk).update(successor=second)
    last = second if around > 1 else first
    page = desk.post(address(last), opened(desk, last) | {"successor": first.pk})
    assert "承继单位绕回了" in errors(page)


def test_the_same_relation_is_not_stated_twice(desk):
    later, earlier = Document.objects.listed()[:2]
    typed = {"kind": "amends", "later": later.pk, "later_article": "", "later_name": "", "earlier": earlier.pk}
    typed |= {"earlier_article": "", "effective_on": "2022-06-01", "evidence": "试"}
    add = reverse("admin:policies_relation_add")
    assert desk.post(add, typed).status_code == 302
    assert "已有同样的关系" in errors(desk.post(add, typed))
    assert desk.post(add, typed | {"kind": "repeals"}).status_code == 302
    assert Relation.objects.count() == 2


def test_a_member_is_written_once(desk):
    unit = Unit.objects.filter(memberships__isnull=False).first()
    typed = opened(desk, unit)
    rows, member = int(typed["memberships-TOTAL_FORMS"]), unit.memberships.first().member_id
    blank = {f"memberships-{rows}-{name}": "" for name in ("id", "document", "since", "until", "snapshot")}
    twice = {f"memberships-{rows}-member": member, f"memberships-{rows}-evidence": "试"}
    twice |= {"memberships-TOTAL_FORMS": rows + 1, f"memberships-{rows}-collective": unit.pk}
    assert "同一个成员写了两次" in desk.post(address(unit), typed | blank | twice).content.decode()


@pytest.mark.long
def test_a_name_of_two_units_is_told(desk):
    unit = Unit.objects.get(name="省财政厅")
    data = opened(desk, unit)
    page = desk.post(address(unit), data | {f"names-{data['names-INITIAL_FORMS']}-name": "省商务厅"}, follow=True)
    assert "“省商务厅”也是“省商务厅”的名称" in page.content.decode()


@pytest.mark.long
def test_words_are_written_a_line_each(desk):
    term = Term.objects.get(scheme="sector", name="餐饮")
    data = opened(desk, term)
    assert "\n" in data["words"]
    desk.post(address(term), data | {"words": data["words"] + "\r\n美食、小吃\r\n\r\n 美食街区 "})
    before = term.words
    term.refresh_from_db()
    assert term.words == [*before, "美食、小吃", "美食街区"]


@pytest.mark.long
def test_a_decided_fact_cannot_be_given_back_to_the_machine_unseen(desk):
    row = amount()
    desk.post(address(row), opened(desk, row) | {"values": "66"})
    desk.post(address(row), opened(desk, row) | {"status": "extracted"})
    pipeline.derive_documents([row.article.document])
    row.refresh_from_db()
    assert (row.values, row.status) == ([66], "edited")


@pytest.mark.long
def test_a_renamed_row_of_a_vocabulary_is_not_made_anew(desk):
    unit, term = Unit.objects.get(name="省农业农村厅"), Term.objects.get(scheme="sector", name="餐饮")
    for row, name in ((unit, "省农业厅"), (term, "餐饮服务")):
        page = desk.post(address(row), opened(desk, row) | {"name": name})
        assert page.status_code == 302, errors(page)
    before = Unit.objects.count(), Term.objects.count(), Responsibility.objects.count()
    import_nine()
    assert before == (Unit.objects.count(), Term.objects.count(), Responsibility.objects.count())
    assert not Unit.objects.filter(name="省农业农村厅").exists()


@pytest.mark.long
def test_a_preview_does_not_say_that_it_is_saved(desk):
    term = Term.objects.get(scheme="sector", name="餐饮")
    typed = opened(desk, term) | {"words": "\n".join([*term.words, "美食街区"])}
    del typed["_confirmed"]
    page = desk.post(address(term), typed).content.decode()
    assert "现在还没有保存" in page
    assert "成功" not in page


@pytest.mark.parametrize("path", ["conflicts/amount/999999/", "conflicts/x/1/", "work/nope/"])
def test_what_is_not_on_the_desk_leads_back_to_it(desk, path):
    page = desk.get(f"/admin/{path}")
    assert page.status_code == 404
    assert '<a href="/admin/">回到编辑台</a>' in page.content.decode()


@pytest.mark.parametrize("kind", ["citations", "reports", "conflicts"])
def test_who_has_no_right_sees_no_work(client, kind):
    client.force_login(User.objects.create_user("guest", is_staff=True))
    assert client.get(reverse("admin:work", args=[kind])).status_code == 403


@pytest.mark.long
def test_a_withdrawn_correction_is_named_where_its_place_is_wanted(desk):
    article = Article.objects.get(document__number="晋政办发〔2022〕33号", ordinal=21)
    typed = {"article": article.pk, "quote": "10万元", "first": "", "last": "", "reading": "20万元", "reason": "试"}
    typed |= {"evidence": "", "confidence": "certain", "_confirmed": "1"}
    add = reverse("admin:policies_correction_add")
    desk.post(add, typed)
    row = article.corrections.get()
    desk.post(address(row), opened(desk, row) | {"withdrawn": "on"})
    assert "已撤回的勘误" in errors(desk.post(add, typed))


@pytest.mark.parametrize("unit", ["abc", "9" * 30], ids=["no number", "no number of ours"])
def test_a_post_that_no_form_of_ours_sends_is_told_not_saved(desk, unit):
    row = Responsibility.objects.exclude(article=None).first()
    page = desk.post(address(row), opened(desk, row) | {"unit": unit})
    assert page.status_code in (200, 400)
    assert "Traceback" not in page.content.decode()
    assert page.status_code == 200 or "没有保存" in page.content.decode()
    before = row.unit_id
    row.refresh_from_db()
    assert row.unit_id == before


@pytest.mark.long
def test_what_no_text_is_read_by_is_saved_without_a_preview(desk):
    """To call an office verified changes no fact; to name it otherwise may change many."""
    unit = Unit.objects.get(name="省商务厅")
    typed = opened(desk, unit)
    del typed["_confirmed"]
    page = desk.post(address(unit), typed | {"note": "已核"}, follow=True)
    assert [str(message).startswith("成功修改了") for message in page.context["messages"]] == [True]
    unit.refresh_from_db()
    assert unit.note == "已核"
    typed = opened(desk, unit)
    del typed["_confirmed"]
    blank = f"names-{typed['names-INITIAL_FORMS']}-name"
    for change in ({"full_name": "别的名称"}, {blank: "商务厅（省）"}):
        assert "现在还没有保存" in desk.post(address(unit), typed | change).content.decode()
