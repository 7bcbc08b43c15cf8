"""Pages that everybody sees alike: known by all that they hang on (their ETag), and kept until that changes.

A page hangs on the base's revision, the day, the code, and on what of a request it answers to. Its ETag says all that:
who still has the page is told so (304) before anything is looked up, and a page asked for again is sent as it was
made. The revision is read once a request, anew each time, so that a change shows at once, whichever process made it.
"""

import gzip
import re
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from threading import Lock
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import cc_delim_re, get_conditional_response, patch_cache_control, patch_vary_headers

from policies.code_digest import code_digest
from policies.revision_cache import current_revision, pinned_revision
from portal.website import last_pages
from portal.website.context_processors import COOKIE

# Whoever carries one of these may see what others do not: a desk, a message, a token of their own.
PERSONAL = frozenset({settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"})
# What of a request a kept page may answer to; the ETag says each of them.
VARY_HEADERS = frozenset({"accept-encoding", "cookie", "hx-request"})
# What gzip begins with, and what refuses it.
_GZIP = b"\x1f\x8b"
_NOT_AT_ALL = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*")
# What pages are made by.
_MADE_BY = ("policies", "portal", "templates", "fixtures")
# How many bytes of pages a process keeps.
MAX_BYTES = 16 * 2**20


class CachedPage(NamedTuple):
    """A page as it was made, and the question that it answers (:func:`question_of`)."""

    content: bytes
    headers: dict[str, str]
    asked: str


class PageCache:
    """Finished pages by their ETags, up to so many bytes; what was asked for longest ago goes first."""

    def __init__(self, max_bytes: int):
        self.max_bytes = self.left = max_bytes
        self._pages: OrderedDict[str, CachedPage] = OrderedDict()
        self._latest: dict[str, str] = {}
        self._lock = Lock()

    def get(self, etag: str) -> HttpResponse | None:
        """Return the page as it was made."""
        with self._lock:
            if etag not in self._pages:
                return None
            self._pages.move_to_end(etag)
            cached = self._pages[etag]
        return HttpResponse(cached.content, headers=cached.headers)

    def keep(self, etag: str, page: HttpResponse, asked: str) -> None:
        """Keep a page, unless it would push out too many others; ``asked`` is what stays the same in its newer ones."""
        last_pages.keep(asked, page.content)
        with self._lock:
            if etag in self._pages or len(page.content) > self.max_bytes // 10:
                return
            self._pages[etag] = CachedPage(page.content, dict(page.headers), asked)
            self._latest[asked] = etag
            self.left -= len(page.content)
            while self.left < 0:
                gone, old = self._pages.popitem(last=False)
                self.left += len(old.content)
                if self._latest.get(old.asked) == gone:
                    del self._latest[old.asked]

    def latest(self, asked: str) -> bytes | None:
        """Return the HTML of the last page that was made for a question, however old; None where none is kept."""
        with self._lock:
            cached = self._pages.get(self._latest.get(asked, ""))
        content = last_pages.last(asked) or (cached.content if cached else None)
        return gzip.decompress(content) if content and content.startswith(_GZIP) else content

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._pages.clear()
            self._latest.clear()
            self.left = self.max_bytes


PAGE_CACHE = PageCache(MAX_BYTES)


class RevisionMiddleware:
    """Middleware: all that a request which writes nothing asks of the base's revision is one answer, read once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with pinned_revision():
            return self.get_response(request)


class PageCacheMiddleware:
    """Middleware, outside of all that looks at who asks: answers by the ETag where it can."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        if settings.DEBUG:
            raise MiddlewareNotUsed("templates change while one works on them")
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "GET" or not PERSONAL.isdisjoint(request.COOKIES):
            return self.get_response(request)
        etag = etag_of(request)
        return self._known(request, etag) or self._made(request, etag)

    def _known(self, request: HttpRequest, etag: str) -> HttpResponse | None:
        unchanged = get_conditional_response(request, etag=etag)
        return _with_etag(unchanged, etag) if unchanged else PAGE_CACHE.get(etag)

    def _made(self, request: HttpRequest, etag: str) -> HttpResponse:
        response = self.get_response(request)
        if is_cacheable(response):
            PAGE_CACHE.keep(etag, _with_etag(response, etag), question_of(request))
        return response


def question_of(request: HttpRequest) -> str:
    """Return what of a request its answer hangs on, whatever state the base is in."""
    return repr(
        (
            request.build_absolute_uri(),
            request.COOKIES.get(COOKIE) == "1",
            request.headers.get("HX-Request") == "true",
            accepts_gzip(request),
        )
    )


def accepts_gzip(request: HttpRequest) -> bool:
    """Whether who asks takes gzip; “gzip;q=0” says that they do not (RFC 9110, 12.5.3), where Django does not look."""
    codings = [coding.partition(";") for coding in request.headers.get("Accept-Encoding", "").lower().split(",")]
    return any(name.strip() == "gzip" and not _NOT_AT_ALL.fullmatch(weight) for name, _, weight in codings)


def etag_of(request: HttpRequest) -> str:
    """Return a weak ETag of all that the answer to a request hangs on."""
    state = (current_revision(), timezone.localdate(), code_digest(*_MADE_BY))
    return f'W/"{sha256(repr((question_of(request), state)).encode()).hexdigest()[:32]}"'


def is_cacheable(response: HttpResponse) -> bool:
    """Whether an answer is the same for everybody who asks with the same ETag."""
    if response.status_code != 200 or response.streaming or response.cookies or response.has_header("Cache-Control"):
        return False
    return set(cc_delim_re.split(response.get("Vary", "").lower())) <= VARY_HEADERS | {""}


def _with_etag(response: HttpResponse, etag: str) -> HttpResponse:
    """Give a response its ETag, to be asked about at every use."""
    response["ETag"] = etag
    patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, sorted(VARY_HEADERS))
    return response
