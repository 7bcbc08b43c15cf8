"""The work list: every doubt in the base, by kind and document, each with the page on which it is settled.

A new kind of doubt is a new row of ``WORK_KINDS``. Settling an item on its page takes it off the list, since the list
is made anew from the base each time that the base moves.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import chain

from django.db.models import CharField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse

from policies.models import (
    Act,
    Article,
    Correction,
    Document,
    Passage,
    Report,
    Responsibility,
    StructureMark,
    Unit,
    Validity,
)
from policies.models.derived import Derived
from policies.presentation import annotations
from policies.presentation.facts import describe, place_in_words
from policies.quality import Audit
from policies.text.highlight import mark_spans
from portal.editing import conflicts, doubts, overdue
from portal.editing.checks import unsettled
from portal.editing.publication import SENT_BACK, STEPS_BY_NAME
from portal.editing.work_kinds import MadeKind, RowKind, WorkItem, WorkKind, change_page, conflict_page

_AS_PRINTED = "原件就是这样的，在文件的“公布”页写明理由。"
# What is on its way to readers.
WAITING = (Document.State.IN_REVIEW, Document.State.DRAFT)

# --- facts -----------------------------------------------------------------------------------------------------------


def _facts(doubt: doubts.FactDoubt) -> QuerySet:
    (model,) = doubt.models
    paths = model.related_to(["article__document", "passage__document"])
    return doubt.rows(model).for_description().with_work_order().annotate(of_document=Coalesce(*paths))


def _fact(row: Derived, address: str = "") -> WorkItem:
    about = row.article or row.passage
    is_in_place = row.is_in_place
    words = mark_spans(*annotations.excerpt(row.place.text, row.start, row.end)) if is_in_place else row.quote
    return WorkItem(about.document_id, place_in_words(row), describe(row), address or change_page(row), words)


def _of_doubt(name: str, label: str) -> RowKind:
    doubt = doubts.BY_NAME[name]
    return RowKind(name=name, label=label, todo=doubt.todo, rows=partial(_facts, doubt), item=_fact)


def _conflicts() -> Iterator[WorkItem]:
    for row in conflicts.rows():
        yield _fact(row, conflict_page(row))
    for lost in conflicts.misplaced():
        text = f"勘误“{lost}”：印文里已没有“{lost.quote}”"
        yield WorkItem(lost.article.document_id, str(lost.article), text, change_page(lost))


def _structure() -> Iterator[WorkItem]:
    for row in StructureMark.objects.lost().select_related("document").order_by("document", "start", "id"):
        yield WorkItem(row.document_id, str(row.document), f"{row}：新版来源里已没有这些字", change_page(row))


# --- what else is in doubt -------------------------------------------------------------------------------------------


def _left_over() -> QuerySet:
    rows = Passage.objects.filter(kind=Passage.Kind.LEFT_OVER, reviewed=False).select_related(
        "document", "source__collection"
    )
    return rows.defer("source__content", "source__text", "source__packed_places").annotate(of_document=F("document"))


def _corrections() -> QuerySet:
    rows = Correction.objects.standing().filter(confidence=Correction.Confidence.PROBABLE)
    place = {"at_document": F("article__document__position"), "at_article": F("article__ordinal")}
    related = rows.select_related("article__document", "article__section")
    return related.annotate(of_document=F("article__document"), **place)


def _correction(row: Correction) -> WorkItem:
    text = f"“{row.quote}”疑应作“{row.reading}”"
    return WorkItem(row.article.document_id, str(row.article), text, change_page(row), row.reason)


def _checks() -> Iterator[WorkItem]:
    for check in chain.from_iterable(Audit(unpublished=True).checks().values()):
        declared = check.declared
        if not check.holds and not declared.reviewed:
            text = f"自述“{declared}”，本库 {check.ours}"
            yield WorkItem(declared.document_id, str(declared.document), text, change_page(declared))


def _noticed(*names: str) -> Iterator[WorkItem]:
    """Yield what imports noticed: the checks before publishing, of all documents, also of those that are public."""
    for _, document, found in unsettled(names):
        yield WorkItem(document.pk, str(document), found.text, found.address)


def _units() -> Iterator[WorkItem]:
    for unit in Unit.objects.candidates().with_counts().order_by("-articles", "id"):
        yield WorkItem(None, "词表", f"{unit.name}（{unit.articles} 条）", change_page(unit))


def _reports() -> QuerySet:
    return overdue.new_reports().annotate(of_document=F("article__document"))


def _report(row: Report) -> WorkItem:
    return WorkItem(None, row.place, f"{row.get_problem_display()}：{row.text}", change_page(row), row.quote)


def _unread() -> Iterator[WorkItem]:
    decided = Responsibility.objects.human().exclude(article=None).values("article")
    for row in Audit(unpublished=True).unread().exclude(pk__in=decided):
        yield WorkItem(row.document_id, str(row), f"责任标注里的“{'”“'.join(row.unread)}”", change_page(row))


def _unverified() -> QuerySet:
    return _documents().filter(validity=Validity.UNVERIFIED)


def _unpublished() -> QuerySet:
    steps = Act.objects.filter(document=OuterRef("pk"), step__in=STEPS_BY_NAME).order_by("-id")
    last = {f"last_{name}": Subquery(steps.values(name)[:1]) for name in ("step", "note")}
    return _documents().filter(state__in=WAITING).annotate(**last)


def _documents() -> QuerySet:
    """Documents on which there is work, with the columns of their order."""
    rows = Document.objects.present().without_heavy_columns()
    return rows.annotate(of_document=F("pk"), at_document=Cast("is_notice", IntegerField()))


def _on_its_way(row: Document) -> WorkItem:
    day = f"，定于 {row.publish_on} 公布" if row.publish_on else ""
    why = f"退回：{row.last_note}" if row.last_step == SENT_BACK else ""
    page = reverse("admin:publication", args=[row.pk])
    return WorkItem(row.pk, f"{row.get_state_display()}{day}", row.title, page, why)


def _document(row: Document) -> WorkItem:
    return WorkItem(row.pk, str(row), row.title, change_page(row))


def _moved() -> Iterator[WorkItem]:
    """Articles that stand elsewhere than when they were first loaded, or nowhere any more; and what became of each.

    One that is still printed with its number is where it was, though others before it are gone.
    """
    stayed = Q()
    for place in ("ordinal", "number"):
        stayed |= Q(path=Concat(Value("art_"), Cast(place, CharField())))
    is_checked = Q(removed_from_source=True, place_seen=0) | Q(removed_from_source=False, place_seen=F("ordinal"))
    rows = Article.objects.exclude(stayed, removed_from_source=False).exclude(is_checked, place_seen__isnull=False)
    for article in rows.without_heavy_columns().in_document_order():
        yield WorkItem(article.document_id, str(article), _became(article), change_page(article), article.title)


def _became(article: Article) -> str:
    if article.removed_from_source:
        return "新版来源里已没有；编辑处理过的都留着"
    _, was, *again = article.path.split("_")
    return f"新增，在第 {article.ordinal} 位" if again else f"原在第 {was} 位，现在第 {article.ordinal} 位"


# --- upkeep ----------------------------------------------------------------------------------------------------------


def _ending() -> QuerySet:
    rows = overdue.ending_terms().for_description().with_work_order()
    return rows.annotate(of_document=F("article__document"))


def _end(row: Derived) -> WorkItem:
    found = _fact(row, change_page(row.article))
    return replace(found, text=f"{row.end_on:%Y-%m-%d} 到期：{found.text}")


def _stale() -> QuerySet:
    rows = overdue.stale_documents().without_heavy_columns()
    return rows.annotate(of_document=F("pk"), at_document=Cast("is_notice", IntegerField()))


def _stale_document(row: Document) -> WorkItem:
    text = f"{row.get_validity_display()}，{row.validity_checked_on:%Y-%m-%d} 核对"
    return WorkItem(row.pk, str(row), text, change_page(row), row.title)


def _superseding() -> Iterator[WorkItem]:
    for found in overdue.superseding():
        row, later = found.citation, found.citation.by
        values = {"kind": found.kind, "later": later, "earlier": row.document_id, "evidence": found.sentence}
        about = _fact(row, reverse("admin:policies_relation_add", query=values))
        yield replace(about, text=f"{found.kind.label} {row.document}？")


def _waiting() -> QuerySet:
    return overdue.waiting_reports().annotate(of_document=F("article__document"))


WORK_KINDS: tuple[WorkKind, ...] = (
    RowKind(
        name="publication",
        label="没有公布的文件",
        todo="提请审核，审核公布或退回。",
        rows=_unpublished,
        item=_on_its_way,
        columns=("state", "at_document", "position", "id"),
    ),
    MadeKind(name="conflicts", label="重新导入的冲突", todo="保留原处理、采用新的，或修改。", items=_conflicts),
    MadeKind(
        name="structure",
        label="失去位置的篇章标记",
        todo="在文件的篇章页里重新标出，再把旧的撤回。",
        items=_structure,
    ),
    RowKind(
        name="reports",
        label="读者报错",
        todo="核对后选“已更正”或“核对无误”。",
        rows=_reports,
        item=_report,
        columns=("id",),
        by_revision=False,
    ),
    RowKind(
        name="left-over",
        label="未识别的文字",
        todo="看过后勾选“已核对”。",
        rows=_left_over,
        item=lambda row: WorkItem(row.document_id, str(row.document or row.source.title), row.text, change_page(row)),
        columns=("source_id", "offset", "id"),
    ),
    MadeKind(name="checks", label="对不上的自述数目", todo="查明后勾选“已核对”，写明原因。", items=_checks),
    MadeKind(
        name="head",
        label="文件头不全或存疑",
        todo=f"照原件填写；{_AS_PRINTED}",
        items=partial(_noticed, "title", "number", "date", "issuer", "known_issuer"),
    ),
    MadeKind(
        name="numbering",
        label="编号不连续",
        todo=f"对照原件；分条分错的，改分条；{_AS_PRINTED}",
        items=partial(_noticed, "numbering"),
    ),
    MadeKind(
        name="offices",
        label="没有责任单位的条文",
        todo=f"补上责任；{_AS_PRINTED}",
        items=partial(_noticed, "offices", "bare"),
    ),
    MadeKind(
        name="reading",
        label="需人工核对的文件",
        todo=f"对照原件核对全文；{_AS_PRINTED}",
        items=partial(_noticed, "reading"),
    ),
    RowKind(
        name="corrections",
        label="存疑的勘误",
        todo="有依据的改为“确定”，不成立的撤回。",
        rows=_corrections,
        item=_correction,
        columns=("at_document", "at_article", "id"),
    ),
    MadeKind(name="units", label="未核实的单位", todo="核对后勾选“已核实”，或并入已有的单位。", items=_units),
    MadeKind(
        name="unread",
        label="责任标注中没有读懂的文字",
        todo="是单位的，添上责任；不是的，确认该条的责任即可。",
        items=_unread,
    ),
    _of_doubt("figures", "用途未定的金额"),
    _of_doubt("examples", "币种不符的举例"),
    _of_doubt("citations", "未解析的引用"),
    RowKind(
        name="validity",
        label="有效性未核实的文件",
        todo="查明后填写有效性、核实日期和依据。",
        rows=_unverified,
        item=_document,
        columns=("at_document", "position", "id"),
    ),
    RowKind(
        name="ending",
        label="快到期的政策",
        todo=f"{overdue.ENDS_WITHIN.days} 天内到期。查明有没有延续，在条文或文件上填写有效性和核实日期。",
        rows=_ending,
        item=_end,
        by_revision=False,
    ),
    RowKind(
        name="stale",
        label="有效性久未核对的文件",
        todo="一年没有核对过了。再查一次，更新核实日期。",
        rows=_stale,
        item=_stale_document,
        columns=("at_document", "position", "id"),
        by_revision=False,
    ),
    MadeKind(
        name="superseding",
        label="可能被新文件废止的文件",
        todo="后文件的原话在右边。属实的，保存文件关系，并写明前文件的有效性；不是的，否定那一处引用。",
        items=_superseding,
    ),
    RowKind(
        name="waiting-reports",
        label="读者等了一周的报错",
        todo="核对后选“已更正”或“核对无误”。",
        rows=_waiting,
        item=_report,
        columns=("id",),
        by_revision=False,
    ),
    MadeKind(name="places", label="位置变了或已无的条文", todo="看过后打开那一条，按“位置已看过”。", items=_moved),
)
BY_NAME = {kind.name: kind for kind in WORK_KINDS}
