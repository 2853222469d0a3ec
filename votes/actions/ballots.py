"""A ballot opens on a frozen roll, and closes on a count."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import CLOCK, Actor, action, record, require, touch
from journal.canonical import canonical
from journal.clock import now
from members.models import Member
from votes import counter, encryption, keys, methods, queries, seals
from votes.actions.checks import check_casting_voter, check_countable, check_question, check_times
from votes.actions.counting import count_now, leave_to_count, write_result
from votes.actions.locks import lock_ballot, lock_open_gathering
from votes.actions.paper import end_waiting_papers
from votes.actions.sealing import unseal
from votes.methods import Rules
from votes.models import Ballot, Gathering, RollEntry
from votes.words import to_the_second

NOTICE = timedelta(minutes=1)  # everybody sees for that long that a ballot is closed by hand
LASTS = timedelta(minutes=10)  # a secret ballot, or one whose result shows meanwhile; unless another end is announced


@action
def open_ballot(
    gathering: Gathering,
    *,
    owner: str,
    question: str,
    rules: Rules,
    actor: Actor,
    options: Sequence[str] = (),
    closes_at: datetime | None = None,
    casting_voter: Member | None = None,
    live: bool = False,
    secret: bool = False,
    poll: bool = False,
) -> Ballot:
    """Put one question to the roll as it stands now, and freeze it with who is present or represented.

    `owner` ("item:31") concludes the ballot. `options` are names, for any method but the majority. A
    `poll` is live and decides nothing. A secret ballot, and any other of which the result shows meanwhile (`live`),
    has an end, in ten minutes unless another is given.
    Opening the same question again gives the same ballot.
    Raises ValidationError: `already_open`, `too_early`, `too_late`, `nobody`, `casting_voter`, `no_keys`, and as
    `check_question` and `check_countable`.
    """
    gathering = lock_open_gathering(gathering)
    require("votes.open", actor, gathering)
    require("votes.open", actor, Ballot(owner=owner))
    question, options = question.strip(), [option.strip() for option in options]
    standing = Ballot.objects.filter(owner=owner, closed_at=None).first()
    if (
        standing
        and not standing.is_counting
        and standing.gathering_id == gathering.pk
        and standing.question == question
    ):
        return standing
    if standing and standing.is_counting:
        raise ValidationError(
            _("The last vote here is being counted: its result comes in a moment."), code="already_open"
        )
    if standing:
        raise ValidationError(_("A ballot is already open here: close it first."), code="already_open")
    instant, roll, live = now(), queries.roll_of(gathering), live or poll
    check_question(
        question, rules, options, online=gathering.is_online, secret=secret, live=live, casting_voter=casting_voter
    )
    check_countable(rules, options, len(roll), live=live)
    if closes_at is None and (secret or (live and not poll)):
        closes_at = instant + LASTS
    check_times(closes_at, instant)
    check_casting_voter(casting_voter, (entry.member_id for entry in roll))
    if not gathering.is_online and not any(entry.may_answer for entry in roll):
        raise ValidationError(_("Nobody is marked present yet, so nobody could vote."), code="nobody")
    ballot = Ballot.objects.create(
        gathering=gathering,
        owner=owner,
        question=question,
        method=methods.method_of(rules),
        options=options,
        rules=methods.write_rules(rules),
        is_secret=secret,
        key_name=keys.make() if secret else "",
        is_poll=poll,
        casting_voter=casting_voter,
        is_live=live,
        quorum="" if poll else gathering.quorum,
        quorum_strict=gathering.quorum_strict,
        proxies_count=gathering.proxies_count,
        opened_at=instant,
        closes_at=closes_at,
        roll_hash=seals.roll_hash(roll),
    )
    for entry in roll:
        entry.ballot = ballot
    RollEntry.objects.bulk_create(roll, batch_size=500)
    _record_opening(ballot, roll)
    _announce(ballot)
    return ballot


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
    if ballot.closed_at or (before and before <= instant):
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
    latest = queries.latest_end(ballot, instant)
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
    if queries.latest_end(ballot, instant) is None:
        raise ValidationError(
            _("The last tenth of its time has begun: this ballot closes at %(end)s as announced.")
            % {"end": to_the_second(end)},
            code="last_tenth",
        )


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
    if not is_due and (actor is CLOCK or not (ballot.is_poll or queries.is_complete(ballot))):
        return _announce_closing(ballot, instant, actor)
    return _close(ballot, (ballot.closes_at if is_due else None) or instant)


def _close(ballot: Ballot, instant: datetime) -> Ballot:
    is_due = ballot.closes_at is not None and ballot.closes_at <= instant
    end_waiting_papers(ballot, is_due=is_due)
    _check_the_marks(ballot)
    unseal(ballot)
    ballot.ballots_hash = seals.seal(ballot)  # first: a lot, if it comes to that, is drawn from it
    ballot.shows_outcome_alone = ballot.is_secret and len(queries.casters_of(ballot)) < queries.FEW
    if queries.is_large(ballot):
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
    if ballot.is_secret and len(queries.casters_of(ballot)) < queries.FEW:
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
    if ballot.closed_at or (before and before <= instant):
        return ballot
    ballot.closes_at = instant
    ballot.save(update_fields=["closes_at"])
    body = {"ballot": ballot.pk, "owner": ballot.owner, "from": before, "until": instant}
    record("ballot.extended", topics=[ballot.topic, ballot.owner], body=body)
    return ballot


def _record_opening(ballot: Ballot, roll: list[RollEntry]) -> None:
    """Options may be people's names: like the question they are committed to, not written."""
    record(
        "ballot.opened",
        topics=[ballot.topic, ballot.owner],
        body={
            "ballot": ballot.pk,
            "gathering": ballot.gathering_id,
            "owner": ballot.owner,
            "method": ballot.method,
            "rules": _without_names(ballot),
            "options": len(ballot.options),
            "secret": ballot.is_secret,
            "poll": ballot.is_poll,
            "quorum": ballot.quorum or None,
            "quorum_strict": ballot.quorum_strict,
            "proxies_count": ballot.proxies_count,
            "casting_voter": ballot.casting_voter_id,
            "live": ballot.is_live,
            "roll": len(roll),
            "present": sum(entry.present for entry in roll),
            "represented": sum(entry.represented_by_id is not None for entry in roll),
            "roll_hash": ballot.roll_hash,
            "opened_at": ballot.opened_at,
            "closes_at": ballot.closes_at,
        },
        private={"question": ballot.question, "options": canonical(ballot.options).decode()},
    )


