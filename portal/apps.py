"""The apps of the portal: Django's admin on our own site, the public pages, the editors' desk."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin with our own site."""

    default_site = "portal.editing.site.EditingSite"


class WebsiteConfig(AppConfig):
    """The public pages: their template tags."""

    name = "portal.website"

    def ready(self) -> None:
        from policies.models.publication import went_out_of_sight
        from portal.website import last_pages

        went_out_of_sight.connect(last_pages.forget)


class EditingConfig(AppConfig):
    """The editors' desk: its admins are found by Django's autodiscovery."""

    name = "portal.editing"

    def ready(self) -> None:
        from portal.editing.admin.icons import speak_chinese
        from portal.editing.login import log  # noqa: F401 - it listens

        speak_chinese()
