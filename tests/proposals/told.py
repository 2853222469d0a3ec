"""What the journal was told, for the tests that assert it."""

import json
from typing import Any

from journal.models import Entry, PrivateText


def verbs() -> list[str]:
    """Every verb, in order."""
    return [entry.verb for entry in Entry.objects.order_by("seq")]


def body(verb: str) -> dict[str, Any]:
    """The body of the latest entry with this verb."""
    said: dict[str, Any] = json.loads(bytes(Entry.objects.filter(verb=verb).latest("seq").bytes))
    return said["body"]


def everything() -> str:
    """All that the journal holds, readable texts included."""
    entries = [bytes(entry.bytes).decode() for entry in Entry.objects.all()]
    return "\n".join(entries + [text.text for text in PrivateText.objects.all()])
