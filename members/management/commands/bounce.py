"""Read one message that a mail server sent back, and suspend the addresses that it says exist no more."""

import sys
from argparse import ArgumentParser
from email import message_from_binary_file
from email.message import Message
from typing import IO, Any

from django.core.management.base import BaseCommand

from journal.actions import CLOCK
from members.actions import refuse_address


class Command(BaseCommand):
    help = "Reads a bounce (RFC 3464) from the standard input: `manage.py bounce < message`, from the mail server."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", default="-", help="the message; the standard input by default")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["file"] == "-":
            refused = refused_addresses(sys.stdin.buffer)
        else:
            with open(options["file"], "rb") as file:
                refused = refused_addresses(file)
        for address, reason in refused.items():
            refuse_address(address, reason=reason, actor=CLOCK)
        self.stdout.write(f"{len(refused)} refused")


def refused_addresses(file: IO[bytes]) -> dict[str, str]:
    """The addresses that failed for good (action "failed", status 5.x.x), and what the server said of each."""
    message = message_from_binary_file(file)
    reports = [part for part in message.walk() if part.get_content_type() == "message/delivery-status"]
    fields = [one for report in reports for one in report.get_payload() if isinstance(one, Message)]
    return {
        _address(one): str(one.get("Diagnostic-Code", one.get("Status", ""))).strip()
        for one in fields
        if str(one.get("Action", "")).strip().lower() == "failed"
        and str(one.get("Status", "")).strip().startswith("5.")
        and _address(one)
    }


def _address(fields: Message) -> str:
    """« rfc822; rose@example.org » → « rose@example.org »."""
    return str(fields.get("Final-Recipient", "")).partition(";")[2].strip().lower()
