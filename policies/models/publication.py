"""公布: how far a document has come on its way to readers, and back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.dispatch import Signal

# A document was public, and is no more: what keeps pages outside of the base is to forget them.
went_out_of_sight = Signal()


class State(models.TextChoices):
    """The state of a document. Readers see what is ``PUBLISHED``, and of what was ``SUPERSEDED`` its own page alone."""

    DRAFT = "draft", "草稿"
    IN_REVIEW = "in_review", "待审"
    PUBLISHED = "published", "公开"
    WITHDRAWN = "withdrawn", "撤回"
    SUPERSEDED = "superseded", "旧版"


def is_published(prefix: str = "") -> Q:
    """Return the condition of what readers may see of documents, across a relation: is_published("document__")."""
    return Q(**{f"{prefix}state": State.PUBLISHED})


class Waiver(models.Model):
    """A check before publishing that does not hold, and why somebody publishes all the same.

    It is good for as many findings as there were: ``findings``.
    """

    document = models.ForeignKey("policies.Document", models.CASCADE, related_name="waivers", verbose_name="文件")
    check_name = models.SlugField("检查", max_length=20)
    findings = models.PositiveIntegerField("处数")
    reason = models.CharField("理由", max_length=200)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="编辑"
    )
    made_at = models.DateTimeField("时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "公布前检查的说明"
        ordering = ["document", "check_name", "id"]
        constraints = [models.UniqueConstraint(fields=["document", "check_name"], name="waiver_once_per_check")]

    def __str__(self) -> str:
        return self.reason
