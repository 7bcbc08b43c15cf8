"""The conflicts page: what a person decided and what the new text says, side by side, and the ways on."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from policies.models import DERIVED
from policies.models.derived import Derived
from policies.presentation.facts import describe, place_in_words
from policies.text.diff import pair
from portal.editing import conflicts
from portal.editing.acts import behind_the_lock, doing
from portal.editing.baseline import write_baseline
from portal.editing.conflicts import Conflict
from portal.editing.history_text import decided
from portal.editing.views.acts import with_undo

MODELS = {model._meta.model_name: model for model in DERIVED}


@behind_the_lock
def conflict(request: HttpRequest, model: str, pk: int, context: dict) -> HttpResponse:
    """One conflict. What has been settled meanwhile, also by somebody else, leads back to the list."""
    row = derived_row(model, pk)
    if not request.user.has_perm(f"policies.change_{model}"):
        raise PermissionDenied
    if not type(row).objects.in_conflict().filter(pk=pk).exists():
        messages.info(request, "这一条已经处理过了。")
        return redirect("admin:work", "conflicts")
    found = conflicts.find(row)
    if request.method == "POST":
        return _resolve(request, found)
    return render(request, "admin/desk/conflict.html", context | _shown(found))


def derived_row(model: str, pk: int) -> Derived:
    """Return the row that an address names, of a kind that people decide about."""
    if model not in MODELS:
        raise Http404("没有这类事实。")
    row = MODELS[model].objects.filter(pk=pk).first()
    if row is None:
        raise Http404("没有这条事实。")
    return row


def _resolve(request: HttpRequest, found: Conflict) -> HttpResponse:
    act, label, message = _ACTS.get(request.POST.get("act"), (None, "", ""))
    if act is None:
        messages.error(request, "请选“保留原处理”或“采用新的”。")
        return redirect(request.path)
    if request.POST.get("seen") != conflicts.state_of(found):
        messages.error(request, "没有处理：您打开之后，这一条又变了。请看过现在的再处理。")
        return redirect(request.path)
    with doing(request.user, f"{label}：{found.row}", is_one=True) as done:
        write_baseline(found.row)
        found.row._change_reason = label
        is_resolved = act(found) is not False
        if not is_resolved:
            transaction.set_rollback(True)
    if not is_resolved:
        messages.error(
            request, "新版原文里没有它的位置：没有相近的文字，或那里已有人处理过。请移到别的条文，或采用新的。"
        )
        return redirect(request.path)
    messages.success(request, with_undo(message, done))
    return redirect("admin:work", "conflicts")


_ACTS: dict[str, tuple[Callable[[Conflict], object], str, str]] = {
    "keep": (conflicts.keep, "冲突：保留原处理", "已保留原处理。"),
    "take": (conflicts.take, "冲突：采用新的", "已采用新版原文的。"),
}


_MOVED = "处理之后，新导入的来源改了这里的文字。"
_READ_ANEW = "处理之后，文字没有变，读出的不同了：有了勘误，或规则、词表改了。"


def move_address(row: Derived, to: conflicts.CurrentSentence | None = None) -> str:
    """Return the address of the page that moves a row, to these words where some are proposed; '' where none can be."""
    if row.article is None or row.is_inherited:
        return ""
    place = reverse("admin:move", args=[row._meta.model_name, row.pk])
    if to is None:
        return place
    start, end = conflicts.words_in(row, to)
    return f"{place}?{urlencode({'article': to.place.pk, 'quote': to.place.text[start:end]})}"


def _shown(found: Conflict) -> dict:
    row = found.row
    now = found.now.text if found.now else ""
    rival = found.rival or (conflicts.as_read(row) if found.extracted else None)
    return {
        "title": f"冲突：{row._meta.verbose_name}“{row.quote}”",
        "row": row,
        "about": place_in_words(row),
        "pair": pair(found.then, now),
        "now": found.now,
        "elsewhere": found.elsewhere,
        "move": move_address(row, found.elsewhere),
        "cause": _MOVED if now != found.then else _READ_ANEW,
        "seen": conflicts.state_of(found),
        "mine": describe(row),
        "theirs": describe(rival) if rival else "",
        "their_quote": rival.quote if rival else "",
        "edit": reverse(f"admin:policies_{row._meta.model_name}_change", args=[row.pk], query={"back": "conflicts"}),
        "decided": decided(row),
    }
