"""What each kind of result is called, and its picture."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    label: str | Promise
    icon: str


KINDS = {
    "event": Kind(_("Story"), "milestone"),
    "document": Kind(_("Document"), "file-text"),
    "circle": Kind(_("Circle"), "users-round"),
    "task": Kind(_("Task"), "list-checks"),
    "person": Kind(_("Person"), "user-round"),
    "proposal": Kind(_("Proposal"), "scroll-text"),
    "decision": Kind(_("Decision"), "gavel"),
    "meeting": Kind(_("Meeting"), "armchair"),
}
