"""A ballot closes by hand, or at its end, which may be put off once: it takes no more votes, and is counted."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import CLOCK, Actor, action, record, require, touch
from journal.clock import now
from votes import counter, encryption
from votes.actions.counting import count_now, leave_to_count, write_result
from votes.actions.locks import lock_ballot
from votes.actions.paper import end_waiting_papers
from votes.actions.sealing import unseal
from votes.integrity import commitments
from votes.models import Ballot, Consultation, NotedVote
from votes.queries import ballots
from votes.queries.results import is_large, marks_of
from votes.wording.ballots import to_the_second

NOTICE = timedelta(minutes=1)  # everybody sees for that long that a ballot is closed by hand


@action
def extend_ballot(ballot: Ballot, *, closes_at: datetime, actor: Actor) -> Ballot:
    """Put its end off, once, by at most its own length, before its last tenth: an act that everybody sees.

    Never where the result shows meanwhile, since whoever conducts could wait for a better one. To the same
    instant again changes nothing. Raises ValidationError: `closed`, `no_end` where no end was announced,
    `announced` once its closing by hand is, `live`, `earlier`, `twice`, `last_tenth`, `too_long`.
    """
    ballot = lock_ballot(ballot)
    require("votes.conduct", actor, ballot)
    instant, before = now(), ballot.closes_at
    if not ballot.is_open_at(instant):
        raise ValidationError(_("This ballot has closed: it can no longer be extended."), code="closed")
    if before is None:
        raise ValidationError(_("This ballot has no announced end: it stays open until it is closed."), code="no_end")
    if closes_at == before:
        return ballot
    _check_may_be_put_off(ballot, before, instant)
    if closes_at < before:
        raise ValidationError(
            _("This ballot was announced until %(end)s: it can last longer, not shorter.")
            % {"end": to_the_second(before)},
            code="earlier",
        )
    latest = ballots.latest_end(ballot, instant)
    if latest is None or closes_at > latest:
        raise ValidationError(
            _("A ballot is put off by at most the time that it was to last: choose %(latest)s at the latest.")
            % {"latest": to_the_second(latest or before)},
            code="too_long",
        )
    ballot.put_off_from, ballot.closes_at = before, closes_at
    ballot.save(update_fields=["put_off_from", "closes_at"])
    body = {"ballot": ballot.pk, "owner": ballot.owner, "from": before, "until": closes_at}
    record("ballot.extended", topics=[ballot.topic, ballot.owner], body=body)
    _announce(ballot)
    return ballot


def _check_may_be_put_off(ballot: Ballot, end: datetime, instant: datetime) -> None:
    if ballot.announced_at:
        raise ValidationError(
            _("The closing of this ballot was announced: it closes at %(end)s.") % {"end": to_the_second(end)},
            code="announced",
        )
    if ballot.is_live:
        raise ValidationError(
            _("The result of this ballot shows while people vote, so its end stays as it was announced."), code="live"
        )
    if ballot.put_off_from:
        raise ValidationError(
            _("The end of this ballot was put off once already: it closes at %(end)s.") % {"end": to_the_second(end)},
            code="twice",
        )
    if ballots.latest_end(ballot, instant) is None:
        raise ValidationError(
            _("The last tenth of its time has begun: this ballot closes at %(end)s as announced.")
            % {"end": to_the_second(end)},
            code="last_tenth",
        )


@action
def close_consultation(ballot: Ballot, *, actor: Actor) -> Ballot:
    """Close the ballot of a question put to a circle online, as `close_ballot`.

    What else opened a ballot concludes it, and closes it itself. Raises ValidationError: `elsewhere`.
    """
    if not Consultation.key_in(ballot.owner):
        raise ValidationError(_("This vote belongs to a meeting: close it there."), code="elsewhere")
    return close_ballot(ballot, actor=actor)


@action
def close_ballot(ballot: Ballot, *, actor: Actor) -> Ballot:
    """Accept nothing more, and count; or, by hand before all have answered, announce that it closes in a minute.

    What might take longer than an instant to count is counted apart, and written by the clock (`count_ballots`).
    The clock closes it once its time has come. By hand a poll closes at any moment, and any ballot once
    everybody has answered; else it stays open for the minute in which everybody sees that it closes, and
    asking again changes nothing. A ballot online keeps the end that it announced, and so does one of which the
    result shows meanwhile: nobody closes it at the moment that suits them. Closing twice changes
    nothing. Raises ValidationError: `announced`, `live`, `few` people in a secret ballot, `papers`, `unequal`,
    `key`, `altered`, `uncountable`.
    """
    ballot = lock_ballot(ballot)
    require("votes.close", actor, ballot)
    if ballot.closed_at or ballot.is_counting:
        return ballot
    instant = now()
    is_due = ballot.closes_at is not None and ballot.closes_at <= instant
    if not is_due and (actor is CLOCK or not (ballot.is_poll or ballots.is_complete(ballot))):
        return _announce_closing(ballot, instant, actor)
    return _close(ballot, (ballot.closes_at if is_due else None) or instant)


def _close(ballot: Ballot, instant: datetime) -> Ballot:
    is_due = ballot.closes_at is not None and ballot.closes_at <= instant
    end_waiting_papers(ballot, is_due=is_due)
    _check_the_marks(ballot)
    unseal(ballot)
    ballot.unconfirmed_votes = NotedVote.objects.filter(entry__ballot=ballot).waiting().count()
    ballot.ballots_hash = commitments.seal(ballot)  # first: a lot, if it comes to that, is drawn from it
    ballot.shows_outcome_alone = ballot.is_secret and len(ballots.casters_of(ballot)) < ballots.FEW
    if is_large(ballot):
        leave_to_count(ballot, instant)
    else:
        write_result(ballot, count_now(ballot), instant)
    return ballot


def _announce_closing(ballot: Ballot, instant: datetime, actor: Actor) -> Ballot:
    """Everybody sees for a minute that it closes. What closes sooner by itself is left as it is."""
    if actor is CLOCK or (ballot.gathering.is_online and ballot.closes_at):
        raise ValidationError(_("This ballot stays open until the time that was announced."), code="announced")
    if ballot.is_live and ballot.closes_at:
        raise ValidationError(
            _(
                "The result of this ballot shows while people vote, so nobody chooses the moment at which it closes: "
                "at %(end)s by itself, or at once when everybody has voted."
            )
            % {"end": to_the_second(ballot.closes_at)},
            code="live",
        )
    if ballot.is_secret and len(ballots.casters_of(ballot)) < ballots.FEW:
        assert ballot.closes_at is not None  # noqa: S101  (a_secret_has_its_end)
        raise ValidationError(
            _(
                "A secret ballot that few have answered would tell their answers. It can be closed once five people "
                "have voted, or everybody; else it closes by itself at %(end)s."
            )
            % {"end": to_the_second(ballot.closes_at)},
            code="few",
        )
    end_waiting_papers(ballot, is_due=False)
    closes_at = instant + NOTICE
    if ballot.announced_at or (ballot.closes_at and ballot.closes_at <= closes_at):
        return ballot
    ballot.announced_at, ballot.closes_at = instant, closes_at
    ballot.save(update_fields=["announced_at", "closes_at"])
    body = {"ballot": ballot.pk, "owner": ballot.owner, "until": closes_at}
    record("ballot.closing_announced", topics=[ballot.topic, ballot.owner], body=body)
    _announce(ballot)
    return ballot


@action
def end_ballot_now(ballot: Ballot, *, actor: Actor) -> Ballot:
    """By the clock, long after the meeting: this instant is the ballot's end. Twice changes nothing."""
    ballot = lock_ballot(ballot)
    require("votes.end_now", actor, ballot)
    instant, before = now(), ballot.closes_at
    if not ballot.is_open_at(instant):
        return ballot
    ballot.closes_at = instant
    ballot.save(update_fields=["closes_at"])
    body = {"ballot": ballot.pk, "owner": ballot.owner, "from": before, "until": instant}
    record("ballot.extended", topics=[ballot.topic, ballot.owner], body=body)
    return ballot


