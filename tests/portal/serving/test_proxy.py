"""The proxy that stands before the site, by the very configuration of deploy/: Debian's nginx, on this machine."""

import getpass
import json
import os
import re
import shlex
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path

import pytest
from django.conf import settings

from bench.serving import free_port
from tests.site import asked, p95, until

pytestmark = pytest.mark.long

DEPLOY = settings.BASE_DIR / "deploy"
NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
# As whoever runs the tests, in whose folders it writes.
IN_FRONT = f"daemon off; user {getpass.getuser()};"
# For localhost, for a day.
CERTIFICATE = (
    "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -keyout privkey.pem -out fullchain.pem"
    " -subj /CN=localhost -addext subjectAltName=DNS:localhost"
)
PRODUCTION = {
    "JINCE_PRODUCTION": "1",
    "JINCE_SECRET_KEY": "0123456789" * 6,
    "JINCE_HOSTS": "localhost",
    "JINCE_PROXIES": "127.0.0.1",
}
HALVES = [
    b"",
    b"GET /uni",
    b"GET / HTTP/1.1\r\nHost: x\r\nX: ",
    b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na",
]


@dataclass
class Proxy:
    """nginx before a site: its port, and the folder that it writes to."""

    port: int
    folder: Path

    def get(self, path: str, **headers):
        return asked(self.port, path, **headers)

    def log(self) -> list[dict]:
        return [json.loads(line) for line in (self.folder / "access.log").read_text().splitlines()]


def configured(folder: Path, **values: str) -> Path:
    """The configuration with its values, by the words of docs/operate.md: nginx's own $names stay."""
    (command,) = re.findall(r"^ *(envsubst '.*') <", (settings.BASE_DIR / "docs" / "operate.md").read_text(), re.M)
    done = subprocess.run(  # noqa: S603 - the handbook's words
        shlex.split(command),
        input=(DEPLOY / "nginx.conf").read_text(),
        env=os.environ | values,
        capture_output=True,
        text=True,
        check=True,
    )
    path = folder / "nginx.conf"
    path.write_text(done.stdout)
    return path


@contextmanager
def before(site: int, folder: Path) -> Iterator[Proxy]:
    """nginx before the port of a site, writing to a folder."""
    if NGINX is None or shutil.which("envsubst") is None:
        pytest.skip("Debian's packages nginx-light and gettext-base are not installed")
    made = Proxy(free_port(), folder)
    values = {"LISTEN": f"127.0.0.1:{made.port}", "SITE": f"127.0.0.1:{site}", "DESK": "admin/"}
    values |= {"PAGES": str(DEPLOY / "pages"), "STATE": str(folder), "LOGS": str(folder), "PID": f"{folder}/nginx.pid"}
    path = configured(folder, **values)
    command = [NGINX, "-c", str(path), "-g", IN_FRONT, "-e", str(folder / "error.log")]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603 - our own words
    try:
        yield made
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="module")
def proxy(site, tmp_path_factory) -> Iterator[Proxy]:
    folder = tmp_path_factory.mktemp("proxy")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JINCE_PROXIES", "127.0.0.1")
        with site.served("--workers", "1") as get, before(get.port, folder) as made:
            until(lambda: made.get("/healthz").status == 200)
            yield made


def half_open(port: int, held: ExitStack, count: int) -> None:
    """So many clients that send half a request, each in another way."""
    for number in range(count):
        elsewhere = ("127.0.0.2", 0)  # each address has its own measure
        each = held.enter_context(closing(socket.create_connection(("127.0.0.1", port), 30, elsewhere)))
        each.sendall(HALVES[number % len(HALVES)])


def test_five_hundred_half_sent_requests_hold_nobody_up(proxy):
    with ExitStack() as held:
        half_open(proxy.port, held, 500)
        assert [proxy.get("/readyz", timeout=5).status for _ in range(20)] == [200] * 20


