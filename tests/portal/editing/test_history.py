"""History: who, when, why, from what to what, in a person's words; and any version can be had back."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission, User
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from importers import pipeline
from policies.models import Amount, Citation, Correction, Deadline, Document, Relation, Report, Responsibility, Unit
from portal.editing.baseline import write_baseline
from tests.base import import_nine
from tests.portal.editing.forms import (
    address,
    answered,
    deleted,
    errors,
    filled,
    form_with,
    forms,
    in_bulk,
    opened,
    sent,
)
from tests.portal.editing.test_kept import article

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]
SCRIPT = '<script>alert("x")</script>'


@pytest.fixture
def desk(client):
    client.force_login(User.objects.create_superuser("lisi", last_name="李", first_name="四", password="not-a-secret"))
    return client


def change(desk, row, **changes):
    answer = desk.post(address(row), opened(desk, row) | changes)
    assert answer.status_code == 302, errors(answer)
    row.refresh_from_db()
    return row


def past(desk, row) -> list:
    """The versions that the history page shows, the newest first."""
    return [record.version for record in desk.get(address(row, "history")).context["page_obj"]]


def told(version) -> dict:
    return {
        each.label: tuple("".join(piece.text for piece in side) for side in (each.before, each.after))
        for each in version.changes
    }


def restore(desk, row, version):
    """The button of a version on the history page, pressed."""
    target = address(row, "history") + f"{version.id}/"
    form = next(each for each in forms(desk.get(address(row, "history"))) if each.action == target)
    return desk.post(target, form.pressed("恢复到这个版本"), follow=True)


def amount() -> Amount:
    return article("晋政办发〔2022〕33号", 21).amount_set.get(unit="CNY")


def duty() -> Responsibility:
    return article("晋政办发〔2022〕33号", 25).responsibility_set.get(unit__name="省商务厅")


def test_a_change_is_told_in_words(desk):
    """Labels and names, not codes and numbers of rows; what did not change is not told."""
    row = change(desk, duty(), unit=Unit.objects.get(name="省教育厅").pk, role="lead", change_reason="原件如此")
    now, before = past(desk, row)
    assert told(now) == {"责任单位": ("省商务厅", "省教育厅"), "角色": ("责任", "牵头"), "状态": ("自动提取", "已修改")}
    assert (now.kind, now.who, now.why) == ("修改", "李四", "原件如此")
    assert (before.kind, before.who, before.when) == ("导入时的值", "", "")
    assert told(before)["责任单位"] == ("（空）", "省商务厅")
    page = desk.get(address(row, "history")).content.decode()
    assert "理由：原件如此" in page
    assert "单位历史" not in page
    assert "historical" not in page


def test_figures_days_and_flags_are_told_as_people_write_them(desk):
    assert told(past(desk, change(desk, amount(), values="120000、0.5", shape="range"))[0]) == {
        "数值": ("100000", "120000、0.5"),
        "形式": ("单一", "区间"),
        "状态": ("自动提取", "已修改"),
    }
    row = article("晋政办发〔2022〕33号", 9).deadline_set.get()
    change(desk, row, end_on="2024-06-30", workdays="on")
    news = told(past(desk, row)[0])
    assert news["截止日期"][1] == "2024年6月30日"
    assert news["按工作日"] == ("否", "是")


def test_the_differing_characters_of_a_text_are_marked(desk):
    row = Correction.objects.exclude(reading="").first()
    change(desk, row, reason=row.reason + "（已核）")
    assert "<ins>（已核）</ins>" in desk.get(address(row, "history")).content.decode()


def test_what_an_import_changed_in_between_is_no_person_s_change(desk):
    row = change(desk, amount(), role="funding")
    Amount.objects.filter(pk=row.pk).update(per="户")
    assert desk.get(address(row, "history")).context["since"] == ["每"]
    row.refresh_from_db()
    change(desk, row, role="benefit")
    kinds = [(version.kind, version.who, told(version).get("每")) for version in past(desk, row)]
    assert kinds[:2] == [("修改", "李四", None), ("导入更新", "", ("（空）", "户"))]


def test_a_decision_in_bulk_has_its_reason(desk):
    row = Deadline.objects.filter(status="extracted").first()
    answered(desk, in_bulk(desk, "confirm", [row]))
    assert past(desk, row)[0].why == "标为“已确认”"


def test_a_version_is_had_back_and_that_is_a_change_too(desk):
    row = change(desk, amount(), values="120000")
    assert (row.low, row.high) == (120000, 120000)
    page = restore(desk, row, past(desk, row)[-1])
    row.refresh_from_db()
    assert (row.values, row.low, row.high) == ([100000], 100000, 100000)
    now = past(desk, row)[0]
    assert told(now)["数值"] == ("120000", "100000")
    assert now.why == "恢复到“导入时的值”的版本"
    assert now.why in page.content.decode()
    import_nine()
    row.refresh_from_db()
    assert row.values == [100000]
    edited = past(desk, row)[1]
    restore(desk, row, edited)
    row.refresh_from_db()
    assert row.values == [120000]
    assert past(desk, row)[0].why == f"恢复到 {edited.when} 的版本"


def test_what_another_changed_meanwhile_is_not_restored_over(desk):
    row = change(desk, amount(), values="120000")
    before = past(desk, row)
    change(desk, row, values="130000")
    answer = desk.post(address(row, "history") + f"{before[-1].id}/", {"latest": before[0].id}, follow=True)
    assert "没有恢复：您打开之后，李四又改过" in answer.content.decode()
    row.refresh_from_db()
    assert row.values == [130000]
    shown = desk.get(address(row, "history")).content.decode()
    assert f'name="latest" value="{past(desk, row)[0].id}"' in shown


def test_the_machine_s_own_value_had_back_is_the_machine_s_again(desk):
    row = change(desk, amount(), values="120000")
    page = restore(desk, row, past(desk, row)[-1])
    row.refresh_from_db()
    assert (row.values, row.status, row.extracted_values) == ([100000], "extracted", None)
    assert "没有恢复" not in page.content.decode()


def test_a_value_typed_back_to_the_machine_s_is_a_confirmed_one(desk):
    row = change(desk, change(desk, amount(), values="120000"), values="10万")
    assert (row.values, row.status, row.extracted_values) == ([100000], "confirmed", None)


def test_history_says_rules_and_lengths_in_words(desk):
    row = Deadline.objects.exclude(duration="").exclude(article=None).filter(workdays=False).first()
    change(desk, row, duration="9个月")
    shown = desk.get(address(row, "history")).content.decode()
    assert "9个月" in shown
    assert "P9M" not in shown
    assert row.rule not in shown


def test_a_rejected_fact_is_had_back(desk):
    row = change(desk, duty(), status="rejected")
    assert past(desk, row)[0].changes[0].label == "状态"
    restore(desk, row, past(desk, row)[-1])
    row.refresh_from_db()
    assert row.status == "extracted"


def test_a_withdrawn_correction_had_back_is_read_again(desk):
    row = change(desk, article("晋发〔2021〕67号", 36).corrections.first(), withdrawn="on")
    row.article.refresh_from_db()
    without = row.article.reading
    restore(desk, row, past(desk, row)[-1])
    row.refresh_from_db()
    row.article.refresh_from_db()
    assert not row.withdrawn
    assert row.reading in row.article.reading
    assert row.article.reading != without


def test_an_office_had_back_is_read_as_before(desk):
    unit = Unit.objects.get(name="省工业和信息化厅")
    change(desk, unit, full_name="别的名称")
    restore(desk, unit, past(desk, unit)[-1])
    unit.refresh_from_db()
    assert unit.full_name != "别的名称"
    assert unit.edited_by_human


def test_an_editor_s_own_fact_that_he_deleted_is_found_and_had_back(desk):
    place = article("晋政办发〔2022〕33号", 5)
    unit, add = Unit.objects.get(name="省财政厅"), reverse("admin:policies_responsibility_add")
    said = {"role": "support", "basis": "body", "position": "2", "change_reason": "漏了"}
    made = filled(desk, add, article=place.pk, quote="小规模纳税人", unit=unit.pk, **said)
    assert desk.post(add, made).status_code == 302
    row = place.responsibility_set.get(unit__name="省财政厅")
    assert past(desk, row)[0].why == "漏了"
    pk, made = row.pk, past(desk, row)[0]
    deleted(desk, row)
    assert not Responsibility.objects.filter(pk=pk).exists()
    row.pk = pk
    listed = desk.get(address(row).split(f"{pk}/")[0] + "deleted/")
    assert [each["record"].id for each in listed.context["records"]] == [pk]
    assert address(row, "history") in listed.content.decode()
    restore(desk, row, made)
    again = Responsibility.objects.get(pk=pk)
    assert (again.unit.name, again.role, again.origin) == ("省财政厅", "support", "editor")
    assert place.text[again.start : again.end] == "小规模纳税人"
    assert [version.kind for version in past(desk, again)] == ["新建", "删除", "新建"]


@pytest.mark.parametrize("start", [1, 2, 3], ids=["within", "before", "none"])
def test_words_with_a_blank_at_their_end_are_had_back(desk, start):
    """“25. 2022年”: the blank behind the number is a character of the print as others are."""
    place = article("晋政办发〔2022〕33号", 25)
    quote = place.text[start : start + 4]
    values = {"quote": quote, "start": start, "end": start + 4, "title": "试"}
    row = Citation.objects.create(article=place, origin="editor", status="confirmed", **values)
    question = next(each for each in forms(desk.get(address(row, "delete"))) if "post" in each.fields)
    desk.post(address(row, "delete"), question.fields)
    form = form_with(desk.get(address(row, "history")), "恢复到这个版本")
    desk.post(form.action, form.fields)
    assert Citation.objects.get(pk=row.pk).quote == quote


@pytest.mark.parametrize("deleted", [True, False], ids=["deleted", "changed"])
def test_words_that_an_import_moved_are_had_back_where_they_stand_now(desk, tmp_path, deleted):
    """An import writes no version: the last one has the span of an older text."""
    file = tmp_path / "small.txt"
    text = (
        "关于支持餐饮业发展的若干措施\n晋商发〔2022〕9号\n1. 给予奖励。给予10万元奖励。\n2. 减免租金。减免6个月租金。\n"
    )
    file.write_text(text, encoding="utf-8")
    pipeline.import_files([file])
    place = Document.objects.get(number="晋商发〔2022〕9号").articles.get(ordinal=1)
    values = {"quote": "奖励", "start": place.text.rindex("奖励"), "end": place.text.rindex("奖励") + 2, "title": "试"}
    row = Citation.objects.create(article=place, origin="editor", status="confirmed", **values)
    file.write_text(text.replace("给予10万元", "一次性给予10万元"), encoding="utf-8")
    pipeline.import_files([file])
    if deleted:
        question = next(each for each in forms(desk.get(address(row, "delete"))) if "post" in each.fields)
        desk.post(address(row, "delete"), question.fields)
    else:
        desk.post(address(row), opened(desk, row) | {"title": "另试"})
    form = [each for each in forms(desk.get(address(row, "history"))) if "latest" in each.fields][-1]
    desk.post(form.action, form.fields)
    back = Citation.objects.get(pk=row.pk)
    place.refresh_from_db()
    assert (back.title, back.start) == ("试", place.text.rindex("奖励"))


def deleted_with_its_article(desk, tmp_path) -> Amount:
    """An editor's own fact, which they deleted; then nobody worked on its article, and the next source has it not."""
    file = tmp_path / "small.txt"
    head = "关于支持餐饮业发展的若干措施\n晋商发〔2022〕9号\n1. 给予奖励。给予10万元奖励。\n"
    file.write_text(f"{head}2. 减免租金。减免6个月租金。\n", encoding="utf-8")
    pipeline.import_files([file])
    place = Document.objects.get(number="晋商发〔2022〕9号").articles.get(ordinal=2)
    adding = f"{reverse('admin:policies_amount_add')}?article={place.pk}"
    typed = {"quote": "6个月", "values": "6", "unit": "CNY", "bound": "exact", "shape": "one"}
    assert desk.post(adding, sent(desk.get(adding)) | typed).status_code == 302
    row = place.amount_set.get(quote="6个月")
    question = next(each for each in forms(desk.get(address(row, "delete"))) if "post" in each.fields)
    desk.post(address(row, "delete"), question.fields)
    file.write_text(head, encoding="utf-8")
    pipeline.import_files([file])
    assert not type(place).objects.filter(pk=place.pk).exists()
    return row


