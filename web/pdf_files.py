"""PDF files that people send, written anew without what runs: by a process of its own, so that a hostile one stops
nothing else."""

import subprocess
import sys
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from web.pdf_refusals import PdfRefusal

PATIENCE = 30.0  # seconds on the clock, where the machine has much to do; the processor's are counted there
ROOT = Path(__file__).resolve().parent.parent


def cleaned_pdf(content: bytes) -> bytes:
    """The same pages, links to pages and addresses included; without programs, what they set off, and files inside.

    The same file gives the same bytes each time, and what is clean stays as it is. A signature does not survive it.
    Raises ValidationError: `password`, `unreadable`, `holds_files`, `needs_a_program`, `too_much`.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-E", "-s", "-m", "web.pdf_cleaner"],
            cwd=ROOT,
            env={},  # no secret of ours
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_much() from error
    if done.returncode:
        raise _refusal(done.returncode)
    return done.stdout


def _refusal(status: int) -> ValidationError:
    if status == PdfRefusal.PASSWORD:
        message = _("This PDF asks for a password: save it without one, and attach it again.")
    elif status == PdfRefusal.UNREADABLE:
        message = _("This PDF cannot be read: open it, print it to a PDF file, and attach that one.")
    elif status == PdfRefusal.HOLDS_FILES:
        message = _("This PDF is an envelope around other files: attach those one by one.")
    elif status == PdfRefusal.NEEDS_A_PROGRAM:
        message = _(
            "This PDF is a form that shows nothing before a program in it has run: print it to a PDF file, "
            "and attach that one."
        )
    else:
        return _too_much()
    return ValidationError(message, code=PdfRefusal(status).name.lower())


def _too_much() -> ValidationError:
    message = _("This PDF takes too long to read: print it to a PDF file, and attach that one.")
    return ValidationError(message, code="too_much")
