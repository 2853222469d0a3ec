"""When something cannot be shown: say what happened and what to do, in the reader's language, signed in or not."""

import sys

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from web.acts import StaleToken, is_act
from web.refusals import reason_for


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 400, _("Your browser sent something we could not read. Go back and try once more."))


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    refusal = exception if isinstance(exception, PermissionDenied) else None
    return _answer(request, 403, reason_for(refusal, request))


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(
        request, 404, _("Nothing stands at this address: the link may be old, or the page is for other people.")
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's proof that it came from our page is missing or old. Our script takes a new one, and tries again."""
    sentence = _("This page had been open for too long, so nothing was done. Go back, reload it, and do it again.")
    if is_act(request):
        return StaleToken({"message": sentence})
    return _answer(request, 403, sentence, template="csrf.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke on our side. Drawn without the request: whatever broke may be what the page needs."""
    if is_busy(sys.exc_info()[1]):
        sentence, status, template = too_busy(), 503, "503.html"
    else:
        sentence = _("Something broke on our side, and your last act may not be done. Wait a moment and look again.")
        status, template = 500, "500.html"
    if is_act(request):
        return JsonResponse({"message": sentence}, status=status)
    return HttpResponse(render_to_string(template, {"reason": sentence}), status=status)


def is_busy(error: BaseException | None) -> bool:
    """Whether the database could not answer in time: a lock that lasted, a line that was cut."""
    return isinstance(error, OperationalError)


def too_busy() -> str:
    return _("The server could not answer in time. Send it again: what was already kept counts once.")


def _answer(request: HttpRequest, status: int, reason: str, template: str = "") -> HttpResponse:
    if is_act(request):
        return JsonResponse({"message": reason}, status=status)
    return render(request, template or f"{status}.html", {"reason": reason}, status=status)
