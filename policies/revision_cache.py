"""What is worked out from the base once, and then kept by the process until the base moves.

This is the one way of keeping things a revision. docs/architecture.md lists what a process keeps by it.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import wraps
from sys import getsizeof
from threading import Lock
from typing import Generic, ParamSpec, TypeVar

from policies.models.revision import Revision

P = ParamSpec("P")
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

# What one function keeps at most, unless it says otherwise.
MAX_BYTES = 16 * 2**20
# Of such a base consists for the most part, and they hold nothing else.
_WHOLE = (str, int, float, bytes, date, type(None))
_pinned: ContextVar[str | None] = ContextVar("pinned", default=None)


def current_revision() -> str:
    """Return the revision that holds here: the one pinned for this request, else the base's now."""
    return _pinned.get() or Revision.current()


@contextmanager
def pinned_revision() -> Iterator[None]:
    """Read the revision once for all that is done here: for a request that writes nothing."""
    token = _pinned.set(Revision.current())
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
    if isinstance(value, _WHOLE):
        return ()
    if isinstance(value, Mapping):
        return (*value.keys(), *value.values())
    if isinstance(value, list | tuple | set | frozenset):
        return value
    if hasattr(value, "__dict__"):
        return (value.__dict__,)
    return (getattr(value, name) for name in getattr(type(value), "__slots__", ()) if hasattr(value, name))


class _Generation(Generic[K, V]):
    """What is kept of one revision, the least lately asked for first."""

    def __init__(self, revision: str):
        self.revision = revision
        self.values: OrderedDict[K, V] = OrderedDict()
        self.sizes: dict[K, int] = {}
        self.bytes = 0


class RevisionCache(Generic[K, V]):
    """Values by key, of one revision, in at most so many bytes. What it gives is shared by all and only read.

    When the base moves, or room runs out, nothing that another thread reads is emptied: a new generation takes the old
    one's place, and a reader keeps what it was given.
    """

    def __init__(self, max_bytes: int = MAX_BYTES, weigh: Callable[[V], int] = deep_size):
        self.max_bytes = max_bytes
        self.weigh = weigh
        self._lock = Lock()
        self._generation: _Generation[K, V] = _Generation("")

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return the value of a key, made where none is kept."""
        return self.get_many([key], lambda _: {key: make()})[key]

    def get_many(self, keys: Iterable[K], load: Callable[[list[K]], Mapping[K, V]]) -> dict[K, V]:
        """Return the values of keys; ``load`` makes those that are not kept, all at once, or leaves some out."""
        keys = list(keys)
        generation, found = self._kept(keys)
        if missing := [key for key in keys if key not in found]:
            made = load(missing)
            self._keep(generation, made)
            found |= made
        return found

    def _kept(self, keys: list[K]) -> tuple[_Generation[K, V], dict[K, V]]:
        revision = current_revision()
        with self._lock:
            if self._generation.revision != revision:
                self._generation = _Generation(revision)
            generation = self._generation
            found = {key: generation.values[key] for key in keys if key in generation.values}
            for key in found:
                generation.values.move_to_end(key)
        return generation, found

    def _keep(self, generation: _Generation[K, V], made: Mapping[K, V]) -> None:
        sizes = {key: self.weigh(value) for key, value in made.items()}
        with self._lock:
            for key, value in made.items():
                generation.bytes += sizes[key] - generation.sizes.get(key, 0)
                generation.values[key], generation.sizes[key] = value, sizes[key]
            while generation.bytes > self.max_bytes and generation.values:
                key, _ = generation.values.popitem(last=False)
                generation.bytes -= generation.sizes.pop(key)


def cached_per_revision(work: Callable[P, V]) -> Callable[P, V]:
    """Keep what ``work`` returns for the same (hashable) arguments until the base moves."""
    cache: RevisionCache[tuple, V] = RevisionCache()

    @wraps(work)
    def cached(*args: P.args, **kwargs: P.kwargs) -> V:
        return cache.get((args, tuple(kwargs.items())), lambda: work(*args, **kwargs))

    return cached
