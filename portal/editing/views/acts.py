"""Acts on many rows: the question before, the list of it, and the page that takes it back."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from policies.models import Act, Note
from portal.editing import acts, imports, undoing
from portal.editing.acts import RowVersions
from portal.editing.admin.pages import key_list
from portal.editing.history_text import name_of, version, who
from portal.editing.publication import may_take_back

# Of many rows the first ones tell enough.
SHOWN = 50
TITLE = "导入、公布和批量处理"


def with_undo(message: str, act: Act) -> SafeString:
    """Return a message with the way to take back what it tells of."""
    return format_html('{} <a href="{}">撤销…</a>', message, reverse("admin:act", args=[act.pk]))


def listed(request: HttpRequest, context: dict) -> HttpResponse:
    """All acts, the last one first."""
    found = Act.objects.select_related("user", "undone_by").without_heavy_columns()
    page = key_list(found, request.GET.dict(), SHOWN)
    rows = [(each, name_of(each.user), name_of(each.undone_by)) for each in page.rows]
    return render(request, "admin/desk/acts.html", context | {"title": TITLE, "page": page, "rows": rows})


def act(request: HttpRequest, pk: int, context: dict) -> HttpResponse:
    """One act: what it did to which rows, and the question whether to take it back."""
    found = get_object_or_404(Act.objects.select_related("user", "undone_by"), pk=pk)
    rows = acts.versions(found)
    if request.method == "POST":
        return _back(request, found) if found.brings_documents or found.kept else _undo(request, found, rows)
    shown = {
        "title": str(found),
        "act": found,
        "by": name_of(found.user),
        "effects": imports.effects(found),
        "since": imports.work_since(found) if found.effects and not found.undone_at else [],
        "undone_by": name_of(found.undone_by),
        "may_take_back": may_take_back(found, request.user),
        "count": len(rows),
        "kinds": Counter(str(each.model._meta.verbose_name) for each in rows).items(),
        "others": [(_described(each), who(each.latest)) for each in rows if not each.is_free][:SHOWN],
        "others_count": sum(not each.is_free for each in rows),
        "rows": [(_described(each), version(each.after, each.before)) for each in rows[:SHOWN]],
    }
    return render(request, "admin/desk/act.html", context | shown)


@acts.behind_the_lock
def _back(request: HttpRequest, found: Act) -> HttpResponse:
    """Take an import back, or have back what was removed."""
    if not may_take_back(found, request.user):
        raise PermissionDenied
    try:
        if "restore" in request.POST:
            documents = imports.have_back(found, request.user)
            message = "已撤销，换回了原来的" if found.effects else "已恢复"
            messages.success(request, f"{message}：{'、'.join(dict.fromkeys(each.name for each in documents))}。")
        else:
            undoing = imports.undo(found, request.user)
            days = f"移除的文件留存到 {undoing.kept_until}，在此之前可以恢复。" if undoing.kept else ""
            messages.success(request, f"已撤销。{days}")
            return redirect("admin:act", undoing.pk)
    except acts.UndoError as error:
        messages.error(request, str(error))
    return redirect("admin:act", found.pk)


def _described(each: RowVersions) -> str:
    words = each.after.place if isinstance(each.after.instance, Note) else each.after.quote
    return f"{each.model._meta.verbose_name}“{words[:60]}”"


def _undo(request: HttpRequest, found: Act, rows: list[RowVersions]) -> HttpResponse:
    if not all(request.user.has_perm(f"policies.change_{model._meta.model_name}") for model in {r.model for r in rows}):
        raise PermissionDenied
    try:
        count = undoing.undo(found, request.user, rest="rest" in request.POST)
    except acts.UndoError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"已撤销：{count} 条恢复为处理之前的样子。")
    return redirect("admin:act", found.pk)
