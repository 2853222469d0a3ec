"""The signed ticket that a page carries and its socket shows first.

It says who follows which page, as what audience, and until when, so that a thousand browsers
that come back at once do not each open a session. It is never in an address, and it lives some
minutes: the hub hands out a fresh one before it ends, after asking the rule again.
"""

import time
from dataclasses import dataclass
from typing import Any

from django.core import signing

from realtime.pages import Audience, Live

LIFETIME = 15 * 60.0  # seconds
_SALT = "realtime.ticket"


@dataclass(frozen=True)
class Ticket:
    """`person` is a member's id (0: somebody signed out); `epoch` was theirs when it was made."""

    person: int
    epoch: int
    page: str
    key: str
    audience: Audience
    issued: float  # seconds since 1970

    @property
    def until(self) -> float:
        return self.issued + LIFETIME

    def signed(self) -> str:
        return signing.dumps(
            [self.person, self.epoch, self.page, self.key, self.audience.rights, self.audience.language, self.issued],
            salt=_SALT,
        )


def issue(live: Live[Any]) -> Ticket:
    """A ticket for this person and page, good for `LIFETIME` from when their rights were read."""
    person = live.person
    return Ticket(
        person.pk or 0, getattr(person, "epoch", 0), live.page.name, live.key, live.audience, round(live.opened, 3)
    )


def read(text: str) -> Ticket | None:
    """The ticket, or None if it was not made here or has run out."""
    try:
        person, epoch, page, key, rights, language, issued = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    ticket = Ticket(person, epoch, page, key, Audience(rights, language), issued)
    return ticket if ticket.until > time.time() else None
