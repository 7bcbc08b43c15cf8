"""Whether a term is over: the one reading of dates against a day, for every page, list and table.

Only what says how long a policy holds (role term) is a term: a task's date, or how long an office may take, may pass
while the policy holds on.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from policies.models.deadlines import Deadline


class Standing(models.TextChoices):
    """期限: how a day stands to the terms that a text states."""

    WITHIN = "within", "在期限内"
    LATER = "later", "期限未到"
    PAST = "past", "已过期限"
    NONE = "none", "未写明期限"

    @classmethod
    def of_dates(cls, start: date | None, end: date | None, on: date) -> "Standing":
        """Return the standing to a first and a last day; a bare length has neither, and says nothing of a day."""
        if start is None and end is None:
            return cls.NONE
        if start and start > on:
            return cls.LATER
        return cls.PAST if end and end < on else cls.WITHIN

    @classmethod
    def of(cls, times: Iterable["Deadline"], on: date) -> "Standing":
        """Return the standing to the terms among the times: one that is open outweighs one to come, this one gone."""
        found = {time.standing_on(on) for time in times if time.is_term}
        return next((each for each in cls if each in found), cls.NONE)

    @classmethod
    def rows(cls, on: date) -> list[tuple["Standing", Q]]:
        """Return the same for rows of deadlines, to be asked in this order."""
        term = Q(role="term")
        later, past = Q(start_on__gt=on), Q(end_on__lt=on)
        begun = Q(start_on__isnull=True) | Q(start_on__lte=on)
        not_over = Q(end_on__isnull=True) | Q(end_on__gte=on)
        dated = Q(start_on__isnull=False) | Q(end_on__isnull=False)
        return [(cls.WITHIN, term & dated & begun & not_over), (cls.LATER, term & later), (cls.PAST, term & past)]
