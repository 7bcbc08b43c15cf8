"""编辑, 审核 and 管理员, made by migrations: a day's work, people too for the last, nothing for nobody."""

import importlib

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from importers import groups
from policies.models import FACTS, Report, Unit
from tests.portal.editing.forms import address, errors, opened
from tests.portal.editing.test_kept import article

pytestmark = pytest.mark.usefixtures("nine")
NAMES = ("0001_groups", "0002_benefits", "0003_reviewers", "0004_structure_marks", "0005_notes")
MIGRATIONS = [importlib.import_module(f"importers.migrations.{name}") for name in NAMES]


def make_groups() -> None:
    """As the migrations do; a live server's test may have emptied the base."""
    for migration in MIGRATIONS:
        migration.make(apps, None)


def staff(*groups: str) -> Client:
    """Somebody of the staff."""
    make_groups()
    user = User.objects.create_user("zhangsan", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.long
def test_an_editor_can_do_a_day_s_work():
    desk = staff("编辑")
    place = article("晋政办发〔2022〕33号", 21)
    fact, document = place.amount_set.get(unit="CNY"), place.document
    report = Report.objects.create(article=place, place="第21条", problem="value")
    unit = Unit.objects.get(name="省商务厅")
    for row, changes in (
        (fact, {"values": "120000"}),
        (place.measures.first(), {"status": "confirmed"}),
        (place.corrections.first() or article("晋发〔2021〕67号", 36).corrections.first(), {"reason": "已核"}),
        (unit, {"note": "已核"}),
        (report, {"state": "mended", "note": "已改"}),
        (document, {"issued_on": "2022-05-01"}),
    ):
        answer = desk.post(address(row), opened(desk, row) | changes)
        assert answer.status_code == 302, errors(answer)
    report.refresh_from_db()
    assert report.state == "mended"
    for model in ("importrun", "source", "passage", "article"):
        assert desk.get(reverse(f"admin:policies_{model}_changelist")).status_code == 200
    assert desk.get(reverse("admin:policies_relation_add")).status_code == 200
    assert all(desk.get(reverse(f"admin:policies_{model._meta.model_name}_add")).status_code == 200 for model in FACTS)
    assert desk.post(address(fact), opened(desk, fact) | {"status": "rejected"}).status_code == 302


def test_people_are_the_administrators_own():
    """What they may do with them: tests/portal/editing/test_people.py."""
    editor = staff("编辑")
    pages = [reverse("admin:auth_user_changelist"), reverse("admin:auth_user_add")]
    assert [editor.get(page).status_code for page in pages] == [403, 403]
    User.objects.get(username="zhangsan").groups.set(Group.objects.filter(name="管理员"))
    assert [editor.get(page).status_code for page in pages] == [200, 200]


def test_somebody_in_no_group_sees_nothing_and_changes_nothing():
    nobody = staff()
    row = Unit.objects.first()
    assert "责任单位" not in nobody.get("/admin/").content.decode()
    for what in ("change", "history", "delete"):
        assert nobody.get(address(row, what)).status_code == 403
        assert nobody.post(address(row, what), {"post": "yes"}).status_code == 403
    assert nobody.get(reverse("admin:policies_amount_deleted")).status_code == 403


def test_the_migration_may_run_again_and_takes_nothing_away():
    staff()
    group = Group.objects.get(name="编辑")
    before = set(group.permissions.all())
    group.permissions.remove(next(iter(before)))
    make_groups()
    assert set(group.permissions.all()) == before
    assert Group.objects.filter(name__in=["编辑", "管理员"]).count() == 2
    assert not group.permissions.filter(content_type__app_label="auth").exists()
    publish = Permission.objects.get(codename="publish_document")
    assert set(Group.objects.get(name="审核").permissions.all()) == before | {publish}
    assert not group.permissions.contains(publish)
    assert Group.objects.get(name="管理员").permissions.contains(publish)


def test_what_a_release_brings_is_theirs_in_an_old_base_and_what_was_taken_away_stays_away():
    """As a migration does that makes new kinds of records: an act's and a change's came after the groups."""
    make_groups()
    group = Group.objects.get(name="编辑")
    new = Permission.objects.filter(content_type__app_label="policies", codename__endswith="_act")
    taken = group.permissions.get(codename="change_unit")
    group.permissions.remove(taken, *new)
    groups.note_rights()
    groups._before.difference_update(new.values_list("pk", flat=True))  # it knew none of them
    groups.give_new_rights()
    assert group.permissions.filter(codename="view_act").exists()
    assert not group.permissions.filter(codename="delete_act").exists()
    assert taken not in group.permissions.all()
    assert Group.objects.get(name="管理员").permissions.filter(codename="delete_act").exists()
    group.permissions.remove(*new)
    groups.note_rights()
    groups.give_new_rights()
    assert not group.permissions.filter(codename="view_act").exists()
