"""Pages do not grow with the base: each costs about what it costs now where the base is many times as large.

What is left off a page stands on the next ones: page by page everything is there, in one order, and no figure changes.
"""

import re
from html import unescape
from itertools import count, pairwise
from urllib.parse import quote

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from policies.models import Article, Document, Unit
from portal.website.finder.facets import MOST_LISTED, facets
from portal.website.finder.filterset import ArticleFilter
from portal.website.page_cache import PAGE_CACHE
from portal.website.pages.overview import Overview
from portal.website.pages.parts.unit_queries import documents_of
from portal.website.pages.tasks import tasks_of
from portal.website.pages.unit import UnitPage
from tests.growth import grow
from tests.portal.website.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine"), pytest.mark.long]

TIMES, MAX_QUERIES, MAX_BYTES = 8, 40, 260_000
PATHS = (
    "/",
    "/documents/",
    "/articles/",
    "/articles/?page=100",
    "/articles/?unit=省商务厅&sector=餐饮",
    "/articles/?q=失业保险",
    "/articles/?unit=商务",
    "/overview/",
    "/overview/?units=2&documents=2",
    "/calendar/",
    "/calendar/?unit=省商务厅&page=2",
    "/units/",
    "/units/?q=商务",
    "/units/省商务厅/",
    "/units/省商务厅/?page=2",
    "/units/省商务厅/tasks/",
    "/units/省商务厅/tasks/?page=3",
    "/units/各市人民政府/",
    "/units/省商务厅/with/省财政厅/",
    "/sectors/",
    "/sectors/餐饮/",
    "/documents/jinzhengbanfa-2022-33/",
    "/documents/jinzhengbanfa-2022-33/art_25/",
    "/about/data/",
)
# What stands beside more of the same may be more by this: further pages are told, lists are full.
WIDER = 1.6


def cost(client, path: str) -> tuple[int, int]:
    client.get(path)
    PAGE_CACHE.clear()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return len(queries), len(answer.content)


def test_no_page_grows_with_the_base(client):
    before = {path: cost(client, path) for path in PATHS}
    grow(TIMES)
    after = {path: cost(client, path) for path in PATHS}
    assert Article.objects.count() > 3_000
    for path, (queries, size) in after.items():
        assert queries <= min(MAX_QUERIES, before[path][0] + 3), path
        assert size <= min(MAX_BYTES, max(WIDER * before[path][1], 180_000)), path


def numbered(client, path: str):
    """Every page of a list, as its answers."""
    for number in count(1):
        sign = "&" if "?" in path else "?"
        answer = client.get(f"{path}{sign}page={number}")
        yield answer
        if 'rel="next"' not in answer.content.decode():
            return


def test_the_nine_are_on_the_first_page_of_documents_and_every_other_on_one(client):
    nine = list(Document.objects.listed().filter(is_notice=False).values_list("number", flat=True))
    grow(4)
    pages = [answer.content.decode() for answer in numbered(client, "/documents/")]
    numbers = [re.findall(r'<span class="number">([^<]+)</span>', html) for html in pages]
    assert numbers[0][: len(nine)] == nine
    found = [number for page in numbers for number in page]
    assert sorted(found) == sorted(Document.objects.values_list("number", flat=True))
    assert len(pages) > 1


@pytest.mark.parametrize("words, there", [("纾困 2022", "晋政办发〔2022〕30号"), ("晋商综", "晋商综〔2022〕56号")])
def test_documents_are_found_by_words_of_title_or_number(client, words, there):
    html = client.get(f"/documents/?q={quote(words)}").content.decode()
    assert there in html
    assert "晋政办发〔2022〕7号" not in html
    assert f'value="{words}"' in html


def test_a_name_that_nothing_has_lists_nothing_and_says_so(client):
    for path in ("/documents/", "/units/"):
        html = client.get(f"{path}?q=火星").content.decode()
        assert '<b class="total">0</b>' in html
        assert "message" in client.get(f"{path}?q={'税' * 201}").content.decode()


def test_a_facet_lists_the_most_frequent_and_finds_the_others_by_a_part_of_their_name():
    grow(4)
    units = next(each for each in facets(asked("sector=餐饮")) if each.param.name == "unit")
    assert len(units.values) == MOST_LISTED
    assert units.unlisted_count > 0
    assert units.has_field
    least = min(value.count for value in units.values)
    found = next(each for each in facets(asked("sector=餐饮&unit=体育")) if each.param.name == "unit")
    assert found.sought == "体育"
    assert found.values
    assert all("体育" in value.label for value in found.values)
    assert any(value.count < least for value in found.values)
    assert not any(value.also for value in found.values)  # beside a word that is unknown nothing is listed
    for value in found.values:
        assert asked(value.alone).qs.count() == value.count > 0, value.label


def test_what_is_part_of_no_name_is_told_and_the_most_frequent_stay_listed():
    units = next(each for each in facets(asked("unit=火星")) if each.param.name == "unit")
    assert units.message
    assert not units.sought
    assert len(units.values) == MOST_LISTED


