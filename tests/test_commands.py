"""Commands on a bad day: one sentence that says what is wrong and what to do, and no trace."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError, ProgrammingError

from portal.serving.base_errors import advice

ROOT = Path(__file__).parent.parent
ADVICE = {
    "no table": (OperationalError("no such table: policies_document"), "请先运行 manage.py migrate"),
    "no table, on a server": (
        ProgrammingError('relation "policies_document" does not exist\nLINE 1: SELECT'),
        "请先运行 manage.py migrate（relation",
    ),
    "full": (OperationalError("database or disk is full"), "请腾出空间再试"),
    "broken": (OperationalError("database disk image is malformed"), "manage.py restore"),
    "read only": (OperationalError("attempt to write a readonly database"), "请检查文件和文件夹的权限"),
    "locked": (OperationalError("database is locked"), "请过一会儿再试"),
    "gone": (OperationalError("connection failed: Connection refused"), "请检查 DATABASE_URL"),
    "something else": (OperationalError("a thing"), "数据库用不了（a thing）"),
}


@pytest.mark.parametrize("error, told", ADVICE.values(), ids=ADVICE)
def test_what_to_do_is_told(error, told):
    assert told in advice(error)
    assert "\n" not in advice(error)


@pytest.mark.long
@pytest.mark.parametrize("command", ["import_policies", "export_articles", "export_corrections", "migrate"])
def test_a_command_on_a_broken_base_shows_no_trace(tmp_path, command):
    (tmp_path / "jince.sqlite3").write_bytes(b"not a base " * 1000)
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(  # noqa: S603 - the project's own command
        [sys.executable, "manage.py", command],
        cwd=ROOT,
        env=environment | {"JINCE_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "manage.py restore" in done.stderr
    assert "Traceback" not in done.stderr
