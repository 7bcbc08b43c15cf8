"""The index in files: a worker starts by loading it, and never counts by a file that is not of this base."""

import logging
import random

import pytest

from policies.models import Amount, Responsibility, Revision, TermUse
from policies.models.revision import Moved, Reach
from portal.website.finder import article_sets, bitmap_index, index_files
from portal.website.finder.params.sources import AMOUNTS, PARTS, TIMES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

# The rows of a source, as a process makes them that has nothing in memory.
made = bitmap_index._whole.__wrapped__


@pytest.fixture
def folder(settings, tmp_path):
    """A folder with the index in it; what is said of it."""
    settings.VAR_DIR = tmp_path
    index_files.say.cache_clear()
    for source in (PARTS, AMOUNTS, TIMES):
        made(source)
    return tmp_path


@pytest.fixture
def asked(monkeypatch):
    """Of which articles the base was asked."""
    among = []
    ask = bitmap_index._combinations
    monkeypatch.setattr(bitmap_index, "_combinations", lambda *args: among.append(args[-1]) or ask(*args))
    return among


@pytest.mark.parametrize("source", [PARTS, AMOUNTS, TIMES], ids=["offices", "sums, and none", "months"])
def test_a_worker_starts_by_loading_it(folder, asked, source):
    rows = made(source)
    assert asked == [frozenset()], "all articles are as they were"
    assert rows.combinations == bitmap_index._combinations(source, None, None)
    assert rows.combinations


def test_what_moved_since_is_read_of_the_base(folder, asked):
    row = Responsibility.objects.public().of_articles().filter(unit__verified=True).first()
    row.delete()
    assert made(PARTS).combinations == bitmap_index._combinations(PARTS, None, None)
    assert asked[0] == frozenset({row.article_id})


def _cut(file) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def _flip(file) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def _empty(file) -> None:
    file.write_bytes(b"")


def _foreign(file) -> None:
    file.write_bytes(b"SQLite format 3\0" * 100)


def _of_other_code(file) -> None:
    kept = index_files.read("unit-role-basis")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(index_files, "code_digest", lambda *folders: "another")
        index_files.write("unit-role-basis", kept._replace(combinations={}))


def _of_another_past(file) -> None:
    kept = index_files.read("unit-role-basis")
    index_files.write("unit-role-basis", kept._replace(revision="7-1.000000", combinations={}))


@pytest.mark.parametrize("harm", [_cut, _flip, _empty, _foreign, _of_other_code, _of_another_past])
def test_a_file_that_is_not_of_this_base_is_made_anew_and_said_once(folder, asked, caplog, harm):
    (file,) = folder.rglob("unit-role-basis.rows")
    harm(file)
    with caplog.at_level(logging.WARNING, "jince.index"):
        rows = made(PARTS)
        assert rows.combinations == made(PARTS).combinations
    assert asked[-2:] == [None, frozenset()], "the second finds it whole"
    assert rows.combinations == bitmap_index._combinations(PARTS, None, None)
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_what_is_tried_stands_in_no_file(folder):
    Revision.bump()
    before = {file: file.read_bytes() for file in folder.rglob("*.rows")}
    TermUse.objects.first().delete()
    made(PARTS)
    assert {file: file.read_bytes() for file in folder.rglob("*.rows")} == before


def test_a_folder_that_is_closed_fails_nothing(settings, tmp_path, caplog):
    settings.VAR_DIR = tmp_path / "file"
    settings.VAR_DIR.write_text("")
    index_files.say.cache_clear()
    assert made(AMOUNTS).combinations
    assert len(caplog.records) == 2, "it cannot be read, nor written"


@pytest.mark.parametrize("seed", range(5))
def test_sets_follow_articles_that_come_go_and_change_places(seed):
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    before = chance.sample(range(1000), 400)
    now = [pk for pk in before if chance.random() > 0.05]
    now[100:150], now[300:300] = now[150:200] + now[100:125], range(2000, 2030)
    now = list(dict.fromkeys(now))
    pks = set(chance.sample(before, 50))
    moved = article_sets.Move.between(before, now)
    found = moved.of(article_sets.set_of(before.index(pk) for pk in pks))
    assert {now[place] for place in article_sets.places(found)} == pks & set(now)
    assert article_sets.Move.between(list(range(1000)), list(range(999, -1, -1))) is None, "it is no less work"


@pytest.mark.parametrize(
    "now, places",
    [([2, 3], [0, 1]), ([3], [0]), ([1, 2], [1]), ([1, 3], [1]), ([9, 2, 3], [1, 2]), ([], [])],
    ids=["the first went", "the first two", "the last", "one between", "another in its place", "all"],
)
def test_what_stands_behind_an_article_that_went_stays(now, places):
    moved = article_sets.Move.between([1, 2, 3], now)
    assert list(article_sets.places(moved.of(article_sets.set_of([1, 2])))) == places


def test_rows_follow_articles_in_another_order():
    bitmap_index._rows(AMOUNTS, None)
    document = Amount.objects.public().of_articles().first().article.document
    document.position = 99
    document.save()
    Revision.bump(Moved(Reach.TEXTS, frozenset()))
    assert bitmap_index._rows(AMOUNTS, None).combinations == bitmap_index._combinations(AMOUNTS, None, None)


@pytest.mark.parametrize(
    "order, asked, places",
    [
        pytest.param([5, 6, 7, 8], [6, 8], [1, 3], id="one after the other"),
        pytest.param([7, 8, 5, 6], [5, 8], [1, 2], id="two documents, the later read first"),
        pytest.param([5, 6, 8, 9], [5, 7, 9], [0, 3], id="one of them is not public"),
        pytest.param([8, 7, 6], [6, 8, 99], [0, 2], id="backwards"),
        pytest.param([], [1], [], id="an empty base"),
    ],
)
def test_ids_come_to_their_places_run_by_run(order, asked, places):
    move = article_sets.Move.from_ids(order)
    assert article_sets.places(move.of(article_sets.set_of(asked))) == places


def test_ids_that_do_not_follow_each_other_are_looked_up():
    assert article_sets.Move.from_ids(range(1000, 0, -2)) is None
