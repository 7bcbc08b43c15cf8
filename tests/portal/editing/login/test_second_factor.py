"""A second factor: set up at the desk, asked for at the door, taken off by its owner or by a superuser."""

import logging
import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.portal.editing.forms import form_with
from tests.portal.editing.test_groups import make_groups
from tests.portal.editing.test_people import page_of

pytestmark = pytest.mark.usefixtures("nine")
WHO = {"username": "zhangsan", "password": "not-a-secret"}


@pytest.fixture
def zhangsan(nine) -> User:
    return User.objects.create_user(**WHO, is_staff=True)


@pytest.fixture
def own(client, zhangsan) -> Client:
    client.force_login(zhangsan)
    return client


def page() -> str:
    return reverse("admin:second_factor")


def shown() -> str:
    """What the phone shows now; half a minute has passed since the last code was used, and no wrong one is near."""
    TOTPDevice.objects.update(last_t=-1, throttling_failure_count=0, throttling_failure_timestamp=None)
    return f"{TOTP(TOTPDevice.objects.get().bin_key).token():06d}"


def wrong() -> str:
    return f"{(int(shown()) + 1) % 1_000_000:06d}"


def pressed(desk: Client, button: str, **typed):
    """A button of the page, with what was typed beside it."""
    return desk.post(page(), form_with(desk.get(page()), button).pressed(button) | typed, follow=True)


def switched_on(desk: Client) -> list[str]:
    """Switch it on; gives the backup codes."""
    pressed(desk, "begin")
    told = pressed(desk, "confirm", code=shown()).content.decode()
    return re.findall(r"<li><code>(\w+)</code></li>", told)


def login(**typed) -> Client | None:
    """A browser that is logged in; None where it is not."""
    client = Client()
    form = form_with(client.get(reverse("admin:login")), "登录")
    answer = client.post(reverse("admin:login"), form.fields | WHO | typed)
    return client if answer.status_code == 302 else None


@pytest.mark.long
def test_it_is_set_up_at_the_desk_and_asked_for_at_the_door(own):
    assert login()
    pressed(own, "begin")
    told = own.get(page()).content.decode()
    secret = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', told)[1]
    assert f"secret={secret.replace(' ', '')}" in told
    assert 'href="otpauth://totp/' in told
    assert "<svg" in told
    assert not re.search(
        r"<script(?![^>]*src)|style=|<style", told.partition('id="content"')[2].partition("</main>")[0]
    )
    assert login(), "it counts for nothing until a code was right"
    assert "什么也没有改" in pressed(own, "confirm", code=wrong()).content.decode()
    assert login()
    codes = re.findall(r"<li><code>(\w+)</code></li>", pressed(own, "confirm", code=shown()).content.decode())
    assert len(set(codes)) == 8
    assert login() is None
    assert login(code=wrong()) is None
    code = shown()
    assert login(code=f"{code[:3]} {code[3:]}")
    assert "已开启" in own.get(page()).content.decode()


def test_a_code_passes_once(own):
    switched_on(own)
    code = shown()
    assert login(code=code)
    assert login(code=code) is None


def test_a_backup_code_passes_once_and_is_nowhere_to_be_read(own):
    code, other = switched_on(own)[:2]
    assert not StaticToken.objects.filter(token__in=[code, other]).exists()
    assert login(code=f" {code.upper()} ")
    assert login(code=code) is None
    StaticDevice.objects.update(throttling_failure_count=0)
    assert login(code=other)
    assert "还有 6 个备用码" in own.get(page()).content.decode()
    assert not any(each in own.get(page()).content.decode() for each in (code, other))


@pytest.mark.long
def test_the_door_does_not_say_which_was_wrong(own):
    switched_on(own)
    answers = set()
    for typed in ({"password": "wrong"}, {}, {"code": wrong()}, {"username": "nobody"}, {"code": "x"}):
        told = Client().post(reverse("admin:login"), WHO | typed).content.decode()
        answers.add(re.search(r'<p class="errornote">(.*?)</p>', told)[1])
    assert answers == {"用户名、密码或验证码不对，请核对后再登录。大小写有区别；开启了两步验证的账号还要填验证码。"}


def test_wrong_codes_count_as_failed_logins(own):
    switched_on(own)
    for _ in range(5):
        login(code=wrong())
    answer = Client().post(reverse("admin:login"), WHO | {"code": shown()})
    assert answer.status_code == 429
    assert all("code=***" in each.post_data for each in AccessAttempt.objects.all())


