"""The result of a ballot: written with its closing where the count takes an instant, else once it has been counted.

A large count is made outside any transaction (`votes.counter`), on the list of ballots that the closing fixed. Until
its result is written the ballot is closed, and "counting" for everybody: nothing is cast and nothing changes any
more. Whichever server's clock has the answer first writes it, once; a server that is killed meanwhile loses nothing.
What the ballot decides follows from that writing, and bears the date of the closing.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from journal.actions import CLOCK, Actor, action, record, require, touch
from members.models import Mail, Member
from members.outbox import Letter, Wording, absolute, as_written, send_all
from votes import counter
from votes.actions.gatherings import end_with_its_ballot
from votes.actions.locks import lock_ballot
from votes.integrity import commitments
from votes.methods import tallying
from votes.models import Ballot
from votes.queries import ballots
from votes.queries.results import recounted, result_of

WARNING = "count_takes_long"  # the kind of its letters, in the outbox

_begun: set[int] = set()  # the ballots that were asked for here, and that need not be read again meanwhile
_finished = 0  # how many counts had ended then


def count_ballots() -> int:
    """What the clock does: begin the counts that wait, and write those that are over; how many were written.

    Safe to run twice, and on two machines. One that takes longer than its deadline is tried again with a longer one.
    """
    global _finished
    if (finished := counter.finished()) != _finished or not counter.is_busy():
        _finished = finished
        _begun.clear()
    written = 0
    for ballot in list(ballots.ballots_to_count().exclude(pk__in=_begun)):
        tries = ballot.count_tries
        try:
            result = recounted(ballot, counter.DEADLINES[tries])
            if result is None:
                _begun.add(ballot.pk)
            else:
                written += write_count(ballot, result=result, actor=CLOCK).closed_at is not None
        except counter.CountTooLong:
            give_more_time(ballot, tries=tries + 1, actor=CLOCK)
        except ValueError:
            give_more_time(ballot, tries=len(counter.DEADLINES), actor=CLOCK)  # no time would be enough
    return written


@action
def write_count(ballot: Ballot, *, result: tallying.Plain, actor: Actor) -> Ballot:
    """Write what a closed ballot's list was counted to give. Whoever comes second changes nothing."""
    ballot = lock_ballot(ballot)
    require("votes.write_count", actor, ballot)
    if ballot.is_counting:
        assert ballot.closes_at is not None  # noqa: S101  (its closing wrote it)
        write_result(ballot, result, ballot.closes_at)
    return ballot


@action
def give_more_time(ballot: Ballot, *, tries: int, actor: Actor) -> Ballot:
    """So many tries were in vain: the next has more time. The first time, those who administer are written to."""
    ballot = lock_ballot(ballot)
    require("votes.write_count", actor, ballot)
    if not ballot.is_counting or ballot.count_tries >= tries:
        return ballot
    if not ballot.count_tries:
        _tell_administrators(ballot, actor)
    ballot.count_tries = tries
    ballot.save(update_fields=["count_tries"])
    touch(ballot.topic, ballot.gathering.topic, ballot.gathering.owner)
    return ballot


def count_now(ballot: Ballot) -> tallying.Plain:
    """Within the closing, a count that takes an instant. Raises ValidationError: `uncountable`."""
    try:
        result = recounted(ballot)
    except ValueError as error:
        raise ValidationError(
            _(
                "These ballots cannot be counted as they stand, so nothing was written (%(why)s). "
                "Declare the vote void, and open it anew."
            )
            % {"why": error},
            code="uncountable",
        ) from error
    assert result is not None  # noqa: S101  (it is not large)
    return result


def leave_to_count(ballot: Ballot, instant: datetime) -> None:
    """Within the closing of a large ballot: its list is fixed, nothing is accepted any more, the clock counts it."""
    ballot.closes_at = instant
    ballot.save(update_fields=["closes_at", "unconfirmed_votes", "ballots_hash", "shows_outcome_alone"])
    record(
        "ballot.ended",
        topics=[ballot.topic, ballot.owner],
        body={
            "ballot": ballot.pk,
            "owner": ballot.owner,
            "ballots": ballot.seals.count() + ballot.sealed.count(),
            "ballots_hash": ballot.ballots_hash,
            "closes_at": ballot.closes_at,
        },
    )
    touch(ballot.gathering.topic, ballot.gathering.owner)


def write_result(ballot: Ballot, result: tallying.Plain, closed_at: datetime) -> None:
    """Within an action that holds the ballot's lock: everybody sees what it gave."""
    ballot.result, ballot.outcome, ballot.closed_at = result, result["outcome"], closed_at
    ballot.save(
        update_fields=["closed_at", "outcome", "result", "unconfirmed_votes", "ballots_hash", "shows_outcome_alone"]
    )
    _record_closing(ballot)
    end_with_its_ballot(ballot)
    touch(ballot.gathering.topic, ballot.gathering.owner)


def _tell_administrators(ballot: Ballot, actor: Actor) -> None:
    """What may be wrong is the machine: too slow, or too busy. The question is not told to who may not read it."""
    letters = []
    for member in Member.objects.filter(is_administrator=True, is_active=True):
        with override(member.language):
            subject = _("The count of a vote takes longer than it should")
            text = _(
                "Hello %(name)s,\n\nThe votes of a ballot are being counted, which took more than %(seconds)d seconds "
                "of the server’s time. Nothing is lost: the ballots are kept, and they are counted again by "
                "themselves, with more time. If the server is busy with something else, stop that meanwhile.\n\n%(url)s"
            ) % {
                "name": member.name,
                "seconds": counter.DEADLINES[0],
                "url": absolute(ballot.get_absolute_url()),
            }
        letters.append(Letter(member, subject, text))
    send_all(letters, kind=WARNING, key=str(ballot.pk), actor=actor, urgent=True)


def renew_warning(mail: Mail) -> Wording | None:
    """That a count takes long, while it does."""
    return as_written(mail, holds=Ballot.objects.filter(pk=mail.key, closed_at__isnull=True).exists())


def _record_closing(ballot: Ballot) -> None:
    result = ballot.result or {}
    places = {option: place for place, option in enumerate(ballot.options)}
    outcome_values: tallying.Plain
    if ballot.shows_outcome_alone:
        outcome_values = {"winners": [places[option] for option in result.get("winners", [])]}
    elif ballot.by_majority:
        counted = result_of(ballot)
        assert counted is not None  # noqa: S101  (it has just closed)
        outcome_values = {
            "tally": result["tally"],
            "base": counted.base,
            "needed": counted.needed,
            "threshold_reached": counted.threshold_reached,
            "casting": counted.casting and counted.casting.value,
        }
    else:
        tie = result.get("tie")
        outcome_values = {
            "winners": [places[option] for option in result["winners"]],
            "tie": tie and {**tie, "between": [places[option] for option in tie["between"]]},
        }
    record(
        "ballot.closed",
        topics=[ballot.topic, ballot.owner],
        body={
            "ballot": ballot.pk,
            "owner": ballot.owner,
            "outcome": ballot.outcome,
            **outcome_values,
            "quorum": result.get("quorum"),
            "cast": tallying.cast_in(result),
            "ballots": ballot.seals.count() + ballot.sealed.count(),
            "ballots_hash": ballot.ballots_hash,
            "result_hash": commitments.result_hash(ballot),
            "closed_at": ballot.closed_at,
        },
    )
