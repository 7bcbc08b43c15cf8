"""A department's desk: by role and basis, with whom, by when, and the task list on paper and as a workbook."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from policies.models import Responsibility, Unit
from portal.website.pages.tasks import COLUMNS_OF_UNIT, tasks_of
from portal.website.pages.unit import UnitPage, shared
from tests.portal.website.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

QUERIES = {
    "/units/各市人民政府/": 18,
    "/units/省商务厅/tasks/": 11,
    "/units/省商务厅/tasks.xlsx": 9,
    "/units/各市人民政府/tasks/": 11,
    "/units/省商务厅/with/省财政厅/": 5,
}


@pytest.mark.long
@pytest.mark.parametrize("path, count", QUERIES.items())
def test_queries_of_each_page(queries, path, count):
    assert queries(path) == count


def unit(name: str) -> Unit:
    return Unit.objects.get(name=name)


def book(client, name: str):
    response = client.get(f"/units/{name}/tasks.xlsx")
    assert response.status_code == 200
    return load_workbook(BytesIO(response.content))


@pytest.mark.long
def test_units_of_every_kind_have_their_desk_and_their_list(client):
    """Every fourth, kind by kind: all of them take most of a minute."""
    for each in Unit.objects.order_by("kind", "position", "id")[::4]:
        for path in ("", "tasks/", "tasks.xlsx"):
            assert client.get(f"{each.get_absolute_url()}{path}").status_code == 200


def _articles(unit: Unit) -> set[int]:
    return set(Responsibility.objects.public().of_articles().filter(unit=unit).values_list("article", flat=True))


@pytest.mark.long
def test_partners_are_counted_by_the_articles_that_both_have(client):
    desk = UnitPage(unit("省商务厅"))
    assert [each.shared for each in desk.partners] == sorted((each.shared for each in desk.partners), reverse=True)
    for other in desk.partners:
        both = _articles(desk.unit) & _articles(other)
        assert other.shared == len(both) == len(shared(desk.unit, other, both)), other
    assert desk.unit not in desk.partners
    links = Page(client.get("/units/省商务厅/").content.decode()).links
    first = desk.partners[0]
    assert f"{desk.unit.get_absolute_url()}with{first.get_absolute_url().removeprefix('/units')}" in links


def test_the_list_of_two_units_shows_the_part_of_each(client):
    response = client.get("/units/省商务厅/with/省财政厅/")
    for article, mine, theirs in response.context["shared"]:
        assert mine.article_id == theirs.article_id == article.pk
        assert (mine.unit.name, theirs.unit.name) == ("省商务厅", "省财政厅")


def test_dates_come_by_their_end(client):
    ends = [each.end_on for each, _ in UnitPage(unit("省商务厅")).dates]
    dated = [end for end in ends if end]
    assert dated == sorted(dated)
    assert ends == dated + [None] * (len(ends) - len(dated))


def test_a_passage_that_names_a_unit_is_on_its_desk(client):
    page = Page(client.get("/units/省商务厅/").content.decode()).text
    assert "各市、各部门要围绕做好重点领域利用外资工作的部署要求" in page
    assert "另在引言、结语里提到 1 处" in page


@pytest.mark.long
def test_the_cities_see_the_three_points_of_the_notice(client):
    response = client.get("/units/各市人民政府/")
    page = Page(response.content.decode())
    assert "所属部门：各市商务局" in page.text
    for number in (1, 2, 3):
        assert f"/documents/jinshangzonghan-2022-171/art_{number}/" in page.links
    tasks = tasks_of(unit("各市人民政府"))
    notice = [task for task in tasks if task.place.document.name == "晋商综函〔2022〕171号"]
    assert {task.item[:2] for task in notice} == {"一 ", "二 ", "三 "} or len({task.path for task in notice}) == 3
    assert {task.basis for task in notice} == {"正文提到（各市商务局）"}


def test_only_a_government_of_many_has_departments():
    assert list(unit("省商务厅").departments.all()) == []
    assert list(unit("各市人民政府").departments.all()) == [unit("各市商务局")]


@pytest.mark.long
def test_the_successor_is_a_dated_note_and_the_old_name_stays(client):
    for old, date, new in (
        ("山西银保监局", "2023年7月20日", "国家金融监督管理总局山西监管局"),
        ("人行太原中心支行", "2023年8月18日", "中国人民银行山西省分行"),
    ):
        page = Page(client.get(f"/units/{old}/").content.decode()).text
        assert f"{date}起由 {new} 承继" in page
        assert f"起承继 {old}" in Page(client.get(f"/units/{new}/").content.decode()).text
        assert tasks_of(unit(old))


@pytest.mark.long
def test_the_task_list_holds_every_article_of_the_desk_and_every_sentence(client):
    for name in ("省商务厅", "省财政厅", "各县人民政府"):
        desk, tasks = UnitPage(unit(name)), tasks_of(unit(name))
        assert {part.article for part in desk.parts} <= {task.article for task in tasks}
        assert [task.ordinal for task in tasks] == list(range(1, len(tasks) + 1))
        for part in desk.parts:
            if part.basis != Responsibility.Basis.BODY and not part.article.corrections.exists():
                sentences = [task.text for task in tasks if task.article == part.article]
                assert sentences == [measure.quote for measure in part.article.measures.active().order_by("start")]


def test_an_article_that_only_names_a_unit_gives_the_sentences_that_do():
    for task in tasks_of(unit("省商务厅")):
        if task.basis == "正文提到" and task.article:
            assert "省商务厅" in task.text


def test_a_corrected_figure_shows_both_in_the_list():
    part = Responsibility.objects.filter(article__document__slug="jinfa-2021-67", article__path="art_36").earliest("id")
    told = [{column.label: column.read(task) for column in COLUMNS_OF_UNIT} for task in tasks_of(part.unit)]
    row = next(
        row for row in told if any("印作" in str(value) for value in row.values()) and "67/art_36/" in row["链接"]
    )
    assert "1‰ → 2‰（印作 从1%提高到在保业务余额的2%）" in f"{row['优惠']}{row['目标']}{row['门槛']}{row['其他数字']}"
    assert "1%〔应作1‰〕" in row["任务"]


@pytest.mark.parametrize("path", ["tasks/", "tasks.xlsx", "with/省财政厅/"])
def test_another_name_leads_to_the_unit_there_too(client, path):
    response = client.get(f"/units/省工信厅/{path}", follow=True)
    assert response.redirect_chain[0][1] == 301
    assert response.status_code == 200


@pytest.mark.parametrize("path", ["/units/火星/tasks/", "/units/火星/tasks.xlsx", "/units/省商务厅/with/火星/"])
def test_unknown_names_are_not_found(client, path):
    assert client.get(path).status_code == 404
