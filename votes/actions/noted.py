"""What somebody in the room without a phone votes, noted by another: it counts once a second person confirms it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from journal.actions import action, record, require
from journal.clock import now
from members.models import Member
from votes.actions.casting import check_takes_votes
from votes.actions.locks import lock_answer
from votes.methods import answers
from votes.methods.tallying import NO_PART
from votes.models import Ballot, NotedVote, Vote
from votes.queries.electors import ElectorState, elector_state


@action
def note_vote(ballot: Ballot, *, elector: Member, choice: Any, actor: Member) -> NotedVote:
    """Write down what somebody in the room votes aloud. It counts once it is confirmed (`confirm_noted_vote`).

    Whoever conducts, or holds a role in the meeting, may; noting it again replaces what the same person noted. Never in
    a secret ballot, nor for whoever is represented: their proxy votes. Raises ValidationError: `online`, `secret`,
    `own`, `not_on_roll`, `not_present`, `closed`, `choice`, `voted` where they have voted, `noted` where somebody else
    has noted their vote.
    """
    lock_answer(ballot, elector)
    require("votes.note_vote", actor, ballot)
    state = elector_state(ballot.pk, elector.pk)
    if state is None:
        raise ValidationError(
            _("%(name)s is not on the roll of this vote.") % {"name": elector.name}, code="not_on_roll"
        )
    _check_may_be_noted(state, elector, actor)
    choice = answers.read(state.entry.ballot, choice)
    if choice == NO_PART:
        raise ValidationError(_("Taking no part is said by the person alone, with its reason."), code="choice")
    standing = NotedVote.objects.filter(entry=state.entry).select_related("noted_by").first()
    if standing and standing.noted_by_id != actor.pk:
        raise ValidationError(
            _("%(noter)s has already noted the vote of %(name)s: it is to be confirmed, or taken back.")
            % {"noter": standing.noted_by.name, "name": elector.name},
            code="noted",
        )
    if standing:
        standing.delete()  # a new row, so that nobody confirms what they did not read
    note = NotedVote.objects.create(entry=state.entry, choice=choice, noted_by=actor, noted_at=now())
    _tell("vote.noted", note)
    return note


@action
def confirm_noted_vote(note: NotedVote, *, actor: Member) -> Vote:
    """The person, or a second holder of a role, confirms what was noted: it is that person's vote from now on.

    Confirming twice changes nothing. Raises ValidationError: `closed`, `gone` where it was taken back, noted anew, or
    replaced by their own vote.
    """
    fresh, state = _fresh(note)
    require("votes.confirm_noted", actor, fresh)
    if fresh.vote:
        return fresh.vote
    instant = now()
    check_takes_votes(state.entry, instant)
    if state.versions or state.is_signed:
        raise ValidationError(
            _("%(name)s has voted since: what was noted does not count.") % {"name": fresh.entry.member.name},
            code="gone",
        )
    vote = Vote.objects.create(entry=state.entry, choice=fresh.choice, cast_by=fresh.entry.member, cast_at=instant)
    fresh.vote, fresh.confirmed_by = vote, actor
    fresh.save(update_fields=["vote", "confirmed_by"])
    _tell("vote.confirmed", fresh)
    return vote


@action
def drop_noted_vote(note: NotedVote, *, actor: Member) -> None:
    """Whoever noted it takes it back, or the person says that it is not their vote. Once confirmed it stays."""
    fresh, state = _fresh(note)
    require("votes.drop_noted", actor, fresh)
    check_takes_votes(state.entry, now())
    if fresh.vote:
        raise ValidationError(
            _("This vote is confirmed: only %(name)s can change it.") % {"name": fresh.entry.member.name},
            code="confirmed",
        )
    fresh.delete()
    _tell("vote.note_dropped", fresh)


def _check_may_be_noted(state: ElectorState, elector: Member, actor: Member) -> None:
    ballot = state.entry.ballot
    if ballot.gathering.is_online:
        raise ValidationError(_("Online, each answers for themself."), code="online")
    if ballot.is_secret:
        raise ValidationError(_("This vote is secret: nobody votes by the hand of another."), code="secret")
    if elector == actor:
        raise ValidationError(_("This is your own vote: cast it yourself."), code="own")
    check_takes_votes(state.entry, now())
    if not state.entry.present:
        raise ValidationError(
            _("%(name)s is represented: whoever holds the proxy votes.") % {"name": elector.name}, code="not_present"
        )
    if state.versions or state.is_signed:
        raise ValidationError(_("%(name)s has already voted.") % {"name": elector.name}, code="voted")


def _fresh(note: NotedVote) -> tuple[NotedVote, ElectorState]:
    """As it stands once its elector's answer is locked."""
    lock_answer(note.entry.ballot, note.entry.member)
    notes = NotedVote.objects.select_related("entry__member", "entry__ballot__gathering", "vote")
    fresh = notes.filter(pk=note.pk).first()
    if fresh is None:
        raise ValidationError(_("This was taken back. Look at the page again."), code="gone")
    state = elector_state(fresh.entry.ballot_id, fresh.entry.member_id)
    if state is None:
        raise PermissionDenied("votes.confirm_noted")
    return fresh, state


def _tell(verb: str, note: NotedVote) -> None:
    """Whose vote it is, and never which: the journal hears of votes at the close."""
    ballot = note.entry.ballot
    record(verb, topics=[ballot.topic, ballot.owner], body={"ballot": ballot.pk, "member": note.entry.member_id})