def test_a_record_whose_article_is_gone_is_not_had_back_and_told_why(desk, tmp_path):
    row = deleted_with_its_article(desk, tmp_path)
    page = desk.get(address(row, "history"))
    form = form_with(page, "恢复到这个版本")
    answer = desk.post(form.action, form.pressed("恢复到这个版本"), follow=True)
    assert "不能恢复到这个版本：它的条文已经没有了。可以照这里的内容另外新增。" in answer.content.decode()
    assert not Amount.objects.filter(pk=row.pk).exists()


def test_a_record_is_had_back_without_what_it_may_do_without(desk):
    """The document that a citation meant is gone from the base; the citation comes back and says what it lacks."""
    row = Citation.objects.exclude(document=None).exclude(article=None).first()
    write_baseline(row)
    row.status = "rejected"
    row.save()
    version = row.history.last()
    type(row).history.filter(history_id=version.history_id).update(document_id=99_999_999)
    restoring = reverse("admin:policies_citation_simple_history", args=[row.pk, version.history_id])
    page = desk.get(address(row, "history"))
    form = next(each for each in forms(page) if each.action == restoring)
    answer = desk.post(form.action, form.pressed("恢复到这个版本"), follow=True).content.decode()
    assert re.search("没有恢复（不由这张表填写，或所指的已经没有了）：.*所指文件", answer)
    row.refresh_from_db()
    assert (row.status, row.document) == ("edited", None), "other than the machine reads, so it stays a person's"