def check_can_be_counted(ballot: Ballot) -> None:
    """Raise what closing it would, where no count can succeed: `key`, `unequal`, `altered`, `uncountable`.

    The last also where all the time that a count is given was in vain. Nothing is written, so that nothing of an
    open ballot lies anywhere in the clear.
    """
    _check_the_marks(ballot)
    encryption.encrypted_votes(ballot)
    if not is_large(ballot):
        count_now(ballot)
    elif ballot.count_tries >= len(counter.DEADLINES):
        raise ValidationError(_("The count of this ballot takes too long."), code="uncountable")


def _check_the_marks(ballot: Ballot) -> None:
    """As many marks on the roll as ballots without a name, and nobody twice: else nothing is counted."""
    marks, nameless, twice = marks_of(ballot)
    if marks != nameless or twice:
        raise ValidationError(
            _(
                "Marks on the roll: %(marks)d; ballots in the box: %(ballots)d; people who voted twice: %(twice)d. "
                "There must be as many ballots as marks, and nobody twice, so nothing was counted. Declare the vote "
                "void, and open it anew: until then the ballots are kept as they are, and then they are deleted."
            )
            % {"marks": marks, "ballots": nameless, "twice": twice},
            code="unequal",
        )


def _announce(ballot: Ballot) -> None:
    """The meeting's page moves; its readers may not read what the journal says of a closed item's ballot."""
    touch(ballot.gathering.topic, ballot.gathering.owner)
