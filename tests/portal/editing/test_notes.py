"""Notes between editors: written where the record is, on its page and beside its item on the work list, settled."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse
from django.utils import timezone

from policies.models import Act, Citation, Document, Note, Revision
from portal.editing import notes
from tests.portal.editing.forms import form_with
from tests.portal.editing.test_groups import staff

pytestmark = pytest.mark.usefixtures("nine")


def written(desk, record, **said) -> Note:
    page = notes.add_page(notes.key_of(record))
    answer = desk.post(page, form_with(desk.get(page), "_save").pressed("_save") | said)
    assert answer.status_code == 302, answer.content.decode()
    return Note.objects.first()


@pytest.mark.long
def test_a_note_is_written_seen_where_its_record_is_and_settled():
    desk, before = staff("编辑"), Revision.current()
    row = Citation.objects.doubtful().filter(document=None).in_work_order().first()
    other = User.objects.create_user("lisi", last_name="李四", is_staff=True)
    stranger = User.objects.create_user("wangwu", last_name="王五")
    yesterday = timezone.localdate() - timedelta(days=1)
    assert str(row.article) in desk.get(notes.add_page(notes.key_of(row))).context["title"]
    note = written(desk, row, text="请查公报", assignee=other.pk, due_on=yesterday)
    assert (note.user.username, note.document) == ("zhangsan", row.article.document)
    assert note.place.startswith(f"引用 {row.article}：")
    assert Revision.current() == before, "readers see nothing of it"
    where = (reverse("admin:work", args=["citations"]), reverse("admin:policies_citation_change", args=[row.pk]))
    for page in where:
        shown = desk.get(page).content.decode()
        assert f"交给李四，{yesterday} 前" in shown
        assert "请查公报" in shown
    assert desk.get(reverse("admin:policies_note_changelist"), {"of": "mine"}).context["cl"].result_count == 0
    assert "（已过）" in desk.get(reverse("admin:policies_note_changelist"), {"of": "written"}).content.decode()
    page = reverse("admin:policies_note_change", args=[note.pk])
    assert str(stranger.pk) not in dict(desk.get(page).context["adminform"].form.fields["assignee"].choices)
    desk.post(page, form_with(desk.get(page), "_save").pressed("_save") | {"settled": "on", "change_reason": "查过了"})
    note.refresh_from_db()
    assert note.settled
    assert [each.history_change_reason for each in note.history.all()] == ["查过了", None]
    for page in where:
        assert "交给李四" not in desk.get(page).content.decode()


@pytest.mark.parametrize(
    "asked, status",
    [
        ({}, 403),
        ({"kind": "note", "row": "1"}, 404),
        ({"kind": "user", "row": "1"}, 404),
        ({"kind": "article", "row": "0"}, 404),
        ({"kind": "article", "row": "x"}, 404),
    ],
)
def test_a_note_is_about_something(desk, asked, status):
    answer = desk.post(reverse("admin:policies_note_add", query=asked), {"text": "甲"} | {"snapshot": "{}"})
    assert (answer.status_code, Note.objects.count()) == (status, 0)


def test_a_day_is_for_somebody(desk):
    page = notes.add_page(notes.key_of(Document.objects.first()))
    sent = form_with(desk.get(page), "_save").pressed("_save") | {"text": "甲", "due_on": "2030-01-01"}
    assert "请选交给谁" in desk.post(page, sent).content.decode()


def assigned(desk, page: str, chosen: list[str], **said):
    form = form_with(desk.get(page), "交办所选")
    return desk.post(page, form.fields | {"chosen": chosen} | said, follow=True).content.decode()


@pytest.mark.long
def test_many_items_are_given_to_somebody_as_one_act_and_had_back():
    desk, page = staff("编辑"), reverse("admin:work", args=["citations"])
    other = User.objects.create_user("lisi", last_name="李四", is_staff=True)
    chosen = [row.key for row in desk.get(page).context["rows"]][:3]
    told = assigned(desk, page, chosen, assignee=other.pk, due_on="2030-01-02", text="请查公报")
    assert "已交给李四：3 项" in told
    assert told.count("交给李四，2030-01-02 前") == 3
    found = Note.objects.open()
    assert {f"{each.kind}:{each.row}" for each in found} == set(chosen)
    assert all(each.user.username == "zhangsan" and each.document for each in found)
    act = Act.objects.first()
    assert str(act) == "交给李四：3 项（请查公报）"
    assert "留言 3 条" in desk.get(reverse("admin:act", args=[act.pk])).content.decode()
    desk.post(reverse("admin:act", args=[act.pk]), {"undo": "1"})
    assert not Note.objects.open().exists()
    assert "交给李四" not in desk.get(page).content.decode()
    assert [each.history.count() for each in Note.objects.all()] == [2, 2, 2]


@pytest.mark.parametrize(
    "chosen, said, told",
    [
        pytest.param([], {"assignee": "own"}, "请先勾选", id="nothing chosen"),
        pytest.param(["document"], {}, "请选交给谁", id="to nobody"),
        pytest.param(["document"], {"assignee": "0"}, "选择一个有效的选项", id="to no colleague"),
        pytest.param(
            ["document"], {"assignee": "own", "due_on": "明天"}, "输入一个有效的日期", id="a day that is none"
        ),
        pytest.param(["note:1", "user:1", "amount:x", "amount:0"], {"assignee": "own"}, "请先勾选", id="no records"),
    ],
)
def test_what_is_given_is_chosen_and_given_to_somebody(chosen, said, told):
    desk, page = staff("编辑"), reverse("admin:work", args=["validity"])
    own = User.objects.get(username="zhangsan").pk
    document = f"document:{Document.objects.first().pk}"
    said = {name: own if value == "own" else value for name, value in said.items()}
    answer = assigned(desk, page, [document if each == "document" else each for each in chosen], **said)
    assert told in answer
    assert not Note.objects.exists()
    assert (f'value="{document}" checked' in answer) == ("document" in chosen), "what was ticked stays so"


def test_who_may_only_look_gives_nothing(client):
    reader = User.objects.create_user("qian", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="change_document"))
    client.force_login(reader)
    page = reverse("admin:work", args=["validity"])
    assert "交办所选" not in client.get(page).content.decode()
    assert client.post(page, {"chosen": "document:1"}).status_code == 403
