"""The report of an import, as lines: what :class:`policies.quality.Audit` knows, and what the import wrote."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q

from importers.load import versions
from importers.pipeline import Outcome
from policies.models import Document, Passage, Responsibility, Source
from policies.quality import Audit, Check, DocumentAudit

# Of one kind of doubt the first lines tell enough: pairs that differ are thousands in a base of two hundred documents.
MOST = 50


def keep(outcome: Outcome) -> list[str]:
    """The report of an import, kept with its run where it has one."""
    report = lines(outcome)
    if outcome.run:
        outcome.run.report = "\n".join(report)
        outcome.run.save(update_fields=["report"])
    return report


def lines(outcome: Outcome) -> list[str]:
    """The report; the last line says what the import did."""
    audit = Audit(unpublished=True)
    concerned = sorted({document.pk for document in outcome.documents})
    found = [line for each in audit.documents() if each.document.pk in concerned for line in _document(each)]
    return [
        *found,
        *_versions_of_old(concerned),
        *_readings(concerned),
        *_doubts(audit, concerned),
        done(outcome),
    ]


def _readings(documents: Iterable[int]) -> Iterable[str]:
    """Yield what the files' readers were not sure of: a picture that was not read, a running head that was left out."""
    sources = Source.objects.filter(Q(documents__in=documents) | Q(witnessed__in=documents)).distinct()
    for source in sources.without_heavy_columns().order_by("name", "id"):
        for _, _, reason in source.doubts:
            yield f"原件（{source}）：{reason}"


def _document(audit: DocumentAudit) -> Iterable[str]:
    document = audit.document
    yield f"{document.number or document.title}　{document.title}"
    yield f"  条文 {audit.articles}{_remarks(audit)}"
    yield "  " + "　".join(f"{name} {count}" for name, count in audit.facts.items())
    yield from _version(document)
    yield from _term(document)
    yield from _from_file(document)
    yield from _coverage(audit)
    for gap in audit.gaps:
        yield f"  编号：第{gap.expected}条处印作“{gap.printed}”，按次序应为 {gap.expected}"
    for check in audit.shares:
        yield f"  {_share(check)}"


def _version(document: Document) -> Iterable[str]:
    """Yield that a text is a version of another document, or that a person has to say so."""
    if document.version_of and versions.is_sure(document):
        yield f"  版本：{document.source} 是 {document.version_of} 在 {document.version_on} 的版本，公布后代替现行文本"
    elif document.version_of:
        yield (
            f"  说不准：{document.source} 与 {document.version_of} 同文号或同标题，文字有出入，说不准是哪一种。"
            "请编辑说明是新的版本、另一份文本，还是另一个文件；在此之前读者看不到"
        )


def _versions_of_old(documents: Sequence[int]) -> Iterator[str]:
    """Yield which texts that were given are versions of old, and which a later one made so, with their addresses."""
    past = Document.objects.filter(Q(pk__in=documents) | Q(version_of__in=documents), state=Document.State.SUPERSEDED)
    for each in past.select_related("version_of").order_by("version_of", "version_on", "id"):
        yield f"旧版本：{each.version_of} 在 {each.version_on} 的文本，读者可在 {each.get_absolute_url()} 查看"


def _term(document: Document) -> Iterable[str]:
    """Yield from when to when a document says that it holds."""
    if document.holds_words:
        until = document.holds_until or "未写明"
        yield f"  施行：{document.holds_from or '未知'} 至 {until}（{document.holds_words}）"


def _from_file(document: Document) -> Iterable[str]:
    """Yield what of its head only the file says, beside the text."""
    for words in document.told_by_file.values():
        yield f"  正文未印，据原件自带的说明：{words}"


def _coverage(audit: DocumentAudit) -> Iterable[str]:
    """Yield how much of the text was read, what was not, and whether a person should look."""
    coverage = audit.coverage
    yield "  文字：" + "　".join(f"{name} {share:.0%}" for name, share in coverage.shares.items())
    if coverage.lost:
        yield "  未读出：" + "　".join(f"{name} {count}" for name, count in coverage.lost.items())
    if coverage.reasons:
        withheld = (
            ""
            if audit.document.is_public
            else f"。现为{audit.document.get_state_display()}，编辑核对公布之前读者看不到"
        )
        yield f"  需人工核对：{'，'.join(coverage.reasons)}{withheld}"


