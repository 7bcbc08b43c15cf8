"""The desk's first page, and the list of one kind of work."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, IntegerField, Model, Q
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from policies.models import DERIVED, Document
from policies.models.derived import Derived
from portal.editing import assigning, doubts, notes
from portal.editing.assigning import AssignForm
from portal.editing.history_text import name_of
from portal.editing.key_pages import KeyPage, key_page
from portal.editing.selection import RowSelection
from portal.editing.views.acts import with_undo
from portal.editing.views.queue import Queue
from portal.editing.work_kinds import Counts, WorkKind
from portal.editing.worklist import BY_NAME, WORK_KINDS

# How many documents the first page lists.
DOCUMENTS = 20


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One kind with its number of items."""

    kind: WorkKind
    total: int

    @property
    def address(self) -> str:
        """Its list."""
        return reverse("admin:work", args=[self.kind.name])


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document: what is to be done in it, kind by kind, and how many of its facts people have looked at."""

    document: Document
    cells: list[tuple[WorkKind, str, int]]
    facts: int
    decided: int

    @property
    def total(self) -> int:
        """All that is to be done in it."""
        return sum(count for _, _, count in self.cells)

    @property
    def percent(self) -> int:
        """Return how many in a hundred of its facts people have looked at."""
        return 100 * self.decided // self.facts if self.facts else 100


class Worklist:
    """The tables on the first page of the desk; ``params`` is what the address says of the page of documents."""

    def __init__(self, params: Mapping[str, str]):
        self._params = params

    @cached_property
    def _counts(self) -> list[tuple[WorkKind, Counts]]:
        return [(kind, kind.counts()) for kind in WORK_KINDS]

    @cached_property
    def lines(self) -> list[WorkRow]:
        """The kinds."""
        return [WorkRow(kind, sum(counts.values())) for kind, counts in self._counts]

    @property
    def total(self) -> int:
        """All that is to be done."""
        return sum(line.total for line in self.lines)

    @cached_property
    def documents(self) -> KeyPage:
        """Some documents, in order."""
        rows = (
            Document.objects.present().without_heavy_columns().annotate(at_document=Cast("is_notice", IntegerField()))
        )
        page = key_page(rows, ("at_document", "position", "id"), self._params, DOCUMENTS)
        facts, decided = _progress([row.pk for row in page.rows])
        shown = [DocumentRow(row, self._cells(row), facts[row.pk], decided[row.pk]) for row in page.rows]
        return KeyPage(shown, page.previous, page.following)

    def _cells(self, document: Document) -> list[tuple[WorkKind, str, int]]:
        return [
            (kind, reverse("admin:work", args=[kind.name], query={"document": document.slug}), count)
            for kind, counts in self._counts
            if (count := counts.get(document.pk, 0))
        ]


def _progress(documents: list[int]) -> tuple[Counter[int], Counter[int]]:
    """Return how many facts each document has, and how many of these people have decided on."""
    facts: Counter[int] = Counter()
    decided: Counter[int] = Counter()
    human = Count("pk", filter=~Q(status=Derived.Status.EXTRACTED))
    first, *others = (
        model.objects.active()
        .filter(article__document__in=documents)
        .order_by()
        .values_list("article__document")
        .annotate(facts=Count("pk"), human=human)
        for model in DERIVED
    )
    for key, count, done in first.union(*others, all=True):
        facts[key] += count
        decided[key] += done
    return facts, decided


def work(request: HttpRequest, name: str, context: dict) -> HttpResponse:
    """The items of one kind, of one document where the address names it; ``-`` asks for those of none."""
    kind = BY_NAME.get(name)
    if kind is None:
        raise Http404("没有这类待办。")
    slug = request.GET.get("document", "")
    document = Document.objects.filter(slug=slug).first() if slug else None
    key = document.pk if document else None if slug in ("", "-") else -1
    counts = kind.counts()
    context |= {"title": kind.label, "kind": kind, "document": document, "slug": slug}
    context |= {"total": counts.get(key, 0) if slug else sum(counts.values())}
    form = AssignForm(request.POST or None)
    if request.method == "POST" and (given := _given(request, form, kind)):
        return given
    page = kind.page(key, bool(slug), request.GET.dict())
    context |= {"page": page, "rows": notes.beside(page.rows), "ways": _ways(name, slug)}
    context |= {"assigning": form if request.user.has_perm("policies.add_note") else None}
    context |= {"chosen": request.POST.getlist("chosen")}
    context["back"] = urlencode({"back": name} | ({"document": slug} if slug else {}))
    return render(request, "admin/desk/work.html", context)


def _given(request: HttpRequest, form: AssignForm, kind: WorkKind) -> HttpResponse | None:
    """Give the chosen items to somebody; None where something is missing."""
    if not request.user.has_perm("policies.add_note"):
        raise PermissionDenied
    found = assigning.records(request.POST.getlist("chosen"))
    if not found:
        messages.error(request, "没有交办：请先勾选要交办的。")
    if not found or not form.is_valid():
        return None
    person, text = form.cleaned_data["assignee"], form.cleaned_data["text"] or kind.label
    act = assigning.give(found, person, form.cleaned_data["due_on"], text, request.user)
    messages.success(request, with_undo(f"已交给{name_of(person)}：{len(found)} 项。", act))
    return redirect(request.get_full_path())


def _ways(name: str, document: str) -> list[tuple[str, str]]:
    """The other ways through doubts about facts: one after the other, or many at once."""
    doubt = doubts.BY_NAME.get(name)
    if doubt is None:
        return []
    (model,) = doubt.models
    selection = RowSelection(model, doubt=name, document=document)
    listed = reverse(f"admin:policies_{model._meta.model_name}_changelist")
    return [("逐条核对", Queue(selection).address()), ("成批处理", f"{listed}?{selection.query}")]


def back(request: HttpRequest, row: Model) -> HttpResponse | None:
    """Return the way back to where a record was opened, as its address names it (?back=citations); None without.

    Of what was saved and is still to be settled it says so.
    """
    name, document = (request.GET.get(each, "") for each in ("back", "document"))
    if name == "article" and getattr(row, "article", None):
        return redirect("admin:policies_article_change", row.article.pk)
    if name == "queue" and isinstance(row, Derived):
        return redirect(Queue(RowSelection.from_params(type(row), request.GET.dict())).address(after=row.pk))
    if name not in BY_NAME:
        return None
    if BY_NAME[name].has(row):
        messages.warning(request, f"已保存，但这一项还没有处理完，仍在待办里。{BY_NAME[name].todo}")
    return redirect(reverse("admin:work", args=[name], query={"document": document} if document else None))
