"""勘误: overlay records that say what the print should read. The print itself is never altered."""

from django.db import models

from policies.models.articles import Article
from policies.models.history import History
from policies.models.publication import State, is_published

_OF_OLD_VERSIONS = {"article__document__state": State.SUPERSEDED}


class CorrectionQuerySet(models.QuerySet):
    """Corrections."""

    def standing(self):
        """Return all but those that were withdrawn."""
        return self.filter(withdrawn=False)

    def present(self):
        """Return the standing ones of articles that their sources still have."""
        return self.standing().filter(article__removed_from_source=False).exclude(**_OF_OLD_VERSIONS)

    def public(self):
        """Return the standing ones of articles that readers may see."""
        return self.present().filter(is_published("article__document__"))

    def certain(self):
        """Return those that the reading follows; a probable one only marks its place."""
        return self.filter(confidence=Correction.Confidence.CERTAIN, withdrawn=False)


class Correction(models.Model):
    """A fault of the print: where it stands, what it should read, why, on what evidence, how sure."""

    class Confidence(models.TextChoices):
        """把握."""

        CERTAIN = "certain", "确定"
        PROBABLE = "probable", "存疑"

    class Origin(models.TextChoices):
        """The source of a correction."""

        FILE = "file", "勘误表"
        EDITOR = "editor", "编辑"

    article = models.ForeignKey(Article, models.CASCADE, related_name="corrections", verbose_name="条文")
    quote = models.CharField("印作", max_length=255)
    occurrence = models.PositiveSmallIntegerField("第几处", default=1)
    reading = models.CharField("应作", max_length=255, blank=True)
    reason = models.TextField("理由")
    evidence = models.TextField("依据", blank=True)
    confidence = models.CharField("把握", max_length=10, choices=Confidence.choices, default=Confidence.CERTAIN)
    origin = models.CharField("来历", max_length=8, choices=Origin.choices, default=Origin.EDITOR)
    withdrawn = models.BooleanField("已撤回", default=False)
    edited_by_human = models.BooleanField("编辑改过", default=False, editable=False)

    objects = CorrectionQuerySet.as_manager()
    history = History(verbose_name="勘误历史")

    class Meta:
        verbose_name = verbose_name_plural = "勘误"
        ordering = ["article", "id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "quote", "occurrence"], name="correction_once_per_place"),
            models.CheckConstraint(condition=~models.Q(quote=models.F("reading")), name="correction_changes_something"),
        ]

    def __str__(self) -> str:
        return f"{self.quote} → {self.reading}"

    @property
    def span(self) -> tuple[int, int] | None:
        """Return where the faulty words stand in the print; None where they do not, or no longer."""
        start = -1
        for _ in range(self.occurrence):
            start = self.article.text.find(self.quote, start + 1)
            if start < 0:
                return None
        return start, start + len(self.quote)

    @property
    def is_misplaced(self) -> bool:
        """Whether it corrects words that the print has no more, or an article that is no more."""
        return not self.withdrawn and (self.article.removed_from_source or self.span is None)

    @property
    def is_certain(self) -> bool:
        """Whether the reading follows it."""
        return self.confidence == self.Confidence.CERTAIN
