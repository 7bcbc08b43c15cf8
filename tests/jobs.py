"""The worker, in the process of a test and on its connection: what it does the test sees, and takes back."""

from unittest import mock

from django_tasks_db.management.commands import db_worker

from importers.worker import Worker


def do_jobs(worker: Worker | None = None) -> None:
    """Do all jobs that wait. A worker of its own closes its connections now and then; here they are the test's."""
    with mock.patch.object(db_worker, "close_old_connections"):
        (worker or Worker(batch=True)).run()
