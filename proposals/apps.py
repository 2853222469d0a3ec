from importlib import import_module

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "proposals"

    def ready(self) -> None:
        import_module("proposals.rules")
        import_module("proposals.decision_rules")
        import_module("proposals.election_rules")
        import_module("proposals.offers")
