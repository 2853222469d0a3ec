"""A ballot that nobody can count, its key lost or its ballots not as they were cast: it is void, and held anew.

A key may only be out of reach of one process, whose folder is not shared or not mounted. So it counts as lost once
the clocks of all servers have looked for it for a minute and none has found it, and who declares the ballot void
does not find it either. It takes two people, since what was cast without a name is then gone for good.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import CLOCK, Actor, action, record, require, touch
from journal.clock import now
from members.models import Member
from votes import encryption, keys
from votes.actions.closing import check_can_be_counted
from votes.actions.gatherings import end_with_its_ballot
from votes.actions.locks import lock_ballot
from votes.actions.paper import end_waiting_papers
from votes.actions.reminders import tell_void
from votes.integrity import commitments
from votes.models import TAKEN_BACK, VOID, Ballot, EncryptedVote, SealedVote
from votes.queries import ballots

LOOKED_FOR = timedelta(minutes=1)


def look_for_keys() -> int:
    """What the clock of each server does: note of each open ballot whether its key is here; how many were noted.

    One that finds it takes back what another noted, so that only a key that nobody finds stays noted.
    """
    noted = 0
    for ballot in Ballot.objects.unfinished().filter(ballots_hash="").exclude(key_name=""):
        if (keys.read(ballot.key_name) is None) != (ballot.key_missed_at is not None):
            note_key(ballot, actor=CLOCK)
            noted += 1
    return noted


@action
def note_key(ballot: Ballot, *, actor: Actor) -> Ballot:
    """Since when this ballot's key is missed. Where it is here, nobody misses it, nor asks to void the ballot."""
    ballot = lock_ballot(ballot)
    require("votes.write_count", actor, ballot)
    is_here = keys.read(ballot.key_name) is not None
    if is_here:
        ballot.key_missed_at = ballot.void_asked_by = None
    elif ballot.key_missed_at is None:
        ballot.key_missed_at = now()
    ballot.save(update_fields=["key_missed_at", "void_asked_by"])
    touch(ballot.topic, ballot.gathering.topic, ballot.gathering.owner)
    return ballot


@action
def void_ballot(ballot: Ballot, *, actor: Actor) -> Ballot:
    """Declare void, before everybody, a ballot that cannot be counted: whoever conducts asks, a second one confirms.

    Its key is lost, and whoever runs the server could not bring it back; or its marks and ballots differ, or were
    changed, or no count ends. The second is another who conducts, who holds a role, or who administers; the clock,
    long after the meeting, needs nobody. What was cast without a name is deleted, and another ballot may open in
    its place. Twice changes nothing. Raises ValidationError: `closed`, `counting`, `readable`, `looked_for`.
    """
    ballot = lock_ballot(ballot)
    require("votes.void", actor, ballot)
    if ballot.is_void:
        return ballot
    is_lost = _check_is_stuck(ballot)
    if isinstance(actor, Member) and ballot.void_asked_by_id in (None, actor.pk):
        return _ask(ballot, actor)
    answered = ballots.turnout(ballot).answered
    end_waiting_papers(ballot, is_due=True)
    EncryptedVote.objects.filter(ballot=ballot).delete()
    SealedVote.objects.filter(ballot=ballot).delete()  # of a count that took too long
    if is_lost:
        ballot.key_name = ""  # a key that is here is destroyed as after any close
    ballot.outcome, ballot.closed_at = VOID, now()
    ballot.ballots_hash = commitments.list_hash([])
    ballot.save(update_fields=["key_name", "outcome", "closed_at", "ballots_hash"])
    record(
        "ballot.voided",
        topics=[ballot.topic, ballot.owner],
        body={"ballot": ballot.pk, "owner": ballot.owner, "answered": answered, "closed_at": ballot.closed_at},
    )
    if ballot.gathering.is_online:
        tell_void(ballot, actor=actor)
    end_with_its_ballot(ballot)
    touch(ballot.gathering.topic, ballot.gathering.owner)
    return ballot


def take_back(ballot: Ballot) -> None:
    """Within the action that takes back what an open, named ballot asks: it ends now, and is not counted.

    What was cast stays as it was, with its names. One that has closed, or is being counted, keeps its result.
    """
    ballot = lock_ballot(ballot)
    if ballot.closed_at or ballot.is_counting:
        return
    end_waiting_papers(ballot, is_due=True)
    ballot.outcome, ballot.closed_at, ballot.ballots_hash = TAKEN_BACK, now(), commitments.list_hash([])
    ballot.save(update_fields=["outcome", "closed_at", "ballots_hash"])
    record(
        "ballot.taken_back",
        topics=[ballot.topic, ballot.owner],
        body={"ballot": ballot.pk, "owner": ballot.owner, "closed_at": ballot.closed_at},
    )
    end_with_its_ballot(ballot)
    touch(ballot.gathering.topic, ballot.gathering.owner)


def _check_is_stuck(ballot: Ballot) -> bool:
    """Whether its key is lost; raises unless it cannot be counted for that or for another reason."""
    if ballot.is_counting and is_countable(ballot):
        raise ValidationError(
            _("This ballot is closed, and being counted: its result comes by itself. Nothing is lost."), code="counting"
        )
    if ballot.closed_at:
        raise ValidationError(_("This ballot is closed and counted: its result stands."), code="closed")
    if encryption.is_readable(ballot):
        if is_countable(ballot):
            raise ValidationError(_("This ballot can be counted: close it, and it is."), code="readable")
        return False
    if ballot.key_missed_at is None or ballot.key_missed_at + LOOKED_FOR > now():
        raise ValidationError(
            _(
                "The key of this ballot is not found here. Each server looks for it during a minute, and nothing is "
                "given up before: ask whoever runs the server, and try again then."
            ),
            code="looked_for",
        )
    return True


def _ask(ballot: Ballot, actor: Member) -> Ballot:
    require("votes.conduct", actor, ballot)
    if ballot.void_asked_by_id:
        return ballot
    ballot.void_asked_by = actor
    ballot.save(update_fields=["void_asked_by"])
    record("ballot.void_asked", topics=[ballot.topic, ballot.owner], body={"ballot": ballot.pk, "owner": ballot.owner})
    touch(ballot.gathering.topic, ballot.gathering.owner)
    return ballot


def is_countable(ballot: Ballot) -> bool:
    """Whether an open ballot whose key is here would be counted, were it closed now. Nothing is written."""
    try:
        check_can_be_counted(ballot)
    except ValidationError:
        return False
    return True
