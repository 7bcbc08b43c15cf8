"""报错: what readers say is wrong, for editors. Nothing is kept of who says it."""

from django.db import models

from policies.models.articles import Article
from policies.models.history import History


class ReportQuerySet(models.QuerySet):
    """Readers' reports."""

    def open(self):
        """Return the reports that no editor has closed."""
        return self.filter(state=Report.State.OPEN)


class Report(models.Model):
    """A reader's word that a fact, or an article as a whole, is wrong here.

    ``place`` and ``quote`` say what was meant in words, since an import may give the article or the fact another row.
    """

    class Problem(models.TextChoices):
        """The kind of error that a reader reports."""

        VALUE = "value", "数字、日期或名称读错了"
        KIND = "kind", "归类不对（用途、分工、行业等）"
        SPAN = "span", "标记的文字不对，多了或少了"
        PRINT = "print", "原文抄录有误"
        MISSING = "missing", "漏了应有的内容"
        OTHER = "other", "其他"

    class State(models.TextChoices):
        """The outcome of a report."""

        OPEN = "open", "待处理"
        MENDED = "mended", "已更正"
        KEPT = "kept", "核对无误"

    article = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="reports", verbose_name="条文"
    )
    place = models.CharField("所在", max_length=120)
    fact_kind = models.CharField("种类", max_length=20, blank=True)
    fact_id = models.PositiveBigIntegerField("事实编号", null=True, blank=True)
    quote = models.TextField("原文", blank=True)
    problem = models.CharField("问题", max_length=10, choices=Problem.choices)
    text = models.TextField("说明", max_length=1000, blank=True)
    sent_at = models.DateTimeField("时间", auto_now_add=True, db_index=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OPEN)
    note = models.TextField("处理说明", blank=True)

    objects = ReportQuerySet.as_manager()
    history = History(verbose_name="报错历史")

    class Meta:
        verbose_name = verbose_name_plural = "读者报错"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.place}：{self.get_problem_display()}"
