"""Names of units: old ones and merged ones lead on for good, and a merged unit is in no list."""

import re
from urllib.parse import quote

import pytest

from policies.models import Unit, UnitName
from policies.vocabulary.synonyms import same
from portal.website.finder.params.parsers import units
from tests.portal.website.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

COMMERCE = f"/units/{quote('省商务厅')}/"


@pytest.fixture
def merged() -> Unit:
    """An office merged into another that was then merged into 省商务厅."""
    into = Unit.objects.get(name="省商务厅")
    between = Unit.objects.create(name="省商业厅", merged_into=into, verified=False)
    first = Unit.objects.create(name="省商业局", full_name="山西省商业局", merged_into=between, verified=False)
    for unit, name in ((first, "省商业局"), (first, "省商局"), (between, "省商业厅")):
        UnitName.objects.create(unit=unit, name=name)
    return first


def test_its_names_and_addresses_lead_to_what_it_is_now(client, merged):
    for name in ("省商业局", "省商局", "山西省商业局", "省商业厅"):
        for rest in ("", "tasks/", "tasks.xlsx", "with/省财政厅/"):
            response = client.get(f"/units/{name}/{rest}")
            assert (response.status_code, response["Location"]) == (301, f"{COMMERCE}{quote(rest, safe='/.')}")
    response = client.get("/units/省财政厅/with/省商局/")
    assert (response.status_code, response["Location"]) == (
        301,
        f"/units/{quote('省财政厅')}/with/{quote('省商务厅')}/",
    )


@pytest.mark.long
def test_it_is_in_no_list(client, merged):
    for path in ("/", "/units/", "/overview/", "/articles/", "/about/data/"):
        assert "省商业" not in client.get(path).content.decode(), path


@pytest.mark.long
def test_its_names_are_those_of_what_it_is_now(client, merged):
    assert "又作" in (page := Page(client.get(COMMERCE).content.decode()).text)
    assert "省商局" in page
    now = Unit.objects.get(name="省商务厅")
    assert [value.match for value in units(["省商局"])["省商局"]] == [now.pk]
    assert [value.match for value in units(["省商业局", "省商业厅"])["省商业局"]] == [now.pk]
    assert {"省商业厅", "省商务厅"} <= set(same()["省商局"])
    assert "省财政厅" not in same()["省商局"]
    response = client.get("/articles/?unit=省商局&unit=省商务厅")
    assert response.context["address"] == f"unit={quote('省商务厅')}"
    assert (
        response.context["page"].paginator.count
        == client.get("/articles/?unit=省商务厅").context["page"].paginator.count
    )


@pytest.mark.parametrize(
    "name, now",
    [
        ("省工信厅", "省工业和信息化厅"),
        ("山西省商务厅", "省商务厅"),
        ("省文旅厅", "省文化和旅游厅"),
        ("国铁太原局集团", "中国铁路太原局集团公司"),
    ],
)
def test_another_name_leads_to_the_one_page_for_good(client, name, now):
    response = client.get(f"/units/{name}/")
    assert (response.status_code, response["Location"]) == (301, f"/units/{quote(now)}/")


@pytest.mark.parametrize(
    "name, other", [("省商务厅", "省商务厅"), ("省商务厅", "省商局"), ("省商务厅", "山西省商务厅")]
)
def test_with_itself_under_any_name_is_its_own_page(client, merged, name, other):
    response = client.get(f"/units/{name}/with/{other}/")
    assert (response.status_code, response["Location"]) == (302, COMMERCE)


def test_a_collective_without_members_says_why(client):
    html = client.get("/units/各市商务局/").content.decode()
    assert "没有文字依据，所以没有列成员。" in html


def test_every_cell_of_the_task_list_names_its_column(client):
    html = client.get(f"{COMMERCE}tasks/").content.decode()
    heads = re.findall(r"<th [^>]*>([^<]+)</th>", html)
    assert {"任务", "任务时限", "周期", "链接"} <= set(heads)
    lines = re.findall(r"<tr role=\"row\">\s*<td.*?</tr>", html, re.DOTALL)
    assert lines
    for line in lines:
        assert re.findall(r'data-label="([^"]+)"', line) == heads


def test_with_somebody_who_is_not_there_is_not_found(client):
    assert client.get("/units/省商务厅/with/火星厅/").status_code == 404
