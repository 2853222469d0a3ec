"""A ballot whose key was lost before its count: nobody can read what was answered, so it is void, and held anew."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import Actor, action, record, require, touch
from journal.clock import now
from votes import encryption, queries, seals
from votes.actions.gatherings import end_with_its_ballot
from votes.actions.locks import lock_ballot
from votes.actions.paper import end_waiting_papers
from votes.models import VOID, Ballot, EncryptedVote


@action
def void_ballot(ballot: Ballot, *, actor: Actor) -> Ballot:
    """Declare void, before everybody, a ballot that cannot be counted since its key is lost. Twice changes nothing.

    Whoever conducts does it, once whoever runs the server could not bring the key back: what was cast is gone
    for good. Another ballot may then open in its place. Raises ValidationError: `closed`, `readable`.
    """
    ballot = lock_ballot(ballot)
    require("votes.conduct", actor, ballot)
    if ballot.is_void:
        return ballot
    if ballot.closed_at:
        raise ValidationError(_("This ballot is closed and counted: its result stands."), code="closed")
    if encryption.is_readable(ballot):
        raise ValidationError(
            _("The key of this ballot is here: close the ballot, and it is counted."), code="readable"
        )
    answered = queries.turnout(ballot).answered
    end_waiting_papers(ballot, is_due=True)
    EncryptedVote.objects.filter(ballot=ballot).delete()
    ballot.key_name, ballot.outcome, ballot.closed_at = "", VOID, now()
    ballot.ballots_hash = seals.list_hash([])
    ballot.save(update_fields=["key_name", "outcome", "closed_at", "ballots_hash"])
    record(
        "ballot.voided",
        topics=[ballot.topic, ballot.owner],
        body={"ballot": ballot.pk, "owner": ballot.owner, "answered": answered, "closed_at": ballot.closed_at},
    )
    end_with_its_ballot(ballot)
    touch(ballot.gathering.topic, ballot.gathering.owner)
    return ballot
