"""A ballot opens on a frozen roll, and closes on a count."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import CLOCK, Actor, action, record, require, touch
from journal.clock import now
from members.models import Member
from votes import methods, queries, seals
from votes.actions.locks import lock_ballot, lock_open_gathering
from votes.counting.majority import Base, MajorityRules, Tie
from votes.models import Ballot, Gathering, RollEntry


@action
def open_ballot(
    gathering: Gathering,
    *,
    owner: str,
    question: str,
    rules: MajorityRules,
    actor: Actor,
    closes_at: datetime | None = None,
    casting_voter: Member | None = None,
    live: bool = False,
) -> Ballot:
    """Put one question to the roll as it stands now, and freeze it with who is present or represented.

    `owner` ("item:31") concludes the ballot. Opening the same question again gives the same ballot.
    Raises ValidationError: `question`, `already_open`, `too_early`, `nobody`, `present_online`,
    `secret`, `casting`, `casting_voter`.
    """
    gathering = lock_open_gathering(gathering)
    require("votes.conduct", actor, gathering)
    require("votes.conduct", actor, Ballot(owner=owner))
    question = question.strip()
    standing = Ballot.objects.filter(owner=owner, closed_at=None).first()
    if standing and standing.gathering_id == gathering.pk and standing.question == question:
        return standing
    if standing:
        raise ValidationError(_("A ballot is already open here: close it first."), code="already_open")
    instant = now()
    roll = queries.roll_of(gathering)
    _check(gathering, roll, question, rules, closes_at, casting_voter, instant)
    ballot = Ballot.objects.create(
        gathering=gathering,
        owner=owner,
        question=question,
        rules=methods.write_rules(rules),
        casting_voter=casting_voter,
        is_live=live,
        opened_at=instant,
        closes_at=closes_at,
        roll_hash=seals.roll_hash(roll),
    )
    for entry in roll:
        entry.ballot = ballot
    RollEntry.objects.bulk_create(roll)
    record(
        "ballot.opened",
        topics=[ballot.topic, owner],
        body={
            "ballot": ballot.pk,
            "gathering": gathering.pk,
            "owner": owner,
            "method": ballot.method,
            "rules": ballot.rules,
            "quorum": gathering.quorum or None,
            "quorum_strict": gathering.quorum_strict,
            "proxies_count": gathering.proxies_count,
            "casting_voter": casting_voter and casting_voter.pk,
            "live": live,
            "roll": len(roll),
            "present": sum(entry.present for entry in roll),
            "represented": sum(entry.represented_by_id is not None for entry in roll),
            "roll_hash": ballot.roll_hash,
            "opened_at": instant,
            "closes_at": closes_at,
        },
        private={"question": question},
    )
    _announce(ballot)
    return ballot


@action
def close_ballot(ballot: Ballot, *, actor: Actor) -> Ballot:
    """Count, and accept nothing more. Closing twice changes nothing.

    By hand, or by the clock once its time has come. A consultation online that announced its end
    keeps it, unless everybody has answered. Raises ValidationError: `announced`.
    """
    ballot = lock_ballot(ballot)
    require("votes.close", actor, ballot)
    if ballot.closed_at:
        return ballot
    instant = now()
    is_due = ballot.closes_at is not None and ballot.closes_at <= instant
    if not is_due and (actor is CLOCK or _keeps_its_word(ballot)):
        raise ValidationError(_("This ballot stays open until the time that was announced."), code="announced")
    result = methods.count(ballot, queries.tally_of(ballot))
    ballot.closed_at = ballot.closes_at if is_due else instant
    ballot.outcome, ballot.result = result.outcome.value, methods.write_result(result)
    ballot.ballots_hash = seals.seal(ballot)
    ballot.save(update_fields=["closed_at", "outcome", "result", "ballots_hash"])
    record(
        "ballot.closed",
        topics=[ballot.topic, ballot.owner],
        body={
            "ballot": ballot.pk,
            "owner": ballot.owner,
            "outcome": ballot.outcome,
            "tally": ballot.result["tally"],
            "base": result.base,
            "needed": result.needed,
            "threshold_reached": result.threshold_reached,
            "quorum": ballot.result["quorum"],
            "casting": ballot.result["casting"],
            "ballots": ballot.seals.count(),
            "ballots_hash": ballot.ballots_hash,
            "closed_at": ballot.closed_at,
        },
    )
    _announce(ballot)
    return ballot


def _announce(ballot: Ballot) -> None:
    """The meeting's page moves; its readers may not read what the journal says of a closed item's ballot."""
    touch(ballot.gathering.topic, ballot.gathering.owner)


def _keeps_its_word(ballot: Ballot) -> bool:
    if not ballot.gathering.is_online or ballot.closes_at is None:
        return False
    turnout = queries.turnout(ballot)
    return turnout.answered < turnout.entitled


def _check(
    gathering: Gathering,
    roll: list[RollEntry],
    question: str,
    rules: MajorityRules,
    closes_at: datetime | None,
    casting_voter: Member | None,
    instant: datetime,
) -> None:
    if not question:
        raise ValidationError(_("Write the question that people will answer."), code="question")
    if closes_at is not None and closes_at <= instant:
        raise ValidationError(_("Choose a closing time that is still to come."), code="too_early")
    if gathering.is_online and rules.base == Base.PRESENT:
        raise ValidationError(
            _("Online nobody is present: choose another base for the majority."), code="present_online"
        )
    if not gathering.is_online and not any(entry.may_answer for entry in roll):
        raise ValidationError(_("Nobody is marked present yet, so nobody could vote."), code="nobody")
    if rules.secret:
        raise ValidationError(_("Secret ballots are not held here yet."), code="secret")
    if rules.tie != Tie.CASTING:
        if casting_voter is not None:
            raise ValidationError(_("This ballot's rules give nobody a casting vote."), code="casting")
        return
    if not rules.allows_casting:
        raise ValidationError(
            _(
                "A casting vote goes with a relative majority, or an absolute one of the votes expressed. "
                "Choose “rejected” for a tie, or another majority."
            ),
            code="casting",
        )
    if casting_voter is None or casting_voter.pk not in {entry.member_id for entry in roll}:
        raise ValidationError(_("Name somebody of the roll whose vote decides a tie."), code="casting_voter")
