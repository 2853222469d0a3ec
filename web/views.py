"""The addresses that belong to no app: the language and the theme of a visitor, and who is signed in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from web.preferences import THEMES, YEAR, language_chosen
from web.responses import SeeOther, came_from


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


@never_cache
@require_safe
def session(request: HttpRequest) -> HttpResponse:
    """Who is signed in now in this browser, and the token of their forms: for our script, on a page left open."""
    return JsonResponse({"me": str(request.user.pk or ""), "token": get_token(request)})
