"""When something cannot be shown: say what happened and what to do, in the reader's language, signed in or not."""

import sys

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from web.addresses import came_from, sign_in
from web.kept import Kept, comes_from_us, is_sign_in, kept
from web.refusals import reason_for
from web.responses import is_act, is_read_by_script


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 400, _("Your browser sent something we could not read. Go back and try once more."))


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if not request.user.is_authenticated and (request.method == "POST" or is_read_by_script(request)):
        return signed_out(request)
    refusal = exception if isinstance(exception, PermissionDenied) else None
    return _answer(request, 403, reason_for(refusal, request))


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(
        request, 404, _("Nothing stands at this address: the link may be old, or the page is for other people.")
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's proof that it came from our page is missing or old. Our script takes a new one, and tries again."""
    if is_act(request):
        sentence = _("This page had been open for too long, so nothing was done. Go back, reload it, and do it again.")
        return JsonResponse({"stale": True, "message": sentence}, status=403)
    if not request.user.is_authenticated and comes_from_us(request) and not is_sign_in(request):
        return signed_out(request)
    form = kept(request)
    if form is None:
        sentence = _("This page had been open for too long, so nothing was done. Go back, reload it, and do it again.")
        return _answer(request, 403, sentence, template="csrf.html")
    reason = _("This page was from before you signed in, so nothing was done yet. What you had sent is all here.")
    return _give_back(request, 403, _("This page had waited too long"), reason, form)


def signed_out(request: HttpRequest) -> HttpResponse:
    """A form of somebody who is no longer signed in: nothing of it is lost."""
    sentence = _("You are signed out, so this was not done. Sign in: what you typed is still here.")
    if is_act(request) or is_read_by_script(request):
        return JsonResponse({"signed_out": True, "message": sentence}, status=401)
    form = kept(request)
    if form is None:
        sentence = _("You are signed out, so nothing was done. Sign in, and do it again.")
    return _give_back(request, 401, _("You are signed out"), sentence, form)


def somebody_else(request: HttpRequest) -> HttpResponse:
    """A form of a page that was opened by somebody else in this browser: neither sent in this name, nor shown."""
    sentence = _(
        "This page was opened by somebody else in this browser, so nothing was done. Go back: what they typed is there "
        "once they have signed in again."
    )
    if is_act(request):
        return JsonResponse({"other": True, "message": sentence}, status=409)
    return _give_back(request, 409, _("This page belongs to somebody else"), sentence, None)


def too_large(request: HttpRequest) -> HttpResponse:
    """More was sent than one request may hold: nothing of it was kept."""
    sentence = _(
        "10 MB at most are received at once, so nothing was kept. Make the file smaller (a photo in fewer pixels, a "
        "PDF of fewer pages), and send it again: “Back” shows what you had typed."
    )
    return _answer(request, 413, sentence)


def too_many(request: HttpRequest) -> HttpResponse:
    """More people sign in at this moment than can within a minute: this one was not tried."""
    sentence = _(
        "Very many people are signing in by password at this moment, so nothing was done. Wait a minute and send it "
        "again, or sign in by a code: that needs no waiting."
    )
    response = _answer(request, 503, sentence)
    response.headers["Retry-After"] = "60"
    return response


def no_page(request: HttpRequest) -> HttpResponse:
    """An address that only takes what a form sends was opened like a page."""
    return _answer(request, 405, _("It only takes what a form sends: go back to the page that you came from."))


def _give_back(request: HttpRequest, status: int, heading: str, reason: str, form: Kept | None) -> HttpResponse:
    context = {
        "heading": heading,
        "reason": reason,
        "kept": form,
        "sign_in_url": sign_in(request),
        "from_page": came_from(request, ""),
    }
    response = render(request, "kept.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


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
    if request.path.startswith("/api/"):
        body = {"errors": {NON_FIELD_ERRORS: [reason]}} if status == 400 else {"detail": reason}  # as `web.api` says it
        return JsonResponse(body, status=status)
    context = {"reason": reason, "sign_in_url": sign_in(request)}
    return render(request, template or f"{status}.html", context, status=status)
