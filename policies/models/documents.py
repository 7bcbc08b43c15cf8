"""Documents with their sections, and the passages that are no articles."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from policies.models.history import History
from policies.models.publication import State, is_published
from policies.models.querysets import FactPrefetches
from policies.models.reviewed import Reviewed
from policies.models.sources import Collection, Source
from policies.models.validity import InForce
from policies.text.normalize import fold

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
        """Return documents in the compilation's order, a covering notice last."""
        return self.order_by("is_notice", "position", "id")

    def called(self, words: str):
        """Return those that have each of some words in their title or their 发文字号; all where there is none."""
        matches = (Q(title__icontains=word) | Q(number__icontains=word) for word in words.split())
        return self.filter(*matches)

    def issue_years(self) -> list[int]:
        """Return the first and the last year that their numbers or dates say, each once; [] where none does."""
        columns = ("year", "issued_on__year")
        found = self.aggregate(*(of(column) for column in columns for of in (models.Min, models.Max))).values()
        years = sorted({year for year in found if year})
        return sorted({years[0], years[-1]}) if years else []

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
        """Return how one refers to it: its number, or its title in 《》."""
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
        """The kind of a passage."""

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
