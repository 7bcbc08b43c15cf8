"""Rules for a serving process's connections: how long they wait, and that a base in another's place is seen.

For the processes that serve pages (portal/wsgi.py); commands, which migrate and import, take the time that they need.
"""

import os

from django.core.signals import request_started
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

# Milliseconds for one statement on PostgreSQL, and for another's lock; longer, and the worker is wanted by others.
STATEMENT, LOCK = 15_000, 5_000


def keep_to_limits() -> None:
    """Hold every connection that this process opens from now on to the limits."""
    connection_created.connect(limit, dispatch_uid="limit")
    request_started.connect(leave_replaced, dispatch_uid="leave_replaced")


def limit(connection: BaseDatabaseWrapper, **kwargs) -> None:
    """Set the limits on a connection."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SET statement_timeout = {STATEMENT}; SET lock_timeout = {LOCK}")
        else:
            cursor.execute(f"PRAGMA busy_timeout = {LOCK}")
            connection.file_at_opening = _file_of(connection)


def leave_replaced(**kwargs) -> None:
    """Leave a file in whose place another one is: a connection would read, and write, the old one on and on."""
    for connection in connections.all(initialized_only=True):
        opened = getattr(connection, "file_at_opening", None)
        if connection.connection is not None and opened is not None and opened != _file_of(connection):
            connection.close()


def _file_of(connection: BaseDatabaseWrapper) -> tuple[int, int] | None:
    """Return what tells a file from another of its name; None where there is none."""
    try:
        found = os.stat(connection.settings_dict["NAME"])
    except OSError:
        return None
    return found.st_dev, found.st_ino
