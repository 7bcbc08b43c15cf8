"""A base many times as large in a minute: its documents and all that hangs on them, row by row, by SQL.

What ``manage.py make_corpus`` writes is imported as any text is, at a second a document. Here the rows are copied, each
under ids and numbers of its own: words, sums and offices recur, so that it tells how pages grow, and nothing of how
files are read.
"""

from django.db import connection, models, transaction

from policies.models import DERIVED, Article, Correction, Document, Measure, Passage, Revision, Section

_MODELS = tuple(dict.fromkeys((Document, Section, Passage, Article, Measure, *DERIVED, Correction)))
# What no two documents have alike.
_OF_ONE = ("slug", "number")


def multiply(times: int) -> None:
    """Copy all documents, so that there are so many times as many."""
    last = {model: _most(model, "id") for model in _MODELS}
    places = _most(Document, "position")
    with transaction.atomic(), connection.cursor() as cursor:
        for model in _MODELS:
            columns = {field.column: _copied(field, last, places) for field in model._meta.concrete_fields}
            names, values = ", ".join(f'"{name}"' for name in columns), ", ".join(columns.values())
            table = f'"{model._meta.db_table}"'
            cursor.execute(
                f"""
                WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < %s)
                INSERT INTO {table} ({names}) SELECT {values} FROM copy CROSS JOIN {table} AS old
                WHERE old.id <= %s ORDER BY copy.n, old.id""",  # noqa: S608 - names of ours
                [times - 1, last[model]],
            )
        Revision.bump()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _most(model: type[models.Model], column: str) -> int:
    return model._base_manager.aggregate(most=models.Max(column))["most"] or 0


def _copied(field: models.Field, last: dict, places: int) -> str:
    """Return what a copy has in a column, in SQL: ids and places behind all that there are."""
    printed = f'old."{field.column}"'
    if field.primary_key or field.related_model in last:
        return f"{printed} + copy.n * {last[field.related_model or field.model]}"
    if field.model is Document and field.name == "position":
        return f"{printed} + copy.n * {places}"
    if field.model is Document and field.name in _OF_ONE:
        return f"CASE WHEN {printed} = '' THEN '' ELSE {printed} || '-' || copy.n END"
    return printed
