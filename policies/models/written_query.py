"""A query whose SQL is written once a process: to write it costs Django ten times what the base takes to answer."""

from collections.abc import Collection, Iterable, Sequence
from copy import copy
from typing import cast

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

# Stands for the values that are asked for, until they are: no id, and nothing that a queryset's own filter asks.
_ASKED = -(2**31) + 171


class WrittenQuery:
    """The rows of a queryset of values; ``rows`` is one by ``values_list``, that hangs on nothing that may change.

    ``column`` is the one by whose values, ids, some of the rows are asked for; without it all are.
    """

    def __init__(self, rows: QuerySet, column: str = ""):
        self._model = rows.model
        # The base looks the rows up by the column's index; asked from without, it would make all of them first.
        asked = rows.filter(**{f"{column}__in": [_ASKED]}) if column else rows
        self._compiler = asked.query.get_compiler(asked.db)
        self._sql, params = self._compiler.as_sql()
        self._params = tuple(params)
        if column:
            at, marks = self._params.index(_ASKED), self._sql.split("%s")
            self._before, self._behind = "%s".join(marks[: at + 1]), "%s".join(marks[at + 1 :])
            self._first, self._last = self._params[:at], self._params[at + 1 :]

    def all(self) -> Iterable[tuple]:
        """Return all rows, each as a tuple, as the base has them now."""
        return self._rows(self._sql, self._params)

    def having(self, values: Collection[int]) -> Iterable[tuple]:
        """Return the rows that have one of some values in the column, in no order."""
        marks = ", ".join(["%s"] * len(values))
        return self._rows(f"{self._before}{marks}{self._behind}", (*self._first, *values, *self._last))

    def _rows(self, sql: str, params: Sequence) -> Iterable[tuple]:
        connection = self._connection
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            rows = cursor.fetchall()
        compiler = copy(self._compiler)  # of the thread that wrote it; what a row's values become hangs on the engine
        compiler.connection = connection
        return cast("Iterable[tuple]", compiler.results_iter([rows], tuple_expected=True))

    @property
    def _connection(self) -> BaseDatabaseWrapper:
        """Where the request reads: one engine's SQL is the same in the base and in its copy."""
        return connections[router.db_for_read(self._model)]
