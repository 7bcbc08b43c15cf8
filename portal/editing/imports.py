"""Imports as acts: what each did to documents, what others did since, and how it is taken back as a whole.

A document that an import brought is removed, with all that hangs on it alone, and can be had back for 30 days; one
whose text it replaced is read from its former text again. People's work on what stays outlives this as an import.
A version that was published at the desk is taken back as a whole: the document and the version are what they were.
Whatever is had back is in the state that it had.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from importers import pipeline
from policies import removal
from policies.models import DERIVED, Act, Article, Correction, Document, Passage, Source
from policies.models.history import unrecorded
from policies.models.publication import went_out_of_sight
from portal.editing.acts import UndoError, doing
from portal.editing.baseline import write_baseline
from portal.editing.history_text import name_of

# What is there since an act, and goes when the act is taken back.
_BROUGHT = ("new", "version", "restored")


@dataclass(frozen=True, slots=True)
class ImportEffect:
    """One thing that an import did to a document, in words; ``document`` is None where that is no more."""

    text: str
    document: Document | None


_SAID = {
    "new": "新增了文件",
    "version": "新增了一个版本",
    "witness": "增加了一份对照文本",
    "replaced": "换上了新的文本",
    "published": "公布了新的版本",
    "taken_back": "换回了原来的文本",
    "restored": "恢复了文件",
}


def effects(act: Act) -> list[ImportEffect]:
    """Return all that an import did, in order."""
    documents = Document.objects.in_bulk([each["document"] for each in act.effects])
    return [
        ImportEffect(f"{_SAID[each['did']]}：{each['name']}", documents.get(each["document"])) for each in act.effects
    ]


def brought_only_drafts(act: Act) -> bool:
    """Whether an import brought only documents, or versions, that are drafts still."""
    if any(each["did"] not in _BROUGHT for each in act.effects):
        return False
    documents = Document.objects.filter(pk__in=[each["document"] for each in act.effects])
    return bool(act.effects) and not documents.exclude(state=Document.State.DRAFT).exists()


def work_since(act: Act) -> list[tuple[str, int]]:
    """Return who worked on the documents of an import since, each with the number of records."""
    documents = [each["document"] for each in act.effects]
    counts: Counter[str] = Counter()
    for history, place in (
        (Document.history, "id"),
        (Article.history, "document_id"),
        (Passage.history, "document_id"),
    ):
        rows = history.filter(**{f"{place}__in": documents}, history_date__gt=act.done_at)
        counts.update(_people(rows.exclude(act=act)))
    for model in (*DERIVED, Correction):
        inside = model.objects.filter(article__document__in=documents).values("pk")
        counts.update(_people(model.history.filter(id__in=inside, history_date__gt=act.done_at)))
    return counts.most_common()


def _people(rows) -> list[str]:
    return [name_of(row.history_user) for row in rows.exclude(history_user=None).select_related("history_user")]


def undo(act: Act, user) -> Act:
    """Take an import back as a whole, as an act that keeps what it takes away.

    Raises UndoError, and changes nothing, where it was taken back, or where a later import stands on it.
    """
    with doing(user, f"撤销：{act.label}", is_one=True) as undoing:
        act.refresh_from_db()
        if act.undone_at:
            raise UndoError("这次导入已经撤销过了。")
        if later := _later(act):
            raise UndoError(f"没有撤销：之后的“{later}”也动过这些文件，请先撤销那一次。")
        taken = [each for each in act.effects if each["did"] in _BROUGHT]
        for each in reversed(act.effects):
            if give_back := _BACK.get(each["did"]):
                give_back(each)
        documents = list(Document.objects.filter(pk__in=[each["document"] for each in taken]))
        if documents:
            _remove(undoing, documents)
        act.undone_by, act.undone_at = user, timezone.now()
        act.save(update_fields=["undone_by", "undone_at"])  # the document that it names may have gone
    return undoing


def _later(act: Act) -> Act | None:
    """The first later act that did something to the documents of one, and was not taken back."""
    documents = _documents(act.effects)
    rows = Act.objects.filter(pk__gt=act.pk, undone_at=None).exclude(effects=[]).order_by("pk")
    return next((row for row in rows if documents & _documents(filter(_stands, row.effects))), None)


def _stands(effect: Mapping) -> bool:
    """Whether something stands on what was done; on what is as it was before nothing does."""
    return effect["did"] not in ("taken_back", "restored")


def _documents(effects: Iterable[Mapping]) -> set[int]:
    return {each[name] for each in effects for name in ("document", "version") if name in each}


def remove(document: Document, user, note: str) -> Act:
    """Remove a document with its versions and all that hangs on it alone; it can be had back for 30 days."""
    with doing(user, f"移除：{document.name}", is_one=True) as act:
        act.note = note
        _remove(act, [document])
    return act


def store(act: Act, packed: bytes) -> None:
    """Keep with an act what it puts out of its place, for as long as that is kept."""
    act.kept = packed
    act.kept_until = timezone.localdate() + timedelta(days=removal.RETENTION_DAYS)


def _remove(act: Act, documents: list[Document]) -> None:
    were_public = any(each.is_public for each in documents)
    act.step = "remove"
    store(act, removal.take_documents(documents))
    act.save()
    if were_public:
        pipeline.relate_again()
        went_out_of_sight.send(Document)


def have_back(act: Act, user) -> list[Document]:
    """Put back what an act removed, or what a version took the place of, in the state that it had; gives the documents.

    That is an act, too, and what it put back goes again when it is taken back.

    Raises UndoError, and changes nothing, where it is kept no longer, its place is taken, or a later act stands on it.
    """
    with doing(user, f"{'撤销' if act.effects else '恢复'}：{act.label}", is_one=True) as restoring:
        act.refresh_from_db()
        if act.kept is None:
            raise UndoError("没有恢复：已经恢复过，或者留存的期限过了。")
        if later := _later(act):
            raise UndoError(f"没有撤销：之后的“{later}”也动过这些文件，请先撤销那一次。")
        try:
            documents, instead = removal.put_back(bytes(act.kept))
        except removal.RestoreError as error:
            raise UndoError(str(error)) from None
        _put(documents, restoring)
        if instead:
            store(restoring, instead)
            restoring.effects = [each | {"did": _TURNED[each["did"]]} for each in act.effects]
        else:
            restoring.effects = [{"did": "restored", "document": each.pk, "name": each.name} for each in documents]
        restoring.step = "restore"
        restoring.save()
        act.kept = act.kept_until = None
        act.undone_by, act.undone_at = user, timezone.now()
        act.save()
    if instead:
        went_out_of_sight.send(Document)
    return documents


# What having back does that had put something in another's place.
_TURNED = {"published": "taken_back", "taken_back": "published"}


def _put(documents: list[Document], act: Act) -> None:
    """Let documents that were put back be read by the rules of today, and their histories say where they come from."""
    present = [each for each in documents if each.state != Document.State.SUPERSEDED]
    pipeline.derive_documents(present)
    act.document = next((each for each in documents if each.version_of_id is None), None)
    for each in present:
        each.refresh_from_db()
        write_baseline(each)
        each._change_reason = act.label[:100]
        each.save()
    if any(each.is_public for each in present):
        pipeline.relate_again()


def forget(today: date) -> int:
    """Let go of what was removed and has been kept long enough; gives of how many acts."""
    return Act.objects.filter(kept_until__lt=today).update(kept=None, kept_until=None)


def _document(effect: Mapping) -> Document | None:
    return Document.objects.select_related("source").filter(pk=effect["document"]).first()


def _unhold(effect: Mapping) -> None:
    if document := _document(effect):
        document.witnesses.remove(effect["source"])
        with unrecorded():
            Passage.objects.filter(document=document, source=effect["source"]).delete()
        if document.state != Document.State.SUPERSEDED:
            pipeline.derive_documents([document])


def _put_former(effect: Mapping) -> None:
    document = _document(effect)
    if document is None:
        return
    if document.source_id != effect["source"]:
        raise UndoError(f"没有撤销：{document.name}之后又换过文本，请先撤销那一次导入。")
    former = Source.objects.filter(pk=effect["former"]).first()
    if former is None:
        raise UndoError(f"没有撤销：{document.name}原来的文本已经移除。")
    document.source = former
    document.issued_on, document.version_on = (
        date.fromisoformat(each) if each else None for each in (effect["issued_on"], effect["version_on"])
    )
    document.save()
    archive = Document.objects.filter(pk=effect["archive"])
    document.witnesses.add(*Source.objects.filter(witnessed__in=archive))
    with unrecorded():
        archive.delete()
    pipeline.derive_documents([document])


_BACK: Mapping[str, Callable[[Mapping], None]] = {"witness": _unhold, "replaced": _put_former}
