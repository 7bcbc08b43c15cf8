"""时限: until when, from when to when, how long, how often."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

from policies.models.derived import DerivedQuerySet
from policies.models.facts import Fact
from policies.models.history import History
from policies.models.standing import Standing
from policies.text import durations


class DeadlineQuerySet(DerivedQuerySet):
    """Dates and lengths of time."""

    def terms(self):
        """Return how long policies hold."""
        return self.public().filter(role=Deadline.Role.TERM)

    def dues(self):
        """Return the deadlines by which something is to be done; :attr:`Deadline.is_due` of one."""
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
        """Return how long in words, and how long at most: ["5个工作日"], ["4周", "12周"]; [] where it says
        only days.
        """
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
