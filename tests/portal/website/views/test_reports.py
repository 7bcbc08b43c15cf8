"""A reader's report: kept for editors, with nothing of who sent it."""

import pytest
from django.core.cache import caches
from django.test import Client

from policies.models import Article, Report
from portal.website import throttle
from portal.website.views import reports
from tests.portal.editing.forms import address, opened
from tests.portal.website.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

PLACE = "/documents/jinfa-2021-67/art_36/"
FORM = f"{PLACE}report/"


@pytest.fixture
def amount():
    return (
        Article.objects.get(document__slug="jinfa-2021-67", path="art_36").amount_set.active().earliest("start", "id")
    )


@pytest.mark.parametrize("path, count", {FORM: 10, f"{FORM}thanks/": 1}.items())
def test_queries_of_each_page(queries, path, count):
    assert queries(path) == count


def test_the_form_quotes_the_fact_that_is_doubted(client, amount):
    response = client.get(f"{FORM}?fact=amount-{amount.pk}")
    html = response.content.decode()
    assert f'<option value="amount-{amount.pk}" selected>' in html
    assert f'<mark class="hit">{amount.quote}</mark>' in html
    page = Page(html)
    assert len(page.ids) == len(set(page.ids))
    assert 'name="csrfmiddlewaretoken"' in html


def test_a_sentence_is_known_by_its_own_address_and_by_its_old_one(client):
    sentence = Article.objects.get(document__slug="jinfa-2021-67", path="art_36").measures.public().first()
    for asked in (sentence.anchor, f"measure-{sentence.pk}"):
        assert f'<option value="{sentence.anchor}" selected>' in client.get(f"{FORM}?fact={asked}").content.decode()
    client.post(FORM, {"fact": sentence.anchor, "problem": "value"})
    report = Report.objects.get()
    assert (report.fact_kind, report.fact_id, report.quote) == ("measure", sentence.pk, sentence.quote)


def test_a_report_is_kept_for_editors_and_leads_back(client, amount):
    sent = {"fact": f"amount-{amount.pk}", "problem": "value", "text": "应为千分号。\n见原件。"}
    response = client.post(FORM, sent)
    assert response.status_code == 302
    assert response["Location"] == f"{FORM}thanks/"
    assert PLACE in Page(client.get(response["Location"]).content.decode()).links
    report = Report.objects.get()
    assert (report.fact_kind, report.fact_id, report.quote) == ("amount", amount.pk, amount.quote)
    assert (report.article, report.place) == (amount.article, "晋发〔2021〕67号 第36条")
    assert report.text.replace("\r", "") == "应为千分号。\n见原件。"
    assert report.state == Report.State.OPEN


def test_a_whole_article_can_be_reported(client):
    client.post(FORM, {"fact": "", "problem": "missing"})
    assert (Report.objects.get().fact_kind, Report.objects.get().fact_id) == ("", None)


def test_nothing_of_the_sender_is_kept(client):
    client.post(FORM, {"problem": "other"}, REMOTE_ADDR="203.0.113.9")
    row = Report.objects.values().get()
    assert not any("203.0.113.9" in str(value) for value in row.values())
    assert set(row) == {
        *("id", "article_id", "place", "fact_kind", "fact_id", "quote"),
        *("problem", "text", "sent_at", "state", "note"),
    }


BAD = {
    "nothing chosen": {"fact": ""},
    "unknown problem": {"problem": "nonsense"},
    "unknown fact": {"problem": "value", "fact": "amount-0"},
    "a fact's row without a kind": {"problem": "value", "fact": "1"},
    "NUL": {"problem": "value", "text": "甲\0"},
    "control": {"problem": "value", "text": "甲\x1b[31m"},
    "NUL in the fact": {"problem": "value", "fact": "\0"},
    "too long": {"problem": "value", "text": "长" * 1001},
}


@pytest.mark.parametrize("sent", BAD.values(), ids=BAD)
def test_what_cannot_be_read_is_a_message_at_its_field_and_the_rest_is_kept(client, sent):
    response = client.post(FORM, sent)
    html = response.content.decode()
    assert response.status_code == 200
    assert not Report.objects.exists()
    assert "还没有发出" in html
    assert "-message" in html
    page = Page(html)
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_too_many_words_are_counted(client):
    html = client.post(FORM, {"problem": "value", "text": "长" * 1003}).content.decode()
    assert "最多 1000 字，现在 1003 字。" in html


