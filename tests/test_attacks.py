"""Attacks, as many as ROUNDS say: processes killed, requests and sources by chance, a crowd that writes, a bad day.

`make drill` runs them and prints what was tried and what survived; the suite has a short form of each.
"""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from importers import pipeline
from importers.parsing import compilation
from importers.parsing.sources import SourceError, decode
from policies.models import Article, Document, Target, Unit
from portal.website.finder.params import BY_NAME
from portal.website.matching.question import READ
from tests.base import SOURCES
from tests.importers.parsing.test_compilation import assert_lossless
from tests.portal.website.test_bad_input import NASTY, REFUSED
from tests.portal.website.test_budget import MAX_BYTES
from tests.site import ALIAS, EDITING, Site, until
from tests.test_rounds import ARTICLES, WORDS, write

pytestmark = pytest.mark.long

ROUNDS = int(os.environ.get("JINCE_ROUNDS", "40"))
LONG = pytest.param(ROUNDS, marks=pytest.mark.drill, id="drill")


def rounds(short: int):
    """A few rounds in the suite, as many as are asked for in the drill; some take too long for any in the suite."""
    return pytest.mark.parametrize("count", [pytest.param(short, id="short"), LONG] if short else [LONG])


@pytest.fixture
def chance() -> random.Random:
    return random.Random(10)  # noqa: S311 - the same every time


# --- processes killed ------------------------------------------------------------------------------------------------


def start(site: Site, *words, **environment) -> subprocess.Popen:
    """Start a command; what it complains of is kept beside the site's base."""
    command = [sys.executable, "manage.py", *map(str, words)]
    with complaints(site).open("a") as told:
        return subprocess.Popen(  # noqa: S603 - the project's own commands
            command, env=site.environment | environment, stdout=subprocess.DEVNULL, stderr=told
        )


def complaints(site: Site) -> Path:
    return site.folder / "complaints.txt"


def killed(process: subprocess.Popen, after: float) -> bool:
    """Kill a process so many seconds after its start; whether it was still at it."""
    try:
        process.wait(timeout=after)
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True


def texts(number: str = "晋商发〔2022〕9号") -> tuple[str, ...]:
    """The articles of the site's own small document, as they stand now."""
    found = Article.objects.using(ALIAS).filter(document__number=number, removed_from_source=False)
    texts = tuple(found.order_by("ordinal").values_list("text", flat=True))
    connections[ALIAS].close()
    return texts


def assert_sound(site: Site) -> None:
    """The engine finds no damage."""
    if connection.vendor == "sqlite":
        with connections[ALIAS].cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchone() == ("ok",)
        connections[ALIAS].close()


