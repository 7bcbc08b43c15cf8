"""The importers as a Django app: their commands, and the migration that makes the desk's groups."""

from django.apps import AppConfig


class ImportersConfig(AppConfig):
    """Text to records to rows."""

    name = "importers"
    verbose_name = "导入"
