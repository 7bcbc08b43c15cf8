"""Rows of a source, asked of a few articles again and again: the SQL is written once a process.

To write it costs Django ten times what the base takes to answer it, and after an edit every source is asked.
"""

from collections.abc import Collection, Hashable, Iterable
from copy import copy
from functools import lru_cache

from django.db import connections

from portal.website.finder.params import RowSource


class RowQuery:
    """The query for some columns of a source's rows, that of the article first; rows that are alike are one."""

    def __init__(self, source: RowSource, key: Hashable, columns: tuple[str, ...]):
        rows = source.rows(key).order_by().values_list(source.article, *columns).distinct()
        self._using, self._article = rows.db, source.article
        self._compiler = rows.query.get_compiler(self._using)
        self._sql, self._params = self._compiler.as_sql()

    def of(self, articles: Collection[int]) -> Iterable[tuple]:
        """Return the rows of articles, each as a tuple of its columns, in no order."""
        connection = connections[self._using]
        column, marks = connection.ops.quote_name(self._article), ", ".join(["%s"] * len(articles))
        sql = f"SELECT * FROM ({self._sql}) asked WHERE {column} IN ({marks})"  # noqa: S608 - Django's own, and marks
        with connection.cursor() as cursor:
            cursor.execute(sql, (*self._params, *articles))
            rows = cursor.fetchall()
        compiler = copy(self._compiler)  # of the thread that wrote it; what a row's values become hangs on the engine
        compiler.connection = connection
        return compiler.results_iter([rows], tuple_expected=True)


@lru_cache(maxsize=64)
def row_query(source: RowSource, key: Hashable, columns: tuple[str, ...]) -> RowQuery:
    """Return the query for some columns of a source's rows."""
    return RowQuery(source, key, columns)
