"""A ballot that nobody can count, its key lost or its ballots not as they were cast: it is void, and held anew."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import Actor, action, record, require, touch
from journal.clock import now
from votes import encryption, queries, seals
from votes.actions.ballots import check_can_be_counted
from votes.actions.gatherings import end_with_its_ballot
from votes.actions.locks import lock_ballot
from votes.actions.paper import end_waiting_papers
from votes.models import VOID, Ballot, EncryptedVote, SealedVote


@action
def void_ballot(ballot: Ballot, *, actor: Actor) -> Ballot:
    """Declare void, before everybody, a ballot that cannot be counted. Twice changes nothing.

    Its key is lost, and whoever runs the server could not bring it back; or its marks and ballots differ, or were
    changed. Whoever conducts does it: what was cast without a name is gone for good. Another ballot
    may then open in its place. Raises ValidationError: `closed`, `counting`, `readable`.
    """
    ballot = lock_ballot(ballot)
    require("votes.conduct", actor, ballot)
    if ballot.is_void:
        return ballot
    if ballot.is_counting and is_countable(ballot):
        raise ValidationError(
            _("This ballot is closed, and being counted: its result comes by itself. Nothing is lost."), code="counting"
        )
    if ballot.closed_at:
        raise ValidationError(_("This ballot is closed and counted: its result stands."), code="closed")
    is_readable = encryption.is_readable(ballot)
    if is_readable and is_countable(ballot):
        raise ValidationError(_("This ballot can be counted: close it, and it is."), code="readable")
    answered = queries.turnout(ballot).answered
    end_waiting_papers(ballot, is_due=True)
    EncryptedVote.objects.filter(ballot=ballot).delete()
    SealedVote.objects.filter(ballot=ballot).delete()  # of a count that took too long
    if not is_readable:
        ballot.key_name = ""  # a key that is here is destroyed as after any close
    ballot.outcome, ballot.closed_at = VOID, now()
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


def is_countable(ballot: Ballot) -> bool:
    """Whether an open ballot whose key is here would be counted, were it closed now. Nothing is written."""
    try:
        check_can_be_counted(ballot)
    except ValidationError:
        return False
    return True