@rounds(0)
def test_an_import_that_is_killed_was_whole_or_never(site, chance, tmp_path, count, record_property):
    versions = [ARTICLES, [text.replace(*next(iter(WORDS.items()))) for text in ARTICLES[::-1]]]
    file = tmp_path / "small.txt"
    known = []
    for version in versions:
        write(file, version)
        began = monotonic()
        site.done("import_policies", file, "--quiet")
        lasts = monotonic() - began
        known.append(texts())
    hits = 0
    for turn in range(max(2, count // 10)):
        write(file, versions[turn % 2])
        hits += killed(start(site, "import_policies", file), chance.uniform(0.3, 1.1) * lasts)
        assert texts() in known
        assert_sound(site)
    site.done("import_policies", file, "--quiet")
    record_property("drill", f"imports killed: {hits}, none half done")


@rounds(1)
def test_an_edit_that_is_killed_has_its_version_or_is_none(site, chance, count, record_property):
    revision, value, versions = site.state()
    code = EDITING.format(stop=str(site.folder / "never"))
    for _ in range(max(1, count // 10)):
        assert killed(start(site, "shell", "-v0", "-c", code), chance.uniform(0.6, 1.4))
        now = site.state()
        assert now[1] - value == now[0] - revision
        assert now[2] - versions in (now[1] - value, now[1] - value + 1), "with the first edit its baseline"
        assert_sound(site)
    record_property("drill", f"editors killed: {max(1, count // 10)}, {now[1] - value} edits, each with its version")


@rounds(0)
def test_a_migration_that_is_killed_goes_on_where_it_was(site, chance, tmp_path, count, record_property):
    """From an empty base; each migration is one transaction."""
    tries = max(1, count // 40)
    hits = 0
    for turn in range(tries):
        folder = tmp_path / str(turn)
        folder.mkdir()
        with empty_site(folder, site) as another:
            hits += killed(start(another, "migrate", "-v0"), chance.uniform(0.5, 3))
            another.done("migrate", "-v0")
            another.done("migrate", "--check")
    record_property("drill", f"migrations killed: {hits} of {tries}, each finished by the next")


@contextmanager
def empty_site(folder, beside: Site) -> Iterator[Site]:
    """A site whose base has no table yet."""
    if connection.vendor == "sqlite":
        yield Site(folder, f"sqlite:///{folder / 'jince.sqlite3'}")
        return
    where, _, name = beside.url.rpartition("/")
    name = f"{name}_empty"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield Site(folder, f"{where}/{name}")
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@rounds(0)
def test_two_importers_and_eight_editors_write_and_nobody_fails(site, tmp_path, count, record_property):
    _, value, versions = site.state()
    stop = site.folder / "stop"
    code = EDITING.format(stop=str(stop))
    editors = [start(site, "shell", "-v0", "-c", code) for _ in range(8)]
    imports = max(1, count // 50)
    ended = []
    for turn in range(imports):
        files = [tmp_path / "a.txt", tmp_path / "b.txt"]
        for at, file in enumerate(files):
            write(file, ARTICLES[: 3 + (turn + at) % 4])
        ended += [each.wait(timeout=120) for each in [start(site, "import_policies", file) for file in files]]
    stop.touch()
    ended += [editor.wait(timeout=120) for editor in editors]
    stop.unlink()
    assert set(ended) == {0}, complaints(site).read_text(encoding="utf-8")
    _, now, after = site.state()
    assert after - versions in (now - value, now - value + 1)
    assert_sound(site)
    record_property("drill", f"{len(editors)} editors made {now - value} edits beside {2 * imports} imports: none lost")


# --- requests by chance ----------------------------------------------------------------------------------------------

METHODS = ("get", "get", "get", "get", "post", "post", "head", "options", "put", "delete", "patch")
HEADERS = ("Accept-Encoding", "If-None-Match", "X-Forwarded-For", "HX-Request", "Cookie", "Referer", "Content-Type")


def places() -> list[str]:
    """Every address that the site has, of pages and of the desk."""
    document, unit = Document.objects.first(), Unit.objects.first()
    found = [
        "/",
        "/articles/",
        "/match/",
        "/calendar/",
        "/compare/",
        "/documents/",
        "/units/",
        "/sectors/",
        "/overview/",
    ]
    found += ["/about/data/", "/display/large-text/", "/healthz", "/readyz", "/nothing/", "/admin/x", "/static/x.css"]
    found += [
        document.get_absolute_url(),
        f"{document.get_absolute_url()}art_1/",
        f"{document.get_absolute_url()}art_1/report/",
    ]
    found += [
        unit.get_absolute_url(),
        f"{unit.get_absolute_url()}tasks/",
        reverse("admin:index"),
        reverse("admin:acts"),
    ]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        row = model._base_manager.first()
        found += [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        found += [reverse(f"{name}_{what}", args=[row.pk]) for what in ("change", "history", "delete") if row]
    return found


def words(chance: random.Random) -> str:
    """A value that somebody might send to do harm, or nobody would."""
    made: tuple[Callable[[], str], ...] = (
        lambda: chance.choice(list(NASTY.values())),
        lambda: chance.choice(list(REFUSED.values()))[0][:300],
        lambda: "".join(chr(chance.randrange(0x20, 0x9FFF)) for _ in range(chance.randrange(30))),
        lambda: str(chance.randrange(-(10**30), 10**30)),
        lambda: chance.choice(["省商务厅", "餐饮", "2022-06-30", "1", "confirm", "on", "[]", "{}", "null", "../.."]),
    )
    return chance.choice(made)()


def names() -> list[str]:
    asked = [*BY_NAME, *READ, "a", "with", "fact", "next", "large", "text", "kind", "comment", "problem"]
    return [
        *asked,
        "_popup",
        "_to_field",
        "action",
        "_selected_action",
        "select_across",
        "index",
        "e",
        "o",
        "p",
        "q",
        "all",
    ]


def once(visitor: Client, path: str, chance: random.Random, asked: list[str]):
    """One request by chance."""
    sent = [(chance.choice(asked), words(chance)) for _ in range(chance.randrange(6))]
    method = chance.choice(METHODS)
    headers = {
        chance.choice(HEADERS): words(chance).encode("ascii", "ignore").decode() for _ in range(chance.randrange(2))
    }
    query = "&".join(f"{name}={value}" for name, value in sent) if chance.random() < 0.5 else urlencode(sent)
    if method == "post":
        return visitor.post(path, dict(sent), headers=headers)
    return getattr(visitor, method)(f"{path}?{query}", headers=headers)


@rounds(10)
@pytest.mark.parametrize("who", ["a visitor", "an administrator"])
@pytest.mark.django_db
def test_no_request_breaks_a_page(nine, chance, who, count, record_property):
    """Whatever is sent to whatever address: an answer, no trace, not everything."""
    visitor = Client(raise_request_exception=False)
    if who == "an administrator":
        visitor.force_login(User.objects.create_superuser("root", password="not-a-secret"))
    found, asked, statuses = places(), names(), Counter()
    for _ in range(10 * count):
        path = chance.choice(found)
        with transaction.atomic():
            answer = once(visitor, path, chance, asked)
            transaction.set_rollback(True)
        statuses[answer.status_code] += 1
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code < 500, (path, answer.request["QUERY_STRING"][:300])
        assert b"Traceback" not in content
        if not path.startswith("/admin/"):
            assert len(content) <= MAX_BYTES, path
    told = "、".join(f"{status} × {number}" for status, number in sorted(statuses.items()))
    record_property("drill", f"{10 * count} requests of {who}: {told}")


# --- sources by chance -----------------------------------------------------------------------------------------------

ODD = "\u200b\ufeff\u3000\t\r\f（）()【】〔〕“”‘’…—－~·、，。；：％‰①Ⅳ㈠/\\|<>&%0１一壹万亿元年月日第条章节附件"


def mutated(text: str, chance: random.Random) -> str:
    """A text as it comes out of bad hands: signs lost, doubled, swapped, lines torn, joined and moved."""
    signs = list(text)
    for _ in range(chance.randrange(1, 40)):
        at = chance.randrange(len(signs))
        what = chance.randrange(6)
        if what == 0:
            del signs[at : at + chance.randrange(1, 30)]
        elif what == 1:
            signs[at:at] = signs[at : at + chance.randrange(1, 200)]
        elif what == 2:
            signs.insert(at, chance.choice(ODD) * chance.randrange(1, 60))
        elif what == 3:
            signs.insert(at, "\n" * chance.randrange(1, 4))
        elif what == 4:
            other = chance.randrange(len(signs))
            signs[at], signs[other] = signs[other], signs[at]
        else:
            signs = [sign for place, sign in enumerate(signs) if sign != "\n" or abs(place - at) > 100]
        signs = signs or ["一"]
    return "".join(signs)


@rounds(5)
def test_no_source_loses_a_character(chance, count, record_property):
    text = SOURCES[0].read_text()
    refused = 0
    for turn in range(3 * count):
        begin = chance.randrange(len(text) - 6000)
        content = mutated(text[begin : begin + chance.randrange(200, 6000)], chance).encode("utf-8", "ignore")
        try:
            read = decode(f"{turn}.txt", content)
        except SourceError:
            refused += 1
            continue
        assert_lossless(read.text, compilation.parse(read.text))
    record_property("drill", f"{3 * count} sources read, {refused} refused, no character lost")


@rounds(2)
@pytest.mark.django_db
def test_no_source_breaks_an_import(nine, chance, tmp_path, count, record_property):
    """It is imported whole, and its pages answer; or it is refused in one sentence, and nothing of it is there."""
    file, tries, refused, told = tmp_path / "mutated.txt", max(2, count // 5), 0, []
    write(file, ARTICLES)
    text = file.read_text(encoding="utf-8")
    for _ in range(tries):
        file.write_text(mutated(text, chance), encoding="utf-8", errors="ignore")
        with transaction.atomic():
            before = Document.objects.count()
            try:
                found = pipeline.import_files([file]).documents
            except SourceError as error:
                refused += 1
                told.append(str(error))
                assert Document.objects.count() == before
            else:
                answers = {each.get_absolute_url(): 200 if each.is_public else 404 for each in found}
                for path, status in ({"/units/": 200, "/articles/": 200} | answers).items():
                    assert Client().get(path).status_code == status
            transaction.set_rollback(True)
    assert not [each for each in told if "\n" in each]
    record_property("drill", f"{tries} mutated sources imported, {refused} of them refused in a sentence")


# --- a bad day -------------------------------------------------------------------------------------------------------


def break_base(site: Site) -> Callable[[], None]:
    """Take the base away under the site; gives the way to put it back."""
    if connection.vendor == "sqlite":
        base = site.folder / "jince.sqlite3"
        base.rename(site.folder / "away")
        base.write_bytes(b"not a base " * 1000)

        def back() -> None:
            for path in site.folder.glob("jince.sqlite3*"):
                path.unlink()
            (site.folder / "away").rename(base)

        return back
    name = site.url.rpartition("/")[2]
    _rename(name, f"{name}_away")
    return lambda: _rename(f"{name}_away", name)


def _rename(name: str, to: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        cursor.execute(f'ALTER DATABASE "{name}" RENAME TO "{to}"')


def test_a_base_that_breaks_and_comes_back_needs_no_hands(site, record_property):
    """A page that is kept is shown with a note, another one says so; afterwards all is as it was."""
    site.state()
    with site.served() as get:
        assert (get("/overview/").status, get("/readyz").status) == (200, 200)
        back = break_base(site)
        kept, other = get("/overview/"), get("/units/")
        assert (kept.status, other.status, get("/readyz").status, get("/healthz").status) == (503, 503, 503, 200)
        assert "可能不是最新的" in kept.text
        assert "数据库现在没有响应" in other.text
        assert "Traceback" not in kept.text + other.text
        back()
        until(lambda: get("/units/").status == 200)
        assert {get(path).status for path in ("/overview/", "/readyz") for _ in range(10)} == {200}
        assert "可能不是最新的" not in get("/overview/").text
    assert Target.objects.using(ALIAS).exists()
    connections[ALIAS].close()
    record_property("drill", "a base broken under the site: 503, kept pages, back by itself")
