"""Who may do what with working groups that end, or have ended. Nobody coordinates them: Ada, who administers, may."""

from typing import Any

from tests.rights.table import ADMINISTRATOR, MEMBERS, Row
from tests.world import World


def busy(w: World) -> dict[str, Any]:
    return {"slug": w.busy_group.slug}


def idle(w: World) -> dict[str, Any]:
    return {"slug": w.welcoming_circle.slug}


def ended(w: World) -> dict[str, Any]:
    return {"slug": w.ended_group.slug}


def board(w: World) -> dict[str, Any]:
    return {"slug": w.ca.slug}


def left(w: World) -> dict[str, Any]:
    return {"left": "Les outils sont au local."}


ROWS = [
    Row("commissions:circle", "GET", MEMBERS, kwargs=ended, note="ended group"),
    Row("commissions:circle-tasks", "GET", MEMBERS, kwargs=ended, note="ended group"),
    Row("commissions:circle-ending", "GET", ADMINISTRATOR, kwargs=busy),
    Row("commissions:circle-ending", "GET", ADMINISTRATOR, kwargs=idle, note="nothing stands in the way"),
    Row("commissions:circle-ending", "GET", ADMINISTRATOR, kwargs=board, note="the board stays"),
    Row("commissions:circle-ending", "POST", ADMINISTRATOR, kwargs=idle, data=left),
    Row("commissions:circle-ending", "GET", ADMINISTRATOR, kwargs=ended, note="what it leaves"),
    Row("commissions:circle-ending", "POST", ADMINISTRATOR, kwargs=ended, data=left, note="what it leaves"),
    Row("commissions:circle-resuming", "POST", ADMINISTRATOR, kwargs=ended),
    Row("api-circle-ending", "GET", ADMINISTRATOR, kwargs=busy),
    Row("api-circle-ending", "POST", ADMINISTRATOR, kwargs=idle, data=left),
    Row("api-circle-resuming", "POST", ADMINISTRATOR, kwargs=ended),
]
