"""Those who have not answered in a round are reminded, where their silence is presumed to consent."""

from django.utils import timezone

from journal.actions import Actor, action
from journal.clock import now
from members.notifications import soon_after
from proposals.actions.common import tell
from proposals.actions.notifications import remind_of_silence
from proposals.actions.rounds import begin_in_round
from proposals.deadlines import to_the_hour
from proposals.models import Round
from proposals.process import IN_THE_POST, SILENCE, Act
from proposals.queries.deadlines import stage_of


@action
def remind_silent(round: Round, *, actor: Actor) -> Round:
    """Tell those who have not answered that their silence is presumed to consent: only then does it. Once a round.

    Where less than a day would be left once the letter has left, the round ends that much later, which all are told.
    """
    round, proposal = begin_in_round(Act.CLOSE_ROUND, round, actor=actor)
    stage = stage_of(proposal)
    if stage.ends_at is None or not round.presumes_consent or round.reminded_at is not None:
        return round
    round.reminded_at = now()
    round.save(update_fields=["reminded_at"])
    in_time = to_the_hour(timezone.localtime(soon_after(round.reminded_at) + SILENCE + IN_THE_POST))
    if stage.ends_at < in_time:
        stage.ends_at = in_time
        stage.save(update_fields=["ends_at"])
        tell("round.put_off", proposal, round=round.pk, ends_at=in_time)
    remind_of_silence(round)
    tell("round.reminded", proposal, round=round.pk)
    return round
