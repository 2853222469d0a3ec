"""What the database itself refuses: changing a text that was presented, or a decision.

Made again after every migration, since SQLite loses a table's triggers when Django remakes it.
"""

from typing import Any

from django.db import connections

from journal import triggers
from journal.triggers import Function, Made, Trigger

NEVER_EDITED = {
    "proposals_version": (
        *("proposal_id", "number", "text", "note", "change", "is_substantial", "author_id", "created_at"),
    ),
    "proposals_decision": (
        *("year", "serial", "number", "circle_id", "proposal_id", "round_id", "ballot_id", "occasion"),
        *("title", "text", "reasons", "process", "result", "decided_at", "review_on", "replaces_id", "is_repeal"),
        "change",
    ),
}
REFUSE = Function("proposals_never_edited", " BEGIN RAISE EXCEPTION '% is never edited', TG_TABLE_NAME; END ")


def guard(*, using: str, **_kwargs: Any) -> None:
    """Make the triggers. Twice changes nothing."""
    triggers.make(made(connections[using].vendor), using)


def made(vendor: str) -> Made:
    """One trigger a table, that hears a change of what is never edited."""
    found = []
    for table, columns in NEVER_EDITED.items():
        name = f"{table}_never_edited"
        act = triggers.refusal(vendor, f"{table} is never edited", REFUSE.name)
        event = f"BEFORE UPDATE OF {', '.join(columns)} ON {table} FOR EACH ROW"
        found.append(Trigger(name, table, f"CREATE TRIGGER {name} {event} {act}"))
    return Made(found, [REFUSE] if vendor == "postgresql" else [])
