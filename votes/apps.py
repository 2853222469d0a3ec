from importlib import import_module

from django.apps import AppConfig


class VotesConfig(AppConfig):
    name = "votes"

    def ready(self) -> None:
        import_module("votes.rules")
        import_module("votes.offers")
