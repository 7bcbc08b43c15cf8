"""金额: how much, in which unit, for what."""

from math import isfinite

from django.core.exceptions import ValidationError
from django.db import models

from policies.models.derived import DerivedQuerySet
from policies.models.facts import Fact
from policies.models.history import History


class AmountQuerySet(DerivedQuerySet):
    """Sums and rates."""

    def benefits_of(self, yuan: int):
        """Benefits in yuan that reach at least ``yuan``."""
        return self.public().filter(role=Amount.Role.BENEFIT, unit=Amount.Unit.CNY, high__gte=yuan)


class Amount(Fact):
    """A sum of money, or a rate, share, cap or price (金额).

    ``values`` are in base units (yuan, dollars, percent …); ``low`` and ``high`` are their bounds for filters.
    """

    class Unit(models.TextChoices):
        """单位."""

        CNY = "CNY", "元"
        USD = "USD", "美元"
        EUR = "EUR", "欧元"
        HKD = "HKD", "港元"
        MOP = "MOP", "澳门元"
        TWD = "TWD", "新台币"
        JPY = "JPY", "日元"
        GBP = "GBP", "英镑"
        KRW = "KRW", "韩元"
        AUD = "AUD", "澳元"
        CAD = "CAD", "加元"
        SGD = "SGD", "新加坡元"
        CHF = "CHF", "瑞士法郎"
        RUB = "RUB", "卢布"
        PERCENT = "percent", "%"
        PERMILLE = "permille", "‰"
        BP = "bp", "个基点"
        FRACTION = "fraction", "分数"
        RATIO = "ratio", "比例"
        PRICE = "CNY/kWh", "元/千瓦时"

    class Bound(models.TextChoices):
        """界限; ``below`` includes the number (以下)."""

        EXACT = "exact", "正好"
        MAX = "max", "最高"
        MIN = "min", "至少"
        RANGE = "range", "区间"
        OVER = "over", "超过"
        BELOW = "below", "以下"
        APPROX = "approx", "大约"

    class Shape(models.TextChoices):
        """形式."""

        ONE = "one", "单一"
        RANGE = "range", "区间"
        STEPS = "steps", "分档"
        CHANGE = "change", "调整"

    class Role(models.TextChoices):
        """用途: what is given, what qualifies, the size of a fund, or a figure government sets itself."""

        BENEFIT = "benefit", "优惠"
        CONDITION = "condition", "条件"
        FUNDING = "funding", "资金规模"
        TARGET = "target", "目标"
        UNKNOWN = "", "未定"

    values = models.JSONField("数值")
    unit = models.CharField("单位", max_length=10, choices=Unit.choices)
    bound = models.CharField("界限", max_length=10, choices=Bound.choices)
    shape = models.CharField("形式", max_length=10, choices=Shape.choices, default=Shape.ONE)
    role = models.CharField("用途", max_length=10, choices=Role.choices, blank=True)
    per = models.CharField("每", max_length=40, blank=True)
    low = models.FloatField("下限", null=True, blank=True, editable=False)
    high = models.FloatField("上限", null=True, blank=True, editable=False)

    objects = AmountQuerySet.as_manager()
    history = History(verbose_name="金额历史")

    EXTRACTED_FIELDS = ("values", "unit", "bound", "shape", "role", "per")
    DOUBTFUL = "amounts.example_currency"  # the rule of an example that turns dollars into as many yuan

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "金额"
        ordering = ["article", "start", "id"]

    def __str__(self) -> str:
        return self.quote

    @property
    def is_doubtful(self) -> bool:
        """Whether its example contradicts the sum that it explains, and nobody has looked at it yet."""
        return self.rule == self.DOUBTFUL and self.status == self.Status.EXTRACTED

    def compute_derived_columns(self) -> None:
        self.low, self.high = self.bounds(self.values, self.shape)

    def clean(self):
        """An editor's figures: numbers in base units, or a ratio's words."""
        super().clean()
        values = self.values if isinstance(self.values, list) else []
        legible = [value for value in values if isinstance(value, int | float | str) and not isinstance(value, bool)]
        finite = all(isfinite(value) for value in legible if isinstance(value, float))
        if not values or len(legible) < len(values) or not finite or any(len(str(value)) > 20 for value in values):
            raise ValidationError(
                {"values": "请写数，以元、% 等基本单位计，几个数之间用“、”分开，如 100000 或 50、80。"}
            )

    @staticmethod
    def bounds(values: list, shape: str) -> tuple[float | None, float | None]:
        """The least and the greatest value; of a change (由75%提高至100%) the new one alone, since the old is past."""
        numbers = [value for value in values if isinstance(value, int | float)]
        if shape == Amount.Shape.CHANGE:
            numbers = numbers[-1:]
        return (min(numbers), max(numbers)) if numbers else (None, None)
