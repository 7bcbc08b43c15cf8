"""A document on its way to readers: proposed by one, published by another, sent back and withdrawn with a reason."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from importers import pipeline
from policies.models import Act, Document
from policies.models.publication import State
from portal.editing import checks
from portal.website import last_pages
from tests.portal.editing.forms import form_with, forms
from tests.portal.editing.test_groups import make_groups

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]

GOOD = """关于支持火星餐饮的若干措施
晋商发〔2022〕9号
1. 减免租金。对承租国有房屋的餐饮企业减免6个月租金。（责任单位：省国资委）
2. 支持贷款。对零售企业给予最高50万元的贷款贴息。（责任单位：省商务厅）
山西省商务厅
2022年5月1日
"""


@pytest.fixture
def draft(tmp_path):
    file = tmp_path / "draft.txt"
    file.write_text(GOOD, encoding="utf-8")
    pipeline.import_files([file], publish=False)
    return Document.objects.get(number="晋商发〔2022〕9号")


@pytest.fixture
def people():
    """One of each group, logged in."""
    make_groups()
    found = {}
    for name in ("编辑", "审核", "管理员"):
        user = User.objects.create_user(f"a {name}", last_name=name, is_staff=True)
        user.groups.add(Group.objects.get(name=name))
        found[name] = Client()
        found[name].force_login(user)
    return found


def page(desk, document):
    return desk.get(reverse("admin:publication", args=[document.pk]))


def test_a_record_that_readers_do_not_see_leads_to_no_public_page(people, draft):
    def tools(document) -> list[bool]:
        rows = document, document.articles.first()
        pages = [reverse(f"admin:policies_{row._meta.model_name}_change", args=[row.pk]) for row in rows]
        return ["在站点上查看" in people["编辑"].get(each).content.decode() for each in pages]

    assert tools(draft) == [False, False]
    assert tools(Document.objects.public().first()) == [True, True]


def steps(desk, document) -> set[str]:
    """The buttons that lead on, as somebody sees them."""
    return {label for form in forms(page(desk, document)) for name, _, label in form.buttons if name == "step"}


def press(desk, document, button: str, note: str = "") -> str:
    """What is said when a button is pressed."""
    form = form_with(page(desk, document), button)
    answer = desk.post(reverse("admin:publication", args=[document.pk]), form.pressed(button) | {"note": note})
    assert answer.status_code == 302
    document.refresh_from_db()
    return page(desk, document).content.decode()


def waive_all(desk, document) -> None:
    """Give a reason for whatever may be waived."""
    while waiting := [each for form in forms(page(desk, document)) for each in form.buttons if each[0] == "waive"]:
        name = waiting[0][1]
        form = next(form for form in forms(page(desk, document)) if waiting[0] in form.buttons)
        sent = form.fields | {"waive": name, "note": "原件如此"}
        desk.post(reverse("admin:publication", args=[document.pk]), sent)


def test_one_proposes_and_another_publishes(draft, people, client):
    editor, reviewer = people["编辑"], people["审核"]
    assert steps(editor, draft) == set(), "validity is not said"
    assert "还有 1 项检查不满足" in page(editor, draft).content.decode()
    waive_all(editor, draft)
    assert steps(editor, draft) == {"提请审核"}
    press(editor, draft, "提请审核")
    assert draft.state == State.IN_REVIEW
    assert steps(editor, draft) == {"收回送审"}, "编辑 publish nothing"
    assert client.get(draft.get_absolute_url()).status_code == 404
    press(reviewer, draft, "退回", "题目不全")
    assert draft.state == State.DRAFT
    assert "退回：题目不全" in page(editor, draft).content.decode()
    listed = reverse("admin:work", args=["publication"])
    assert "退回：题目不全" in editor.get(listed).content.decode()
    press(editor, draft, "提请审核")
    assert "退回：题目不全" not in editor.get(listed).content.decode()
    press(reviewer, draft, "公布")
    assert client.get(draft.get_absolute_url()).status_code == 200
    assert "新增" in client.get(f"/changes/?document={draft.slug}").content.decode()
    last_pages.keep(draft.get_absolute_url(), b"old")
    press(reviewer, draft, "撤回", "有误")
    assert client.get(draft.get_absolute_url()).status_code == 404
    told = draft.history.values_list("state", "history_change_reason", "history_user__last_name", "act__step")
    assert list(told)[::-1] == [
        ("draft", "导入时的值", None, None),
        ("in_review", "提请审核", "编辑", "propose"),
        ("draft", "退回：题目不全", "审核", "send-back"),
        ("in_review", "提请审核", "编辑", "propose"),
        ("published", "公布", "审核", "publish"),
        ("withdrawn", "撤回：有误", "审核", "withdraw"),
    ]


@pytest.mark.parametrize("alone, expected", [(False, set()), (True, {"公布"})])
def test_whoever_proposed_publishes_only_where_the_site_lets_them(draft, people, settings, alone, expected):
    settings.ONE_PERSON_PUBLISHES = alone
    reviewer = people["审核"]
    waive_all(reviewer, draft)
    press(reviewer, draft, "提请审核")
    assert steps(reviewer, draft) - {"退回", "收回送审"} == expected
    answer = reviewer.post(
        reverse("admin:publication", args=[draft.pk]), {"step": "publish", "state": draft.state}, follow=True
    )
    draft.refresh_from_db()
    assert draft.is_public == alone
    assert ("要由另一位审核公布" in answer.content.decode()) != alone


@pytest.mark.parametrize(
    "group, state, step, note, told",
    [
        ("编辑", State.IN_REVIEW, "publish", "", "没有这个权限"),
        ("编辑", State.IN_REVIEW, "send-back", "改", "没有这个权限"),
        ("编辑", State.PUBLISHED, "withdraw", "改", "没有这个权限"),
        ("审核", State.IN_REVIEW, "send-back", " ", "请写明理由"),
        ("审核", State.PUBLISHED, "withdraw", "", "请写明理由"),
        ("审核", State.PUBLISHED, "publish", "", "文件现在是“公开”"),
        ("管理员", State.DRAFT, "publish", "", "文件现在是“草稿”"),
        ("管理员", State.DRAFT, "propose", "", "检查不满足"),
        ("管理员", State.SUPERSEDED, "propose", "", "文件现在是“旧版”"),
        ("审核", State.DRAFT, "burn", "", "请看过再处理"),
    ],
)
def test_what_nobody_may_changes_nothing(draft, people, group, state, step, note, told):
    Document.objects.filter(pk=draft.pk).update(state=state)
    sent = {"step": step, "state": state, "note": note}
    answer = people[group].post(reverse("admin:publication", args=[draft.pk]), sent, follow=True)
    assert told in answer.content.decode()
    draft.refresh_from_db()
    assert draft.state == state
    assert not Act.objects.filter(document=draft).exists()


def test_a_page_that_is_out_of_date_does_nothing(draft, people):
    reviewer = people["审核"]
    waive_all(reviewer, draft)
    stale = form_with(page(reviewer, draft), "提请审核").pressed("提请审核")
    press(people["编辑"], draft, "提请审核")
    answer = reviewer.post(reverse("admin:publication", args=[draft.pk]), stale, follow=True)
    assert "文件现在是“待审”" in answer.content.decode()


def test_who_may_not_work_at_the_desk_sees_no_draft(draft, client):
    user = User.objects.create_user("nobody", is_staff=True)
    client.force_login(user)
    assert page(client, draft).status_code == 403


LATER = GOOD.replace("50万元", "80万元").replace("2022年5月1日", "2023年5月1日")


@pytest.fixture
def version(draft, tmp_path):
    """A later text of a document that is public."""
    Document.objects.filter(pk=draft.pk).update(state=State.PUBLISHED)
    file = tmp_path / "later.txt"
    file.write_text(LATER, encoding="utf-8")
    pipeline.import_files([file], publish=False)
    return draft.versions.get()


def test_a_version_is_published_in_the_place_of_what_was(version, draft, people, client):
    editor, reviewer = people["编辑"], people["审核"]
    waive_all(editor, version)
    press(editor, version, "提请审核")
    assert "50万元" in client.get(draft.get_absolute_url()).content.decode()
    sent = form_with(page(reviewer, version), "公布").pressed("公布")
    answer = reviewer.post(reverse("admin:publication", args=[version.pk]), sent)
    assert answer.headers["Location"] == reverse("admin:publication", args=[draft.pk])
    shown = client.get(draft.get_absolute_url()).content.decode()
    assert "80万元" in shown
    assert "@2022-05-01" in shown
    assert not Document.objects.filter(pk=version.pk).exists()
    assert [act.step for act in draft.acts.all()][:2] == ["publish", "propose"], "what was done goes with it"
    draft.refresh_from_db()
    assert draft.history.first().history_change_reason == "公布"


def test_a_version_may_be_said_to_be_a_copy(version, draft, people):
    sent = form_with(page(people["编辑"], version), "settle").pressed("作为同一文本的另一份，只供对照")
    people["编辑"].post(reverse("admin:publication", args=[version.pk]), sent)
    assert [each.name for each in draft.witnesses.all()] == ["later.txt"]
    assert not draft.versions.exists()


def test_a_version_with_its_document_s_number_is_no_document_of_its_own(version, draft, people):
    sent = form_with(page(people["编辑"], version), "settle").pressed("作为另一个文件")
    answer = people["编辑"].post(reverse("admin:publication", args=[version.pk]), sent, follow=True)
    assert "同一文号只能是它的版本或另一份文本" in answer.content.decode()
    Document.objects.filter(pk=version.pk).update(number="")
    people["编辑"].post(reverse("admin:publication", args=[version.pk]), sent)
    version.refresh_from_db()
    assert (version.version_of, version.slug) == (None, f"{draft.slug}-2")


# What is wrong in a text, and the check that finds it.
FAULTS = {
    "number": (GOOD.replace("晋商发〔2022〕9号\n", ""), 1),
    "date": (GOOD.replace("2022年5月1日\n", ""), 1),
    "numbering": (GOOD.replace("\n2. ", "\n4. "), 1),
    "offices": (GOOD.replace("（责任单位：省国资委）", "（责任单位：）"), 1),
    "figures": (GOOD.replace("给予最高50万元的贷款贴息", "取消50万元的一次性奖励"), 1),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_check_finds_what_is_wrong_and_nothing_else(tmp_path, name):
    text, count = FAULTS[name]
    for kind, written in (("right", GOOD.replace("9号", "8号")), ("wrong", text)):
        file = tmp_path / f"{kind}.txt"
        file.write_text(written, encoding="utf-8")
        pipeline.import_files([file], publish=False)
    documents = {each.source.name: each for each in Document.objects.filter(state=State.DRAFT)}
    found = {
        kind: {each.check.name: len(each.findings) for each in checks.results(documents[f"{kind}.txt"])}
        for kind in ("right", "wrong")
    }
    assert found["right"][name] == 0
    assert found["wrong"][name] == count
    assert found["right"]["validity"] == 1, "nobody said"


def test_a_reason_is_good_for_what_it_was_given_for(draft, people):
    editor = people["编辑"]
    Document.objects.filter(pk=draft.pk).update(issued_on=None)
    waive_all(editor, draft)
    assert not [each for each in checks.results(draft) if each.holds_back]
    draft.waivers.filter(check_name="date").update(findings=0)
    draft.refresh_from_db()
    assert [each.check.name for each in checks.results(draft) if each.holds_back] == ["date"]


def test_what_is_kept_for_a_bad_day_forgets_what_was_withdrawn(draft, people, django_capture_on_commit_callbacks):
    Document.objects.filter(pk=draft.pk).update(state=State.PUBLISHED)
    last_pages.keep("/documents/", b"it stood there")
    with django_capture_on_commit_callbacks(execute=True):
        press(people["审核"], draft, "撤回", "有误")
    assert last_pages.last("/documents/") is None
    assert caches[last_pages.ALIAS]


def test_the_work_list_has_what_waits(draft, people):
    listed = people["审核"].get(reverse("admin:work", args=["publication"])).content.decode()
    assert reverse("admin:publication", args=[draft.pk]) in listed
