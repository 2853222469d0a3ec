"""One-time links: what they carry, and what we keep of it."""

import hashlib
import secrets
from dataclasses import dataclass


@dataclass(frozen=True)
class Bearer:
    """Whoever holds a one-time link, before they have an account."""

    token: str
    actor_key: str = "invitation"


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What the database keeps of a link: enough to recognise it, not to use it."""
    return hashlib.sha256(token.encode()).hexdigest()
