"""Who changed what: rows of history are people's work, and an import writes none."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from simple_history.models import HistoricalRecords

_unrecorded = ContextVar("unrecorded", default=False)


@contextmanager
def unrecorded() -> Iterator[None]:
    """Write no history for what is deleted here: it is no person's work, whoever asked for the import."""
    token = _unrecorded.set(True)
    try:
        yield
    finally:
        _unrecorded.reset(token)


def is_unrecorded() -> bool:
    """Whether an import is at work."""
    return _unrecorded.get()


class History(HistoricalRecords):
    """django-simple-history, but for what an import deletes; what it writes, it writes in bulk and so past history."""

    def post_delete(self, instance, using=None, **kwargs):
        if not is_unrecorded():
            super().post_delete(instance, using, **kwargs)
