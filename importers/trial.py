"""A change is tried before it is made: it is done, its effect on the facts is noted, and all of it is undone.

Takes an act that writes to the base. Gives what it answered and the :class:`Change`s that readers would see.
Guarantees that the base is as it was before.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from django.db import transaction

from policies.models import DERIVED
from policies.models.derived import Derived
from policies.said import said

Answer = TypeVar("Answer")


class Told(NamedTuple):
    """A fact as a reader sees it: of what kind, where, by which words, and what it says."""

    kind: str
    place: str
    quote: str
    said: str


@dataclass(frozen=True, slots=True)
class Change:
    """A fact before and after; None where there was none, or is none any more."""

    before: Told | None
    after: Told | None

    @property
    def told(self) -> Told:
        """The fact, as it would be."""
        return self.after or self.before

    @property
    def what(self) -> str:
        """What becomes of it."""
        if self.before is None:
            return "新增"
        return "修改" if self.after else "消失"


def trial(act: Callable[[], Answer]) -> tuple[Answer, list[Change]]:
    """What ``act`` answers, and what it would change."""
    before = _standing()
    with transaction.atomic():
        answer = act()
        after = _standing()
        transaction.set_rollback(True)
    keys = [*before, *(key for key in after if key not in before)]
    changes = [Change(before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)]
    return answer, changes


def _standing() -> dict[tuple[str, int], Told]:
    """All live facts and measures, by model and key."""
    found = {}
    for model in DERIVED:
        for row in model.objects.live().with_what_it_tells().order_by("pk"):
            found[model._meta.label, row.pk] = _told(row)
    return found


def _told(row: Derived) -> Told:
    about = getattr(row, "article", None) or row.passage
    conflict = "（与编辑的处理不一致，将列入冲突）" if row.changed or row.unmet else ""
    return Told(row._meta.verbose_name, str(about), row.quote, said(row) + conflict)
