"""变化: what readers see otherwise than before, and why; nothing of who did it. policies/change_log.py writes it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from policies.models.documents import Document
from policies.models.publication import is_published
from policies.models.units import Unit


class Kind(models.TextChoices):
    """The kind of thing that changed; facts by the names of their models."""

    DOCUMENT = "document", "文件"
    ARTICLE = "article", "条文"
    VALIDITY = "validity", "有效性"
    CORRECTION = "correction", "勘误"
    RELATION = "relation", "文件关系"
    RESPONSIBILITY = "responsibility", "责任"
    BENEFIT = "benefit", "惠企举措"
    AMOUNT = "amount", "金额"
    DEADLINE = "deadline", "时限"
    TARGET = "target", "量化目标"
    MEASURE = "measure", "力度"
    TERM = "termuse", "分类"
    CITATION = "citation", "引用"


class What(models.TextChoices):
    """The kind of change."""

    ADDED = "added", "新增"
    CHANGED = "changed", "改动"
    GONE = "gone", "撤下"


class Reason(models.TextChoices):
    """Why."""

    IMPORT = "import", "导入新文本"
    RULES = "rules", "识读规则更新"
    EDIT = "edit", "编辑核对"
    CORRECTION = "correction", "勘误"
    VALIDITY = "validity", "有效性变更"


class ChangeQuerySet(models.QuerySet):
    """Changes."""

    def public(self):
        """Return those of published documents: of these the log keeps no words but those that readers may see."""
        return self.filter(is_published("document__"))

    def newest_first(self):
        """Return the latest act first, what it changed in the order of documents and articles."""
        return self.order_by("-revision", "id")

    def of_units(self, keys):
        """Return those in articles that one of some units has, or had, a part in; also before it was merged."""
        tied = self.model.units.through.objects.filter(Q(unit__in=keys) | Q(unit__merged_into__in=keys))
        return self.filter(pk__in=tied.values("change"))


class Change(models.Model):
    """One thing that became otherwise in a document, or in one of its articles (``path``).

    ``old`` and ``new`` are words as people read them, '' where there is nothing, or nothing that may be read any more:
    of what was rejected or dropped only stays that it is gone. ``row`` is the number of the fact.
    """

    Kind, What, Reason = Kind, What, Reason

    revision = models.PositiveBigIntegerField("修订号", db_index=True)
    at = models.DateTimeField("时间", default=timezone.now)
    document = models.ForeignKey(Document, models.CASCADE, related_name="+", verbose_name="文件")
    path = models.CharField("路径", max_length=20, blank=True)
    name = models.CharField("条", max_length=40, blank=True)
    kind = models.CharField("种类", max_length=16, choices=Kind.choices)
    what = models.CharField("变化", max_length=8, choices=What.choices)
    row = models.PositiveBigIntegerField("事实编号", null=True, blank=True)
    old = models.TextField("原", blank=True)
    new = models.TextField("现", blank=True)
    reason = models.CharField("原因", max_length=10, choices=Reason.choices)
    source = models.CharField("来源", max_length=255, blank=True)
    units = models.ManyToManyField(Unit, related_name="+", verbose_name="责任单位")

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "变化"
        ordering = ["-revision", "id"]
        indexes = [
            models.Index(fields=["kind", "row"], name="change_of_row"),
            models.Index(fields=["document", "path"], name="change_of_article"),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.name} {self.get_kind_display()} {self.get_what_display()}"

    @property
    def reason_text(self) -> str:
        """Why, in words: 导入新文本（compilation.txt）."""
        return f"{self.get_reason_display()}（{self.source}）" if self.source else self.get_reason_display()
