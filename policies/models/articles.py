"""Articles, the unit of counting, and their measures."""

from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from policies.models.derived import Derived
from policies.models.documents import Document, Section
from policies.models.fields import WordsField
from policies.models.history import History
from policies.models.querysets import ArticleQuerySet
from policies.models.standing import Standing
from policies.models.validity import FOR_ALL, OVER, InForce
from policies.text.normalize import fold

if TYPE_CHECKING:
    from policies.models.deadlines import Deadline

_WORDS = [
    *("unread", "text", "reading", "pieces", "search", "heading_start", "heading_end", "body_start", "body_end"),
    "unnumbered",
]


class Article(InForce):
    """A numbered item of a document (条文), the unit of counting.

    ``text`` is the print and never changes but by an import of a changed source; every span is an offset into it.
    ``reading`` is the print with its certain corrections, '' when they are the same.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="articles", verbose_name="文件")
    section = models.ForeignKey(
        Section, models.SET_NULL, null=True, blank=True, related_name="articles", verbose_name="章节"
    )
    ordinal = models.PositiveIntegerField("次序")
    path = models.CharField("路径", max_length=20)
    number = models.PositiveIntegerField("编号", null=True, blank=True)
    label = models.CharField("序号", max_length=20, blank=True)
    text = models.TextField("印文")
    reading = models.TextField("勘正后的文字", blank=True)
    pieces = models.JSONField("原文位置", default=list)
    heading_start = models.PositiveIntegerField(null=True, blank=True, editable=False)
    heading_end = models.PositiveIntegerField(null=True, blank=True, editable=False)
    body_start = models.PositiveIntegerField(editable=False)
    body_end = models.PositiveIntegerField(editable=False)
    others = models.BooleanField("等有关部门", default=False)
    unread = WordsField("责任标注中没有读懂的文字", editable=False)
    scope = WordsField("适用范围", editable=False)
    unnumbered = models.BooleanField(
        "未编号", default=False, editable=False, help_text="同一章节里还有别的条文，而这一条没有编号。"
    )
    removed_from_source = models.BooleanField(
        "原文已无", default=False, editable=False, help_text="新版来源里没有这一条；因有编辑工作而保留，待编辑处理。"
    )
    search = models.TextField(editable=False)
    place_seen = models.PositiveIntegerField(
        "看过的位置", null=True, blank=True, editable=False, help_text="编辑看过它在第几位；原文已无的，记 0。"
    )

    objects = ArticleQuerySet.as_manager()
    # Its words are its source's; only what editors state of it has a history.
    history = History(verbose_name="条文历史", excluded_fields=_WORDS)

    class Meta:
        verbose_name = verbose_name_plural = "条文"
        ordering = ["document__is_notice", "document__position", "ordinal", "id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "path"], name="article_path_once"),
            models.CheckConstraint(condition=Q(body_start__lte=F("body_end")), name="article_body_is_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.document.number} {self.name}"

    def get_absolute_url(self) -> str:
        """Its page; of one that its source has no more, the document's."""
        if self.removed_from_source:
            return self.document.get_absolute_url()
        if self.document.version_of_id:
            return reverse("version_article", args=[*self.document.slug.split("@", 1), self.path])
        return reverse("article", args=[self.document.slug, self.path])

    @property
    def name(self) -> str:
        """Return how one refers to it: “第13条”; where it has no number and stands alone, its section's."""
        if self.number is not None:
            return f"第{self.number}条"
        if self.unnumbered:
            return f"未编号条（第{self.ordinal}位）"
        return self.section.label.rstrip("、") if self.section else f"第{self.ordinal}条"

    @property
    def name_in_text(self) -> str:
        """Return its name, behind its section's where numbers begin anew: “三、要素保障 第11条”, “附件 第1条”."""
        begins_anew = self.section is not None and self.number is not None and self.number < self.ordinal
        return f"{self.section.text[:20]} {self.name}" if begins_anew else self.name

    @property
    def stated(self) -> InForce:
        """The text whose word on validity holds: its own, else its document's where that speaks for the whole.

        :func:`policies.models.validity.of_articles` says the same in a query.
        """
        document_decides = self.document.validity in (OVER if self.is_checked else FOR_ALL)
        return self.document if document_decides and self.validity not in OVER else self

    @property
    def validity_text(self) -> str:
        """Its validity in words; of a document that was changed in part nobody knows whether in this one."""
        words = self.stated.get_validity_display()
        in_part = not self.stated.is_checked and self.document.is_checked
        return f"{words}（所在文件{self.document.get_validity_display()}）" if in_part else words

    @property
    def terms(self) -> list["Deadline"]:
        """Return how long it holds: of its times, those that are terms."""
        return [time for time in self.deadline_set.all() if time.is_term]

    @property
    def dues(self) -> list["Deadline"]:
        """By when it says that something is to be done, of its times."""
        return [time for time in self.deadline_set.all() if time.is_due]

    @property
    def times_in_words(self) -> list[tuple[str, str]]:
        """Its times in words with what they are for, each once: 33号 §13 says three times 2022 年."""
        return list(dict.fromkeys((time.get_role_display(), time.quote) for time in self.deadline_set.all()))

    def standing_on(self, day: date) -> Standing:
        """Return how a day stands to the terms that it states; :meth:`ArticleQuerySet.with_standing` in a query."""
        return Standing.of(self.deadline_set.all(), day)

    @property
    def heading(self) -> str:
        """Its first sentence when that is a heading, without the full stop; else ''."""
        if self.heading_start is None:
            return ""
        return self.text[self.heading_start : self.heading_end].rstrip("。")

    @property
    def title(self) -> str:
        """Return what a list calls it: its heading, or its section's, or its first words.

        An article without a number is all that stands under its section's title (26号), or has no name but its words.
        """
        if self.number is None and self.section and not self.unnumbered:
            return self.section.title
        if self.heading:
            return self.heading
        first = self.text[self.body_start : self.body_end]
        return first if len(first) <= 30 else first[:29] + "…"

    def measure_at(self, offset: int) -> "Measure | None":
        """The sentence in which a character of the print stands."""
        return self.measures.filter(start__lte=offset, end__gt=offset).order_by("start", "id").first()

    def folded(self) -> str:
        """The column that ``search`` looks into."""
        return fold(self.text) + ("\n" + fold(self.reading) if self.reading else "")


