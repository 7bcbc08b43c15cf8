"""Received texts: sources, the compilations they hold, the counts these state, and the imports."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from policies.models.history import History
from policies.models.publication import State, is_published
from policies.models.reviewed import Reviewed
from policies.text.places import Place, unpack

# What a list of texts never shows.
HEAVY_COLUMNS = ("content", "text", "packed_places")


class SourceQuerySet(models.QuerySet):
    """Texts as received."""

    def public(self):
        """Return those that a document which readers may see was read from, or is witnessed by."""
        shown = is_published("documents__") | is_published("witnessed__")
        return self.filter(pk__in=self.model.objects.filter(shown).order_by().values("pk"))

    def downloadable(self):
        """Return those whose bytes and page images readers may fetch.

        Their 公开属性 is one that the site's owner opened, and all that was read of them is public: a compilation
        with one withdrawn document would give that one away.
        """
        documents = self.model._meta.get_field("documents").related_model.objects.exclude(is_published())
        hidden = documents.filter(Q(source=OuterRef("pk")) | Q(witnesses=OuterRef("pk")))
        return self.public().filter(~Exists(hidden), disclosure__in=settings.OPEN_ORIGINALS)

    def without_heavy_columns(self):
        """Return each with where it came from, but for its bytes and its text."""
        return self.defer(*HEAVY_COLUMNS)

    def present(self):
        """Return them all."""
        return self.all()


class ReceivedFile(models.Model):
    """A file's bytes, and the text that version ``reader_version`` of the reader of ``format`` found in them."""

    name = models.CharField("文件名", max_length=255)
    content = models.BinaryField("原始字节", editable=False)
    encoding = models.CharField("编码", max_length=20, blank=True)
    format = models.CharField("格式", max_length=12, default="text")
    reader_version = models.PositiveSmallIntegerField("读取程序版本", default=1)
    text = models.TextField("文本", editable=False)
    packed_places = models.BinaryField("文字在原件中的位置", editable=False, default=b"")
    doubts = models.JSONField("读取时的疑点", default=list, blank=True)
    metadata = models.JSONField("原件自带的说明", default=dict, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def places(self) -> tuple[Place, ...]:
        """Return where in the file the text's characters stand, in their order; () where the text is the file."""
        return unpack(bytes(self.packed_places))


class Source(ReceivedFile):
    """One file as received (来源), and the text read in it.

    The bytes are never altered: a file with other bytes is another source. The text is read anew only when the file is
    imported again and its reader moved.
    """

    class Disclosure(models.TextChoices):
        """公开属性, as printed at the end of the source."""

        PUBLIC = "public", "公开发布"
        ON_REQUEST = "on_request", "依申请公开"
        UNKNOWN = "unknown", "未注明"

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    disclosure = models.CharField("公开属性", max_length=12, choices=Disclosure.choices, default=Disclosure.UNKNOWN)
    provenance = models.TextField("来源说明", blank=True)
    received_on = models.DateField("收到日期", auto_now_add=True)

    objects = SourceQuerySet.as_manager()
    history = History(
        verbose_name="来源历史", excluded_fields=["content", "text", "packed_places", "doubts", "metadata"]
    )

    class Meta:
        verbose_name = verbose_name_plural = "来源"
        ordering = ["name"]

    @property
    def title(self) -> str:
        """Return what it holds, in words: its compilation, or its documents; a file's name says it to nobody."""
        if group := getattr(self, "collection", None):
            return f"{group.title}（汇编）"
        documents = "、".join(map(str, self.documents.all()))
        witnessed = "、".join(f"{document}（另一文本）" for document in self.witnessed.all())
        return documents or witnessed or self.name


class Collection(models.Model):
    """A compilation of documents (汇编), with its covering notice beside them."""

    source = models.OneToOneField(Source, models.PROTECT, related_name="collection", verbose_name="来源")
    title = models.CharField("名称", max_length=255)

    class Meta:
        verbose_name = verbose_name_plural = "汇编"
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class DeclaredQuerySet(models.QuerySet):
    """Counts that texts state."""

    def public(self):
        """Return those of documents that readers may see."""
        return self.filter(is_published("document__"))

    def present(self):
        """Return those of documents on which there is still work."""
        return self.exclude(document__state=State.SUPERSEDED)


class Declared(Reviewed):
    """A count that the text itself states: “省商务厅落实13条意见”. The compilers' own counts are our test."""

    document = models.ForeignKey("policies.Document", models.CASCADE, related_name="declared", verbose_name="文件")
    passage = models.ForeignKey("policies.Passage", models.CASCADE, related_name="declared", verbose_name="依据")
    unit = models.ForeignKey(
        "policies.Unit", models.CASCADE, null=True, blank=True, related_name="declared", verbose_name="部门"
    )
    label = models.CharField("所指部分", max_length=80, blank=True)
    section = models.ForeignKey(
        "policies.Section", models.SET_NULL, null=True, blank=True, related_name="declared", verbose_name="章节"
    )
    theme = models.ManyToManyField(
        "policies.Article",
        blank=True,
        related_name="+",
        verbose_name="归类",
        help_text="所指部分不是章节时，编者归入的条文。",
    )
    what = models.CharField("单位", max_length=10, default="条")
    count = models.PositiveIntegerField("数目")
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")

    objects = DeclaredQuerySet.as_manager()
    history = History(verbose_name="自述数目历史")

    class Meta:
        verbose_name = verbose_name_plural = "自述数目"
        ordering = ["document__position", "start", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=models.F("end")), name="declared_span_is_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.label or self.unit or self.document} {self.count}{self.what}"

    def count_among(self, parts) -> int:
        """Return how many of a unit's parts the count speaks of; each with its article and section."""
        return sum(part.is_counted and self._speaks_of(part.article) for part in parts)

    def _speaks_of(self, article) -> bool:
        """Whether the article is of the document, and of the part of it that the label means."""
        if article.document_id != self.document_id or not self.label:
            return article.document_id == self.document_id
        if self.section_id:
            section = article.section
            return section is not None and self.section_id in (section.pk, section.parent_id)
        return article in self.theme.all()

    @property
    def basis(self) -> str:
        """The part of the document that the count is checked by, in words."""
        if self.section_id:
            return f"按章节：{self.section}"
        return "编者归类" if self.label else "全文"


class ImportRun(models.Model):
    """An import that changed the base: when, of what, by whom, and its report."""

    started_at = models.DateTimeField("时间", auto_now_add=True)
    user = models.ForeignKey(
        "auth.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="操作人"
    )
    sources = models.ManyToManyField(Source, related_name="runs", verbose_name="来源")
    created = models.PositiveIntegerField("新增", default=0)
    updated = models.PositiveIntegerField("更新", default=0)
    deleted = models.PositiveIntegerField("删除", default=0)
    report = models.TextField("报告", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入记录"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.started_at):%Y-%m-%d %H:%M}"
