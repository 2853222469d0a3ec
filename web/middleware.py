"""Signed in and signed out: a session lives on with use, and whoever is no longer signed in is told so."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _

from web.acts import StaleToken, is_act

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


class SignedOutMiddleware:
    """Our script hears in so many words that nobody is signed in: it is never led to the sign-in page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            if is_read_by_script(request):
                response.headers["X-Me"] = str(request.user.pk)
        elif is_turned_away(response) and (is_act(request) or is_read_by_script(request)):
            sentence = _("You are signed out, so this was not done. Sign in: what you typed is still here.")
            return JsonResponse({"signed_out": True, "message": sentence}, status=401)
        return response


def is_read_by_script(request: HttpRequest) -> bool:
    """Whether a live page reads itself again."""
    return request.headers.get("X-Live") == "1"


def is_turned_away(response: HttpResponse) -> bool:
    """Whether somebody who is not signed in was sent to sign in, or told that this is for members."""
    if isinstance(response, StaleToken):
        return False
    leads_to = response.headers.get("Location", "").partition("?")[0]
    return response.status_code == 403 or (response.status_code == 302 and leads_to == resolve_url(settings.LOGIN_URL))
