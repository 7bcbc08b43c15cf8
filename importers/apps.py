"""The importers as a Django app: their commands, and the desk's groups with their rights."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ImportersConfig(AppConfig):
    """Text to records to rows."""

    name = "importers"
    verbose_name = "导入"

    def ready(self) -> None:
        from importers import groups

        # After Django's own, which makes the rights of all apps before this one's turn comes.
        pre_migrate.connect(groups.note_rights, sender=self)
        post_migrate.connect(groups.give_new_rights, sender=self)
