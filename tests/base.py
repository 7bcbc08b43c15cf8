"""The base with the nine documents: made once, kept in var/ or on the server, copied for every worker.

To migrate and to import takes some ten seconds, and each of xdist's workers needs a base of its own. So the first
that wants one makes it and keeps a copy, whose name says from what it was made: code, fixtures and packages. A later
run with nothing changed takes the same copy, and one with anything changed never does.
"""

import fcntl
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection, connections
from django.test.utils import setup_databases, teardown_databases

MADE_FROM = ("fixtures", "importers", "policies", "portal/settings.py", "tests/base.py")
SOURCES = sorted((settings.FIXTURES_DIR / "sources").iterdir())


def import_nine() -> None:
    """Import what a newcomer's first `make run` imports."""
    from importers import pipeline

    pipeline.import_files(SOURCES)


def forget_documents() -> None:
    """Leave the base without documents, and all else as it is: a table at a time, which takes no second."""
    from policies.models import Revision

    kept = {"Unit", "UnitName", "Membership", "Term", "Source", "Collection", "ImportRun", "Act", "Revision"}
    for model in apps.get_app_config("policies").get_models(include_auto_created=True):
        if model.__name__ not in kept and not model.__name__.startswith("Historical"):
            model._base_manager.all()._raw_delete(connection.alias)
    Revision.bump()


def digest() -> str:
    """What the base is made from: every file of the code and the fixtures, every package, Python itself."""
    found = sha256(sys.version.encode())
    for name, version in sorted((each.name, each.version) for each in distributions()):
        found.update(f"{name} {version}\n".encode())
    for place in MADE_FROM:
        top = settings.BASE_DIR / place
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and path.suffix != ".pyc":
                content = path.read_bytes()
                found.update(f"{path.relative_to(settings.BASE_DIR)} {len(content)}\n".encode() + content)
    return found.hexdigest()[:16]


@contextmanager
def alone() -> Iterator[None]:
    """One worker at a time: the others wait for the base that the first one makes."""
    with (settings.VAR_DIR / "nine.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class OnSQLite:
    """The kept copy is a file beside the test bases."""

    def __init__(self):
        self.kept = settings.VAR_DIR / f"nine-{digest()}.sqlite3"

    def is_kept(self) -> bool:
        return self.kept.exists()

    def keep(self) -> None:
        """Copy the test base, all or nothing, and forget the copies of other code."""
        for path in settings.VAR_DIR.glob("nine-*.sqlite3*"):
            path.unlink()
        making = self.kept.with_suffix(".making")
        making.unlink(missing_ok=True)
        with closing(sqlite3.connect(making)) as copy:
            connection.connection.backup(copy)
        making.rename(self.kept)

    def create(self) -> list:
        """The test base, from the copy."""
        name = Path(connection.creation._get_test_db_name())
        for old in ("-wal", "-shm"):
            name.with_name(name.name + old).unlink(missing_ok=True)
        shutil.copyfile(self.kept, name)
        return setup_databases(verbosity=0, interactive=False, keepdb=True)

    def another(self, folder: Path) -> str:
        """The address (DATABASE_URL) of one more base, from the copy."""
        shutil.copyfile(self.kept, folder / "jince.sqlite3")
        return f"sqlite:///{folder / 'jince.sqlite3'}"

    def drop(self, address: str) -> None:
        """Nothing: the folder goes with its files."""

    def restore(self) -> None:
        """The test base as it was, while a server has it open."""
        connection.ensure_connection()
        # Nobody writes to the copy, so it needs neither locks nor a log.
        with closing(sqlite3.connect(f"{self.kept.as_uri()}?immutable=1", uri=True)) as copy:
            copy.backup(connection.connection)


class OnPostgreSQL:
    """The kept copy is a database that others are made from (TEMPLATE)."""

    def __init__(self):
        self.kept = f"test_nine_{digest()}"

    def is_kept(self) -> bool:
        return bool(self._run("SELECT 1 FROM pg_database WHERE datname = %s", self.kept))

    def keep(self) -> None:
        """Copy the test base, all or nothing, and forget the copies of other code."""
        for (name,) in self._run(r"SELECT datname FROM pg_database WHERE datname LIKE 'test\_nine\_%%'"):
            self._run(f'DROP DATABASE "{name}"')
        connections.close_all()
        self._run(f'CREATE DATABASE "{self.kept}_making" TEMPLATE "{connection.settings_dict["NAME"]}"')
        self._run(f'ALTER DATABASE "{self.kept}_making" RENAME TO "{self.kept}"')

    def create(self) -> list:
        """The test base, from the copy."""
        connection.settings_dict["TEST"]["TEMPLATE"] = self.kept
        return setup_databases(verbosity=0, interactive=False)

    def another(self, folder: Path) -> str:
        """The address (DATABASE_URL) of one more base, from the copy."""
        name = f"{connection.settings_dict['NAME']}_another"
        self.drop(name)
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{self.kept}"')
        return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"

    def drop(self, address: str) -> None:
        """Take one more base away."""
        self._run(f'DROP DATABASE IF EXISTS "{address.rpartition("/")[2]}" WITH (FORCE)')

    def restore(self) -> None:
        """The test base as it was, while a server runs, which opens a connection for every request."""
        connections.close_all()
        name = connection.settings_dict["NAME"]
        self._run(f'DROP DATABASE "{name}" WITH (FORCE)')
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{self.kept}"')

    def _run(self, sql: str, *values) -> list[tuple]:
        with connection._nodb_cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else []


class Nine:
    """The base of this worker's tests, with the nine documents in it."""

    def __init__(self):
        self.engine = OnSQLite() if connection.vendor == "sqlite" else OnPostgreSQL()
        with alone():
            if not self.engine.is_kept():
                made = setup_databases(verbosity=0, interactive=False)
                import_nine()
                self.engine.keep()
                teardown_databases(made, verbosity=0)
            self._made = self.engine.create()

    def restore(self) -> None:
        """Take away what a test has written for good."""
        with alone():
            self.engine.restore()

    def drop(self) -> None:
        teardown_databases(self._made, verbosity=0)
