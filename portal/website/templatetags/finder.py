"""Template tags of the finder."""

from django import template

from portal.website.pages.parts import card_html, facet_html

register = template.Library()
register.simple_tag(card_html.written)
register.simple_tag(facet_html.written, name="facet")


@register.filter
def words(selection) -> str:
    """The first phrase that was searched for, for the search box."""
    return selection.choices[0].label if selection and selection.choices else ""
