from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProposalsConfig(AppConfig):
    name = "proposals"

    def ready(self) -> None:
        import_module("proposals.rules")
        import_module("proposals.offers")
        post_migrate.connect(import_module("proposals.immutability").guard, sender=self)
