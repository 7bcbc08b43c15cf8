"""The base's revision: a number that every change of what is public moves, and what each step of it moved."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import NamedTuple

from django.db import connections, models, router, transaction
from django.db.models import F, Model
from django.utils import timezone

from policies.models.written_query import WrittenQuery

# What moves nothing by itself: readers' reports, the logs of imports and of editors' acts, what was only received so
# far, the revision itself; and the log of changes, which is written by what moves it.
HIDDEN = frozenset({"Report", "ImportRun", "Act", "Change", "Revision", "RevisionStep", "Upload", "PageImage", "Note"})
# So many steps are kept for processes that come late; whoever comes later makes everything anew.
MOST_STEPS, PRUNED_EVERY = 1000, 100
# An act that moves more articles than this moves all: nobody is quicker by being told which.
MOST_NAMED = 1000


class Reach(models.IntegerChoices):
    """The reach of a change; each includes those before it."""

    FACTS = 0, "条文所说"
    TEXTS = 1, "有哪些文件、条文和单位"
    VOCABULARY = 2, "词表"


class Moved(NamedTuple):
    """A change: its reach, and the articles that it is of, by their ids; None is of any."""

    reach: Reach
    articles: frozenset[int] | None

    def __or__(self, other: "Moved") -> "Moved":
        """Both together."""
        named = None if self.articles is None or other.articles is None else self.articles | other.articles
        is_few = named is not None and len(named) <= MOST_NAMED
        return Moved(max(self.reach, other.reach), named if is_few else None)

    def is_of(self, article: int) -> bool:
        """Whether an article may be otherwise."""
        return self.articles is None or article in self.articles


NOTHING = Moved(Reach.FACTS, frozenset())
EVERYTHING = Moved(Reach.VOCABULARY, None)


@dataclass(slots=True)
class _Act:
    """An act's changes: those no step is counted for yet, those that are counted, and the revision of the last step."""

    waiting: Moved | None = None
    counted: Moved | None = None
    revision: str = ""
    is_undone: bool = False


_act: ContextVar[_Act | None] = ContextVar("act", default=None)


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
        if act := _act.get():
            cls._count(act)
        return cls._stored()

    @classmethod
    def _stored(cls) -> str:
        return next((name_of(*row) for row in _stored_query().all()), "")

    @classmethod
    def bump(cls, moved: Moved = EVERYTHING) -> None:
        """Count one more and say what moved, in the transaction of the change itself: all is seen together, or nothing.

        Whoever cannot say what moved says nothing, which is everything.
        """
        if act := _act.get():
            act.waiting = _both(act.waiting, moved)
        else:
            cls._write(moved)

    @classmethod
    def _write(cls, moved: Moved) -> None:
        if not cls._step():
            cls.objects.get_or_create(pk=1)
            cls._step()
        number, moved_at = cls.objects.values_list("number", "moved_at").get(pk=1)
        RevisionStep.note(number, moved_at, moved)
        if not cls.is_tried():
            transaction.on_commit(_committed)

    @classmethod
    @contextmanager
    def as_one_step(cls) -> Iterator[None]:
        """Count what is moved inside, in one transaction, as one step; who asks for the revision begins another."""
        if _act.get():
            yield
            return
        act = _Act()
        token = _act.set(act)
        try:
            yield
            cls._count(act)
        finally:
            _act.reset(token)

    @classmethod
    @contextmanager
    def undone(cls) -> Iterator[None]:
        """Let what is moved inside be nothing to the act around it: the transaction that it is in is to be undone."""
        around = _act.get()
        token = _act.set(_Act(around.waiting if around else None, is_undone=True))
        try:
            yield
        finally:
            _act.reset(token)

    @classmethod
    def is_undone(cls) -> bool:
        """Whether all that is moved now is going to be undone: nobody needs to know what it is."""
        act = _act.get()
        return act is not None and act.is_undone

    @classmethod
    def _count(cls, act: _Act) -> None:
        """Count the step that waits, and again what was counted in a part of the act that was undone since."""
        if act.counted and cls._stored() != act.revision:
            act.waiting = _both(act.counted, act.waiting)
        if moved := act.waiting:
            act.waiting = None
            cls._write(moved)
            act.counted, act.revision = _both(act.counted, moved), cls._stored()

    @classmethod
    def is_tried(cls) -> bool:
        """Whether the revision is one that only this transaction sees, and that may be undone."""
        act = _act.get()
        return bool(act and act.waiting) or any(
            done is _committed for _, done, *_ in connections[router.db_for_write(cls)].run_on_commit
        )

    @classmethod
    def lock(cls) -> None:
        """Let nobody else write until this transaction ends: an import and an editor never read past each other.

        On SQLite nothing is to be done: transactions there are IMMEDIATE.
        """
        if connections[router.db_for_write(cls)].features.has_select_for_update:
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


class RevisionStep(models.Model):
    """A step of the revision, with what moved it: processes apply what they missed, and make the rest not anew.

    A number that somebody moved without a step, by SQL, is missing here; then nobody can say what moved.
    """

    number = models.PositiveBigIntegerField("修订号", primary_key=True)
    moved_at = models.DateTimeField("时间")
    reach = models.PositiveSmallIntegerField("及于", choices=Reach)
    articles = models.TextField("条文", null=True, help_text="条文的编号，以空格分隔；空缺为任何条文。")

    class Meta:
        verbose_name = verbose_name_plural = "修订的内容"

    def __str__(self) -> str:
        return name_of(self.number, self.moved_at)

    @classmethod
    def note(cls, number: int, moved_at: datetime, moved: Moved) -> None:
        """Write a step down, and let the oldest go; a base put back from a copy comes to some numbers again."""
        step = RevisionStep(number=number, moved_at=moved_at, reach=moved.reach, articles=_written(moved.articles))
        columns = ["moved_at", "reach", "articles"]
        RevisionStep.objects.bulk_create([step], update_conflicts=True, update_fields=columns, unique_fields=["number"])
        if number % PRUNED_EVERY == 0:
            cls.objects.filter(number__lte=number - MOST_STEPS).delete()

    @property
    def moved(self) -> Moved:
        """Return what it moved."""
        return Moved(Reach(self.reach), None if self.articles is None else frozenset(map(int, self.articles.split())))


@cache
def _stored_query() -> WrittenQuery:
    """Return what every request asks, and often nothing else."""
    return WrittenQuery(Revision.objects.filter(pk=1).values_list("number", "moved_at"))


def _both(one: Moved | None, other: Moved | None) -> Moved | None:
    return one | other if one and other else one or other


def name_of(number: int, moved_at: datetime) -> str:
    """Return a revision's name: its number and its time."""
    return f"{number}-{moved_at.timestamp():.6f}"


def _written(articles: Collection[int] | None) -> str | None:
    return None if articles is None or len(articles) > MOST_NAMED else " ".join(map(str, sorted(articles)))


def _committed() -> None:
    """Nothing is to be done; that this waits to be called says that a transaction moved the revision."""


def is_public(model: type[Model]) -> bool:
    """Whether a row of a model shows on a public page. A row of history goes with the row that it is of."""
    name = (model._meta.auto_created or model).__name__
    return name not in HIDDEN and not name.startswith("Historical")
