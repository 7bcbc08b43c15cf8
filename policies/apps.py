"""The base and its public pages."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_delete, pre_save


class PoliciesConfig(AppConfig):
    """The base and its public pages."""

    name = "policies"
    verbose_name = "政策库"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from policies import change_log, moved
        from policies.models import search_index
        from policies.models.revision import is_public

        post_migrate.connect(
            lambda using, **_: search_index.install(connections[using]), sender=self, weak=False, dispatch_uid="search"
        )
        for model in filter(is_public, self.get_models(include_auto_created=True)):
            pre_save.connect(moved.before_saving, sender=model)
            for signal in (post_save, post_delete):
                signal.connect(moved.after_saving, sender=model)
            m2m_changed.connect(moved.after_tying, sender=model)
        for model in change_log.READERS:  # after the revision: a change names the one that it made
            for signal in (pre_save, pre_delete):
                signal.connect(change_log.before_saving, sender=model)
            for signal in (post_save, post_delete):
                signal.connect(change_log.after_saving, sender=model)
