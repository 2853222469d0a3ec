"""What the memory's entries in the journal say to people, and why an act is refused."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "event.added": _("The story is told: %(title)s"),
    "event.changed": _("The story is told better: %(title)s"),
    "document.added": _("A document is kept: %(title)s"),
    "document.changed": _("“%(document:document)s” has a version %(version)s: %(note)s"),
    "document.published": _("Visitors may read “%(document:document)s”."),
    "document.kept_to_members": _("Only members may read “%(document:document)s”."),
    "visit.planned": _("A visit is planned, with %(member:host)s."),
    "visit.cancelled": _("The visit of %(visit:visit)s is cancelled."),
    "visit.joined": _("%(member:member)s comes to the visit of %(visit:visit)s."),
    "visit.left": _("%(member:member)s does not come to the visit of %(visit:visit)s after all."),
}

REFUSALS = {
    "read": _("This is for members. Sign in to read it."),
    "visit_pages": _("This collective keeps its memory to its members. Sign in to read it."),
    "tell": _("Those who sit in a circle keep the story: tell it to one of them, or join a commission."),
    "write_documents": _("Those who sit in a circle keep the documents: ask one of them, or join a commission."),
    "plan_visits": _("Those who sit in a circle plan the visits: ask one of them, or join a commission."),
    "change_visit": _("Only the person who shows around may cancel this visit: ask them."),
    "sign_up": _("Visits are signed up for by members. Sign in, or write to the collective."),
}
JOURNAL_REFUSALS = {
    "read_topic": _("This part of the journal is kept for those whom it is about: ask one of them."),
}
