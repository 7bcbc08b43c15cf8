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


def _before(record):
    """Return the version before a version of a row, None for the first."""
    return _of_same_row(record).filter(history_id__lt=record.history_id).first()


def _after(record):
    """Return the version after a version of a row, None for the last."""
    return _of_same_row(record).filter(history_id__gt=record.history_id).last()


def _of_same_row(record):
    return type(record).objects.filter(id=record.id)


class History(HistoricalRecords):
    """django-simple-history, but for what an import deletes; what it writes, it writes in bulk and so past history.

    Versions follow each other by number, as they were written: a clock set back puts none before another.
    """

    def get_meta_options(self, model):
        return super().get_meta_options(model) | {"ordering": ("-history_id",), "get_latest_by": ("history_id",)}

    def get_extra_fields(self, model, fields):
        return super().get_extra_fields(model, fields) | {
            "prev_record": property(_before),
            "next_record": property(_after),
        }

    def post_delete(self, instance, using=None, **kwargs):
        if not is_unrecorded():
            super().post_delete(instance, using, **kwargs)
