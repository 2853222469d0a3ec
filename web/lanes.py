"""Which requests take a thread of their own: a lane.

- `conducting`: the acts by which a meeting moves never wait behind those of others.
- `hashing`: what hashes a password takes a processor for a fifth of a second, by design. Such requests wait for each
  other, and nobody waits for them, however many people sign in at once or try passwords.
- `voting`: those that wait for one another are committed together, where that brings something
  (`config.shared_commits`).

Each app names its own. The choice is by address alone, so it costs no session and no query; whether the person may is
asked by the act itself, as always.
"""

from collections.abc import Collection
from functools import lru_cache

from django.urls import Resolver404, resolve

from journal.registry import Registry

conducting: Registry[Collection[str]] = Registry("acts of who conducts")
hashing: Registry[Collection[str]] = Registry("acts that hash a password")
voting: Registry[Collection[str]] = Registry("votes, which many cast at once")
"""By app ("" where an address has none): POSTs to these views ("opening")."""

VOTING = "voting"
LANES = {"conducting": conducting, "hashing": hashing, VOTING: voting}
MOST_WAITING = {"hashing": 300}  # a minute of them: whoever comes beyond is told so, rather than kept for longer


def lane_of(method: str, path: str) -> str:
    """Its name in `LANES`; empty where a request shares the threads of all."""
    if method != "POST":
        return ""
    app, _colon, view = view_name(path).rpartition(":")
    return next((name for name, acts in LANES.items() if view in acts.get(app, ())), "")


@lru_cache(maxsize=4096)
def view_name(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""
