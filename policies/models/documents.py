"""Documents, and what they are made of: sections, articles, measures, and the passages that are neither."""

from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from policies.models.derived import Derived
from policies.models.fields import WordsField
from policies.models.history import History
from policies.models.publication import State, is_published
from policies.models.querysets import ArticleQuerySet, FactPrefetches
from policies.models.reviewed import Reviewed
from policies.models.sources import Collection, Source
from policies.models.standing import Standing
from policies.models.validity import FOR_ALL, OVER, InForce
from policies.text.normalize import fold

if TYPE_CHECKING:
    from policies.models.deadlines import Deadline


# Of a document, what follows from its text alone and has no history.
_DERIVED = ["is_stale", "holds_from", "holds_until", "holds_words", "told_by_file", "paired_as", "derived_as"]


class DocumentQuerySet(models.QuerySet):
    """Documents."""

    def public(self):
        """Return what readers may see. The one owner of this rule; articles and derived rows have theirs."""
        return self.filter(is_published())

    def present(self):
        """Return all but old versions: those on which there is still work, whether or not readers may see them."""
        return self.exclude(state=State.SUPERSEDED)

    def current(self):
        """Return all but the versions of others: those that came before, and those that nobody published yet."""
        return self.filter(version_of=None)

    def as_of(self, day: date):
        """Return those whose text is of a day."""
        return self.filter(Q(version_on=day) | Q(version_on=None, issued_on=day))

    def old_versions(self):
        """Return what readers may see at its own address alone: what a public document said before."""
        return self.filter(is_published("version_of__"), state=State.SUPERSEDED)

    def without_heavy_columns(self):
        """Return each but for the columns that no list shows."""
        return self.defer("validity_evidence")

    def listed(self):
        """In the compilation's order, a covering notice last."""
        return self.order_by("is_notice", "position", "id")

    def called(self, words: str):
        """Return those that have each of some words in their title or their 发文字号; all where there is none."""
        matches = (Q(title__icontains=word) | Q(number__icontains=word) for word in words.split())
        return self.filter(*matches)

    def with_counts(self):
        """Return each with ``count``, the number of the articles that its source has."""
        public = Q(articles__removed_from_source=False)
        return self.annotate(count=models.Count("articles", filter=public))


class Document(InForce):
    """An official document (文件). ``number`` is its 发文字号 without spaces, '' where it has none.

    A version of it that is not the one that readers are shown is a row of its own, ``version_of`` this one: one that
    came before (旧版), or one that is yet to come. ``version_on`` is the day that its address has.
    """

    State = State

    slug = models.SlugField("地址", max_length=100, unique=True)
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.DRAFT)
    publish_on = models.DateField("定于公布", null=True, blank=True, editable=False)
    # A word or an office that its text holds was changed, and a job is to read it again.
    is_stale = models.BooleanField("等待重新识读", default=False, editable=False, db_index=True)
    version_of = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, editable=False, related_name="versions", verbose_name="版本属于"
    )
    version_on = models.DateField("版本日期", null=True, blank=True, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="documents", verbose_name="来源")
    witnesses = models.ManyToManyField(Source, related_name="witnessed", blank=True, verbose_name="其他文本")
    collection = models.ForeignKey(
        Collection, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="汇编"
    )
    is_notice = models.BooleanField("汇编通知", default=False)
    position = models.PositiveIntegerField("次序")
    title = models.CharField("标题", max_length=255)
    number = models.CharField("发文字号", max_length=60, blank=True)
    code = models.CharField("机关代字", max_length=20, blank=True)
    year = models.PositiveSmallIntegerField("年份", null=True, blank=True)
    serial = models.PositiveSmallIntegerField("序号", null=True, blank=True)
    issuers = models.CharField("发文机关", max_length=120, blank=True)
    issued_on = models.DateField("成文日期", null=True, blank=True)
    trial = models.BooleanField("试行", default=False)
    # What its own last words say of how long it holds; whether it does is an editor's to state (validity).
    holds_from = models.DateField("文中所说的施行日期", null=True, blank=True, editable=False)
    holds_until = models.DateField("文中所说的截止日期", null=True, blank=True, editable=False)
    holds_words = models.CharField("说施行期限的原文", max_length=200, blank=True, editable=False)
    told_by_file = models.JSONField("正文未印、原件自带的说明", default=dict, blank=True, editable=False)
    # What its sentences were when their parallels were sought (importers/load/parallels.py); '' where they were not.
    paired_as = models.CharField("寻找平行条款时的文字摘要", max_length=16, blank=True, editable=False)
    # What it was derived from, and all that was (importers/load/fingerprints.py); '' where nobody noted it.
    derived_as = models.CharField("读取时的摘要", max_length=16, blank=True, editable=False)

    objects = DocumentQuerySet.as_manager()
    history = History(verbose_name="文件历史", excluded_fields=_DERIVED)

    class Meta:
        verbose_name = verbose_name_plural = "文件"
        ordering = ["is_notice", "position", "id"]
        permissions = [("publish_document", "可以公布、退回和撤回文件")]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number="") & Q(version_of__isnull=True), name="document_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.title

    def get_absolute_url(self) -> str:
        if self.version_of_id:
            return reverse("version", args=self.slug.split("@", 1))
        return reverse("document", args=[self.slug])

    @property
    def name(self) -> str:
        """How one refers to it: its number, or its title in 《》."""
        return self.number or f"《{self.title}》"

    @property
    def is_public(self) -> bool:
        """Whether readers may see it; :meth:`DocumentQuerySet.public` in a query."""
        return self.state == State.PUBLISHED

    @property
    def summary(self) -> "Passage | None":
        """The compilation's own words about it: the summary that begins with its name and number."""
        summaries = self.source.passages.filter(kind=Passage.Kind.SUMMARY, text__startswith="《").only("text", "source")
        number = fold(f"（{self.number}）")
        return next((passage for passage in summaries if self.number and number in fold(passage.text[:120])), None)


