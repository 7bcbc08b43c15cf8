"""Checks of requests: whatever no page could answer is refused at the door, in one clear sentence.

Behind it no page meets NUL, a control character or a byte that is no UTF-8 in an address, and none is sent more than
it can look at: the work that a request makes is bounded by what it may hold.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix, reverse

from policies.text.normalize import has_control_characters

# Bytes of path and query. A link of the site's own has 3,000 at most (query_params.MAX_CHARACTERS).
MAX_ADDRESS = 8_000
MAX_PARAMETERS = 300
# Bytes of what a visitor sends: a report of an error. The desk's forms may be as long as Django takes.
MAX_BODY = 64 * 1024
# Bytes of files that an editor gives at once; what one may have, portal/editing/receiving.py says.
MAX_FILES = 300_000_000
# Pages are read, and forms sent.
METHODS = ("GET", "HEAD", "OPTIONS", "POST")

# The desk's pop-ups name rows by their id alone; of an empty _to_field Django's admin makes a trace.
_OTHER_FIELD = re.compile(rb"(?:^|&)_to_field(?:=(?!id(?:&|$))|&|$)")
# What of a path is no UTF-8, Django leaves as it was sent: %FF.
_REPERCENTED = re.compile("%[89A-F][0-9A-F]")

Refusal = tuple[int, str, str]
_ADDRESS_IS_LONG: Refusal = 414, "地址太长", f"地址最长 {MAX_ADDRESS} 个字节。请去掉一些条件，或回到首页重新开始。"
_MANY_PARAMETERS: Refusal = 400, "条件太多", f"地址里最多 {MAX_PARAMETERS} 个参数。请去掉一些，或回到首页重新开始。"
_UNREADABLE: Refusal = (
    400,
    "看不懂这个地址",
    ("地址里有不能识别的字符：控制字符，或者不是 UTF-8 编码的字节。请去掉它们，或回到首页重新开始。"),
)
_NO_HOST: Refusal = 400, "这不是本站的地址", "请用本站公布的网址访问。"
_NO_METHOD: Refusal = 405, "不能这样访问", "本站的页面只用来看和提交。请从首页进入。"
_NO_LENGTH: Refusal = 411, "没有说明长度", "提交的内容要先说明长度（Content-Length），什么也没有保存。请用浏览器提交。"
_BODY_IS_LONG: Refusal = 413, "内容太长", f"一次最多提交 {MAX_BODY // 1024} KB，什么也没有保存。请改短后再交。"


class RequestChecksMiddleware:
    """Middleware: answers what is wrong in itself, before anything is looked up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refusal = refusal_of(request)
        return self.get_response(request) if refusal is None else refused(request, refusal)


def refusal_of(request: HttpRequest) -> Refusal | None:
    """Return why a request cannot be answered, None where it can."""
    path, query = request.path_info, request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
    checks: tuple[tuple[bool, Refusal], ...] = (
        (len(quote(path)) + len(query) > MAX_ADDRESS, _ADDRESS_IS_LONG),
        (query.count(b"&") >= MAX_PARAMETERS, _MANY_PARAMETERS),
        (_REPERCENTED.search(path) is not None or has_control_characters(path), _UNREADABLE),
        (not _is_legible(unquote_to_bytes(query)), _UNREADABLE),
        (_OTHER_FIELD.search(unquote_to_bytes(query)) is not None, _UNREADABLE),
        (not _is_our_host(request), _NO_HOST),
        (request.method not in METHODS, _NO_METHOD),
        ("HTTP_TRANSFER_ENCODING" in request.META, _NO_LENGTH),
        (_length(request) > _max_body(request), _too_long(request)),
    )
    return next((refusal for is_wrong, refusal in checks if is_wrong), None)


@lru_cache(maxsize=4)
def _desk(script_prefix: str) -> tuple[str, str]:
    """Return the addresses of the desk and of its page for files, which every request is held against."""
    return reverse("admin:index"), reverse("admin:uploads")


def _too_long(request: HttpRequest) -> Refusal:
    _, uploads = _desk(get_script_prefix())
    if request.path_info != uploads:
        return _BODY_IS_LONG
    limit = MAX_FILES // 1_000_000
    return 413, "文件太大", f"一次上传的文件合起来最多 {limit} MB，这次的都没有收。请分几次上传。"


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer with a page that needs no base."""
    status, heading, words = refusal
    context = {"heading": heading, "words": words}
    answer = render(None, "refused.html", context, status=status)
    if refusal is _NO_METHOD:
        answer["Allow"] = ", ".join(METHODS)
    return answer


def _is_legible(sent: bytes) -> bool:
    try:
        return not has_control_characters(sent.decode())
    except UnicodeDecodeError:
        return False


def _is_our_host(request: HttpRequest) -> bool:
    try:
        return bool(request.get_host())
    except DisallowedHost:
        return False


def _length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def _max_body(request: HttpRequest) -> int:
    desk, uploads = _desk(get_script_prefix())
    if request.path_info == uploads:
        return MAX_FILES
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE if request.path_info.startswith(desk) else MAX_BODY
