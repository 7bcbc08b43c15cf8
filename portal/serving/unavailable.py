"""A bad day: the base is gone, locked, full or broken. Who asks is told so, and still gets the page where it is kept.

It is one place for all of it: Django asks ``server_error`` whatever failed, in a view or in any middleware.
"""

import sys

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error as broken

from portal.serving.base_errors import is_of_base
from portal.serving.replica import is_read_only
from portal.website.page_cache import PAGE_CACHE, question_of

# Seconds after which to ask again.
RETRY_AFTER = 30
_BEGINNING = b'<main id="main"'


def server_error(request: HttpRequest) -> HttpResponse:
    """Return what is said of an error: that the base does not answer, or that this page could not be made."""
    if not is_of_base(sys.exc_info()[1]):
        return broken(request)
    last_page = PAGE_CACHE.latest(question_of(request)) if request.method == "GET" else None
    words = "read_only.html" if is_read_only() else "503.html"
    page = _with_note(last_page) or HttpResponse(render_to_string(words))
    page.status_code = 503
    page["Retry-After"] = str(RETRY_AFTER)
    page["Cache-Control"] = "no-store"
    return page


def _with_note(html: bytes | None) -> HttpResponse | None:
    """Return a kept page that says that it may be old."""
    if html is None or _BEGINNING not in html:
        return None
    before, beginning, after = html.partition(_BEGINNING)
    return HttpResponse(before + render_to_string("website/parts/may_be_old.html").encode() + beginning + after)