def asked(query: str) -> ArticleFilter:
    return ArticleFilter(QueryDict(query), Article.objects.public().in_document_order())


def test_units_of_each_kind_are_counted_and_all_of_one_kind_are_listed_page_by_page(client):
    grow(4)
    html = client.get("/units/").content.decode()
    link, told = re.search(r'<a href="([^"]+)">全部 (\d+) 个', html).groups()
    listed = [link for answer in numbered(client, unescape(link)) for link in Page(answer.content.decode()).links]
    units = {link for link in listed if re.fullmatch(r"/units/[^/?]+/", link)}
    assert len(units) == int(told)


def test_a_unit_s_page_has_whole_documents_and_all_pages_have_all(client):
    grow(3)
    unit = Unit.objects.get(name="省商务厅")
    whole = UnitPage(unit)
    pages = list(numbered(client, "/units/省商务厅/"))
    assert len(pages) > 1
    parts = [part.pk for answer in pages for part in answer.context["page"].parts]
    assert parts == [part.pk for part in whole.parts]
    assert len(parts) == whole.count
    found = [answer.context["page"].documents for answer in pages]
    assert [each.pk for page in found for each in page] == [each.pk for each in documents_of(unit)]
    checks = [(check.declared.pk, check.ours) for answer in pages for check in answer.context["page"].checks]
    assert checks == [(check.declared.pk, check.ours) for check in whole.checks]
    assert all(f"共 {whole.count} 条" in answer.content.decode() for answer in pages)


@pytest.mark.parametrize("name", ["省商务厅", "各市人民政府"])
def test_a_task_list_is_numbered_through_all_its_pages(client, name):
    """各市人民政府 has departments, and passages that name it."""
    tasks = tasks_of(Unit.objects.get(name=name))
    rows = [row for answer in numbered(client, f"/units/{name}/tasks/") for row in answer.context["rows"]]
    assert [(path, cells[0][1]) for path, _, cells in rows] == [
        (task.path.partition("#")[0], task.ordinal) for task in tasks
    ]
    assert [task.ordinal for task in tasks] == list(range(1, len(tasks) + 1))


def test_the_articles_of_two_units_are_all_there(client):
    grow(3)
    found = [
        article.pk
        for answer in numbered(client, "/units/省商务厅/with/省财政厅/")
        for article, *_ in answer.context["shared"]
    ]
    assert found == list(
        asked("unit=省商务厅").qs.filter(pk__in=asked("unit=省财政厅").qs.values("pk")).values_list("pk", flat=True)
    )


def test_a_calendar_s_groups_keep_their_count_over_pages(client):
    grow(4)
    whole = client.get("/calendar/?on=2022-06-30").context["calendar"]
    seen, counts = [], {}
    for answer in numbered(client, "/calendar/?on=2022-06-30"):
        for section in answer.context["sections"]:
            for group in section.groups:
                seen += [entry.time.pk for entry in group.entries]
                counts.setdefault(group.address, group.count)
                assert counts[group.address] == group.count
    assert seen == [entry.time.pk for entry in whole.in_order]
    assert sorted(seen) == sorted(entry.time.pk for entry in whole.entries)
    assert sum(counts.values()) == len(seen)


def test_every_unit_and_document_has_its_cell_on_some_page_of_the_overview():
    grow(3)
    first = Overview()
    cells = 0
    for units in first.units.paginator.page_range:
        for documents in first.documents.paginator.page_range:
            table = Overview(str(units), str(documents)).by_unit
            cells += len(table.lines) * len(table.columns)
            for line in table.lines[:1]:
                for cell in line.cells:
                    assert asked(cell.address.partition("?")[2]).qs.count() == cell.count
    assert cells == first.units.paginator.count * first.documents.paginator.count


@pytest.mark.parametrize(
    "path", ["/documents/", "/units/省商务厅/", "/units/省商务厅/tasks/", "/calendar/", "/sectors/餐饮/"]
)
@pytest.mark.parametrize("number", ["0", "999", "x"])
def test_a_page_that_is_not_there_is_the_nearest_and_says_so(client, path, number):
    assert "没有那一页，这里是第 " in client.get(f"{path}?page={number}").content.decode()


@pytest.mark.parametrize(
    "path", ["/documents/", "/units/省商务厅/", "/units/省商务厅/tasks/", "/calendar/?on=2022-06-30", "/sectors/餐饮/"]
)
def test_pages_after_the_first_are_whole(client, path):
    grow(4)
    second = next(pairwise(numbered(client, path)))[1]
    page = Page(html := second.content.decode())
    assert len(page.ids) == len(set(page.ids))
    assert page.headings[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(page.headings))
    assert 'page=2"' in re.search(r'<link rel="canonical" href="[^"]*"', html)[0]
    assert 'aria-current="page"' in html
