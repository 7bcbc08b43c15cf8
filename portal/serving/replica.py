"""A copy of the base that PostgreSQL keeps elsewhere (``DATABASE_REPLICA_URL``): public pages are read from it.

Editors, and whoever has just sent something, read the base itself, since a copy is behind by moments; they carry a
cookie of their own. Where one of the two does not answer, public pages are read from the other. Only writing needs the
base: without it nothing is edited, and who tries is told so (``unavailable.py``).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from portal.website.page_cache import PERSONAL

REPLICA = "replica"
# Seconds for which a copy that did not answer is not asked again: every reader would wait as long as a connection may.
# The base is asked each time, since who edits is to read what was just saved.
PAUSES = {REPLICA: 5.0}

_read_from: ContextVar[str] = ContextVar("read_from", default=DEFAULT_DB_ALIAS)
_silent_since: dict[str, float] = {}


class ReplicaRouter:
    """Django's router: what is read comes from where the request reads, what is written goes to the base."""

    def db_for_read(self, model: type[Model], **hints: object) -> str:
        """Return the alias to read from."""
        return _read_from.get()

    def db_for_write(self, model: type[Model], **hints: object) -> str:
        """Return the alias to write to."""
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Model, other: Model, **hints: object) -> bool:
        """Let rows of both be tied: they are the same rows."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool:
        """Leave the copy to PostgreSQL, which brings it every migration."""
        return db != REPLICA


class ReplicaMiddleware:
    """Middleware: a request that only reads a public page is answered from the copy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        if REPLICA not in settings.DATABASES:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with _reading_from(_alias_for(request)):
            return self.get_response(request)


def is_read_only() -> bool:
    """Whether pages can be read and nothing can be written: the base does not answer, and its copy does."""
    return REPLICA in settings.DATABASES and not _answers(DEFAULT_DB_ALIAS) and _answers(REPLICA)


@contextmanager
def _reading_from(alias: str) -> Iterator[None]:
    token = _read_from.set(alias)
    try:
        yield
    finally:
        _read_from.reset(token)


def _alias_for(request: HttpRequest) -> str:
    """Return where a request reads: the first that answers of the two, in the order that fits who asks."""
    if request.method not in ("GET", "HEAD") or request.path_info.startswith(f"/{settings.ADMIN_PATH}"):
        return DEFAULT_DB_ALIAS
    first, second = REPLICA, DEFAULT_DB_ALIAS
    if not PERSONAL.isdisjoint(request.COOKIES):
        first, second = second, first
    return second if not _answers(first) and _answers(second) else first


def _answers(alias: str) -> bool:
    """Whether a base takes a connection, or still has the one that it took; it is looked at once a request."""
    if alias in _silent_since and monotonic() - _silent_since[alias] < PAUSES.get(alias, 0):
        return False
    connection = connections[alias]
    try:
        connection.close_if_health_check_failed()
        connection.ensure_connection()
    except OperationalError:
        _silent_since[alias] = monotonic()
        return False
    return True
