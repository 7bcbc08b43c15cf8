"""Wanted rows against the base's rows: compared in memory, only differences written, in bulk.

What a person had a hand in is never overwritten and never deleted (rule 6 of the design): a derived row that was
confirmed, edited, rejected or added keeps its values and is only placed anew, where its words stand now; one whose
words stand nowhere any more is marked ``orphaned`` for the editors, one whose text now says something else ``changed``.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import TypeVar, cast

from django.db.models import Field, Model

from importers.load import deleting
from policies import change_log
from policies.models import Document
from policies.models.derived import Derived, sentence_of
from policies.models.history import unrecorded
from policies.moved import moving

Row = TypeVar("Row", bound=Model)
DerivedRow = TypeVar("DerivedRow", bound=Derived)
Key = Callable[[Row], object]


class Reconciler:
    """One load: counts what it creates, updates and deletes."""

    def __init__(self):
        self.created = self.updated = self.deleted = 0
        self.effects: list[dict] = []

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return bool(self.created or self.updated or self.deleted)

    def did(self, what: str, document: Document, **details) -> None:
        """Note what was done to a document: new, version, witness (``source``), or replaced (its ``former`` source)."""
        self.effects.append({"did": what, "document": document.pk, "name": document.name, **details})

    def rows(
        self,
        model: type[Row],
        existing: Iterable[Row],
        wanted: Sequence[Row],
        key: Sequence[str],
        fields: Sequence[str],
        *,
        keep_unmatched: bool = False,
    ) -> list[Row]:
        """Make the rows of ``model`` be ``wanted`` (unsaved instances); gives the saved ones in the same order.

        Rows are met by the attributes ``key``, the n-th with the n-th. Of a row that an editor changed nothing is
        written. Rows that nobody wants are deleted, unless ``keep_unmatched``.
        """
        pairs, gone = _pair(list(existing), wanted, [attrgetter(*key)])
        attributes = [_attname(model, field) for field in fields]
        changed = [
            row
            for row, new in pairs
            if row and not getattr(row, "edited_by_human", False) and _take(row, new, attributes)
        ]
        self.update(model, changed, fields)
        self.create(model, [new for row, new in pairs if row is None])
        if not keep_unmatched:
            self.delete(model, gone)
        return [row or new for row, new in pairs]

    def derived(
        self,
        model: type[DerivedRow],
        existing: Iterable[DerivedRow],
        wanted: Sequence[DerivedRow],
        keys: Sequence[Key[DerivedRow]],
        place: Sequence[str],
    ) -> list[DerivedRow]:
        """As :meth:`rows`, for rows that people may have decided about.

        ``keys`` are tried one after another, the strictest first; ``place`` are the fields that say where the row
        stands, which follow the text also under a person's decision.
        """
        for new in wanted:
            new.compute_derived_columns()
        existing = list(existing)
        pairs, gone = _pair(existing, wanted, keys)
        columns = [*place, *model.EXTRACTED_FIELDS, "rule", *_following(model)]
        attributes = [_attname(model, name) for name in columns]
        changed = [row for row, new in pairs if row and _update_row(row, new, attributes, attributes[: len(place)])]
        changed += [row for row in gone if row.is_human and _relocate(row)]
        self.delete(model, [row for row in gone if not row.is_human])  # first: what is unique may be wanted again
        self.update(model, changed, [*columns, "extracted_values", "orphaned", "source_changed"])
        self.create(model, [new for row, new in pairs if row is None])
        return [row or new for row, new in pairs]

    def create(self, model: type[Model], rows: Sequence[Model]) -> None:
        """Insert rows."""
        if rows:
            with moving(model, rows):
                model._base_manager.bulk_create(rows, batch_size=500)
            change_log.created(model, rows)
            self.created += len(rows)

    def update(self, model: type[Model], rows: Sequence[Model], fields: Sequence[str]) -> None:
        """Write ``fields`` of rows."""
        if rows:
            change_log.touch(model, rows)
            with moving(model, rows, fields):
                model._base_manager.bulk_update(rows, [_field(model, field) for field in fields], batch_size=200)
            self.updated += len(rows)

    def delete(self, model: type[Model], rows: Sequence[Model]) -> None:
        """Delete rows."""
        if rows:
            change_log.touch(model, rows)
            with moving(model, rows), unrecorded():
                deleting.delete(model, [row.pk for row in rows])
            self.deleted += len(rows)


def _pair(
    existing: Sequence[Row], wanted: Sequence[Row], keys: Sequence[Key[Row]]
) -> tuple[list[tuple[Row | None, Row]], list[Row]]:
    """Each wanted row with the existing one that it meets, if any; and the existing rows that nobody met."""
    met: dict[int, Row] = {}
    for key in keys:
        waiting = defaultdict(list)
        taken = {id(row) for row in met.values()}
        for row in existing:
            if id(row) not in taken:
                waiting[key(row)].append(row)
        for index, new in enumerate(wanted if waiting else ()):
            rows = waiting.get(key(new)) if index not in met else None
            if rows:
                met[index] = rows.pop(0)
    taken = {id(row) for row in met.values()}
    return [(met.get(index), new) for index, new in enumerate(wanted)], [r for r in existing if id(r) not in taken]


def _take(row: Model, new: Model, attributes: Sequence[str]) -> bool:
    """Give ``row`` the attributes of ``new``; says whether any differed."""
    changed = [name for name in attributes if getattr(row, name) != getattr(new, name)]
    for name in changed:
        setattr(row, name, getattr(new, name))
    return bool(changed)


def _update_row(row: Derived, new: Derived, attributes: Sequence[str], place: Sequence[str]) -> bool:
    """Bring the attributes of a derived row up to what the machine reads now; says whether that changed any.

    Under a person's decision only the place follows the text: the machine's, or that of the words they chose.
    """
    if not row.is_human:
        return _take(row, new, attributes)
    follows = row.quote == new.quote
    moved = _take(row, new, place) | _set(row, orphaned=False) if follows else _relocate(row)
    before, now = row.extracted_values or row.current_values(), new.current_values()
    agreed = now == row.current_values()
    if agreed or _what(before) != _what(now):
        moved |= _set(row, source_changed=not agreed)
    return _set(row, extracted_values=None if agreed else now) | moved


def _what(values: dict) -> dict:
    """Return what a reading says, but for its place in a list: an office named before it changes nothing of it."""
    return {name: value for name, value in values.items() if name != "position"}


def _relocate(row: Derived) -> bool:
    """Place a person's row at its own words in the text as it is now, the nearest; says whether that changed it."""
    text = row.place.text
    found = nearest(text, row.quote, row.start) if row.quote else row.start
    if found is None:
        return _set(row, orphaned=True)
    end = found + len(row.quote)
    changed = row.source_changed or (
        bool(row.sentence_at_decision) and row.sentence_at_decision != sentence_of(text, found, end)
    )
    return _set(row, start=found, end=end, orphaned=False, source_changed=changed)


def _set(row: Derived, **values) -> bool:
    """Give a row values; says whether any differed."""
    changed = any(getattr(row, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(row, name, value)
    return changed


def nearest(text: str, quote: str, start: int) -> int | None:
    """Return where ``quote`` stands in ``text`` nearest to ``start``; None where it does not."""
    places = [found.start() for found in re.finditer(re.escape(quote), text)]
    return min(places, key=lambda place: (abs(place - start), place), default=None)


def _following(model: type[Derived]) -> list[str]:
    """The columns that follow from others, and what the print said."""
    return [name for name in ("low", "high", "basis_rank", "printed") if hasattr(model, name)]


def _attname(model: type[Model], field: str) -> str:
    column = cast("Field", model._meta.get_field(_field(model, field)))  # no relation seen from its other end
    return column.attname


def _field(model: type[Model], name: str) -> str:
    return name.removesuffix("_id") if name.endswith("_id") else name
