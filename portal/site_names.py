"""Names of the site, for every template, also those that are shown without a request."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def site_name() -> str:
    """Return the site's name."""
    return settings.SITE.name


@register.simple_tag
def site_title() -> str:
    """Return what the site says of itself."""
    return settings.SITE.title


@register.simple_tag
def site_place() -> str:
    """Return the place whose offices are its own."""
    return settings.SITE.place
