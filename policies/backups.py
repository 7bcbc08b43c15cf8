"""The base put into one file, whole, while it is in use; and put back from it, whole or not at all.

A backup is a ZIP file with the engine's own copy of the base (SQLite's backup API, pg_dump) and a manifest: engine,
migrations, revision, the copy's SHA-256. To copy the file of a base in use is no backup: what was committed last stands
in its log beside it (https://www.sqlite.org/backup.html).
"""

import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from time import monotonic
from typing import Protocol

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from policies.models import Revision

FORMAT = 1
_MANIFEST, _COPY = "manifest.json", "base"
# How long a restore waits for whoever writes, in seconds, unless it is told.
PATIENCE = 20


class BackupError(Exception):
    """A backup that cannot be made or put back; says why, and what to do, in Chinese. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The description in a backup. ``migrations`` are those that the base has had, as “policies.0007_acts”."""

    format: int
    engine: str
    migrations: list[str]
    revision: str
    made_at: str
    sha256: str


class Engine(Protocol):
    """The copying of a base, and the putting back of a copy, on one engine."""

    def dump(self, copy: Path) -> str:
        """Write the base into a new file, as it is at one moment; gives its revision then."""

    def check(self, copy: Path) -> None:
        """Raise BackupError where the copy cannot be read."""

    def load(self, copy: Path, wait: int) -> None:
        """Put the copy in the base's place, all or nothing; waits so many seconds for whoever writes."""


def backup(path: Path) -> Manifest:
    """Write the base into a new file. Raises BackupError, and leaves no file, where that cannot be done."""
    if path.exists():
        raise BackupError(f"{path} 已经存在，没有备份：请换一个文件名。")
    if not path.parent.is_dir():
        raise BackupError(f"没有 {path.parent} 这个文件夹，没有备份：请先建好。")
    with _in_words("备份"), tempfile.TemporaryDirectory(dir=path.parent) as folder:
        copy, packed = Path(folder) / _COPY, Path(folder) / path.name
        engine = _engine()
        revision = engine.dump(copy)
        engine.check(copy)
        made_at = timezone.localtime().isoformat(timespec="seconds")
        manifest = Manifest(FORMAT, connection.vendor, _applied(), revision, made_at, _sha256(copy))
        with zipfile.ZipFile(packed, "x", zipfile.ZIP_DEFLATED) as file:
            file.write(copy, _COPY)
            file.writestr(_MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
        with packed.open("rb") as file_:
            os.fsync(file_.fileno())
        packed.chmod(0o600)  # accounts are in it
        packed.rename(path)
    return manifest


def restore(path: Path, *, wait: int = PATIENCE, discard: bool = False) -> tuple[Manifest, Path | None]:
    """Put a backup in the base's place; gives also the file in which the base as it was before is kept, if it was any.

    Raises BackupError, and changes nothing, where the file is torn, or of another engine or version, where somebody
    writes for longer than ``wait`` seconds, or where the base as it is cannot be backed up first, unless it is to be
    given up (``discard``).
    """
    with _in_words("恢复"), tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as folder:
        manifest = _unpacked(path, Path(folder) / _COPY)
        _fits(path, manifest)
        engine = _engine()
        engine.check(Path(folder) / _COPY)
        before = None if discard else _backup_of_current()
        connection.close()
        engine.load(Path(folder) / _COPY, wait)
        connection.close()
    return manifest, before


@contextmanager
def _in_words(what: str) -> Iterator[None]:
    """Say in a sentence what the machine beneath refuses."""
    try:
        yield
    except OSError as error:
        raise BackupError(f"没有{what}：{error.strerror or error}（{error.filename or '磁盘'}）。") from None
    except subprocess.CalledProcessError as error:
        lines = (error.stderr or "").strip().splitlines()
        raise BackupError(f"没有{what}：{lines[-1] if lines else error}。") from None
    except (sqlite3.Error, DatabaseError) as error:
        raise BackupError(f"没有{what}：数据库用不了（{_first_line(error)}）。") from None


def _first_line(error: Exception) -> str:
    """Return what was wrong; PostgreSQL goes on with the statement and a mark below where it stood."""
    return (str(error).splitlines() or [type(error).__name__])[0]


# All that reading a damaged ZIP file is known to raise; OSError where a damaged number sends it before the beginning.
_TORN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
    OSError,
)


