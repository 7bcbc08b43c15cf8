"""The one process that does what takes longer than a request: jobs that wait in the base, one after the other.

django-tasks-db's worker, with what it leaves open: only one works on a base at a time; a job whose worker was killed
is taken up again by the next, three times at most; a stop does not wait for the job that runs, which is undone and
taken up again as well. So every job must be such that it can be begun anew.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import FrameType
from typing import IO

from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from importers import intake

# Seconds between two looks for a job, and after the base did not answer.
INTERVAL, PAUSE = 1.0, 5.0
TRIES = 3
KEEP_RESULTS = timedelta(days=30)
_GIVEN_UP = f"读了 {TRIES} 次都中断了（文件也许太大，或机器在这期间重启过），什么也没有写入。可以再试一次。"


class StoppedError(BaseException):
    """The worker is to end now; what it was doing is taken up again by the next."""


class Worker(db_worker.Worker):
    """Does jobs until it is stopped, or, with ``batch``, until none is left. ``is_wanted`` is asked between two."""

    def __init__(self, *, batch: bool = False, is_wanted: Callable[[], bool] = lambda: True):
        super().__init__(
            queue_names=["*"],
            interval=INTERVAL,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        self._is_wanted = is_wanted

    @property
    def running(self) -> bool:
        """Whether to go on."""
        return self._running and self._is_wanted()

    @running.setter
    def running(self, value: bool) -> None:
        self._running = value

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """End now."""
        self._running = False
        raise StoppedError

    def run(self) -> None:
        """Do jobs; a base that does not answer, or is being put back, is waited for."""
        while self.running:
            try:
                super().run()
                return
            except StoppedError:
                return
            except OperationalError:
                connection.close()
                time.sleep(PAUSE)

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """Do a job; one that a stop cut short waits for the next worker."""
        super().run_task(db_task_result)
        if not self._running:
            waiting = {
                "status": TaskResultStatus.READY,
                "finished_at": None,
                "traceback": "",
                "exception_class_path": "",
            }
            DBTaskResult.objects.filter(pk=db_task_result.pk, status=TaskResultStatus.FAILED).update(**waiting)
            raise StoppedError


def resume() -> None:
    """Let jobs whose worker is gone wait again, or give them up. Only the one worker may call it."""
    for job in DBTaskResult.objects.running():
        if len(job.worker_ids) < TRIES:
            DBTaskResult.objects.filter(pk=job.pk).update(status=TaskResultStatus.READY)
        else:
            DBTaskResult.objects.filter(pk=job.pk).update(status=TaskResultStatus.FAILED, finished_at=timezone.now())
            intake.interrupted([str(job.pk)], _GIVEN_UP)
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEEP_RESULTS).delete()


@contextmanager
def alone(is_wanted: Callable[[], bool] = lambda: True) -> Iterator[None]:
    """Be the one worker of this base, once any other is gone, however that ends.

    Raises StoppedError where meanwhile it is not wanted any more.
    """
    with _lock_file() as lock:
        while not _taken(lock):
            if not is_wanted():
                raise StoppedError
            time.sleep(INTERVAL)
        yield


def is_there() -> bool:
    """Whether a worker is at work or waits for work."""
    with _lock_file() as lock:
        return not _taken(lock)


def _taken(lock: IO[str]) -> bool:
    """Take the lock, which goes with its file or its process; gives whether it could be."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock_file() -> IO[str]:
    return (settings.VAR_DIR / "worker.lock").open("w")


def while_parent(pid: int) -> Callable[[], bool]:
    """Return what tells whether the process that started this one, and whose number is ``pid``, is still there."""
    return lambda: os.getppid() == pid
