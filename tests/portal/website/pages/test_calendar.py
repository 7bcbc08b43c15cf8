"""The calendar: dates by month, quarter and plan, past and coming, and what recurs."""

from datetime import date

import pytest
from django.http import QueryDict

from policies.models import Article, Deadline, Unit
from portal.website.finder.counts import length
from portal.website.finder.filterset import ArticleFilter
from portal.website.pages.calendar import Calendar, label_of, length_group, rhythm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

TODAY = date(2026, 1, 1)


def asked(query: str = "") -> Calendar:
    return Calendar(QueryDict(query), TODAY)


def quotes(groups) -> list[str]:
    return [each.time.quote for group in groups for each in group.entries]


def test_a_day_parts_what_is_past_from_what_is_to_come():
    calendar = asked("on=2022-07-01")
    assert "6 月底前" in quotes(calendar.past)
    assert "6 月底前" not in quotes(calendar.coming)
    assert "2022年12月31日前" in quotes(calendar.coming)
    assert "2022年12月31日前" not in quotes(calendar.past)
    assert "6 月底前" in quotes(asked("on=2022-06-30").coming)


def test_groups_are_months_the_next_first_and_the_last_past_first():
    calendar = asked("on=2022-06-30")
    assert [group.key for group in calendar.coming] == ["2022-06", "2022-12", "2023-12", "2024-12", "2025-12"]
    assert [group.key for group in calendar.past] == ["2021-12"]
    assert [group.key for group in asked("on=2024-01-01").past] == ["2023-12", "2022-12", "2022-06", "2021-12"]


@pytest.mark.parametrize(
    "query, is_folded",
    [("", True), ("when=2022-12", False), ("unit=省商务厅", False)],
    ids=["all of it is long", "one group is asked for", "an office's is short"],
)
def test_of_a_long_calendar_a_group_shows_its_first_dates_and_folds_the_others(client, query, is_folded):
    groups = [group for section in asked(query).sections for group in section.groups]
    assert all([*group.first, *group.rest] == list(group.entries) for group in groups)
    assert any(group.rest for group in groups) == is_folded
    page = client.get(f"/calendar/?{query}").content.decode()
    assert page.count('class="kind"') == sum(group.count for group in groups)
    assert ("<summary>其余" in page) == is_folded


@pytest.mark.parametrize(
    "when, there, not_there",
    [
        ("2022-06", "6 月底前", "2022年末"),
        ("2022-Q4", "2022年末", "6 月底前"),
        ("2022", "6 月底前", "到 2023 年"),
        ("十四五", "“十四五”末", "至 2025 年底"),
        ("每季度", "逐季", "每年"),
        ("每年", "每年 10 月份", "每月"),
        ("handling", "72 小时", "3 年"),
        ("一天以内", "半天", "24个工作日"),
        ("lasting", "一年", "不超过一年"),
    ],
)
def test_a_group_alone(when, there, not_there):
    found = [each.time.quote for each in asked(f"when={when}").entries]
    assert there in found
    assert not_there not in found


@pytest.mark.long
def test_every_group_and_every_cell_leads_to_exactly_its_dates(client):
    calendar = asked("on=2022-06-30")
    groups = [
        group
        for name in ("coming", "past", "plans", "recurring", "handling", "lasting")
        for group in getattr(calendar, name)
    ]
    assert sum(len(group.entries) for group in groups) == len(calendar.entries)
    figures = [(group.address, len(group.entries)) for group in groups]
    for address, count in figures:
        found = Calendar(QueryDict(address.partition("?")[2]), TODAY)
        if count:
            assert len(found.entries) == count, address
            assert f'<b class="total">{count}</b>' in client.get(address).content.decode()


@pytest.mark.parametrize(
    "query",
    ["", "role=term", "role=due", "unit=各市人民政府&unit=省商务厅&unit=省财政厅", "on=2022-06-30&when=2022-Q4"],
)
def test_every_cell_of_the_table_and_every_month_leads_to_a_list_as_long(query):
    calendar = asked(query)
    cells = [cell for _, whole, quarters in calendar.years for cell in (whole, *quarters)]
    cells += [group.articles for group in (*calendar.coming, *calendar.past) if group.articles]
    assert len(cells) > 10
    for address, count in cells:
        filters = ArticleFilter(QueryDict(address.partition("?")[2]), Article.objects.order_by())
        assert filters.form.is_valid()
        assert filters.qs.count() == length(filters.selections) == count, address
    assert max(count for _, count in cells) > 5


def test_what_ends_in_a_month_is_asked_of_the_same_date_as_its_use():
    def found(query: str) -> set[int]:
        return set(ArticleFilter(QueryDict(query), Article.objects.order_by()).qs.values_list("pk", flat=True))

    dates = Deadline.objects.active().filter(article__isnull=False, end_on__year=2022).exclude(role="reference")
    assert found("ends=2022") == set(dates.values_list("article", flat=True))
    assert found("ends=2022-Q2") == found("ends=2022-04&ends=2022-05&ends=2022年6月")
    assert found("ends=2022-06") == set(dates.filter(end_on__month=6).values_list("article", flat=True))
    assert found("ends=2022&date_role=due") == set(dates.filter(role="due").values_list("article", flat=True))
    due = dates.filter(role="due").first()
    due.pk, due.role, due.start_on, due.end_on = None, "term", None, date(2031, 1, 31)
    due.save()
    assert found("ends=2031-01") == found("ends=2031&date_role=term") == {due.article_id}
    assert found("ends=2031&date_role=due") == set()


