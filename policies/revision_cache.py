"""Values worked out from the base once, cached by the process, and brought forward when the base moves.

This is the one way of keeping things a revision. docs/architecture.md lists what a process keeps by it, and what of it
is made anew when.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import partial, wraps
from inspect import signature
from sys import getsizeof
from threading import Lock
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar

from policies.models.revision import Moved, Reach, Revision
from policies.moved import moved_between

P = ParamSpec("P")
# Some articles, by their ids; None is all.
Articles = frozenset[int] | None
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

# What one function keeps at most, unless it says otherwise.
MAX_BYTES = 16 * 2**20
# What there is one of, whatever anybody asks, takes as much as the base makes it; to let it go would be to make it anew
# for every page. What a function without arguments returns is so.
OF_THE_BASE = 2**31
# What an entry takes beside its key and value: its slot, the tuples that hold it, its revision. A question that came to
# nothing costs no less, so that whoever asks for a million words that nobody knows pushes out only what is kept.
ENTRY_BYTES = 280
# Of such a base consists for the most part, and they hold nothing else.
_WHOLE = (str, int, float, bytes, date, type(None))
_pinned: ContextVar[str | None] = ContextVar("pinned", default=None)


def current_revision() -> str:
    """Return the revision that holds here: the one pinned for this request, else the base's now."""
    return _pinned.get() or Revision.current()


@contextmanager
def pinned_revision() -> Iterator[None]:
    """Read the revision once for all that is done here, which writes nothing: a request, an answer to a question."""
    with _pinned_to(current_revision()):
        yield


@contextmanager
def _pinned_to(revision: str) -> Iterator[None]:
    token = _pinned.set(revision)
    try:
        yield
    finally:
        _pinned.reset(token)


def deep_size(value: object) -> int:
    """Return about how many bytes a value takes with all that it holds; what it holds twice counts once."""
    known: dict[int, object] = {}
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if id(each) not in known:
            known[id(each)] = each
            waiting += _parts(each)
    return sum(map(getsizeof, known.values()))


def _parts(value: object) -> Iterable:
    # A class is the process's own, whoever names it: on a model's hangs everything, up to the request of the moment.
    if isinstance(value, (*_WHOLE, type)):
        return ()
    if isinstance(value, Mapping):
        return (*value.keys(), *value.values())
    if isinstance(value, list | tuple | set | frozenset):
        return value
    if hasattr(value, "__dict__"):
        return (value.__dict__,)
    return (getattr(value, name) for name in getattr(type(value), "__slots__", ()) if hasattr(value, name))


class _Value(NamedTuple, Generic[V]):
    """A value as it is at a revision, and about what its entry weighs: what is brought forward weighs what it did."""

    revision: str
    value: V
    size: int


def unless(reach: Reach) -> Callable[..., Any]:
    """Return how a value is brought forward that stays as it is unless something moves that goes so far."""
    return lambda old, moved, *args: old if moved.reach < reach else None


def unless_of(article_of: Callable[[K], int]) -> Callable[[V, Moved, K], V | None]:
    """Return how values are brought forward that are each of one article, by their keys."""
    return lambda old, moved, key: None if moved.is_of(article_of(key)) else old


