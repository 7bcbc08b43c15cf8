"""Units: the list, what one has to do, the same as a task list, and with whom."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from policies.asking import offices
from policies.models import Unit
from portal.website.pages.parts.pagination import paged
from portal.website.pages.parts.unit_queries import documents_of, shared_articles
from portal.website.pages.tasks import COLUMNS_OF_UNIT, ON_PAGE, TaskList, task_table, tasks_of
from portal.website.pages.unit import UnitList, UnitPage, UnitSubject, shared
from portal.website.query_params import reads
from portal.website.tables import as_file

# So many documents of a unit stand on a page, parts of its task list, articles of two; units of a kind, or of a name.
DOCUMENTS, PARTS, SHARED, OF_A_KIND, UNITS = 12, 20, 60, 60, 100


def by_name(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of a unit. Another of its names leads to it; a name of two units asks which one is meant."""

    @wraps(view)
    def named(request: HttpRequest, name: str, **rest) -> HttpResponse:
        found = offices.named(name)[name]
        if not found:
            raise Http404(name)
        if len(found) > 1:
            return render(request, "website/unit_which.html", {"name": name, "units": found})
        if found[0].address != name:
            moved = redirect(request.resolver_match.url_name, permanent=True, name=found[0].address, **rest)
            moved["Cache-Control"] = "no-cache"  # a browser else keeps it for good, also when a merge is undone
            return moved
        return view(request, found[0], **rest)

    return named


@reads("q", "kind", "page")
def units(request: HttpRequest) -> HttpResponse:
    """All kinds, of each the busiest; or those of one kind, or of a name, page by page."""
    asked = UnitList(request.GET)
    if not asked.is_filtered:
        return render(
            request, "website/units.html", {"asked": asked, "kinds": asked.units.by_kind(), "most": OF_A_KIND}
        )
    context = paged(request, asked.units, UNITS, address=asked.address)
    return render(request, "website/units.html", {"asked": asked} | context)


@reads("page")
@by_name
def unit(request: HttpRequest, found: Unit) -> HttpResponse:
    documents = paged(request, documents_of(found), DOCUMENTS)
    subject = UnitSubject(found, documents["page"].number, documents["missed"])
    page = UnitPage(found, documents["page"], subject)
    return render(request, "website/unit.html", {"unit": found, "page": page, "documents": documents})


@reads("page")
@by_name
def unit_tasks(request: HttpRequest, found: Unit) -> HttpResponse:
    listed = TaskList(found)
    parts = paged(request, listed.parts, PARTS)
    tasks = listed.tasks(parts["page"])
    rows = [
        (task.path.partition("#")[0], task.place == before, [(column.label, column.read(task)) for column in ON_PAGE])
        for before, task in zip([None, *(each.place for each in tasks)], tasks, strict=False)
    ]
    return render(request, "website/unit_tasks.html", {"unit": found, "columns": ON_PAGE, "rows": rows} | parts)


@by_name
def unit_tasks_file(request: HttpRequest, found: Unit, file_format: str) -> HttpResponse:
    page = reverse("unit_tasks", args=[found.address])
    table = task_table(f"{found.name}任务清单", tasks_of(found), COLUMNS_OF_UNIT, address=page)
    return as_file(table, file_format, request.build_absolute_uri("/")[:-1])


@by_name
def unit_with(request: HttpRequest, found: Unit, other: str) -> HttpResponse:
    partner = next(iter(offices.named(other)[other]), None)
    if partner is None:
        raise Http404(other)
    if partner == found:
        return redirect(found)
    if partner.address != other:
        return redirect("unit_with", permanent=True, name=found.address, other=partner.address)
    page = paged(request, shared_articles(found, partner), SHARED)
    parts = shared(found, partner, page["page"])
    return render(request, "website/unit_with.html", {"unit": found, "other": partner, "shared": parts} | page)
