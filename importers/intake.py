"""A file's way from an editor's browser to documents, in jobs: received, read on trial, taken; nothing half done.

A job may be begun again at any time: it finds the upload in the state in which the last one left it, and what it
writes it writes in one transaction. Whatever goes wrong ends in a state and a sentence. While a job is at work its
stage stands in the cache, since nobody sees what a transaction has not finished; so does the wish to cancel it.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.core.cache import cache
from django.db import transaction
from django_tasks import task
from django_tasks.base import Task

from importers import page_pictures, report, trial
from importers.load import documents as load_documents
from importers.parsing import formats, head_correction, sources
from importers.parsing.formats import isolation
from importers.parsing.sources import SourceError, SourceFile, SourceText
from policies.models import PageImage, Source, Upload

logger = logging.getLogger("jince.intake")
State = Upload.State
# A text that is typed in has no name of its own.
PASTED = "粘贴的文本"
_HOUR = 60 * 60
_FAULT = "程序出了错，什么也没有写入。请再试一次；仍然不行，请把文件交给管理员。"
_MOVED = "试读之后有人改了库里的内容，收入这份文件的结果和您看到的不同，所以没有收入。请看过新的试读结果，再决定。"


class CancelledError(Exception):
    """Somebody does not want it any more."""


# --- what an editor does ---------------------------------------------------------------------------------------------


def receive(name: str, content: bytes, user) -> tuple[Upload, bool]:
    """Keep a file and have it read; gives also whether it is a new one, and not one that waits for a decision already.

    Nothing in it is looked at here: that is the worker's.
    """
    file = SourceFile(name[:255], content)
    if there := Upload.objects.open().exclude(state=State.REFUSED).filter(sha256=file.sha256).first():
        return there, False
    with transaction.atomic():
        upload = Upload.objects.create(
            name=file.name, content=content, sha256=file.sha256, size=len(content), user=user
        )
        upload.job = _enqueue(upload.pk, read)
    return upload, True


def refuse_large(name: str, user) -> Upload:
    """Keep that a file was too large, without the file."""
    limit = formats.MAX_BYTES // 1_000_000
    message = f"{name}：超过 {limit} MB 的上限，没有收；请拆成几个文件后再上传。"
    values = {"name": name[:255], "content": b"", "size": 0, "message": message, "state": State.REFUSED}
    return Upload.objects.create(**values, user=user)


def try_again(upload: Upload, head: dict[str, str] | None = None) -> bool:
    """Read a file again, with what an editor says of its head; gives whether it is to be."""
    values = {} if head is None else {"head": head}
    return _begin(upload.pk, read, State.WAITING, (State.READY, State.INTERRUPTED), **values)


def accept(upload: Upload, user) -> bool:
    """Take what the trial shows; gives whether it is to be taken."""
    return _begin(upload.pk, take, State.TAKING, (State.READY,), user=user)


def cancel(upload: Upload) -> bool:
    """Want a file no more; gives whether it could be stopped. What is being done is stopped at its next stage."""
    cache.set(_cancel_key(upload.job), True, _HOUR)
    open_ = (State.WAITING, State.READING, State.READY, State.TAKING, State.REFUSED, State.INTERRUPTED)
    return Upload.objects.filter(pk=upload.pk).move(State.CANCELLED, among=open_)


def forget(until: datetime) -> int:
    """Let go of files that were taken, declined or refused before ``until``, and of pictures that no upload needs.

    The bytes of what was taken stay with its source. Gives how many uploads went.
    """
    count, _ = Upload.objects.filter(state__in=(*Upload.CLOSED, State.REFUSED), changed_at__lt=until).delete()
    images = PageImage.objects.exclude(sha256__in=Upload.objects.order_by().values("sha256"))
    images.exclude(sha256__in=Source.objects.order_by().values("sha256")).delete()
    return count


def stage(upload: Upload) -> str:
    """Return what a job is doing with it now, in a word; '' where none is."""
    return str(cache.get(_stage(upload.job), "")) if upload.is_busy else ""


def _begin(pk: int, job: Task, state: str, among: tuple[str, ...], **values) -> bool:
    with transaction.atomic():
        moved = Upload.objects.filter(pk=pk).move(state, among=among, **values)
        if moved:
            _enqueue(pk, job)
    return moved


def _enqueue(pk: int, job: Task) -> str:
    name = str(job.enqueue(pk).id)
    Upload.objects.filter(pk=pk).update(job=name)
    return name


# --- what the worker does --------------------------------------------------------------------------------------------


@task()
def read(pk: int) -> None:
    """Read an upload on trial."""
    _at_work(pk, State.READING, (State.WAITING, State.READING), _read)


@task()
def take(pk: int) -> None:
    """Make documents of an upload, as its trial showed."""
    _at_work(pk, State.TAKING, (State.TAKING,), _take)


def interrupted(jobs: list[str], message: str) -> None:
    """Say of uploads whose jobs were given up that they were."""
    for upload in Upload.objects.filter(job__in=jobs, state__in=Upload.BUSY).only("pk"):
        Upload.objects.filter(pk=upload.pk).move(State.INTERRUPTED, among=Upload.BUSY, message=message)


def _at_work(pk: int, state: str, among: tuple[str, ...], work: Callable[[Upload], None]) -> None:
    if not Upload.objects.filter(pk=pk).move(state, among=among):
        return  # cancelled, or done before
    upload = Upload.objects.select_related("user").get(pk=pk)
    try:
        with isolation.watched(partial(_stop_if_cancelled, upload.job)):
            work(upload)
    except CancelledError:
        Upload.objects.filter(pk=pk).move(State.CANCELLED, among=(state,))
    except SourceError as error:
        Upload.objects.filter(pk=pk).move(State.REFUSED, among=(state,), message=str(error))
    except trial.MovedError as error:
        values = {"trial": error.trial.as_json(), "message": _MOVED}
        Upload.objects.filter(pk=pk).move(State.READY, among=(state,), **values)
    except Exception:
        logger.exception("Upload %s", pk)
        Upload.objects.filter(pk=pk).move(State.INTERRUPTED, among=(state,), message=_FAULT)


def _read(upload: Upload) -> None:
    progress = partial(_progress, upload.job)
    progress("读取原件")
    text = _text(upload)
    Upload.objects.filter(pk=upload.pk, state=State.READING).update(**load_documents.extracted_values(text))
    progress("画出页面")
    page_pictures.keep(upload.sha256, text.file.content, text.extracted.format)
    found = trial.of(text, head_correction.of_row(upload.head), progress=progress)
    Upload.objects.filter(pk=upload.pk).move(State.READY, among=(State.READING,), trial=found.as_json())


def _text(upload: Upload) -> SourceText:
    """The text of an upload: as it was read before, in this upload or in a source of the same bytes, or read now."""
    file = SourceFile(upload.name, bytes(upload.content))
    if upload.text and (upload.format, upload.reader_version) == sources.reader_of(file):
        return SourceText(file, load_documents.extracted_of(upload))
    return load_documents.stored_text(file) or sources.extract(file)


def _take(upload: Upload) -> None:
    """Write, in one transaction, the documents, the report, and that the upload was taken, unless it was cancelled."""
    text, head = _text(upload), head_correction.of_row(upload.head)
    with transaction.atomic():
        outcome = trial.taken(text, head, upload.trial or {}, user=upload.user, progress=partial(_progress, upload.job))
        report.keep(outcome)
        if head:
            load_documents.note_head(outcome.documents[0], upload.user, upload.head.get("evidence", ""))
        upload.documents.set(outcome.documents)
        values = {"run": outcome.run, "content": b"", "text": "", "packed_places": b""}
        if not Upload.objects.filter(pk=upload.pk).move(State.TAKEN, among=(State.TAKING,), **values):
            raise CancelledError


def _progress(job: str, name: str) -> None:
    _stop_if_cancelled(job)
    cache.set(_stage(job), name, _HOUR)


def _stop_if_cancelled(job: str) -> None:
    if cache.get(_cancel_key(job)):
        raise CancelledError


def _stage(job: str) -> str:
    return f"upload-stage-{job}"


def _cancel_key(job: str) -> str:
    return f"upload-cancel-{job}"
