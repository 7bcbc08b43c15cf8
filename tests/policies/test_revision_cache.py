"""What is kept of a revision: whole under threads, within its bytes, brought forward or gone when the base moves."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from policies import revision_cache
from policies.models import Revision
from policies.models.revision import Moved, Reach
from policies.revision_cache import (
    ENTRY_BYTES,
    MAX_BYTES,
    RevisionCache,
    cached_by_article,
    cached_per_revision,
    cached_per_vocabulary,
    current_revision,
    deep_size,
    pinned_revision,
)


@pytest.fixture
def revision(monkeypatch):
    """The base's revision, moved by hand."""
    now = ["1"]
    monkeypatch.setattr(Revision, "current", classmethod(lambda cls: now[0]))
    return now


def room(entries: int, key: object, value: int) -> int:
    """As many bytes as some entries take whose keys are like one, and whose values weigh so much."""
    return entries * (ENTRY_BYTES + deep_size(key) + value)


def test_no_thread_finds_a_list_short_while_others_push_out_and_the_base_moves(revision):
    """A dictionary that one thread emptied while another read it once gave 67 of 600 lists too few articles."""
    cache: RevisionCache[int, str] = RevisionCache(room(10, 100, 5), weigh=len)

    def ask(at: int) -> bool:
        if at % 50 == 0:
            revision[0] = str(at)
        keys = set(range(at % 17, at % 17 + 20))
        return set(cache.get_many(keys, lambda missing: dict.fromkeys(missing, "x" * 5))) == keys

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(ask, range(600)))


def test_what_was_asked_for_longest_ago_goes_first(revision):
    made = []

    def load(keys):
        made.extend(keys)
        return dict.fromkeys(keys, "x" * 10)

    cache: RevisionCache[str, str] = RevisionCache(room(3, "a", 10), weigh=len)
    for key in ("a", "b", "c", "a", "d", "a", "b"):
        cache.get_many([key], load)
    assert made == ["a", "b", "c", "d", "b"]


def test_a_value_larger_than_all_room_is_given_and_not_kept(revision):
    cache: RevisionCache[str, str] = RevisionCache(room(1, "a", 3), weigh=len)
    assert [cache.get("a", lambda: "long") for _ in range(2)] == ["long", "long"]


@pytest.mark.parametrize(
    "key", [lambda at: f"没有的词{at}", lambda at: ("没有的词" * 20, at), lambda at: (at, frozenset({"甲", "乙"}))]
)
def test_questions_that_come_to_nothing_fill_no_process(revision, key):
    """Whoever asks for a million words that nobody knows is answered with nothing each time: that weighs its key."""
    cache: RevisionCache[object, None] = RevisionCache(room(50, key(1000), deep_size(None)))
    made = []
    for at in range(1000):
        cache.get(key(at), lambda: made.append(1))
    for at in (*range(955, 1000), 945):
        cache.get(key(at), lambda: made.append(1))
    assert len(made) == 1000 + 1, "the last fifty are there, and no more"


def test_results_hold_as_long_as_the_revision(revision):
    calls = []

    @cached_per_revision
    def double(number: int) -> int:
        calls.append(number)
        return 2 * number

    assert [double(1), double(1), double(2)] == [2, 2, 4]
    revision[0] = "2"
    assert double(1) == 2
    assert calls == [1, 2, 1]


def test_a_pinned_revision_is_read_once(monkeypatch):
    read = []
    monkeypatch.setattr(Revision, "current", classmethod(lambda cls: read.append(1) or "7"))
    with pinned_revision():
        assert {current_revision() for _ in range(5)} == {"7"}
        with pinned_revision():
            assert current_revision() == "7"
    assert len(read) == 1
    assert revision_cache.current_revision() == "7"
    assert len(read) == 2


@pytest.mark.parametrize(
    "small, large",
    [
        ("餐饮", "餐饮" * 100),
        ([1, 2], list(range(1000))),
        ({"a": ["x"]}, {"a": ["x" * 1000]}),
        (frozenset(), frozenset(range(100))),
    ],
    ids=["text", "list", "what a mapping holds", "set"],
)
def test_size_counts_what_a_value_holds(small, large):
    assert deep_size(small) < deep_size(large)


def test_what_hangs_on_a_class_is_not_weighed():
    assert deep_size((Revision, "rule")) < 10_000


@pytest.fixture
def log(monkeypatch):
    """What moved between two revisions, by hand; nobody can say of others."""
    told: dict[tuple[str, str], Moved] = {}
    monkeypatch.setattr(revision_cache, "moved_between", lambda before, now: told.get((before, now)))
    return told


def test_a_value_is_brought_forward_by_what_moved_else_made_anew(revision, log):
    made = []

    @cached_by_article
    def numbers(articles):
        made.append(articles)
        return {article: revision[0] for article in articles or (1, 2, 3) if (article, revision[0]) != (2, "2")}

    before = numbers()
    revision[0], log["1", "2"] = "2", Moved(Reach.FACTS, frozenset({2, 3}))
    assert numbers() == {1: "1", 3: "2"}
    assert before == {1: "1", 2: "1", 3: "1"}, "who still reads it finds it whole"
    revision[0] = "3"
    assert numbers() == {1: "3", 2: "3", 3: "3"}
    assert made == [None, frozenset({2, 3}), None]


@pytest.mark.parametrize(
    "reach, calls",
    [(Reach.FACTS, 1), (Reach.TEXTS, 1), (Reach.VOCABULARY, 2)],
    ids=["only articles moved", "a document came", "a vocabulary moved"],
)
def test_what_hangs_on_vocabularies_stays_with_them(revision, log, reach, calls):
    made = []

    @cached_per_vocabulary
    def words() -> str:
        made.append(revision[0])
        return "餐饮"

    words()
    revision[0], log["1", "2"] = "2", Moved(reach, None)
    words()
    assert len(made) == calls


def test_what_is_tried_and_undone_takes_nothing_away(revision, monkeypatch):
    made, tried = [], [False]
    monkeypatch.setattr(Revision, "is_tried", classmethod(lambda cls: tried[0]))

    @cached_per_revision
    def number() -> str:
        made.append(revision[0])
        return revision[0]

    for revision[0], tried[0] in (("1", False), ("2", True), ("3", True), ("1", False), ("4", True), ("4", False)):
        assert number() == revision[0]
    assert made == ["1", "2", "3", "4"], "and what was committed need not be made twice"


def test_what_there_is_one_of_stays_however_large_the_base_makes_it(revision):
    made = []

    def large(*asked: str) -> tuple[str, ...]:
        made.append(asked)
        return tuple(f"{number:1000}" for number in range(MAX_BYTES // 1000))

    of_the_base = cached_per_revision(lambda: large())
    of_a_question = cached_per_revision(lambda asked: large(asked))
    for _ in range(3):
        of_the_base()
        of_a_question("whatever")
    assert made.count(()) == 1
    assert made.count(("whatever",)) == 3