def test_facts_that_say_the_same_are_told_apart_by_the_words_around(client):
    choices = client.get(FORM).context["form"].fields["fact"].choices
    assert [kind for kind, _ in choices][:2] == ["", "举措"]
    labels = [(kind, label) for kind, options in choices for _, label in options]
    assert len(labels) == len(set(labels))
    labels = [label for _, label in labels]
    assert sum(label.startswith("行业，金融，") for label in labels) == 5
    assert any("【融资担保】" in label for label in labels)


def test_a_fact_of_another_article_is_refused(client):
    other = Article.objects.get(document__slug="jinzhengbanfa-2022-7", path="art_8").amount_set.active().first()
    client.post(FORM, {"problem": "value", "fact": f"amount-{other.pk}"})
    assert not Report.objects.exists()


def test_an_unknown_fact_in_the_address_is_said(client):
    for value in ("x", "amount-0", "x" * 5000):
        response = client.get(f"{FORM}?fact={value}")
        assert response.status_code == 200
        assert "没有认出地址里指的那一处" in response.content.decode()


def test_markup_is_shown_as_it_was_typed(client):
    html = client.post(FORM, {"text": "<script>alert(1)</script>"}).content.decode()
    assert "<script>" not in html


def test_a_machine_is_thanked_and_nothing_kept(client):
    response = client.post(FORM, {"problem": "value", "website": "http://spam.example"})
    assert response.status_code == 302
    assert not Report.objects.exists()


def test_a_form_of_another_site_is_refused_in_chinese():
    response = Client(enforce_csrf_checks=True).post(FORM, {"problem": "value"})
    assert response.status_code == 403
    assert "没有发出" in response.content.decode()
    assert not Report.objects.exists()


def test_one_sender_is_slowed_down_and_keeps_the_words(client, monkeypatch):
    monkeypatch.setattr(throttle.is_too_often, "__defaults__", (2,))
    for _ in range(2):
        assert client.post(FORM, {"problem": "value"}).status_code == 302
    response = client.post(FORM, {"problem": "value", "text": "第三次"})
    assert response.status_code == 429
    assert "第三次" in response.content.decode()
    assert Report.objects.count() == 2
    assert client.post(FORM, {"problem": "value"}, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_workers_count_together_in_files_for_an_hour(client, monkeypatch, tmp_path):
    monkeypatch.setattr(throttle.is_too_often, "__defaults__", (1,))
    assert client.post(FORM, {"problem": "value"}).status_code == 302
    assert len(list(tmp_path.iterdir())) == 1
    del caches["default"]  # another worker has another cache object
    assert client.post(FORM, {"problem": "value"}).status_code == 429
    for file in tmp_path.iterdir():
        file.unlink()
    assert client.post(FORM, {"problem": "value"}).status_code == 302
    assert caches["default"].default_timeout == throttle.HOUR


def test_a_flood_from_many_senders_is_stopped(client, monkeypatch):
    monkeypatch.setattr(reports, "FLOOD", 1)
    assert client.post(FORM, {"problem": "value"}, REMOTE_ADDR="203.0.113.1").status_code == 302
    assert client.post(FORM, {"problem": "value"}, REMOTE_ADDR="203.0.113.2").status_code == 429


def test_editors_settle_reports(admin_client, client):
    client.post(FORM, {"problem": "print", "text": "见原件"})
    report = Report.objects.get()
    listed = admin_client.get("/admin/policies/report/").content.decode()
    assert "读者报错" in listed
    filled = opened(admin_client, report) | {"state": "mended", "note": "已改"}
    assert admin_client.post(address(report), filled).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.note, report.text) == ("mended", "已改", "见原件")
    assert not Report.objects.open().exists()


@pytest.mark.parametrize("path", ["/documents/no/art_1/report/", "/documents/jinfa-2021-67/art_999/report/thanks/"])
def test_unknown_articles_are_not_found(client, path):
    assert client.get(path).status_code == 404