def _remarks(audit: DocumentAudit) -> str:
    if audit.whole is None:
        return "（未说明条数）"
    verdict = "相符" if audit.whole.holds else f"不符：{audit.explanation}"
    return f"，说明称 {audit.whole.declared.count} {audit.whole.declared.what}，{verdict}"


def _share(check: Check) -> str:
    """A unit's declared count beside ours, and by what it was checked."""
    declared = check.declared
    name = f"{declared.unit}：{declared.label or '合计'} 说明称 {declared.count} {declared.what}"
    return f"{name}，本库 {check.ours}，{'相符' if check.holds else '不符'}（{declared.basis}）"


def _doubts(audit: Audit, concerned: Sequence[int]) -> Iterable[str]:
    """Yield what is in doubt of the documents concerned; what two of a pair differ in, where one of them is."""
    of_document = Q(document__in=concerned)
    passages = audit.left_over().filter(of_document | Q(source__documents__in=concerned)).distinct()
    yield from _first(f"未识别（{_where(passage)}）：{passage.text[:40]}" for passage in passages)
    mentions = audit.unresolved().filter(Q(article__document__in=concerned) | Q(passage__document__in=concerned))
    yield f"未能对应到库内文件的引用 {mentions.count()} 处"
    yield _units(audit, concerned)
    differences = [each for each in audit.differences() if each.article.document_id in concerned]
    yield from _first(
        f"两种文本不同：{each.article} …{each.before}[{each.ours}|{each.theirs}]{each.after}…" for each in differences
    )
    unmatched = [each for each in audit.unmatched() if each.document.pk in concerned]
    yield from _first(f"两种文本不同：{each.document} {each}" for each in unmatched)
    pairs = audit.conflicts().filter(Q(a__article__document__in=concerned) | Q(b__article__document__in=concerned))
    yield from _first(f"平行条款数字不一致：{pair.a.article} 与 {pair.b.article}" for pair in pairs)
    corrections = list(audit.corrections().filter(article__document__in=concerned))
    certain = sum(each.is_certain for each in corrections)
    yield f"勘误 {certain} 处，存疑 {len(corrections) - certain} 处"
    unread = audit.unread().filter(of_document)
    yield from _first(f"责任标注中没有读懂的文字（{article}）：{'、'.join(article.unread)}" for article in unread)
    yield f"用途未定的金额 {audit.figures_without_role().filter(article__document__in=concerned).count()} 处"
    yield f"原文已变、待编辑处理的事实 {audit.orphaned()} 条"


def _first(lines: Iterable[str]) -> Iterator[str]:
    """Yield the first of the lines of a kind, and how many more there are."""
    lines = list(lines)
    yield from lines[:MOST]
    if len(lines) > MOST:
        yield f"  同样的另有 {len(lines) - MOST} 处"


def _units(audit: Audit, concerned: Sequence[int]) -> str:
    named = Responsibility.objects.present().filter(article__document__in=concerned).values("unit")
    units = list(audit.unknown_units().filter(pk__in=named))
    more = "　……" if len(units) > MOST else ""
    return f"未核实的单位 {len(units)} 个{''.join(f'　{unit.name}（{unit.uses}）' for unit in units[:MOST])}{more}"


def _where(passage: Passage) -> str:
    """The document, or the source where that is another's: a witness, or a compilation."""
    document = passage.document
    return str(document if document and document.source_id == passage.source_id else passage.source)


def done(outcome: Outcome) -> str:
    """Return what the import did, in one line."""
    documents = [each for each in outcome.documents if not each.is_notice]
    total = sum(each.articles.present().count() for each in documents)
    reconciler = outcome.reconciler
    counts = f"新增 {reconciler.created} 行、更新 {reconciler.updated} 行、删除 {reconciler.deleted} 行"
    return f"完成：{len(documents)} 个文件，{total} 条；{counts if reconciler.changed else '没有变化，未写入'}。"
