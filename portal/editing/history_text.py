"""A record's past in to_words: who changed what, when, why, field by field from → to.

Values are shown as a person says them: labels for choices, names for numbers of rows, “100000” for [100000].
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from functools import singledispatch

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from simple_history.models import HistoricalChanges

from policies.text import durations
from portal.editing import rule_labels

IMPORTED, REIMPORTED = "导入时的值", "导入更新"
NOTHING = "（空）"
_KINDS = {"+": "新建", "~": "修改", "-": "删除"}
# Where a quote stands follows from the quote; that a row was edited_by_human, from its having a history.
_FOLLOWS = {"start", "end", "measure"}
# Columns that hold codes, and what says them.
_CODES = {"rule": rule_labels.label_of, "duration": durations.in_words, "duration_max": durations.in_words}
# Comparing takes the square of the length; a text beyond this is shown whole, before and after.
_LONGEST = 5_000


@singledispatch
def to_words(value) -> str:
    """A value as a person says it."""
    return str(value).strip() or NOTHING


to_words.register(type(None), lambda value: NOTHING)
to_words.register(bool, lambda value: "是" if value else "否")
to_words.register(float, lambda value: f"{value:.12g}")
to_words.register(date, lambda value: date_format(value, "Y年n月j日"))
to_words.register(datetime, lambda value: date_format(timezone.localtime(value), "Y年n月j日 H:i"))
to_words.register(list, lambda value: "、".join(map(to_words, value)) or NOTHING)
to_words.register(dict, lambda value: "，".join(f"{name} {to_words(each)}" for name, each in value.items()) or NOTHING)


def describe(field: models.Field, value) -> str:
    """A column's value in to_words; ``value`` as the column holds it, or as JSON does."""
    value = field.to_python(value)
    if field.is_relation:
        return _named(field.related_model, value)
    if value and field.name in _CODES:
        return _CODES[field.name](value)
    labels = dict(field.flatchoices)
    return str(labels[value]) if labels and value in labels else to_words(value)


def _named(model: type[models.Model], pk) -> str:
    if pk is None:
        return NOTHING
    row = model._base_manager.filter(pk=pk).first()
    return str(row) if row else f"已删除的{model._meta.verbose_name}（编号 {pk}）"


def shown_fields(model: type[models.Model]) -> list[models.Field]:
    """The columns that history tells of: those that people set."""
    return [
        field
        for field in model.history.model.tracked_fields
        if (field.editable or field.is_relation) and not field.primary_key and field.name not in _FOLLOWS
    ]


def differing(model: type[models.Model], before, after) -> list[models.Field]:
    """The columns in which two states of a row differ, rows or versions of it."""
    return [field for field in shown_fields(model) if getattr(before, field.attname) != getattr(after, field.attname)]


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A stretch of a value; ``differs`` where the other value has it not."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, from → to."""

    label: str
    before: Sequence[TextPiece]
    after: Sequence[TextPiece]


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a record in words. ``who`` and ``when`` are '' for what imports wrote in between."""

    id: int
    kind: str
    who: str
    when: str
    why: str
    is_first: bool
    changes: Sequence[FieldChange]

    @property
    def is_deletion(self) -> bool:
        """Whether the record ended here."""
        return self.kind == _KINDS["-"]


def version(record: HistoricalChanges, before: HistoricalChanges | None) -> Version:
    """A record of history in to_words, against the one before it; the first tells all that it has."""
    imported = record.history_change_reason in (IMPORTED, REIMPORTED) and record.history_user_id is None
    return Version(
        id=record.history_id,
        kind=record.history_change_reason if imported else _KINDS[record.history_type],
        who="" if imported else who(record),
        when="" if imported else to_words(record.history_date),
        why="" if imported else record.history_change_reason or "",
        is_first=before is None,
        changes=list(_changes(record, before)) if record.history_type != "-" else [],
    )


def decided(row: models.Model) -> str:
    """Return who changed a row last, and when; '' where no person did."""
    last = row.history.exclude(history_user=None).select_related("history_user").first() if row.pk else None
    return f"{who(last)}，{to_words(last.history_date)}" if last else ""


def who(record: HistoricalChanges) -> str:
    """Return who made a version."""
    return name_of(record.history_user)


def name_of(user) -> str:
    """Return what a user is called; the family name comes first, as in Chinese."""
    return (f"{user.last_name}{user.first_name}".strip() or user.get_username()) if user else "系统"


def _changes(record: HistoricalChanges, before: HistoricalChanges | None) -> Iterator[FieldChange]:
    model = record.instance_type
    for field in differing(model, before, record) if before else shown_fields(model):
        new = describe(field, getattr(record, field.attname))
        old = describe(field, getattr(before, field.attname)) if before else NOTHING
        if old != new:
            yield FieldChange(str(field.verbose_name), *_pieces(field, old, new))


def _pieces(field: models.Field, old: str, new: str) -> tuple[list[TextPiece], list[TextPiece]]:
    is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
    if not is_text or NOTHING in (old, new) or max(len(old), len(new)) > _LONGEST:
        return [TextPiece(old, False)], [TextPiece(new, False)]
    return marked(old, new)


def marked(old: str, new: str) -> tuple[list[TextPiece], list[TextPiece]]:
    """Two texts in pieces, the differing characters marked."""
    before, after = [], []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before.append(TextPiece(old[a1:a2], tag != "equal"))
        after.append(TextPiece(new[b1:b2], tag != "equal"))
    return [piece for piece in before if piece.text], [piece for piece in after if piece.text]
