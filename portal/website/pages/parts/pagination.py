"""Pages of a long list."""

from collections.abc import Iterator, Sequence

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet

PAGE = 20


def page_of(rows: QuerySet | Sequence, number: str) -> tuple[Page, bool]:
    """Return the page asked for or the nearest there is, and whether it is another than the one asked for."""
    pages = Paginator(rows, PAGE)
    try:
        return pages.page(number or 1), False
    except PageNotAnInteger:
        return pages.page(1), True
    except EmptyPage:
        return pages.page(1 if number.strip().startswith("-") or not number.strip("0 ") else pages.num_pages), True


def elided_numbers(page: Page) -> Iterator[int | str]:
    """Return the numbers of the pages around this one, of the first and of the last."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
