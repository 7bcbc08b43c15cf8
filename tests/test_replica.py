"""A base and its copy, two PostgreSQL servers streaming on loopback: which a page is read from, on a bad day too.

The servers are the test's own, whatever base the suite runs on.
"""

import os
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Event
from urllib.parse import quote, urlencode

import pytest

from bench.serving import free_port
from tests.site import Site, until

pytestmark = [pytest.mark.drill, pytest.mark.xdist_group("replica")]

READ_ONLY = "现在只能查阅"
DOCUMENT = "/documents/jinfa-2021-67/"
TOKEN = "t" * 32
# An editor who is logged in; prints the session.
LOGIN = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
user = User.objects.create_superuser("editor")
session = SessionStore()
session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session.save()
print(session.session_key)
"""
RENAME = """
from policies.models import Document
row = Document.objects.get(slug="jinfa-2021-67")
row.title = "{title}"
row.save()
"""


@dataclass
class Server:
    """A PostgreSQL server in a folder of its own; it never runs as root, which it refuses."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgres://jince@127.0.0.1:{self.port}/postgres"

    def run(self, program: str, *words: str) -> None:
        as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run(  # noqa: S603 - PostgreSQL's own programs
            [*as_postgres, str(_programs() / program), *words], cwd=self.folder, check=True, stdout=subprocess.DEVNULL
        )

    def start(self) -> None:
        options = (
            f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off -c hot_standby_feedback=on"
        )
        data, log = str(self.folder / "data"), str(self.folder / "log")
        self.run("pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")

    def kill(self) -> None:
        """Stop at once, as if the machine were gone."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")


def _programs() -> Path:
    found = shutil.which("initdb") or max(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")), default="")
    if not found:
        pytest.skip("Debian's package postgresql is not installed")
    return Path(found).resolve().parent


@contextmanager
def server() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="jince-replica-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    made = Server(folder, free_port())
    try:
        yield made
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            made.kill()
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def base() -> Iterator[Server]:
    with server() as made:
        data = str(made.folder / "data")
        made.run("initdb", "-D", data, "-U", "jince", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        made.start()
        yield made


@pytest.fixture(scope="module")
def copy(base) -> Iterator[Server]:
    """A copy of the base that follows it."""
    with server() as made:
        data = str(made.folder / "data")
        made.run(
            "pg_basebackup", "-d", base.url.replace("postgres://", "postgresql://"), "-D", data, "-R", "-c", "fast"
        )
        made.start()
        yield made


@pytest.fixture(scope="module")
def site(base, copy, tmp_path_factory) -> Site:
    """A site with the nine documents, and a copy of its base."""
    made = Site(tmp_path_factory.mktemp("site"), base.url, copy.url)
    made.done("migrate", "-v0")
    made.done("import_policies", "--quiet")
    return made


def asked(port: int, path: str, session: str = "", sent: dict[str, str] | None = None) -> HTTPResponse:
    """The answer to somebody who reads, to an editor with a session, or to one who sends something."""
    cookie = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}"} if session else {}
    body = urlencode(sent | {"csrfmiddlewaretoken": TOKEN}) if sent is not None else None
    form = {"Content-Type": "application/x-www-form-urlencoded"} if sent is not None else {}
    asking = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        asking.request("POST" if body else "GET", path, body, headers=cookie | form)
        answer = asking.getresponse()
        answer.text = answer.read().decode()
    finally:
        asking.close()
    return answer


def test_without_its_base_a_site_is_read_from_the_copy_and_goes_on_when_it_is_back(site, base):
    session = site.done("shell", "-v0", "-c", LOGIN).strip()

    with site.served("--threads", "4") as get:
        until(lambda: get(DOCUMENT).status == 200)  # the copy has all that the base has
        assert asked(get.port, "/admin/", session).status == 200

        with _readers(get.port) as answers:
            base.kill()
            until(lambda: READ_ONLY in asked(get.port, "/admin/", session).text)
            assert get(f"/articles/?q={quote('补贴')}").status == 200  # nobody has asked for it yet
        assert set(answers) == {200}
        assert answers[200] > 20

        desk = asked(get.port, "/admin/policies/document/", session)
        sent = asked(get.port, "/admin/policies/unit/add/", session, {"name": "县商务局"})
        assert (desk.status, sent.status) == (503, 503)
        assert READ_ONLY in desk.text
        assert "没有保存" in sent.text
        assert asked(get.port, DOCUMENT, session).status == 200  # who edits may still read
        assert '"editing": "paused"' in get("/readyz").text

        base.start()
        until(lambda: asked(get.port, "/admin/", session).status == 200)
        site.done("shell", "-v0", "-c", RENAME.format(title="又能改了"))
        assert "又能改了" in asked(get.port, DOCUMENT, session).text  # from the base, at once
        until(lambda: "又能改了" in get(DOCUMENT).text)  # from the copy, moments later
        assert "editing" not in get("/readyz").text


def test_without_its_copy_a_site_is_read_from_the_base(site, copy):
    with site.served() as get:
        until(lambda: get(DOCUMENT).status == 200)
        copy.kill()
        until(lambda: get("/overview/").status == 200)
        assert get(f"/articles/?q={quote('失业保险')}").status == 200
        copy.start()


@contextmanager
def _readers(port: int) -> Iterator[Counter]:
    """Four who read on meanwhile, each page under an address that nobody has asked for; gives how they are answered."""
    stop, answers = Event(), Counter()

    def read(reader: int) -> None:
        number = 0
        while not stop.is_set():
            number += 1
            answers[asked(port, f"/units/?x={reader}-{number}").status] += 1

    with ThreadPoolExecutor(4) as pool:
        reading = [pool.submit(read, reader) for reader in range(4)]
        try:
            yield answers
        finally:
            stop.set()
        for each in reading:
            each.result()