@pytest.mark.long
def test_after_a_wrong_code_the_next_waits(own):
    switched_on(own)
    code = shown()
    TOTPDevice.objects.update(throttling_failure_count=6, throttling_failure_timestamp=timezone.now())
    assert login(code=code) is None
    told = pressed(own, "off", code=code).content.decode()
    assert re.search(r"请 3\d 秒后用手机上新的一个再试", told)
    TOTPDevice.objects.update(throttling_failure_timestamp=timezone.now() - timedelta(minutes=2))
    assert login(code=code)


def test_it_is_switched_off_with_a_code_only(own):
    switched_on(own)
    pressed(own, "off", code=wrong())
    own.post(page(), {"off": "1"})
    assert login() is None
    assert "两步验证已关闭" in pressed(own, "off", code=shown()).content.decode()
    assert login()
    assert not StaticDevice.objects.exists()


def test_no_new_secret_takes_the_place_of_one_in_use(own):
    switched_on(own)
    key = TOTPDevice.objects.get().key
    own.post(page(), {"begin": "1"})
    own.post(page(), {"confirm": "1", "code": shown()})
    assert TOTPDevice.objects.get().key == key


def test_switching_it_on_ends_other_logins_by_the_password_alone(own):
    other = login()
    assert other.get(page()).status_code == 200
    switched_on(own)
    assert other.get(page()).status_code == 302
    assert own.get(page()).status_code == 200


def test_both_are_kept_in_the_account_s_history_and_the_log(own, caplog):
    caplog.set_level(logging.INFO, "jince.login")
    codes = switched_on(own)
    secret = TOTPDevice.objects.get().key
    pressed(own, "off", code=shown())
    told = [each.get_change_message() for each in LogEntry.objects.order_by("pk")]
    assert told == ["开启了两步验证", "关闭了两步验证"]
    lines = [each.getMessage() for each in caplog.records if each.name == "jince.login"]
    assert lines == [f"second factor {state}: user='zhangsan' address=127.0.0.1" for state in ("on", "off")]
    assert not any(each in str(lines) for each in [*codes, secret])


@pytest.mark.long
def test_a_superuser_takes_it_off(own, zhangsan, caplog):
    caplog.set_level(logging.INFO, "jince.login")
    switched_on(own)
    secret = TOTPDevice.objects.get()
    root = Client()
    root.force_login(User.objects.create_superuser("root"))
    told = root.get(page_of(zhangsan)).content.decode()
    assert secret.key not in told
    typed = form_with(root.get(page_of(zhangsan)), "_save").pressed("_save")
    assert "take_off" not in typed
    root.post(page_of(zhangsan), typed)
    assert login() is None
    root.post(page_of(zhangsan), typed | {"take_off": "on"})
    assert login()
    assert "两步验证" not in root.get(page_of(zhangsan)).content.decode().partition('id="content"')[2]
    assert "second factor off by 'root': user='zhangsan' address=127.0.0.1" in caplog.messages
    assert LogEntry.objects.filter(user__username="root", change_message="关闭了两步验证").exists()


def test_an_administrator_does_not(own, zhangsan):
    make_groups()
    switched_on(own)
    boss = Client()
    user = User.objects.create_user("boss", is_staff=True)
    user.groups.set(Group.objects.filter(name="管理员"))
    boss.force_login(user)
    typed = form_with(boss.get(page_of(zhangsan)), "_save").pressed("_save")
    assert boss.post(page_of(zhangsan), typed | {"take_off": "on"}).status_code == 302
    assert login() is None


def test_a_command_takes_it_off(own, capsys):
    switched_on(own)
    call_command("reset_login", "zhangsan", "--second-factor")
    assert "两步验证已关闭" in capsys.readouterr().out
    assert login()


@pytest.mark.parametrize(
    "app, model", [("otp_totp", "totpdevice"), ("otp_static", "staticdevice"), ("axes", "accessattempt")]
)
def test_no_list_of_the_desk_shows_secrets(desk, app, model):
    assert desk.get(f"{reverse('admin:index')}{app}/{model}/").status_code == 404


@pytest.mark.parametrize(
    "sent", [{"confirm": "1"}, {"confirm": "1", "code": "１２３４５６"}, {"off": "1", "code": "9" * 400}, {}]
)
def test_what_no_page_of_ours_sends_changes_nothing(own, sent):
    assert own.post(page(), sent).status_code == 302
    assert not TOTPDevice.objects.exists()


def test_without_a_login_there_is_no_such_page():
    assert Client().get(page()).status_code == 302
    assert "刚才那一步没有做" in Client().post(page(), {"begin": "1"}).content.decode()
    assert not TOTPDevice.objects.exists()
