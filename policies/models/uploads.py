"""Uploads: files that editors gave, on their way to documents, and pictures of their pages."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from policies.models.sources import ImportRun, ReceivedFile


class UploadQuerySet(models.QuerySet):
    """Uploads."""

    def listed(self):
        """Return the latest first, without what is heavy."""
        heavy = ("content", "text", "packed_places", "trial")
        return self.defer(*heavy).select_related("user").order_by("-id")

    def open(self):
        """Return those that somebody has still to do something about, or a job."""
        return self.exclude(state__in=Upload.CLOSED)

    def move(self, state: str, *, among: tuple[str, ...], **values) -> bool:
        """Put the one upload that this is into a state, if it is in one of those ``among``; gives whether it was.

        Every step is taken so: of two that would take one at the same time only one does.
        """
        columns = {"message": "", "changed_at": timezone.now()} | values
        return bool(self.filter(state__in=among).update(state=state, **columns))


class Upload(ReceivedFile):
    """A file that an editor gave (上传): received, read on trial, and taken or not.

    ``trial`` is what taking it would come to (``importers.trial``), ``head`` what the editor says of its title,
    number, issuers and date where the print is read wrong; ``message`` why it is in its state. The text is its
    reader's, once it was read. What was taken has its bytes in its source.
    """

    class State(models.TextChoices):
        """The state of an upload."""

        WAITING = "waiting", "等待读取"
        READING = "reading", "正在读取"
        READY = "ready", "试读好了，等您决定"
        TAKING = "taking", "正在收入"
        TAKEN = "taken", "已收入"
        REFUSED = "refused", "读不了"
        INTERRUPTED = "interrupted", "中断了"
        CANCELLED = "cancelled", "已取消"

    CLOSED: ClassVar = (State.TAKEN, State.CANCELLED)
    # A job is at work on it, or will be.
    BUSY: ClassVar = (State.WAITING, State.READING, State.TAKING)

    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    size = models.PositiveBigIntegerField("字节数")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="编辑"
    )
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.WAITING)
    changed_at = models.DateTimeField("状态时间", default=timezone.now)
    message = models.TextField("说明", blank=True)
    job = models.CharField("任务", max_length=36, blank=True)
    head = models.JSONField("编辑核定的文件头", default=dict, blank=True)
    trial = models.JSONField("试读", null=True, blank=True)
    run = models.ForeignKey(
        ImportRun, models.SET_NULL, null=True, blank=True, related_name="uploads", verbose_name="导入记录"
    )
    documents = models.ManyToManyField("policies.Document", related_name="uploads", verbose_name="文件")

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "上传"
        ordering = ["-id"]
        default_permissions = ()

    def get_absolute_url(self) -> str:
        """Its page at the desk."""
        return reverse("admin:upload", args=[self.pk])

    @property
    def is_busy(self) -> bool:
        """Whether a job is at work on it, or will be."""
        return self.state in self.BUSY


class PageImage(models.Model):
    """A page of a file as a picture, by the file's SHA-256; ``width`` and ``height`` as places have them.

    It stays when the upload becomes a source: both are the same bytes.
    """

    sha256 = models.CharField("SHA-256", max_length=64)
    page = models.PositiveIntegerField("页")
    width = models.PositiveIntegerField("宽")
    height = models.PositiveIntegerField("高")
    content = models.BinaryField("图像", editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "页面图像"
        ordering = ["sha256", "page"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["sha256", "page"], name="page_image_once")]

    def __str__(self) -> str:
        return f"{self.sha256[:8]} {self.page}"
