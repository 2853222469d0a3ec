from importlib import import_module

from django.apps import AppConfig


class AssemblyConfig(AppConfig):
    name = "assembly"

    def ready(self) -> None:
        import_module("assembly.rules")
        import_module("assembly.offers")
