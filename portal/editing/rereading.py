"""Reading documents again as a job: those whose texts hold a word or an office that was changed, when they are many.

Each carries a mark (``Document.is_stale``), set in the transaction of the change and taken off in that which reads it
again. So a worker that is killed leaves documents read or marked, and none in between; what two editors change comes to
one reading of each; and a job may be begun anew at any time.
"""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.db import transaction
from django_tasks import task

from importers import worker
from importers.pipeline import derive_documents
from policies.models import Document, Revision

logger = logging.getLogger("jince.rereading")
# So many are read in one transaction, in which nobody else writes; between two of them others have their turn.
TOGETHER, TURN = 3, 0.2
_TOTAL = "rereading-total"


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of reading again: all documents, those still to do, and whether a job is at it."""

    total: int
    left: int
    is_idle: bool

    @property
    def done(self) -> int:
        """Return how many were read."""
        return self.total - self.left


def put_off(documents: Iterable[Document]) -> None:
    """Let a job read documents again; in the transaction of what is changed, behind the lock."""
    Revision.lock()
    Document.objects.filter(pk__in=[each.pk for each in documents]).update(is_stale=True)
    cache.set(_TOTAL, _left(), None)
    read_again.enqueue()


def resume() -> None:
    """Begin anew where documents are left and perhaps nobody is at it."""
    if _left():
        read_again.enqueue()


def progress() -> Progress | None:
    """Return the progress; None where nothing waits."""
    left = _left()
    return Progress(max(left, cache.get(_TOTAL) or 0), left, not worker.is_there()) if left else None


@task()
def read_again() -> None:
    """Read what is marked; what cannot be read keeps its mark, and the log says why."""
    waiting = list(Document.objects.filter(is_stale=True).listed().values_list("pk", flat=True))
    for first in range(0, len(waiting), TOGETHER):
        part = waiting[first : first + TOGETHER]
        try:
            _read(part)
        except Exception:
            logger.exception("Documents %s", part)
        time.sleep(TURN if first + TOGETHER < len(waiting) else 0)


@transaction.atomic
def _read(keys: list[int]) -> None:
    Revision.lock()
    found = list(Document.objects.filter(pk__in=keys, is_stale=True).select_related("source").listed())
    if found:
        derive_documents(found)
        Document.objects.filter(pk__in=[each.pk for each in found]).update(is_stale=False)


def _left() -> int:
    return Document.objects.filter(is_stale=True).count()
