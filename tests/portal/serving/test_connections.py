"""A page waits for nothing for long, and no connection stays with a base that another one took the place of."""

import pytest
from django.db import OperationalError, connection, transaction

from portal.serving import connections

pytestmark = pytest.mark.django_db


def test_what_takes_too_long_is_given_up(monkeypatch):
    if connection.vendor != "postgresql":
        connections.limit(connection)
        assert connection.cursor().execute("PRAGMA busy_timeout").fetchone() == (connections.LOCK,)
        return
    monkeypatch.setattr(connections, "STATEMENT", 100)
    try:
        connections.limit(connection)
        with pytest.raises(OperationalError, match="statement timeout"), transaction.atomic():
            connection.cursor().execute("SELECT pg_sleep(5)")
    finally:
        connection.cursor().execute("SET statement_timeout = 0; SET lock_timeout = 0")
