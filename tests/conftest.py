"""The nine documents, in every test's base; and no skipping where everything must run."""

import gc
import os
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import hypothesis
import pytest

pytest_plugins = ["tests.site"]

HERE = Path(__file__).parent


# Texts by chance: a few in the suite, many in the drill; none of them in a time.
ROUNDS = os.environ.get("JINCE_ROUNDS")
hypothesis.settings.register_profile("suite", max_examples=25, deadline=None)
hypothesis.settings.register_profile("drill", max_examples=max(300, int(ROUNDS or 0)), deadline=None)
hypothesis.settings.load_profile("drill" if ROUNDS else "suite")


# These need no base: one worker reads texts while the other one makes it.
OF_TEXTS = ("importers/extractors", "importers/parsing", "policies/text")


def pytest_collection_modifyitems(items):
    """The drill has the texts by chance, too, and many more of them."""
    for item in items:
        if ROUNDS and hypothesis.is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker(pytest.mark.drill)
        if item.path.parent.relative_to(HERE).as_posix().startswith(OF_TEXTS):
            item.add_marker(pytest.mark.xdist_group("texts"))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker) -> Iterator:
    """The test database, with the nine documents in it; a test that writes to it for good restores it.

    It is made whatever tests are selected: pytest-django makes none where no test is marked to use it, and what a
    browser's server wrote would then be written to the real one.
    """
    from tests.base import Nine

    with django_db_blocker.unblock():
        made = Nine()
    yield made
    with django_db_blocker.unblock():
        made.drop()


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords():
    """A password hashed in a million rounds, as it should be, takes a quarter of a second each time."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def _rare_collections():
    """Pages make many small objects and few cycles: to look for these every 700 objects takes a third of a test."""
    gc.set_threshold(100_000, 50, 50)


@pytest.fixture(scope="session", autouse=True)
def _static_files_listed_once():
    """Each of Django's clients is a server of its own, which would look at every static file before its first page."""
    from whitenoise.middleware import WhiteNoiseMiddleware

    look, listed = WhiteNoiseMiddleware.add_files_from_finders, {}

    def look_once(middleware) -> None:
        if not listed:
            look(middleware)
            listed.update(middleware.files)
        middleware.files.update(listed)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(WhiteNoiseMiddleware, "add_files_from_finders", look_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def _pages_of_this_process():
    """Pages are kept in files for other processes, of which the tests' own have other bases."""
    from django.conf import settings
    from django.test import override_settings

    of_its_own = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    with override_settings(CACHES=settings.CACHES | {"last_pages": of_its_own}):
        yield


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Every test sees pages made, not pages that another test had made."""
    from django.core.cache import caches

    from portal.website.page_cache import PAGE_CACHE

    PAGE_CACHE.clear()
    caches["last_pages"].clear()


WRITES = re.compile(
    r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"(?! SET "(?:paired_as|derived_as|is_stale)")'
)  # what no reader sees


@pytest.fixture(autouse=True)
def _writes_past_the_revision(monkeypatch):
    """A test that writes by ``queryset.update()`` alone sees what it wrote, and leaves nothing of it to the next one.

    What is kept of the tests' base is kept for all of them, since each comes back to its revision.
    """
    from django.apps import apps
    from django.db import connection

    from policies.models import Revision
    from policies.models.revision import is_public

    tables = {model._meta.db_table for model in apps.get_app_config("policies").get_models(True) if is_public(model)}
    current, is_tried, serial, written, savepoints = Revision.current, Revision.is_tried, count(1), [], {}

    def watch(execute, sql, *args):
        if sql.startswith('UPDATE "policies_revision" SET "number"'):
            written.clear()
        elif (found := WRITES.match(sql)) and found[1] in tables:
            written.append(next(serial))
        elif sql.startswith("SAVEPOINT "):
            savepoints[sql.split()[-1]] = len(written)
        elif sql.startswith("ROLLBACK TO SAVEPOINT "):
            del written[savepoints[sql.split()[-1]] :]
        return execute(sql, *args)

    def moved(cls) -> str:
        number = current()  # which may count what waited, and so clear what was written
        return f"{number}+{written[-1]}" if written else number

    monkeypatch.setattr(Revision, "current", classmethod(moved))
    monkeypatch.setattr(Revision, "is_tried", classmethod(lambda cls: bool(written) or is_tried()))
    with connection.execute_wrapper(watch):
        yield


@pytest.fixture
def desk(client, db):
    """Django's client, logged in as an editor who may do everything."""
    from django.contrib.auth.models import User

    client.force_login(User.objects.create_superuser("editor", password="not-a-secret"))
    return client


@pytest.fixture
def queries(client):
    """How many queries it takes to make a page, but for those of the base's revision, by which others are saved."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from portal.website.main_parts import MAIN_PARTS
    from portal.website.page_cache import PAGE_CACHE

    def count(path: str) -> int:
        client.get(path)
        PAGE_CACHE.clear()
        MAIN_PARTS.clear()
        with CaptureQueriesContext(connection) as found:
            client.get(path)
        return sum("policies_revision" not in query["sql"] for query in found.captured_queries)

    return count


@pytest.fixture(scope="module")
def prepared(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A transaction around the tests of a module: what its other fixtures write once stands for each of them."""
    from django.db import transaction

    with django_db_blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = True  # as Django's own, within which a durable one is no fault
        with around:
            yield
            transaction.set_rollback(True)


@pytest.fixture
def nine(db):
    """The nine documents, which are in every test's base; a test that left it empty is told on here."""
    from policies.models import Document

    assert Document.objects.exists()


def pytest_terminal_summary(terminalreporter):
    """What a drill tried, and what survived."""
    told = [
        value
        for reports in terminalreporter.stats.values()
        for report in reports
        for name, value in getattr(report, "user_properties", ())
        if name == "drill"
    ]
    for line in dict.fromkeys(told):
        terminalreporter.write_line(f"drill: {line}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI nothing is skipped: a missing browser or server is a failure there."""
    report = yield
    if report.skipped and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report
