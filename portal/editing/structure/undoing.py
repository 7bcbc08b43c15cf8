"""Taking back what an act said of lines: its document is read again without it."""

from collections.abc import Sequence

from policies.models import Document, StructureMark
from portal.editing.acts import RowVersions
from portal.editing.concerned import deriving

_SAID = ("kind", "level", "columns", "reason", "withdrawn")


def put_back(found: Sequence[RowVersions], user, reason: str) -> None:
    """Make marks what they were before an act; one that it made is withdrawn, so that its history stays."""
    before = {each.after.id: each.before for each in found}
    rows = list(StructureMark.objects.filter(pk__in=before))
    for row in rows:
        was = before[row.pk]
        for name in _SAID if was else ():
            setattr(row, name, getattr(was, name))
        row.withdrawn = was is None or was.withdrawn
        row._change_reason, row._history_user = reason, user
        row.save()
    if rows:
        with deriving(Document.objects.filter(structure_marks__in=rows).distinct()):
            pass  # all is said
