"""Template tags for policy text, for the public pages and the desk alike (settings.TEMPLATES names them)."""

from django import template
from django.utils.encoding import uri_to_iri
from django.utils.safestring import SafeString

from policies.presentation import annotations, citing, given, given_things
from policies.text.highlight import Mark, mark_spans

register = template.Library()


@register.simple_tag
def marked(text: str, spans: list[Mark]) -> SafeString:
    """The text with its spans marked."""
    return mark_spans(text, spans)


@register.simple_tag
def quoted(text: str, fact) -> SafeString:
    """A passage with the words of a fact marked in it."""
    return mark_spans(text, [Mark(fact.start, fact.end, "hit", tag="mark")])


@register.simple_tag
def evidence(fact) -> SafeString:
    """The words that prove a fact, marked, with what stands around them."""
    return mark_spans(*annotations.excerpt(fact.place.text, fact.start, fact.end))


@register.filter
def cut(text: str, length: int) -> str:
    """At most ``length`` characters, the last an ellipsis where some are missing."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


@register.simple_tag(name="anchor")
def anchor_of(fact) -> str:
    """The id of a fact's mark in its article's text, or of a sentence in its list."""
    return annotations.anchor(fact)


@register.simple_tag
def row_anchor(fact) -> str:
    """The id by which a sentence was addressed before its own one lasted."""
    return annotations.row_anchor(fact)


# An address as it is read, 省财政厅 rather than nine signs for each of its characters: a reader's page has hundreds.
register.filter("iri", uri_to_iri)
register.filter(citing.as_cited)
register.filter(citing.link)
register.filter(given.how_much)
register.filter(given_things.called)


@register.filter
def verbose(row) -> str:
    """Return what a row is one of: 金额, 时限 …"""
    return row._meta.verbose_name
