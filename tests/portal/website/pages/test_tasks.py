"""Task lists: figures by role, numbers, dates, rhythms and offices in columns of their own, on every list alike."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.http import QueryDict
from openpyxl import load_workbook

from policies.models import Amount, Article, Deadline, Unit
from portal.website.finder.filterset import ArticleFilter
from portal.website.pages import tasks as task_lists
from portal.website.pages.tasks import COLUMNS, COLUMNS_OF_UNIT, tasks_in, tasks_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

QUERY = "unit=省商务厅&sector=餐饮&document=晋政办发〔2022〕33号"
FILES = {
    "an office": "/units/省商务厅/tasks{}",
    "a filter": "/articles/tasks{}?q=餐饮&only=1",
    "a document": "/documents/jinshangzong-2022-56/tasks{}",
    "a calendar": "/calendar/tasks{}?role=due",
}


@pytest.fixture(scope="module")
def rows(django_db_setup, django_db_blocker) -> list[dict]:
    """All sentences of the base, as the table has them."""
    with django_db_blocker.unblock():
        found = tasks_in(Article.objects.public().in_document_order().values_list("pk", flat=True))
        return [{"task": task} | {column.label: column.read(task) for column in COLUMNS} for task in found]


def labels(columns) -> list[str]:
    return [column.label for column in columns]


@pytest.mark.long
def test_every_figure_stands_under_its_role_and_no_other(rows):
    for role, label in (("benefit", "优惠"), ("condition", "门槛"), ("funding", "资金规模"), ("", "其他数字")):
        for row in rows:
            own = [each for each in row["task"].facts("amount") if each.role == role]
            assert bool(row[label]) == bool(own), (row["任务"], label)
            assert row[label].count("；") >= len(own) - 1
    assert any(row["门槛"] for row in rows)
    assert "金额" not in labels(COLUMNS)


def test_numbers_are_numbers_in_base_units_and_only_where_there_is_one(rows):
    numbers = [(row, label) for row in rows for label in ("优惠", "门槛", "目标") if row[f"{label}数值"] is not None]
    assert len(numbers) > 50
    for row, label in numbers:
        assert isinstance(row[f"{label}数值"], int | float)
        assert "；" not in row[label]
    for row in rows:
        several = len([each for each in row["task"].facts("amount") if each.role == Amount.Role.BENEFIT]) > 1
        assert not (several and row["优惠数值"] is not None), row["任务"]


@pytest.mark.long
def test_a_number_of_yuan_has_its_unit(rows):
    found = [row for row in rows if row["优惠单位"] == Amount.Unit.CNY.label]
    assert found
    assert all(row["优惠数值"] >= 1 for row in found)


def test_every_recurring_duty_has_its_rhythm_and_no_other_sentence_has(rows):
    recurring = Deadline.objects.public().filter(kind=Deadline.Kind.RECURRING, measure__isnull=False)
    wanted = set(recurring.values_list("measure", flat=True))
    assert {row["task"].measure.pk for row in rows if row["周期"] and row["task"].measure} == wanted
    by_place = {(row["文件"], row["task"].article.path): row["周期"] for row in rows if row["周期"]}
    assert by_place["晋商综〔2022〕56号", "art_2"] == "每季度"
    assert by_place["晋政办发〔2022〕34号", "art_38"] == "每季度"


def test_days_are_days(rows):
    row = next(row for row in rows if "6 月底前一次性全部退还" in row["任务"])
    assert (row["任务截止日期"], row["期限止"]) == (date(2022, 6, 30), None)
    row = next(row for row in rows if row["政策期限"] == "2022年12月31日前")
    assert row["期限止"] == date(2022, 12, 31)


def test_those_beside_an_office_stand_apart_from_those_who_support_it():
    tasks = tasks_of(Unit.objects.get(name="省商务厅"))
    beside, support = (next(c for c in COLUMNS_OF_UNIT if c.label == label) for label in ("同列单位", "配合单位"))
    seen = set()
    for task in tasks:
        if task.article:
            by_role = {each.unit.name: each.part for each in task.article.responsibility_set.all()}
            assert {by_role[name] for name in beside.read(task).split("、") if name} <= {"责任"}
            assert {by_role[name] for name in support.read(task).split("、") if name} <= {"配合"}
            assert "省商务厅" not in beside.read(task).split("、")
            seen |= {label for label in (beside, support) if label.read(task)}
    assert seen == {beside, support}


def test_the_link_leads_to_the_sentence(rows):
    for row in rows:
        task = row["task"]
        assert row["链接"].startswith(task.article.get_absolute_url())
        assert ("#:~:text=" in row["链接"]) == bool(task.measure)
        assert not {" ", "-", ","} & set(row["链接"].partition("text=")[2])


@pytest.mark.long
@pytest.mark.parametrize("page", FILES.values(), ids=FILES)
def test_each_list_is_a_workbook_and_a_csv_of_the_same(client, page):
    book = client.get(page.format(".xlsx"))
    sheet = load_workbook(BytesIO(book.content)).active
    found = list(sheet.iter_rows(values_only=True))
    head = next(at for at, row in enumerate(found) if row[0] == "序号")
    said = {row[0]: row[1] for row in found[1:head]}
    assert said["日期"].date() == date.today()
    assert said["来源"].startswith("http://testserver/")
    assert {"章节", "文件标题", "周期", "办理情况", "备注"} <= set(found[head])
    answer = client.get(page.format(".csv"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    plain = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert len(plain) == len(found) - head - 1 > 10
    assert [row["任务"] for row in plain] == [str(row[found[head].index("任务")]) for row in found[head + 1 :]]
    assert {row["办理情况"] + row["备注"] for row in plain} == {""}


@pytest.mark.long
def test_a_filtered_list_has_the_sentences_of_its_articles_and_of_no_other(client):
    filters = ArticleFilter(QueryDict(QUERY), Article.objects.order_by())
    wanted = {each.get_absolute_url() for each in filters.qs}
    found = list(csv.DictReader(StringIO(client.get(f"/articles/tasks.csv?{QUERY}").content.decode("utf-8-sig"))))
    assert {row["链接"].removeprefix("http://testserver").partition("#")[0] for row in found} == wanted
    assert 0 < len(wanted) < Article.objects.count()
    sheet = load_workbook(BytesIO(client.get(f"/articles/tasks.xlsx?{QUERY}").content)).active
    assert "省商务厅" in next(row[1] for row in sheet.iter_rows(values_only=True) if row[0] == "条件")


def test_what_cannot_be_read_gives_an_empty_list_never_all(client):
    answer = client.get("/articles/tasks.csv?sector=火星")
    assert answer.content.decode("utf-8-sig").count("\r\n") == 1


def test_a_file_is_bounded_and_says_so(client, monkeypatch):
    monkeypatch.setattr(task_lists, "MAX_ARTICLES", 3)
    assert len({task.article for task in tasks_in(Article.objects.values_list("pk", flat=True))}) == 3


@pytest.mark.long
@pytest.mark.parametrize("path", FILES.values(), ids=FILES)
def test_queries(queries, path):
    assert queries(path.format(".xlsx")) <= 11


def test_a_page_has_no_room_for_what_only_files_have():
    assert not {"办理情况", "备注", "链接", "优惠数值"} & set(labels(task_lists.ON_PAGE))
    assert {"优惠", "门槛", "目标", "周期", "同列单位", "配合单位"} <= set(labels(task_lists.ON_PAGE))
