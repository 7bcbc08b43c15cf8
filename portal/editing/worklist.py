"""The work list: every doubt in the base, by kind and document, each with the page on which it is settled.

A new kind of doubt is a new row of ``WORK_KINDS``. Settling an item on its page takes it off the list, since the list
is made anew from the base each time.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import CharField, Model, Q, Value
from django.db.models.functions import Cast, Concat
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from policies.models import (
    Amount,
    Article,
    Citation,
    Correction,
    Document,
    Passage,
    Report,
    StructureMark,
    Unit,
    Validity,
)
from policies.models.derived import Derived
from policies.presentation.facts import describe
from policies.quality import Audit
from portal.editing import conflicts

PAGE = 50


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing to settle: in which document (None where it is of none), where, what, and on which page."""

    document: Document | None
    place: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class WorkKind:
    """A kind of doubt; ``todo`` tells an editor what settles it."""

    name: str
    label: str
    todo: str
    items: Callable[[], Iterable[WorkItem]]


def _change(row: Model) -> str:
    return reverse(f"admin:policies_{row._meta.model_name}_change", args=[row.pk])


def _of(row: Derived, text: str, address: str = "") -> WorkItem:
    document = (row.article or row.passage).document
    place = str(row.article) if row.article else f"{document} {row.passage.get_kind_display()}"
    return WorkItem(document, place, text, address or _change(row))


def _left_over() -> Iterator[WorkItem]:
    rows = Passage.objects.filter(kind=Passage.Kind.LEFT_OVER, reviewed=False).select_related("document", "source")
    for row in rows.order_by("source", "offset", "id"):
        yield WorkItem(row.document, str(row.source), row.text, _change(row))


def _citations() -> Iterator[WorkItem]:
    rows = Citation.objects.doubtful().filter(document=None).order_by("article", "start", "id")
    for row in rows.select_related("article__document", "article__section", "passage__document"):
        yield _of(row, row.quote)


def _units() -> Iterator[WorkItem]:
    for unit in Unit.objects.filter(verified=False, merged_into=None).with_counts().order_by("-articles", "id"):
        yield WorkItem(None, "词表", f"{unit.name}（{unit.articles} 条）", _change(unit))


def _figures() -> Iterator[WorkItem]:
    rows = Amount.objects.doubtful().filter(role=Amount.Role.UNKNOWN).order_by("article", "start", "id")
    for row in rows.select_related("article__document", "article__section", "passage__document"):
        yield _of(row, f"{row.quote}：{describe(row)}")


def _examples() -> Iterator[WorkItem]:
    rows = Amount.objects.doubtful().filter(rule=Amount.DOUBTFUL).order_by("article", "start", "id")
    for row in rows.select_related("article__document", "article__section", "passage__document"):
        yield _of(row, f"举例的“{row.quote}”与所说的币种不同")


def _corrections() -> Iterator[WorkItem]:
    rows = Correction.objects.standing().filter(confidence=Correction.Confidence.PROBABLE)
    for row in rows.select_related("article__document", "article__section"):
        yield WorkItem(row.article.document, str(row.article), f"“{row.quote}”疑应作“{row.reading}”", _change(row))


def _checks() -> Iterator[WorkItem]:
    for audit in Audit().documents():
        for check in filter(None, [audit.whole, *audit.shares]):
            if not check.holds and not check.declared.reviewed:
                text = f"自述“{check.declared}”，本库 {check.ours}"
                yield WorkItem(audit.document, str(audit.document), text, _change(check.declared))


def _conflicts() -> Iterator[WorkItem]:
    for row in conflicts.rows():
        address = reverse("admin:conflict", args=[row._meta.model_name, row.pk])
        yield _of(row, f"{row._meta.verbose_name}“{row.quote}”：{describe(row)}", address)
    for lost in conflicts.misplaced():
        text = f"勘误“{lost}”：印文里已没有“{lost.quote}”"
        yield WorkItem(lost.article.document, str(lost.article), text, _change(lost))


def _structure() -> Iterator[WorkItem]:
    for row in StructureMark.objects.lost().select_related("document").order_by("document", "start", "id"):
        yield WorkItem(row.document, str(row.document), f"{row}：新版来源里已没有这些字", _change(row))


def _reports() -> Iterator[WorkItem]:
    for row in Report.objects.open().select_related("article__document"):
        document = row.article.document if row.article else None
        yield WorkItem(document, row.place, f"{row.get_problem_display()}：{row.text or row.quote}", _change(row))


