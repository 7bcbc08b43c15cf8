"""What the base's planner knows of its tables: how many rows share a value of an index."""

from django.db import connection


def renew() -> None:
    """Let SQLite look at its tables anew, of which it otherwise knows nothing; PostgreSQL does so by itself.

    Unasked, it looks the trades of twenty articles up by the trades: of 42,000 articles 90 ms instead of 0.3.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
