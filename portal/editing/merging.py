"""Merging two units, and undoing it.

A merged unit stays as a row that points to the one it was merged into: its names are read as that one's
(:class:`importers.load.vocabularies.VocabularyRows`), its address redirects, and what the machine reads follows with
:func:`~portal.editing.concerned.deriving`. What people decided about it is moved here, and the history of each row
says so: by these words undoing finds it again.
"""

from collections.abc import Iterable

from django.db import transaction

from policies.change_log import noting, touch
from policies.models import Change, Responsibility, Unit
from policies.models.derived import Derived
from portal.editing.baseline import write_baseline, write_baselines
from portal.editing.concerned import by_units, deriving


class MergeError(ValueError):
    """Two units that cannot be merged; says why in Chinese."""


def _reason(unit: Unit) -> str:
    return f"单位合并：{unit.name}（{unit.pk}）"


@transaction.atomic
@noting(Change.Reason.EDIT)
def merge(unit: Unit, into: Unit, why: str = "") -> None:
    """Make ``unit`` a name of ``into``, and say ``why`` in its history.

    Raises MergeError where that would be a circle, or is done.
    """
    if unit.pk == into.pk:
        raise MergeError("不能并入它自己，请选另一个单位。")
    if into.merged_into_id or unit.merged_into_id:
        raise MergeError("已并入别处的单位，不能再合并。请先撤销那一次合并。")
    with deriving(by_units([unit, into])):
        _point(unit, into, why)
        _hand_over(unit, into)


def _hand_over(unit: Unit, into: Unit) -> None:
    """Give what people decided about a unit to another."""
    taken = set(into.responsibilities.human().exclude(article=None).values_list("article", flat=True))
    parts = list(unit.responsibilities.human())
    free = [part.article_id for part in parts if part.article_id not in taken]
    read = into.responsibilities.filter(article__in=free)
    write_baselines(list(read))
    touch(Responsibility, read)
    read.delete()  # the machine reads it again, and keeps it in a person's
    _move((part for part in parts if part.article_id not in taken), unit, into, _reason(unit))
    for part in parts:
        if part.article_id in taken:  # two decisions about what is one office now: the one about ``into`` stands
            _update(part, _reason(unit), status=Derived.Status.REJECTED)


@transaction.atomic
@noting(Change.Reason.EDIT)
def unmerge(unit: Unit) -> None:
    """Undo :func:`merge`. What was decided since stays decided."""
    into = unit.current
    with deriving(by_units([unit, into])):
        _point(unit, None)
        moved = Responsibility.history.filter(history_change_reason=_reason(unit)).values("id")
        _move(into.responsibilities.filter(pk__in=moved), into, unit, f"撤销合并：{unit.name}")
        for part in unit.responsibilities.filter(pk__in=moved, status=Derived.Status.REJECTED):
            before = part.history.filter(history_change_reason=_reason(unit)).first().prev_record
            _update(part, f"撤销合并：{unit.name}", status=before.status)


def _point(unit: Unit, into: Unit | None, why: str = "") -> None:
    write_baseline(unit)
    unit.merged_into, unit.edited_by_human = into, True
    done = f"并入{into.name}" if into else "撤销合并"
    unit._change_reason = f"{done}：{why}"[:100] if why else done
    unit.save()


def _move(parts: Iterable[Responsibility], unit: Unit, into: Unit, reason: str) -> None:
    for part in parts:
        extracted = part.extracted_values and part.extracted_values | {"unit_id": into.pk}
        _update(part, reason, unit=into, extracted_values=extracted)


def _update(part: Responsibility, reason: str, **values) -> None:
    """Change a row without settling what an editor has still to settle in it, and say so in its history."""
    write_baseline(part)
    for name, value in values.items():
        setattr(part, name, value)
    touch(Responsibility, [part])
    Responsibility.objects.bulk_update([part], list(values))
    Responsibility.history.bulk_history_create([part], update=True, default_change_reason=reason)
