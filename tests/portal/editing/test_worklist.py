"""The work list: each kind of doubt is counted, opens where it is reviewed, and goes when it is settled."""

from html import unescape

import pytest
from django.urls import reverse

from importers import pipeline
from policies.models import (
    Amount,
    Article,
    Citation,
    Correction,
    Declared,
    Document,
    Passage,
    Report,
    Responsibility,
    Revision,
    Unit,
)
from tests.portal.editing.forms import errors, form_with, opened

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]


def items(desk, kind: str, **asked) -> list:
    """All of a kind, page by page."""
    found, address = [], reverse("admin:work", args=[kind])
    while address:
        page = desk.get(address, asked).context["page"]
        found += page.rows
        address = page.following and f"{reverse('admin:work', args=[kind])}?{page.following}"
    return found


def line(desk, kind: str):
    return next(each for each in desk.get("/admin/").context["worklist"].lines if each.kind.name == kind)


def an_unknown_unit() -> None:
    Unit.objects.bulk_create([Unit(name="省未知局")])


def a_figure_without_role() -> None:
    Amount.objects.filter(pk=Amount.objects.filter(article__isnull=False).first().pk).update(role="")


def a_report() -> None:
    Report.objects.create(place="某条", problem="value", text="数字不对")


def a_conflict() -> None:
    row = Responsibility.objects.exclude(article=None).first()
    row.status = "confirmed"
    row.save()
    Responsibility.objects.filter(pk=row.pk).update(
        source_changed=True, extracted_values=row.current_values() | {"role": "support"}
    )


def nothing() -> None:
    """The nine have some of their own."""


# Each kind: how one comes about, of which model it is, and what an editor types to settle it.
WORK_KINDS = [
    pytest.param("left-over", nothing, Passage, {"reviewed": "on"}, id="left-over"),
    pytest.param("checks", nothing, Declared, {"reviewed": "on", "review_note": "原文如此"}, id="checks"),
    pytest.param("corrections", nothing, Correction, {"confidence": "certain"}, id="corrections"),
    pytest.param("units", an_unknown_unit, Unit, {"verified": "on"}, id="units"),
    pytest.param("figures", a_figure_without_role, Amount, {"role": "funding"}, id="figures"),
    pytest.param("examples", nothing, Amount, {"status": "confirmed"}, id="examples"),
    pytest.param("citations", nothing, Citation, {"status": "confirmed"}, id="citations"),
    pytest.param("reports", a_report, Report, {"state": "kept"}, id="reports"),
    pytest.param(
        "validity",
        nothing,
        Document,
        {"validity": "expired", "validity_checked_on": "2024-01-02", "validity_evidence": "公报"},
        id="validity",
    ),
]


@pytest.mark.parametrize("kind, arise, model, typed", WORK_KINDS)
def test_an_item_opens_where_it_is_settled_and_goes_when_it_is(desk, kind, arise, model, typed):
    arise()
    before = items(desk, kind)
    assert line(desk, kind).total == len(before) > 0
    address = before[0].address
    row = model.objects.get(pk=desk.get(address).context["original"].pk)
    answer = desk.post(address, opened(desk, row) | typed)
    assert answer.status_code == 302, errors(answer)
    after = items(desk, kind)
    assert address not in {item.address for item in after}
    assert len(after) == len(before) - 1


def test_a_conflict_is_listed_and_goes_when_it_is_settled(desk):
    a_conflict()
    (item,) = items(desk, "conflicts")
    desk.post(item.address, form_with(desk.get(item.address), "act").fields | {"act": "take"})
    assert items(desk, "conflicts") == []


def test_who_settles_an_item_is_led_back_to_its_list(desk):
    document = Document.objects.get(number="晋发〔2021〕67号")
    asked = {"document": document.slug}
    page = desk.get(reverse("admin:work", args=["citations"]), asked)
    item = page.context["page"].rows[0]
    address = f"{item.address}?{page.context['back']}"
    assert f'href="{item.address}?back=citations&amp;document={document.slug}"' in page.content.decode()
    row = desk.get(address).context["original"]
    answer = desk.post(address, opened(desk, row) | {"status": "confirmed"})
    assert answer["Location"] == reverse("admin:work", args=["citations"]) + f"?document={document.slug}"
    plain = desk.post(item.address, opened(desk, row) | {"status": "confirmed"})
    assert plain["Location"] == reverse("admin:policies_citation_changelist")
    forged = desk.post(f"{item.address}?back=//elsewhere.example", opened(desk, row))
    assert forged["Location"] == reverse("admin:policies_citation_changelist")


