"""Daily upkeep of the desk: publishing set for a day, and deletion of what was kept long enough.

A job that waits in the base until its day publishes (:func:`publish_due`); so does `manage.py upkeep`, which cron
calls, also where no worker is there. Both may be begun anew at any time: what is done is not due any more.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django_tasks import task

from importers import intake
from policies.models import Act, Document, Note
from policies.models.publication import State
from portal.editing import imports, notes
from portal.editing.acts import doing, locked
from portal.editing.baseline import write_baseline
from portal.editing.publication import STEPS_BY_NAME, PublicationError, check, take

_PUBLISH, _SET = STEPS_BY_NAME["publish"], "set-day"
# Trials that were taken or declined, and the pictures of their pages, are looked at again for so long.
UPLOAD_RETENTION = timedelta(days=30)


def set_day(document: Document, day: date | None, user, note: str = "") -> Act:
    """Let a document be published on a day that is to come, or on none any more; to be called behind the lock.

    Raises PublicationError, and changes nothing, where this person could not publish it now.
    """
    if day is not None:
        check(document, _PUBLISH, user)
        if day <= timezone.localdate():
            raise PublicationError("没有记下：请写今天以后的日子；要现在公布的，把日子留空。")
    label = f"定于 {day} 公布" if day else "不再定期公布"
    with doing(user, f"{label}：{document.name}", is_one=True) as act:
        act.document, act.step, act.note = document, _SET, note
        act.save()
        write_baseline(document)
        document.publish_on, document._change_reason, document._history_user = day, label, user
        document.save()
    if day is not None:
        publish_on_its_day.using(run_after=_morning(day)).enqueue()
    return act


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


@task()
def publish_on_its_day() -> None:
    """Publish what is due when the job's day has come."""
    publish_due(timezone.localdate())


def publish_due(today: date) -> tuple[int, int]:
    """Publish what was set for today, or for a day before; gives how many were, and how many could not be.

    Whoever set the day publishes, by the checks of today. What cannot be published stays in review, and they are told.
    """
    done = refused = 0
    for pk in Document.objects.filter(publish_on__lte=today, state=State.IN_REVIEW).values_list("pk", flat=True):
        with locked():
            document = (
                Document.objects.select_related("source", "version_of").filter(pk=pk, publish_on__lte=today).first()
            )
            if document is None or document.state != State.IN_REVIEW:
                continue
            user = _who_set_it(document)
            try:
                take(document, _PUBLISH, user, f"定于 {document.publish_on}")
                done += 1
            except PublicationError as error:
                _could_not(document, user, str(error))
                refused += 1
    return done, refused


def _who_set_it(document: Document):
    act = document.acts.filter(step=_SET).select_related("user").first()
    return act.user if act else None


def _could_not(document: Document, user, why: str) -> None:
    note = Note(text=f"定于 {document.publish_on}，到了日子没有公布：{why}"[:1000], assignee=user)
    notes.put_on(note, document)
    note.save()
    document.publish_on, document._change_reason = None, f"没有按期公布：{why}"[:100]
    document._history_user = user
    document.save()


def let_go(today: date) -> tuple[int, int]:
    """Let go of what was removed, and of files given, when they have been kept long enough; gives of how many."""
    until = _morning(today) - UPLOAD_RETENTION
    return imports.forget(today), intake.forget(until)
