"""惠企举措: what is given to whom, and in which way."""

import re

from django.core.exceptions import ValidationError
from django.db import models

from policies.models.derived import DerivedQuerySet
from policies.models.facts import Fact
from policies.models.history import History

# 其他地区减免3个月租金, 其余企业…: who has no part in the gift before.
_OTHERWISE = re.compile(r"\s*(?:其他|其余)[\u4e00-\u9fff]{2}")


class BenefitQuerySet(DerivedQuerySet):
    """A benefit by itself: what is given to whom."""

    def without_repetitions(self):
        """Return them without what a later sentence says again of the same gift: 企业可按季（月）享受…."""
        return self.exclude(rule=Benefit.AGAIN)


class Benefit(Fact):
    """A gift of a clause to somebody, and the way it is had (惠企举措).

    ``receivers`` and ``conditions`` are words as printed, which stand in the text before the benefit's end, or in it.
    No receiver printed means everybody whom the text speaks of; no ``value`` printed means that it names no figure.
    """

    class Instrument(models.TextChoices):
        """The instrument of a gift, by the names of the hand-read benefits (tests/gold/benefits.README.md)."""

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
        """The way in which a benefit is had, the surest first."""

        AUTOMATIC = "automatic", "自动享受"
        APPLY = "apply", "申请可得"
        SELECTIVE = "selective", "择优评定"
        DISCRETION = "discretion", "看地方"
        ENCOURAGE = "encourage", "鼓励他人给"
        DUTY = "duty", "政府职责"

    # The rule that reads a gift told again (importers/extractors/benefits).
    AGAIN = "benefits.again"

    receivers = models.JSONField("给谁", default=list, blank=True)
    giver = models.CharField("由谁给", max_length=120, blank=True)
    instrument = models.CharField("方式", max_length=12, choices=Instrument.choices, default=Instrument.OTHER)
    mode = models.CharField("怎样得到", max_length=12, choices=Mode.choices)
    value = models.CharField("给多少", max_length=200, blank=True, help_text="照原文；原文没有写数的，留空。")
    conditions = models.JSONField("条件", default=list, blank=True)
    until = models.CharField("到何时", max_length=60, blank=True, help_text="照原文。")

    objects = BenefitQuerySet.as_manager()
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
        """Return the other case in which it is given, as printed (其他地区), where another gift is for the first."""
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
