from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate

from journal import elision

elision.install()  # not in `ready`: Django reads a catalogue while it loads models


class JournalConfig(AppConfig):
    name = "journal"

    def ready(self) -> None:
        from journal import immutability, offers  # noqa: F401

        post_migrate.connect(immutability.install, sender=self, dispatch_uid="journal.immutability")
        register(immutability.check, Tags.database)