def _validity() -> Iterator[WorkItem]:
    for row in Document.objects.filter(validity=Validity.UNVERIFIED).listed():
        yield WorkItem(row, str(row), row.title, _change(row))


WORK_KINDS = (
    WorkKind("conflicts", "重新导入的冲突", "保留原处理、采用新的，或修改。", _conflicts),
    WorkKind("structure", "失去位置的篇章标记", "在文件的篇章页里重新标出，再把旧的撤回。", _structure),
    WorkKind("reports", "读者报错", "核对后选“已更正”或“核对无误”。", _reports),
    WorkKind("left-over", "未识别的文字", "看过后勾选“已核对”。", _left_over),
    WorkKind("checks", "对不上的自述数目", "查明后勾选“已核对”，写明原因。", _checks),
    WorkKind("corrections", "存疑的勘误", "有依据的改为“确定”，不成立的撤回。", _corrections),
    WorkKind("units", "未核实的单位", "核对后勾选“已核实”，或并入已有的单位。", _units),
    WorkKind("figures", "用途未定的金额", "选定用途，或确认为未定。", _figures),
    WorkKind("examples", "币种不符的举例", "核对原文；确是照印的，确认即可，有依据的另作勘误。", _examples),
    WorkKind("citations", "未解析的引用", "选定所指文件；本库没有的，确认即可。", _citations),
    WorkKind("validity", "有效性未核实的文件", "查明后填写有效性、核实日期和依据。", _validity),
)


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One kind with its items; ``cells`` are their numbers by document, those of no document last."""

    kind: WorkKind
    total: int
    cells: list[tuple[str, int]]


class Worklist:
    """The table on the first page of the desk."""

    @cached_property
    def documents(self) -> list[Document]:
        """Its columns."""
        return list(Document.objects.listed())

    @cached_property
    def lines(self) -> list[WorkRow]:
        """Its rows."""
        return [self._line(kind) for kind in WORK_KINDS]

    @property
    def total(self) -> int:
        """All that is to be done."""
        return sum(line.total for line in self.lines)

    def _line(self, kind: WorkKind) -> WorkRow:
        counts = Counter(item.document and item.document.pk for item in kind.items())
        address = reverse("admin:work", args=[kind.name])
        cells = [(f"{address}?document={each.slug}", counts[each.pk]) for each in self.documents]
        return WorkRow(kind, counts.total(), [*cells, (f"{address}?document=-", counts[None])])


def back(request: HttpRequest, row: Model) -> HttpResponse | None:
    """Return the way back to where a record was opened, as its address names it (?back=citations); None without."""
    name, document = (request.GET.get(each, "") for each in ("back", "document"))
    if name == "article" and getattr(row, "article", None):
        return redirect("admin:policies_article_change", row.article.pk)
    if name not in {kind.name for kind in WORK_KINDS}:
        return None
    return redirect(reverse("admin:work", args=[name], query={"document": document} if document else None))


def work(request: HttpRequest, name: str, context: dict) -> HttpResponse:
    """The items of one kind, of one document where the address names it; ``-`` asks for those of none."""
    kind = next((each for each in WORK_KINDS if each.name == name), None)
    if kind is None:
        raise Http404("没有这类待办。")
    asked = request.GET.get("document", "")
    items = [each for each in kind.items() if asked in ("", each.document.slug if each.document else "-")]
    document = Document.objects.filter(slug=asked).first() if asked else None
    context |= {"title": kind.label, "kind": kind, "document": document, "asked": asked}
    context["back"] = urlencode({"back": name} | ({"document": asked} if asked else {}))
    context["page"] = Paginator(items, PAGE).get_page(request.GET.get("page"))
    return render(request, "admin/desk/work.html", context)


def moved() -> Iterator[tuple[Article, str]]:
    """Articles that stand elsewhere than when they were first loaded, or nowhere any more; and what became of each.

    One that is still printed with its number is where it was, though others before it are gone.
    """
    stayed = Q()
    for place in ("ordinal", "number"):
        stayed |= Q(path=Concat(Value("art_"), Cast(place, CharField())))
    rows = Article.objects.exclude(stayed, removed_from_source=False).select_related("document", "section")
    for article in rows.order_by("document", "ordinal", "id"):
        yield article, _became(article)


def _became(article: Article) -> str:
    if article.removed_from_source:
        return "新版来源里已没有；编辑处理过的都留着"
    _, was, *again = article.path.split("_")
    return f"新增，在第 {article.ordinal} 位" if again else f"原在第 {was} 位，现在第 {article.ordinal} 位"
