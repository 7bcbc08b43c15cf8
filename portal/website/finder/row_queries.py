"""The rows of a source of a few articles: what a page reads again and again, and every source after an edit."""

from collections.abc import Collection, Hashable, Iterable
from functools import lru_cache

from policies.models.written_query import WrittenQuery
from portal.website.finder.params import RowSource


def rows_of(source: RowSource, key: Hashable, columns: tuple[str, ...], articles: Collection[int]) -> Iterable[tuple]:
    """Return the rows of articles, each its article and its columns, in no order; rows that are alike are one."""
    return _query(source, key, columns).having(articles) if articles else ()


@lru_cache(maxsize=64)
def _query(source: RowSource, key: Hashable, columns: tuple[str, ...]) -> WrittenQuery:
    return WrittenQuery(source.rows(key).order_by().values_list(source.article, *columns).distinct(), source.article)
