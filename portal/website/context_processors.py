"""Context of every template: how a visitor wants pages to look, and whether the desk is open to them."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest

from policies.models import Document
from policies.models.revision import Reach
from policies.revision_cache import brought_forward, unless

COOKIE = "large_text"


def display(request: HttpRequest) -> dict[str, bool]:
    """For templates: whether text is to be large."""
    return {"large_text": request.COOKIES.get(COOKIE) == "1"}


def desk(request: HttpRequest) -> dict[str, bool]:
    """For templates: whether the visitor may have come from the desk. It alone gives sessions; none is read here."""
    return {"has_session": settings.SESSION_COOKIE_NAME in request.COOKIES}


def documents(request: HttpRequest) -> dict[str, Callable[[], str]]:
    """For templates: the years of the base's documents, looked up where they are shown."""
    return {"issued_in": _issued_in}


@brought_forward(unless(Reach.TEXTS))
def _issued_in() -> str:
    """Return the years in which the documents that readers see were issued, “2021—2022”; '' where none says."""
    return "—".join(map(str, Document.objects.public().issue_years()))
