"""Whether a term is over, and what an office's part is: every article is told alike by everything that shows it.

Terms are asked on days around every date.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from policies.models import Article, Deadline, Document, Measure, Responsibility, Standing, Unit
from policies.presentation.unstated import unstated
from portal.website.finder.filterset import ArticleFilter
from portal.website.matching.answer import Answer
from portal.website.matching.indexes import dues_of_measures
from portal.website.matching.question import Question
from portal.website.pages.article import ArticlePage
from portal.website.pages.calendar import Calendar
from portal.website.pages.compare_table import lines
from portal.website.pages.parts.article_card import cards
from portal.website.pages.parts.unit_queries import parts_of
from portal.website.pages.tasks import COLUMNS, tasks_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

ENDS = (date(2022, 6, 30), date(2022, 12, 31), date(2023, 12, 31))
DAYS = [day + timedelta(days=by) for day in ENDS for by in (-1, 0, 1)] + [date(2021, 1, 1), date(2031, 1, 1)]
IN_MATCHING = {
    "在期限内": "within",
    "还没开始": "later",
    "已过": "past",
    "起点未写明": "none",
    "这一条没写期限": "none",
}
IN_WORKBOOK = {column.label: column for column in COLUMNS}
OFFICES_IN_WORKBOOK = {"牵头": "牵头单位", "责任": "责任单位", "配合": "配合单位", "正文提到": "正文点名单位"}
LABELS = {standing.label: standing.name for standing in Standing}
IN_CALENDAR = {Standing.PAST: "已过", Standing.LATER: "天后开始"}


@pytest.fixture(scope="module")
def articles(django_db_setup, django_db_blocker) -> list[Article]:
    """All articles, with what a page, a card and a comparison show of them."""
    with django_db_blocker.unblock():
        return list(Article.objects.public().for_page().prefetch_related("deadline_set"))


@pytest.fixture(params=DAYS, ids=str)
def day(request, monkeypatch) -> date:
    """A day that is today."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: request.param)
    return request.param


def spelled_out(article: Article, on: date) -> str:
    """The standing, told as the rule is told to people: what is open, else what is to come, else what is over."""
    terms = [each for each in article.deadline_set.all() if each.role == "term" and (each.start_on or each.end_on)]
    begun = [each for each in terms if not each.start_on or each.start_on <= on]
    if any(not each.end_on or each.end_on >= on for each in begun):
        return "within"
    if len(begun) < len(terms):
        return "later"
    return "past" if terms else "none"


def told(articles: list[Article], day: date) -> Iterator[tuple[str, dict[int, str]]]:
    """Everything that tells the standing of articles today."""
    yield "article", {each.pk: period.standing for each in articles if (period := ArticlePage.of(each).period)}
    yield "card", {each.article.pk: each.standings[0][1] for each in cards(articles, {})}
    yield "compare", {each.article.pk: each.standing for each in lines(articles)}
    for standing in Standing:
        found = ArticleFilter(QueryDict(f"status={standing}&on={day}"), Article.objects.order_by()).qs
        yield "list", dict.fromkeys(found.values_list("pk", flat=True), standing)
    answer = Answer(Question(QueryDict("")), day)
    yield "match", {each.pk: IN_MATCHING[answer.validity_period(each.pk, 0).state] for each in articles}
    rows = tasks_in(each.pk for each in articles)
    yield "workbook", {each.article.pk: Standing[LABELS[IN_WORKBOOK["期限状态"].read(each)]] for each in rows}


def by_part(told: Iterable[tuple[int, str, str]]) -> dict[tuple[int, str], list[str]]:
    """The offices of each part of each article; a name may be a list itself: 省、市人民政府."""
    found = defaultdict(list)
    for article, part, names in told:
        found[article, part] += names.split("、") if names else []
    return {key: sorted(names) for key, names in found.items() if names}


def parts_told(articles: list[Article]) -> Iterator[tuple[str, dict[tuple[int, str], list[str]]]]:
    """Everything that tells who does what."""
    for where, shown in (("card", cards(articles, {})), ("compare", lines(articles))):
        offices = [(each.article.pk, role, part) for each in shown for role, parts in each.roles for part in parts]
        yield where, by_part((pk, role, part.unit.name) for pk, role, part in offices)
    rows = {each.article.pk: each for each in tasks_in(each.pk for each in articles)}
    read = {role: IN_WORKBOOK[column].read for role, column in OFFICES_IN_WORKBOOK.items()}
    yield "workbook", by_part((pk, role, of(row)) for pk, row in rows.items() for role, of in read.items())
    listed = parts_of(Unit.objects.all())
    yield "unit", by_part((part.article_id, part.part, part.unit.name) for part in listed)


