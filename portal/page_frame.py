"""What stands around every page and is the same on most: addresses, worked out once, and the links of the head."""

from functools import lru_cache
from typing import NamedTuple

from django import template
from django.conf import settings
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.template.loader import render_to_string
from django.templatetags.static import StaticNode
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

register = template.Library()


class Section(NamedTuple):
    """A link of the head: its view, its name, and the views of pages that belong to it."""

    view: str
    label: str
    parts: tuple[str, ...] = ()


SECTIONS = (
    Section("articles", "条文"),
    Section(
        "documents",
        "文件",
        ("document", "article", "report", "report_thanks", "compare", "version", "version_article"),
    ),
    Section("units", "部门", ("unit", "unit_tasks", "unit_with")),
    Section("sectors", "行业", ("sector",)),
    Section("match", "匹配"),
    Section("calendar", "日历"),
    Section("overview", "总览"),
)


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> SafeString:
    """Return the links of the head, that of the page's own section marked."""
    match = getattr(context.get("request"), "resolver_match", None)
    return _navigation(get_script_prefix(), match.url_name if match else "")


@lru_cache(maxsize=128)
def _navigation(script_prefix: str, here: str) -> SafeString:
    return render_to_string("navigation.html", {"sections": SECTIONS, "here": here})


class ReversedOnceNode(URLNode):
    """Django's ``{% url %}``, which reverses an address once a process: a page says the same few dozens of times."""

    def render(self, context: Context) -> str:
        name = self.view_name.resolve(context)
        args = tuple(arg.resolve(context) for arg in self.args)
        if self.kwargs or self.asvar or ":" in name:  # an address within a namespace hangs on the request, too
            return super().render(context)
        address = _reversed(get_script_prefix(), get_urlconf(), name, args)
        return conditional_escape(address) if context.autoescape else address


@lru_cache(maxsize=8192)
def _reversed(script_prefix: str, urlconf: str | None, name: str, args: tuple) -> str:
    return reverse(name, args=args)


@register.tag
def url(parser: Parser, token: Token) -> ReversedOnceNode:
    """Return the node of a ``{% url %}``."""
    node = django_url(parser, token)
    return ReversedOnceNode(node.view_name, node.args, node.kwargs, node.asvar)


class StaticOnceNode(StaticNode):
    """Django's ``{% static %}``, which joins an address once a process: that costs more than most of a page's tags."""

    def url(self, context: Context) -> str:
        return _static(settings.STATIC_URL, self.path.resolve(context))


@lru_cache(maxsize=256)
def _static(base: str, path: str) -> str:
    return StaticNode.handle_simple(path)


@register.tag
def static(parser: Parser, token: Token) -> StaticNode:
    """Return the node of a ``{% static %}``."""
    return StaticOnceNode.handle_token(parser, token)