def test_every_list_of_articles_is_as_long_as_said():
    for label, address, count in (*asked().lists, *asked("unit=省商务厅").lists):
        filters = ArticleFilter(QueryDict(address.partition("?")[2]), Article.objects.order_by())
        assert filters.form.is_valid()
        assert filters.qs.count() == count, label


def test_an_office_s_calendar_has_its_articles_dates_and_no_other():
    mine = set(Unit.objects.get(name="省商务厅").responsibilities.public().values_list("article", flat=True))
    found = {each.time.article_id for each in asked("unit=省商务厅").entries}
    assert found == {each.time.article_id for each in asked().entries if each.time.article_id} & mine
    assert found < {each.time.article_id for each in asked().entries}
    both = {each.time.article_id for each in asked("unit=省商务厅&unit=省财政厅").entries}
    assert both > found


@pytest.mark.parametrize("query", ["", "unit=省商务厅", "unit=省商务厅&role=due", "unit=省商务厅&unit=省财政厅"])
@pytest.mark.parametrize("day", ["2022-06-15", "2022-12-10", "2026-01-01"])
def test_what_is_due_is_as_long_as_said(query, day):
    for label, address, count in asked(f"{query}&on={day}").due:
        if count or "when=overdue" in address or "when=soon" in address:
            assert len(asked(address.partition("?")[2]).entries) == count, label


def test_due_is_what_is_late_or_soon_and_not_what_is_only_over():
    calendar = asked("on=2022-07-01")
    assert "6 月底前" in quotes(asked("on=2022-07-01&when=overdue").past)
    assert {each.time.role for each in asked("on=2024-01-01&when=overdue").entries} == {Deadline.Role.DUE}
    assert [label for label, _, _ in calendar.due] == ["已过时限的任务", "30 天内到期", "2022年三季度"]
    ends = {each.time.end_on for each in asked("on=2022-12-01&when=soon").entries}
    assert ends == {date(2022, 12, 31)}
    assert not asked("on=2022-11-30&when=soon").entries


def test_a_role_alone():
    found = asked("role=due").entries
    assert {each.time.role for each in found} == {Deadline.Role.DUE}
    assert "2022年12月31日前" not in [each.time.quote for each in found]


def test_lengths_that_are_no_deadline_are_left_out_and_every_other_date_is_there():
    shown = {each.time.pk for each in asked().entries}
    left = Deadline.objects.active().exclude(pk__in=shown)
    assert {(each.role, each.kind) for each in left} == {(Deadline.Role.REFERENCE, Deadline.Kind.DURATION)}


def test_a_rejected_date_is_nowhere():
    time = Deadline.objects.get(quote="2022年12月31日前")
    time.status = Deadline.Status.REJECTED
    time.save()
    assert "2022年12月31日前" not in [each.time.quote for each in asked().entries]


@pytest.mark.parametrize(
    "query, field",
    [
        ("on=2022-02-31", "on"),
        ("on=明天", "on"),
        ("on=2022-06-30&on=2022-07-01", "on"),
        ("role=火星", "role"),
        ("unit=火星厅", "unit"),
        ("when=2031-07", "when"),
        ("when=%25&role=due", "when"),
    ],
)
def test_what_cannot_be_read_gives_a_message_and_an_empty_calendar(client, query, field):
    calendar = asked(query)
    assert [name for name, _ in calendar.errors] == [field]
    assert calendar.entries == []
    response = client.get(f"/calendar/?{query}")
    assert response.status_code == 200
    assert f'id="{field}-message"' in response.content.decode()


def test_each_date_shows_its_words_its_article_and_its_kind(client):
    html = client.get("/calendar/?on=2022-06-30&when=2022-12").content.decode()
    assert "2022年12月31日前" in html
    assert "/documents/jinshijianfa-2022-33/art_6/" in html
    assert "政策期限" in html
    assert "还有 184 天" in html


@pytest.mark.parametrize(
    "words, label",
    [
        ("逐季", "每季度"),
        ("按季（月）", "每季度"),
        ("每年 10 月份", "每年"),
        ("月安排、旬对接", "每月"),
        ("一直", "其他周期"),
    ],
)
def test_rhythms(words, label):
    assert rhythm(words) == label


def test_labels_and_lengths():
    assert [label_of(key) for key in ("2022", "2022-Q2", "2022-06", "十四五", "每月")] == [
        "2022年", "2022年二季度", "2022年6月（二季度）", "“十四五”时期", "每月",
    ]  # fmt: skip
    assert [length_group(each) for each in ("P0.5D", "PT72H", "P24D", "P24M", "?")] == [
        "一天以内", "一周以内", "一个月以内", "一个月以上", "一个月以上",
    ]  # fmt: skip


@pytest.mark.parametrize("query", ["", "?on=2022-06-30", "?when=2022-Q4&role=term", "?when=2031"])
def test_queries(queries, query):
    assert queries(f"/calendar/{query}") == 1


def test_queries_of_an_office(queries):
    assert queries("/calendar/?unit=省商务厅") <= 4
