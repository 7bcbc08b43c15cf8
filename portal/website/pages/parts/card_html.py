"""Cards as HTML. All but who does it is the same on many pages, and kept until its article moves."""

from operator import itemgetter
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from policies.models import Responsibility
from policies.revision_cache import RevisionCache, unless_of
from portal.website.pages.parts.article_card import Card

MAX_BYTES = 16 * 2**20


class _Pieces(NamedTuple):
    """The HTML of a card before its line of units, and behind it."""

    before_units: SafeString
    where: SafeString


def written(card: Card) -> SafeString:
    """Return a card as a list shows it."""
    pieces = _cache.get(_key(card), lambda: _pieces(card))
    return mark_safe(f'<article class="card is-link">\n{pieces.before_units}{_who(card)}{pieces.where}</article>')  # noqa: S308 - our own


def _key(card: Card) -> tuple:
    """All that the pieces hang on beside the base, the article first."""
    measure = card.measure.pk if card.measure else None
    marks = (*card.spans, None, *card.heading_spans)
    return card.article.pk, measure, card.reason, marks, tuple(card.standings)


def _pieces(card: Card) -> _Pieces:
    return _Pieces(*(render_to_string(f"website/parts/card_{name}.html", {"card": card}) for name in _Pieces._fields))


def _who(card: Card) -> str:
    """The units by what they do, those asked for in bold."""
    roles = [f'<span class="role">{role}</span>{_units(parts, card.asked)}' for role, parts in card.roles]
    others = "等" if card.article.others else ""
    return f'<p class="who">{"；".join(roles)}{others}</p>\n' if roles else ""


def _units(parts: list[Responsibility], asked: set[int]) -> str:
    names = ((escape(part.unit.name), part.unit_id in asked) for part in parts)
    return "、".join(f"<b>{name}</b>" if is_asked else name for name, is_asked in names)


_cache: RevisionCache[tuple, _Pieces] = RevisionCache(MAX_BYTES, forward=unless_of(itemgetter(0)))
