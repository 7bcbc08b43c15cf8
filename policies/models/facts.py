"""Facts: who does it, how much, until when, how many, for whom, by what other document."""

import re
from datetime import date
from math import isfinite

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from policies.models.derived import Derived, DerivedQuerySet
from policies.models.documents import Article, Document, Measure, Passage
from policies.models.history import History
from policies.models.publication import is_published
from policies.models.standing import Standing
from policies.models.terms import Term
from policies.models.units import Unit
from policies.text import durations


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
    """Who does what."""

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
        """What it is called: 牵头 only by a word of the text; whom sentences merely name is 正文点名, not 责任."""
        only_named = self.basis == self.Basis.BODY and self.role == self.Role.RESPONSIBLE
        return self.get_basis_display() if only_named else self.get_role_display()

    @property
    def is_counted(self) -> bool:
        """Whether the compilers count it."""
        return self.basis in self.COUNTED

    def compute_derived_columns(self) -> None:
        self.basis_rank = self.RANK[self.basis]


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
        given = self.values if isinstance(self.values, list) else []
        legible = [value for value in given if isinstance(value, int | float | str) and not isinstance(value, bool)]
        finite = all(isfinite(value) for value in legible if isinstance(value, float))
        if not given or len(legible) < len(given) or not finite or any(len(str(value)) > 20 for value in given):
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


class DeadlineQuerySet(DerivedQuerySet):
    """Dates and lengths of time."""

    def terms(self):
        """Return how long policies hold."""
        return self.public().filter(role=Deadline.Role.TERM)

    def dues(self):
        """Those that say by which day something is to be done; :attr:`Deadline.is_due` of one."""
        return self.public().filter(role=Deadline.Role.DUE, end_on__isnull=False)


class Deadline(Fact):
    """A time (时限): until when, from when to when, how long, how often."""

    class Kind(models.TextChoices):
        """种类."""

        UNTIL = "until", "截止"
        PERIOD = "period", "期间"
        PLAN = "plan", "规划期"
        DURATION = "duration", "时长"
        RECURRING = "recurring", "周期"

    class Role(models.TextChoices):
        """用途."""

        TERM = "term", "政策期限"
        DUE = "due", "任务时限"
        HANDLING = "handling", "办理时限"
        REFERENCE = "reference", "提到的时间"

    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    start_on = models.DateField("起始日期", null=True, blank=True)
    end_on = models.DateField("截止日期", null=True, blank=True)
    duration = models.CharField("时长", max_length=20, blank=True)
    duration_max = models.CharField("最长", max_length=20, blank=True)
    workdays = models.BooleanField("按工作日", default=False)
    role = models.CharField("用途", max_length=10, choices=Role.choices)

    objects = DeadlineQuerySet.as_manager()
    history = History(verbose_name="时限历史")

    EXTRACTED_FIELDS = ("kind", "start_on", "end_on", "duration", "duration_max", "workdays", "role")

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "时限"
        ordering = ["article", "start", "id"]

    def __str__(self) -> str:
        return self.quote

    def clean(self):
        """An editor's dates: of our time, in order, and there where the kind asks for one."""
        super().clean()
        for name in ("start_on", "end_on"):
            day = getattr(self, name)
            if day and not 1949 <= day.year <= 2100:
                raise ValidationError({name: f"{day.year}年不在 1949 年到 2100 年之间，请核对。"})
        if self.start_on and self.end_on and self.end_on < self.start_on:
            raise ValidationError({"end_on": "截止日期在起始日期之前。"})
        if self.kind in (self.Kind.UNTIL, self.Kind.PERIOD) and not (self.start_on or self.end_on):
            raise ValidationError({"end_on": "截止或期间要有日期。"})
        for name in ("duration", "duration_max"):
            if getattr(self, name) and not durations.ISO.fullmatch(getattr(self, name)):
                raise ValidationError({name: "请写成“6个月”“1年”“5天”“72小时”这样的长度。"})

    @property
    def lasting(self) -> list[str]:
        """How long in words, and how long at most: ["5个工作日"], ["4周", "12周"]; [] where it says only days."""
        stated = filter(None, (self.duration, self.duration_max))
        return [durations.in_words(each, workdays=self.workdays) for each in stated]

    @property
    def is_term(self) -> bool:
        """Whether it says how long a policy holds."""
        return self.role == self.Role.TERM

    @property
    def is_due(self) -> bool:
        """Whether it says by which day something is to be done: no end of a policy, and yet a date."""
        return self.role == self.Role.DUE and self.end_on is not None

    def standing_on(self, day: date) -> Standing:
        """Return how a day stands to its own dates, whatever they are for."""
        return Standing.of_dates(self.start_on, self.end_on, day)


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


