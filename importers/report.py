"""The report of an import: for each document what it declares and what was found, and every doubt."""

from collections.abc import Iterable

from django.db.models import Count

from importers import checks, compilation
from importers.pipeline import Outcome
from policies.models import (
    Amount,
    Article,
    Citation,
    Deadline,
    Declared,
    Document,
    Passage,
    Responsibility,
    Target,
    TermUse,
    Unit,
)

_KINDS = {
    "责任": Responsibility,
    "金额": Amount,
    "时限": Deadline,
    "目标": Target,
    "标引": TermUse,
    "引用": Citation,
}


def lines(outcome: Outcome) -> list[str]:
    """The report, line by line; the last line says what the import did."""
    found = []
    for document in sorted(outcome.documents, key=lambda each: (each.is_notice, each.position)):
        found += _document(document)
    found += _doubts()
    return [*found, _done(outcome)]


def _document(document: Document) -> Iterable[str]:
    articles = document.articles.count()
    yield f"{document.number or document.title}　{document.title}"
    yield f"  条文 {articles}{_said(document, articles)}"
    yield "  " + "　".join(f"{name} {_count(model, document)}" for name, model in _KINDS.items())
    for gap in _gaps(document):
        yield f"  编号：{gap.path} 印作“{gap.printed}”，按次序应为 {gap.expected}"
    for declared in document.declared.exclude(unit=None).select_related("unit", "section"):
        yield f"  {_share(declared)}"
    for passage in document.passages.filter(kind=Passage.Kind.LEFT_OVER):
        yield f"  未识别：{passage.text[:40]}"


def _count(model, document: Document) -> int:
    return model.objects.live().filter(article__document=document).count()


def _said(document: Document, articles: int) -> str:
    declared = document.declared.of_document().first()
    if declared is None:
        return "（汇编未说明条数）" if document.collection_id and not document.is_notice else ""
    return f"，说明称 {declared.count} {declared.what}，{'相符' if declared.count == articles else '不符'}"


def _share(declared: Declared) -> str:
    """A unit's declared count beside ours, and by what it was checked."""
    name = f"{declared.unit}：{declared.label or '合计'} 说明称 {declared.count} {declared.what}"
    return f"{name}，本库 {declared.ours}，{'相符' if declared.holds else '不符'}（{declared.basis}）"


def _gaps(document: Document) -> list[checks.Gap]:
    parsed = compilation.parse(document.source.text)
    return next(
        checks.gaps(each.outline) for each in parsed.documents if str(each.header.number or "") == document.number
    )


def _doubts() -> Iterable[str]:
    left = Passage.objects.filter(kind=Passage.Kind.LEFT_OVER)
    for passage in left.filter(document=None).select_related("source"):
        yield f"未识别（{passage.source.name}）：{passage.text[:40]}"
    unresolved = Citation.objects.live().filter(document=None).count()
    yield f"未能对应到库内文件的引用 {unresolved} 处"
    unknown = Unit.objects.filter(verified=False).annotate(uses=Count("responsibilities"))
    yield f"未核实的单位 {len(unknown)} 个" + "".join(f"　{unit.name}（{unit.uses}）" for unit in unknown)
    unmet = sum(model.objects.filter(unmet=True).count() for model in _KINDS.values())
    yield f"原文已变、待编辑处理的事实 {unmet} 条"


def _done(outcome: Outcome) -> str:
    total = Article.objects.filter(document__in=outcome.documents, document__is_notice=False).count()
    documents = sum(not each.is_notice for each in outcome.documents)
    sync = outcome.sync
    wrote = (
        f"新增 {sync.created} 行、更新 {sync.updated} 行、删除 {sync.deleted} 行"
        if sync.changed
        else "没有变化，未写入"
    )
    return f"完成：{documents} 个文件，{total} 条；{wrote}。"
