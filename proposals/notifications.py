"""The kinds of notifications that proposals send, and what those that only tell still tell."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.numbers import numbers
from members.models import Member
from members.notifications import NotificationKind
from members.panels import Waiting
from proposals.actions.notifications import (
    AGREEMENT,
    AMENDMENT,
    EDIT,
    EDIT_ENDED,
    FACILITATING,
    HANDED,
    OBJECTION,
    OVERTAKEN,
    POSITION,
    PRESENTED,
    QUESTION,
    REACTION,
    REOPENING,
    REVIEW,
    WORDING,
)
from proposals.models import Proposal, SuggestedEdit
from proposals.process import ASKING
from proposals.queries import proposals_for


def presented(member: Member, topics: set[str]) -> list[Waiting]:
    """New texts to read, while questions may be asked about them."""
    keys = numbers({Proposal.key_in(topic) for topic in topics})
    return [
        Waiting(
            _("Read a new proposal, and ask your questions: %(title)s") % {"title": proposal.title},
            proposal.get_absolute_url(),
            PRESENTED,
            minutes=3,
            about=proposal.topic,
        )
        for proposal in proposals_for(member).filter(pk__in=keys, state__in=ASKING)
    ]


def ended_edits(member: Member, topics: set[str]) -> list[Waiting]:
    """What became of the changes that this member suggested in place."""
    keys = numbers({Proposal.key_in(topic) for topic in topics})
    own = SuggestedEdit.objects.filter(member=member).exclude(status__in=["open", "withdrawn"])
    return [
        Waiting(
            _("Read what became of the change that you suggested: %(title)s") % {"title": proposal.title},
            proposal.get_absolute_url(),
            EDIT_ENDED,
            minutes=1,
            about=proposal.topic,
        )
        for proposal in proposals_for(member).filter(pk__in=keys, suggested_edits__in=own).distinct()
    ]


KINDS = {
    PRESENTED: NotificationKind(gettext_lazy("New proposals"), still=presented),
    QUESTION: NotificationKind(gettext_lazy("Questions about my texts"), is_personal=True),
    REACTION: NotificationKind(gettext_lazy("Reactions to a text")),
    AMENDMENT: NotificationKind(gettext_lazy("My texts, to keep or improve"), is_personal=True),
    POSITION: NotificationKind(gettext_lazy("Positions to take")),
    OBJECTION: NotificationKind(gettext_lazy("My objections, and those to my texts"), is_personal=True),
    WORDING: NotificationKind(gettext_lazy("Words that somebody asks me to find with them"), is_personal=True),
    EDIT: NotificationKind(gettext_lazy("Changes suggested in my texts")),
    EDIT_ENDED: NotificationKind(gettext_lazy("What became of the changes that I suggested"), still=ended_edits),
    FACILITATING: NotificationKind(gettext_lazy("Proposals that I am asked to facilitate"), is_personal=True),
    OVERTAKEN: NotificationKind(gettext_lazy("My texts, of which the decision has changed"), is_personal=True),
    HANDED: NotificationKind(gettext_lazy("Proposals handed to my circles")),
    REVIEW: NotificationKind(gettext_lazy("Decisions to look at again")),
    REOPENING: NotificationKind(gettext_lazy("Requests to decide anew"), is_personal=True),
    AGREEMENT: NotificationKind(gettext_lazy("Objections that the circle is asked to carry")),
}
