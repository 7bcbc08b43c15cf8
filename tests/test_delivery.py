"""What a release is made of: locked packages, the image's steps, the parts of compose. No Docker engine is asked."""

import getpass
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from configparser import RawConfigParser
from fnmatch import fnmatch
from ipaddress import ip_address, ip_network
from pathlib import Path

import dj_database_url
import pytest
import yaml

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text()
STEPS = re.findall(r"^([A-Z]+) (.*)$", DOCKERFILE, re.MULTILINE)
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
DEPLOY = ROOT / "deploy"
LOCKS = ("requirements.txt", "requirements-dev.txt")


def locked(name: str) -> dict[str, list[str]]:
    """The hashes of every package of a lock, by name and version."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / name).read_text().splitlines():
        if pinned := re.match(r"([\w.-]+)(?:\[[\w,]+\])?==(\S+)", line):
            last = found.setdefault(f"{pinned[1]}=={pinned[2]}", [])
        elif digest := re.search(r"--hash=sha256:([0-9a-f]{64})", line):
            last.append(digest[1])
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_its_hashes_and_no_lock_names_a_host(name):
    packages = locked(name)
    assert packages
    assert [package for package, hashes in packages.items() if not hashes] == []
    text = (ROOT / name).read_text()
    assert not re.search(r"://|^-|--index|--find-links|@ ", text, re.MULTILINE)


def test_a_lock_fits_other_machines_too():
    """A package with compiled parts has a hash for each kind of machine."""
    (psycopg,) = [hashes for package, hashes in locked(LOCKS[0]).items() if package.startswith("psycopg-binary")]
    assert len(psycopg) > 20


def test_what_is_needed_is_locked_and_both_locks_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    run, dev = (locked(name) for name in LOCKS)
    names = {package.partition("==")[0].lower() for package in run}
    wanted = {re.split(r"[\[><=]", each)[0].lower() for each in project["dependencies"]}
    assert wanted - names == set()
    assert run.items() <= dev.items()


def test_the_image_ships_the_python_that_is_tested():
    (version,) = re.findall(r"^FROM python:(\d+\.\d+)-", DOCKERFILE, re.MULTILINE)
    if os.environ.get("CI"):
        assert version == f"{sys.version_info.major}.{sys.version_info.minor}"
    oldest = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    assert f">={version}" == oldest


def ignored(path: str) -> bool:
    """Whether .dockerignore leaves a path out, the last pattern that fits deciding."""
    left_out = False
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        pattern = line.removeprefix("!").removeprefix("**/")
        if line and not line.startswith("#") and any(fnmatch(part, pattern) for part in (path, *Path(path).parts)):
            left_out = not line.startswith("!")
    return left_out


@pytest.mark.parametrize("path", [".git/config", ".env", "var/jince.sqlite3", ".venv/bin/python", "tests/base.py"])
def test_what_nobody_is_to_find_in_it_is_left_out(path):
    assert ignored(path)


@pytest.mark.parametrize("path", ["manage.py", "gunicorn.conf.py", "portal/wsgi.py", "fixtures", "templates/base.html"])
def test_what_it_needs_is_in_it(path):
    assert not ignored(path)


def test_it_runs_as_nobody_in_particular_and_hears_signals():
    names = [name for name, _ in STEPS]
    assert names.index("USER") < names.index("CMD")
    assert dict(STEPS)["USER"] == "jince"
    assert json.loads(dict(STEPS)["CMD"])[0] == "gunicorn"
    assert "/healthz" in dict(STEPS)["HEALTHCHECK"]
    assert not [words for name, words in STEPS if name in ("RUN", "CMD") and ("migrate" in words or "import_" in words)]


@pytest.mark.drill
def test_each_step_of_the_image_can_be_done(tmp_path, record_property):
    """In a fresh folder, into an environment of its own, and served as a user who owns none of the code."""
    code, home = tmp_path / "code", tmp_path / "home"
    shutil.copytree(ROOT, code, ignore=lambda folder, names: {
        name for name in names if ignored(str((Path(folder) / name).relative_to(ROOT)))
    })  # fmt: skip
    home.mkdir()
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "env")], check=True)  # noqa: S603
    environment = {"PATH": f"{tmp_path / 'env' / 'bin'}:{os.environ['PATH']}", "HOME": str(home)}
    environment |= {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    environment |= {"JINCE_PRODUCTION": "1", "JINCE_VAR": str(home), "JINCE_SECRET_KEY": "0123456789" * 6}
    environment |= {"JINCE_HOSTS": "localhost", "JINCE_PROXIES": "none", "LANG": "C.UTF-8"}
    (install,) = [words for name, words in STEPS if name == "RUN" and words.startswith("pip ")]
    subprocess.run(shlex.split(install), cwd=code, env=environment, check=True)  # noqa: S603 - the Dockerfile's words
    # Where Python itself lies in root's own folder, nobody else can run it.
    readable = all(path.stat().st_mode & 0o005 for path in Path(sys.executable).resolve().parents)
    as_nobody = {"user": 65534, "group": 65534, "extra_groups": []} if os.getuid() == 0 and readable else {}
    record_property("drill", f"the image's steps done in a fresh folder{', as nobody' if as_nobody else ''}")
    for path in (tmp_path, *tmp_path.parents[:2]):
        path.chmod(0o755)
    if as_nobody:
        os.chown(home, 65534, 65534)
    for command in COMPOSE["services"]["prepare"]["command"], ["python", "manage.py", "check", "--deploy"]:
        done = subprocess.run(  # noqa: S603 - compose's words
            command, cwd=code, env=environment, capture_output=True, text=True, check=False, **as_nobody
        )
        assert done.returncode == 0, done.stderr
    assert "9 个文件，417 条" in subprocess.run(  # noqa: S603
        COMPOSE["services"]["prepare"]["command"], cwd=code, env=environment, capture_output=True, text=True,
        check=True, **as_nobody,
    ).stdout  # fmt: skip


def test_compose_gives_what_the_settings_ask_for():
    services = COMPOSE["services"]
    assert set(services) == {"base", "prepare", "site", "worker", "proxy"}
    assert services["worker"]["environment"] == services["site"]["environment"]
    assert services["worker"]["volumes"] == services["site"]["volumes"]
    given = services["site"]["environment"]
    assert {"JINCE_SECRET_KEY", "JINCE_HOSTS", "JINCE_PROXIES", "DATABASE_URL"} <= set(given)
    read = (ROOT / "portal" / "settings.py").read_text()
    assert [name for name in given if f'"{name}"' not in read] == []
    assert services["site"]["depends_on"]["prepare"]["condition"] == "service_completed_successfully"
    assert given["JINCE_PROXIES"] == services["proxy"]["networks"]["inside"]["ipv4_address"]
    for mounted in services["proxy"]["volumes"]:
        assert mounted.startswith("${") or (ROOT / mounted.partition(":")[0]).exists()
    assert services["proxy"]["environment"]["DESK"] == given["JINCE_ADMIN_PATH"]
    asked = set(re.findall(r"\$\{(\w+)\}", (DEPLOY / "nginx.conf").read_text()))
    assert asked == set(services["proxy"]["environment"]) - {"NGINX_ENVSUBST_FILTER", "NGINX_ENVSUBST_OUTPUT_DIR"}
    (asked_of_image,) = re.findall(r"^\^\((.*)\)\$", services["proxy"]["environment"]["NGINX_ENVSUBST_FILTER"])
    assert set(asked_of_image.split("|")) == asked
    (net,) = COMPOSE["networks"]["inside"]["ipam"]["config"]
    proxy, others = ip_address(given["JINCE_PROXIES"]), ip_network(net["ip_range"])
    assert (proxy in ip_network(net["subnet"]), proxy in others) == (True, False), "nobody else is given it"
    text = (ROOT / "compose.yaml").read_text()
    assert not re.search(r"(?:KEY|PASSWORD): (?!\$\{)", text), "no secret is written down"


def unit(name: str) -> dict[str, str]:
    """A systemd unit's [Service]."""
    parser = RawConfigParser()
    parser.optionxform = str
    parser.read_string((DEPLOY / name).read_text())
    return dict(parser["Service"])


