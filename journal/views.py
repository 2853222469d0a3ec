"""The journal as people read it, and the checkpoints that they hold against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal import keys, phrases, verify_journal
from journal.canonical import LARGEST
from journal.checkpoint import text_of
from journal.models import Checkpoint
from journal.numbers import number
from journal.phrases import Known
from journal.queries import Fact, latest

PER_PAGE = 20


@dataclass(frozen=True)
class Line:
    """An entry as the page tells it."""

    seq: int
    at: datetime
    sentence: str
    by: str  # "" when the sentence says it
    about: list[tuple[str, Known]]  # the topics that lead to what is left to read, with their names
    hash: str


@login_required
@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """What happened, newest first: of one topic (`?topic=meeting:12`), or of all that this person may read."""
    topic = request.GET.get("topic") or None
    reading = latest(request.user, topic, _before(request))
    subject = phrases.names_for(request.user, [topic]).get(phrases.subject(topic)) if topic else None
    context = {
        "topic": topic,
        "subject": subject or Known(_("this subject")),
        "lines": lines_for(request.user, reading.facts, topic),
        "older": reading.reached if reading.more else None,
    }
    return render(request, "journal/journal.html", context)


@login_required
@require_safe
def checkpoints(request: HttpRequest) -> HttpResponse:
    """Every checkpoint, newest first, as it is printed elsewhere: compare it with the one you hold."""
    page = Paginator(Checkpoint.objects.order_by("-size"), PER_PAGE).get_page(request.GET.get("page"))
    language = translation.get_language() or "fr"
    shown = [text_of(checkpoint, language).split("\n", 1) for checkpoint in page]
    return render(request, "journal/checkpoints.html", {"page": page, "shown": shown, "key": keys.public_key()})


@login_required
@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The script with which anybody checks an exported journal."""
    script = Path(verify_journal.__file__)
    disposition = f'attachment; filename="{script.name}"'
    return HttpResponse(script.read_bytes(), "text/x-python", headers={"Content-Disposition": disposition})


def _before(request: HttpRequest) -> int | None:
    before = request.GET.get("before", "")
    if not before:
        return None
    if (seq := number(before, most=LARGEST)) is None:
        raise BadRequest("before")
    return seq


def lines_for(person: Any, facts: list[Fact], topic: str | None) -> list[Line]:
    """The entries as this person may be told of them."""
    wanted = {name for fact in facts for name in phrases.mentioned(fact.verb, fact.actor, fact.body)}
    wanted |= {name for fact in facts for name in fact.topics}
    names = phrases.names_for(person, wanted)
    return [_line(fact, topic, names) for fact in facts]


def _line(fact: Fact, topic: str | None, names: Mapping[str, Known]) -> Line:
    private = fact.private | {name: _erased(at) for name, at in fact.erased.items()}
    subjects = {phrases.subject(about): about for about in fact.topics if about != topic}
    return Line(
        seq=fact.seq,
        at=fact.at,
        sentence=phrases.sentence(fact.verb, fact.actor, fact.body, private, names),
        by="" if phrases.names_actor(fact.verb) else phrases.name_of(fact.actor, names),
        about=[(about, names[subject]) for subject, about in subjects.items() if _is_told(subject, names)],
        hash=fact.hash,
    )


def _is_told(subject: str, names: Mapping[str, Known]) -> bool:
    return subject in names and not names[subject].is_kept


def _erased(at: datetime) -> str:
    return _("(erased on %(day)s)") % {"day": date_format(timezone.localtime(at), "DATE_FORMAT")}
