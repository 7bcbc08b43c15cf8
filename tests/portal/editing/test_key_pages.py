"""Pages by key: forwards and backwards every row once, whatever comes or goes meanwhile."""

import pytest
from django.core.paginator import EmptyPage

from policies.models import Document, Passage, TermUse
from portal.editing.admin.pages import KeysFirst
from portal.editing.key_pages import key_page, list_page

pytestmark = pytest.mark.usefixtures("nine")
COLUMNS = ("source_id", "offset", "id")


def parsed(query: str) -> dict[str, str]:
    return dict([query.split("=")]) if query else {}


def walked(page_of, way: str) -> list:
    """All pages from the first on, and from the last back."""
    pages = [page_of({})]
    while pages[-1].following:
        pages.append(page_of(parsed(pages[-1].following)))
    if way == "back":
        pages = [pages[-1]]
        while pages[0].previous:
            pages.insert(0, page_of(parsed(pages[0].previous)))
    return [row for page in pages for row in page.rows]


@pytest.mark.parametrize("way", ["on", "back"])
@pytest.mark.parametrize("size", [1, 7, 50])
def test_every_row_once(size, way):
    rows = Passage.objects.filter(pk__in=Passage.objects.order_by("pk").values("pk")[:50])
    assert walked(lambda asked: key_page(rows, COLUMNS, asked, size), way) == list(rows.order_by(*COLUMNS))
    assert walked(lambda asked: list_page(range(50), asked, size), way) == list(range(50))


def test_what_goes_meanwhile_moves_no_page():
    rows = Passage.objects.order_by(*COLUMNS)
    first = key_page(rows, COLUMNS, {}, 3)
    gone, expected = first.rows[1].pk, list(rows[3:6])
    following = key_page(rows.exclude(pk=gone), COLUMNS, parsed(first.following), 3)
    assert following.rows == expected
    assert key_page(rows.exclude(pk=gone), COLUMNS, parsed(following.previous), 3).rows == [
        first.rows[0],
        first.rows[2],
    ]


@pytest.mark.parametrize("key", ["", "x", "1", "1.2", "1.2.x", "1.2.3.4", "1.2." + "9" * 30, "１.２.３", "-1.2.3"])
def test_what_is_no_key_asks_for_the_first_page(key):
    for name in ("after", "before"):
        assert key_page(Passage.objects.all(), COLUMNS, {name: key}, 3).previous == ""


def test_a_list_of_nothing():
    assert key_page(Passage.objects.none(), COLUMNS, {}, 3).rows == list_page([], {}, 3).rows == []


@pytest.mark.parametrize("per_page, orphans", [(7, 0), (7, 3), (10_000, 0)])
def test_a_list_s_pages_hold_each_row_once_in_its_order(per_page, orphans):
    rows = TermUse.objects.filter(article__document=Document.objects.first()).in_work_order()
    pages = KeysFirst(rows, per_page, orphans)
    assert [row.pk for number in pages.page_range for row in pages.page(number)] == [row.pk for row in rows]
    with pytest.raises(EmptyPage):
        pages.page(pages.num_pages + 1)


def test_a_list_without_rows_has_an_empty_page():
    assert list(KeysFirst(TermUse.objects.none(), 100).page(1)) == []
