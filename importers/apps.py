from django.apps import AppConfig


class ImportersConfig(AppConfig):
    """Text to records to rows, and the admin of what is derived again when an editor changes it."""

    name = "importers"
    verbose_name = "导入"
