"""The page of a document's publication: its state, the checks before, the steps that lead on, and what was done."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date

from policies.models import Document
from portal.editing import checks, imports, notes, publication, upkeep
from portal.editing.acts import behind_the_lock
from portal.editing.history_text import name_of

# What the history of a document tells at once.
SHOWN = 20


@behind_the_lock
def page(request: HttpRequest, pk: int, context: dict) -> HttpResponse:
    """The page; a post takes a step, or says why a check may stay as it is."""
    document = get_object_or_404(Document.objects.select_related("source", "version_of"), pk=pk)
    if not request.user.has_perm(publication.PROPOSE):
        raise PermissionDenied
    if request.method == "POST":
        return _posted(request, document)
    results = checks.results(document)
    shown = {
        "title": f"公布：{document.name}",
        "document": document,
        "results": results,
        "held_back": sum(each.holds_back for each in results),
        "offers": publication.offers(document, request.user),
        "articles": document.articles.present().select_related("section").order_by("ordinal", "id"),
        "may_remove": request.user.has_perm(publication.PUBLISH) and not document.is_public,
        "settlements": publication.SETTLEMENTS
        if document.version_of and document.state == document.State.DRAFT
        else {},
        "waiting": document.versions.exclude(state=document.State.SUPERSEDED),
        "tomorrow": timezone.localdate() + timedelta(days=1),
        "notes": notes.about(document),
        "sent_back": publication.sent_back(document),
        "note_address": notes.add_page(notes.key_of(document)),
        "acts": [
            (each, name_of(each.user)) for each in document.acts.select_related("user").without_heavy_columns()[:SHOWN]
        ],
    }
    return render(request, "admin/desk/publication.html", context | shown)


def _posted(request: HttpRequest, document: Document) -> HttpResponse:
    if "remove" in request.POST:
        return _removed(request, document)
    try:
        message, shown = _done(request, document)
        messages.success(request, message)
    except publication.PublicationError as error:
        messages.error(request, str(error))
        shown = document.pk
    return redirect("admin:publication", shown)


def _done(request: HttpRequest, document: Document) -> tuple[str, int]:
    """Return what was done, in words, and the number of the document that shows it."""
    note = " ".join(request.POST.get("note", "").split())[:200]
    if name := request.POST.get("waive"):
        publication.waive(document, name, note, request.user)
        return "已记下理由。", document.pk
    if "undated" in request.POST:
        return _for_a_day(request, document, "", note)
    if name := request.POST.get("settle"):
        return "已处理。", publication.resolve(document, name, request.user).pk
    step = publication.STEPS_BY_NAME.get(request.POST.get("step", ""))
    if step is None or request.POST.get("state") != document.state:
        raise publication.PublicationError(f"没有处理：文件现在是“{document.get_state_display()}”，请看过再处理。")
    if on := request.POST.get("on", "") if step.name == "publish" else "":
        return _for_a_day(request, document, on, note)
    act = publication.take(document, step, request.user, note)
    shown = act.document or document
    return f"已{step.label}：文件现在是“{shown.get_state_display()}”。", shown.pk


def _for_a_day(request: HttpRequest, document: Document, on: str, note: str) -> tuple[str, int]:
    """Set the day on which a document is published, or take it back; as :func:`_done`."""
    if not request.user.has_perm(publication.PUBLISH):
        raise PermissionDenied
    day = parse_date(on) if on else None
    if on and day is None:
        raise publication.PublicationError("没有记下：看不懂这个日期，请写成 2026-12-01 这样。")
    upkeep.set_day(document, day, request.user, note)
    return (f"已定于 {day} 公布，在那之前读者看不到。" if day else "不再定期公布。"), document.pk


def _removed(request: HttpRequest, document: Document) -> HttpResponse:
    if not request.user.has_perm(publication.PUBLISH):
        raise PermissionDenied
    note = " ".join(request.POST.get("note", "").split())[:200]
    if not note or document.is_public or request.POST["remove"] != document.state:
        messages.error(request, "没有移除：要写明理由；公开的文件先撤回，再移除。")
        return redirect("admin:publication", document.pk)
    act = imports.remove(document, request.user, note)
    messages.success(request, f"已移除，留存到 {act.kept_until}，在此之前可以恢复。")
    return redirect("admin:act", act.pk)
