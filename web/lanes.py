"""Which acts take the thread kept for whoever conducts a meeting.

Each app names its own: the acts by which a meeting moves. The choice is by address alone, so it costs no session and no
query; whether the person may is asked by the act itself, as always.
"""

from collections.abc import Collection
from functools import lru_cache

from django.urls import Resolver404, resolve

from journal.registry import Registry

conducting: Registry[Collection[str]] = Registry("acts with a lane")
"""By app: POSTs to these views ("opening") never wait behind those of others."""


def has_a_lane(method: str, path: str) -> bool:
    if method != "POST":
        return False
    app, _colon, view = view_name(path).rpartition(":")
    return view in conducting.get(app, ())


@lru_cache(maxsize=4096)
def view_name(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""
