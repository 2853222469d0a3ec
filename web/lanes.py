"""Which acts take the thread kept for whoever conducts a meeting.

Named by the apps that own them, in `config/apps.py`: the acts by which a meeting moves. The choice
is by address alone, so it costs no session and no query; whether the person may is asked by the act
itself, as always.
"""

from functools import lru_cache

from django.urls import Resolver404, resolve

_conducting: set[str] = set()


def conducting(*view_names: str) -> None:
    """POSTs to these views (`assembly:opening`, ...) never wait behind those of others."""
    _conducting.update(view_names)


def conducted() -> frozenset[str]:
    """The views that were named so."""
    return frozenset(_conducting)


def has_a_lane(method: str, path: str) -> bool:
    return method == "POST" and view_name(path) in _conducting


@lru_cache(maxsize=4096)
def view_name(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""
