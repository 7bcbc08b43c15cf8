"""Nothing typed is lost: not by a login that expired, nor by a stale form, nor by a base that does not answer.

What was posted travels signed in the login page, then in the session, until its form takes it back for review.
"""

import logging
from collections.abc import Callable

from django.contrib import admin
from django.contrib.auth.signals import user_logged_in
from django.core import signing
from django.db import DatabaseError, DataError, IntegrityError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware import csrf
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.csrf import csrf_failure as no_entry

_SILENT = "没有保存：数据库现在没有响应，或者正忙。什么也没有写入，请过一会儿再试。", 503
_REFUSED = "没有保存：填写的内容与已有的记录冲突，或者超出了范围。什么也没有写入，请核对后再填。", 409
# No form of ours sends these: a key that is no number, a list nested a thousand deep.
_ODD = "没有保存：有一栏填的不是可以选的值。什么也没有写入，请核对后再填。", 400
_ANSWERS = {
    (IntegrityError, DataError): _REFUSED,
    DatabaseError: _SILENT,
    (ValueError, OverflowError, RecursionError): _ODD,
}
logger = logging.getLogger("django.request")

DRAFT = "draft"
RESTORED = "登录过期前填写的内容已经放回，还没有保存。请核对后保存。"
# Signed and compressed; the longest form of the desk, filled with whole articles, is far below.
MAX_SEALED = 300_000
_A_DAY = 24 * 60 * 60
# Pages that take back what was typed; any other post is a button, which is pressed again.
_FORMS = ("_change", "_add", "_merge", "structure", "login")
# A stale token is the user's own form grown old; of what came from elsewhere nothing is taken over.
_STALE = (csrf.REASON_NO_CSRF_COOKIE, csrf.REASON_CSRF_TOKEN_MISSING, "CSRF token")


def _fields(post: QueryDict) -> list[tuple[str, list[str]]]:
    return [(name, values) for name, values in post.lists() if name != "csrfmiddlewaretoken" and "password" not in name]


def _posts(request: HttpRequest) -> bool:
    """Whether something is being sent to the desk that can be lost."""
    match = request.resolver_match
    return request.method == "POST" and match.app_name == "admin" and match.url_name not in ("login", "logout")


def _sealed(request: HttpRequest) -> str:
    """Return what was typed, and where; '' where it is too long."""
    draft = {"path": request.get_full_path(), "fields": _fields(request.POST)}
    text = signing.dumps(draft, salt=DRAFT, compress=True)
    return text if len(text) <= MAX_SEALED else ""


def _opened(text: str) -> dict | None:
    try:
        return signing.loads(text, salt=DRAFT, max_age=_A_DAY)
    except signing.BadSignature:
        return None


def take_draft(request: HttpRequest) -> QueryDict | None:
    """Return what was typed at this address before a login, once."""
    draft = getattr(request, "session", {}).get(DRAFT)
    if not draft or draft["path"] != request.get_full_path():
        return None
    del request.session[DRAFT]
    data = QueryDict(mutable=True)
    for name, values in draft["fields"]:
        data.setlist(name, values)
    return data


class DraftRecoveryMiddleware:
    """Answers what would have lost a filled form of the desk."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs) -> HttpResponse | None:
        """A form that comes without a login: the login page, which carries it."""
        if _posts(request) and not admin.site.has_permission(request):
            return _login(request, _sealed(request), request.get_full_path())
        return None

    def process_exception(self, request, exception) -> HttpResponse | None:
        """Answer what could not be saved: nothing is written, and what was typed is given back."""
        answer = next((each for kind, each in _ANSWERS.items() if isinstance(exception, kind)), None)
        if answer is None or not _posts(request):
            return None
        logger.error("Not saved: %s", request.path, exc_info=exception)
        message, status = answer
        return not_saved(request, message, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form grown old, or sent after another login in the same browser, is shown again, not refused."""
    is_stale = reason.startswith(_STALE)
    at_login = request.path == reverse("admin:login")
    if not is_stale or not (at_login or _posts(request)):
        return no_entry(request, reason)
    text = request.POST.get(DRAFT, "") if at_login else _sealed(request)
    draft = _opened(text)
    if draft is None:
        return no_entry(request, reason)
    if not admin.site.has_permission(request):
        return _login(request, text, draft["path"])
    request.session[DRAFT] = draft
    return redirect(draft["path"])


def _login(request: HttpRequest, text: str, path: str) -> HttpResponse:
    is_form = (request.resolver_match.url_name or "").endswith(_FORMS)
    request.method = "GET"
    context = {DRAFT: text if is_form else "", "lost": is_form and not text, "is_button": not is_form}
    context |= {"next": path, "app_path": reverse("admin:login")}
    return admin.site.login(request, context)


@receiver(user_logged_in)
def _put_by(request, **kwargs) -> None:
    """After a login: keep what came with it for its form."""
    draft = _opened(request.POST.get(DRAFT, "")) if request else None
    if draft:
        request.session[DRAFT] = draft


def not_saved(request: HttpRequest, message: str, *, status: int, way: tuple[str, str] | None = None) -> HttpResponse:
    """A page that needs no base: what happened, and what was typed, to copy, or to send again where the base was busy.

    ``way``: where to go, and its label.
    """
    labelled, typed = _labeller(request), _fields(request.POST)
    shown = [labelled(name, value) for name, values in typed for value in values if _is_worth(name, value)]
    path, label = way or (request.get_full_path(), "回到表单")
    context = {"message": message, "fields": shown, "path": path, "label": label}
    if status == _SILENT[1]:
        again = [(name, value) for name, values in typed for value in values]
        context |= {"again": again, "token": csrf.get_token(request)}
    return render(None, "admin/not_saved.html", context, status=status)


def _labeller(request: HttpRequest) -> Callable[[str, str], tuple[str, str]]:
    """A field and what was typed, as the form that was sent shows them: quote is 原文, lead 牵头, names-0-name 印作."""
    models = {f"{each.app_label}_{each.model_name}": model for model in admin.site._registry if (each := model._meta)}
    model = models.get((request.resolver_match.url_name or "").rpartition("_")[0])
    if model is None:
        return lambda name, value: (name, value)
    own = admin.site.get_model_admin(model).form.declared_fields
    rows = {each.get_accessor_name(): each.related_model for each in model._meta.related_objects}

    def labelled(name: str, value: str) -> tuple[str, str]:
        prefix, _, last = name.rpartition("-")
        columns = {column.name: column for column in rows.get(prefix.partition("-")[0], model)._meta.fields}
        if name in own and own[name].label:
            return str(own[name].label), value
        if last not in columns:
            return name, value
        column = columns[last]
        words = f"编号 {value}" if column.is_relation else str(dict(column.flatchoices).get(value, value))
        return str(column.verbose_name), words

    return labelled


def _is_worth(name: str, value: str) -> bool:
    return (
        bool(value.strip())
        and not name.startswith("_")
        and not name.endswith(("snapshot", "_FORMS"))
        and "__prefix__" not in name
    )
