"""What an editor did to many rows at once, so that it can be taken back at once."""

from django.conf import settings
from django.db import models


class Act(models.Model):
    """One thing done on the desk to several rows (批量处理). Each version in a row's history names the act it is of."""

    label = models.CharField("做了什么", max_length=200)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="编辑"
    )
    done_at = models.DateTimeField("时间", auto_now_add=True)
    is_one = models.BooleanField("不可分", default=False, help_text="几条是一件事，不能只撤销一部分。")
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="撤销人"
    )
    undone_at = models.DateTimeField("撤销时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "批量处理"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.label
