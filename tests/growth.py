"""A base many times as large, made in a moment: the rows that it has, copied by the engine under other ids.

Every second copy has units of its own, as texts of other places have.
"""

from django.db import connection
from django.db.models import ForeignKey

from policies.models import (
    Amount,
    Article,
    Benefit,
    Citation,
    Deadline,
    Declared,
    Document,
    Measure,
    Responsibility,
    Revision,
    Section,
    Target,
    TermUse,
    Unit,
)

COPIED = (
    Unit,
    Document,
    Section,
    Article,
    Measure,
    Responsibility,
    Benefit,
    Amount,
    Deadline,
    Target,
    TermUse,
    Citation,
    Declared,
)
# Further than any id of the nine's rows.
STEP = 1_000_000
# What may be there but once.
DISTINCT = {(Document, "slug"), (Document, "number"), (Unit, "name")}


def grow(times: int) -> None:
    """Make the base so many times as large."""
    with connection.cursor() as cursor, connection.constraint_checks_disabled():
        for number in range(1, times):
            for model in COPIED:
                if model is not Unit or number % 2:
                    cursor.execute(_copy(model, number))
    Revision.bump()


def _copy(model, number: int) -> str:
    fields = model._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_value(model, field, number) for field in fields)
    table = model._meta.db_table
    return f'INSERT INTO "{table}" ({columns}) SELECT {values} FROM "{table}" WHERE id < {STEP}'  # noqa: S608 - names of ours


def _value(model, field, number: int) -> str:
    column = f'"{field.column}"'
    moved = field.primary_key or (isinstance(field, ForeignKey) and field.related_model in _moved(number))
    if moved:
        return f"{column} + {number * STEP}"
    if (model, field.column) == (Document, "position"):
        return f"{column} + {number * STEP}"  # behind those that came before
    return f"{column} || '-{number}'" if (model, field.column) in DISTINCT else column


def _moved(number: int) -> set:
    return {model for model in COPIED if model is not Unit or number % 2}
