"""How a visitor wants pages to look."""

from django.http import HttpRequest

COOKIE = "large_text"


def display(request: HttpRequest) -> dict[str, bool]:
    """For templates: whether text is to be large."""
    return {"large_text": request.COOKIES.get(COOKIE) == "1"}