class Measure(Derived):
    """A sentence or 分号 clause of an article's body (举措), with its force."""

    class Force(models.TextChoices):
        """力度: whether it is a right or a wish."""

        GRANTS = "grants", "给予"
        FORBIDS = "forbids", "禁止"
        REQUIRES = "requires", "要求"
        ENCOURAGES = "encourages", "鼓励"
        EXPLORES = "explores", "探索"

    article = models.ForeignKey(Article, models.CASCADE, related_name="measures", verbose_name="条文")
    force = models.CharField("力度", max_length=12, choices=Force.choices)

    history = History(verbose_name="举措历史")

    EXTRACTED_FIELDS = ("force",)

    class Meta:
        verbose_name = verbose_name_plural = "举措"
        ordering = ["article", "start", "id"]
        constraints = [models.CheckConstraint(condition=Q(start__lt=F("end")), name="measure_span_is_forward")]

    def __str__(self) -> str:
        return self.quote[:40]

    def get_absolute_url(self) -> str:
        """Its place on its article's page."""
        return f"{self.article.get_absolute_url()}#{self.anchor}"

    @property
    def place(self) -> Article:
        """The text in which its span lies."""
        return self.article

    @property
    def anchor(self) -> str:
        """Its lasting id on its article's page: from its words, so that another source's rows and order leave it be.

        Of sentences that say the very same in one article, a later one has its number behind it: s-1f2e3d4c-2.
        """
        earlier = self.article.text.count(self.quote, 0, self.start)
        digest = sha256(fold(self.quote).encode()).hexdigest()[:8]
        return f"s-{digest}-{earlier + 1}" if earlier else f"s-{digest}"
