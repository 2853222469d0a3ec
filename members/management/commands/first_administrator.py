"""Prints the one-time link by which the first administrator of an empty collective comes in."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import translation

from journal.actions import CLOCK
from members.actions import invite_first_administrator


class Command(BaseCommand):
    help = "Print a one-time link that makes the first administrator. Safe to repeat: the latest link is the good one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--base", default=settings.SITE_URL, help="the address under which the pages are served")
        parser.add_argument("--email", default="", help="the only address that may use the link; without it, any")

    def handle(self, *args: Any, base: str, email: str, **options: Any) -> None:
        base = base.rstrip("/")
        with translation.override("en"):
            try:
                token = invite_first_administrator(actor=CLOCK, email=email)
            except ValidationError as error:
                if error.error_list[0].code != "administrator":
                    raise CommandError(" ".join(error.messages)) from error
                self.stdout.write(f"Sign in:  {base}{reverse('account_login')}")
                return
        self.stdout.write("The first administrator comes in by this link. It works once, for two weeks:")
        self.stdout.write(f"{base}{reverse('members:invitation', args=[token])}")