def _unpacked(path: Path, copy: Path) -> Manifest:
    """Take the copy out of a backup, and hold it against the manifest."""
    if not path.is_file():
        raise BackupError(f"没有 {path} 这个文件。")
    try:
        with zipfile.ZipFile(path) as file:
            stored = json.loads(file.read(_MANIFEST))
            with file.open(_COPY) as packed, copy.open("xb") as out:
                shutil.copyfileobj(packed, out)
        manifest = Manifest(**{each.name: stored[each.name] for each in fields(Manifest)})
    except _TORN as error:
        if isinstance(error, OSError) and error.filename:
            raise  # of the disk, not of what the file holds
        raise BackupError(f"{path} 不是完整的备份，没有恢复：文件不全、损坏，或不是 manage.py backup 做的。") from None
    if manifest.format != FORMAT or manifest.sha256 != _sha256(copy):
        raise BackupError(f"{path} 的内容与它自己的校验和或格式不符，没有恢复：请用另一份备份。")
    return manifest


def _fits(path: Path, manifest: Manifest) -> None:
    """Raise BackupError where a backup is of another engine or version than this site."""
    if manifest.engine != connection.vendor:
        raise BackupError(
            f"{path} 是 {manifest.engine} 的备份，本站用的是 {connection.vendor}，没有恢复：请用本站的备份。"
        )
    loader = MigrationLoader(None)
    known = {f"{app}.{name}" for app, name in (*loader.disk_migrations, *loader.graph.nodes)}
    unknown = sorted(set(manifest.migrations) - known)
    missing = sorted({f"{app}.{name}" for app, name in loader.graph.leaf_nodes()} - set(manifest.migrations))
    if unknown or missing:
        age, names = ("更新", unknown) if unknown else ("更早", missing)
        raise BackupError(
            f"{path} 是{age}的版本做的备份（{names[0]}），没有恢复：请用那个版本恢复，再换到这个版本运行 migrate。"
        )


def _backup_of_current() -> Path | None:
    """Back up what is about to be replaced; None where there is nothing, or no base any more, which is put aside."""
    path = settings.VAR_DIR / f"before-restore-{datetime.now():%Y%m%d-%H%M%S-%f}.zip"
    try:
        if not connection.introspection.table_names():
            return None
    except DatabaseError:
        return None
    try:
        backup(path)
    except BackupError as error:
        raise BackupError(f"没有恢复，因为恢复之前要先备份现在的库：{error}确实不要它的，请加 --discard。") from None
    return path


def _applied() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


class _SQLite:
    """A base in a file. Its copy is made, and put back, page by page in one transaction, past all open connections."""

    def __init__(self) -> None:
        self.base = Path(connection.settings_dict["NAME"])

    def dump(self, copy: Path) -> str:
        connection.ensure_connection()
        with closing(sqlite3.connect(copy)) as to:
            connection.connection.backup(to, progress=_patience(PATIENCE, "备份"))
            to.execute("PRAGMA journal_mode=DELETE")  # one file, with no log beside it
            return _revision_in(to)

    def check(self, copy: Path) -> None:
        try:
            with closing(sqlite3.connect(copy)) as file:
                (found,) = file.execute("PRAGMA integrity_check").fetchone()
        except sqlite3.DatabaseError as error:
            found = _first_line(error)
        if found != "ok":
            raise BackupError(f"所备份的数据库是坏的（{found.splitlines()[0]}）。")

    def load(self, copy: Path, wait: int) -> None:
        self._put_broken_aside()
        with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(self.base, timeout=1)) as base:
            source.backup(base, progress=_patience(wait, "恢复"))

    def _put_broken_aside(self) -> None:
        """A file that is no base any more is kept beside, for whoever wants to look what became of it."""
        try:
            with closing(sqlite3.connect(self.base, timeout=1)) as base:
                base.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            for path in (self.base, *(self.base.with_name(self.base.name + end) for end in ("-wal", "-shm"))):
                if path.exists():
                    path.rename(path.with_name(f"{path.name}.broken-{datetime.now():%Y%m%d-%H%M%S}"))


