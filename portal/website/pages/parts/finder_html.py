"""What stands above a list as HTML: what is asked, in a sentence, and the orders. Every page of the finder has both."""

from functools import lru_cache
from html import escape

from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString, mark_safe

from portal.website.finder.facets import SentencePart, Tag


def address_of_finder() -> str:
    """Return the finder's address, which a page says hundreds of times."""
    return _address(get_script_prefix())


@lru_cache(maxsize=4)
def _address(script_prefix: str) -> str:
    return reverse("articles")


def joined(query: str) -> str:
    """Return a query string as an attribute has it; of what HTML reads otherwise, quoting leaves but the &."""
    return query.replace("&", "&amp;")


def _link(base: str, query: str) -> str:
    return f"{base}?{joined(query)}" if query else base


def asked(sentence: list[SentencePart]) -> SafeString:
    """Return what is asked, each value with the way to the list without it."""
    base = address_of_finder()
    parts = [f"{escape(part.before)}{_tags(part.tags, base)}{escape(part.after)}" for part in sentence]
    return mark_safe("，".join(parts))  # noqa: S308 - made of escaped pieces


def _tags(tags: list[Tag], base: str) -> str:
    return "或".join([_tag(each, base) for each in tags])


def _tag(tag: Tag, base: str) -> str:
    unknown, said = ("", "") if tag.known else (" unknown", '<span class="vh">没有认出的</span>')
    drop = '<span class="drop"><span aria-hidden="true"> ✕</span><span class="vh">，去掉</span></span>'
    where = f'class="tag{unknown}" rel="nofollow" href="{_link(base, tag.without)}"'
    return f"<a {where}>{said}{escape(tag.label)}{drop}</a>"


def ordered(orders: list[tuple[str, str, bool]]) -> SafeString:
    """Return the orders in which a list may stand, the present one marked."""
    base = address_of_finder()
    return mark_safe("".join([_order(base, *each) for each in orders]))  # noqa: S308 - made of escaped pieces


def _order(base: str, label: str, query: str, is_current: bool) -> str:
    current = ' aria-current="true"' if is_current else ""
    return f'<li>\n<a rel="nofollow" href="{_link(base, query)}"{current}>{escape(label)}</a>\n</li>\n'
