"""The table of rights: role × act, for every address, API route and live page.

Each app writes the rows of its own addresses in `tests/rights/<app>.py`, as `ROWS`. The table
is run whole by `test_rights.py`, which also fails on any address that is in no row; the same
rows give the pages of which queries are counted, and those that the browser visits.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from django.urls import reverse

from tests.world import ROLES, World

APPS = (
    "config",
    "history",
    "assembly",
    "proposals",
    "elections",
    "commissions",
    "commissions_endings",
    "votes",
    "votes_proxies",
    "members",
    "web",
    "realtime",
    "journal",
)
EVERYONE = frozenset(ROLES)
MEMBERS = EVERYONE - {"visitor"}
OF_THE_CIRCLE = frozenset({"member", "facilitator"})
FACILITATOR = frozenset({"facilitator"})
ADMINISTRATOR = frozenset({"administrator"})
NOBODY: frozenset[str] = frozenset()

Of = Callable[[World], dict[str, Any]]


def nothing(world: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Row:
    """Who `may` do `method` on the address `name`; everybody else is denied.

    `kwargs` are the address's, `data` what is sent (the form's fields, or JSON for the API),
    `query` what follows the `?`; each is read from the world. `note` tells two rows of one
    address apart ("closed item"). A page is a GET that answers HTML; `is_page=False` keeps a
    GET that is none (a file, a fragment, JSON) away from the browser's run.
    What the API is sent is JSON; where it holds a file, a form (`holds_a_file`).
    `name="live:meeting", method="WS", kwargs=lambda w: {"key": …}` stands for a live page.
    """

    name: str
    method: str = "GET"
    may: Iterable[str] = MEMBERS
    kwargs: Of = nothing
    data: Of = nothing
    query: Of = nothing
    note: str = ""
    is_page: bool = True
    holds_a_file: bool = False
    roles: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        unknown = set(self.may) - EVERYONE
        if unknown:
            raise ValueError(f"{self.name}: no such role: {unknown}")
        object.__setattr__(self, "roles", frozenset(self.may))

    def __str__(self) -> str:
        return f"{self.method} {self.name}" + (f" ({self.note})" if self.note else "")

    @property
    def is_api(self) -> bool:
        return self.method != "WS" and (self.name.startswith("api") or "-list" in self.name or "-detail" in self.name)

    @property
    def is_sent_as_json(self) -> bool:
        return not self.holds_a_file and (self.is_api or self.method in {"PUT", "PATCH", "DELETE"})

    def sent(self, world: World) -> dict[str, Any]:
        """What is sent by somebody who means it: a page's form says that it was confirmed."""
        return self.data(world) if self.is_api or self.method != "POST" else self.data(world) | {"confirmed": "yes"}

    def url(self, world: World) -> str:
        """The address in that world, with its query."""
        return reverse(self.name, kwargs=self.kwargs(world) or None, query=self.query(world) or None)

    @property
    def reader(self) -> str:
        """One role that may: whoever sees most comes first."""
        order = ("facilitator", "administrator", "member", "other", "newcomer", "former", "visitor")
        return next(role for role in order if role in self.roles)


def table() -> list[Row]:
    """Every app's rows."""
    here = Path(__file__).parent
    return [row for app in APPS if (here / f"{app}.py").exists() for row in import_module(f"tests.rights.{app}").ROWS]


def pages() -> list[Row]:
    """The rows whose page somebody may open: what axe, the console and the pseudo-language are run on."""
    return [row for row in table() if row.method == "GET" and row.is_page and row.roles and not row.is_api]
