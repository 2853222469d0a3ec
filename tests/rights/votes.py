"""Who may do what with ballots: `ballot` is open in the CA's evening, `closed_ballot` was closed last week."""

from typing import Any

from tests.rights.table import MEMBERS, NOBODY, Row
from tests.world import World

MALO = frozenset({"member"})
INES = frozenset({"facilitator"})


def ballot(w: World) -> dict[str, Any]:
    return {"pk": w.ballot.pk}


def closed(w: World) -> dict[str, Any]:
    return {"pk": w.closed_ballot.pk}


def malos(w: World) -> dict[str, Any]:
    return {"elector": w.malo.pk, "choice": "for"}


def roses(w: World) -> dict[str, Any]:
    """Rose is away; Malo holds her proxy."""
    return {"elector": w.rose.pk, "choice": "against"}


def iness(w: World) -> dict[str, Any]:
    return {"elector": w.ines.pk, "choice": "abstain"}


ROWS = [
    Row("votes:ballot", "GET", MEMBERS, kwargs=ballot),
    Row("votes:ballot", "GET", MEMBERS, kwargs=closed, note="closed"),
    Row("live:ballot", "WS", MEMBERS, kwargs=lambda w: {"key": str(w.ballot.pk)}),
    Row("votes:ballot-mine", "GET", MEMBERS, kwargs=ballot, is_page=False),
    Row("votes:ballot-votes", "POST", MALO, kwargs=ballot, data=malos, note="one's own"),
    Row("votes:ballot-votes", "POST", INES, kwargs=ballot, data=iness, note="whoever conducts, for herself alone"),
    Row("votes:ballot-votes", "POST", MALO, kwargs=ballot, data=roses, note="by proxy"),
    Row("votes:ballot-count", "GET", MEMBERS, kwargs=closed, is_page=False),
    Row("votes:ballot-count", "GET", NOBODY, kwargs=ballot, is_page=False, note="before the close"),
    # the API
    Row("api-ballot-list", "GET", MEMBERS),
    Row("api-ballot-detail", "GET", MEMBERS, kwargs=ballot),
    Row("api-ballot-votes", "POST", MALO, kwargs=ballot, data=malos),
    Row("api-ballot-votes", "POST", MALO, kwargs=ballot, data=roses, note="by proxy"),
    Row("api-ballot-result", "GET", MEMBERS, kwargs=closed),
    Row("api-ballot-result", "GET", NOBODY, kwargs=ballot, note="before the close"),
]
