"""词表: the controlled terms by which texts are indexed."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from policies.models.addresses import Named, NamedQuerySet
from policies.models.derived import is_public
from policies.models.fields import WordsField
from policies.models.history import History
from policies.models.vocabularies import InUse
from policies.text import gapped_words

# GB/T 4754-2017: the divisions that are services.
SERVICE_DIVISIONS = frozenset("FGHIJKLMNOPQR")


class TermQuerySet(InUse, NamedQuerySet):
    """Controlled terms."""

    def of(self, scheme: str):
        """Return those of one scheme."""
        return self.filter(scheme=scheme)

    def in_order(self):
        """Return them as the vocabulary lists them."""
        return self.order_by("position", "id")

    def with_counts(self):
        """Return each with ``articles``, the number of public articles that use it."""
        return self.annotate(articles=models.Count("uses__article", filter=is_public("uses__"), distinct=True))

    def busiest_first(self):
        """Return them by the number of their articles, then as the vocabulary lists them."""
        return self.with_counts().order_by("-articles", "position", "id")


class Term(Named):
    """A controlled term (词条): a sector of GB/T 4754-2017, a beneficiary, a condition, an instrument, a place."""

    class Scheme(models.TextChoices):
        """词表."""

        SECTOR = "sector", "行业"
        BENEFICIARY = "beneficiary", "受益对象"
        CONDITION = "condition", "条件"
        INSTRUMENT = "instrument", "政策工具"
        PLACE = "place", "地区"

    scheme = models.CharField("词表", max_length=12, choices=Scheme.choices)
    name = models.CharField("名称", max_length=60)
    codes = WordsField("代码", help_text="行业用 GB/T 4754—2017，地区用 GB/T 2260。")
    words = WordsField("用词")
    not_words = WordsField("排除的词")
    is_umbrella = models.BooleanField(
        "总括", default=False, help_text="涵盖同一词表里其他词条的大类，如服务业；或是政府自身的工作，不是给谁的。"
    )
    outside_province = models.BooleanField("省外", default=False, help_text="不在本省的地方：提到它，不等于限于它。")
    note = models.TextField("说明", blank=True, help_text="给编辑看的，不在公开页面上出现。")
    position = models.PositiveIntegerField("排序", default=0)
    inactive = models.BooleanField("停用", default=False)
    edited_by_human = models.BooleanField("编辑改过", default=False, editable=False)

    objects = TermQuerySet.as_manager()
    history = History(verbose_name="词条历史")

    class Meta:
        verbose_name = verbose_name_plural = "词条"
        ordering = ["scheme", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["scheme", "name"], name="term_name_once_per_scheme")]

    def __str__(self) -> str:
        return self.name

    def clean(self):
        """Tidy the words, and refuse those that would make every later reading slow."""
        super().clean()
        for name in ("words", "not_words"):
            setattr(self, name, list(dict.fromkeys(filter(None, map(gapped_words.tidy, getattr(self, name))))))
            if problems := [message for word in getattr(self, name) if (message := gapped_words.problem(word))]:
                raise ValidationError({name: problems})

    def get_absolute_url(self) -> str:
        """A sector's page; for other schemes the articles that print the word."""
        if self.scheme == self.Scheme.SECTOR:
            return reverse("sector", args=[self.address])
        return reverse("articles", query={"q": self.name})

    @property
    def is_service(self) -> bool:
        """Whether a sector is a service trade by one of its codes: H62, not C."""
        return any(code[:1] in SERVICE_DIVISIONS for code in self.codes)