def test_what_was_not_understood_is_shown_with_what_stands_around_it(desk):
    (item, *_) = items(desk, "left-over")
    page = desk.get(item.address)
    row = page.context["original"]
    start, end = row.pieces[0][0], row.pieces[-1][1]
    html = unescape(page.content.decode())
    assert f"<mark>{row.source.text[start:end]}</mark>" in html
    assert row.source.text[max(0, start - 20) : start] in html
    assert row.source.text[end : end + 20] in html


def test_a_count_that_does_not_hold_needs_a_reason(desk):
    (item, *_) = items(desk, "checks")
    row = desk.get(item.address).context["original"]
    assert "请写明" in errors(desk.post(item.address, opened(desk, row) | {"reviewed": "on", "review_note": ""}))
    assert item.address in {each.address for each in items(desk, "checks")}


def test_a_settled_doubt_is_not_raised_again_by_an_import(desk):
    (item, *_) = items(desk, "left-over")
    row = desk.get(item.address).context["original"]
    desk.post(item.address, opened(desk, row) | {"reviewed": "on"})
    pipeline.derive_documents(Document.objects.all())
    assert item.address not in {each.address for each in items(desk, "left-over")}


def test_each_number_is_the_length_of_the_list_it_opens(desk):
    worklist = desk.get("/admin/").context["worklist"]
    for row in worklist.lines:
        assert desk.get(row.address).context["total"] == row.total == len(items(desk, row.kind.name))
    for row in worklist.documents.rows:
        for _, address, count in row.cells:
            page = desk.get(address).context
            assert (page["total"], len(page["page"].rows)) == (count, min(count, 50))


def test_documents_show_how_far_they_are(desk):
    def row():
        rows = desk.get("/admin/").context["worklist"].documents.rows
        return next(each for each in rows if each.document == document)

    document = Document.objects.get(number="晋发〔2021〕67号")
    before = row()
    assert (before.decided, before.percent) == (0, 0)
    Amount.objects.filter(article__document=document).first().save()
    Amount.objects.filter(article__document=document).update(status="confirmed")
    Revision.bump()
    after = row()
    assert after.decided == Amount.objects.filter(article__document=document).count()
    assert after.facts == before.facts


def test_what_is_saved_and_still_in_doubt_is_told(desk):
    (item, *_) = items(desk, "citations")
    row = desk.get(item.address).context["original"]
    told = "还没有处理完，仍在待办里"
    page = desk.post(f"{item.address}?back=citations", opened(desk, row) | {"title": "另一文件"}, follow=True)
    assert told not in page.content.decode(), "what was changed is a decision"
    (item, *_) = items(desk, "left-over")
    row = desk.get(item.address).context["original"]
    page = desk.post(f"{item.address}?back=left-over", opened(desk, row) | {"review_note": "待查"}, follow=True)
    assert told in page.content.decode()


def test_doubts_stand_as_texts_are_read(desk):
    rows = [Citation.objects.with_work_order().get(pk=each.address.split("/")[-3]) for each in items(desk, "citations")]
    keys = [(row.at_document, row.at_article, row.start) for row in rows]
    assert keys == sorted(keys)


def test_a_document_that_is_not_there_has_nothing_to_do(desk):
    assert items(desk, "citations", document="<script>alert(1)</script>") == []
    page = desk.get(reverse("admin:work", args=["citations"]), {"document": "<script>", "page": "x"})
    assert "<script>alert" not in page.content.decode()


def test_the_first_page_makes_few_queries(desk, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        desk.get("/admin/")


def test_an_article_that_moved_is_ticked_off_until_it_moves_again(desk):
    article = Article.objects.get(path="art_8", document__number="晋发〔2021〕67号")

    def stands(ordinal: int) -> list[str]:
        Article.objects.filter(pk=article.pk).update(ordinal=ordinal, number=ordinal)
        return [item.address for item in items(desk, "places")]

    (address,) = stands(900)
    page = desk.get(address)
    form = form_with(page, "place")
    assert desk.post(form.action, form.pressed("place"))["Location"] == reverse("admin:work", args=["places"])
    assert stands(900) == []
    assert "位置已看过" in article.history.first().history_change_reason
    assert "位置已看过</button>" not in desk.get(address).content.decode()
    assert stands(901) == [address]
    Article.objects.filter(pk=article.pk).update(removed_from_source=True)
    desk.post(form.action, form.pressed("place"))
    assert items(desk, "places") == []
