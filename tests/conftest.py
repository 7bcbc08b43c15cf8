"""The nine documents, loaded once a session; and no skipping where everything must run."""

import os
from pathlib import Path

import pytest

SOURCES = sorted((Path(__file__).parent.parent / "fixtures" / "sources").iterdir())


def import_nine() -> None:
    """Import what a newcomer's first `make run` imports."""
    from importers import pipeline

    pipeline.import_files(SOURCES)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, with the nine documents in it."""
    with django_db_blocker.unblock():
        import_nine()


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