def test_the_units_of_debian_are_of_one_site():
    """The base is made ready with the settings, and as the user, that the site has."""
    prepare, site = unit("jince-prepare.service"), unit("jince.service")
    shared = ("User", "WorkingDirectory", "EnvironmentFile")
    for other in prepare, unit("jince-worker.service"):
        assert [other[name] for name in shared] == [site[name] for name in shared]
    handbook = (ROOT / "docs" / "operate.md").read_text()
    assert site["EnvironmentFile"] in handbook
    assert prepare["Environment"].startswith(f"PATH={site['WorkingDirectory']}/.venv/bin:")
    graceful = int(re.findall(r"^graceful_timeout = (\d+)", (ROOT / "gunicorn.conf.py").read_text(), re.MULTILINE)[0])
    assert int(site["TimeoutStopSec"]) > graceful


def test_the_settings_of_debian_are_read_by_the_site():
    given = dict(re.findall(r"^(\w+)=(.*)$", (DEPLOY / "jince.env").read_text(), re.MULTILINE))
    read = (ROOT / "portal" / "settings.py").read_text()
    assert [name for name in given if f'"{name}"' not in read] == []
    found = dj_database_url.parse(given["DATABASE_URL"])
    assert (found["HOST"], found["USER"], found["NAME"]) == ("/var/run/postgresql", "jince", "jince")


@pytest.mark.long
def test_a_command_of_the_site_has_its_settings(tmp_path):
    """Without them it worked on another base, and said nothing."""
    settings = tmp_path / "jince.env"
    settings.write_text(f"JINCE_VAR={tmp_path}\nJINCE_ADMIN_PATH=bianji-7f3/\n")
    told = "from django.conf import settings as s; print(s.VAR_DIR, s.ADMIN_PATH)"
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("JINCE_", "DATABASE_"))}
    done = subprocess.run(  # noqa: S603 - our own words
        ["/bin/sh", str(DEPLOY / "manage.sh"), "shell", "-v0", "-c", told],
        cwd=tmp_path,
        env=outside | {"JINCE_ENV": str(settings), "JINCE_USER": getpass.getuser()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == f"{tmp_path} bianji-7f3/\n", done.stderr