def test_every_page_tells_an_office_s_part_alike(articles):
    offices = [(each.pk, part) for each in articles for part in each.responsibility_set.all()]
    wanted = by_part((pk, part.part, part.unit.name) for pk, part in offices)
    assert {part for _, part in wanted} == set(OFFICES_IN_WORKBOOK)
    assert {where: found for where, found in parts_told(articles) if found != wanted} == {}


@pytest.mark.long
def test_every_page_tells_an_article_alike(articles, day):
    wanted = {each.pk: spelled_out(each, day) for each in articles}
    listed = set()
    for where, found in told(articles, day):
        assert found == {pk: wanted[pk] for pk in found}, where
        listed |= set(found) if where == "list" else set()
    assert listed == set(wanted)


def test_the_calendar_tells_a_date_as_its_article_does(day):
    for each in Calendar(QueryDict(""), day).entries:
        if each.time.end_on:
            standing = Standing.of([each.time], day) if each.time.is_term else each.time.standing_on(day)
            assert each.is_past == (standing == Standing.PAST)
            assert IN_CALENDAR.get(standing, "") in each.state


def test_a_task_s_date_and_a_length_end_no_term(articles, day):
    """33号 §7 gives a day for the work, which is no end of the policy: no page says that it is over."""
    others = [each for each in articles if not any(time.is_term and time.end_on for time in each.deadline_set.all())]
    assert any(time.role == Deadline.Role.DUE for each in others for time in each.deadline_set.all())
    assert {each.standing_on(day) for each in others} == {Standing.NONE}


def test_where_no_term_is_stated_the_article_says_what_its_cards_say(articles):
    """33号 §7: 6 月底前 stands on the page of the article as in the answer of 政策匹配."""
    found = {each.pk: each for each in articles if not each.terms}
    in_matching: dict[int, list[str]] = {}
    for measure in Measure.objects.public().filter(article__in=found).order_by("start"):
        in_matching.setdefault(measure.article_id, []).extend(dues_of_measures().get(measure.pk, []))
    assert any(in_matching.values())
    for pk, dues in in_matching.items():
        assert ArticlePage.of(found[pk]).without_term == unstated(dues, found[pk].document)


@pytest.mark.parametrize(
    "dues, holds, said",
    [
        ([], "", "这一条没写期限"),
        (["6 月底前", "6 月底前"], "", "这一条没写期限；要求办好的时间：6 月底前"),
        ([], "有效期5年", "这一条没写期限；文件写：有效期5年"),
        (["年底前", "7月1日前"], "有效期5年", "这一条没写期限；要求办好的时间：年底前、7月1日前；文件写：有效期5年"),
    ],
    ids=["nothing is stated", "a day for the work, once", "the document's term", "both"],
)
def test_what_is_said_where_no_term_is_stated(dues, holds, said):
    assert unstated(dues, Document(holds_words=holds)) == said


@pytest.mark.parametrize(
    "start, end, standing",
    [
        (None, None, "none"),
        (None, date(2022, 6, 29), "past"),
        (None, date(2022, 6, 30), "within"),
        (date(2022, 6, 30), None, "within"),
        (date(2022, 7, 1), None, "later"),
        (date(2022, 7, 1), date(2022, 7, 31), "later"),
    ],
    ids=["a bare length", "the day before", "the last day counts", "the first day counts", "no end", "to come"],
)
def test_dates(start, end, standing):
    assert Standing.of_dates(start, end, date(2022, 6, 30)) == standing


@pytest.mark.parametrize(
    "role, basis, position, part, is_first",
    [
        ("lead", "printed", 1, "牵头", True),
        ("lead", "body", 1, "牵头", False),
        ("responsible", "printed", 1, "责任", True),
        ("responsible", "printed", 2, "责任", False),
        ("responsible", "body", 1, "正文提到", False),
        ("support", "body", 1, "配合", False),
    ],
    ids=["printed lead", "lead by a sentence", "first is no lead", "second", "only named", "named for support"],
)
def test_what_a_part_is_called(role, basis, position, part, is_first):
    found = Responsibility(role=role, basis=basis, position=position)
    assert (found.part, found.is_first_listed) == (part, is_first)
