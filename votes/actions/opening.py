"""A ballot opens on a frozen roll."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import Actor, action, record, require, touch
from journal.canonical import canonical
from journal.clock import now
from votes import keys
from votes.actions.locks import lock_open_gathering
from votes.counting.quorum import QuorumRule, plain
from votes.integrity import commitments
from votes.methods import tallying
from votes.models import Ballot, Gathering, RollEntry
from votes.queries.ballots import standing_on
from votes.queries.gatherings import roll_of
from votes.questions import QuestionSpec, check

LASTS = timedelta(minutes=10)  # a secret ballot, or one whose result shows meanwhile; unless another end is announced


@action
def open_ballot(
    gathering: Gathering, spec: QuestionSpec, *, owner: str, actor: Actor, quorum: QuorumRule | None = None
) -> Ballot:
    """Put one question to the roll as it stands now, and freeze it with who is present or represented.

    `owner` ("item:31") concludes the ballot. A secret ballot, and any other of which the result shows meanwhile, has an
    end, in ten minutes unless another is given. `quorum` is that of this question, where it is not the gathering's.
    Opening the same question again gives the same ballot.
    Raises ValidationError: `already_open`, `nobody`, `no_keys`, and as `questions.check`.
    """
    gathering = lock_open_gathering(gathering)
    require("votes.open", actor, gathering)
    require("votes.open", actor, Ballot(owner=owner))
    if standing := _standing(gathering, spec, owner):
        return standing
    instant, roll = now(), roll_of(gathering)
    if spec.closes_at is None and (spec.secret or (spec.live and not spec.poll)):
        spec = replace(spec, closes_at=instant + LASTS)
    check(spec, online=gathering.is_online, roll={entry.member_id for entry in roll}, instant=instant)
    if not gathering.is_online and not any(entry.is_present_or_represented for entry in roll):
        raise ValidationError(_("Nobody is marked present yet, so nobody could vote."), code="nobody")
    rule = None if spec.poll else quorum or gathering.quorum
    ballot = _freeze(gathering, spec, roll, owner=owner, quorum=rule, instant=instant)
    _record_opening(ballot, roll)
    touch(ballot.gathering.topic, ballot.gathering.owner)
    return ballot


def _standing(gathering: Gathering, spec: QuestionSpec, owner: str) -> Ballot | None:
    """The ballot that is open already on this very question. Raises ValidationError (`already_open`) on another."""
    standing = standing_on(owner)
    if standing is None:
        return None
    if standing.is_counting:
        raise ValidationError(
            _("The last vote here is being counted: its result comes in a moment."), code="already_open"
        )
    if standing.gathering_id != gathering.pk or standing.question != spec.question:
        raise ValidationError(_("A ballot is already open here: close it first."), code="already_open")
    return standing


def _freeze(
    gathering: Gathering,
    spec: QuestionSpec,
    roll: list[RollEntry],
    *,
    owner: str,
    quorum: QuorumRule | None,
    instant: datetime,
) -> Ballot:
    """The ballot, with its roll, as it stays from then on."""
    ballot = Ballot.objects.create(
        gathering=gathering,
        owner=owner,
        question=spec.question,
        method=tallying.method_of(spec.rules),
        options=list(spec.options),
        rules=tallying.write_rules(spec.rules),
        is_secret=spec.secret,
        key_name=keys.make() if spec.secret else "",
        is_poll=spec.poll,
        casting_voter=spec.casting_voter,
        is_live=spec.live,
        quorum=quorum,
        proxies_count=gathering.proxies_count,
        opened_at=instant,
        closes_at=spec.closes_at,
        roll_hash=commitments.roll_hash(roll),
    )
    for entry in roll:
        entry.ballot = ballot
    RollEntry.objects.bulk_create(roll, batch_size=500)
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
