"""Two editors on one record: the second is told, keeps what they typed, and saves again on purpose."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from policies.models import Amount, Deadline, Unit, UnitName
from tests.base import import_nine
from tests.portal.editing.forms import address, answered, deleted, errors, in_bulk, opened, sent
from tests.portal.editing.test_kept import article

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]


def editor(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser(name, password="not-a-secret"))
    return client


@pytest.fixture
def both():
    return editor("zhangsan"), editor("lisi")


def amount() -> Amount:
    return article("晋政办发〔2022〕33号", 21).amount_set.get(unit="CNY")


def test_the_second_is_told_and_nothing_is_overwritten(both):
    """One changed the values, both the role; only the second the unit."""
    first, second = both
    row = amount()
    mine = opened(second, row)
    theirs = opened(first, row) | {"values": "120000", "role": "funding", "change_reason": "原件如此"}
    assert first.post(address(row), theirs).status_code == 302
    page = second.post(address(row), mine | {"role": "condition", "per": "户"})
    assert page.status_code == 200
    row.refresh_from_db()
    assert (row.values, row.role, row.per) == ([120000], "funding", "")
    told = errors(page)
    assert "zhangsan" in told
    assert "理由：原件如此" in told
    assert "100000 → 120000" in told
    assert "优惠 → 资金规模" in told
    form = page.context["adminform"].form
    assert (form["role"].value(), form["per"].value()) == ("condition", "户"), "what they typed is kept"
    assert form["values"].value() == "12万", "what they did not touch is as it is now"
    assert {"role", "values"} <= set(form.errors)
    assert "per" not in form.errors
    assert second.post(address(row), sent(page)).status_code == 302
    row.refresh_from_db()
    assert (row.values, row.role, row.per) == ([120000], "condition", "户")


def test_a_third_change_in_between_is_told_again(both):
    first, second = both
    row = amount()
    mine = opened(second, row) | {"role": "condition"}
    first.post(address(row), opened(first, row) | {"role": "funding"})
    page = second.post(address(row), mine)
    first.post(address(row), opened(first, row) | {"role": "target"})
    assert "资金规模 → 目标" in errors(second.post(address(row), sent(page)))


def test_an_import_in_between_is_told_too(both):
    _, second = both
    row = amount()
    mine = opened(second, row) | {"role": "condition"}
    Amount.objects.filter(pk=row.pk).update(values=[130000])
    told = errors(second.post(address(row), mine))
    assert "导入改过这条记录" in told
    assert "100000 → 130000" in told


def test_the_same_change_twice_is_no_conflict(both):
    first, second = both
    row = amount()
    theirs, mine = opened(first, row), opened(second, row)
    for desk, data in ((first, theirs), (second, mine)):
        assert desk.post(address(row), data | {"role": "funding", "status": "edited"}).status_code == 302


def test_a_decision_in_bulk_is_not_undone_by_a_form_that_was_open(both):
    first, second = both
    row = Deadline.objects.filter(status="extracted").first()
    mine = opened(second, row)
    answered(first, in_bulk(first, "reject", [row]))
    assert second.post(address(row), mine).status_code == 200
    row.refresh_from_db()
    assert row.status == "rejected"


@pytest.mark.parametrize(
    "snapshot",
    [pytest.param(s, id=s or "none") for s in ("", "x", "[]", "{}", '[1, "x"]', "[1, {}, 2]", "9" * 5000)],
)
def test_a_form_without_a_good_stamp_overwrites_nothing(both, snapshot):
    _, second = both
    row = amount()
    page = second.post(address(row), opened(second, row) | {"snapshot": snapshot, "role": "condition"})
    assert page.status_code == 200
    assert "再按一次保存" in errors(page)
    row.refresh_from_db()
    assert row.role == "benefit"
    assert second.post(address(row), sent(page)).status_code == 302


def test_rows_under_a_record_are_held_together_too(both):
    """A name of an office, inactive by one on the office's page, changed by the other on the name's own."""
    first, second = both
    unit = Unit.objects.get(name="省工业和信息化厅")
    name = unit.names.get(name="省工信厅")
    mine = opened(second, unit)
    row = next(key for key, value in mine.items() if value == "省工信厅").removesuffix("-name")
    assert first.post(address(name), opened(first, name) | {"name": "省工信局"}).status_code == 302
    page = second.post(address(unit), mine | {f"{row}-inactive": "on"})
    assert page.status_code == 200
    assert "省工信厅 → 省工信局" in errors(page)
    assert not UnitName.objects.get(pk=name.pk).inactive
    assert second.post(address(unit), sent(page)).status_code == 302
    name.refresh_from_db()
    assert (name.name, name.inactive) == ("省工信局", True)
    assert name.history.first().history_user.username == "lisi"


def test_a_name_added_under_a_record_is_no_conflict(both):
    _, second = both
    unit = Unit.objects.get(name="省商务厅")
    mine = opened(second, unit)
    blank = mine["names-INITIAL_FORMS"]
    answer = second.post(address(unit), mine | {f"names-{blank}-name": "商务厅（省）", "change_reason": "新见"})
    assert answer.status_code == 302
    assert unit.names.get(name="商务厅（省）").history.first().history_change_reason == "新见"


def test_what_was_typed_for_a_record_that_is_gone_is_given_back(both):
    first, second = both
    row = amount()
    mine = opened(second, row) | {"change_reason": "写了很久的理由"}
    row.origin = "editor"
    row.save()
    deleted(first, row)
    page = second.post(address(row), mine)
    assert page.status_code == 410
    assert "<dt>修改理由</dt><dd>写了很久的理由</dd>" in page.content.decode()
    assert "<dt>单位</dt><dd>元</dd>" in page.content.decode()
    assert "/amount/deleted/" in page.content.decode()
    assert "change_reason" not in page.content.decode()


def test_a_form_saved_untouched_changes_nothing_and_stays_quiet(both):
    """Several lines come back from a browser with two characters at each line's end."""
    first, _ = both
    document = article("晋政办发〔2022〕33号", 21).document
    first.post(address(document), opened(first, document) | _checked("公报\r\n网页"))
    document.refresh_from_db()
    assert document.validity_evidence == "公报\n网页"
    again = opened(first, document) | _checked("公报\r\n网页")
    assert first.post(address(document), again).status_code == 302
    import_nine()
    document.refresh_from_db()
    assert (document.validity, document.validity_evidence) == ("in_force", "公报\n网页")


def _checked(evidence: str) -> dict:
    return {"validity": "in_force", "validity_checked_on": "2024-01-02", "validity_evidence": evidence}
