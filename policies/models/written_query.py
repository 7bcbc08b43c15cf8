"""A query whose SQL is written once a process: to write it costs Django ten times what the base takes to answer."""

from collections.abc import Collection, Iterable, Sequence
from copy import copy

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet


class WrittenQuery:
    """The rows of a queryset of values; ``rows`` is one by ``values_list``, that hangs on nothing that may change."""

    def __init__(self, rows: QuerySet):
        self._model = rows.model
        self._compiler = rows.query.get_compiler(rows.db)
        self._sql, self._params = self._compiler.as_sql()

    def all(self) -> Iterable[tuple]:
        """Return all rows, each as a tuple, as the base has them now."""
        return self._rows(self._sql, self._params)

    def having(self, column: str, values: Collection) -> Iterable[tuple]:
        """Return the rows that have one of some values in a column, in no order."""
        name, marks = self._connection.ops.quote_name(column), ", ".join(["%s"] * len(values))
        sql = f"SELECT * FROM ({self._sql}) written WHERE {name} IN ({marks})"  # noqa: S608 - Django's own, and marks
        return self._rows(sql, (*self._params, *values))

    def _rows(self, sql: str, params: Sequence) -> Iterable[tuple]:
        connection = self._connection
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            rows = cursor.fetchall()
        compiler = copy(self._compiler)  # of the thread that wrote it; what a row's values become hangs on the engine
        compiler.connection = connection
        return compiler.results_iter([rows], tuple_expected=True)

    @property
    def _connection(self) -> BaseDatabaseWrapper:
        """Where the request reads: one engine's SQL is the same in the base and in its copy."""
        return connections[router.db_for_read(self._model)]
