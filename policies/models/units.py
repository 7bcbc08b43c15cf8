"""责任单位: offices, every name they are printed under, who belongs to a collective, who came after whom."""

from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse

from policies.models.derived import is_live


class UnitQuerySet(models.QuerySet):
    """Offices."""

    def named(self, name: str):
        """Those with this canonical, full or printed name."""
        return self.filter(Q(name=name) | Q(full_name=name) | Q(names__name=name)).distinct()

    def departments_of(self, government: "Unit"):
        """Departments under a collective name, by that name: 各市商务局 of 各市人民政府."""
        whose, named, rest = government.name.partition("人民政府")
        if rest or not named or not government.is_collective:
            return self.none()
        return self.filter(kind=Unit.Kind.COLLECTIVE, name__startswith=whose).exclude(pk=government.pk)

    def with_counts(self):
        """Each with ``articles``, the number of articles it has a part in."""
        live = Q(responsibilities__article__vanished=False) & is_live("responsibilities__")
        return self.annotate(articles=Count("responsibilities__article", filter=live, distinct=True))

    def busiest_first(self):
        """By the number of their articles, then by name."""
        return self.with_counts().order_by("-articles", "position", "id")

    def by_kind(self):
        """Kind by kind, in the portal's order: pairs of the kind's label and its units, those without any left out."""
        units = list(self)
        kinds = [(kind.label, [unit for unit in units if unit.kind == kind]) for kind in Unit.Kind]
        return [(label, members) for label, members in kinds if members]


class Unit(models.Model):
    """An office that policies name as responsible (责任单位)."""

    class Kind(models.TextChoices):
        """What kind of office; the order is the portal's."""

        PROVINCIAL = "provincial", "省级部门"
        CENTRAL = "central", "中央驻晋单位"
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
    position = models.PositiveIntegerField("排序", default=0)
    verified = models.BooleanField("已核实", default=False, help_text="词表里有的单位已核实；正文里新见的待核实。")
    members_complete = models.BooleanField("成员名单完整", default=False)
    successor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="predecessors", verbose_name="承继单位"
    )
    succeeded_on = models.DateField("承继日期", null=True, blank=True)
    note = models.TextField("说明", blank=True)
    touched = models.BooleanField("编辑改过", default=False, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "责任单位"
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("unit", args=[self.name])

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
    retired = models.BooleanField("停用", default=False, help_text="不再按这个名称识别；词表里的名称只停用，不删除。")
    touched = models.BooleanField("编辑改过", default=False, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "单位名称"
        ordering = ["unit", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="unit_name_once_per_unit")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A unit's place in a collective, with the words that prove it."""

    collective = models.ForeignKey(Unit, models.CASCADE, related_name="memberships", verbose_name="统称")
    member = models.ForeignKey(Unit, models.CASCADE, related_name="member_of", verbose_name="成员")
    evidence = models.TextField("依据")
    document = models.CharField("依据所在文件", max_length=60, blank=True)
    since = models.DateField("自", null=True, blank=True)
    until = models.DateField("至", null=True, blank=True)
    retired = models.BooleanField("停用", default=False)
    touched = models.BooleanField("编辑改过", default=False, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "成员关系"
        ordering = ["collective", "member", "id"]
        constraints = [
            models.UniqueConstraint(fields=["collective", "member"], name="membership_once"),
            models.CheckConstraint(condition=~Q(collective=F("member")), name="membership_not_of_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.collective} ∋ {self.member}"
