"""Template tags of the finder."""

from django import template
from django.utils.safestring import SafeString

from portal.website.finder.facets import Facet
from portal.website.pages.parts import card_html, facet_html, finder_html

register = template.Library()
register.simple_tag(card_html.written)
register.simple_tag(finder_html.asked)
register.simple_tag(finder_html.ordered)


@register.simple_tag(name="facets")
def _facets(listed: list[Facet]) -> SafeString:
    return facet_html.written(*listed)
