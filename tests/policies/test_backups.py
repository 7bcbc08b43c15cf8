"""Backups: made under load, put back after a disaster, refused where they are not whole or not this site's."""

import json
import random
import re
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections, transaction
from django.db.migrations.loader import MigrationLoader

from policies.backups import BackupError
from policies.backups import _unpacked as unpacked
from policies.models import Revision, Target
from tests.site import ALIAS

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def whole(site) -> Path:
    """A backup."""
    path = site.folder / "whole.zip"
    site.done("backup", path)
    return path


def revision_of(path: Path) -> int:
    with zipfile.ZipFile(path) as file:
        return int(json.loads(file.read("manifest.json"))["revision"])


@pytest.mark.drill
def test_a_drill(site, tmp_path):
    """Write under load, back up, destroy, restore: of each edit the row, its version and the revision, or none."""
    revision, value, versions = site.state()
    made = tmp_path / "drill.zip"
    with site.edited():
        site.done("backup", made)
        site.wait_for_more()
    last = site.state()
    edits = revision_of(made) - revision
    assert 0 < edits < last[0] - revision, "made while they worked"
    site.destroy()
    assert site.manage("export_articles").returncode != 0
    assert f"修订号 {revision_of(made)}。" in site.done("restore", made)
    assert site.state() == (revision + edits, value + edits, versions + edits)
    with site.edited():
        site.wait_for_more()  # and the work goes on


@pytest.mark.drill
def test_a_restore_while_editors_write(site, whole):
    """They go on with what was restored, and what it replaced is kept beside."""
    _, before, _ = site.state()
    with site.edited():
        told = site.done("restore", whole)
        site.wait_for_more()
    revision, value, versions = site.state()
    first = revision_of(whole)
    site.done("restore", whole)
    base, base_value, base_versions = site.state()
    assert base == first
    assert (value - base_value, versions - base_versions) == (revision - base,) * 2
    kept = Path(told.splitlines()[-1].removeprefix("恢复之前的库备份在 ").removesuffix("。"))
    site.done("restore", kept)
    assert site.state()[1] > before


def changed(whole: Path, to: Path, **manifest) -> Path:
    """A backup whose manifest says otherwise."""
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(to, "w") as new:
        new.writestr("base", old.read("base"))
        new.writestr("manifest.json", json.dumps(json.loads(old.read("manifest.json")) | manifest))
    return to


def cut(whole: Path, to: Path) -> Path:
    to.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    return to


def flipped(whole: Path, to: Path) -> Path:
    content = bytearray(whole.read_bytes())
    content[len(content) // 3] ^= 0xFF
    to.write_bytes(content)
    return to


def written(content: bytes):
    def make(whole: Path, to: Path) -> Path:
        to.write_bytes(content)
        return to

    return make


LAST = max(f"policies.{name}" for app, name in MigrationLoader(None).graph.leaf_nodes() if app == "policies")


def older(whole: Path, to: Path) -> Path:
    with zipfile.ZipFile(whole) as file:
        migrations = json.loads(file.read("manifest.json"))["migrations"]
    return changed(whole, to, migrations=[name for name in migrations if name != LAST])


WRONG = {
    "cut short": (cut, "不是完整的备份"),
    "one byte flipped": (flipped, "没有恢复"),
    "empty": (written(b""), "不是完整的备份"),
    "another file": (written(b"SQLite format 3\0" * 100), "不是完整的备份"),
    "no file": (lambda whole, to: to, "这个文件"),
    "of an older version": (older, f"更早的版本做的备份（{LAST}）"),
    "of a newer version": (
        lambda whole, to: changed(whole, to, migrations=["policies.0999_later"]),
        "更新的版本做的备份（policies.0999_later）",
    ),
    "of another engine": (lambda whole, to: changed(whole, to, engine="oracle"), "是 oracle 的备份，本站用的是"),
    "with another sum": (lambda whole, to: changed(whole, to, sha256="0" * 64), "校验和"),
    "of another format": (lambda whole, to: changed(whole, to, format=2), "格式不符"),
    "with less said": (lambda whole, to: changed(whole, to, format=None), "格式不符"),
}


@pytest.mark.parametrize("make, told", WRONG.values(), ids=WRONG)
def test_what_is_not_whole_or_not_this_site_s_is_refused(db, whole, tmp_path, make, told):
    before = Revision.current()
    with pytest.raises(CommandError, match=re.escape(told)):
        call_command("restore", make(whole, tmp_path / "wrong.zip"))
    assert Revision.current() == before


def test_whatever_byte_is_damaged_it_is_told_in_a_sentence(db, whole, tmp_path):
    """A byte that holds nothing may be damaged unnoticed: what is read then is what was written."""
    content, chance = whole.read_bytes(), random.Random(9)  # noqa: S311 - the same every time
    ends = [*range(120), *range(len(content) - 400, len(content))]
    manifest = unpacked(whole, tmp_path / "whole")
    for turn, at in enumerate([*ends, *(chance.randrange(len(content)) for _ in range(100))]):
        damaged = bytearray(content)
        damaged[at] ^= 1 << chance.randrange(8)
        (tmp_path / "damaged.zip").write_bytes(damaged)
        try:
            assert unpacked(tmp_path / "damaged.zip", tmp_path / str(turn)).sha256 == manifest.sha256
        except BackupError as error:
            assert "没有恢复" in str(error)  # noqa: PT017 - both are right
        (tmp_path / str(turn)).unlink(missing_ok=True)


def test_what_cannot_be_backed_up_first_is_not_replaced_unasked(site, whole):
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("ALTER TABLE policies_revision RENAME TO lost")
    connections[ALIAS].close()
    answer = site.manage("restore", whole)
    assert re.fullmatch("CommandError: 没有恢复，因为恢复之前要先备份现在的库：.*请加 --discard。\n", answer.stderr)
    site.done("restore", whole, "--discard")
    assert site.state()[0] == revision_of(whole)


def test_a_refusal_is_one_sentence(site, whole, tmp_path):
    before = site.state()
    answer = site.manage("restore", cut(whole, tmp_path / "cut.zip"))
    assert answer.returncode == 1
    assert re.fullmatch("CommandError: .*不是完整的备份，没有恢复：[^\n]*\n", answer.stderr)
    assert site.state() == before


@pytest.mark.parametrize("name", ["whole.zip", "nowhere/new.zip"])
def test_a_backup_is_written_nowhere_else(db, site, whole, name):
    """No file is written over, and no folder made."""
    before = whole.read_bytes()
    with pytest.raises(CommandError, match="没有备份"):
        call_command("backup", site.folder / name)
    assert whole.read_bytes() == before
    assert not list(site.folder.glob("tmp*"))


@pytest.mark.drill
def test_a_writer_who_never_ends_is_not_waited_for(site, whole):
    before = site.state()
    with transaction.atomic(using=ALIAS):
        Target.objects.using(ALIAS).update(value=0)
        answer = site.manage("restore", whole, "--wait", 2)
        transaction.set_rollback(True, using=ALIAS)
    assert "一直有人在写" in answer.stderr
    assert site.state() == before


def test_what_is_no_base_any_more_is_put_aside(site, whole):
    """On a server it is the schema that is gone."""
    site.destroy()
    if connection.vendor == "sqlite":
        (site.folder / "jince.sqlite3").write_bytes(b"not a base " * 1000)
    site.done("restore", whole)
    assert site.state()[0] == revision_of(whole)
    assert len(list(site.folder.glob("jince.sqlite3.broken-*"))) == (connection.vendor == "sqlite")
