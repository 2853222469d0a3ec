"""A ballot opens on a frozen roll."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import Actor, action, record, require, touch
from journal.canonical import canonical
from journal.clock import now
from members.models import Member
from votes import keys
from votes.actions.locks import lock_open_gathering
from votes.actions.question_checks import check_casting_voter, check_countable, check_question, check_times
from votes.counting.quorum import QuorumRule, plain
from votes.integrity import commitments
from votes.methods import tallying
from votes.methods.tallying import Rules
from votes.models import Ballot, Gathering, RollEntry
from votes.queries.ballots import standing_on
from votes.queries.gatherings import roll_of

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
    quorum: QuorumRule | None = None,
) -> Ballot:
    """Put one question to the roll as it stands now, and freeze it with who is present or represented.

    `owner` ("item:31") concludes the ballot. `options` are names, for any method but the majority. A
    `poll` is live and decides nothing. A secret ballot, and any other of which the result shows meanwhile (`live`),
    has an end, in ten minutes unless another is given. `quorum` is that of this question, where it is not the
    gathering's.
    Opening the same question again gives the same ballot.
    Raises ValidationError: `already_open`, `too_early`, `too_late`, `nobody`, `casting_voter`, `no_keys`, and as
    `check_question` and `check_countable`.
    """
    gathering = lock_open_gathering(gathering)
    require("votes.open", actor, gathering)
    require("votes.open", actor, Ballot(owner=owner))
    question, options = question.strip(), [option.strip() for option in options]
    standing = standing_on(owner)
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
    rule = None if poll else quorum or gathering.quorum
    instant, roll, live = now(), roll_of(gathering), live or poll
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
        method=tallying.method_of(rules),
        options=options,
        rules=tallying.write_rules(rules),
        is_secret=secret,
        key_name=keys.make() if secret else "",
        is_poll=poll,
        casting_voter=casting_voter,
        is_live=live,
        quorum=rule,
        proxies_count=gathering.proxies_count,
        opened_at=instant,
        closes_at=closes_at,
        roll_hash=commitments.roll_hash(roll),
    )
    for entry in roll:
        entry.ballot = ballot
    RollEntry.objects.bulk_create(roll, batch_size=500)
    _record_opening(ballot, roll)
    touch(ballot.gathering.topic, ballot.gathering.owner)
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
            "rules": tallying.without_names(ballot.rules, ballot.options),
            "options": len(ballot.options),
            "secret": ballot.is_secret,
            "poll": ballot.is_poll,
            **plain(ballot.quorum),
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
