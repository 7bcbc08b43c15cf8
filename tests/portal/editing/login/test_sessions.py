"""A login ends half an hour after its last use; what was typed then comes back; public pages touch no session."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.portal.editing.forms import address, opened, sent
from tests.portal.editing.test_draft_recovery import amount, hidden

pytestmark = pytest.mark.usefixtures("nine")


def left() -> timedelta:
    """How long the only session still has."""
    return Session.objects.get().expire_date - timezone.now()


def ends_in(**time) -> None:
    """Move the only session's end, as if that much of it were left."""
    Session.objects.update(expire_date=timezone.now() + timedelta(**time))


def writes(client, path: str) -> list[str]:
    """What a request writes of sessions."""
    with CaptureQueriesContext(connection) as found:
        client.get(path)
    return [
        each["sql"] for each in found.captured_queries if "django_session" in each["sql"] and "UPDATE" in each["sql"]
    ]


def test_a_login_lasts_half_an_hour_and_no_longer_than_the_browser(desk):
    assert timedelta(minutes=29) < left() <= timedelta(minutes=30)
    ends_in(seconds=-1)
    answer = desk.get(reverse("admin:index"))
    assert answer["Location"].startswith(reverse("admin:login"))
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE


@pytest.mark.long
@pytest.mark.parametrize("before", [timedelta(minutes=2), timedelta(days=14)], ids=["used", "of an earlier release"])
def test_use_moves_its_end_on_at_most_once_a_minute(desk, before):
    ends_in(seconds=before.total_seconds())
    assert len(writes(desk, reverse("admin:index"))) == 1
    assert timedelta(minutes=29) < left() <= timedelta(minutes=30)
    assert writes(desk, reverse("admin:index")) == []


def test_moving_the_end_on_writes_nothing_else(desk):
    """Another request of the same browser may just have put a form into the session."""
    ends_in(minutes=2)
    before = Session.objects.get().session_data
    desk.get(reverse("admin:index"))
    assert Session.objects.get().session_data == before


def test_a_page_is_read_while_another_holds_the_base(desk):
    """An import on SQLite, say: the page comes at once, and the end is moved on the next time."""
    ends_in(minutes=2)

    def held(execute, sql, params, many, context):
        if "UPDATE" not in sql or "django_session" not in sql:
            return execute(sql, params, many, context)
        if connection.vendor == "sqlite":
            assert connection.connection.execute("PRAGMA busy_timeout").fetchone() == (0,)
        raise OperationalError("database is locked")

    with connection.execute_wrapper(held):
        assert desk.get(reverse("admin:index")).status_code == 200
    assert left() < timedelta(minutes=3)
    if connection.vendor == "sqlite":
        assert connection.connection.execute("PRAGMA busy_timeout").fetchone() == (20_000,)
    desk.get(reverse("admin:index"))
    assert left() > timedelta(minutes=29)


@pytest.mark.parametrize("path", ["/", "/articles/?q=餐饮", "/units/省商务厅/", "/match/?sector=餐饮", "/nothing/"])
def test_public_pages_touch_no_session(client, path):
    with CaptureQueriesContext(connection) as found:
        answer = client.get(path)
    assert not [each for each in found.captured_queries if "django_session" in each["sql"]]
    assert settings.SESSION_COOKIE_NAME not in answer.cookies


def test_what_was_typed_when_it_ended_comes_back(desk):
    row = amount()
    typed = opened(desk, row) | {"values": "120000", "change_reason": "写了半个小时的理由"}
    ends_in(seconds=-1)
    page = desk.post(address(row), typed)
    assert "您填写的内容没有丢" in page.content.decode()
    desk.post(reverse("admin:login"), hidden(page) | {"username": "editor", "password": "not-a-secret"})
    back = desk.get(address(row))
    assert sent(back)["change_reason"] == "写了半个小时的理由"
    assert desk.post(address(row), sent(back)).status_code == 302
    row.refresh_from_db()
    assert row.values == [120000]
