"""Somebody answers. Nothing of it enters the journal: the closing commits to the whole list."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from journal.actions import action, once_by_itself, require
from journal.clock import now
from members.models import Member
from votes.actions.locks import lock_answer
from votes.methods import answers
from votes.methods.tallying import NO_PART
from votes.models import Ballot, RollEntry, Vote
from votes.queries.electors import elector_state
from votes.wording.ballots import too_late


@action
@once_by_itself
def cast_vote(
    ballot: Ballot, *, elector: Member, choice: Any, actor: Member, request_key: str = "", reason: str = ""
) -> Vote:
    """Answer for `elector`, who is the actor or gave the actor a proxy. Until the close it may be changed.

    `choice` is what the ballot's method asks (`votes.methods.answers`). The same `request_key`, or the same
    answer, again gives the vote that is already there. Taking no part ("no_part") asks its `reason`; it is
    all that is named in a secret ballot, whose votes go to `seal_vote`. Raises ValidationError: `closed`,
    `not_present`, `choice`, `secret`, `reason`, `voted`, `giver_voted`, `request_key`; PermissionDenied
    for whoever is not on the roll.
    """
    lock_answer(ballot, elector)
    state = elector_state(ballot.pk, elector.pk)
    if state is None:
        raise PermissionDenied("votes.cast")
    entry, versions = state.entry, state.versions
    require("votes.cast", actor, entry)
    choice = answers.read(entry.ballot, choice)
    repeated = next((vote for vote in versions if request_key and vote.request_key == request_key), None)
    if repeated:
        if repeated.choice != choice:
            raise ValidationError(_("This request was already used for another answer."), code="request_key")
        return repeated
    instant = now()
    check_takes_votes(entry, instant)
    if state.is_signed:
        raise ValidationError(
            _("The roll shows that this vote was cast already, in secret or on paper: it cannot be changed."),
            code="voted",
        )
    if entry.ballot.is_secret and choice != NO_PART:
        raise ValidationError(
            _("This ballot is secret: vote on its page, where your answer is put into the box without your name."),
            code="secret",
        )
    standing = versions[0] if versions else None
    if standing and standing.cast_by_id == elector.pk != actor.pk:
        raise ValidationError(
            _("%(name)s has voted in person: the proxy does not count in this ballot.") % {"name": elector.name},
            code="giver_voted",
        )
    reason = reason.strip() if choice == NO_PART else ""
    if choice == NO_PART and not reason:
        raise ValidationError(
            _("Say in a few words why you take no part (a personal interest, for instance)."), "reason"
        )
    if standing and (standing.choice, standing.reason, standing.cast_by_id) == (choice, reason, actor.pk):
        return standing
    if standing:
        standing.counts = False
        standing.save(update_fields=["counts"])
    return Vote.objects.create(
        entry=entry,
        version=standing.version + 1 if standing else 1,
        choice=choice,
        reason=reason,
        cast_by=actor,
        cast_at=instant,
        request_key=request_key,
    )


def check_takes_votes(entry: RollEntry, instant: datetime) -> None:
    """Within an action that shares the ballot's lock: whether a vote may still be cast for this elector.

    Raises ValidationError: `closed` with both times, `not_present`.
    """
    ballot = entry.ballot
    if ballot.end and not ballot.is_open_at(instant):
        raise ValidationError(too_late(ballot.end, instant), code="closed")
    if not entry.is_present_or_represented and not ballot.gathering.is_online:
        raise ValidationError(
            _("You were not there when this ballot opened: it goes on without you, and you vote in the next one."),
            code="not_present",
        )
