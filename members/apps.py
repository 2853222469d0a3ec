from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("members")

    def ready(self) -> None:
        import_module("members.rules")
        import_module("members.offers")
        post_migrate.connect(_make_cache_table, sender=self)


def _make_cache_table(**_signal: Any) -> None:
    """Where several processes share a database, the rates of the sign-in are counted in a table of it."""
    call_command("createcachetable", verbosity=0)
