"""Acts of no app: what the journal's own tests record, and how they look at what it kept."""

import json
from typing import Any

from django.core.exceptions import ValidationError

from journal.actions import CLOCK, action, record, touch
from journal.checkpoint import text_of
from journal.models import Checkpoint, Entry


def happen(body: dict[str, Any] | None = None, *, actor=CLOCK, **told) -> str:
    return happening(body, actor=actor, **told)


@action
def happening(body, *, actor, topics=("test:1",), private=None, fails=False) -> str:
    record("test.happened", topics=topics, body=body, private=private)
    if fails:
        raise ValidationError("It did not happen after all.", code="fails")
    return "done"


@action
def touch_only(*topics: str, actor) -> None:
    touch(*topics)


def said() -> list[dict[str, Any]]:
    """What the entries' bytes say, in order."""
    return [json.loads(bytes(entry.bytes)) for entry in Entry.objects.all()]


def bodies() -> list[dict[str, Any]]:
    return [entry["body"] for entry in said()]


def latest_text(language: str) -> str:
    """The latest checkpoint as it is printed; "" if there is none."""
    latest = Checkpoint.objects.last()
    return text_of(latest, language) if latest else ""
