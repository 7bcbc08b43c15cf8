"""责任单位: offices, every name they are printed under, who belongs to a collective, who came after whom."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse

from policies.models.addresses import Named, NamedQuerySet
from policies.models.derived import is_public
from policies.models.documents import Document
from policies.models.history import History
from policies.models.vocabularies import VocabularyQuerySet


class UnitQuerySet(NamedQuerySet):
    """Offices."""

    def named(self, *names: str):
        """Return those with one of these canonical, full or printed names, also where they were merged into another."""
        printed = UnitName.objects.in_use().filter(name__in=names).values("unit")
        return self.filter(Q(name__in=names) | Q(full_name__in=names) | Q(pk__in=printed))

    def printed_as(self, *names: str):
        """Return those of other places that are called so there: 省市场监管局 of 江苏省."""
        return self.filter(local_name__in=names)

    def before(self, units: Iterable):
        """Return those that some came after, in the vocabulary's order: texts print the names of then."""
        return self.filter(successor__in=units).order_by("position", "id")

    def present(self):
        """Return all but those that were merged into another, which are but names of it, and those that are none."""
        return self.filter(merged_into=None, not_an_office=False)

    def candidates(self):
        """Return the new names of which nobody has said yet whether they are offices."""
        return self.present().filter(verified=False)

    def public(self):
        """Return those that readers may see: the vocabulary's own, and new names that a public text prints."""
        uses = self.model.responsibilities.rel.related_model.objects.public().filter(unit=OuterRef("pk"))
        return self.present().filter(Q(verified=True) | Exists(uses))

    def with_counts(self):
        """Return each with ``articles``, the number of public articles it has a part in."""
        public = is_public("responsibilities__")
        return self.annotate(articles=Count("responsibilities__article", filter=public, distinct=True))

    def busiest_first(self):
        """Return the public ones by the number of their articles, then as the vocabulary lists them."""
        return self.public().with_counts().order_by("-articles", "position", "id")

    def called(self, words: str):
        """Return those that have each of some words in one of their names; all where there is none."""
        return self.filter(*map(_is_called, words.split()))

    def by_kind(self):
        """Return them kind by kind, in the portal's order: pairs of a kind and its units; empty kinds are left out."""
        units = list(self)
        kinds = [(kind, [unit for unit in units if unit.kind == kind]) for kind in Unit.Kind]
        return [(kind, members) for kind, members in kinds if members]


def _is_called(word: str) -> Q:
    printed = UnitName.objects.in_use().filter(name__icontains=word).values("unit")
    return Q(name__icontains=word) | Q(full_name__icontains=word) | Q(pk__in=printed)


