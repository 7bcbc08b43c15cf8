"""The project's own documents: every path that they name is there, every command is told."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("fixtures/**/README.md")])
# `importers/load/facts.py`, `docs/`, `tests/portal/website/`; not an address (`/units/…`), a pattern or a command.
_PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]*)`")
# What stands in var/ is made by running the site.
_ROOMS = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name != "var"}
_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_path_that_is_named_is_there(document):
    text = document.read_text(encoding="utf-8")
    named = {path for path in _PATH.findall(text) if path.split("/")[0] in _ROOMS}
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []
    assert [link for link in _LINK.findall(text) if not (document.parent / link).exists()] == []


def test_modules_that_the_architecture_names_in_short_are_there():
    """Its tables say `views/conflicts.py` under a heading that names the room."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.(?:py|js|css))`", text))
    rooms = [ROOT / name for name in ("portal", "importers", "policies", "static", "tests")]
    known = {path.relative_to(ROOT).as_posix() for room in rooms for path in room.rglob("*.*")}
    assert [name for name in sorted(named) if not any(f"/{path}".endswith(f"/{name}") for path in known)] == []


def test_every_make_target_is_told_by_make_help():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split()
    assert [name for name in targets if not re.search(rf"^{name}:.*## \S", makefile, re.MULTILINE)] == []


def test_every_management_command_is_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = {path.stem for path in ROOT.glob("*/management/commands/*.py") if path.stem != "__init__"}
    assert [name for name in sorted(commands) if name not in readme] == []


def test_of_policies_extractors_may_import_the_texts_alone():
    """The contract lists what is forbidden: a new module is forbidden, too."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (contract,) = [each for each in settings["contracts"] if each.get("source_modules") == ["importers.extractors"]]
    modules = {f"policies.{path.stem}" for path in (ROOT / "policies").iterdir() if not path.name.startswith("_")}
    assert modules - set(contract["forbidden_modules"]) == {"policies.text"}
