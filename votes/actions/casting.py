"""Somebody answers. Nothing of it enters the journal: the closing commits to the whole list."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from journal.actions import action, require
from journal.clock import now
from members.models import Member
from votes.actions.locks import share_ballot
from votes.counting.majority import Choice
from votes.models import Ballot, RollEntry, Vote
from votes.words import too_late


@action
def cast_vote(
    ballot: Ballot, *, elector: Member, choice: Any, actor: Member, request_key: str = "", reason: str = ""
) -> Vote:
    """Answer for `elector`, who is the actor or gave the actor a proxy. Until the close it may be changed.

    The same `request_key`, or the same answer, again gives the vote that is already there. Taking
    no part ("no_part") asks its `reason`. Raises ValidationError: `closed`, `not_present`, `choice`,
    `reason`, `giver_voted`, `request_key`; PermissionDenied for whoever is not on the roll.
    """
    share_ballot(ballot)  # first: so that what is joined to the entry's lock below cannot change while it waits
    entry = (
        RollEntry.objects.select_for_update(of=("self",), no_key=True)
        .select_related("ballot__gathering")
        .filter(ballot=ballot, member=elector)
        .order_by("pk")
        .first()
    )
    if entry is None:
        raise PermissionDenied("votes.cast")
    require("votes.cast", actor, entry)
    versions = list(entry.votes.order_by("-version"))
    choice = _read(choice)
    repeated = next((vote for vote in versions if request_key and vote.request_key == request_key), None)
    if repeated:
        if repeated.choice != choice:
            raise ValidationError(_("This request was already used for another answer."), code="request_key")
        return repeated
    instant = now()
    ballot = entry.ballot
    closed = ballot.closed_at or ballot.closes_at
    if closed and (ballot.closed_at or closed <= instant):
        raise ValidationError(too_late(closed, instant), code="closed")
    if not ballot.gathering.is_online and not entry.may_answer:
        raise ValidationError(
            _("You were not there when this ballot opened: it goes on without you, and you vote in the next one."),
            code="not_present",
        )
    standing = versions[0] if versions else None
    if standing and standing.cast_by_id == elector.pk != actor.pk:
        raise ValidationError(
            _("%(name)s has voted in person: the proxy does not count in this ballot.") % {"name": elector.name},
            code="giver_voted",
        )
    reason = reason.strip() if choice == Choice.NO_PART else ""
    if choice == Choice.NO_PART and not reason:
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
        choice=choice.value,
        reason=reason,
        cast_by=actor,
        cast_at=instant,
        request_key=request_key,
    )


def _read(choice: Any) -> Choice:
    try:
        return Choice(choice)
    except ValueError:
        raise ValidationError(_("Choose one of the answers of the ballot."), code="choice") from None
