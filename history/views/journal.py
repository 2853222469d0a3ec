"""The journal as people read it, and the checkpoints that they hold against it."""

from pathlib import Path
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal import keys, phrases, verify_journal
from journal.canonical import LARGEST
from journal.checkpoint import text_of
from journal.models import Checkpoint
from journal.numbers import number
from journal.presenters import lines_for
from journal.queries import latest
from journal.topics import Known

PER_PAGE = 20


@login_required
@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """What happened, newest first: of one topic (`?topic=meeting:12`), or of all that this person may read."""
    topic = request.GET.get("topic") or None
    reading = latest(request.user, topic, _before(request))
    known = phrases.names_for(request.user, [topic]).get(phrases.subject(topic)) if topic else None
    subject = known or Known(_("this subject"))
    context = {
        "title": _("Journal: %(name)s") % {"name": subject.name} if topic else _("Journal"),
        "topic": topic,
        "subject": subject,
        "lines": lines_for(request.user, reading.facts, topic),
        "older": _older(topic, reading.reached) if reading.more else "",
    }
    return render(request, "history/journal.html", context)


@login_required
@require_safe
def checkpoints(request: HttpRequest) -> HttpResponse:
    """Every checkpoint, newest first, as it is printed elsewhere: compare it with the one you hold."""
    page = Paginator(Checkpoint.objects.order_by("-size"), PER_PAGE).get_page(request.GET.get("page"))
    language = translation.get_language() or "fr"
    shown = [text_of(checkpoint, language).split("\n", 1) for checkpoint in page]
    return render(request, "history/checkpoints.html", {"page": page, "shown": shown, "key": keys.public_key()})


@login_required
@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The script with which anybody checks an exported journal."""
    script = Path(verify_journal.__file__)
    disposition = f'attachment; filename="{script.name}"'
    return HttpResponse(script.read_bytes(), "text/x-python", headers={"Content-Disposition": disposition})


def _older(topic: str | None, reached: int) -> str:
    """The same page's address, for the entries before those that it shows."""
    return "?" + urlencode({**({"topic": topic} if topic else {}), "before": reached})


def _before(request: HttpRequest) -> int | None:
    before = request.GET.get("before", "")
    if not before:
        return None
    if (seq := number(before, most=LARGEST)) is None:
        raise BadRequest("before")
    return seq
