"""A run of an import between two of its documents: what others see of it, and what is left where it dies there."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connections

from policies.models import Article, Document, Revision
from tests.importers.test_streamed import TITLES, write
from tests.site import ALIAS, Site

pytestmark = pytest.mark.long

# Imports files and, behind the first of two documents, prints what another reader sees; then dies, or goes on.
RUN = """
import os, signal, sys
from pathlib import Path
from importers import pipeline
def progress(stage):
    if stage.startswith("第 2 个"):
        print("between", flush=True)
        sys.stdin.readline() or os.kill(os.getpid(), signal.SIGKILL)
pipeline.import_files([Path(name) for name in {files!r}], progress=progress)
"""


@pytest.mark.parametrize("is_killed", [True, False], ids=["killed between two documents", "left to end"])
def test_readers_see_all_of_a_run_or_nothing(site: Site, tmp_path, is_killed):
    """Killed, it never was, and the next one is whole; left to end, its documents come together."""
    for name in TITLES:
        write(tmp_path, name, "大力" if is_killed else "着力")
    command = RUN.format(files=[str(path) for path in sorted(tmp_path.iterdir())])
    running = subprocess.Popen(  # noqa: S603 - the project's own commands
        [sys.executable, "manage.py", "shell", "-v0", "-c", command],
        cwd=settings.BASE_DIR,
        env=site.environment | {"PYTHONUNBUFFERED": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    before = seen()
    assert running.stdout.readline() == "between\n"
    assert seen() == before
    running.communicate("" if is_killed else "\n", timeout=60)
    assert running.returncode == (-signal.SIGKILL if is_killed else os.EX_OK)
    assert (seen() == before) is is_killed
    site.done("import_policies", *sorted(tmp_path.iterdir()), "--quiet")
    assert {*TITLES.values()} <= set(seen()[1])


def seen() -> tuple[str, list[str], list[str]]:
    """The revision, the documents and the articles that another process sees of the site's base."""
    found = (
        str(Revision.objects.using(ALIAS).get()),
        list(Document.objects.using(ALIAS).order_by("pk").values_list("title", flat=True)),
        list(Article.objects.using(ALIAS).order_by("pk").values_list("text", flat=True)),
    )
    connections[ALIAS].close()
    return found
