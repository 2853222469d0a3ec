"""Who facilitates an election without candidate: asked first, and replaced where they have not agreed or have left."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import action
from journal.clock import now
from members.models import Member
from proposals.actions.election_common import begin_election, tell_election
from proposals.actions.election_notifications import ask_to_lead_election
from proposals.election_process import ElectionAct
from proposals.models import Election
from proposals.queries.elections import is_facilitator_missing
from proposals.queries.facilitation import left_to_facilitate

DECLINED = "election.facilitator_declined"


def name_facilitator(election: Election, person: Member, actor: Member) -> None:
    """Within the act that names them: who names themself facilitates at once; anybody else is asked first."""
    election.facilitator, election.facilitator_since = person, now() if person == actor else None


@action
def decline_election_facilitation(election: Election, *, actor: Member) -> Election:
    """Whoever was asked does not: whoever coordinates the circle is asked instead, or else who started it; once each.

    Who started it leads meanwhile, and any member may facilitate in their place. Raises ValidationError: `nobody` where
    no other is left to ask.
    """
    election = begin_election(ElectionAct.DECLINE_TO_FACILITATE, election, actor=actor)
    facilitator = left_to_facilitate(election, DECLINED, election.started_by, but=actor)
    if facilitator is None:
        raise ValidationError(
            _("Nobody else is left to ask by itself: any member may facilitate it, on its page. Tell them."),
            code="nobody",
        )
    election.facilitator = facilitator
    election.save(update_fields=["facilitator"])
    tell_election(DECLINED, election, asked=actor.pk, facilitator=election.facilitator_id)
    ask_to_lead_election(election)
    return election


@action
def facilitate_election(election: Election, *, actor: Member) -> Election:
    """Agree to, for whoever was asked; or facilitate in the place of somebody who has not agreed yet, has left, or let
    the time go by. Raises ValidationError: `there`.
    """
    election = begin_election(ElectionAct.FACILITATE, election, actor=actor)
    if election.facilitator_id == actor.pk:
        if election.facilitator_since is None:
            election.facilitator_since = now()
            election.save(update_fields=["facilitator_since"])
            tell_election("election.facilitator_agreed", election, facilitator=actor.pk)
        return election
    if not is_facilitator_missing(election):
        raise ValidationError(
            _("%(name)s facilitates this election. Talk with them first.") % {"name": election.facilitator.name},
            code="there",
        )
    former, election.facilitator, election.facilitator_since = election.facilitator_id, actor, now()
    election.save(update_fields=["facilitator", "facilitator_since"])
    tell_election("election.facilitator_replaced", election, facilitator=actor.pk, former=former)
    return election
