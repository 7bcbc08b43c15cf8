"""Pages of a long list."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.encoding import iri_to_uri

PAGE = 20


def paged(request: HttpRequest, rows: QuerySet | Sequence, size: int = PAGE, address: str = "") -> dict[str, Any]:
    """Return what a template needs for the page that a request asks for (templates/website/parts/pages.html).

    ``address`` is the query string of all else that is asked; the links to the other pages keep it.
    """
    page, missed = page_of(rows, request.GET.get("page", ""), size)
    query = "&".join(filter(None, (address, f"page={page.number}" if page.number > 1 else "")))
    return {
        "page": page,
        "missed": missed,
        "numbers": elided_numbers(page),
        "address": address,
        "canonical": iri_to_uri(f"{request.path}?{query}" if query else request.path),
    }


def page_of(rows: QuerySet | Sequence, number: str, size: int = PAGE) -> tuple[Page, bool]:
    """Return the page asked for or the nearest there is, and whether it is another than the one asked for."""
    pages = Paginator(rows, size)
    try:
        return pages.page(number or 1), False
    except PageNotAnInteger:
        return pages.page(1), True
    except EmptyPage:
        return pages.page(1 if number.strip().startswith("-") or not number.strip("0 ") else pages.num_pages), True


def elided_numbers(page: Page) -> Iterator[int | str]:
    """Return the numbers of the pages around this one, of the first and of the last."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
