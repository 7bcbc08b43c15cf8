"""Wrong passwords are followed by a wait, for that user from that address alone; and all of it stands in the log."""

import logging
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.portal.editing.forms import address as address_of
from tests.portal.editing.forms import form_with, opened
from tests.portal.editing.test_draft_recovery import amount, hidden

pytestmark = pytest.mark.usefixtures("nine")
HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9"
RIGHT = "mianbao-dianti"


@pytest.fixture(autouse=True)
def zhangsan(nine) -> User:
    User.objects.create_superuser("lisi", password=RIGHT)
    return User.objects.create_superuser("zhangsan", password=RIGHT)


@pytest.fixture
def log(caplog):
    """The lines of the log of logins."""
    caplog.set_level(logging.INFO, "jince.login")
    return lambda: [each.getMessage() for each in caplog.records if each.name == "jince.login"]


def login(password: str, name: str = "zhangsan", address: str = HOME, client: Client | None = None, **sent):
    """Log in as a person does."""
    client = client or Client()
    page = client.get(reverse("admin:login"), REMOTE_ADDR=address)
    typed = form_with(page, "登录").fields | {"username": name, "password": password} | sent
    headers = {"user-agent": f"browser {AccessAttempt.objects.count()}"}
    return client.post(reverse("admin:login"), typed, REMOTE_ADDR=address, headers=headers)


def fail(times: int, **who) -> list[int]:
    return [login(f"wrong {each}", **who).status_code for each in range(times)]


def test_five_wrong_passwords_and_even_the_right_one_has_to_wait():
    assert fail(5) == [200, 200, 200, 200, 429]
    page = login(RIGHT)
    assert page.status_code == 429
    assert "请 15 分钟后再试" in page.content.decode()
    assert page["Retry-After"] == "900"


@pytest.mark.parametrize(
    "who",
    [
        pytest.param({"address": ELSEWHERE}, id="the same user from elsewhere"),
        pytest.param({"name": "lisi"}, id="another user from the same office"),
    ],
)
def test_nobody_else_has_to_wait(who):
    fail(6)
    assert login(RIGHT, **who).status_code == 302


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED"])
def test_an_invented_address_is_no_way_round(header):
    for each in range(5):
        Client(**{header: f"192.0.2.{each}"}).post(
            reverse("admin:login"), {"username": "zhangsan", "password": "wrong"}, REMOTE_ADDR=HOME
        )
    assert login(RIGHT).status_code == 429


def test_of_ipv6_the_network_counts():
    for each in range(5):
        login("wrong", address=f"2001:db8:1:2::{each}")
    assert login(RIGHT, address="2001:db8:1:2:ffff::1").status_code == 429
    assert login(RIGHT, address="2001:db8:1:3::1").status_code == 302


def test_without_an_address_all_count_together():
    """Over a Unix socket."""
    assert fail(5, address="")[-1] == 429


def test_the_wait_ends_and_trying_meanwhile_does_not_lengthen_it():
    fail(5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=10))
    assert "请 5 分钟后再试" in login("wrong").content.decode()
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert login(RIGHT).status_code == 302


@pytest.mark.long
def test_who_remembers_in_time_starts_anew():
    fail(4)
    assert login(RIGHT).status_code == 302
    assert fail(4) == [200] * 4


def test_the_command_lets_one_in_again(capsys, log):
    fail(5)
    call_command("reset_login", "zhangsan")
    assert "zhangsan 可以再登录了：清除了 1 处" in capsys.readouterr().out
    assert login(RIGHT).status_code == 302
    assert "unlocked: user='zhangsan' address=command" in log()


def test_the_command_knows_whom_it_does_not_know():
    with pytest.raises(CommandError, match="没有 nobody 这个用户"):
        call_command("reset_login", "nobody")


def test_what_was_typed_waits_too(desk):
    """A form that came after the login had ended is carried through the refusal."""
    typed = opened(desk, amount()) | {"change_reason": "写了很久"}
    desk.logout()
    page = desk.post(address_of(amount()), typed, REMOTE_ADDR=HOME)
    fail(5)
    refused = desk.post(
        reverse("admin:login"), hidden(page) | {"username": "zhangsan", "password": RIGHT}, REMOTE_ADDR=HOME
    )
    assert refused.status_code == 429
    assert hidden(refused)["draft"] == hidden(page)["draft"]


def test_nothing_that_was_sent_is_kept():
    login("wrong-but-mine", draft="a long text", next="/admin/?q=secret")
    kept = AccessAttempt.objects.get()
    for told in (kept.post_data, kept.get_data, kept.path_info):
        assert not any(word in told for word in ("wrong-but-mine", "a long text", "secret"))


def test_each_is_a_line_of_the_log(client, log):
    fail(6)
    login(RIGHT, address=ELSEWHERE, client=client)
    client.post(reverse("admin:logout"), REMOTE_ADDR=ELSEWHERE)
    assert log() == [
        *["login failed: user='zhangsan' address=203.0.113.7"] * 4,
        *["locked out: user='zhangsan' address=203.0.113.7"] * 2,
        "login: user='zhangsan' address=198.51.100.9",
        "logout: user='zhangsan' address=198.51.100.9",
    ]


def test_a_name_is_no_way_to_write_lines_of_one_s_own(log):
    login("wrong", name="x\nlogin: user='root'")
    assert log() == [r"""login failed: user="x\nlogin: user='root'" address=203.0.113.7"""]


def test_a_changed_password_is_a_line_that_does_not_tell_it(client, zhangsan, log):
    client.force_login(zhangsan)
    path = reverse("admin:password_change")
    new = "lanhua-jingyu-niukou"
    typed = {"old_password": RIGHT, "new_password1": new, "new_password2": new}
    assert client.post(path, typed, REMOTE_ADDR=HOME).status_code == 302
    zhangsan.set_password("by a command, say")
    zhangsan.save()
    lines = [each for each in log() if "password" in each]
    assert lines[0] == "password changed: user='zhangsan' address=203.0.113.7"
    assert lines[1].startswith("password changed: user='zhangsan'")
    assert not any(word in "".join(log()) for word in (new, RIGHT, "by a command"))


def test_the_login_page_asks_nothing_of_the_base_for_it(client, queries):
    assert queries(reverse("admin:login")) == 0
