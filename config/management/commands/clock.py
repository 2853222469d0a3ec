"""`manage.py clock`: runs what is due, beside servers that share one PostgreSQL."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.clock import EVERY, Clock, run_due


class Command(BaseCommand):
    help = "Announce results, send reminders, bring reviews back: whatever has fallen due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run what is due now, and stop")
        parser.add_argument("--every", type=float, default=EVERY, metavar="SECONDS")

    def handle(self, *args: Any, once: bool, every: float, **options: Any) -> None:
        if not once:
            Clock(every).run()
        elif failed := run_due():
            raise CommandError(f"could not be done (see the log): {', '.join(failed)}")
