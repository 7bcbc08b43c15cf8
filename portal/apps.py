"""The apps of the portal: Django's admin on our own site, the public pages."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin with our own site."""

    default_site = "portal.desk.Desk"


class WebsiteConfig(AppConfig):
    """The public pages: their template tags."""

    name = "portal.website"
