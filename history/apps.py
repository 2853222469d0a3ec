from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HistoryConfig(AppConfig):
    name = "history"

    def ready(self) -> None:
        import_module("history.rules")
        import_module("history.offers")
        post_migrate.connect(import_module("history.search.tables").make, sender=self)
