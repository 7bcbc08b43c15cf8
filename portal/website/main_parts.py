"""The main part of a page as HTML, as long as nothing moves that it shows: for pages of one thing, by its tag.

``{% cached page %}…{% endcached %}`` stands around what hangs on the base, the page's subject, the day and the site's
address; what else a request says stands outside of it. What is inside is not even looked up where it is known.
"""

from collections.abc import Hashable
from datetime import date
from typing import NamedTuple, Protocol

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils import timezone
from django.utils.safestring import SafeString

from policies.models.revision import Moved, Reach
from policies.revision_cache import RevisionCache

register = template.Library()

MAX_BYTES = 16 * 2**20


class Subject(Hashable, Protocol):
    """All that a main part hangs on beside the base, the day and the site."""

    def gains(self, articles: frozenset[int]) -> bool:
        """Whether articles that moved, of which it showed nothing, are to be shown on it now."""


class Page(Protocol):
    """A page of one thing."""

    @property
    def subject(self) -> Subject:
        """Return what it is of."""

    @property
    def shown_articles(self) -> frozenset[int]:
        """The articles of which it shows anything, by their ids."""


class _Place(NamedTuple):
    subject: Subject
    site: str
    day: date


class _MainPart(NamedTuple):
    html: SafeString
    articles: frozenset[int]


class CachedNode(template.Node):
    """What stands between the tags, made where it is not known."""

    def __init__(self, nodelist: NodeList, page: FilterExpression):
        self.nodelist, self.page = nodelist, page

    def render(self, context: Context) -> SafeString:
        page: Page = self.page.resolve(context)
        if settings.DEBUG:  # templates change while one works on them
            return self.nodelist.render(context)
        return MAIN_PARTS.get(_place(page, context["request"]), lambda: self._made(page, context)).html

    def _made(self, page: Page, context: Context) -> _MainPart:
        return _MainPart(self.nodelist.render(context), page.shown_articles)


@register.tag
def cached(parser: Parser, token: Token) -> CachedNode:
    """Return the node of ``{% cached page %}``."""
    _, page = token.split_contents()
    nodelist = parser.parse(("endcached",))
    parser.delete_first_token()
    return CachedNode(nodelist, parser.compile_filter(page))


def _place(page: Page, request: HttpRequest) -> _Place:
    return _Place(page.subject, f"{request.scheme}://{request.get_host()}", timezone.localdate())


def _forward(old: _MainPart, moved: Moved, place: _Place) -> _MainPart | None:
    """A main part stays as it is unless what moved is on it, or is to be now; texts and offices have addresses."""
    if moved.reach > Reach.FACTS or moved.articles is None or not moved.articles.isdisjoint(old.articles):
        return None
    return None if moved.articles and place.subject.gains(moved.articles) else old


MAIN_PARTS: RevisionCache[_Place, _MainPart] = RevisionCache(MAX_BYTES, forward=_forward)