class Unit(Named):
    """An office that policies name as responsible (责任单位)."""

    class Level(models.TextChoices):
        """The level of government that an office belongs to."""

        NATION = "nation", "国家"
        PROVINCE = "province", "省级"
        CITY = "city", "市级"
        COUNTY = "county", "县级"

    class Kind(models.TextChoices):
        """The kind of an office; the order is the portal's."""

        PROVINCIAL = "provincial", "省级部门"
        CENTRAL = "central", "中央驻本地单位"
        PARTY = "party", "党委部门"
        COURT = "court", "法院"
        CITY = "city", "市级政府和部门"
        ZONE = "zone", "开发区"
        ASSOCIATION = "association", "群团和协会"
        ENTERPRISE = "enterprise", "企业"
        TASKFORCE = "taskforce", "专班和领导小组"
        COLLECTIVE = "collective", "统称"
        UNKNOWN = "unknown", "未核实"

    name = models.CharField("名称", max_length=80, unique=True)
    full_name = models.CharField("全称", max_length=120, blank=True)
    kind = models.CharField("类别", max_length=12, choices=Kind.choices, default=Kind.UNKNOWN)
    level = models.CharField(
        "层级", max_length=8, choices=Level.choices, blank=True, help_text="由文件的发文机关得出；不知道的留空。"
    )
    place = models.CharField(
        "地方", max_length=40, blank=True, help_text="哪里的单位，如江苏省、南京市；国家的和不知道的留空。"
    )
    local_name = models.CharField(
        "当地名称",
        max_length=80,
        blank=True,
        editable=False,
        help_text="外地单位在当地文件里印的名称：江苏省市场监管局印作省市场监管局。",
    )
    position = models.PositiveIntegerField("排序", default=0)
    verified = models.BooleanField("已核实", default=False, help_text="词表里有的单位已核实；正文里新见的待核实。")
    members_complete = models.BooleanField("成员名单完整", default=False)
    successor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="predecessors", verbose_name="承继单位"
    )
    succeeded_on = models.DateField("承继日期", null=True, blank=True)
    part_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="departments",
        verbose_name="所属政府",
        help_text="文件以政府之名点到的部门，如各市商务局属各市人民政府。",
    )
    not_an_office = models.BooleanField(
        "不是单位", default=False, help_text="程序误认的名称：条文里写它时，不算责任单位。"
    )
    note = models.TextField("说明", blank=True, help_text="给编辑看的，不在公开页面上出现。")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged", verbose_name="并入"
    )
    edited_by_human = models.BooleanField("编辑改过", default=False, editable=False)

    objects = UnitQuerySet.as_manager()
    history = History(verbose_name="单位历史")

    class Meta:
        verbose_name = verbose_name_plural = "责任单位"
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("unit", args=[self.address])

    def clean(self):
        """Refuse a unit that succeeds or belongs to itself, however far around, and one that is verified and none."""
        super().clean()
        if self.verified and self.not_an_office:
            raise ValidationError({"not_an_office": "“已核实”的就是单位；不是单位的，请先取消“已核实”。"})
        for name in ("successor", "part_of"):
            if self._is_reached_by(name):
                label = self._meta.get_field(name).verbose_name
                raise ValidationError({name: f"{label}绕回了“{self}”自己，请另选。"})

    def _is_reached_by(self, name: str) -> bool:
        visited, each = {None}, getattr(self, name)
        while each and each.pk != self.pk and each.pk not in visited:
            visited.add(each.pk)
            each = getattr(each, name)
        return each is not None and each.pk == self.pk

    @property
    def printed_name(self) -> str:
        """The name by which its own place calls it: 省市场监管局 of 江苏省市场监管局."""
        return self.local_name or self.name

    @property
    def current(self) -> "Unit":
        """Itself, or the unit that it was merged into, however often."""
        return self.merged_into.current if self.merged_into_id else self

    @property
    def lineage(self) -> list["Unit"]:
        """Itself and all that were merged into it."""
        return [self, *(each for merged in self.merged.all() for each in merged.lineage)]

    @property
    def is_collective(self) -> bool:
        """Whether the name stands for several offices."""
        return self.kind == self.Kind.COLLECTIVE


class UnitName(models.Model):
    """A name under which a unit is printed: 省交通厅 for 省交通运输厅.

    One name may mean two units: 各市、县人民政府.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names", verbose_name="单位")
    name = models.CharField("印作", max_length=80, db_index=True)
    inactive = models.BooleanField("停用", default=False, help_text="不再按这个名称识别；词表里的名称只停用，不删除。")
    edited_by_human = models.BooleanField("编辑改过", default=False, editable=False)

    objects = VocabularyQuerySet.as_manager()
    history = History(verbose_name="单位名称历史")

    class Meta:
        verbose_name = verbose_name_plural = "单位名称"
        ordering = ["unit", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="unit_name_once_per_unit")]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(VocabularyQuerySet):
    """Places of offices in collectives."""

    def public(self):
        """Return those that readers may see: of public offices, proved by no document or by a public one."""
        units = Unit.objects.public()
        prints = Document.objects.public().filter(number=OuterRef("document"))
        proved = Q(document="") | Exists(prints)
        return self.in_use().filter(proved, collective__in=units, member__in=units)


class Membership(models.Model):
    """A unit's place in a collective, with the words that prove it."""

    collective = models.ForeignKey(Unit, models.CASCADE, related_name="memberships", verbose_name="统称")
    member = models.ForeignKey(Unit, models.CASCADE, related_name="member_of", verbose_name="成员")
    evidence = models.TextField("依据")
    document = models.CharField(
        "所限文件", max_length=60, blank=True, help_text="只在某一文件里算成员的，填它的发文字号；留空则各文件都算。"
    )
    since = models.DateField("自", null=True, blank=True)
    until = models.DateField("至", null=True, blank=True)
    inactive = models.BooleanField("停用", default=False)
    edited_by_human = models.BooleanField("编辑改过", default=False, editable=False)

    objects = MembershipQuerySet.as_manager()
    history = History(verbose_name="成员关系历史")

    class Meta:
        verbose_name = verbose_name_plural = "成员关系"
        ordering = ["collective", "member", "id"]
        constraints = [
            models.UniqueConstraint(fields=["collective", "member"], name="membership_once"),
            models.CheckConstraint(condition=~Q(collective=F("member")), name="membership_not_of_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.collective} ∋ {self.member}"
