"""What the database itself refuses: changing a text that was presented, or a decision.

Made again after every migration, since SQLite loses a table's triggers when Django remakes it.
"""

from typing import Any

from django.db import connections

NEVER_EDITED = {
    "proposals_version": ("proposal_id", "number", "text", "note", "is_substantial", "author_id", "created_at"),
    "proposals_decision": (
        *("year", "serial", "number", "circle_id", "proposal_id", "round_id", "ballot_id", "occasion"),
        *("title", "text", "reasons", "process", "result", "decided_at", "review_on", "replaces_id", "is_repeal"),
    ),
}
FUNCTION = """
CREATE OR REPLACE FUNCTION proposals_never_edited() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is never edited', TG_TABLE_NAME; END $$
"""


def guard(*, using: str, **_kwargs: Any) -> None:
    """Make the triggers. Twice changes nothing."""
    connection = connections[using]
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if postgresql:
            cursor.execute(FUNCTION)
        for table, columns in NEVER_EDITED.items():
            name = f"{table}_never_edited"
            body = (
                "FOR EACH ROW EXECUTE FUNCTION proposals_never_edited()"
                if postgresql
                else f"BEGIN SELECT RAISE(ABORT, '{table} is never edited'); END"
            )
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if postgresql else ""))
            cursor.execute(f"CREATE TRIGGER {name} BEFORE UPDATE OF {', '.join(columns)} ON {table} {body}")
