"""A site beside the tests' own: with its own base and folder, by its own commands, in processes that can be killed."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from statistics import quantiles
from time import monotonic, perf_counter, sleep

import dj_database_url
import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from bench.serving import free_port
from policies.models import Revision, Target

# An editor who adds one to a target again and again, each time in one transaction with its version.
# Somebody who saves fifty times a second. SQLite's lock has no queue: of writers that never pause one waits for good.
EDITING = """
from pathlib import Path
from time import sleep
from django.db import transaction
while not Path({stop!r}).exists():
    with transaction.atomic():
        Revision.lock()
        row = Target.objects.earliest("pk")
        row.value += 1
        row.save()
    sleep(0.02)
"""
ALIAS = "site"


@dataclass
class Site:
    """A site of its own, with its own base, by its own commands."""

    folder: Path
    url: str
    replica: str = ""

    @property
    def environment(self) -> dict[str, str]:
        own = {"JINCE_VAR": str(self.folder), "DATABASE_URL": self.url, "DATABASE_REPLICA_URL": self.replica}
        return os.environ | own

    def manage(self, *words) -> subprocess.CompletedProcess:
        return subprocess.run(  # noqa: S603 - the project's own commands
            [sys.executable, "manage.py", *map(str, words)],
            cwd=settings.BASE_DIR,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def done(self, *words) -> str:
        answer = self.manage(*words)
        assert answer.returncode == 0, answer.stderr
        return answer.stdout

    def state(self) -> tuple[int, int, int]:
        """Revision, the target's value, the number of its versions; read together."""
        with transaction.atomic(using=ALIAS):
            revision = Revision.objects.using(ALIAS).get()
            target = Target.objects.using(ALIAS).earliest("pk")
            found = revision.number, int(target.value), Target.history.using(ALIAS).count()
        connections[ALIAS].close()
        return found

    @contextmanager
    def edited(self) -> Iterator[None]:
        """Two editors work meanwhile; none of them may fail."""
        stop = self.folder / "stop"
        command = [sys.executable, "manage.py", "shell", "-v0", "-c", EDITING.format(stop=str(stop))]
        start = partial(subprocess.Popen, command, cwd=settings.BASE_DIR, env=self.environment)
        editors = [start(), start()]
        try:
            self.wait_for_more()
            yield
        finally:
            stop.touch()
            ended = [editor.wait(timeout=60) for editor in editors]
            stop.unlink()
        assert ended == [0, 0]

    def wait_for_more(self) -> None:
        """Until something more was edited."""
        before, patience = self.state(), monotonic() + 60
        while self.state() == before:
            assert monotonic() < patience
            sleep(0.1)

    @contextmanager
    def served(self, *options: str) -> Iterator[Callable[..., HTTPResponse]]:
        """The site under gunicorn, as `make run` serves it; gives what asks it, with its ``port`` and ``process``."""
        port = free_port()
        command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{port}", *options]
        process = subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL)  # noqa: S603 - our own

        get = partial(asked, port)
        get.port, get.process = port, process
        try:
            until(lambda: get("/healthz").status == 200)
            yield get
        finally:
            process.terminate()
            process.wait(timeout=60)

    def destroy(self) -> None:
        """All that is in the base is gone; of SQLite's the log stays behind."""
        if connection.vendor == "sqlite":
            (self.folder / "jince.sqlite3").unlink()
        else:
            with connections[ALIAS].cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            connections[ALIAS].close()


def asked(port: int, path: str, timeout: float = 30, **headers: str) -> HTTPResponse:
    """The answer of a server on this machine, its ``text`` read."""
    asking = HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        asking.request("GET", path, headers=headers)
        answer = asking.getresponse()
        answer.text = answer.read().decode()
    finally:
        asking.close()
    return answer


def p95(get: Callable[..., HTTPResponse]) -> float:
    """In how many milliseconds 95 of 100 visitors are answered, each with a page that nobody had before."""
    get("/units/")
    times = []
    for number in range(100):
        began = perf_counter()
        assert get(f"/units/?x={number}-{began}").status == 200
        times.append(perf_counter() - began)
        sleep(0.06)  # within what one address may ask of the proxy
    return quantiles(times, n=20)[-1] * 1000


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    patience = monotonic() + 60
    while True:
        with suppress(OSError):
            if is_so():
                return
        assert monotonic() < patience
        sleep(0.1)


@pytest.fixture(scope="module")
def site(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[Site]:
    """A site with the nine documents."""
    folder = tmp_path_factory.mktemp("site")
    with django_db_blocker.unblock():
        made = Site(folder, django_db_setup.engine.another(folder))
        connections.databases[ALIAS] = connections.databases["default"] | dj_database_url.parse(made.url)
        yield made
        connections[ALIAS].close()
        del connections[ALIAS], connections.databases[ALIAS]
        django_db_setup.engine.drop(made.url)
