"""Every address of the project with the methods that it answers, read from the resolver itself."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from web.django_internals import required_methods

SAFE_TWINS = {"HEAD", "OPTIONS"}


def addresses() -> set[tuple[str, str]]:
    """`{("members:profile", "GET"), …}`. An address without a name counts under its pattern."""
    return {(name, method) for name, view in _walk(get_resolver(), "") for method in methods(view)}


def methods(view: Callable[..., Any]) -> set[str]:
    """What a view answers to. `ANY` if nothing limits it, which the table of rights refuses."""
    if required := required_methods(view):
        return required - SAFE_TWINS
    if actions := getattr(view, "actions", None):  # a view set of the API
        return {method.upper() for method in actions} - SAFE_TWINS
    if cls := getattr(view, "view_class", None) or getattr(view, "cls", None):
        return {method.upper() for method in cls.http_method_names if hasattr(cls, method)} - SAFE_TWINS
    return {"ANY"}


def _walk(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name or entry.pattern}", entry.callback
