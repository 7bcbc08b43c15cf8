"""How long PostgreSQL may take over what a visitor asks: longer, and the worker is wanted by others.

For the processes that serve pages (portal/wsgi.py); commands, which migrate and import, take the time that they need.
SQLite waits for a lock as long as ``DATABASES`` says, and answers what pages may ask of it within milliseconds.
"""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

# Milliseconds for one statement, and of these for another's lock.
STATEMENT, LOCK = 15_000, 5_000


def limit_new_connections() -> None:
    """Set the limits on every connection that this process opens from now on."""
    connection_created.connect(limit, dispatch_uid="timeouts")


def limit(connection: BaseDatabaseWrapper, **kwargs) -> None:
    """Set the limits on a connection."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {STATEMENT}; SET lock_timeout = {LOCK}")