def _without_names(ballot: Ballot) -> methods.Plain:
    """The rules, with what each option costs in the options' order."""
    costs = ballot.rules.get("costs")
    return {**ballot.rules, "costs": [costs[option] for option in ballot.options]} if costs else ballot.rules


def check_can_be_counted(ballot: Ballot) -> None:
    """Raise what closing it would, where no count can succeed: `key`, `unequal`, `altered`, `uncountable`.

    The last also where all the time that a count is given was in vain. Nothing is written, so that nothing of an
    open ballot lies anywhere in the clear.
    """
    _check_the_marks(ballot)
    encryption.encrypted_votes(ballot)
    if not queries.is_large(ballot):
        count_now(ballot)
    elif ballot.count_tries >= len(counter.DEADLINES):
        raise ValidationError(_("The count of this ballot takes too long."), code="uncountable")


def _check_the_marks(ballot: Ballot) -> None:
    """As many marks on the roll as ballots without a name, and nobody twice: else nothing is counted."""
    marks, nameless, twice = queries.marks_of(ballot)
    if marks != nameless or twice:
        raise ValidationError(
            _(
                "The roll has %(marks)d marks and the box %(ballots)d ballots, %(twice)d people voted twice: "
                "they must be equal, so nothing was counted. Declare the vote void, and open it anew: until then the "
                "ballots are kept as they are, and then they are deleted."
            )
            % {"marks": marks, "ballots": nameless, "twice": twice},
            code="unequal",
        )


def _announce(ballot: Ballot) -> None:
    """The meeting's page moves; its readers may not read what the journal says of a closed item's ballot."""
    touch(ballot.gathering.topic, ballot.gathering.owner)
