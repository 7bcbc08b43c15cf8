"""/healthz: the process answers. /readyz: the base does, too, and is of this release. For machines, in JSON.

A base without documents is ready: a province that begins has none.
"""

from collections.abc import Callable

from django.db import DatabaseError, connections, router
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from policies.models import Document, Revision
from portal.serving.replica import is_read_only

Check = Callable[[], str | int]


class HealthMiddleware:
    """Middleware, before hosts are looked at: whoever asks is a machine beside this one, and calls it by its number."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = ANSWERS.get(request.path_info)
        if answer is None or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        return _uncached(answer())


def healthz() -> HttpResponse:
    """The process is there."""
    return JsonResponse({"status": "ok"})


def readyz() -> HttpResponse:
    """Whether pages can be made; 503 where they cannot, with what is missing."""
    found: dict[str, str | int] = {}
    for name, check in _CHECKS.items():
        try:
            found[name] = check()
        except DatabaseError as error:
            found["base"] = type(error).__name__
            break
    is_ready = all(value == "ok" or isinstance(value, int) for value in found.values())
    status = {"status": "ok" if is_ready else "unavailable"}
    if is_ready and is_read_only():
        status["editing"] = "paused"
    return JsonResponse(status | found, status=200 if is_ready else 503)


def _base() -> str:
    with connections[router.db_for_read(Revision)].cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _migrations() -> str:
    executor = MigrationExecutor(connections[router.db_for_read(Revision)])
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(missing)} missing" if missing else "ok"


def _revision() -> str | int:
    """Return what is kept hangs on it: a base with documents that lost it makes nothing anew."""
    number = Revision.objects.values_list("number", flat=True).first()
    if number is None:
        return "missing" if Document.objects.exists() else 0
    return number


def _documents() -> int:
    return Document.objects.public().count()


def _uncached(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


_CHECKS: dict[str, Check] = {"base": _base, "migrations": _migrations, "revision": _revision, "documents": _documents}
ANSWERS: dict[str, Callable[[], HttpResponse]] = {"/healthz": healthz, "/readyz": readyz}
