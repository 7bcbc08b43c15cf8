"""Which passwords are refused, in Chinese, at the form where they are typed; and that those by chance are not."""

import random
import string

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.portal.editing.forms import form_with

GUESSABLE = [
    "jince2022",
    "jince20222022",
    "admin@123",
    "Admin@12345678",
    "4dm1n@123456!",
    "P@ssw0rd2024!!",
    "shanxi202222",
    "Shanxi@2022!!!",
    "ShanXi_ShangWu_2023",
    "sxswt@20230101",
    "taiyuan@123456",
    "Ta1yu4n#2025#2025",
    "sczt2022sczt2022",
    "shanxishengcaizhengting1",
    "山西省商务厅2022年",
    "ｓｈａｎｘｉ２０２２２２",
    "1qaz2wsx3edc",
    "!QAZ2wsx#EDC",
    "zaq12wsxcde3",
    "qwe123qwe123",
    "qweasdzxc123",
    "qwertyuiop12",
    "asdfghjkl;123",
    "147258369147",
    "woaini5201314",
    "WoAiNi1314520!",
    "zhangsan@jince2022",
    "5201314abcabc",
    "a123456789012",
    "abc123456789!",
    "aaaaaaaaaaaaa",
    "abababababab",
    "2022-01-01-2022",
    "iloveyou1314",
    "jincejincejince",
    "ainishanxi2022",
]
GOOD = [
    "correct horse battery",
    "mianbao-dianti-lanhua",
    "k7#mQz!x4Wpd",
    "面包电梯兰花鲸鱼纽扣雨伞",
    "xiangjiao taiyuan niukou 7",
]


def refused(password: str) -> str:
    """Why a password is refused; '' where it is not."""
    try:
        validate_password(password, User(username="liuguoqiang"))
    except ValidationError as error:
        return "\n".join(error.messages)
    return ""


@pytest.mark.parametrize("password", GUESSABLE)
def test_what_people_here_would_try_is_refused(password):
    assert "容易被猜到" in refused(password)


@pytest.mark.parametrize("password", GOOD)
def test_what_nobody_would_try_is_taken(password):
    assert refused(password) == ""


def test_passwords_by_chance_are_taken():
    """Sixteen characters, as a password manager makes them."""
    by_chance = random.Random(2022)  # noqa: S311 - a sample, the same each time
    signs = string.ascii_letters + string.digits + "!#%+-=?@"
    for _ in range(500):
        password = "".join(by_chance.choice(signs) for _ in range(16))
        assert refused(password) == "", password


@pytest.mark.parametrize(
    "password, why",
    [
        pytest.param("k7#mQz!x4Wp", "12", id="eleven characters"),
        pytest.param("837465019283746", "数字", id="digits alone"),
        pytest.param("liuguoqiang-k7", "用户名", id="the user's own name"),
    ],
)
def test_django_s_rules_hold_in_chinese(password, why):
    assert why in refused(password)
    assert not set(string.ascii_letters) & set(refused(password).replace("admin", ""))


@pytest.mark.parametrize("size", [10_000, 200_000])
def test_a_long_one_is_looked_at_in_part(size):
    assert refused("面包电梯兰花鲸鱼纽扣雨伞" + "ab" * size) == ""


@pytest.mark.usefixtures("nine")
def test_it_is_told_where_one_s_own_password_is_changed(desk):
    path = reverse("admin:password_change")
    page = desk.get(path)
    assert "如 jince2022" in page.content.decode()
    old = {"old_password": "not-a-secret"}

    def typed(new: str):
        return desk.post(
            path, form_with(page, "修改我的密码").fields | old | {"new_password1": new, "new_password2": new}
        )

    assert "容易被猜到" in typed("Taiyuan@20222022").content.decode()
    assert typed("mianbao-dianti-lanhua").status_code == 302
    assert User.objects.get().check_password("mianbao-dianti-lanhua")
