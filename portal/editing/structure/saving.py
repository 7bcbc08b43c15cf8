"""Saving what an editor said of a print's lines: as one act, with its reason, and derived at once."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from importers.parsing.lines import LineMark
from policies.models import Act, Article, Document, StructureMark
from policies.moved import moving
from portal.editing.acts import digest, doing
from portal.editing.concerned import deriving
from portal.editing.history_text import who
from portal.editing.structure.sheet import Sheet

_SAID = ("kind", "level", "columns", "quote", "before", "reason", "withdrawn")


def save(sheet: Sheet, user, reason: str) -> Act:
    """Write a sheet's draft, and derive its document; to be called behind the lock."""
    document = sheet.document
    label = f"{document}：改 {len(sheet.draft.marks)} 处篇章（{reason}）"
    with doing(user, label, is_one=True) as act, deriving(Document.objects.filter(pk=document.pk)):
        write(sheet, user, reason)
    return act


def write(sheet: Sheet, user, reason: str) -> None:
    """Write a draft's marks with a version of each: as many queries for a page of them as for one."""
    place = {"document": sheet.document, "source": sheet.document.source}
    starts = [mark.start for mark in sheet.draft.marks]
    found = StructureMark.objects.filter(**place, orphaned=False, start__in=starts).order_by("-withdrawn", "-id")
    known = {row.start: row for row in found}  # of several at a place the last is the one that stands, then the oldest
    said = [mark for mark in sheet.draft.marks if mark.kind or mark.start in known]
    rows = [_said(sheet, mark, known.get(mark.start) or StructureMark(**place, start=mark.start)) for mark in said]
    for row in rows:
        row.reason = reason
    new, changed = [row for row in rows if row.pk is None], [row for row in rows if row.pk]
    with moving(StructureMark, rows):
        StructureMark.objects.bulk_create(new)
        StructureMark.objects.bulk_update(changed, _SAID)
    for written, is_update in ((new, False), (changed, True)):
        StructureMark.history.bulk_history_create(
            written, update=is_update, default_user=user, default_change_reason=reason[:100]
        )


def _said(sheet: Sheet, mark: LineMark, row: StructureMark) -> StructureMark:
    """A line's row with what the draft says of the line; one of kind '' is withdrawn."""
    row.withdrawn = not mark.kind
    if mark.kind:
        row.kind, row.level, row.columns = mark.kind, mark.level, list(mark.columns)
        row.anchor(sheet.document.source.text, _end_of_line(sheet, mark.start))
    return row


def _end_of_line(sheet: Sheet, start: int) -> int:
    line = sheet.at(start)
    return line.line.end if line else start + 1


def state_of(document: Document) -> str:
    """Return what tells whether a document's text and marks are those that somebody saw."""
    rows = StructureMark.objects.standing().filter(document=document).order_by("pk")
    state = rows.values_list("pk", "start", "kind", "level", "columns")
    return digest(document.source_id, len(document.source.text), list(state))


def last_editor(document: Document) -> str:
    """Return who marked a document's lines last; 导入 where nobody did."""
    last = StructureMark.history.filter(document=document).select_related("history_user").first()
    return who(last) if last else "导入"


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """An article before and after, by its number and words; '' where there was none, or is none any more."""

    what: str
    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class StructureSnapshot:
    """A document's articles and headings as they are in the base."""

    articles: dict[str, tuple[str, str]]
    headings: tuple[str, ...]

    @classmethod
    def of(cls, document: Document) -> "StructureSnapshot":
        """Return what the base has now."""
        rows = Article.objects.present().filter(document=document).order_by("ordinal", "id")
        articles = {path: (label, text) for path, label, text in rows.values_list("path", "label", "text")}
        return cls(articles, tuple(document.sections.order_by("ordinal").values_list("text", flat=True)))


def changes(before: StructureSnapshot, after: StructureSnapshot) -> list[ArticleChange]:
    """Return the changes of articles and headings, in the order of the text."""
    paths = list(dict.fromkeys([*after.articles, *before.articles]))
    found = []
    for path in paths:
        was, is_now = before.articles.get(path), after.articles.get(path)
        if was != is_now:
            what = "新增" if was is None else "改动" if is_now else "消失"
            found.append(ArticleChange(what, path, _words(was, is_now), _words(is_now, was)))
    for _, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, before.headings, after.headings, autojunk=False
    ).get_opcodes():
        old, new = before.headings[old_from:old_to], after.headings[new_from:new_to]
        if old != new:
            found += [ArticleChange("标题消失", "", each, "") for each in old if each not in new]
            found += [ArticleChange("标题新增", "", "", each) for each in new if each not in old]
    return found


_SHOWN = 60


def _words(article: tuple[str, str] | None, other: tuple[str, str] | None) -> str:
    """An article's first words, and its last where it ends otherwise than the other; with its length."""
    if article is None:
        return ""
    _, text = article
    if len(text) <= 2 * _SHOWN:
        return text
    begins_alike = other is not None and other[1][:_SHOWN] == text[:_SHOWN]
    shown = f"{text[: _SHOWN // 2]}……{text[-_SHOWN:]}" if begins_alike else f"{text[:_SHOWN]}……"
    return f"{shown}（{len(text)} 字）"