@pytest.mark.drill
@pytest.mark.parametrize("count", [50, 500])
def test_visitors_beside_half_sent_requests_wait_no_longer(proxy, count, record_property):
    """Told, not asserted."""
    quiet = p95(proxy.get)
    with ExitStack() as held:
        half_open(proxy.port, held, count)
        beside = p95(proxy.get)
    record_property("drill", f"p95 behind the proxy: quiet {quiet:.1f} ms, beside {count} half-sent {beside:.1f} ms")


def test_the_sender_and_the_protocol_are_what_the_proxy_saw(proxy, site):
    """Invented ones are gone: whoever sends sixty reports is one."""
    answer = proxy.get("/", **{"X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.7"})
    assert answer.status == 200
    assert 'href="http://' in answer.text.replace("https://", "x")
    assert answer.getheader("X-Request-ID")


def test_no_line_of_the_log_has_what_was_asked(proxy):
    proxy.get("/match/?sector=%E9%A4%90%E9%A5%AE&monthly=8")
    until(lambda: any(line["path"] == "/match/" for line in proxy.log()))
    (line,) = [line for line in proxy.log() if line["path"] == "/match/"]
    assert set(line) == {"time", "status", "method", "path", "bytes", "seconds", "request_id"}
    assert "monthly" not in (proxy.folder / "access.log").read_text()


@pytest.mark.parametrize(
    "sent, status, told",
    [
        pytest.param(f"/articles/?q={'x' * 8_020}", 414, "地址太长", id="over the site's measure"),
        pytest.param(f"/articles/?q={'x' * 20_000}", 414, "地址太长", id="over the proxy's"),
        pytest.param("/articles/?q=%00", 400, "看不懂这个地址", id="the site's own words"),
    ],
)
def test_a_refusal_is_in_chinese(proxy, sent, status, told):
    answer = proxy.get(sent)
    assert (answer.status, told in answer.text) == (status, True)


def test_too_long_a_body_is_refused_before_the_site_sees_it(proxy):
    with closing(socket.create_connection(("127.0.0.1", proxy.port), timeout=30)) as sending:
        sending.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9000000\r\n\r\n")
        answer = sending.recv(65536).decode()
    assert answer.startswith("HTTP/1.1 413")
    assert "内容太长" in answer
    assert "nginx/" not in answer, "which version it is, is nobody's business"


def test_a_site_that_is_not_there_is_told_so(tmp_path, site):
    with before(free_port(), tmp_path) as made:
        until(lambda: made.get("/").status == 503)
        answer = made.get("/")
        assert "暂时打不开" in answer.text
        assert answer.getheader("Retry-After") == "30"


def test_who_comes_by_http_is_sent_to_https_and_served_there(tmp_path, site):
    """deploy/tls.conf with a certificate of our own; the site believes the proxy that it is HTTPS."""
    if shutil.which("openssl") is None:
        pytest.skip("Debian's package openssl is not installed")
    port, tls = free_port(), tmp_path / "tls"
    tls.mkdir()
    (tls / "tls.conf").write_text((DEPLOY / "tls.conf").read_text().replace("listen 443", f"listen 127.0.0.1:{port}"))
    subprocess.run(shlex.split(CERTIFICATE), cwd=tls, check=True, capture_output=True)  # noqa: S603 - our own words
    trusting = ssl.create_default_context(cafile=tls / "fullchain.pem")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in PRODUCTION.items():
            patch.setenv(name, value)
        with site.served("--workers", "1") as get, before(get.port, tmp_path) as made:
            until(lambda: made.get("/").status == 301)
            sent = made.get("/articles/?q=x", Host="localhost")
            assert sent.getheader("Location") == "https://localhost/articles/?q=x"
            asking = HTTPSConnection("localhost", port, timeout=30, context=trusting)
            with closing(asking):
                asking.request("GET", "/admin/login/")
                answer = asking.getresponse()
                assert (answer.status, answer.version) == (200, 11)
                assert answer.getheader("Strict-Transport-Security") == "max-age=3600"
                assert answer.getheader("Set-Cookie").startswith("__Host-")


def test_pages_of_the_proxy_load_nothing():
    for path in (DEPLOY / "pages").iterdir():
        text = path.read_text()
        assert "src=" not in text
        assert "<style" not in text
        assert 'lang="zh-Hans"' in text
