"""The servers that are asked, each one process on the same base: gunicorn with the portal, and Datasette."""

import json
import os
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.http import QueryDict
from django.utils.http import urlencode

from bench.asking import get
from policies.models import Article, Responsibility, Term
from portal.website.finder.filterset import ArticleFilter

FOLDER = settings.BASE_DIR / "var" / "bench" / "datasette"
DATASETTE = "datasette>=0.65,<0.66"


class Served(NamedTuple):
    """A server that runs: its port, and its process."""

    port: int
    process: int

    @property
    def peak_memory(self) -> float:
        """The most memory that one of its workers had, in MiB."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text(encoding="ascii").split()
        status = (Path(f"/proc/{child}/status").read_text(encoding="utf-8") for child in children)
        return max(int(each.partition("VmHWM:")[2].split()[0]) for each in status) / 1024


@contextmanager
def portal() -> Iterator[Served]:
    """The portal under gunicorn."""
    port = free_port()
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--log-level", "warning"]
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "bench.settings"}
    with _running([sys.executable, "-m", "gunicorn", "portal.wsgi", *options], port, "/bare/", env) as process:
        yield Served(port, process)


@contextmanager
def datasette(base: Path) -> Iterator[int]:
    """Datasette on a base that does not change, as quick as its settings make it; gives its port."""
    port = free_port()
    options = ["--port", str(port), "--setting", "suggest_facets", "off", "--setting", "allow_download", "off"]
    with _running([str(FOLDER / "bin" / "datasette"), "serve", "-i", str(base), *options], port, "/-/versions.json"):
        yield port


def install_datasette() -> str | None:
    """Put Datasette into an environment of the bench's own; gives its version, None where it cannot be had."""
    if not (FOLDER / "bin" / "datasette").exists():
        venv.create(FOLDER, with_pip=True)
        pip = [
            str(FOLDER / "bin" / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            DATASETTE,
        ]
        if subprocess.run(pip, check=False, stderr=subprocess.DEVNULL).returncode:  # noqa: S603 - our own words
            return None
    asked = [str(FOLDER / "bin" / "datasette"), "--version"]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.split()[-1]  # noqa: S603


def flatten(base: Path) -> None:
    """Copy the base to a file with one more table in it, as one makes it for Datasette: articles, units, trades.

    A trade has with it what our filter has with it (含普惠措施), so that the lists and their counts are the same.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE articles (id INTEGER PRIMARY KEY, document, number, heading, text, units, sectors)"
        )
        cursor.executemany("INSERT INTO articles VALUES (%s, %s, %s, %s, %s, %s, %s)", _flat())
        cursor.execute("CREATE INDEX articles_document ON articles (document)")
        cursor.execute("VACUUM INTO %s", [str(base)])
        cursor.execute("DROP TABLE articles")


def _flat() -> list[tuple]:
    units, sectors = {}, {}
    parts = Responsibility.objects.public().of_articles()
    for article, unit in parts.values_list("article", "unit__name").distinct():
        units.setdefault(article, []).append(unit)
    for name in Term.objects.of(Term.Scheme.SECTOR).values_list("name", flat=True):
        for article in listed(sector=name):
            sectors.setdefault(article, []).append(name)
    return [
        (
            each.pk,
            each.document.name,
            each.name,
            each.heading,
            each.text,
            *(json.dumps(names.get(each.pk, []), ensure_ascii=False) for names in (units, sectors)),
        )
        for each in Article.objects.public().in_document_order().select_related("document", "section")
    ]


def listed(**words: str) -> list[int]:
    """The articles that our filter lists for some words."""
    found = ArticleFilter(QueryDict(urlencode(words)), Article.objects.public().in_document_order())
    return list(found.qs.values_list("pk", flat=True))


@contextmanager
def _running(command: list[str], port: int, address: str, env: dict | None = None) -> Iterator[int]:
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:  # noqa: S603
        try:
            _wait_for(port, address)
            yield server.pid
        finally:
            server.terminate()


def _wait_for(port: int, address: str) -> None:
    for _ in range(200):
        try:
            if get(port, address).status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {port}{address}")


def free_port() -> int:
    """A port that nobody has."""
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]
