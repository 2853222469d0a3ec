"""`manage.py reindex`: make the search index again from what is there."""

from typing import Any

from django.core.management.base import BaseCommand

from history.search import reindex


class Command(BaseCommand):
    help = "Make the search index again from what is there."

    def handle(self, *args: Any, **options: Any) -> None:
        count = reindex()
        self.stdout.write(f"{count} things can be found.")
