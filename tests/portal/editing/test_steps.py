"""Fewer steps: to the desk from a public page, on to the next article, many decisions as one, and none by mistake."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from policies.models import (
    Act,
    Amount,
    Article,
    Change,
    Citation,
    Document,
    Relation,
    Report,
    Responsibility,
    Revision,
    Term,
    Unit,
)
from policies.vocabulary.likeness import near_terms, twins
from tests.portal.editing.forms import address, errors, filled, form_with, opened, undone

pytestmark = pytest.mark.usefixtures("nine")


@pytest.fixture
def article():
    return Article.objects.get(document__number="晋发〔2021〕67号", number=36)


# --- ways ------------------------------------------------------------------------------------------------------------


@pytest.mark.long
def test_a_public_page_leads_to_its_record_for_who_is_logged_in(desk, article):
    unit, term = Unit.objects.get(name="省商务厅"), Term.objects.get(scheme="sector", name="餐饮")
    for page, row in (
        (article.get_absolute_url(), article),
        (article.document.get_absolute_url(), article.document),
        (unit.get_absolute_url(), unit),
        (reverse("unit_tasks", args=[unit.address]), unit),
        (term.get_absolute_url(), term),
    ):
        way = f"{reverse('admin:of_page')}?page="
        html = desk.get(page).content.decode()
        assert "在编辑台打开这一页" in html, page
        link = html.split(f'href="{way}')[1].split('"')[0]
        assert desk.get(f"{way}{link}")["Location"] == address(row)


def test_a_fact_leads_to_its_mark_in_public_unless_readers_do_not_see_it(desk, article):
    fact = Amount.objects.public().filter(article=article).first()
    public = f"{article.get_absolute_url()}#amount-{fact.pk}"
    assert desk.get(address(fact)).context["absolute_url"] == public
    assert f'id="amount-{fact.pk}"' in desk.get(article.get_absolute_url()).content.decode()
    fact.status = Amount.Status.REJECTED
    fact.save()
    assert desk.get(address(fact)).context["absolute_url"] is None
    aside = Citation.objects.public().filter(article=None).first()
    assert desk.get(address(aside)).context["absolute_url"].startswith(aside.passage.document.get_absolute_url())


@pytest.mark.parametrize(
    "page", ["/", "/no/such/page/", "//elsewhere.example/", "", "/documents/none/", "/admin/acts/"]
)
def test_a_page_without_a_record_leads_to_the_first_page(desk, page):
    assert desk.get(reverse("admin:of_page"), {"page": page})["Location"] == reverse("admin:index")


def test_who_has_no_session_sees_no_way(client):
    assert "在编辑台打开这一页" not in client.get("/").content.decode()


def test_articles_lead_to_the_next_and_the_one_before(desk, article):
    page = desk.get(address(article)).context
    beside = page["previous"], page["following"]
    assert [each.ordinal for each in beside] == [article.ordinal - 1, article.ordinal + 1]
    first = article.document.articles.order_by("ordinal").first()
    assert desk.get(address(first)).context["previous"] is None


@pytest.mark.parametrize(
    "words, kind, name",
    [
        ("33号第25条", "条文", "晋政办发〔2022〕33号 第25条"),
        ("晋政办发〔2022〕33号第25条", "条文", "晋政办发〔2022〕33号 第25条"),
        ("晋发〔2021〕67号", "文件", "晋发〔2021〕67号"),
        ("商务厅", "责任单位", "省商务厅"),
        ("饭店", "词条", "餐饮"),
        ("天使投资基金", "条文", "晋发〔2021〕67号 第38条"),
    ],
)
def test_the_desk_is_searched_by_what_people_say(desk, words, kind, name):
    assert 'role="search"' in desk.get(reverse("admin:index")).content.decode()
    kinds = dict(desk.get(reverse("admin:find"), {"q": words}).context["kinds"])
    assert name in [each.name for each in kinds[kind]]
    assert "号第" not in words or len(kinds[kind]) == 1


def test_a_draft_is_found_by_its_number_and_said_to_be_one(desk):
    Document.objects.filter(number="晋政办发〔2022〕33号").update(state=Document.State.DRAFT)
    Revision.bump()
    kinds = dict(desk.get(reverse("admin:find"), {"q": "晋政办发[2022]33号 第25条"}).context["kinds"])
    assert [each.name for each in kinds["条文"]] == ["晋政办发〔2022〕33号 第25条"]
    assert [each.about[-4:] for each in kinds["文件"]] == ["（草稿）"]
    kinds = dict(desk.get(reverse("admin:find"), {"q": "晋政办发〔2022〕33号"}).context["kinds"])
    assert list(kinds) == ["文件"]


def test_a_number_that_the_base_has_not_finds_no_articles_of_others(desk):
    assert not desk.get(reverse("admin:find"), {"q": "国办发〔1999〕999号第1条"}).context["kinds"]


def test_a_search_for_nothing_says_so(desk):
    assert "没有找到" in desk.get(reverse("admin:find"), {"q": "<b>龘靐"}).content.decode()
    assert desk.get(reverse("admin:find"), {"q": "\0"}).status_code in (200, 400)


# --- choosing --------------------------------------------------------------------------------------------------------


def choices(desk, model: str, field: str, words: str) -> list[str]:
    asked = {"app_label": "policies", "model_name": model, "field_name": field, "term": words}
    return [each["text"] for each in desk.get(reverse("admin:autocomplete"), asked).json()["results"]]


def test_a_term_is_shown_with_its_vocabulary_the_best_name_first(desk):
    Term.objects.create(scheme="beneficiary", name="大餐饮", words=["餐饮"], position=0)
    found = choices(desk, "termuse", "term", "餐饮")
    assert found[0] == "餐饮（行业）"
    assert found.index("餐饮住宿企业（受益对象）") < found.index("大餐饮（受益对象）"), "what begins so comes first"


def test_an_office_is_found_by_its_names_the_best_first(desk):
    assert choices(desk, "responsibility", "unit", "省商务厅")[0] == "省商务厅"


def test_likely_twins_come_first_in_merging(desk):
    unit = Unit.objects.create(name="省商务庁", verified=False)
    assert twins(unit)[0].row.name == "省商务厅"
    page = desk.get(address(unit, "merge"))
    assert page.content.decode().index('<option value="省商务厅">') < page.content.decode().index(
        '<option value="省财政厅">'
    )
    assert desk.get(address(unit, "merge"), {"into": "省商务厅"}).content.decode().count('value="省商务厅"') > 1


def test_nearest_terms_are_near():
    assert near_terms("小餐馆")[0].row.name == "餐饮"
    assert near_terms("龘靐龖") == []


@pytest.mark.long
def test_a_merge_keeps_its_reason(desk):
    unit = Unit.objects.create(name="省商务部门", verified=False)
    sent = filled(desk, address(unit, "merge"), "预览", into="山西省商务厅", reason="同一单位")
    desk.post(address(unit, "merge"), sent | {"_confirmed": "1"})
    unit.refresh_from_db()
    assert unit.merged_into.name == "省商务厅"
    assert unit.history.first().history_change_reason == "并入省商务厅：同一单位"


# --- deciding --------------------------------------------------------------------------------------------------------


def test_a_fact_is_confirmed_on_its_own_page(desk):
    row = Amount.objects.doubtful().exclude(article=None).first()
    desk.post(address(row), form_with(desk.get(address(row)), "_confirm").pressed("_confirm"))
    row.refresh_from_db()
    assert row.status == "confirmed"
    assert "确认无误" not in desk.get(address(row)).content.decode()


@pytest.mark.long
def test_the_rest_of_an_article_is_confirmed_as_one_act(desk, article):
    Amount.objects.filter(pk=article.amount_set.first().pk).update(role="")
    page = desk.get(address(article))
    form = form_with(page, "rest")
    answer = desk.post(form.action, form.pressed("rest"), follow=True)
    left = [each for each in answer.context["listed"] if each.row.status == "extracted"]
    assert left
    assert all(each.doubt for each in left)
    assert Act.objects.filter(run=None).count() == 1
    undone(desk, answer)
    assert {each.row.status for each in desk.get(address(article)).context["listed"]} == {"extracted"}


@pytest.mark.long
def test_an_article_that_was_looked_through_is_done_and_the_next_opens(desk, article):
    form = form_with(desk.get(address(article)), "all")
    answer = desk.post(form.action, form.pressed("all"), follow=True)
    assert answer.context["original"].ordinal == article.ordinal + 1
    page = desk.get(address(article))
    assert "本条已核对。" in page.content.decode()
    assert {each.row.status for each in page.context["listed"]} == {"confirmed"}


@pytest.mark.long
def test_what_came_meanwhile_is_not_confirmed_unseen(desk, article):
    form = form_with(desk.get(address(article)), "all")
    row = article.amount_set.first()
    row.status = "rejected"
    row.save()
    answer = desk.post(form.action, form.pressed("all"), follow=True)
    assert "没有处理" in answer.content.decode()
    assert article.amount_set.filter(status="confirmed").count() == 0


@pytest.mark.long
def test_one_decision_for_all_that_cite_the_same(desk):
    title = "某办法"
    rows = list(Citation.objects.doubtful().filter(document=None)[:4])
    Citation.objects.filter(pk__in=[row.pk for row in rows]).update(title=title, number="")
    document = Document.objects.first()
    typed = opened(desk, rows[0]) | {"document": document.pk, "alike": "on"}
    page = desk.post(address(rows[0]), typed, follow=True)
    assert "3 条已照这一条处理" in page.content.decode()
    found = Citation.objects.in_bulk([row.pk for row in rows]).values()
    assert {(row.document, row.status) for row in found} == {(document, "edited")}
    undone(desk, page)
    assert Citation.objects.filter(title=title, document=None).count() == 3


@pytest.mark.long
def test_one_decision_for_one_office_read_alike(desk):
    row = Responsibility.objects.exclude(article=None).first()
    alike = Responsibility.objects.filter(unit=row.unit, quote=row.quote, role=row.role)
    others = Responsibility.objects.filter(unit=row.unit).exclude(pk__in=alike.values("pk"))
    count = alike.count()
    assert count > 1
    desk.post(address(row), opened(desk, row) | {"status": "rejected", "alike": "on"})
    assert alike.filter(status="rejected").count() == count
    assert not others.filter(status="rejected").exists()


def test_a_box_that_was_not_ticked_decides_one(desk):
    row = Responsibility.objects.exclude(article=None).first()
    desk.post(address(row), opened(desk, row) | {"status": "rejected"})
    assert Responsibility.objects.filter(status="rejected").count() == 1


def test_the_same_fact_twice_is_refused(desk, article):
    row = article.amount_set.first()
    form = form_with(desk.get(f"{reverse('admin:policies_amount_add')}?article={article.pk}"), "_save").pressed("_save")
    same = {name: value for name, value in opened(desk, row).items() if name in form and name != "snapshot"}
    typed = form | same | {"article": article.pk}
    assert "已经有同样的一条" in errors(desk.post(reverse("admin:policies_amount_add"), typed))
    other = typed | {"per": "每一户"}
    assert desk.post(reverse("admin:policies_amount_add"), other).status_code == 302


def test_a_relation_and_the_validity_it_makes_are_one_act(desk):
    later, earlier = Document.objects.listed()[:2]
    path = reverse("admin:policies_relation_add")
    typed = {
        "kind": "repeals",
        "later": later.pk,
        "earlier": earlier.pk,
        "evidence": "后文件说的",
        "validity": "repealed",
    }
    assert desk.post(path, form_with(desk.get(path), "_save").pressed("_save") | typed).status_code == 302
    earlier.refresh_from_db()
    assert (earlier.validity, earlier.validity_evidence) == ("repealed", "后文件说的")
    assert earlier.validity_checked_on == timezone.localdate()
    assert "文件关系" in earlier.history.first().history_change_reason
    typed |= {"earlier": later.pk, "later": earlier.pk, "validity": ""}
    desk.post(path, form_with(desk.get(path), "_save").pressed("_save") | typed)
    later.refresh_from_db()
    assert later.validity == "unverified"
    assert Relation.objects.count() == 2


def test_a_report_is_closed_with_what_was_changed(desk, article):
    report = Report.objects.create(article=article, place="第36条", problem="value", text="数字不对")
    row = article.amount_set.first()
    row.per = "每户"
    row.save()
    assert Change.objects.filter(document=article.document, path=article.path).exists()
    page = desk.get(address(report)).content.decode()
    assert "每户" in page
    typed = opened(desk, report)
    assert "请写明更正了什么" in errors(desk.post(address(report), typed | {"state": "mended"}))
    assert desk.post(address(report), typed | {"state": "mended", "note": "改为每户"}).status_code == 302


def test_who_may_only_look_settles_nothing(client, article):
    client.force_login(User.objects.create_user("reader", is_staff=True))
    assert client.post(reverse("admin:policies_article_settle", args=[article.pk]), {"all": "1"}).status_code == 403
    assert client.get(reverse("admin:find")).status_code == 403


@pytest.mark.parametrize(
    "model, words, expected",
    [
        pytest.param("amount", "5万元", {"values": "5万", "unit": "CNY", "role": "benefit"}, id="a sum, and what for"),
        pytest.param("deadline", "2022年底前", {"kind": "until", "end_on": "2022-12-31"}, id="a day"),
        pytest.param("target", "200个示范村", {"value": "200", "unit": "个"}, id="a count"),
        pytest.param("amount", "示范村", {"values": "", "unit": ""}, id="words that say no sum"),
    ],
)
def test_selected_words_fill_the_form_as_the_readers_read_them(desk, article, model, words, expected):
    text = "36. 支持创建。2022年底前创建200个示范村，对每个村给予5万元奖励。"
    Article.objects.filter(pk=article.pk).update(text=text)
    first = text.index(words) + 1
    asked = {"article": article.pk, "first": first, "last": first + len(words) - 1, "quote": words}
    page = desk.get(reverse(f"admin:policies_{model}_add"), asked)
    typed = form_with(page, "_save").pressed("_save")
    assert {name: typed[name].replace("/", "-") for name in expected} == expected
    assert typed["quote"] == words


@pytest.mark.parametrize("first, last", [("x", "1"), ("9" * 30, "9" * 30), ("0", "0"), ("5", "2")])
def test_what_no_page_asks_fills_nothing(desk, article, first, last):
    path = reverse("admin:policies_amount_add")
    assert desk.get(path, {"article": article.pk, "first": first, "last": last}).status_code == 200
