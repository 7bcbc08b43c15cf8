"""What a base grows wrong in when nobody touches it, on the work list; and what was done lately, in words."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from importers import pipeline
from policies.models import Act, Amount, Citation, Deadline, Document, Relation, Report
from tests.portal.editing.forms import address, answered, form_with, in_bulk, opened
from tests.portal.editing.test_worklist import items, line

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]
LATER = (
    "关于进一步支持发展的若干措施\n晋商发〔2023〕1号\n1. 加大支持。给予10万元奖励，由省商务厅办理。\n2. 其他事项。{0}\n"
)


@pytest.fixture(autouse=True)
def _nothing_was_imported_lately(nine):
    """The nine were, for the tests; an import is one of the things that were done."""
    Act.objects.update(done_at=timezone.now() - timedelta(days=8))


def days(number: int):
    return timezone.localdate() + timedelta(days=number)


@pytest.mark.parametrize("ends, listed", [(0, True), (29, True), (30, True), (31, False), (-1, False)])
def test_a_term_that_ends_soon_is_listed_until_somebody_looked_it_up(desk, ends, listed):
    row = Deadline.objects.terms().of_articles().first()
    Deadline.objects.exclude(pk=row.pk).filter(role="term").update(end_on=days(400))
    Deadline.objects.filter(pk=row.pk).update(end_on=days(ends))
    assert len(items(desk, "ending")) == line(desk, "ending").total == listed
    if listed:
        (item,) = items(desk, "ending")
        assert item.address == address(row.article)
        Document.objects.filter(pk=row.article.document_id).update(validity_checked_on=timezone.localdate())
        assert items(desk, "ending") == []


@pytest.mark.parametrize(
    "looked_up, validity, listed",
    [(-364, "in_force", False), (-366, "in_force", True), (-366, "repealed", False), (None, "unverified", False)],
)
def test_what_was_looked_up_a_year_ago_is_to_be_looked_up_again(desk, looked_up, validity, listed):
    checked = None if looked_up is None else days(looked_up)
    document = Document.objects.first()
    Document.objects.filter(pk=document.pk).update(validity_checked_on=checked, validity=validity)
    assert [item.address for item in items(desk, "stale")] == ([address(document)] if listed else [])


@pytest.mark.parametrize("age, listed", [(6, False), (8, True)])
def test_a_report_that_waits_for_a_week_is_listed(desk, age, listed):
    report = Report.objects.create(place="某条", problem="value")
    Report.objects.filter(pk=report.pk).update(sent_at=timezone.now() - timedelta(days=age))
    assert bool(items(desk, "waiting-reports")) is listed
    assert bool(items(desk, "reports")) is not listed, "each stands once"
    report.refresh_from_db()
    report.state = "kept"
    report.save()
    assert items(desk, "waiting-reports") == []


@pytest.mark.parametrize(
    "sentence, kind",
    [
        ("《山西省人民政府办公厅关于某事的通知》（晋政办发〔2022〕33号）同时废止。", "repeals"),
        ("晋政办发〔2022〕33号文件自本措施施行之日起停止执行。", "repeals"),
        ("此前印发的晋政办发〔2022〕33号与本措施不一致的，以本措施为准。", "replaces"),
        ("将晋政办发〔2022〕33号第五条修改为“减半征收”。", "amends"),
        ("继续落实晋政办发〔2022〕33号，各市可以加码。", None),
        ("继续落实晋政办发〔2022〕33号。废止不合理的收费。", None),
    ],
)
def test_a_newer_text_that_ends_an_older_one_is_asked_about(desk, tmp_path, sentence, kind):
    before = items(desk, "superseding")
    file = tmp_path / "later.txt"
    file.write_text(LATER.format(sentence), encoding="utf-8")
    pipeline.import_files([file])
    new = [item for item in items(desk, "superseding") if item not in before]
    assert len(new) == (kind is not None)
    if kind:
        page = desk.get(f"{new[0].address}&back=superseding")
        typed = form_with(page, "_save").pressed("_save")
        assert (typed["kind"], typed["evidence"]) == (kind, sentence)
        path = f"{page.request['PATH_INFO']}?{page.request['QUERY_STRING']}"
        answer = desk.post(path, typed)
        assert answer["Location"] == reverse("admin:work", args=["superseding"])
        relation = Relation.objects.get()
        assert (relation.later.number, relation.earlier.number) == ("晋商发〔2023〕1号", "晋政办发〔2022〕33号")
        assert not [item for item in items(desk, "superseding") if item not in before]


def test_a_document_says_in_public_when_it_was_last_looked_up(client):
    document = Document.objects.first()
    document.validity, document.validity_checked_on, document.validity_evidence = "in_force", days(-3), "公报"
    document.save()
    day = days(-3)
    assert f"最后核对 {day.year}年{day.month}月{day.day}日" in client.get(document.get_absolute_url()).content.decode()


# --- what was done lately --------------------------------------------------------------------------------------------


def recent(desk, **asked):
    return desk.get(reverse("admin:recent"), asked).context


def test_what_was_done_stands_in_words_with_who_did_it(desk):
    row = Amount.objects.filter(role="benefit").exclude(article=None).first()
    desk.post(address(row), opened(desk, row) | {"role": "condition", "change_reason": "是门槛"})
    (entry, *_) = recent(desk)["rows"]
    assert (entry.who, entry.what, entry.version.why) == ("editor", f"修改金额“{row.quote}”（{row.article}）", "是门槛")
    (change,) = [each for each in entry.version.changes if each.label == "用途"]
    assert ("".join(p.text for p in change.before), "".join(p.text for p in change.after)) == ("优惠", "条件")


def test_what_was_done_at_once_is_one_thing(desk):
    answered(desk, in_bulk(desk, "confirm", list(Citation.objects.all()[:5])))
    (entry,) = recent(desk)["rows"]
    assert entry.what == "引用 5 条标为“已确认”"


def test_what_imports_wrote_and_what_is_older_is_none_of_it(desk):
    row = Amount.objects.first()
    row.status = "confirmed"
    row.save()
    assert recent(desk)["rows"] == []
    desk.post(address(row), opened(desk, row) | {"per": "户"})
    assert len(recent(desk)["rows"]) == 1
    row.history.update(history_date=timezone.now() - timedelta(days=8))
    assert recent(desk)["rows"] == []


def test_more_than_a_page_goes_on(desk, django_assert_max_num_queries):
    rows = list(Amount.objects.exclude(article=None)[:33])
    for row in rows:
        desk.post(address(row), opened(desk, row) | {"per": "每户"})
    with django_assert_max_num_queries(60):
        first = recent(desk)
    second = recent(desk, until=first["more"].split("=")[1].replace("%3A", ":").replace("%2B", "+"))
    names = [entry.address for entry in [*first["rows"], *second["rows"]]]
    assert len(names) == len(set(names)) == len(rows)
    assert recent(desk, until="x")["rows"][0].address == names[0]
