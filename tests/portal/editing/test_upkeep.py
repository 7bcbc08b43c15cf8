"""Publishing on a day: set by who may, shown before, carried out by the worker or cron, and said where it was not."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from importers import intake
from policies.models import Note, PageImage, Upload
from policies.models.publication import State
from portal.editing import upkeep
from tests.jobs import do_jobs
from tests.portal.editing.forms import form_with
from tests.portal.editing.test_publication import draft, page, people, press, waive_all

__all__ = ["draft", "people"]
pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]
DAY = timezone.localdate() + timedelta(days=3)


@pytest.fixture
def dated(draft, people):
    """A document that is set to be published on a day."""
    waive_all(people["编辑"], draft)
    press(people["编辑"], draft, "提请审核")
    form = form_with(page(people["审核"], draft), "公布").pressed("公布")
    people["审核"].post(page(people["审核"], draft).wsgi_request.path, form | {"on": str(DAY)})
    draft.refresh_from_db()
    return draft


def test_a_document_is_published_on_its_day_by_who_set_it(dated, people, client, monkeypatch):
    assert (dated.state, dated.publish_on) == (State.IN_REVIEW, DAY)
    assert f"定于 {DAY.year}年{DAY.month}月{DAY.day}日公布" in page(people["编辑"], dated).content.decode()
    do_jobs()
    call_command("upkeep")
    assert client.get(dated.get_absolute_url()).status_code == 404, "not before its day"
    monkeypatch.setattr(timezone, "localdate", lambda: DAY)
    DBTaskResult.objects.update(run_after=timezone.now())
    do_jobs()
    dated.refresh_from_db()
    assert (dated.state, dated.publish_on) == (State.PUBLISHED, None)
    assert client.get(dated.get_absolute_url()).status_code == 200
    told = dated.history.first()
    assert (told.history_change_reason, told.history_user.last_name) == (f"公布：定于 {DAY}", "审核")
    assert upkeep.publish_due(DAY) == (0, 0)


def test_what_cannot_be_published_on_its_day_is_said_to_who_set_it(dated, people):
    dated.waivers.all().delete()
    assert upkeep.publish_due(DAY) == (0, 1)
    dated.refresh_from_db()
    assert (dated.state, dated.publish_on) == (State.IN_REVIEW, None)
    (note,) = Note.objects.open()
    assert (note.assignee.last_name, note.document) == ("审核", dated)
    assert "还有 1 项检查不满足" in note.text
    assert "到了日子没有公布" in page(people["审核"], dated).content.decode()


@pytest.mark.parametrize(
    "step, state", [("收回送审", State.DRAFT), ("退回", State.DRAFT), ("undated", State.IN_REVIEW)]
)
def test_a_day_that_was_set_is_taken_back(dated, people, step, state):
    press(people["审核"], dated, step, "再看看")
    assert (dated.state, dated.publish_on) == (state, None)
    assert upkeep.publish_due(DAY) == (0, 0)


def test_files_that_were_taken_or_declined_are_let_go_after_thirty_days(nine):
    kept = [("taken", 29), ("waiting", 99), ("ready", 99), ("interrupted", 99)]
    for name, days in [*kept, ("taken", 31), ("cancelled", 31), ("refused", 31)]:
        changed = timezone.now() - timedelta(days=days)
        Upload.objects.create(name=name, sha256=f"{name}{days}", size=1, content=b"x", state=name, changed_at=changed)
        PageImage.objects.create(sha256=f"{name}{days}", page=1, width=1, height=1, content=b"x")
    assert intake.forget(timezone.now() - upkeep.UPLOAD_RETENTION) == 3
    assert sorted(Upload.objects.values_list("sha256", flat=True)) == sorted(f"{name}{days}" for name, days in kept)
    assert set(PageImage.objects.values_list("sha256", flat=True)) == set(
        Upload.objects.values_list("sha256", flat=True)
    )