class RevisionCache(Generic[K, V]):
    """Values by key, in at most so many bytes with their keys. What it gives is shared by all and only read.

    ``forward`` takes a value of before, what moved since, and the key, and gives the value of now, or None where it is
    to be made anew; without it a value is made anew whenever the base moves. Nothing that another thread reads is
    altered: a new value takes the old one's place.

    What a transaction reads that moved the base itself, and that may be undone, is kept beside the rest: after a
    preview, all that was kept before is still there.
    """

    def __init__(
        self,
        max_bytes: int = MAX_BYTES,
        weigh: Callable[[V], int] = deep_size,
        forward: Callable[[V, Moved, K], V | None] | None = None,
    ):
        self.max_bytes = max_bytes
        self.weigh = weigh
        self.forward = forward
        self._lock = Lock()
        self._values: OrderedDict[tuple[K, bool], _Value[V]] = OrderedDict()
        self._revisions = {True: "", False: ""}
        self._bytes = 0

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return the value of a key, made where none is kept."""
        revision = current_revision()
        for slot in ((key, False), (key, True)):  # at one revision both say the same; a page asks this 150 times
            entry = self._values.get(slot)
            if entry is not None and entry.revision == revision:
                with self._lock:
                    if slot in self._values:
                        self._values.move_to_end(slot)
                return entry.value
        return self.get_many([key], lambda _: {key: make()})[key]

    def get_many(self, keys: Iterable[K], load: Callable[[list[K]], Mapping[K, V]]) -> dict[K, V]:
        """Return the values of keys; ``load`` makes those that are not kept, all at once, or leaves some out."""
        keys, revision, tried = list(keys), current_revision(), Revision.is_tried()
        found = self._found(keys, revision, tried)
        now = {key: entry.value for key, entry in found.items() if entry.revision == revision}
        if len(now) < len(keys):
            with _pinned_to(revision):  # what is made of other things that are kept is made of those of one revision
                now |= self._made([key for key in keys if key not in now], found, revision, tried, load)
        return now

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._values.clear()
            self._bytes = 0

    def _made(
        self,
        keys: list[K],
        found: Mapping[K, _Value[V]],
        revision: str,
        tried: bool,
        load: Callable[[list[K]], Mapping[K, V]],
    ) -> dict[K, V]:
        """Return values of now, brought forward from those of before, else made."""
        forward = {key: each for key in keys if key in found and (each := self._forward(key, found[key], revision))}
        self._store(forward, tried)
        made: dict[K, V] = {}
        if missing := [key for key in keys if key not in forward]:
            made = dict(load(missing))
            self._store({key: self._entry(key, value, revision) for key, value in made.items()}, tried)
        return {key: entry.value for key, entry in forward.items()} | made

    def _entry(self, key: K, value: V, revision: str) -> _Value[V]:
        return _Value(revision, value, ENTRY_BYTES + deep_size(key) + self.weigh(value))

    def _found(self, keys: list[K], revision: str, tried: bool) -> dict[K, _Value[V]]:
        """Return what is kept of keys, of now if there is any, else of before."""
        with self._lock:
            if self._revisions[tried] != revision and self.forward is None:
                self._drop([key for key in self._values if key[1] is tried and self._values[key].revision != revision])
            self._revisions[tried] = revision
            found: dict[K, _Value[V]] = {}
            for key in keys:
                both = [slot for slot in ((key, tried), (key, not tried)) if slot in self._values]
                slot = next(
                    (slot for slot in both if self._values[slot].revision == revision), both[0] if both else None
                )
                if slot:
                    self._values.move_to_end(slot)
                    found[key] = self._values[slot]
        return found

    def _forward(self, key: K, entry: _Value[V], revision: str) -> _Value[V] | None:
        moved = moved_between(entry.revision, revision) if self.forward else None
        if moved is None or self.forward is None:
            return None
        value = self.forward(entry.value, moved, key)
        return None if value is None else entry._replace(revision=revision, value=value)

    def _store(self, made: Mapping[K, _Value[V]], tried: bool) -> None:
        with self._lock:
            for key, entry in made.items():
                self._drop([(key, tried)])
                self._values[key, tried] = entry
                self._bytes += entry.size
            while self._bytes > self.max_bytes and self._values:
                self._drop([next(iter(self._values))])

    def _drop(self, slots: Iterable[tuple[K, bool]]) -> None:
        for slot in slots:
            if entry := self._values.pop(slot, None):
                self._bytes -= entry.size


def _cached(
    work: Callable[P, V],
    forward: Callable[[V, Moved, tuple], V | None] | None,
    max_bytes: int = MAX_BYTES,
    weigh: Callable[[V], int] = deep_size,
) -> Callable[P, V]:
    is_one = not signature(work).parameters
    cache: RevisionCache[tuple, V] = RevisionCache(OF_THE_BASE if is_one else max_bytes, weigh, forward)

    @wraps(work)
    def cached(*args: P.args, **kwargs: P.kwargs) -> V:
        return cache.get((args, tuple(kwargs.items())), lambda: work(*args, **kwargs))

    return cached


def cached_per_revision(work: Callable[P, V]) -> Callable[P, V]:
    """Keep what ``work`` returns for the same (hashable) arguments until the base moves."""
    return _cached(work, None)


def brought_forward(
    by: Callable[..., Any], max_bytes: int = MAX_BYTES, weigh: Callable[[Any], int] = deep_size
) -> Callable[[Callable[P, V]], Callable[P, V]]:
    """Keep what a function returns, and bring it forward when the base moves.

    ``max_bytes``, ``weigh``: as of :class:`RevisionCache`.
    ``by`` takes what was returned before, what moved since, and the (hashable, positional) arguments; it gives what
    would be returned now, or None where that is to be worked out anew. It alters nothing of what it was given.
    """
    return partial(_cached, forward=lambda old, moved, key: by(old, moved, *key[0]), max_bytes=max_bytes, weigh=weigh)


def cached_by_article(work: Callable[[Articles], Mapping[int, V]]) -> Callable[[], Mapping[int, V]]:
    """Keep by article what a function returns of some articles, or of all; it is asked again of those that moved."""

    def forward(old: Mapping[int, V], moved: Moved) -> Mapping[int, V] | None:
        if moved.articles is None:
            return None
        now = work(moved.articles) if moved.articles else {}
        return {article: each for article, each in {**old, **now}.items() if article in now or not moved.is_of(article)}

    def of_all() -> Mapping[int, V]:
        return work(None)

    return brought_forward(forward, OF_THE_BASE)(wraps(work)(of_all))


# For what hangs on vocabularies alone.
cached_per_vocabulary = brought_forward(unless(Reach.VOCABULARY))
