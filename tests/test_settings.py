"""One settings file that reads the environment: safe with nothing set, strict in production."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import environment, urls
from portal.serving import health
from portal.settings import _TAKEN
from portal.website import urls as website

KEY = "0123456789" * 6
ROOT = Path(__file__).parent.parent


TOLD = "from django.conf import settings as s; print(s.DEBUG, s.ALLOWED_HOSTS, s.DATABASES['default']['ENGINE'])"
PRODUCTION = {
    "JINCE_PRODUCTION": "1",
    "JINCE_SECRET_KEY": KEY,
    "JINCE_HOSTS": "a.example.cn, b.example.cn",
    "JINCE_PROXIES": "127.0.0.1, 10.0.0.0/8",
}


def start(tmp_path, told: str = TOLD, *, command=("manage.py", "shell", "-v0"), **environment):
    """Start Django in a process of its own and print what matters."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("JINCE_", "DATABASE_"))}
    inherited.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(  # noqa: S603 - our own interpreter and words
        [sys.executable, *command, "-c", told],
        cwd=ROOT,
        env=inherited | {"JINCE_VAR": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def read(tmp_path, told: str = TOLD, **environment) -> subprocess.CompletedProcess:
    """Read the settings alone in a process of its own, which takes a tenth of a start."""
    return start(tmp_path, told, command=(), DJANGO_SETTINGS_MODULE="portal.settings", **environment)


@pytest.mark.long
def test_with_nothing_set_it_is_safe_and_local(tmp_path):
    done = start(tmp_path)
    assert done.stdout.split("\n")[0] == "False ['127.0.0.1', 'localhost', '[::1]'] django.db.backends.sqlite3"
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_an_empty_folder_for_data_is_none_given(tmp_path):
    """A service file's JINCE_VAR= put the base into whatever folder it was started from."""
    done = read(tmp_path, JINCE_VAR="")
    assert (done.returncode, done.stderr) == (0, "")
    assert not (ROOT / "secret_key").exists()


@pytest.mark.long
def test_the_key_is_made_once(tmp_path):
    read(tmp_path)
    key = (tmp_path / "secret_key").read_text()
    read(tmp_path)
    assert (tmp_path / "secret_key").read_text() == key
    assert len(key) >= 50


@pytest.mark.parametrize("kept", ["", "0123456", "\n"], ids=["empty", "torn", "a line's end"])
def test_a_kept_key_that_is_not_whole_is_told(tmp_path, kept):
    path = tmp_path / "secret_key"
    path.write_text(kept)
    with pytest.raises(ImproperlyConfigured, match="是空的或不完整。请删掉它"):
        environment.stored_key(path)


def test_who_starts_at_the_same_time_gets_the_same_key(tmp_path):
    """Another wrote it between the look and the writing: theirs stays, whole."""
    path = tmp_path / "secret_key"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(environment.stored_key, [path] * 64))
    assert keys == {path.read_text()}
    assert [each.name for each in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.parametrize(
    "environment, word",
    [
        pytest.param({"JINCE_PRODUCTION": "1"}, "JINCE_SECRET_KEY", id="no key"),
        pytest.param({"JINCE_PRODUCTION": "1", "JINCE_SECRET_KEY": KEY}, "JINCE_HOSTS", id="no hosts"),
        pytest.param(
            {"JINCE_PRODUCTION": "1", "JINCE_SECRET_KEY": KEY, "JINCE_HOSTS": "a.cn"}, "JINCE_PROXIES", id="no proxies"
        ),
    ],
)
def test_production_refuses_to_start_and_says_why(tmp_path, environment, word):
    done = start(tmp_path, **environment)
    assert done.returncode != 0
    assert f"JINCE_PRODUCTION=1 需要 {word}" in done.stderr
    assert not (tmp_path / "secret_key").exists()


WRONG = {
    "a short key": ("JINCE_SECRET_KEY", "x" * 20, "太短或太简单"),
    "a simple key": ("JINCE_SECRET_KEY", "ab" * 40, "太短或太简单"),
    "any host": ("JINCE_HOSTS", "*", "“*”不是域名"),
    "any host below": ("JINCE_HOSTS", "*.example.cn", "不是域名"),
    "a host with its protocol": ("JINCE_HOSTS", "https://a.example.cn", "不是域名"),
    "a host with its port": ("JINCE_HOSTS", "a.example.cn:8000", "不是域名"),
    "a proxy by its name": ("JINCE_PROXIES", "proxy", "“proxy”不是地址"),
    "a network with the bits of a host": ("JINCE_PROXIES", "10.0.0.1/8", "“10.0.0.1/8”不是地址"),
    "everybody as a proxy": ("JINCE_PROXIES", "127.0.0.1, 0.0.0.0/0", "“0.0.0.0/0”太宽"),
    "everybody in IPv6": ("JINCE_PROXIES", "::/0", "太宽"),
    "half of everybody": ("JINCE_PROXIES", "128.0.0.0/1", "太宽"),
    "hosts that are none": ("JINCE_HOSTS", ",", "什么也没有"),
    "proxies that are none": ("JINCE_PROXIES", " , ", "什么也没有"),
    "no address of a base": ("DATABASE_URL", "jince", "看不懂"),
    "another engine": ("DATABASE_URL", "mysql://jince@127.0.0.1/jince", "看不懂"),
    "no port": ("DATABASE_URL", "postgres://jince:secret@127.0.0.1:port/jince", "看不懂"),
    "a base without a name": ("DATABASE_URL", "postgres://jince@127.0.0.1/", "看不懂"),
    "a copy by another engine": ("DATABASE_REPLICA_URL", "sqlite:////var/jince.sqlite3", "流复制的只读副本"),
    "a copy without a name": ("DATABASE_REPLICA_URL", "postgres://jince:secret@127.0.0.1/", "看不懂"),
    "a folder in a file": ("JINCE_VAR", f"{__file__}/var", "建不了"),
    "a switch in words": ("JINCE_PRODUCTION", "yes", "只能是 1 或 0"),
    "a time in words": ("JINCE_HSTS_SECONDS", "1 year", "要写秒数"),
}


READERS = {
    "JINCE_SECRET_KEY": environment.secret_key,
    "JINCE_HOSTS": environment.hosts,
    "JINCE_PROXIES": environment.networks,
    "JINCE_PRODUCTION": environment.is_on,
    "JINCE_HSTS_SECONDS": partial(environment.seconds, default=1),
    "JINCE_VAR": partial(environment.folder, default=ROOT),
    "DATABASE_URL": partial(environment.database, default=""),
    "DATABASE_REPLICA_URL": partial(environment.replica, base={"ENGINE": "django.db.backends.postgresql"}),
}


@pytest.mark.parametrize("name, value, told", WRONG.values(), ids=WRONG)
def test_a_wrong_setting_is_told_in_a_sentence(monkeypatch, name, value, told):
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=f"^{name}[^\n]*{re.escape(told)}") as refused:
        READERS[name](name)
    assert "secret@" not in str(refused.value)


@pytest.mark.parametrize("why", ["any host", "another engine", "a folder in a file"])
def test_whoever_starts_it_is_told_and_shown_no_trace(tmp_path, why):
    name, value, told = WRONG[why]
    done = start(tmp_path, **PRODUCTION | {name: value})
    assert done.returncode != 0
    assert re.fullmatch(f"配置有误：{name}.*{re.escape(told)}.*\n", done.stderr)


def test_an_empty_address_of_a_base_is_none_given(tmp_path):
    assert "sqlite3" in read(tmp_path, DATABASE_URL="").stdout


@pytest.mark.long
def test_production_with_all_of_them_starts(tmp_path):
    done = start(tmp_path, **PRODUCTION)
    assert done.stdout.startswith("False ['a.example.cn', 'b.example.cn']")


def test_database_url_takes_postgresql(tmp_path):
    done = read(tmp_path, DATABASE_URL="postgres://jince@127.0.0.1/jince")
    assert "django.db.backends.postgresql" in done.stdout


COOKIES = """
from django.test import Client
from django.urls import reverse
# An empty form, since a GET asks the base, of which there is none here.
page = Client(headers={"host": "%s"}).post(reverse("admin:login"), secure=%s)
print([(c.key, c["secure"], c["httponly"], c["samesite"], c["path"], c["domain"]) for c in page.cookies.values()])
from django.conf import settings as s
print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE)
"""


@pytest.mark.long
@pytest.mark.parametrize(
    "environment, host, cookie, session",
    [
        pytest.param(
            PRODUCTION,
            "a.example.cn",
            ("__Host-csrftoken", True, True, "Lax", "/", ""),
            "__Host-sessionid True True Lax",
            id="production",
        ),
        pytest.param(
            {}, "127.0.0.1", ("csrftoken", "", True, "Lax", "/", ""), "sessionid False True Lax", id="at home over http"
        ),
    ],
)
def test_cookies_are_this_host_s_own_in_production(tmp_path, environment, host, cookie, session):
    done = start(tmp_path, COOKIES % (host, bool(environment)), **environment)
    assert done.stdout.splitlines() == [str([cookie]), session], done.stderr


@pytest.mark.parametrize(
    "told, path", [("bianji-7f3/", "bianji-7f3/"), ("/bianji_7f3", "bianji_7f3/"), ("", "admin/"), ("a", "a/")]
)
def test_the_desk_stands_where_the_environment_says(tmp_path, told, path):
    done = read(tmp_path, "from django.conf import settings as s; print(s.ADMIN_PATH)", JINCE_ADMIN_PATH=told)
    assert done.stdout == f"{path}\n"


@pytest.mark.long
def test_the_desk_is_found_there(tmp_path):
    done = start(tmp_path, "from django.urls import reverse; print(reverse('admin:index'))", JINCE_ADMIN_PATH="/bianji")
    assert done.stdout == "/bianji/\n"


# What the site's addresses begin with, but for the desk's own.
OTHERS = [*urls.urlpatterns[1:], *website.urlpatterns]
FIRST = sorted({str(each.pattern).partition("/")[0] for each in OTHERS} - {""}) + [
    path.strip("/") for path in health.ANSWERS
]


@pytest.mark.parametrize("told", ["编辑/", "/", "a/b/", "../x", "Desk/", "a b", "-x/", "x" * 65, *FIRST, "static/"])
def test_no_other_place_for_the_desk_is_taken(monkeypatch, told):
    monkeypatch.setenv("JINCE_ADMIN_PATH", told)
    with pytest.raises(ImproperlyConfigured, match=r"不能用：.*。$"):
        environment.address_part("JINCE_ADMIN_PATH", "admin", taken=_TAKEN)


@pytest.mark.parametrize("path", ["css/base.css", "admin/css/base.css"])
def test_static_files_are_served_without_a_step(client, path):
    answer = client.get(f"/static/{path}")
    assert answer.status_code == 200
    assert b"{" in b"".join(answer.streaming_content)
