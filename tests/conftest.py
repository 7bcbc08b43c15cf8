"""The nine documents, loaded once a session; and no skipping where everything must run."""

import os
from pathlib import Path

import pytest
from django.test.utils import setup_databases, teardown_databases

SOURCES = sorted((Path(__file__).parent.parent / "fixtures" / "sources").iterdir())


def import_nine() -> None:
    """Import what a newcomer's first `make run` imports."""
    from importers import pipeline

    pipeline.import_files(SOURCES)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """The test database, with the nine documents in it.

    It is made whatever tests are selected: pytest-django makes none where no test is marked to use it, and what a
    browser's server wrote would then be written to the real one.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
        import_nine()
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords():
    """A password hashed in a million rounds, as it should be, takes a quarter of a second each time."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Every test sees pages made, not pages that another test had made."""
    from portal.website.page_cache import PAGE_CACHE

    PAGE_CACHE.clear()


@pytest.fixture
def queries(client):
    """How many queries it takes to make a page, but for those of the base's revision, by which others are saved."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from portal.website.page_cache import PAGE_CACHE

    def count(path: str) -> int:
        client.get(path)
        PAGE_CACHE.clear()
        with CaptureQueriesContext(connection) as found:
            client.get(path)
        return sum("policies_revision" not in query["sql"] for query in found.captured_queries)

    return count


@pytest.fixture
def nine(db):
    """The nine documents; imported again where a live server's test has emptied the base."""
    from policies.models import Document

    if not Document.objects.exists():
        import_nine()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI nothing is skipped: a missing browser or server is a failure there."""
    report = yield
    if report.skipped and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report
