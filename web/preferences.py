"""How a person wants to see us: the language and the light. Works signed out, by cookies."""

from collections.abc import Callable

from django.http import HttpRequest

THEMES = ("light", "dark")
YEAR = 365 * 24 * 3600
Remember = Callable[[HttpRequest, str], None]
_remember: list[Remember] = []


def remember_language(keep: Remember) -> None:
    """Have `keep(request, language)` called when a person chooses: the floor above stores it on the member."""
    if keep not in _remember:
        _remember.append(keep)


def language_chosen(request: HttpRequest, language: str) -> None:
    for keep in _remember:
        keep(request, language)
