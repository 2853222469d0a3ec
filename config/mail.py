"""From one address to Django's mail settings.

`smtps://` is TLS from the first byte here, and `smtp://` never sends a password in clear. With dj-email-url the first
is STARTTLS, under a warning, and the second neither: it would change what existing settings mean without a word.
"""

from typing import Any
from urllib.parse import unquote, urlsplit


def smtp(url: str) -> dict[str, Any]:
    """`smtp://user:password@host:587` (STARTTLS), `smtps://…:465` (TLS), `smtp+plain://…` (neither, a relay at home).

    Raises ValueError for anything else.
    """
    parts = urlsplit(url)
    ports = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
    if parts.scheme not in ports or not parts.hostname:
        raise ValueError("EMAIL_URL looks like smtp://user:password@host:587")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or ports[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 30,
    }