def _patience(wait: int, what: str) -> Callable[..., None]:
    """Return what SQLite asks after each try to copy: it would else try for ever."""
    began = monotonic()

    def impatient(*_) -> None:
        if monotonic() - began > wait:
            raise _busy(wait, what)

    return impatient


def _busy(wait: int, what: str) -> BackupError:
    return BackupError(f"没有{what}：{wait} 秒里一直有人在写。请停下网站，或过一会儿再试。")


def _revision_in(file: sqlite3.Connection) -> str:
    row = file.execute("SELECT number FROM policies_revision WHERE id = 1").fetchone()
    return str(row[0]) if row else ""


# Whoever writes holds the revision's row: they end first, and who comes then waits, so that no two wait for each other.
_WRITERS_FIRST = """
SET lock_timeout = '{wait}s';
DO $$ BEGIN
  IF to_regclass('policies_revision') IS NOT NULL THEN
    LOCK TABLE policies_revision IN ACCESS EXCLUSIVE MODE;
  END IF;
END $$;
"""

# What the backup has not may hold a name that it needs, as a renamed table keeps its sequence's; tables of extensions
# belong to these.
_TABLES_AWAY = """
DO $$ DECLARE found record; BEGIN
  FOR found IN
    SELECT oid::regclass AS name FROM pg_class
    WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
      AND NOT EXISTS (
        SELECT 1 FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e'
      )
  LOOP EXECUTE 'DROP TABLE IF EXISTS ' || found.name || ' CASCADE'; END LOOP;
END $$;
"""


def _without_line(script: Path, line: bytes) -> None:
    """Take a line of its head out of a script, which may be long."""
    shortened = script.with_suffix(".shorter")
    with script.open("rb") as old, shortened.open("wb") as new:
        for each in old:
            if each.strip() == line:
                break
            new.write(each)
        shutil.copyfileobj(old, new)
    shortened.replace(script)


class _PostgreSQL:
    """A base on a server, by its own programs; put back in one transaction, for which others wait."""

    def dump(self, copy: Path) -> str:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
            revision = Revision.objects.filter(pk=1).values_list("number", flat=True).first()
            options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={copy}"]
            self._run("pg_dump", options)
        return "" if revision is None else str(revision)

    def check(self, copy: Path) -> None:
        self._run("pg_restore", ["--list", str(copy)], of_base=False)

    def load(self, copy: Path, wait: int) -> None:
        script = copy.with_suffix(".sql")
        options = ["--clean", "--if-exists", "--no-owner", "--no-privileges", f"--file={script}", str(copy)]
        self._run("pg_restore", options, of_base=False)
        first = copy.with_suffix(".first.sql")
        first.write_text(_WRITERS_FIRST.format(wait=wait) + _TABLES_AWAY)
        # pg_restore's script begins with waiting for ever.
        _without_line(script, b"SET lock_timeout = 0;")
        try:
            self._run("psql", ["-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-f", str(first), "-f", str(script)])
        except subprocess.CalledProcessError as error:
            if "lock timeout" in (error.stderr or ""):
                raise _busy(wait, "恢复") from None
            raise

    def _run(self, program: str, options: list[str], of_base: bool = True) -> None:
        if shutil.which(program) is None:
            raise BackupError(f"本机没有 {program}：请安装 PostgreSQL 的客户端程序（postgresql-client）。")
        arguments, settings_env = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
        *where, name = arguments[1:]
        base = [*where, f"--dbname={name}"] if of_base else []
        env = os.environ | (settings_env or {})
        command = [program, *base, *options]
        subprocess.run(command, check=True, capture_output=True, text=True, env=env)  # noqa: S603 - a fixed program


def _engine() -> Engine:
    return _SQLite() if connection.vendor == "sqlite" else _PostgreSQL()
