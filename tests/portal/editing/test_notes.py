"""Notes between editors: written where the record is, on its page and beside its item on the work list, settled."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from policies.models import Citation, Document, Note, Revision
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
