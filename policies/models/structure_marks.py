"""Structure by hand: overlay records that say what a line of a print is. The print itself is never altered."""

import re

from django.db import models
from django.urls import reverse

from policies.models.documents import Document
from policies.models.history import History
from policies.models.sources import Source
from policies.text import line_roles
from policies.text.normalize import fold

# What of a line is kept to know it by, and what of the text before it, where its words stand several times.
_QUOTE, _BEFORE = 40, 40
# Its first words are enough to know a line by of which the rest was changed, where they stand once.
_FIRST_WORDS = 8


class StructureMarkQuerySet(models.QuerySet):
    """Marks that people set on lines."""

    def standing(self):
        """Return all but those that were withdrawn."""
        return self.filter(withdrawn=False)

    def in_place(self):
        """Return those that a text is read by: standing, and their words are in it."""
        return self.standing().filter(orphaned=False)

    def lost(self):
        """Return those whose words the text has no more, for the work list."""
        return self.standing().filter(orphaned=True)


class StructureMark(models.Model):
    """A person's word on the line that begins at source.text[start:] with the words ``quote``, and the reason.

    ``level`` counts for a section, 1 the outermost; ``columns`` for the head of a table, as importers.parsing.tables
    names what a column holds. The words and what stands ``before`` them are its anchor: in a newer text the mark is
    placed where they are, and is ``orphaned`` where they are no more.
    """

    class Kind(models.TextChoices):
        """The role of a line."""

        ARTICLE = line_roles.ARTICLE, "一条的开头"
        SECTION = line_roles.SECTION, "章节标题"
        PASSAGE = line_roles.PASSAGE, "段落（不成条）"
        JOIN = line_roles.JOIN, "接上文"
        ATTACHMENT = line_roles.ATTACHMENT, "附件的开头"
        TABLE = line_roles.TABLE, "任务表的表头"

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="structure_marks", editable=False, verbose_name="文件"
    )
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="structure_marks", editable=False, verbose_name="来源"
    )
    start = models.PositiveIntegerField("起于", editable=False, help_text="在来源文本中的位置")
    quote = models.CharField("所指文字", max_length=_QUOTE, editable=False)
    before = models.CharField("上文", max_length=_BEFORE, blank=True, editable=False)
    kind = models.CharField("认作", max_length=10, choices=Kind.choices)
    level = models.PositiveSmallIntegerField("层级", default=1)
    columns = models.JSONField("各栏", default=list, blank=True)
    reason = models.TextField("理由")
    withdrawn = models.BooleanField("已撤回", default=False)
    orphaned = models.BooleanField(
        "原文已无", default=False, editable=False, help_text="新版来源里没有这些字，待编辑处理。"
    )

    objects = StructureMarkQuerySet.as_manager()
    history = History(verbose_name="篇章标记历史")

    class Meta:
        verbose_name = verbose_name_plural = "篇章标记"
        ordering = ["document__position", "start", "id"]

    def __str__(self) -> str:
        return f"“{self.quote[:20]}”：{self.label}"

    @property
    def label(self) -> str:
        """Return what it says of its line, in words."""
        level = f"（第 {self.level} 级）" if self.kind == self.Kind.SECTION else ""
        return f"{self.get_kind_display()}{level}"

    def get_admin_url(self) -> str:
        """The page of its document's structure on the desk."""
        return reverse("admin:structure", args=[self.document_id])

    def anchor(self, text: str, end: int) -> None:
        """Take the words of a source's text that stand from ``start`` to the end of the line, and what is before."""
        self.quote = text[self.start : min(end, self.start + _QUOTE)]
        self.before = fold(text[max(0, self.start - 4 * _BEFORE) : self.start])[-_BEFORE:]

    def found_in(self, text: str) -> int | None:
        """Return where its words begin in a text; None where they do not stand in it.

        Of several places the one with the same words before it, then the nearest to where they stood. Where the line
        reads otherwise further on, its first words do, if they stand once.
        """
        places = _places(text, self.quote)
        if not places and len(self.quote) > _FIRST_WORDS:
            first = _places(text, self.quote[:_FIRST_WORDS])
            places = first if len(first) == 1 else []
        return min(places, key=lambda at: (-self._alike(text, at), abs(at - self.start)), default=None)

    def _alike(self, text: str, at: int) -> int:
        """Return how many characters before a place are those that stood before the words."""
        before = fold(text[max(0, at - 4 * _BEFORE) : at])[-_BEFORE:]
        pairs = zip(reversed(before), reversed(self.before), strict=False)
        return next((count for count, (a, b) in enumerate(pairs) if a != b), min(len(before), len(self.before)))


def _places(text: str, words: str) -> list[int]:
    """Return where words begin in a text."""
    return [found.start() for found in re.finditer(re.escape(words), text)]
