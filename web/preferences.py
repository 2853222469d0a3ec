"""How a person wants to see us: the language and the light. Works signed out, by cookies."""

from collections.abc import Callable

from django.http import HttpRequest

from journal.registry import Registry

THEMES = ("light", "dark")
YEAR = 365 * 24 * 3600
Remember = Callable[[HttpRequest, str], None]
keepers: Registry[Remember] = Registry("what keeps a chosen language")
"""Each is called as `keep(request, language)` when a person chooses: the floor above stores it on the member."""


def language_chosen(request: HttpRequest, language: str) -> None:
    for keep in keepers.values():
        keep(request, language)
