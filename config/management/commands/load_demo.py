"""`manage.py load_demo`: the demo collective, once, on an empty database."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.demo.loading import load
from members.models import Member


class Command(BaseCommand):
    help = "Load the demo collective of invented people, unless there are members already."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is a real collective: the demo is loaded by python3 run.py demo.")
        if Member.objects.exists():
            self.stdout.write("The demo collective is there already.")
            return
        load(say=self.stdout.write)
