"""管理员 look after editors, and get no further: not to a superuser, not to each other's passwords, not to rights."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from tests.portal.editing.forms import errors, form_with
from tests.portal.editing.test_groups import staff

pytestmark = pytest.mark.usefixtures("nine")
_NAMES = {"root", "lisi", "wangwu", "zhangsan", "zhaoliu", "sunqi", "bianji", "jince", "admin"}
NEW = "mianbao-dianti-lanhua"


def page_of(user: User, what: str = "change") -> str:
    return reverse(f"admin:auth_user_{what}", args=[user.pk])


def account(name: str, *groups: str, **more) -> User:
    user = User.objects.create_user(name, password=f"{name}-by-chance", is_staff=True, **more)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.fixture
def boss() -> Client:
    """A 管理员, zhangsan by name."""
    return staff("管理员")


@pytest.fixture
def people(boss) -> dict[str, User]:
    """Everybody a 管理员 may look after or not."""
    found = {
        "root": User.objects.create_superuser("root", password="root-by-chance"),
        "another administrator": account("lisi", "管理员"),
        "one switched off": account("wangwu", "管理员", is_active=False),
        "herself": User.objects.get(username="zhangsan"),
        "one with a right of his own": account("zhaoliu", "编辑"),
        "one of a group of root's": account("sunqi"),
        "an editor": account("bianji", "编辑"),
    }
    right = Permission.objects.get(codename="change_user")
    found["one with a right of his own"].user_permissions.add(right)
    Group.objects.create(name="总管").permissions.add(right)
    found["one of a group of root's"].groups.add(Group.objects.get(name="总管"))
    return found


OUT_OF_REACH = [
    "root",
    "another administrator",
    "one switched off",
    "herself",
    "one with a right of his own",
    "one of a group of root's",
]


def state(user: User) -> tuple:
    """All that matters of an account."""
    user = User.objects.get(pk=user.pk)
    columns = ("username", "password", "is_active", "is_staff", "is_superuser", "email", "last_name")
    groups, rights = (set(rows.values_list("pk", flat=True)) for rows in (user.groups, user.user_permissions))
    return *(getattr(user, name) for name in columns), groups, rights


def filled(desk: Client, path: str) -> dict:
    """The form of a page, as it is."""
    return form_with(desk.get(path), "_save").pressed("_save")


def everything(**more) -> dict:
    """What an attacker would send."""
    every = [str(each) for each in Permission.objects.values_list("pk", flat=True)[:200]]
    groups = [str(each) for each in Group.objects.values_list("pk", flat=True)]
    rights = {"is_superuser": "on", "is_staff": "on", "is_active": "on", "user_permissions": every, "groups": groups}
    return rights | {"username": "mine", "email": "x@example.cn", "last_name": "新", "_save": "保存"} | more


# --- what a 管理员 does ---


@pytest.mark.long
def test_she_makes_an_account_that_can_log_in_and_work(boss):
    path = reverse("admin:auth_user_add")
    group = Group.objects.get(name="编辑")
    typed = {"username": "xinren", "last_name": "新", "password1": NEW, "password2": NEW, "groups": [group.pk]}
    answer = boss.post(path, filled(boss, path) | typed)
    assert answer.status_code == 302, errors(answer)
    made = User.objects.get(username="xinren")
    assert (made.is_staff, made.is_superuser, [*made.groups.all()]) == (True, False, [group])
    client = Client()
    client.post(reverse("admin:login"), {"username": "xinren", "password": NEW})
    assert client.get(reverse("admin:policies_amount_changelist")).status_code == 200


def test_a_password_that_is_easily_guessed_is_refused_there_too(boss):
    path = reverse("admin:auth_user_add")
    bad = "jince@2022@2022"
    answer = boss.post(path, filled(boss, path) | {"username": "xinren", "password1": bad, "password2": bad})
    assert "容易被猜到" in answer.content.decode()
    assert not User.objects.filter(username="xinren").exists()


def test_she_switches_off_an_editor_and_gives_groups(boss, people):
    editor = people["an editor"]
    typed = filled(boss, page_of(editor))
    assert set(typed) == {
        *("csrfmiddlewaretoken", "username", "last_name", "first_name", "email", "is_active", "groups", "_save")
    }
    both = [str(each) for each in Group.objects.filter(name__in=["编辑", "管理员"]).values_list("pk", flat=True)]
    del typed["is_active"]
    assert boss.post(page_of(editor), typed | {"groups": both}).status_code == 302
    editor.refresh_from_db()
    assert not editor.is_active
    assert {each.name for each in editor.groups.all()} == {"编辑", "管理员"}
    assert LogEntry.objects.get(object_id=editor.pk).user.username == "zhangsan"


def test_she_sets_an_editor_s_password_anew(boss, people):
    path = reverse("admin:auth_user_password_change", args=[people["an editor"].pk])
    page = boss.get(path)
    assert not re.findall(r"If disabled|authenticat", page.content.decode())
    sent = form_with(page, "_save" if "_save" in page.content.decode() else "修改密码").fields
    assert "usable_password" not in sent
    assert boss.post(path, sent | {"password1": NEW, "password2": NEW}).status_code == 302
    assert User.objects.get(username="bianji").check_password(NEW)


def test_nobody_s_password_is_taken_away(boss, people):
    path = reverse("admin:auth_user_password_change", args=[people["an editor"].pk])
    boss.post(path, {"usable_password": "false", "unset-password": "1"})
    assert User.objects.get(username="bianji").has_usable_password()


def test_an_account_that_worked_is_switched_off_and_not_deleted(boss, people):
    editor = people["an editor"]
    assert boss.get(page_of(editor, "delete")).status_code == 200
    Client().force_login(editor)
    for desk in (boss, _root(people)):
        assert desk.get(page_of(editor, "delete")).status_code == 403
        assert desk.post(page_of(editor, "delete"), {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=editor.pk).exists()


def _root(people) -> Client:
    client = Client()
    client.force_login(people["root"])
    return client


# --- what a 管理员 does not ---


@pytest.mark.parametrize("who", OUT_OF_REACH)
def test_she_does_not_get_at_those_above_an_editor(boss, people, who):
    user, before = people[who], state(people[who])
    listed = reverse("admin:auth_user_changelist")
    attacks = [
        (page_of(user), everything()),
        (page_of(user), everything(groups=[])),
        (page_of(user), {"username": user.username, "_save": "保存"}),
        (reverse("admin:auth_user_password_change", args=[user.pk]), {"password1": NEW, "password2": NEW}),
        (page_of(user, "delete"), {"post": "yes"}),
        (
            listed,
            {"action": "delete_selected", "_selected_action": [user.pk], "post": "yes", "index": "0"},
        ),
        (
            listed,
            {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": user.pk, "form-0-is_superuser": "on"},
        ),
    ]
    for path, sent in attacks:
        answer = boss.post(path, sent)
        assert answer.status_code in (302, 403, 404) or path == listed, path
        assert state(user) == before, path


@pytest.mark.long
def test_superusers_are_not_even_seen(boss, people):
    listed = boss.get(reverse("admin:auth_user_changelist")).content.decode()
    assert "bianji" in listed
    assert "root" not in listed
    for query in (
        "?q=root",
        "?is_superuser__exact=1",
        "?password__startswith=m",
        "?groups__user__password__startswith=m",
    ):
        assert ">root<" not in boss.get(reverse("admin:auth_user_changelist") + query, follow=True).content.decode()
    assert boss.get(reverse("admin:auth_user_password_change", args=[people["root"].pk])).status_code == 404
    for what in ("change", "delete", "history"):
        assert "root-" not in boss.get(page_of(people["root"], what), follow=True).content.decode()


@pytest.mark.parametrize("who", ["another administrator", "herself"])
def test_other_administrators_are_only_looked_at(boss, people, who):
    page = boss.get(page_of(people[who])).content.decode()
    assert people[who].username in page
    assert "由超级用户修改" in page
    assert 'name="_save"' not in page
    assert "md5" not in page


def test_of_an_editor_she_changes_no_right_beside_the_groups(boss, people):
    editor = people["an editor"]
    boss.post(page_of(editor), everything(groups=[]))
    editor.refresh_from_db()
    assert editor.last_name == "新", "the rest was saved"
    assert (editor.is_superuser, editor.user_permissions.exists()) == (False, False)


def test_she_gives_no_group_but_the_two(boss, people):
    editor, before = people["an editor"], state(people["an editor"])
    page = boss.get(page_of(editor)).content.decode()
    assert "总管" not in page
    answer = boss.post(page_of(editor), filled(boss, page_of(editor)) | {"groups": [Group.objects.get(name="总管").pk]})
    assert errors(answer)
    assert state(editor) == before


def test_a_new_account_gets_no_rights_either(boss):
    Group.objects.create(name="总管")
    sent = everything(password1=NEW, password2=NEW)
    boss.post(reverse("admin:auth_user_add"), sent)
    assert not User.objects.filter(username="mine").exists(), "a group that is not hers to give"
    two = list(Group.objects.filter(name__in=["编辑", "管理员"]).values_list("pk", flat=True))
    boss.post(reverse("admin:auth_user_add"), sent | {"groups": two})
    made = User.objects.get(username="mine")
    assert (made.is_superuser, made.user_permissions.exists()) == (False, False)


@pytest.mark.parametrize("what", ["changelist", "add", "change", "delete", "history"])
def test_groups_are_a_superuser_s(boss, people, what):
    group = Group.objects.get(name="编辑")
    before = set(group.permissions.values_list("pk", flat=True))
    path = reverse(f"admin:auth_group_{what}", args=[] if what in ("changelist", "add") else [group.pk])
    every = [str(each) for each in Permission.objects.values_list("pk", flat=True)]
    assert boss.get(path).status_code == 403
    assert boss.post(path, {"name": "编辑", "permissions": every, "post": "yes"}).status_code == 403
    assert set(group.permissions.values_list("pk", flat=True)) == before
    assert _root(people).get(path).status_code == 200


# --- what a superuser does ---


def test_a_superuser_does_all_that(people):
    root, other = _root(people), people["another administrator"]
    typed = filled(root, page_of(other))
    assert {"is_staff", "is_active"} <= set(typed)
    assert root.post(page_of(other), typed | {"is_superuser": "on", "groups": []}).status_code == 302
    other.refresh_from_db()
    assert other.is_superuser
    path = reverse("admin:auth_user_password_change", args=[other.pk])
    assert root.post(path, {"password1": NEW, "password2": NEW}).status_code == 302


def test_the_pages_speak_chinese(people):
    root, editor = _root(people), people["an editor"]
    for path in (
        reverse("admin:auth_user_add"),
        reverse("admin:auth_user_password_change", args=[editor.pk]),
        reverse("admin:auth_user_changelist"),
    ):
        page = root.get(path).content.decode().partition('id="content-main"')[2]
        shown = re.sub(r"<(script|style).*?</\1>|<[^>]*>|&\w+;", " ", page, flags=re.DOTALL)
        words = [each for each in re.findall(r"[A-Za-z]{4,}", shown) if each not in _NAMES]
        assert words == [], path
