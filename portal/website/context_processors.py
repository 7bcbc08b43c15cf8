"""Context of every template: how a visitor wants pages to look, and whether the desk is open to them."""

from django.conf import settings
from django.http import HttpRequest

COOKIE = "large_text"


def display(request: HttpRequest) -> dict[str, bool]:
    """For templates: whether text is to be large."""
    return {"large_text": request.COOKIES.get(COOKIE) == "1"}


def desk(request: HttpRequest) -> dict[str, bool]:
    """For templates: whether the visitor may have come from the desk. It alone gives sessions; none is read here."""
    return {"has_session": settings.SESSION_COOKIE_NAME in request.COOKIES}
