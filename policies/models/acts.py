"""Acts of editors that concern many rows, or a document as a whole: one act can be taken back at once."""

from django.conf import settings
from django.db import models


class ActQuerySet(models.QuerySet):
    """Acts."""

    def without_heavy_columns(self):
        """Return each but for what a removal took away, which no list shows."""
        return self.defer("kept")


class Act(models.Model):
    """One thing done on the desk. Each version in a row's history names the act it is of.

    One that was done to a document as a whole names it: ``step`` says what, ``note`` why. An import's has its ``run``
    and what it did to documents (``effects``, as importers/load/reconcile.py notes them). What a removal took away is
    ``kept`` with it until ``kept_until``.
    """

    label = models.CharField("做了什么", max_length=200)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="编辑"
    )
    done_at = models.DateTimeField("时间", auto_now_add=True)
    is_one = models.BooleanField("不可分", default=False, help_text="几条是一件事，不能只撤销一部分。")
    document = models.ForeignKey(
        "policies.Document", models.SET_NULL, null=True, editable=False, related_name="acts", verbose_name="文件"
    )
    step = models.SlugField("步骤", max_length=20, blank=True, editable=False)
    note = models.CharField("理由", max_length=200, blank=True)
    run = models.OneToOneField(
        "policies.ImportRun", models.SET_NULL, null=True, editable=False, related_name="act", verbose_name="导入记录"
    )
    effects = models.JSONField("对文件做了什么", default=list, editable=False)
    kept = models.BinaryField("留存的内容", null=True, editable=False)
    kept_until = models.DateField("留存到", null=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="撤销人"
    )
    undone_at = models.DateTimeField("撤销时间", null=True)

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "批量处理"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.label

    @property
    def brings_documents(self) -> bool:
        """Whether it did something to documents that goes when it is taken back: an import, or a restoration."""
        return bool(self.run_id) or any(each["did"] == "restored" for each in self.effects)
