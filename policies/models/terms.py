"""词表: the controlled terms by which texts are indexed."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from policies.models.derived import is_live
from policies.models.history import History


class TermQuerySet(models.QuerySet):
    """Controlled terms."""

    def of(self, scheme: str):
        """Those of one scheme."""
        return self.filter(scheme=scheme)

    def with_counts(self):
        """Each with ``articles``, the number of articles that use it."""
        live = Q(uses__article__vanished=False) & is_live("uses__")
        return self.annotate(articles=models.Count("uses__article", filter=live, distinct=True))

    def busiest_first(self):
        """By the number of their articles, then as the vocabulary lists them."""
        return self.with_counts().order_by("-articles", "position", "id")


class Term(models.Model):
    """A controlled term (词条): a sector of GB/T 4754-2017, a beneficiary, a condition, an instrument, a place."""

    class Scheme(models.TextChoices):
        """词表."""

        SECTOR = "sector", "行业"
        BENEFICIARY = "beneficiary", "受益对象"
        CONDITION = "condition", "条件"
        INSTRUMENT = "instrument", "政策工具"
        PLACE = "place", "地区"

    scheme = models.CharField("词表", max_length=12, choices=Scheme.choices)
    name = models.CharField("名称", max_length=60)
    code = models.CharField("代码", max_length=60, blank=True)
    words = models.TextField("用词", blank=True, help_text="竖线分开")
    not_words = models.TextField("排除的词", blank=True, help_text="竖线分开")
    note = models.TextField("说明", blank=True)
    position = models.PositiveIntegerField("排序", default=0)
    retired = models.BooleanField("停用", default=False)
    touched = models.BooleanField("编辑改过", default=False, editable=False)

    objects = TermQuerySet.as_manager()
    history = History(verbose_name="词条历史")

    class Meta:
        verbose_name = verbose_name_plural = "词条"
        ordering = ["scheme", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["scheme", "name"], name="term_name_once_per_scheme")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """A sector's page; for other schemes the articles that print the word."""
        if self.scheme == self.Scheme.SECTOR:
            return reverse("sector", args=[self.name])
        return reverse("articles", query={"q": self.name})
