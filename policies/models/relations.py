"""文件关系: what a later document does to an earlier one, or to one of its articles."""

from django.db import models
from django.db.models import F, Q

from policies.models.articles import Article
from policies.models.documents import Document
from policies.models.history import History
from policies.models.publication import is_published


class RelationQuerySet(models.QuerySet):
    """An act of a later text on an earlier one; listed by the days on which it takes effect."""

    def public(self):
        """Return those between published texts that their sources still have; the later may be none of ours."""
        flags = [f"{side}_article__removed_from_source" for side in ("later", "earlier")]
        unnamed = (Q(**{f"{side}_article": None}) for side in ("later", "earlier"))
        present = [each | Q(**{name: False}) for each, name in zip(unnamed, flags, strict=True)]
        return self.filter(*present, is_published("earlier__"), Q(later=None) | is_published("later__"))

    def of(self, text: Document | Article):
        """Return what is done to a text: to an article also what is done to its document as a whole."""
        if isinstance(text, Document):
            return self._listed(Q(earlier=text))
        return self._listed(Q(earlier_article=text) | Q(earlier=text.document_id, earlier_article=None))

    def by(self, text: Document | Article):
        """Return what a text does to earlier ones: an article what it does itself."""
        return self._listed(Q(later=text) if isinstance(text, Document) else Q(later_article=text))

    def _listed(self, condition: Q):
        sides = [f"{side}{part}" for side in ("later", "earlier") for part in ("", "_article__document")]
        sections = [f"{side}_article__section" for side in ("later", "earlier")]
        return self.filter(condition).select_related(*sides, *sections).order_by("effective_on", "id")


class Relation(models.Model):
    """A later text that changes an earlier one (Akoma Ntoso: active and passive modifications).

    The later document may be one that the base has not: then ``later_name`` says which, as it is cited. Without
    ``earlier_article`` the whole earlier document is meant.
    """

    class Kind(models.TextChoices):
        """The kind of act by which a later text changes an earlier one."""

        AMENDS = "amends", "修改"
        REPEALS = "repeals", "废止"
        REPLACES = "replaces", "取代"
        EXTENDS = "extends", "延长施行"

    kind = models.CharField("关系", max_length=10, choices=Kind.choices)
    later = models.ForeignKey(
        Document, models.CASCADE, null=True, blank=True, related_name="changes", verbose_name="后文件"
    )
    later_article = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="changes", verbose_name="后文件条文"
    )
    later_name = models.CharField(
        "后文件名称", max_length=255, blank=True, help_text="后文件不在本库时填写，如：国发〔2023〕1号《……》。"
    )
    earlier = models.ForeignKey(Document, models.CASCADE, related_name="changed_by", verbose_name="前文件")
    earlier_article = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="changed_by", verbose_name="前文件条文"
    )
    effective_on = models.DateField("自何日起", null=True, blank=True)
    evidence = models.TextField("依据", help_text="后文件的原话，或所据网页、公报。")

    objects = RelationQuerySet.as_manager()
    history = History(verbose_name="文件关系历史")

    class Meta:
        verbose_name = verbose_name_plural = "文件关系"
        ordering = ["earlier", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(later__isnull=False) | ~Q(later_name=""), name="relation_names_the_later_text"
            ),
            models.CheckConstraint(
                condition=Q(later__isnull=True) | ~Q(later=F("earlier")), name="relation_not_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.later_text or self.later_name} {self.get_kind_display()} {self.earlier_text}"

    @property
    def later_text(self) -> Document | Article | None:
        """The text that does it; None where the base has it not."""
        return self.later_article or self.later

    @property
    def earlier_text(self) -> Document | Article:
        """The text that it is done to."""
        return self.earlier_article or self.earlier
