"""Signed in and signed out: a session lives on with use, and whoever is no longer signed in is told so."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone

from web import errors
from web.addresses import only_takes_posts, sign_in
from web.kept import is_sign_in
from web.responses import is_act, is_read_by_script

TOO_LARGE, TOO_MANY = "avant_minuit.too_large", "avant_minuit.too_many"  # no header has such names
GetResponse = Callable[[HttpRequest], HttpResponse]


class UnreadableMiddleware:
    """A NUL, which no browser sends and no database takes, is no part of a form or of an address."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        for sent in (request.GET, request.POST):
            if any("\x00" in text for name, texts in sent.lists() for text in (name, *texts)):
                raise BadRequest("NUL")


class TooMuchMiddleware:
    """What was too large to be received comes here without its body, and what too many ask is not done, but told so
    (`config.wsgi_bridge`).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if TOO_LARGE in request.META:
            return errors.too_large(request)
        return errors.too_many(request) if TOO_MANY in request.META else self.get_response(request)


class ProlongSessionMiddleware:
    """A session ends a month after it was last used, not after it began. It is written once a day.

    By reading alone: whoever casts a secret vote writes nothing else with it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and request.method in ("GET", "HEAD"):
            today = timezone.localdate().isoformat()
            if request.session.get("used_on") != today:
                request.session["used_on"] = today
        return response


class ClearedMiddleware:
    """Whoever signs out leaves nothing to the next person at this browser: "Back" shows none of their pages.

    The browser forgets them when told to on signing out, so that until then a page that was shown needs no network
    to be shown again. It listens over TLS and on the machine itself; elsewhere it keeps no page at all. Nobody tells
    it that a session has ended of age: there the page itself asks before it shows again (`back.js`).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_here = request.user.is_authenticated
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private" if can_be_told(request) else "no-store")
        elif was_here:
            response.headers["Clear-Site-Data"] = '"cache"'
        return response


def can_be_told(request: HttpRequest) -> bool:
    """Whether browsers trust this address enough to clear what they keep when it asks."""
    return request.is_secure() or request.get_host().partition(":")[0] in {"localhost", "127.0.0.1"}


class SignedOutMiddleware:
    """Whoever is no longer signed in hears so where they are, and loses nothing; nobody acts in another's name."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_of_somebody_else(request):
            return errors.somebody_else(request)
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and request.method == "GET":
            return errors.no_page(request)
        if request.user.is_authenticated:
            if is_read_by_script(request):
                response.headers["X-Me"] = str(request.user.pk)
            return response
        if not is_sent_to_sign_in(response):
            return response
        if is_act(request) or is_read_by_script(request) or (request.method == "POST" and not is_sign_in(request)):
            return errors.signed_out(request)
        return HttpResponseRedirect(sign_in(request)) if only_takes_posts(request.path) else response


def is_of_somebody_else(request: HttpRequest) -> bool:
    """Whether the page that sent this form was made for another person than the one who is signed in now."""
    written_by = request.POST.get("written_by") if request.method == "POST" else None
    return bool(written_by) and request.user.is_authenticated and written_by != str(request.user.pk)


def is_sent_to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response.headers["Location"].partition("?")[0] == resolve_url(
        settings.LOGIN_URL
    )
