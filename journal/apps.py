from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    name = "journal"

    def ready(self) -> None:
        from journal import immutability, phrases, triggers

        post_migrate.connect(immutability.install, sender=self, dispatch_uid="journal.immutability")
        register(immutability.check, Tags.database)
        triggers.makers.register("journal", immutability.made)
        phrases.register({"journal.erased": _("Names or reasons were erased from the journal for good.")})
