"""Stamps and revisions: what is kept holds as long as nothing it hangs on has changed, and not a request longer."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from policies.models import Amount, Article, Document, Report, Responsibility, Revision, TermUse, Unit
from portal.website.page_cache import PAGE_CACHE, PageCache, is_cacheable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

ARTICLE = "/documents/jinzhengbanfa-2022-33/art_25/"
PAGES = [
    "/",
    "/articles/",
    "/articles/?unit=省商务厅&sector=餐饮",
    ARTICLE,
    "/units/省商务厅/",
    "/overview/",
    "/match/",
]


def text(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asked_again_costs_one_query_and_is_the_same(client, django_assert_num_queries, path):
    first = client.get(path)
    with django_assert_num_queries(1):
        again = client.get(path)
    assert again.content == first.content
    assert {**again.headers, "X-Request-ID": ""} == {**first.headers, "X-Request-ID": ""}
    with django_assert_num_queries(1):
        unchanged = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (unchanged.status_code, unchanged.content, unchanged["ETag"]) == (304, b"", first["ETag"])
    assert {"cookie", "hx-request"} <= set(unchanged["Vary"].lower().replace(" ", "").split(","))


CHANGES = {
    "a fact is rejected": lambda: save(responsibility(), status="rejected"),
    "a unit": lambda: save(responsibility().unit, note="说明"),
    "a deleted fact": lambda: responsibility().delete(),
    "deleted in bulk": lambda: TermUse.objects.filter(article__path="art_25").delete(),
    "a new fact": lambda: save(responsibility(), pk=None, unit=Unit.objects.get(name="省体育局")),
    "a tie between rows": lambda: Document.objects.first().witnesses.clear(),
}


def responsibility() -> Responsibility:
    return Responsibility.objects.get(
        unit__name="省商务厅", article__document__slug="jinzhengbanfa-2022-33", article__path="art_25"
    )


def save(row, **values) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


@pytest.mark.long
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_moves_the_revision_and_is_seen_at_once(client, change):
    before, stamps = Revision.current(), {path: client.get(path)["ETag"] for path in PAGES}
    change()
    assert Revision.current() != before
    for path, stamp in stamps.items():
        response = client.get(path, headers={"If-None-Match": stamp})
        assert (response.status_code, response["ETag"] == stamp) == (200, False)


@pytest.mark.long
def test_a_change_is_on_the_next_page_and_in_the_next_count(client):
    part, asked = responsibility(), "/articles/?unit=省商务厅&document=jinzhengbanfa-2022-33&q=失业保险"
    assert part.unit.get_absolute_url() in text(client.get(ARTICLE))
    assert '<b class="total">1</b>' in text(client.get(asked))
    save(part, status="rejected")
    assert part.unit.get_absolute_url() not in text(client.get(ARTICLE))
    assert '<b class="total">0</b>' in text(client.get(asked))


def test_a_change_by_another_process_is_seen_as_well(client):
    """It shares nothing with this one but the base."""
    assert "改过的话" not in text(client.get(ARTICLE))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE policies_article SET text = '改过的话。' || text WHERE path = 'art_25'")
        cursor.execute("UPDATE policies_revision SET number = number + 1")
    assert "改过的话" in text(client.get(ARTICLE))


def test_what_readers_send_moves_nothing(client):
    before = Revision.current()
    Report.objects.create(article=Article.objects.first(), place="某处", problem="other", text="有误")
    assert Revision.current() == before


def test_a_number_that_comes_twice_is_another_revision():
    """As after a base is put back from a copy."""
    number, before = Revision.objects.get().number, Revision.current()
    Revision.objects.update(number=number - 1)
    Revision.bump()
    assert Revision.objects.get().number == number
    assert Revision.current() != before


def test_a_base_that_never_moved_begins_to_count():
    Revision.objects.all().delete()
    assert Revision.current() == ""
    Revision.bump()
    assert Revision.current().startswith("1-")


def other(**headers):
    return lambda client: client.get("/articles/", headers=headers)


OTHERS = {
    "large text": lambda client: (client.cookies.load({"large_text": "1"}), client.get("/articles/"))[1],
    "in place": other(**{"HX-Request": "true"}),
    "compressed": other(**{"Accept-Encoding": "gzip"}),
    "another page": lambda client: client.get("/articles/?page=2"),
    "another host": lambda client: client.get("/articles/", SERVER_NAME="127.0.0.1"),
    "by https": lambda client: client.get("/articles/", secure=True),
}


@pytest.mark.parametrize("ask", OTHERS.values(), ids=OTHERS)
def test_who_asks_otherwise_gets_another_page(client, settings, ask):
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
    plain = client.get("/articles/")
    found = ask(Client())
    assert found.status_code == 200
    assert (found["ETag"] == plain["ETag"], found.content == plain.content) == (False, "HX-Push-Url" in found)


def test_another_day_is_another_page(client, monkeypatch):
    today = client.get("/calendar/")
    monkeypatch.setattr(timezone, "localdate", lambda: date(2022, 5, 1))
    assert client.get("/calendar/", headers={"If-None-Match": today["ETag"]}).status_code == 200


def test_another_release_is_another_page(client, monkeypatch):
    now = client.get("/")
    monkeypatch.setattr("portal.website.page_cache.code_digest", lambda *folders: "another")
    assert client.get("/", headers={"If-None-Match": now["ETag"]}).status_code == 200


@pytest.mark.parametrize("path", [f"{ARTICLE}report/", "/admin/login/"])
def test_a_page_with_a_token_is_nobody_elses(path):
    first, second = Client().get(path), Client().get(path)
    assert not first.has_header("ETag")
    assert first.cookies["csrftoken"].value != second.cookies["csrftoken"].value
    again = Client()
    again.cookies.load({"csrftoken": "x" * 32})
    assert text(again.get(path)) != text(again.get(path))


def test_who_is_logged_in_is_answered_afresh(client, admin_client):
    kept = client.get("/")
    answer = admin_client.get("/", headers={"If-None-Match": kept["ETag"]})
    assert (answer.status_code, answer.has_header("ETag")) == (200, False)
    assert not admin_client.get("/admin/").has_header("ETag")


@pytest.mark.parametrize("path, status", [("/nothing/", 404), ("/units/省工信厅/", 301), ("/admin/", 302)])
def test_what_is_no_page_is_not_kept(client, path, status):
    response = client.get(path)
    assert (response.status_code, response.has_header("ETag")) == (status, False)


def test_an_answer_that_hangs_on_something_else_is_not_for_all(client):
    response = client.get("/")
    del response["Cache-Control"]
    assert is_cacheable(response)
    response["Vary"] = "Cookie, Accept-Language"
    assert not is_cacheable(response)


def test_no_more_is_kept_than_there_is_room_for(client):
    kept, page = PageCache(max_bytes=200_000), client.get("/sectors/")
    size = len(page.content)
    for number in range(200):
        kept.keep(str(number), page, f"question {number}")
    assert kept.get("0") is None
    assert kept.get("199").content == page.content
    assert 0 <= kept.left < size
    PageCache(max_bytes=size).keep("too large", page, "question")
    assert PAGE_CACHE.left < PAGE_CACHE.max_bytes
    PAGE_CACHE.clear()
    assert PAGE_CACHE.left == PAGE_CACHE.max_bytes


@pytest.mark.long
def test_an_import_that_changes_nothing_moves_nothing(client):
    from tests.base import import_nine

    before = Revision.current()
    import_nine()
    assert Revision.current() == before
    Amount.objects.active().first().delete()
    moved = Revision.current()
    import_nine()
    assert Revision.current() not in (before, moved)


@pytest.mark.parametrize(
    "path",
    [*PAGES, "/articles/?q=失业保险能缓缴吗&unit=火星厅", "/match/?sector=餐饮&beneficiary=个体工商户", "/about/data/"],
)
def test_the_revision_is_read_once_a_request(client, path):
    """It was read five times for a list, and once for every piece of a question that stands nowhere."""
    client.get(path)
    PAGE_CACHE.clear()
    with CaptureQueriesContext(connection) as found:
        client.get(path)
    assert sum("policies_revision" in query["sql"] for query in found.captured_queries) == 1
