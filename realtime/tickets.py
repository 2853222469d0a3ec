"""The signed ticket that a page carries and its socket shows first.

It says who follows which page, as what audience, and until when, so that a thousand browsers
that come back at once do not each open a session. It is never in an address, and it lives some
minutes: the hub hands out a fresh one before it ends, after asking the rule again.
"""

import time
from dataclasses import dataclass
from typing import Any

from django.core import signing

from realtime.pages import Audience

LIFETIME = 15 * 60  # seconds
_SALT = "realtime.ticket"


@dataclass(frozen=True)
class Ticket:
    """`person` is a member's id (0: somebody signed out); `epoch` was theirs when it was made."""

    person: int
    epoch: int
    page: str
    key: str
    audience: Audience
    until: int  # seconds since 1970

    def signed(self) -> str:
        return signing.dumps(
            [self.person, self.epoch, self.page, self.key, self.audience.rights, self.audience.language, self.until],
            salt=_SALT,
        )


def issue(person: Any, page: str, key: str, audience: Audience) -> Ticket:
    """A ticket for this person, good for `LIFETIME` from now."""
    return Ticket(person.pk or 0, getattr(person, "epoch", 0), page, key, audience, int(time.time()) + LIFETIME)


def read(text: str) -> Ticket | None:
    """The ticket, or None if it was not made here or has run out."""
    try:
        person, epoch, page, key, rights, language, until = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if until < time.time():
        return None
    return Ticket(person, epoch, page, key, Audience(rights, language), until)
