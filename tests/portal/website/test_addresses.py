"""Every stored name has an address; one that an address cannot carry, by its number. No name breaks a page."""

import pytest
from django.urls import reverse

from importers import pipeline
from policies.models import Responsibility, Revision, Term, Unit
from tests.portal.website.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

NAMES = {
    "slash": "批发/零售",
    "full-width slash": "批发／零售",
    "backslash": "批发\\零售",
    "only a slash": "/",
    "dot": ".",
    "two dots": "..",
    "percent": "100%AB企业",
    "question": "谁？?x=1",
    "hash": "第一#条",
    "ampersand": "批发&零售",
    "quotes": "“批发”'\"",
    "space before": " 批发",
    "like a number": "-5",
    "plus": "5G+工业",
    "semicolon": "批发;零售",
    "markup": "<b>批发</b>",
    "emoji": "😀",
}
# Where offices and trades are listed with links to their pages.
NAMED = ["/", "/units/", "/sectors/", "/overview/"]
LISTS = ["/", "/units/", "/sectors/", "/about/data/", "/overview/", "/match/", "/compare/?q=税", "/articles/"]


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_trade_and_an_office_of_any_name_have_their_pages(client, name):
    unit = Unit.objects.create(name=name, verified=True, kind=Unit.Kind.PROVINCIAL)
    term = Term.objects.create(name=name, scheme=Term.Scheme.SECTOR, position=0)
    part = Responsibility.objects.filter(article__isnull=False).first()
    Responsibility.objects.filter(pk=part.pk).update(unit=unit)
    Revision.bump()
    for path in [*NAMED, part.article.get_absolute_url()]:
        assert client.get(path).status_code == 200, path
    for row in (unit, term):
        answer = client.get(row.get_absolute_url())
        assert answer.status_code == 200
        assert Page(answer.content.decode()).text.count(name.strip()) >= 1
    for view, *rest in (["unit_tasks"], ["unit_tasks_file", "xlsx"], ["unit_tasks_file", "csv"]):
        assert client.get(reverse(view, args=[unit.address, *rest])).status_code == 200
    assert client.get(reverse("unit_with", args=["省商务厅", unit.address])).status_code == 200


def test_a_name_that_can_be_an_address_is_one(client):
    unit = Unit.objects.get(name="省商务厅")
    assert (unit.address, Term.objects.get(scheme="sector", name="餐饮").address) == ("省商务厅", "餐饮")
    assert client.get(f"/units/{unit.numbered_address}/")["Location"] == unit.get_absolute_url()
    assert client.get(f"/units/{unit.numbered_address}/tasks/")["Location"] == f"{unit.get_absolute_url()}tasks/"


@pytest.mark.long
@pytest.mark.parametrize(
    "annotation, units",
    [
        pytest.param("市商务局/市财政局", ["市商务局", "市财政局"], id="two offices"),
        pytest.param("市商务局／市财政局等部门", ["市商务局", "市财政局"], id="full width, and others"),
        pytest.param("省商务厅/市财政局、省财政厅", ["省商务厅", "市财政局", "省财政厅"], id="known and unknown"),
        pytest.param("5G/6G专班", ["5G/6G专班"], id="a slash in a name is a doubt"),
    ],
)
def test_a_slash_between_offices_parts_them(client, tmp_path, annotation, units):
    file = tmp_path / "city.txt"
    file.write_text(
        f"关于支持商贸业发展的若干措施\n第一条 给予补贴100万元。（责任单位：{annotation}）\n第二条 鼓励连锁。\n"
    )
    (document,) = pipeline.import_files([file]).documents
    parts = Responsibility.objects.filter(article__document=document).order_by("position")
    assert [part.unit.name for part in parts] == units
    pages = [*LISTS, document.get_absolute_url(), *(part.unit.get_absolute_url() for part in parts)]
    for path in pages:
        assert client.get(path).status_code == 200, path
