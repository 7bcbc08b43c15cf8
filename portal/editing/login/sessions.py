"""Sessions that end half an hour after their last use, and not while they are used.

Django writes an end of a session only when something in it changed, or else at every request
(SESSION_SAVE_EVERY_REQUEST), which is a write for every page. Here an end is moved on when a session is read, at most
once a minute. Only that column is written: to save the session whole would put back what another request of the same
browser has just changed, such as a form that waits in it (portal/editing/draft_recovery.py).
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection, transaction
from django.utils import timezone

RENEWED_EVERY = timedelta(minutes=1)


class SessionStore(DatabaseSessionStore):
    """Django's sessions in the base, with their end moved on by use."""

    def load(self) -> dict:
        row = self._get_session_from_db()
        if row is None:
            return {}
        self._renew(row.expire_date)
        return self.decode(row.session_data)

    def _renew(self, end: datetime) -> None:
        later = timezone.now() + timedelta(seconds=self.get_session_cookie_age())
        if abs(later - end) < RENEWED_EVERY:  # one of an earlier release had two weeks, which are cut short
            return
        # While somebody else holds the base a page can still be read; the next request moves the end on.
        with suppress(OperationalError), _without_waiting(), transaction.atomic():
            Session.objects.filter(session_key=self.session_key).update(expire_date=later)


@contextmanager
def _without_waiting() -> Iterator[None]:
    """SQLite has one writer, for whom others wait (settings.DATABASES): who only reads a page is not to be one of them.

    Elsewhere nobody else holds a session's row.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        (usual,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
