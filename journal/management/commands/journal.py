"""`manage.py journal verify | export | checkpoint`."""

import sys
from argparse import ArgumentParser
from contextlib import nullcontext
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from journal.actions import CLOCK
from journal.checkpoint import take_checkpoint, text_of
from journal.comparisons import compared, differences
from journal.export import export
from journal.immutability import missing
from journal.verify import Wrong, verify
from journal.verify_journal import held_from


class Command(BaseCommand):
    help = "Check the journal, export it for others to check, or sign it as it stands."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        verifying = acts.add_parser("verify", help="read it all again; exit 1 at the first wrong entry")
        verifying.add_argument(
            "--held", action="append", default=[], help="a checkpoint held outside, or a file with some"
        )
        verifying.add_argument(
            "--all",
            action="store_true",
            dest="everything",
            help="compare the register, the minutes, the ballots, mandates and rules with it too, and every trigger",
        )
        exporting = acts.add_parser("export", help="write the file that verify_journal.py checks")
        exporting.add_argument("file", nargs="?", help="where to (standard output if absent)")
        exporting.add_argument(
            "--texts", action="store_true", help="with the names and reasons: for those who may read them"
        )
        acts.add_parser("checkpoint", help="sign the journal as it stands, and print the lines to hold")

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        if act == "verify":
            self._verify(options["held"])
            if options["everything"]:
                self._compare()
        elif act == "export":
            self._export(options["file"], options["texts"])
        else:
            self._checkpoint()

    def _verify(self, held: list[str]) -> None:
        try:
            checkpoints = [checkpoint for argument in held for checkpoint in held_from(argument)]
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from None
        try:
            self.stdout.write(verify(checkpoints))
        except Wrong as wrong:
            raise CommandError(str(wrong)) from None

    def _compare(self) -> None:
        problems = [f"Trigger {name}: missing, or it does something else than what was made." for name in missing()]
        problems += differences()
        for sentence in problems:
            self.stderr.write(sentence)
        if problems:
            raise CommandError(f"{len(problems)} differences from what the journal was told.")
        self.stdout.write(f"The same as the journal was told: {', '.join(compared())}.")

    def _export(self, file: str | None, texts: bool) -> None:
        try:
            with open(file, "wb") if file else nullcontext(sys.stdout.buffer) as out:
                for line in export(texts=texts):
                    out.write(line + b"\n")
        except OSError as error:
            raise CommandError(str(error)) from None

    def _checkpoint(self) -> None:
        checkpoint = take_checkpoint(actor=CLOCK)
        if checkpoint is None:
            raise CommandError("The journal is empty: there is nothing to sign.")
        self.stdout.write(text_of(checkpoint, "en"))
