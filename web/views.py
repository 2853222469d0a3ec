"""The addresses that belong to no app: the language and the theme of a visitor, and who is signed in."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from journal.texts import LONGEST, clean
from web.preferences import THEMES, YEAR, language_chosen
from web.responses import SeeOther, acknowledged, came_from, is_act


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


@never_cache
@require_safe
def session(request: HttpRequest) -> HttpResponse:
    """Who is signed in now in this browser, and the token of their forms: for our script, on a page left open."""
    return JsonResponse({"me": str(request.user.pk or ""), "token": get_token(request)})
