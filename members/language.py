"""The language that somebody chose stays with them, on every device."""

from django.http import HttpRequest

from members.actions import choose_language
from members.models import Member


def keep_language(request: HttpRequest, language: str) -> None:
    if isinstance(request.user, Member):
        choose_language(request.user, actor=request.user, language=language)
