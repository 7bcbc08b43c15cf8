"""留言 by the record that they are about: what stands on its page, and beside its item on the work list."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import admin
from django.db.models import Model
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from policies.models import Document, Note
from policies.models.derived import Derived
from policies.presentation.facts import describe
from portal.editing.history_text import name_of
from portal.editing.work_kinds import WorkItem

Record = tuple[str, int]
_PAGE = "policies_"
_CHANGE = "_change"


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note in a line: who is to see to it and by when, else who wrote it; and whether that day has passed."""

    note: Note
    text: str
    is_late: bool

    @classmethod
    def of(cls, note: Note) -> "NoteLine":
        text = f"交给{name_of(note.assignee)}" if note.assignee else name_of(note.user)
        day = f"，{note.due_on:%Y-%m-%d} 前" if note.due_on else ""
        return cls(note, text + day, note.is_late(timezone.localdate()))


def key_of(record: Model) -> Record:
    """Return the kind and number by which notes name a record."""
    return str(record._meta.model_name), record.pk


def has_notes(kind: str) -> bool:
    """Whether records of a kind, by the name of its model, have a page of their own, and so notes."""
    return kind != "note" and any(
        model._meta.app_label == "policies" and model._meta.model_name == kind for model in admin.site._registry
    )


def put_on(note: Note, record: Model) -> Note:
    """Let a note be about a record, and say in words what that is; gives the note."""
    note.kind, note.row = key_of(record)
    about = getattr(record, "article", None) or getattr(record, "passage", None)
    name_ = f"{about}：{describe(record)}" if about and isinstance(record, Derived) else str(record)
    note.place = f"{record._meta.verbose_name} {name_}"[:200]
    note.document = record if isinstance(record, Document) else getattr(about or record, "document", None)
    return note


def add_page(record: Record) -> str:
    """Return the address of the form for a note about a record."""
    kind, row = record
    return reverse("admin:policies_note_add", query={"kind": kind, "row": row})


def about(record: Model) -> list[NoteLine]:
    """The open notes about a record."""
    rows = Note.objects.open().about(key_of(record)).select_related("user", "assignee")
    return [NoteLine.of(each) for each in rows]


@dataclass(frozen=True, slots=True)
class NotedItem:
    """An item of the work list with the open notes about its record; ``record`` is None where it is of none."""

    item: WorkItem
    notes: list[NoteLine]
    record: Record | None

    @property
    def note_address(self) -> str:
        """Where one more note is written, if anywhere."""
        return add_page(self.record) if self.record else ""

    @property
    def key(self) -> str:
        """Return how a form names its record: amount:12."""
        return "{}:{}".format(*self.record) if self.record else ""


def beside(items: Sequence[WorkItem]) -> list[NotedItem]:
    """Items of the work list, each with the open notes about its record."""
    records = [record_at(item.address) for item in items]
    found: defaultdict[Record, list[NoteLine]] = defaultdict(list)
    rows = Note.objects.open().about(*filter(None, records)).select_related("user", "assignee")
    for each in rows:
        found[each.kind, each.row].append(NoteLine.of(each))
    return [
        NotedItem(item, found[record] if record else [], record) for item, record in zip(items, records, strict=True)
    ]


def record_at(address: str) -> Record | None:
    """The record whose page at the desk an address is; None of what belongs to none."""
    try:
        page = resolve(address.partition("?")[0])
    except Resolver404:
        return None
    name = page.url_name or ""
    if name.startswith(_PAGE) and name.endswith(_CHANGE):
        kind = name[len(_PAGE) : -len(_CHANGE)]
        return (kind, int(page.kwargs["object_id"])) if has_notes(kind) else None
    if name == "conflict":
        return page.kwargs["model"], page.kwargs["pk"]
    return ("document", page.kwargs["pk"]) if name == "publication" else None
