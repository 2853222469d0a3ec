from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    name = "journal"

    def ready(self) -> None:
        from journal import guard, triggers, words

        post_migrate.connect(guard.install, sender=self, dispatch_uid="journal.guard")
        register(guard.check, Tags.database)
        triggers.register(guard.made)
        words.register({"journal.erased": _("Names or reasons were erased from the journal for good.")})
