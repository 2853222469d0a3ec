"""The language that somebody chose stays with them, on every device, and on the pages that letters lead to."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from members.actions import choose_language
from members.models import Member


def keep_language(request: HttpRequest, language: str) -> None:
    if isinstance(request.user, Member):
        choose_language(request.user, actor=request.user, language=language)


def language_of_reader(request: HttpRequest, addressee: Member) -> str:
    """In which language to show a page that a letter leads to: as chosen in this browser, else as its addressee has."""
    is_chosen = request.user.is_authenticated or settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    return get_language() or addressee.language if is_chosen else addressee.language
