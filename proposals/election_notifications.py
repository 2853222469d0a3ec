"""The kinds of notifications that elections without candidate send."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.numbers import numbers
from members.kind_groups import DUTIES, TEXTS
from members.models import Member
from members.notifications import NotificationKind
from members.panels import Waiting
from proposals.actions.election_notifications import (
    ACCEPTANCE,
    CANDIDACY,
    CHANGE,
    FACILITATION,
    LIFTING,
    NOMINATION,
)
from proposals.election_process import ElectionState
from proposals.models import Election, Nomination
from proposals.queries.elections import elections_for

READING = (ElectionState.OPENING, ElectionState.CHANGE)


def shown_nominations(member: Member, topics: set[str]) -> list[Waiting]:
    """Whom each person names, to be read from when all are shown until the changes are over."""
    keys = numbers({Election.key_in(topic) for topic in topics})
    changed = Nomination.objects.filter(member=member, is_change=True).values("election")
    return [
        Waiting(
            _("Read whom each person names, and why; you may then name somebody else: %(title)s")
            % {"title": election.title},
            election.get_absolute_url(),
            CHANGE,
            due=election.stage_ends_at,
            minutes=3,
            about=election.topic,
        )
        for election in elections_for(member).filter(pk__in=keys, state__in=READING).exclude(pk__in=changed)
    ]


KINDS = {
    NOMINATION: NotificationKind(gettext_lazy("Elections in which I am asked to name somebody")),
    CHANGE: NotificationKind(gettext_lazy("Nominations of which the reasons are to be read"), still=shown_nominations),
    CANDIDACY: NotificationKind(gettext_lazy("Elections in which I am asked whether I object")),
    ACCEPTANCE: NotificationKind(gettext_lazy("Roles for which I am proposed"), DUTIES, is_personal=True),
    LIFTING: NotificationKind(gettext_lazy("My objections in elections"), TEXTS, is_personal=True),
    FACILITATION: NotificationKind(gettext_lazy("Elections that I facilitate"), DUTIES, is_personal=True),
}
