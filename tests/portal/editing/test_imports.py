"""Imports as acts: what each did, and taking it back as a whole; removing a document, and having it back."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connection
from django.forms.models import model_to_dict
from django.urls import reverse
from django.utils import timezone

from importers import pipeline
from policies.models import (
    DERIVED,
    Act,
    Amount,
    Article,
    Citation,
    Document,
    Note,
    Passage,
    Relation,
    Report,
    Source,
    Unit,
    Waiver,
)
from policies.models.publication import State
from portal.editing import imports
from portal.editing.acts import UndoError
from tests.portal.editing.forms import form_with
from tests.portal.editing.test_groups import make_groups
from tests.portal.website.pages.test_version import NEW, OLD

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]
NUMBER = "晋商发〔2022〕9号"
STRANGE = OLD.replace("省国资委", "火星商业管理局")


@pytest.fixture
def received(tmp_path):
    """Imports a text under a name; gives its act."""

    def imported(text: str, name: str, *, publish: bool = True) -> Act:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        outcome = pipeline.import_files([file], publish=publish)
        return outcome.run.act

    return imported


def everything() -> dict:
    """All that the base holds of texts, offices and facts."""
    models = (*DERIVED, Article, Citation, Document, Passage, Relation, Source, Unit)
    found = {}
    for model in models:
        for row in model.objects.all():
            values = model_to_dict(row, fields=[field.name for field in model._meta.concrete_fields])
            found[model.__name__, row.pk] = {
                name: bytes(v) if isinstance(v, memoryview) else v for name, v in values.items()
            }
    return found


def press(desk, act: Act, button: str) -> str:
    link = reverse("admin:act", args=[act.pk])
    return desk.post(link, form_with(desk.get(link), button).pressed(button), follow=True).content.decode()


def test_an_import_is_an_entry_that_is_taken_back_as_a_whole_and_had_back(desk, client, received):
    before = everything()
    act = received(STRANGE, "a.txt")
    there = everything()
    document = Document.objects.get(number=NUMBER)
    assert Unit.objects.filter(name__contains="火星商业管理局").exists()
    assert f"导入：{NUMBER}（a.txt）" in desk.get(reverse("admin:acts")).content.decode()
    shown = desk.get(reverse("admin:act", args=[act.pk])).content.decode()
    assert f"新增了文件：{NUMBER}" in shown
    assert "没有改动" not in shown
    told = press(desk, act, "undo")
    assert "在此之前可以恢复" in told
    assert everything() == before, "with its office and its file, and nothing else"
    assert client.get(document.get_absolute_url()).status_code == 404
    removed = Act.objects.get(step="remove")
    assert "已恢复" in press(desk, removed, "restore")
    assert everything() == there, "as it was, also for the public"
    assert client.get(document.get_absolute_url()).status_code == 200
    assert "恢复" in document.history.first().history_change_reason
    assert "已经恢复过" in imports_error(lambda: imports.have_back(removed, None))
    restored = Act.objects.get(step="restore")
    assert f"恢复了文件：{NUMBER}" in desk.get(reverse("admin:act", args=[restored.pk])).content.decode()
    assert "在此之前可以恢复" in press(desk, restored, "undo"), "and is taken back once more"
    connection.check_constraints()
    assert everything() == before
    assert "已恢复" in press(desk, Act.objects.filter(step="remove").first(), "restore")
    assert everything() == there


def imports_error(work) -> str:
    with pytest.raises(UndoError) as told:
        work()
    return str(told.value)


def test_who_worked_on_it_since_is_told_and_their_work_comes_back(desk, received):
    act = received(OLD, "a.txt")
    amount = Document.objects.get(number=NUMBER).articles.get(ordinal=2).amount_set.get()
    link = reverse("admin:policies_article_decide", args=[amount.article_id])
    desk.post(link, {"confirm": f"amount-{amount.pk}:extracted"})
    assert "editor 1 处" in desk.get(reverse("admin:act", args=[act.pk])).content.decode()
    press(desk, act, "undo")
    press(desk, Act.objects.get(step="remove"), "restore")
    amount.refresh_from_db()
    assert amount.status == "confirmed"


@pytest.mark.parametrize(
    "name, own, publish, may",
    [
        pytest.param("编辑", True, False, True, id="a draft of one's own"),
        pytest.param("编辑", False, False, False, id="a colleague's draft"),
        pytest.param("编辑", True, True, False, id="what readers saw"),
        pytest.param("审核", False, True, True, id="anything, by who publishes"),
    ],
)
def test_who_may_take_an_import_back(client, received, name, own, publish, may):
    before = everything()
    make_groups()
    user = User.objects.create_user("zhou", is_staff=True)
    user.groups.add(Group.objects.get(name=name))
    client.force_login(user)
    act = received(STRANGE, "a.txt", publish=publish)
    act.user = user if own else None
    act.save()
    page = reverse("admin:act", args=[act.pk])
    shown = client.get(page).content.decode()
    assert ("撤销这次导入" in shown, "由审核来撤销" in shown) == (may, not may)
    assert client.post(page, {"undo": "1"}).status_code == (302 if may else 403)
    if may:
        assert everything() == before
        assert "已恢复" in press(client, Act.objects.get(step="remove"), "restore")


def test_a_text_that_was_replaced_is_read_again(desk, received):
    received(OLD, "old.txt")
    before = everything()
    act = received(NEW, "new.txt")
    assert f"换上了新的文本：{NUMBER}" in desk.get(reverse("admin:act", args=[act.pk])).content.decode()
    assert "已撤销" in press(desk, act, "undo")
    document = Document.objects.get(number=NUMBER)
    assert document.source.name == "old.txt"
    assert not document.versions.exists()
    texts = {key: row["text"] for key, row in before.items() if key[0] == "Article"}
    assert texts == {key: row["text"] for key, row in everything().items() if key[0] == "Article"}


def test_what_a_later_import_stands_on_is_not_taken_from_under_it(received):
    first = received(OLD, "old.txt")
    second = received(NEW, "new.txt")
    assert "请先撤销那一次" in imports_error(lambda: imports.undo(first, None))
    imports.undo(second, None)
    imports.undo(first, None)
    assert not Document.objects.filter(number=NUMBER).exists()


def test_a_witness_is_taken_away(received):
    received(OLD, "old.txt")
    before = everything()
    act = received(f"{OLD}\n", "copy.txt")
    document = Document.objects.get(number=NUMBER)
    assert document.witnesses.exists()
    imports.undo(act, None)
    assert not document.witnesses.exists()
    assert [key for key in before if key[0] == "Passage"] == [key for key in everything() if key[0] == "Passage"]


def test_a_document_is_removed_with_a_reason_and_only_when_nobody_sees_it(desk, received):
    received(OLD, "a.txt")
    document = Document.objects.get(number=NUMBER)
    page = reverse("admin:publication", args=[document.pk])
    desk.post(page, {"remove": "published", "note": "误导入"})
    assert Document.objects.filter(pk=document.pk).exists()
    document.state = State.WITHDRAWN
    document.save()
    sent = form_with(desk.get(page), "remove").pressed("remove")
    desk.post(page, sent | {"note": " "})
    assert Document.objects.filter(pk=document.pk).exists()
    desk.post(page, sent | {"note": "误导入"})
    assert not Document.objects.filter(pk=document.pk).exists()
    assert Act.objects.get(step="remove").note == "误导入"


def test_what_came_in_its_place_is_not_overwritten(received):
    imports.undo(received(OLD, "a.txt"), None)
    removed = Act.objects.get(step="remove")
    received(OLD, "a.txt")
    before = everything()
    assert f"又有了{NUMBER}" in imports_error(lambda: imports.have_back(removed, None))
    assert everything() == before


def test_after_thirty_days_it_is_gone_for_good(received):
    imports.undo(received(OLD, "a.txt"), None)
    removed = Act.objects.get(step="remove")
    assert imports.forget(removed.kept_until) == 0
    Act.objects.filter(pk=removed.pk).update(kept_until=timezone.localdate() - timedelta(days=1))
    call_command("upkeep")
    removed.refresh_from_db()
    assert (removed.kept, removed.kept_until) == (None, None)
    assert "期限过了" in imports_error(lambda: imports.have_back(removed, None))


def test_a_version_that_was_published_is_taken_back_as_a_whole_and_put_there_again(desk, received, client):
    """Everybody's work since goes with it and comes again; what readers say meanwhile stays."""
    received(OLD, "old.txt")
    document = Document.objects.get(number=NUMBER)
    amount = document.articles.get(ordinal=2).amount_set.get()
    Amount.objects.filter(pk=amount.pk).update(status="confirmed")
    waited = received(NEW, "new.txt", publish=False)
    Document.objects.filter(version_of=document).update(state=State.IN_REVIEW)
    before = everything()
    User.objects.filter(username="editor").update(is_superuser=True)
    page = reverse("admin:publication", args=[document.versions.get().pk])
    Waiver.objects.create(document=document.versions.get(), check_name="validity", findings=1, reason="暂缓")
    answer = desk.post(page, {"step": "publish", "state": State.IN_REVIEW}, follow=True).content.decode()
    assert "已公布" in answer
    act = Act.objects.get(step="publish")
    assert "之后的“公布" in imports_error(lambda: imports.undo(waited, None)), "what stands on it comes first"
    Report.objects.create(article=document.articles.get(ordinal=1), place="第1条", problem="value", text="不对")
    Note.objects.create(kind="document", row=document.pk, document=document, place="文件", text="请看")
    after = everything()
    for expected, shown, waiting in ((before, "火星夜市", {State.IN_REVIEW}), (after, "金星展会", {State.SUPERSEDED})):
        assert "已撤销，换回了原来的" in press(desk, act, "restore")
        assert everything() == expected
        assert shown in client.get(document.get_absolute_url()).content.decode()
        assert Report.objects.get().article.document == Note.objects.get().document == document
        assert set(document.versions.values_list("state", flat=True)) == waiting
        act = Act.objects.filter(step="restore").first()
