"""Intake, from a file to a document: the page where files are given, and the page of each until it is taken."""

from collections.abc import Sequence

from django.contrib import messages
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from importers import intake, worker
from importers.parsing.formats import MAX_BYTES
from policies.models import PageImage, Upload
from portal.editing.admin.pages import key_list
from portal.editing.forms.upload import HeadForm, UploadForm
from portal.editing.history_text import name_of
from portal.editing.receiving import too_large
from portal.editing.trial_page import TrialPage
from portal.serving.request_checks import MAX_FILES

SHOWN = 50
STAGES = ("读取原件", "画出页面", "词表", "文件", "篇章", "事实", "关联", "核对")
_LATE = "没有办成：这份文件的状态刚刚变了，请看现在的状态。"
_BUSY = "数据库正忙，已经记下要取消：正在做的这一步做完就停。"


def listed(request: HttpRequest, context: dict) -> HttpResponse:
    """Give files or a text; and what was given so far, the latest first."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        found = _received(request, form)
        if len(found) == 1:
            return redirect(found[0])
        if found:
            return redirect("admin:uploads")
        form.add_error(None, "没有收到文件：请选择文件，或粘贴文本。")
    page = key_list(Upload.objects.listed(), request.GET.dict(), SHOWN)
    rows = [(each, intake.stage(each), name_of(each.user)) for each in page.rows]
    shown = {"title": "收文件", "form": form, "page": page, "rows": rows, **_worker(page.rows)}
    limits = {"limit": MAX_BYTES // 1_000_000, "limit_at_once": MAX_FILES // 1_000_000}
    return render(request, "admin/desk/uploads.html", context | shown | limits)


def _received(request: HttpRequest, form: UploadForm) -> list[Upload]:
    """Keep what came; what is waiting for a decision already is not kept twice."""
    found = [intake.refuse_large(name, request.user) for name in too_large(request)]
    for name, content in form.contents():
        upload, is_new = intake.receive(name, content, request.user)
        if not is_new:
            messages.warning(request, f"{name}：同样的文件已经上传过（{upload.name}），没有再收一份。")
        found.append(upload)
    return found


def upload(request: HttpRequest, pk: int, context: dict) -> HttpResponse:
    """One upload: how far it is, its trial, and what to do with it."""
    found = get_object_or_404(Upload.objects.select_related("user", "run"), pk=pk)
    trial = TrialPage(found, _number(request, "at"), _number(request, "fact"))
    form = HeadForm(request.POST if "head" in request.POST else None, read=trial.read) if trial.is_single else None
    if request.method == "POST" and (form is None or not form.is_bound or form.is_valid()):
        return _acted(request, found, form)
    stage = intake.stage(found)
    shown = {
        "title": found.name,
        "upload": found,
        "by": name_of(found.user),
        "trial": trial,
        "form": form,
        "stages": [(name, name == stage, name in STAGES[: _place(stage)]) for name in STAGES],
        **_worker([found]),
    }
    return render(request, "admin/desk/upload.html", context | shown)


def page_image(request: HttpRequest, pk: int, page: int, context: dict) -> HttpResponse:
    """A page of an upload as a picture; for editors alone."""
    sha256 = get_object_or_404(Upload.objects.only("sha256"), pk=pk).sha256
    row = get_object_or_404(PageImage, sha256=sha256, page=page)
    return HttpResponse(bytes(row.content), content_type="image/webp", headers={"Cache-Control": "private, no-store"})


def _acted(request: HttpRequest, found: Upload, form: HeadForm | None) -> HttpResponse:
    if "take" in request.POST:
        done = intake.accept(found, request.user)
    elif "again" in request.POST:
        done = intake.try_again(found)
    elif "head" in request.POST and form:
        changed = form.changed()
        evidence = form.cleaned_data["evidence"].strip()
        done = intake.try_again(found, found.head | changed | ({"evidence": evidence} if changed else {}))
    elif "cancel" in request.POST:
        done = _cancelled(request, found)
    else:
        raise Http404("没有这个按钮。")
    if not done:
        messages.warning(request, _LATE)
    return redirect(found)


def _cancelled(request: HttpRequest, found: Upload) -> bool:
    try:
        return intake.cancel(found)
    except OperationalError:
        messages.info(request, _BUSY)
        return True


def _place(stage: str) -> int:
    return STAGES.index(stage) if stage in STAGES else 0


def _worker(found: Sequence[Upload]) -> dict[str, bool]:
    """Whether the page is to look again by itself, and whether nobody is there who would do anything."""
    is_busy = any(each.is_busy for each in found)
    return {"is_busy": is_busy, "is_idle": is_busy and not worker.is_there()}


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 7 else None