def test_a_clock_set_back_writes_no_false_history(desk, monkeypatch):
    """Versions follow each other by number: time alone put the second change before the first."""
    row = change(desk, amount(), values="120000", change_reason="第一次")
    monkeypatch.setattr(timezone, "now", lambda: datetime(2020, 1, 1, tzinfo=UTC))
    change(desk, row, values="130000", change_reason="第二次")
    told = past(desk, row)
    assert [version.kind for version in told] == ["修改", "修改", "导入时的值"]
    assert [version.why for version in told] == ["第二次", "第一次", ""]
    assert row.history.first().values == [130000]
    assert row.history.latest().values == [130000]
    assert row.history.first().prev_record.values == [120000]
    assert row.history.first().prev_record.next_record.values == [130000]
    restore(desk, row, told[1])
    row.refresh_from_db()
    assert row.values == [120000]


def test_words_that_the_print_has_no_more_are_not_had_back(desk):
    row = change(desk, amount(), role="funding")
    version = past(desk, row)[0]
    row.history.filter(history_id=version.id).update(quote="没有的话")
    page = restore(desk, row, version)
    assert "不能恢复到这个版本" in page.content.decode()
    assert "不在条文的印文里" in page.content.decode()
    row.refresh_from_db()
    assert row.quote != "没有的话"


