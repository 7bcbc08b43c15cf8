"""What is done to many rows at once: asked before, done all or none, and taken back as one."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from importers import pipeline
from policies.models import DERIVED, Amount, Deadline, Document, Target, TermUse
from portal.editing.admin.bulk import MAX_AT_ONCE
from tests.portal.editing.forms import address, answered, form_with, in_bulk, opened, undone

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]
HEAD = "关于支持餐饮业发展的若干措施\n晋商发〔2022〕9号\n"
TEXT = "1. 支持餐饮企业。给予10万元奖励，给予5万元补助。（责任单位：省商务厅）\n2. 减免租金。减免6个月租金。\n"


def states(model=Target) -> dict:
    """All that people can decide of the rows of a kind."""
    return {row.pk: (row.status, row.current_values(), row.extracted_values) for row in model.objects.all()}


def link_of(page) -> str:
    return re.search(r'href="(/admin/acts/\d+/)">撤销', page.content.decode())[1]


def test_a_list_is_rejected_after_a_question_and_had_back(desk):
    before, rows = states(), list(Target.objects.order_by("-pk"))
    question = in_bulk(desk, "reject", rows[:100], every=True)
    assert f"<strong>{len(rows)}</strong> 条量化目标将标为“已否定”" in question.content.decode()
    assert states() == before, "nothing is done before the answer"
    page = answered(desk, question)
    assert f"{len(rows)} 条已标为“已否定”" in page.content.decode()
    assert set(Target.objects.values_list("status", flat=True)) == {"rejected"}
    assert f"已撤销：{len(rows)} 条" in undone(desk, page).content.decode()
    assert states() == before
    told = rows[0].history.values_list("history_type", "history_change_reason", "history_user__username")
    assert [(kind, why.split("：")[0], who) for kind, why, who in told] == [
        ("~", "撤销", "editor"),
        ("~", "批量标为“已否定”", "editor"),
        ("+", "导入时的值", None),
    ]


@pytest.mark.parametrize("model", DERIVED, ids=lambda model: model.__name__)
def test_every_kind_asks_and_decides(desk, model):
    rows = list(model.objects.all()[:3])
    page = answered(desk, in_bulk(desk, "confirm", rows))
    assert "3 条已标为“已确认”" in page.content.decode()
    assert "已撤销：3 条" in undone(desk, page).content.decode()


def test_a_filtered_list_is_decided_and_nothing_beside_it(desk):
    document = Document.objects.get(number="晋政办发〔2022〕33号")
    inside, outside = (getattr(Amount.objects, which)(article__document=document) for which in ("filter", "exclude"))
    query = f"?document={document.slug}"
    answered(desk, in_bulk(desk, "confirm", list(inside)[:5], every=True, query=query))
    assert set(inside.values_list("status", flat=True)) == {"confirmed"}
    assert set(outside.values_list("status", flat=True)) == {"extracted"}


def test_what_moved_between_question_and_answer_is_asked_again(desk):
    rows = list(Target.objects.all()[:3])
    question = in_bulk(desk, "reject", rows)
    rows[0].status = "confirmed"
    rows[0].save()
    page = answered(desk, question)
    assert "又有人处理过。请再看一遍" in page.content.decode()
    assert not Target.objects.filter(status="rejected").exists()
    answered(desk, page)
    assert Target.objects.filter(status="rejected").count() == 3


def test_another_value_is_another_row_to_decide_on(desk):
    rows = list(Amount.objects.all()[:2])
    question = in_bulk(desk, "reject", rows)
    desk.post(address(rows[0]), opened(desk, rows[0]) | {"per": "户", "status": rows[0].status})
    Amount.objects.filter(pk=rows[0].pk).update(status="extracted")
    assert "又有人处理过" in answered(desk, question).content.decode()
    assert not Amount.objects.filter(status="rejected").exists()


def test_what_others_changed_since_stays_and_the_rest_is_had_back(desk):
    rows = list(Target.objects.all()[:3])
    page = answered(desk, in_bulk(desk, "reject", rows))
    before = form_with(desk.get(link_of(page)), "undo")
    other = Client()
    other.force_login(User.objects.create_superuser("colleague"))
    other.post(address(rows[0]), opened(other, rows[0]) | {"status": "confirmed"})
    shown = desk.get(link_of(page)).content.decode()
    assert "其中 1 条之后又有人处理过" in shown
    assert "colleague" in shown
    told = desk.post(link_of(page), before.pressed("undo"), follow=True).content.decode()
    assert "没有撤销：1 条之后又有人处理过。可以只撤销其余的 2 条。" in told
    assert [states()[row.pk][0] for row in rows] == ["confirmed", "rejected", "rejected"]
    assert "已撤销：2 条" in undone(desk, page, "rest").content.decode()
    assert [states()[row.pk][0] for row in rows] == ["confirmed", "extracted", "extracted"]


def test_an_act_is_had_back_once(desk):
    page = answered(desk, in_bulk(desk, "reject", list(Target.objects.all()[:2])))
    before = form_with(desk.get(link_of(page)), "undo")
    undone(desk, page)
    told = desk.post(link_of(page), before.pressed("undo"), follow=True).content.decode()
    assert "这次处理已经撤销过了" in told
    shown = desk.get(link_of(page)).content.decode()
    assert "已由editor于" in shown
    assert ">撤销</button>" not in shown


def test_a_text_that_moved_since_does_not_matter(desk, tmp_path):
    """The rows go back to what they were, at their words as they stand now."""
    file = tmp_path / "small.txt"
    file.write_text(HEAD + TEXT, encoding="utf-8")
    pipeline.import_files([file])
    rows = list(Amount.objects.filter(article__document__number="晋商发〔2022〕9号"))
    page = answered(desk, in_bulk(desk, "reject", rows))
    file.write_text(HEAD + TEXT.replace("给予10万元", "经审核，给予10万元"), encoding="utf-8")
    pipeline.import_files([file])
    undone(desk, page)
    for row in rows:
        row.refresh_from_db()
        assert (row.status, row.article.text[row.start : row.end]) == ("extracted", row.quote)


def test_an_act_is_listed_with_who_did_it(desk):
    answered(desk, in_bulk(desk, "reject", list(Deadline.objects.all()[:2])))
    assert "时限 2 条标为“已否定”" in desk.get(reverse("admin:acts")).content.decode()
    assert reverse("admin:acts") in desk.get(reverse("admin:index")).content.decode()


def test_who_may_not_change_may_not_take_back(desk):
    link = link_of(answered(desk, in_bulk(desk, "reject", list(Deadline.objects.all()[:2]))))
    visitor = Client()
    assert "登录" in visitor.post(link, {"undo": "1"}).content.decode()
    reader = User.objects.create_user("reader", is_staff=True)
    reader.groups.add(Group.objects.create(name="看"))
    visitor.force_login(reader)
    assert visitor.get(link).status_code == 403
    assert visitor.post(link, {"undo": "1"}).status_code == 403
    assert Deadline.objects.filter(status="rejected").count() == 2


def test_more_than_are_done_at_once_are_refused_with_a_way(desk):
    """Meanwhile nobody else could write."""
    rows = list(TermUse.objects.order_by("-pk"))
    assert len(rows) > MAX_AT_ONCE
    page = in_bulk(desk, "reject", rows[:100], every=True)
    told = f"一次最多 {MAX_AT_ONCE} 条，这里选了 {len(rows)} 条"
    assert told in desk.get(page["Location"]).content.decode()
    assert not TermUse.objects.filter(status="rejected").exists()


def test_many_rows_take_no_more_queries_than_few(desk):
    """Some for each batch of rows, none for each row: SQLite takes a thousand values a query."""
    TermUse.objects.filter(pk__in=TermUse.objects.order_by("pk")[MAX_AT_ONCE:].values("pk")).delete()
    rows = list(TermUse.objects.all())
    question = in_bulk(desk, "confirm", rows[:100], every=True)
    form = form_with(question, "_confirmed").pressed("_confirmed")
    with CaptureQueriesContext(connection) as found:
        desk.post(question.request["PATH_INFO"], form)
    assert TermUse.objects.filter(status="confirmed").count() == len(rows) == MAX_AT_ONCE
    assert len(found) < len(rows) / 10
