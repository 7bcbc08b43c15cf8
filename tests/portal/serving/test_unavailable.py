"""A bad day of the base: a sentence, a kept page where there is one, one line in the log, nothing to mend by hand."""

import errno
import json
import logging
from unittest.mock import Mock

import pytest
from django.core.cache import caches
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError
from django.db.backends.utils import CursorWrapper
from django.test import Client

from policies.models import Document, Revision
from portal.serving.logs import LineFormatter
from portal.website.page_cache import PAGE_CACHE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

BAD_DAYS = {
    "gone": OperationalError("connection refused\n\tIs the server running?"),
    "locked": OperationalError("database is locked"),
    "full": OperationalError("database or disk is full"),
    "broken": DatabaseError("database disk image is malformed"),
    "read only": OperationalError("attempt to write a readonly database"),
    "closed": InterfaceError("connection already closed"),
    "no disk": OSError(errno.ENOSPC, "No space left on device"),
}
PAGES = [
    "/",
    "/articles/?q=失业保险",
    "/documents/jinfa-2021-67/",
    "/match/?sector=餐饮",
    "/overview/",
    "/admin/login/",
]


@pytest.fixture
def visitor():
    """A visitor who is answered whatever happens."""
    return Client(raise_request_exception=False)


@pytest.fixture
def bad_day(monkeypatch):
    """From now on every query fails; until ``monkeypatch.undo()``."""

    def begins(error: Exception) -> None:
        def fail(*args, **kwargs):
            raise error

        monkeypatch.setattr(CursorWrapper, "execute", fail)
        monkeypatch.setattr(CursorWrapper, "executemany", fail)

    return begins


@pytest.mark.long
@pytest.mark.parametrize("error", BAD_DAYS.values(), ids=BAD_DAYS)
def test_every_page_says_so_and_comes_back_by_itself(visitor, bad_day, monkeypatch, error):
    bad_day(error)
    for path in PAGES[:-1]:
        answer = visitor.get(path)
        assert (answer.status_code, answer["Retry-After"]) == (503, "30"), path
        assert "数据库现在没有响应" in answer.content.decode()
        assert "Traceback" not in answer.content.decode()
    monkeypatch.undo()
    assert [visitor.get(path).status_code for path in PAGES] == [200] * len(PAGES)


@pytest.mark.parametrize("headers", [{}, {"Accept-Encoding": "gzip"}], ids=["plain", "compressed"])
def test_a_page_that_is_kept_is_shown_with_a_note(visitor, bad_day, headers):
    before = visitor.get("/overview/")
    bad_day(BAD_DAYS["gone"])
    visitor.get("/overview/", headers=headers)
    after = visitor.get("/overview/")
    assert (after.status_code, after["Retry-After"], after["Cache-Control"]) == (503, "30", "no-store")
    html = after.content.decode()
    assert "可能不是最新的" in html
    assert before.content.decode().partition("<main")[2] == html.partition("<main")[2]


def test_a_compressed_page_is_kept_for_it_too(visitor, bad_day):
    visitor.get("/overview/", headers={"Accept-Encoding": "gzip"})
    bad_day(BAD_DAYS["gone"])
    answer = visitor.get("/overview/", headers={"Accept-Encoding": "gzip"})
    assert "可能不是最新的" in answer.content.decode()


@pytest.mark.long
def test_a_page_that_another_process_made_is_kept_too(visitor, bad_day):
    """As after a restart, or by the other of two workers."""
    visitor.get("/overview/")
    visitor.get("/match/?sector=餐饮")
    PAGE_CACHE.clear()
    bad_day(BAD_DAYS["gone"])
    assert "可能不是最新的" in visitor.get("/overview/").content.decode()
    assert "餐饮" not in visitor.get("/match/?sector=餐饮").content.decode(), "a person's affairs stay in no file"


def test_a_full_disk_fails_no_page(visitor, monkeypatch):
    monkeypatch.setattr(caches["last_pages"], "set", Mock(side_effect=OSError(errno.ENOSPC, "full")))
    assert visitor.get("/overview/").status_code == 200


def test_another_page_is_not_shown_instead(visitor, bad_day):
    visitor.get("/articles/?q=失业保险")
    bad_day(BAD_DAYS["gone"])
    assert "失业保险" not in visitor.get("/articles/?q=餐饮").content.decode()


def test_what_is_sent_is_answered_by_no_kept_page(visitor, bad_day):
    visitor.get("/documents/jinfa-2021-67/art_36/report/")
    bad_day(BAD_DAYS["gone"])
    answer = visitor.post("/documents/jinfa-2021-67/art_36/report/", {"kind": "other", "comment": "有误"})
    assert (answer.status_code, "可能不是最新的" in answer.content.decode()) == (503, False)


def test_a_fault_of_the_code_is_no_bad_day(visitor, bad_day):
    bad_day(IntegrityError("UNIQUE constraint failed"))
    answer = visitor.get("/articles/")
    assert answer.status_code == 500
    assert "出了问题" in answer.content.decode()


def test_it_is_one_line_in_the_log(visitor, bad_day, caplog):
    bad_day(BAD_DAYS["gone"])
    visitor.get("/articles/?q=失业保险")
    lines = [LineFormatter().format(record) for record in caplog.records if record.levelno >= logging.ERROR]
    told = [json.loads(line) for line in lines]
    assert [each["error"] for each in told] == ["OperationalError: connection refused"]
    assert told[0]["level"] == "ERROR"
    assert "失业保险" not in lines[0]
    assert "Traceback" not in lines[0]


def test_any_other_error_has_its_trace_in_its_line(caplog):
    try:
        raise ZeroDivisionError("a fault")
    except ZeroDivisionError:
        logging.getLogger("jince").exception("It failed")
    line = LineFormatter().format(caplog.records[-1])
    assert "\n" not in line
    assert "ZeroDivisionError: a fault" in json.loads(line)["exc_info"]


def test_a_request_has_a_number_that_its_lines_have_too(visitor, bad_day, caplog):
    bad_day(BAD_DAYS["gone"])
    number = visitor.get("/articles/")["X-Request-ID"]
    assert json.loads(LineFormatter().format(caplog.records[-1]))["request_id"] == number


def test_machines_are_told_whether_pages_can_be_made(visitor, bad_day):
    assert visitor.get("/healthz", headers={"host": "10.0.0.1"}).json() == {"status": "ok"}
    ready = visitor.get("/readyz", headers={"host": "10.0.0.1"})
    number = Revision.objects.get().number
    assert ready.json() == {"status": "ok", "base": "ok", "migrations": "ok", "revision": number, "documents": 10}
    bad_day(BAD_DAYS["gone"])
    assert visitor.get("/healthz").status_code == 200
    gone = visitor.get("/readyz")
    assert (gone.status_code, gone.json()) == (503, {"status": "unavailable", "base": "OperationalError"})


def test_a_province_that_begins_is_ready(visitor, db):
    Document.objects.update(state=Document.State.DRAFT)
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.json()["documents"]) == (200, 0)


def test_a_base_that_lost_its_revision_is_not_ready(visitor):
    Revision.objects.all().delete()
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.json()["revision"]) == (503, "missing")


def test_a_base_that_lacks_a_migration_is_not_ready(visitor, monkeypatch):
    monkeypatch.setattr("django.db.migrations.executor.MigrationExecutor.migration_plan", lambda *_: ["one"])
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "1 missing")
