"""History of people's work: who changed what, and as part of which act; an import writes none."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models
from simple_history.models import HistoricalRecords

_unrecorded = ContextVar("unrecorded", default=False)
_act: ContextVar[int | None] = ContextVar("act", default=None)


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


@contextmanager
def part_of(act: int | None) -> Iterator[None]:
    """Write history here as part of an act, by its number; None is of none."""
    token = _act.set(act)
    try:
        yield
    finally:
        _act.reset(token)


def current_act() -> int | None:
    """The number of the act that is at work here; the default of each version's ``act``."""
    return _act.get()


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
            "act": models.ForeignKey(
                "policies.Act", models.SET_NULL, null=True, default=current_act, editable=False, related_name="+"
            ),
            "prev_record": property(_before),
            "next_record": property(_after),
        }

    def post_delete(self, instance, using=None, **kwargs):
        if not is_unrecorded():
            super().post_delete(instance, using, **kwargs)
