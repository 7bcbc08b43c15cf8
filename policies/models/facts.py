"""Facts: what is read from a text, with its evidence; who does it, how many, for whom, by what other document.

How much, until when and what is given to whom have modules of their own.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from policies.models.articles import Article, Measure
from policies.models.derived import Derived, DerivedQuerySet
from policies.models.documents import Document, Passage
from policies.models.history import History
from policies.models.publication import is_published
from policies.models.terms import Term
from policies.models.units import Unit


class Fact(Derived):
    """Something read from a text, with its evidence.

    A fact is about ``article``, or stands in a ``passage`` that belongs to no article. Its ``quote`` is
    place.text[start:end], where :attr:`place` is the article's own text unless the fact is inherited: then
    ``passage`` or ``inherited_from`` says where it stands. ``printed`` keeps what the print says where a correction
    changed it.
    """

    article = models.ForeignKey(
        Article, models.CASCADE, null=True, blank=True, related_name="%(class)s_set", verbose_name="条文"
    )
    measure = models.ForeignKey(
        Measure, models.SET_NULL, null=True, blank=True, related_name="%(class)s_set", verbose_name="举措"
    )
    passage = models.ForeignKey(
        Passage, models.CASCADE, null=True, blank=True, related_name="%(class)s_set", verbose_name="所在段落"
    )
    inherited_from = models.ForeignKey(
        Article, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="所据条文"
    )
    printed = models.JSONField("印作", null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="%(class)s_span_is_forward"),
            models.CheckConstraint(
                condition=Q(article__isnull=False) | Q(passage__isnull=False), name="%(class)s_stands_somewhere"
            ),
        ]

    @property
    def place(self) -> Article | Passage:
        """The text in which the fact's span lies."""
        return self.passage or self.inherited_from or self.article

    @property
    def is_inherited(self) -> bool:
        """Whether it stands elsewhere than in its article's own text."""
        return self.article_id is not None and (self.passage_id or self.inherited_from_id) is not None


class ResponsibilityQuerySet(DerivedQuerySet):
    """The role of an office in a duty."""

    def counted(self):
        """Return those that the compilers count: printed, and by membership of a collective."""
        return self.filter(basis__in=Responsibility.COUNTED)

    def strongest_first(self):
        """Return them by role, basis and place in the list."""
        return self.order_by("basis_rank", "position", "id")


class Responsibility(Fact):
    """A unit's part in an article (责任): once per article and unit, on the strongest basis."""

    class Role(models.TextChoices):
        """角色."""

        LEAD = "lead", "牵头"
        RESPONSIBLE = "responsible", "责任"
        SUPPORT = "support", "配合"

    class Basis(models.TextChoices):
        """依据, the strongest first."""

        PRINTED = "printed", "条文末尾写明"
        MEMBER = "member", "成员单位"
        SECTION = "section", "章节标题写明"
        DOCUMENT = "document", "全文通用"
        ISSUER = "issuer", "发文机关"
        BODY = "body", "正文提到"

    COUNTED = (Basis.PRINTED, Basis.MEMBER)
    RANK = {basis: rank for rank, basis in enumerate(Basis.values)}

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="responsibilities", verbose_name="责任单位")
    via = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="经由", help_text="所属的统称。"
    )
    role = models.CharField("角色", max_length=12, choices=Role.choices)
    basis = models.CharField("依据", max_length=10, choices=Basis.choices)
    basis_rank = models.PositiveSmallIntegerField(default=0, editable=False)
    position = models.PositiveSmallIntegerField("位次", default=1)

    objects = ResponsibilityQuerySet.as_manager()
    history = History(verbose_name="责任历史")

    EXTRACTED_FIELDS = ("unit_id", "role", "basis", "position", "via_id")

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "责任"
        ordering = ["article", "basis_rank", "position", "id"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["article", "unit"], condition=Q(article__isnull=False), name="responsibility_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}（{self.get_role_display()}）"

    @property
    def is_first_listed(self) -> bool:
        """Whether it is printed first among the offices (排第一位), which makes nobody the lead."""
        return self.basis == self.Basis.PRINTED and self.position == 1

    @property
    def part(self) -> str:
        """Return what it is called: 牵头 only by a word of the text; whom sentences merely name is 正文点名,
        not 责任.
        """
        only_named = self.basis == self.Basis.BODY and self.role == self.Role.RESPONSIBLE
        return self.get_basis_display() if only_named else self.get_role_display()

    @property
    def is_counted(self) -> bool:
        """Whether the compilers count it."""
        return self.basis in self.COUNTED

    def compute_derived_columns(self) -> None:
        self.basis_rank = self.RANK[self.basis]


class Target(Fact):
    """A count that government sets itself to reach (量化目标): 培育 100 个乡村 e 镇."""

    value = models.FloatField("数值")
    value_max = models.FloatField("上限", null=True, blank=True)
    unit = models.CharField("量词", max_length=10)
    thing = models.CharField("对象", max_length=120)

    history = History(verbose_name="目标历史")

    EXTRACTED_FIELDS = ("value", "value_max", "unit", "thing")

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "量化目标"
        ordering = ["article", "start", "id"]

    def __str__(self) -> str:
        return self.quote

    def clean(self):
        """An editor's numbers: counts, in order."""
        super().clean()
        if self.value is not None and not 0 <= self.value < 1e15:
            raise ValidationError({"value": "数值不能是负数，也不能大到没有意义。"})
        if None not in (self.value, self.value_max) and not self.value <= self.value_max < 1e15:
            raise ValidationError({"value_max": "上限比数值小，或大到没有意义。"})


class TermUse(Fact):
    """A term found in a text."""

    class Basis(models.TextChoices):
        """依据."""

        OWN = "own", "本条文字"
        SECTION = "section", "章节标题"

    term = models.ForeignKey(Term, models.PROTECT, related_name="uses", verbose_name="词条")
    basis = models.CharField("依据", max_length=10, choices=Basis.choices, default=Basis.OWN)

    history = History(verbose_name="分类历史")

    EXTRACTED_FIELDS = ("term_id", "basis")

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "分类"
        ordering = ["article", "term", "start", "id"]

    def __str__(self) -> str:
        return str(self.term)


class CitationQuerySet(DerivedQuerySet):
    """Mentions of documents."""

    def of_other_texts(self):
        """Return them without those of the very text that they stand in: 本办法第八条."""
        return self.exclude(rule=Citation.OWN)

    def unresolved(self):
        """Return those that lead to no document that readers may see."""
        return self.exclude(is_published("document__") & Q(document__isnull=False))


class Citation(Fact):
    """A mention of a document (引用); ``document`` is None while it resolves to none of ours."""

    # The rule that reads a mention of the text itself (importers/extractors/citations).
    OWN = "citations.own"

    title = models.CharField("名称", max_length=255, blank=True)
    number = models.CharField("发文字号", max_length=60, blank=True)
    pinpoint = models.CharField(
        "条款项", max_length=120, blank=True, help_text="照原文，如“第十二条第二款第（三）项”。"
    )
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="cited_by", verbose_name="所指文件"
    )

    objects = CitationQuerySet.as_manager()
    history = History(verbose_name="引用历史")

    EXTRACTED_FIELDS = ("title", "number", "pinpoint", "document_id")

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "引用"
        ordering = ["article", "start", "id"]

    def __str__(self) -> str:
        return self.quote

    @property
    def resolved(self) -> Document | None:
        """The document that it means, where readers may see that one."""
        return self.document if self.document and self.document.is_public else None
