from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate


class JournalConfig(AppConfig):
    name = "journal"

    def ready(self) -> None:
        from journal import guard

        post_migrate.connect(guard.install, sender=self, dispatch_uid="journal.guard")
        register(guard.check, Tags.database)
