"""The index behind ``ArticleQuerySet.search()``: which folded texts hold a word, by the pairs of signs in it.

No blank parts a word of Chinese from the next, so all signs side by side are indexed: 缓缴失业 as 缓缴, 缴失, 失业,
and 业 at the end. The engine keeps the index in step, in the transaction that writes a text, whoever writes it:

- SQLite in an FTS5 table that holds no text, by triggers. A word is a phrase of its pairs, a single sign the beginning
  of one: what the index finds is what holds the word, and no text is looked at again.
- PostgreSQL in a GIN index over an expression, the array of a text's signs and pairs. It has no order, so that a word
  is looked for again in the texts that hold all its pairs.
"""

import string
from collections.abc import Callable, Iterable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Func

from policies.text.normalize import Phrase, pairs

TABLE = "policies_article"
INDEX = f"{TABLE}_pairs"
# Between pairs, where FTS5 parts them: a sign that no text holds. All else is a part of a pair, blanks too.
_PARTED = "\x1f"
_OTHER_SIGNS = f"\t\n\r {string.punctuation}"

Sql = tuple[str, list[Any]]


class Holds(Func):
    """A condition: an article's folded text holds all words of one of some phrases, each in one of its forms."""

    def __init__(self, *phrases: Phrase):
        super().__init__("pk", "search", output_field=BooleanField())
        self.phrases = phrases

    def as_sqlite(self, compiler, connection, **context) -> tuple[str, tuple[Any, ...]]:
        key, params = compiler.compile(self.source_expressions[0])
        query, _ = _either(self.phrases, lambda form: (_match(form), []))
        return f"{key} IN (SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s)", (*params, query)  # noqa: S608 - names of ours

    def as_postgresql(self, compiler, connection, **context) -> Sql:
        text, params = compiler.compile(self.source_expressions[1])
        return _either(self.phrases, lambda form: _holds(text, params, form, connection))


def found(phrases: Iterable[Phrase], connection: BaseDatabaseWrapper) -> list[int]:
    """Return the ids of all articles that hold one of some phrases, public or not: no row of theirs is looked at."""
    phrases = tuple(phrases)
    if connection.vendor == "sqlite":
        query, _ = _either(phrases, lambda form: (_match(form), []))
        sql, values = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s", [query]  # noqa: S608 - names of ours
    else:
        holds, values = _either(phrases, lambda form: _holds("search", [], form, connection))
        sql = f"SELECT id FROM {TABLE} WHERE {holds}"  # noqa: S608 - names of ours
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [number for (number,) in cursor.fetchall()]


def _holds(text: str, params: Iterable[Any], form: str, connection: BaseDatabaseWrapper) -> Sql:
    """Return whether a text holds a word, in PostgreSQL's SQL.

    It takes what an OR joins in this order: where a plan reads texts one by one, as of a small base, or of one that
    nobody analysed yet, most are passed over before their pairs are worked out.
    """
    like = f"%{connection.ops.prep_for_like_query(form)}%"
    return f"({text} LIKE %s AND {INDEX}({text}) @> %s::text[])", [*params, like, *params, pairs(form) or [form]]


def _either(phrases: Iterable[Phrase], holds: Callable[[str], Sql]) -> Sql:
    """Return what is asked in a language that has brackets, AND and OR, as SQL and FTS5's own do."""
    return _joined(
        " OR ",
        (_joined(" AND ", (_joined(" OR ", map(holds, forms)) for forms in phrase.words)) for phrase in phrases),
    )


def _joined(word: str, parts: Iterable[Sql]) -> Sql:
    found = list(parts)
    return f"({word.join(sql for sql, _ in found)})", [value for _, values in found for value in values]


def _match(form: str) -> str:
    """Return a word in FTS5's language."""
    quoted = _PARTED.join(pairs(form) or [form]).replace('"', '""')
    return f'"{quoted}"' if len(form) > 1 else f'"{quoted}" *'


# --- what the engines keep -------------------------------------------------------------------------------------------


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the index, and fill it, where it is not there: SQLite drops triggers with a table that it makes anew."""
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE])
            if {sql for (sql,) in cursor} >= set(_TRIGGERS):
                return
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
            cursor.execute(statement)


def _pairs_of(row: str) -> str:
    """Return the pairs of a row's text in SQL; by pieces of 32, since SQLite counts to a sign from the beginning."""
    return f"""
    (WITH RECURSIVE piece(at, signs) AS (
      SELECT 1, substr({row}.search, 1, 33)
      UNION ALL SELECT at + 32, substr({row}.search, at + 32, 33) FROM piece WHERE length(signs) > 32
    )
    SELECT group_concat(substr(signs, place.column1, 2), char({ord(_PARTED)}))
    FROM piece CROSS JOIN (VALUES {", ".join(f"({place})" for place in range(1, 33))}) AS place
    WHERE substr(signs, place.column1, 1) <> '')"""  # noqa: S608 - names of ours


_FORGET = f"INSERT INTO {INDEX}({INDEX}, rowid, pairs) VALUES ('delete', old.id, {_pairs_of('old')});"  # noqa: S608
_LEARN = f"INSERT INTO {INDEX}(rowid, pairs) VALUES (new.id, {_pairs_of('new')});"  # noqa: S608
_MOVED = "WHEN old.search <> new.search OR old.id <> new.id"
_NAMES = [f"{INDEX}_{event}" for event in ("insert", "delete", "update")]
_TRIGGERS = (
    f"CREATE TRIGGER {_NAMES[0]} AFTER INSERT ON {TABLE} BEGIN {_LEARN} END",
    f"CREATE TRIGGER {_NAMES[1]} AFTER DELETE ON {TABLE} BEGIN {_FORGET} END",
    f"CREATE TRIGGER {_NAMES[2]} AFTER UPDATE OF id, search ON {TABLE} {_MOVED} BEGIN {_FORGET} {_LEARN} END",
)
_TOKENS = _OTHER_SIGNS.replace("'", "''").replace('"', '""')
_SQLITE = (
    *(f"DROP TRIGGER IF EXISTS {name}" for name in _NAMES),
    f"DROP TABLE IF EXISTS {INDEX}",
    f"""CREATE VIRTUAL TABLE {INDEX} USING fts5(pairs, content = '', tokenize = "ascii tokenchars '{_TOKENS}'")""",
    f"INSERT INTO {INDEX}(rowid, pairs) SELECT id, {_pairs_of(TABLE)} FROM {TABLE}",  # noqa: S608 - names of ours
    *_TRIGGERS,
)
# Dear, so that no plan works pairs out text by text where the index knows them.
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {INDEX}(folded text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$
  SELECT signs || ARRAY(SELECT sign || after FROM unnest(signs, signs[2:]) AS pair(sign, after) WHERE after <> '')
  FROM (SELECT string_to_array(folded, NULL) AS signs) AS text
$$"""  # noqa: S608 - names of ours
_POSTGRESQL = (_FUNCTION, f"CREATE INDEX IF NOT EXISTS {INDEX}_gin ON {TABLE} USING gin ({INDEX}(search))")
