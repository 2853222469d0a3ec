"""`manage.py clock`: runs what is due, beside servers that were told not to (`AVANT_MINUIT_CLOCK=0`)."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.clock import EVERY, Clock, run_due, say
from config.postgres import set_up_connections
from journal import clock, heartbeat
from journal.queries import last_record


class Command(BaseCommand):
    help = "Announce results, send reminders, bring reviews back: whatever has fallen due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run what is due now, and stop")
        parser.add_argument("--every", type=float, default=EVERY, metavar="SECONDS")

        parser.add_argument(
            "--status", action="store_true", help="say when it last ran; exit 1 if that is too long ago"
        )

    def handle(self, *args: Any, once: bool, every: float, status: bool, **options: Any) -> None:
        if status:
            self.stdout.write(self.status())
        elif not once:
            set_up_connections()
            clock.keep_watch(last_record())
            Clock(every).run()
        else:
            failed = run_due()
            say(failed)
            if failed:
                raise CommandError(f"could not be done (see the log): {', '.join(failed)}")

    def status(self) -> str:
        state = heartbeat.state()
        last = f"{timezone.localtime(state.at):%Y-%m-%d %H:%M:%S}" if state.at else "never"
        if state.is_silent:
            raise CommandError(f"The clock does not run (last: {last}). Start:  manage.py clock")
        if state.failed:
            raise CommandError(f"The clock runs (last: {last}), but could not do: {', '.join(state.failed)}")
        if state.jump:
            raise CommandError(
                f"The machine's clock was set by {state.jump.total_seconds():.0f} s: time goes on as before. "
                "Put it right, or restart to go by it."
            )
        return f"The clock runs (last: {last})."
