"""平行条款: pairs of measures that say the same in other words."""

from django.db import models
from django.db.models import F, Q

from policies.models.articles import Measure
from policies.models.derived import is_present, is_public


class ParallelQuerySet(models.QuerySet):
    """Parallels."""

    def present(self):
        """Return those of which both sides stand in their sources."""
        return self.filter(is_present("a__", inherits=False) & is_present("b__", inherits=False))

    def public(self):
        """Return those of which readers may see both sides."""
        return self.filter(is_public("a__", inherits=False) & is_public("b__", inherits=False))

    def of(self, article):
        """Return those that one of the article's measures is a side of, the likest first."""
        mine = Q(a__article=article) | Q(b__article=article)
        return self.filter(mine).order_by("-score", "id")

    def conflicting(self):
        """Return those whose figures differ."""
        return self.filter(conflict=True)

    def with_articles(self):
        """Return each with both its measures, articles and documents."""
        return self.select_related("a__article__document", "b__article__document")


class Parallel(models.Model):
    """Two measures that say the same in other words; ``a`` stands before ``b``."""

    a = models.ForeignKey(Measure, models.CASCADE, related_name="parallels_after", verbose_name="甲")
    b = models.ForeignKey(Measure, models.CASCADE, related_name="parallels_before", verbose_name="乙")
    score = models.FloatField("相似度")
    conflict = models.BooleanField("数字不一致", default=False)

    objects = ParallelQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "平行条款"
        ordering = ["a", "b", "id"]
        constraints = [
            models.UniqueConstraint(fields=["a", "b"], name="parallel_once"),
            models.CheckConstraint(condition=~Q(a=F("b")), name="parallel_not_of_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.a} ∥ {self.b}"