class Section(models.Model):
    """A chapter or section (章节), a tree; the heading's own text is its passage."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="sections", verbose_name="文件")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    ordinal = models.PositiveIntegerField("次序")
    depth = models.PositiveSmallIntegerField("层级")
    number = models.PositiveIntegerField("编号")
    label = models.CharField("序号", max_length=20)
    title = models.CharField("标题", max_length=255)
    text = models.CharField("印文", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "章节"
        ordering = ["document__position", "ordinal", "id"]
        constraints = [models.UniqueConstraint(fields=["document", "ordinal"], name="section_ordinal_once")]

    def __str__(self) -> str:
        return self.text


class PassageQuerySet(FactPrefetches, models.QuerySet):
    """Passages."""

    def public(self):
        """Return those of what readers may see: of documents, and of the compilations that these are from."""
        shown = self.model.objects.filter(is_published("source__documents__"), document=None)
        return self.filter(is_published("document__") | Q(pk__in=shown.order_by().values("pk")))

    def present(self):
        """Return those of documents on which there is still work."""
        return self.exclude(document__state=State.SUPERSEDED)

    def for_reader(self):
        """Return each with the facts that the reader of a document marks in it."""
        return self.defer("pieces").prefetch_related(*self.marked_facts())


class Passage(Reviewed):
    """A leaf of a source that is no article of the base (段落). It may carry facts."""

    class Kind(models.TextChoices):
        """What the passage is."""

        TITLE = "title", "标题"
        NUMBER = "number", "发文字号"
        ISSUER = "issuer", "发文机关"
        DATE = "date", "成文日期"
        ADDRESSEE = "addressee", "主送机关"
        PREAMBLE = "preamble", "引言"
        HEADING = "heading", "章节标题"
        CLOSING = "closing", "结语"
        ATTACHMENT = "attachment", "附件说明"
        DISCLOSURE = "disclosure", "公开属性"
        IMPRINT = "imprint", "版记"
        COVER = "cover", "封面"
        CONTENTS = "contents", "目录"
        SUMMARY = "summary", "说明"
        WITNESS = "witness", "另一文本的条文"
        MARKUP = "markup", "排版标记"
        LEFT_OVER = "left_over", "未识别"

    source = models.ForeignKey(Source, models.CASCADE, related_name="passages", verbose_name="来源")
    document = models.ForeignKey(
        Document, models.CASCADE, null=True, blank=True, related_name="passages", verbose_name="文件"
    )
    section = models.ForeignKey(
        Section, models.CASCADE, null=True, blank=True, related_name="passages", verbose_name="章节"
    )
    path = models.CharField("条文路径", max_length=20, blank=True, help_text="另一文本的条文对应本库哪一条。")
    kind = models.CharField("种类", max_length=12, choices=Kind.choices)
    offset = models.PositiveIntegerField("起于", help_text="在来源文本中的位置")
    text = models.TextField("文本")
    pieces = models.JSONField("原文位置", default=list)

    objects = PassageQuerySet.as_manager()
    history = History(verbose_name="段落历史", excluded_fields=["text", "pieces"])

    class Meta:
        verbose_name = verbose_name_plural = "段落"
        ordering = ["source", "offset", "id"]
        indexes = [models.Index(fields=["source", "offset"], name="passage_by_offset")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.text[:30]}"


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
        """How one refers to it: “第13条”; where it has no number and stands alone, its section's."""
        if self.number is not None:
            return f"第{self.number}条"
        if self.unnumbered:
            return f"未编号条（第{self.ordinal}位）"
        return self.section.label.rstrip("、") if self.section else f"第{self.ordinal}条"

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
        """How long it holds: of its times, those that are terms."""
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
        """What a list calls it: its heading, or its section's, or its first words.

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
