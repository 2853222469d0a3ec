"""Ballots are closed in tests as their rules let them be, without waiting for the minute that it takes."""

from datetime import timedelta

from django.db import transaction

from assembly.actions import close_item_ballot
from assembly.due import conclude_item_ballots
from assembly.models import ItemBallot
from journal.actions import CLOCK, Actor
from journal.clock import now
from members.models import Member
from votes.actions import close_ballot
from votes.actions.locks import lock_ballot
from votes.due import close_ballots
from votes.models import Ballot


def close_in_time(ballot: Ballot, *, actor: Actor) -> Ballot:
    """By hand at once if all have answered; else once the minute is over, or a secret ballot's own time."""
    ballot.refresh_from_db()
    if not ballot.is_secret or ballot.closed_at:
        ballot = close_ballot(ballot, actor=actor)
    if ballot.closed_at:
        return ballot
    return close_ballot(let_its_time_pass(ballot), actor=CLOCK)


def let_its_time_pass(ballot: Ballot) -> Ballot:
    """As if it had opened that much sooner, so that its end is this instant: no vote comes in between."""
    with transaction.atomic():
        lock_ballot(ballot)
        ballot.refresh_from_db()
        assert ballot.closes_at, "nobody has announced that it closes"
        passed = max(ballot.closes_at - now(), timedelta())
        ballot.opened_at -= passed + timedelta(milliseconds=1)
        ballot.closes_at -= passed
        ballot.save(update_fields=["opened_at", "closes_at"])
    return ballot


def close_item_in_time(link: ItemBallot, *, actor: Member) -> ItemBallot:
    """The same for a vote of a meeting; what it decided is written."""
    link = close_item_ballot(link, actor=actor)
    if link.ballot.closed_at is None:
        let_its_time_pass(link.ballot)
        the_clock_strikes()
    return ItemBallot.objects.select_related("ballot", "item__meeting").get(pk=link.pk)


def the_clock_strikes() -> None:
    """What the clock does with ballots whose time has passed."""
    close_ballots()
    conclude_item_ballots()
