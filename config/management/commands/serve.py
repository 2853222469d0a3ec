"""`manage.py serve`: this process answers, holds the sockets and, embedded, runs the clock."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from config.server import serve


class Command(BaseCommand):
    help = "Serve the collective's pages and their sockets."
    requires_system_checks = ()  # `migrate`, which comes before, runs them: they load the API, which few ask

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        serve(host, port)
