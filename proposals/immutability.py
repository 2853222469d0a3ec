"""What the database refuses of proposals: an edit of a text that was presented, or of a decision."""

from journal.immutability import Refusal

NEVER_EDITED = {
    "proposals_version": (
        *("proposal_id", "number", "text", "note", "change", "is_substantial", "author_id", "created_at"),
    ),
    "proposals_suggestededit": (
        *("proposal_id", "first_version_id", "quote", "replacement", "reason", "member_id", "suggested_at"),
    ),
    "proposals_comment": ("proposal_id", "first_version_id", "quote", "text", "member_id", "commented_at"),
    "proposals_commentreply": ("comment_id", "text", "member_id", "replied_at"),
    "proposals_attachedfile": (
        *("proposal_id", "place", "name", "kind", "size", "sha256", "key", "member_id", "attached_at"),
    ),
    "proposals_decision": (
        *("year", "serial", "number", "circle_id", "proposal_id", "round_id", "ballot_id", "occasion"),
        *("title", "text", "reasons", "process", "result", "decided_at", "review_on", "replaces_id", "is_repeal"),
        *("change", "expected", "evidence", "responsible_id", "due_on"),
    ),
    "proposals_readerchange": ("decision_id", "former", "audience", "by_id", "at"),
    "proposals_followup": (*("decision_id", "state", "responsible_id", "due_on", "reason", "noted_by_id", "noted_at"),),
}
REFUSALS = [
    Refusal(f"{table}_never_edited", table, "update", f"{table} is never edited", columns=columns)
    for table, columns in NEVER_EDITED.items()
]