# 其他地区减免3个月租金, 其余企业…: who has no part in the gift before.
_OTHERWISE = re.compile(r"\s*(?:其他|其余)[\u4e00-\u9fff]{2}")


class Benefit(Fact):
    """What a clause gives to whom, and in which way (惠企举措).

    ``receivers`` and ``conditions`` are words as printed, which stand in the text before the benefit's end, or in it.
    No receiver printed means everybody whom the text speaks of; no ``value`` printed means that it names no figure.
    """

    class Instrument(models.TextChoices):
        """What is given, by the names of the hand-read benefits (tests/gold/benefits.README.md)."""

        REWARD = "奖补", "奖补"
        SUBSIDY = "补贴", "补贴"
        INTEREST = "贴息", "贴息"
        TAX_CUT = "减免税", "减免税"
        TAX_DEDUCTION = "税前扣除", "税前扣除"
        TAX_REFUND = "退税", "退税"
        DEFERRAL = "缓缴缓税", "缓缴缓税"
        INSURANCE_RATES = "社保降费/稳岗返还", "社保降费、稳岗返还"
        FEE_CUT = "费用减免", "费用减免"
        RENT_CUT = "租金减免", "租金减免"
        UTILITIES = "电价水气", "电价水气"
        PLATFORM_FEES = "平台费", "平台费"
        LOAN = "贷款", "贷款"
        GUARANTEE = "担保", "担保"
        INSURANCE = "保险", "保险"
        PROCUREMENT = "政府采购", "政府采购"
        DEBTS = "清欠", "清欠"
        ACCESS = "准入放宽", "准入放宽"
        PROCEDURE = "审批便利", "审批便利"
        ENVIRONMENT = "能耗环评", "能耗、环评"
        LAND = "用地", "用地"
        CUSTOMS = "通关", "通关"
        PROTECTION = "禁止侵害", "禁止侵害"
        TRAINING = "培训", "培训"
        TALENT = "人才", "人才"
        HONOUR = "荣誉认定", "荣誉认定"
        MARKETS = "市场开拓", "市场开拓"
        SERVICE = "免费服务", "免费服务"
        OTHER = "其他", "其他"

    class Mode(models.TextChoices):
        """In which way it is had, the surest first."""

        AUTOMATIC = "automatic", "自动享受"
        APPLY = "apply", "申请可得"
        SELECTIVE = "selective", "择优评定"
        DISCRETION = "discretion", "看地方"
        ENCOURAGE = "encourage", "鼓励他人给"
        DUTY = "duty", "政府职责"

    receivers = models.JSONField("给谁", default=list, blank=True)
    giver = models.CharField("由谁给", max_length=120, blank=True)
    instrument = models.CharField("方式", max_length=12, choices=Instrument.choices, default=Instrument.OTHER)
    mode = models.CharField("怎样得到", max_length=12, choices=Mode.choices)
    value = models.CharField("给多少", max_length=200, blank=True, help_text="照原文；原文没有写数的，留空。")
    conditions = models.JSONField("条件", default=list, blank=True)
    until = models.CharField("到何时", max_length=60, blank=True, help_text="照原文。")

    history = History(verbose_name="惠企举措历史")

    EXTRACTED_FIELDS = ("receivers", "giver", "instrument", "mode", "value", "conditions", "until")

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "惠企举措"
        ordering = ["article", "start", "id"]

    def __str__(self) -> str:
        return self.quote

    @property
    def otherwise(self) -> str:
        """In which other case it is given, in the print's words (其他地区), where another gift is for the first one."""
        found = _OTHERWISE.match(self.quote)
        return found.group().strip() if found else ""

    def span_of(self, words: str) -> tuple[int, int] | None:
        """Return where some of its words stand: in the benefit, else nearest to it; None where nowhere."""
        text = self.place.text
        places = [found.start() for found in re.finditer(re.escape(words), text)] if words else []
        at = min(places, key=self._distance, default=None)
        return None if at is None else (at, at + len(words))

    def _distance(self, at: int) -> int:
        return 0 if self.start <= at < self.end else min(abs(at - self.start), abs(at - self.end))

    def clean(self):
        """An editor's receivers and conditions: words of the text."""
        super().clean()
        for name, label in (("receivers", "给谁"), ("conditions", "条件")):
            unknown = [words for words in getattr(self, name) if self.place and words not in self.place.text]
            if unknown:
                raise ValidationError({name: f"“{unknown[0]}”不在原文里：“{label}”请照原文的字填写，每行一个。"})


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

    def unresolved(self):
        """Return those that lead to no document that readers may see."""
        return self.exclude(is_published("document__") & Q(document__isnull=False))


class Citation(Fact):
    """A mention of a document (引用); ``document`` is None while it resolves to none of ours."""

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
