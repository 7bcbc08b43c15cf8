"""A document's structure: its print line by line, buttons that say what a line is, a preview, and the save."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render

from importers.parsing import tables
from policies.models import Document, StructureMark
from portal.editing import draft_recovery
from portal.editing.acts import behind_the_lock
from portal.editing.admin.preview import BACK, CONFIRMED, preview
from portal.editing.dry_run import dry_run, with_moves
from portal.editing.structure import saving
from portal.editing.structure.actions import ACTIONS, ActionError, act, place_of, taken_back
from portal.editing.structure.draft import Draft
from portal.editing.structure.saving import StructureSnapshot
from portal.editing.structure.sheet import Sheet
from portal.editing.views.acts import with_undo

_TAKE_BACK, _COLUMNS, _RESET = "take_back", "columns", "reset"
_LONGEST_REASON = 100
_COLUMN_LABELS = {tables.NUMBER: "序号", tables.TASK: "任务（成条的内容）", "": "不读"}
_MOVED = "还没有保存：您打开之后，{}改过这个文件的篇章。下面是现在的样子，您改的都还在；请看过再保存。"


def structure(request: HttpRequest, pk: int, context: dict) -> HttpResponse:
    """The page of one document."""
    if not request.user.has_perm("policies.view_structuremark"):
        raise PermissionDenied
    if request.method != "POST":
        document = _document(pk)
        returned = draft_recovery.take_draft(request)
        if returned:
            messages.warning(request, draft_recovery.RESTORED)
        return _page(request, Sheet(document, _draft(returned or QueryDict())), context, returned=returned)
    if not request.user.has_perm("policies.change_structuremark"):
        raise PermissionDenied
    if "save" in request.POST and BACK not in request.POST:
        return _saved(request, pk, context)
    sheet = Sheet(_document(pk), _draft(request.POST))
    if BACK in request.POST:
        return _page(request, sheet, context)
    return _act_on(request, sheet, context)


def _document(pk: int) -> Document:
    return get_object_or_404(Document.objects.select_related("source"), pk=pk)


def _draft(data: QueryDict) -> Draft:
    return Draft.read(data.get("said", ""))


def _act_on(request: HttpRequest, sheet: Sheet, context: dict) -> HttpResponse:
    """The page after a button said something of a line, or why it could not."""
    name, table_line = request.POST.get("do", ""), ""
    if _has_moved(request, sheet):
        messages.warning(request, _MOVED.format(saving.last_editor(sheet.document)))
    try:
        if name == _RESET:
            sheet = sheet.with_draft(Draft())
        elif name == _TAKE_BACK:
            sheet = sheet.with_draft(taken_back(sheet, _line(request)))
        elif name == _COLUMNS:
            table_line = str(_line(request))
        else:
            place = place_of(sheet, _line(request), request.POST.get("words", ""), _number(request, "at"))
            level = _number(request, "level") or 1
            sheet = sheet.with_draft(act(name, place, level, request.POST.getlist("column")))
    except ActionError as error:
        messages.error(request, str(error))
    return _page(request, sheet, context, table_line)


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _line(request: HttpRequest) -> int:
    found = _number(request, "line")
    return -1 if found is None else found


@behind_the_lock
def _saved(request: HttpRequest, pk: int, context: dict) -> HttpResponse:
    """The preview, or the page after the save; the page itself where something is missing or others were here."""
    sheet = Sheet(_document(pk), _draft(request.POST))
    reason = request.POST.get("reason", "").strip()
    if refused := _refusal(request, sheet, reason):
        messages.error(request, refused)
        return _page(request, sheet, context)
    if CONFIRMED not in request.POST:
        return _previewed(request, sheet, reason, context)
    done = saving.save(sheet, request.user, reason)
    messages.success(request, with_undo(f"已保存：{sheet.document}改了 {len(sheet.draft.marks)} 处篇章。", done))
    return redirect("admin:structure", sheet.document.pk)


def _has_moved(request: HttpRequest, sheet: Sheet) -> bool:
    return request.POST.get("seen") != saving.state_of(sheet.document)


def _refusal(request: HttpRequest, sheet: Sheet, reason: str) -> str:
    if _has_moved(request, sheet):
        return _MOVED.format(saving.last_editor(sheet.document))
    if not sheet.draft:
        return "没有保存：还没有改过。请先选一行，再按它是什么。"
    if not reason:
        return "没有保存：请写理由。"
    if len(reason) > _LONGEST_REASON:
        return f"没有保存：理由最多 {_LONGEST_REASON} 字，这里有 {len(reason)} 字。"
    if not sheet.parsed.outline.articles:
        return "没有保存：这样改，文件里一条条文也没有了。"
    return ""


def _previewed(request: HttpRequest, sheet: Sheet, reason: str, context: dict) -> HttpResponse:
    before = StructureSnapshot.of(sheet.document)

    def tried() -> StructureSnapshot:
        saving.save(sheet, request.user, reason)
        return StructureSnapshot.of(sheet.document)

    after, facts, _ = dry_run(tried)
    counts = f"条文 {len(before.articles)} → {len(after.articles)} 条"
    about = f"{sheet.document}：改 {len(sheet.draft.marks)} 处篇章，{counts}"
    return preview(
        request, with_moves(facts), context | {"about": about, "restructured": saving.changes(before, after)}
    )


def _page(
    request: HttpRequest, sheet: Sheet, context: dict, table_line: str = "", returned: QueryDict | None = None
) -> HttpResponse:
    sent = returned or request.POST
    chosen = table_line or sent.get("line") or request.GET.get("line", "")
    start = int(chosen) if chosen.isascii() and chosen.isdecimal() and len(chosen) < 10 else -1
    columns = sheet.columns_at(start) if table_line and sheet.at(start) else []
    if table_line and not columns:
        messages.error(request, "没有改：这一行不是表格的行，没有栏目可选。")
    shown = {
        "title": f"篇章：{sheet.document}",
        "document": sheet.document,
        "rows": list(sheet.rows),
        "count": len(sheet.parsed.outline.articles),
        "chosen": start,
        "actions": [action for action in ACTIONS if action.name != StructureMark.Kind.TABLE],
        "levels": range(1, 5),
        "columns": columns,
        "column_kinds": [(kind, _COLUMN_LABELS.get(kind, kind)) for kind in tables.COLUMNS],
        "said": str(sheet.draft),
        "pending": len(sheet.draft.marks),
        "reason": sent.get("reason", ""),
        "seen": saving.state_of(sheet.document),
        "lost": list(StructureMark.objects.lost().filter(document=sheet.document)),
        "marks": list(StructureMark.objects.filter(document=sheet.document).order_by("start", "id")),
        "may_change": request.user.has_perm("policies.change_structuremark"),
    }
    return render(request, "admin/desk/structure.html", context | shown)
