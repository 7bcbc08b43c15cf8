"""The overview: every figure is the length of the list that it leads to."""

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.contrib.staticfiles.finders import find
from django.http import QueryDict

from policies.models import Amount, Article, Responsibility, TermUse
from portal.website.finder.filterset import ArticleFilter
from portal.website.pages.overview import LEVELS, Overview, level, whole_base
from tests.portal.website.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]


def length(address: str) -> int:
    """How many articles the finder lists at an address; it must understand all of it."""
    filters = ArticleFilter(QueryDict(address.partition("?")[2]), Article.objects.order_by())
    assert filters.form.is_valid(), address
    return filters.qs.count()


def cells(grid):
    for column in grid.columns:
        yield column.total
    for line in grid.lines:
        yield line.total
        yield from line.cells


@pytest.mark.long
@pytest.mark.parametrize("name", ["by_unit", "by_kind"])
def test_every_cell_is_the_length_of_its_list(name):
    for cell in cells(getattr(Overview(), name)):
        assert length(cell.address) == cell.count, unquote(cell.address)


@pytest.mark.long
def test_every_sector_and_instrument_is_the_length_of_its_list():
    """Of more than a thousand cells every third."""
    found = {cell.address: cell.count for grid in Overview().by_sector for cell in cells(grid)}
    assert len(found) > 1000
    some = dict(list(found.items())[::3])
    assert {unquote(address): length(address) for address in some} == {unquote(a): n for a, n in some.items()}


@pytest.mark.parametrize("name", ["by_instrument", "by_size"])
def test_every_kind_of_benefit_is_the_length_of_its_list(name):
    rows = getattr(Overview(), name)
    assert len(rows) > 3
    for row in rows:
        assert length(row.cell.address) == row.cell.count, unquote(row.cell.address)


def test_the_page_shows_these_very_figures_and_links(client):
    html = client.get("/overview/").content.decode()
    overview = Overview()
    grids = [overview.by_unit, overview.by_kind, *overview.by_sector]
    meant = {(cell.address, cell.count) for grid in grids for line in grid.lines for cell in line.cells if cell.count}
    shown = re.findall(r'<td class="figure h\d"><a href="([^"]+)">(\d+)</a>', html)
    assert {(address.replace("&amp;", "&"), int(count)) for address, count in shown} == meant


def test_cells_against_sets_built_by_hand():
    overview = Overview()
    units = {line.label: line for line in overview.by_unit.lines}
    documents = [column.label for column in overview.by_unit.columns]
    cell = units["省商务厅"].cells[documents.index("晋政办发〔2022〕35号")]
    parts = Responsibility.objects.active().filter(
        unit__name="省商务厅", article__document__number="晋政办发〔2022〕35号"
    )
    assert cell.count == len({part.article_id for part in parts}) == 18
    grid = overview.by_sector[0]
    columns = [column.label for column in grid.columns]
    line = next(line for line in grid.lines if line.label == "餐饮")
    used = [
        {use.article_id for use in TermUse.objects.active().filter(term__name=name, article__isnull=False)}
        for name in ("餐饮", "奖补")
    ]
    assert line.cells[columns.index("奖补")].count == len(used[0] & used[1]) > 0


def test_only_benefits_in_yuan_are_sums():
    overview = whole_base()
    assert {each.role for each in overview.sums} == {Amount.Role.BENEFIT}
    assert {each.unit for each in overview.sums} == {Amount.Unit.CNY}
    threshold = Amount.objects.get(quote="500 万元", article__document__slug="jinzhengbanfa-2022-33", role="condition")
    assert threshold not in overview.sums
    largest = max(overview.sums, key=lambda each: each.high)
    assert overview.by_size[0].largest == largest


def test_a_rejected_fact_counts_nowhere():
    before = {line.label: line.total.count for line in Overview().by_unit.lines}
    part = Responsibility.objects.get(
        unit__name="省商务厅", article__document__slug="jinzhengbanfa-2022-33", article__path="art_25"
    )
    part.status = Responsibility.Status.REJECTED
    part.save()
    after = {line.label: line.total.count for line in Overview().by_unit.lines}
    assert after["省商务厅"] == before["省商务厅"] - 1


def test_tables_can_be_read_without_colour(client):
    html = client.get("/overview/").content.decode()
    tables = re.findall(r"<table.*?</table>", html, re.DOTALL)
    assert len(tables) > 5
    for table in tables:
        assert "<caption" in table
        assert 'scope="col"' in table
        assert 'scope="row"' in table
    assert "<script" not in html


@pytest.mark.long
@pytest.mark.parametrize(
    "path",
    [
        "/overview/",
        "/calendar/",
        "/calendar/?on=2022-06-30&when=2022-12",
        "/calendar/?on=x&role=y",
        "/match/",
        "/match/?sector=餐饮&beneficiary=个体工商户&no=限上&yes=首次",
        "/match/?beneficiary=外资企业&page=2",
        "/match/?sector=火星&place=x&monthly=x&on=x&yes=x&no=x",
    ],
)
def test_pages_are_whole(client, path):
    html = client.get(path).content.decode()
    page = Page(html)
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(page.headings))
    assert 'name="description"' in html
    assert 'rel="canonical"' in html
    places = {link.split("#")[0] for link in page.links if link.startswith("/") and "?" not in link}
    assert {link for link in sorted(places)[::5] if client.get(link).status_code != 200} == set()
    targets = [link.partition("#") for link in page.links if re.search(r"/#(\w+)-\d+$", link)]
    for place, _, anchor in targets[:5]:
        assert f'id="{anchor}"' in client.get(place).content.decode()


def test_its_wide_tables_are_printed_on_landscape_pages(client):
    css = Path(find("css/print.css")).read_text(encoding="utf-8")
    assert re.search(r"body\.overview \{\s*page: wide;", css)
    assert re.search(r"@page wide \{\s*size: A4 landscape;", css)
    html = client.get("/overview/").content.decode()
    assert '<link rel="stylesheet" href="/static/css/print.css" media="print">' in html
    assert re.search(r'<body class="[^"]*\boverview\b', html)


def test_the_colour_follows_the_count():
    assert [level(count, 100) for count in (0, 1, 4, 25, 100)] == [0, 1, 1, 3, LEVELS]
    assert level(0, 0) == 0


@pytest.mark.long
def test_queries(queries):
    """Cells are counted from the index, all else once a revision."""
    assert queries("/overview/") == 0
