"""Requests that name themselves: a form by its field `request_key`, an API client by its header `Idempotency-Key`.

The same one sent twice counts once (`journal.repeats`). A form's key stands for itself at one address, since the
buttons of a page share its one form; a client's key stands for itself anywhere.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from zlib import crc32

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from journal import repeats
from journal.actions import together
from journal.repeats import Sent
from web.merging import READ_FROM
from web.responses import came_from, done

READING = {"GET", "HEAD", "OPTIONS", "TRACE"}
# What differs when the same is sent again: after signing in anew, or after it was asked whether it is meant.
NOT_SAID = {"csrfmiddlewaretoken", "request_key", "written_by", "confirmed", "came_from"}
LONGEST = 255


class RequestMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = None if request.method in READING else sent_by(request)
        with repeats.answering(sent):
            response = self.get_response(request)
        if sent and not sent.is_answered and 400 <= response.status_code < 500:
            return _done_before(request, sent) or response
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        """A form that says what it was read from is read again and written with nobody in between."""
        if READ_FROM not in request.POST:
            return None
        with alone(request.path, request.POST.dict()):
            return view(request, *args, **kwargs)


@contextmanager
def alone(address: str, given: Mapping[str, Any]) -> Iterator[None]:
    """What stands at an address is read, and changed by what was `given`, with nobody in between.

    On SQLite whoever writes is alone already.
    """
    with together(given):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                key = [crc32(b"edit") // 2, crc32(address.encode()) // 2]
                cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", key)
        yield


def sent_by(request: HttpRequest) -> Sent | None:
    """How this request names itself, if it does."""
    address = [request.method or "", request.get_full_path()]
    if key := request.headers.get("Idempotency-Key", "")[:LONGEST]:
        return repeats.sent(key, [], [*address, *_said(request)])
    if key := request.POST.get("request_key", "")[:LONGEST]:
        return repeats.sent(key, address, [*address, *_said(request)])
    return None


def _said(request: HttpRequest) -> Iterator[str]:
    if not request.POST and not request.FILES:
        yield hashlib.sha256(request.body).hexdigest()
        return
    for name in sorted(request.POST.keys() - NOT_SAID):
        for value in request.POST.getlist(name):
            yield from (name, value)
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            yield from (name, file.name or "", hashlib.file_digest(file, "sha256").hexdigest())
            file.seek(0)


def _done_before(request: HttpRequest, sent: Sent) -> HttpResponse | None:
    """It is refused because it was done already: a thing that is gone, a name that is taken by what it made."""
    before = request.user.is_authenticated and repeats.earlier(request.user.actor_key, sent)
    if not before:
        return None
    if "Idempotency-Key" in request.headers:
        return HttpResponse(status=204)
    made = repeats.made(before)
    address = getattr(made, "get_absolute_url", None)
    return done(
        request, to=address() if address else came_from(request, "/"), message=_("This was done already, once.")
    )
