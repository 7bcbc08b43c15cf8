"""The log: a line of JSON for each thing that happened, with the number of the request in which it did.

No line has a query string, an address of a sender or anything else of a person: addresses of /match/ carry somebody's
affairs. An error of the base is a line; of any other its trace is in the line, as one field.
"""

import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from pythonjsonlogger.json import JsonFormatter

from portal.serving.base_errors import is_of_base

_NUMBER = re.compile(r"[\w-]{8,64}", re.ASCII)
_request_id: ContextVar[str] = ContextVar("request_id", default="")


class RequestIdMiddleware:
    """Middleware: gives a request its number, or takes the one that our proxy gave it, and tells it in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent_id = request.headers.get("X-Request-ID", "")
        # It is not taken back afterwards: what Django logs of an answer, it logs behind all middleware.
        _request_id.set(sent_id if _NUMBER.fullmatch(sent_id) else uuid4().hex)
        response = self.get_response(request)
        response["X-Request-ID"] = _request_id.get()
        return response


class LineFormatter(JsonFormatter):
    """One line each: when, how bad, who says it, what, in which request."""

    def __init__(self) -> None:
        names = {"asctime": "time", "levelname": "level", "name": "logger"}
        super().__init__(
            "{asctime}{levelname}{name}{message}",
            style="{",
            rename_fields=names,
            # Django hands over the request itself, with all that it holds.
            reserved_attrs=[*vars(logging.makeLogRecord({})), "message", "asctime", "request", "server_time"],
            json_ensure_ascii=False,
        )

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        record.request_id = _request_id.get()
        error = record.exc_info[1] if record.exc_info else None
        if is_of_base(error):
            record = logging.makeLogRecord(
                record.__dict__ | {"exc_info": None, "exc_text": None, "error": _named(error)}
            )
        return super().format(record)


def _named(error: BaseException | None) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0]
