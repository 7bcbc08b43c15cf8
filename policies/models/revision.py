"""The base's revision: a number that every change of what is public moves."""

from django.db import models
from django.db.models import F, Model
from django.utils import timezone

from policies.models.history import is_unrecorded

# What moves nothing by itself: readers' reports, the logs of imports and of editors' acts, what was only received so
# far, the revision itself; and the log of changes, which is written by what moves it.
HIDDEN = frozenset({"Report", "ImportRun", "Act", "Change", "Revision", "Upload", "PageImage", "Note"})


class Revision(models.Model):
    """One row. What was worked out at a revision holds as long as the number stays."""

    number = models.PositiveBigIntegerField("修订号", default=0)
    moved_at = models.DateTimeField("时间", auto_now=True)
    derived_by = models.CharField(
        "推导依据", max_length=128, blank=True, help_text="全部文件是由哪一版程序和词表、在哪个修订号时推导的。"
    )

    changes_since = models.DateTimeField("变化记录始于", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "修订号"

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> str:
        """The revision now: its number and its time, since a base put back from a copy counts some numbers twice."""
        row = cls.objects.filter(pk=1).values_list("number", "moved_at").first()
        return f"{row[0]}-{row[1].timestamp():.6f}" if row else ""

    @classmethod
    def bump(cls) -> None:
        """Count one more, in the transaction of the change itself: both are seen together, or neither."""
        if not cls._step():
            cls.objects.get_or_create(pk=1)
            cls._step()

    @classmethod
    def lock(cls) -> None:
        """Let nobody else write until this transaction ends: an import and an editor never read past each other.

        On SQLite this is a no-op: transactions there are IMMEDIATE.
        """
        cls.objects.select_for_update().filter(pk=1).first()

    @classmethod
    def is_derived_by(cls, code: str) -> bool:
        """Whether all that follows from the texts was derived by this code, and nothing moved since."""
        return cls.objects.filter(pk=1, derived_by=f"{code} {cls.current()}").exists()

    @classmethod
    def note_derived_by(cls, code: str) -> None:
        """Keep that it is so now; nothing that anybody sees moves by it."""
        cls.objects.filter(pk=1).update(derived_by=f"{code} {cls.current()}")

    @classmethod
    def _step(cls) -> int:
        return cls.objects.filter(pk=1).update(number=F("number") + 1, moved_at=timezone.now())


def is_public(model: type[Model]) -> bool:
    """Whether a row of a model shows on a public page. A row of history goes with the row that it is of."""
    name = (model._meta.auto_created or model).__name__
    return name not in HIDDEN and not name.startswith("Historical")


def bump_with_signal(**_) -> None:
    """A row was saved, deleted or tied to another: for the signals that say so. An import says so by itself."""
    if not is_unrecorded():
        Revision.bump()