def test_only_those_who_may_change_restore_and_only_by_a_form(desk):
    row = change(desk, amount(), values="120000")
    version = past(desk, row)[-1]
    url = address(row, "history") + f"{version.id}/"
    assert desk.get(url).status_code == 302
    viewer = User.objects.create_user("wangwu", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_amount"))
    looking, forged = Client(), Client(enforce_csrf_checks=True)
    looking.force_login(viewer)
    forged.force_login(User.objects.get(username="lisi"))
    page = looking.get(address(row, "history"))
    assert "恢复到这个版本" not in page.content.decode()
    assert looking.post(url).status_code == 403
    forged.post(url)
    row.refresh_from_db()
    assert row.values == [120000]


@pytest.mark.parametrize(
    "tail",
    [
        pytest.param("abc/history/", id="no number"),
        pytest.param("9" * 30 + "/history/", id="too long a number"),
        pytest.param("1/history/" + "9" * 30 + "/", id="too long a version"),
    ],
)
def test_an_address_without_a_record_is_not_found(desk, tail):
    url = address(duty()).split("responsibility/")[0] + "responsibility/" + tail
    assert desk.get(url, follow=True).status_code == 404 or desk.post(url).status_code == 404
    assert desk.post(url).status_code == 404


def test_an_import_writes_no_history(desk):
    change(desk, amount(), values="120000")
    count = Amount.history.count()
    import_nine()
    assert Amount.history.count() == count


def test_a_base_that_fails_writes_nothing_and_loses_nothing(desk, monkeypatch):
    """Half way: the row and its history are written, what follows fails."""
    row = amount()
    data = opened(desk, row) | {"values": "120000", "change_reason": "原件如此"}

    def fail(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr("portal.editing.admin.facts.AmountAdmin.log_change", fail)
    page = desk.post(address(row), data)
    assert page.status_code == 200
    assert "数据库现在没有响应" in page.content.decode()
    form = page.context["adminform"].form
    assert (form["values"].value(), form["change_reason"].value()) == ("120000", "原件如此")
    row.refresh_from_db()
    assert row.values == [100000]
    assert not row.history.exists()


def test_a_base_that_fails_altogether_still_gives_back_what_was_typed(desk, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr("portal.editing.admin.facts.AmountAdmin.get_object", fail)
    page = desk.post(address(amount()), {"change_reason": f"写了很久{SCRIPT}"})
    assert page.status_code == 503
    assert "没有保存" in page.content.decode()
    assert escape(f"写了很久{SCRIPT}") in page.content.decode()


def test_what_was_typed_on_a_busy_day_is_sent_again_by_a_button(desk, monkeypatch):
    row = amount()
    data = opened(desk, row) | {"values": "120000", "change_reason": "原件如此"}

    def fail(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr("portal.editing.admin.facts.AmountAdmin.get_object", fail)
    page = desk.post(address(row), data)
    monkeypatch.undo()
    form = form_with(page, "再存一次")
    assert desk.post(form.action, form.pressed("再存一次")).status_code == 302
    row.refresh_from_db()
    assert (row.values, row.history.latest("history_id").history_change_reason) == ([120000], "原件如此")


def test_scripts_stay_text_on_every_page(desk):
    place = article("晋政办发〔2022〕33号", 5)
    relation = Relation.objects.create(
        kind="amends", later_name=f"后文{SCRIPT}", earlier=place.document, evidence=f"依据{SCRIPT}"
    )
    report = Report.objects.create(place=SCRIPT, quote=SCRIPT, problem="other", text=SCRIPT)
    saved = desk.post(address(relation), opened(desk, relation) | {"change_reason": SCRIPT}, follow=True)
    change(desk, report, note=SCRIPT)
    pages = [saved]
    for row in (relation, report):
        pages += [desk.get(address(row, what)) for what in ("change", "history", "delete")]
        pages.append(desk.get(address(row).split(f"{row.pk}/")[0]))
    pages.append(restore(desk, relation, past(desk, relation)[-1]))
    deleted(desk, relation)
    pages += [desk.get("/admin/"), desk.get(address(relation).split(f"{relation.pk}/")[0] + "deleted/")]
    for page in pages:
        assert page.status_code == 200
        assert SCRIPT not in page.content.decode()
    assert escape(SCRIPT) in pages[2].content.decode()
