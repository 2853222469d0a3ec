"""The addresses that belong to no app: the language and the theme of a visitor, and who is signed in."""

from contextlib import suppress

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from journal.texts import LONGEST, clean
from web import drafts
from web.components import Confirmation
from web.preferences import THEMES, YEAR, language_chosen
from web.responses import SeeOther, acknowledged, came_from, is_act, perform


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep the language or the light that somebody chose, and go back to where they were."""
    response = SeeOther(came_from(request, "/"))
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        translation.activate(language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", secure=request.is_secure()
        )
        language_chosen(request, language)
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie("theme", theme, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    elif theme == "auto":
        response.delete_cookie("theme")
    return response


@login_required
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """How a text will look, as its pages will lay it out. Nothing is kept."""
    text = clean(request.POST.get("text", ""))[:LONGEST]
    if is_act(request):
        return acknowledged(to=None, html=render_to_string("web/_prose.html", {"text": text}).strip())
    return render(request, "web/preview.html", {"text": text})


@login_required
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Keep what is typed into the form at `?place=`, and come back to it; nothing to see for a page that was left."""
    place = request.GET.get("place", "")
    if "leaving" in request.GET:
        with suppress(ValidationError):
            drafts.save(request.user, place, request.POST.lists())
        return HttpResponse(status=204)
    return perform(
        request,
        lambda: drafts.save(request.user, place, request.POST.lists()),
        to=lambda kept: str(kept.place),
        message=lambda kept: drafts.saved_words(kept.saved_at),
    )


@login_required
@require_POST
def draft_removal(request: HttpRequest) -> HttpResponse:
    """Forget what was typed there: the form is as if it were opened for the first time."""
    place = request.GET.get("place", "")
    return perform(
        request,
        lambda: drafts.drop(request.user, place),
        to=came_from(request, "/"),
        message=_("The draft is deleted."),
        confirmation=Confirmation(
            _("Delete this draft?"),
            _("What you typed and did not send is gone for good."),
            _("Delete the draft"),
        ),
    )


@never_cache
@require_safe
def session(request: HttpRequest) -> HttpResponse:
    """Who is signed in now in this browser, and the token of their forms: for our script, on a page left open."""
    return JsonResponse({"me": str(request.user.pk or ""), "token": get_token(request)})
