"""More minutes for a stage of an election without candidate, in a meeting."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import action
from members.models import Member
from proposals.actions.election_common import begin_election, tell_election
from proposals.election_process import ElectionAct
from proposals.models import Election
from proposals.process import GRANTED_MINUTES, LONGEST_GRANTED
from proposals.queries.elections import is_election_in_meeting


@action
def grant_election_minutes(election: Election, *, stage: str, granted: int, actor: Member) -> Election:
    """Give a stage that goes on in a meeting two minutes more, announced to all.

    `stage` and `granted` are what the person saw: where the election stands, and what was granted to it so far. Sent
    twice, or once the election has gone on, nothing changes. Raises ValidationError: `no_meeting`, `minutes`.
    """
    election = begin_election(ElectionAct.GRANT_MINUTES, election, actor=actor)
    if not is_election_in_meeting(election) or election.stage_ends_at is None:
        raise ValidationError(
            _("Minutes are granted while a meeting talks about it. Online, the stage may be extended."),
            code="no_meeting",
        )
    if election.state != stage or election.extra_minutes != granted:
        return election
    if granted + GRANTED_MINUTES > LONGEST_GRANTED:
        raise ValidationError(
            _("An hour was granted to this stage already: go on to the next one, or put the item off."), code="minutes"
        )
    election.extra_minutes += GRANTED_MINUTES
    election.stage_ends_at += timedelta(minutes=GRANTED_MINUTES)
    election.save(update_fields=["extra_minutes", "stage_ends_at"])
    tell_election("election.minutes_granted", election, stage=stage, minutes=GRANTED_MINUTES)
    return election
