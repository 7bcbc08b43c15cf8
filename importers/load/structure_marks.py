"""Marks that people set on a print's lines: brought to the text that is read now, and given to its parser."""

from collections.abc import Iterable

from importers.load.reconcile import Reconciler
from importers.parsing.lines import LineMark
from policies.models import Document, StructureMark


def place(reconciler: Reconciler, documents: Iterable[Document]) -> None:
    """Place the marks of documents whose source is another than when they were set, by their words.

    One whose words are no more is marked ``orphaned``: nothing is read by it, and an editor is told.
    """
    rows = StructureMark.objects.standing().filter(document__in=[each.pk for each in documents])
    moved = []
    for row in rows.select_related("document__source"):
        source = row.document.source
        if row.source_id != source.pk or not source.text.startswith(row.quote[:1], row.start):
            at = row.found_in(source.text)
            row.source, row.orphaned, row.start = source, at is None, row.start if at is None else at
            moved.append(row)
    reconciler.update(StructureMark, moved, ["source", "orphaned", "start"])


def of_file(name: str, text: str) -> tuple[LineMark, ...]:
    """The marks that the documents of an earlier version of a file have, where their words stand in the newer text."""
    rows = StructureMark.objects.standing().filter(source__name=name)
    found = [(row, row.found_in(text)) for row in rows]
    return tuple(_at(row, at) for row, at in found if at is not None)


def record(row: StructureMark) -> LineMark:
    """A mark as parsers take it."""
    return _at(row, row.start)


def _at(row: StructureMark, start: int) -> LineMark:
    return LineMark(start, row.kind, row.level, tuple(row.columns))
