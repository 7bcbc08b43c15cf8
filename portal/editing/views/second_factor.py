"""The page on which one switches one's second factor on and off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from portal.editing.login import second_factor as factor

_PAGE = "admin:second_factor"


def second_factor(request: HttpRequest, context: dict) -> HttpResponse:
    """The page, and its buttons; backup codes are shown once, in answer to the first right code."""
    code = request.POST.get("code", "")[:20]
    if "begin" in request.POST and not factor.is_on(request.user):
        factor.begin(request.user)
    elif "confirm" in request.POST:
        if codes := factor.confirm(request, code):
            return _page(request, context | {"codes": codes})
        _wrong(request)
    elif "off" in request.POST:
        if factor.passes(request.user, code):
            factor.switch_off(request, request.user)
            messages.success(request, "两步验证已关闭：以后登录只要密码。")
        else:
            _wrong(request)
    return redirect(_PAGE) if request.method == "POST" else _page(request, context)


def _page(request: HttpRequest, context: dict) -> HttpResponse:
    is_on = factor.is_on(request.user)
    state = {
        "title": "两步验证",
        "is_on": is_on,
        "secret": None if is_on else factor.pending(request.user),
        "left": factor.backups_left(request.user),
    }
    return render(request, "admin/desk/second_factor.html", context | state)


def _wrong(request: HttpRequest) -> None:
    until = factor.wait(request.user)
    seconds = max(1, round((until - timezone.now()).total_seconds())) if until else 0
    again = f"请 {seconds} 秒后用手机上新的一个再试" if seconds else "请用手机上现在的一个再试"
    messages.error(request, f"验证码不对，什么也没有改：{again}。总是不对时，请看手机的时间准不准。")
