"""PostgreSQL gives up what takes too long for a page, and the visitor is told."""

import pytest
from django.db import OperationalError, connection, transaction

from portal.serving import timeouts

pytestmark = pytest.mark.django_db


def test_what_takes_too_long_is_given_up(monkeypatch):
    if connection.vendor != "postgresql":
        timeouts.limit(connection)  # SQLite is left as it is
        return
    monkeypatch.setattr(timeouts, "STATEMENT", 100)
    try:
        timeouts.limit(connection)
        with pytest.raises(OperationalError, match="statement timeout"), transaction.atomic():
            connection.cursor().execute("SELECT pg_sleep(5)")
    finally:
        connection.cursor().execute("SET statement_timeout = 0; SET lock_timeout = 0")
