"""Pages by key: forwards and backwards every row once, whatever comes or goes meanwhile."""

from datetime import date

import pytest
from django.contrib.admin import site
from django.core.paginator import EmptyPage
from django.db.models import F
from django.test import RequestFactory
from django.urls import reverse
from pytest_django.asserts import assertContains

from policies.models import Amount, Citation, Deadline, Document, Note, Passage, Responsibility, TermUse
from portal.editing.admin.pages import KeyChangeList, KeyPages, columns_of
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
def test_pages_that_are_counted_hold_each_row_once_in_its_order(per_page, orphans):
    rows = TermUse.objects.filter(article__document=Document.objects.first()).in_work_order()
    pages = KeyPages(rows, per_page, orphans)
    assert [row.pk for number in pages.page_range for row in pages.page(number)] == [row.pk for row in rows]
    with pytest.raises(EmptyPage):
        pages.page(pages.num_pages + 1)


def test_a_list_without_rows_has_an_empty_page():
    for at in ("1", "last", "after-7"):
        assert list(KeyPages(TermUse.objects.none(), 100, at=at).page(1)) == []


LISTS = {
    "by articles, some without one": lambda: Amount.objects.order_by("article", "start", "id"),
    "articles falling": lambda: Citation.objects.order_by("-article", "-start", "id"),
    "many alike, no key": lambda: Responsibility.objects.order_by("role"),
    "a column that may be empty": lambda: Deadline.objects.order_by("-end_on", "pk"),
    "empty ones last though it rises": lambda: Deadline.objects.order_by(F("end_on").asc(nulls_last=True)),
    "as the model is ordered": lambda: Note.objects.all(),
}


@pytest.mark.parametrize("rows", LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("way", ["on", "back"])
def test_a_list_s_pages_follow_each_other_in_any_order(rows, way):
    def page_of(asked: str) -> tuple[list, KeyPages]:
        pages = KeyPages(listed, 17, at=asked)
        return list(pages.page(1)), pages

    Note.objects.bulk_create(
        Note(kind="article", row=at, text="请看", due_on=None if at % 3 else date(2026, 1, 1 + at % 5))
        for at in range(40)
    )
    listed = rows().filter(pk__in=list(rows().values_list("pk", flat=True)[:90]))
    found, pages = page_of("1" if way == "on" else "last")
    while at := pages.following if way == "on" else pages.previous:
        more, pages = page_of(at)
        found = [*found, *more] if way == "on" else [*more, *found]
    order = [column.order for column in columns_of(listed)]
    assert len(found) > 34
    assert found == list(listed.order_by(*order))


def test_what_is_settled_on_a_page_moves_no_row_of_the_next():
    rows = Amount.objects.order_by("role", "id")
    first = KeyPages(rows, 5)
    shown = list(first.page(1))
    expected = list(rows[5:10])
    left = rows.exclude(pk__in=[row.pk for row in shown[1:]])
    assert list(KeyPages(left, 5, known=rows, at=first.following).page(1)) == expected


@pytest.mark.parametrize("at", ["", "x", "after-", "after-x", "after-999999999", "before-0", "after-" + "9" * 30, "７"])
def test_an_address_that_names_no_row_asks_for_the_first_page(at):
    rows = Amount.objects.order_by("id")
    assert list(KeyPages(rows, 5, at=at).page(1)) == list(rows[:5])


def listed(its, query: str, user) -> KeyChangeList:
    """A list of the desk, as an address asks for it."""
    request = RequestFactory().get(f"/{query}")
    request.user = user
    return its.get_changelist_instance(request)


@pytest.mark.long
def test_every_list_of_the_desk_leads_to_all_of_its_rows_by_every_column(monkeypatch, admin_user):
    for model, its in site._registry.items():
        if model._meta.app_label != "policies":
            continue
        monkeypatch.setattr(its, "list_per_page", 10)
        for column in ("", *(f"{sign}{at}" for at in range(1, len(its.list_display) + 1) for sign in ("", "-"))):
            query, found = f"?o={column}" if column else "?", []
            for _ in range(3):
                shown = listed(its, query, admin_user)
                found += [row.pk for row in shown.result_list]
                query = dict(shown.ways).get("下一页", "") if shown.multi_page else ""
                if not query:
                    break
            assert len(found) == len(set(found)) == min(30, shown.result_count), (model, column)


def test_a_list_leads_to_its_pages_and_keeps_its_filters(desk, monkeypatch):
    monkeypatch.setattr(site._registry[Amount], "list_per_page", 20)
    path = reverse("admin:policies_amount_changelist")
    first = desk.get(f"{path}?role__exact=benefit")
    ways = dict(first.context["cl"].ways)
    assert list(ways) == ["下一页", "最后一页"]
    assert all("role__exact=benefit" in address for address in ways.values())
    assertContains(first, ways["下一页"].replace("&", "&amp;"))
    shown = [row.pk for row in first.context["cl"].result_list]
    following = desk.get(f"{path}{ways['下一页']}")
    assert list(dict(following.context["cl"].ways))[:2] == ["第一页", "上一页"]
    assert not {row.pk for row in following.context["cl"].result_list} & set(shown)
    assert desk.get(f"{path}?p=３").status_code == 200
