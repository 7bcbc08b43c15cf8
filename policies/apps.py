"""The base and its public pages."""

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    """The base and its public pages."""

    name = "policies"
    verbose_name = "政策库"
    default_auto_field = "django.db.models.BigAutoField"
