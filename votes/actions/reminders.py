"""Letters about a vote: that it is open, and once, to those alone who have not answered, that it closes soon.

A holder is reminded of each giver who trusted them, the giver is not. All the people of a ballot are asked in a
number of questions that does not grow with its roll. A secret ballot reminds everybody who may vote, whether they
have or not: else the outbox, and whoever reads its table, would tell who had not voted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import Actor, action, record, require
from journal.clock import now
from members.models import Member
from members.notifications import notify
from members.outbox import Letter, send_all
from votes.actions.locks import lock_ballot
from votes.letters import ballots as ballot_letters
from votes.models import Ballot, RollEntry
from votes.queries.paper import electors_of, who_has_voted
from web.alphabet import place

VOTE = "vote"  # a kind of notification


@dataclass
class Recipient:
    """Somebody who may still answer: for themself, for those whose proxy they hold."""

    person: Member
    is_own: bool = False
    givers: list[str] = field(default_factory=list)


@action
def remind(ballot: Ballot, *, actor: Actor) -> Ballot:
    """Ask again, once in a ballot's life, those who may still vote and have not. A second time changes nothing.

    In a secret ballot, all who may vote, in words that hold for those who have too.
    By whoever conducts, or by the clock. Raises ValidationError: `closed`.
    """
    ballot = lock_ballot(ballot)
    require("votes.remind", actor, ballot)
    if ballot.reminded_at:
        return ballot
    if not ballot.is_open_at(now()):
        raise ValidationError(_("This vote is closed: nobody can answer any more."), code="closed")
    recipients = recipients_of(ballot)
    ballot.reminded_at = now()
    ballot.save(update_fields=["reminded_at"])
    people = [one.person for one in recipients]
    is_in_room = not ballot.gathering.is_online
    notify(people, VOTE, ballot.topic, key="reminder", due=ballot.closes_at, at_once=is_in_room)
    verb = "ballot.reminded_everybody" if ballot.is_secret else "ballot.reminded"
    record(verb, topics=[ballot.topic], body={"ballot": ballot.pk, "people": len(recipients)})
    return ballot


def announce(ballot: Ballot, *, actor: Actor) -> None:
    """Within the action that opens a ballot online: tell everyone on its roll, with what else waits for them."""
    people = [entry.member for entry in ballot.roll.select_related("member")]
    notify(people, VOTE, ballot.topic, due=ballot.closes_at)


def tell_void(ballot: Ballot, *, actor: Actor) -> None:
    """Within the action that declares a ballot online void: write to everyone on its roll."""
    _write_to_roll(ballot, ballot_letters.void, kind="ballot_voided", urgent=False, actor=actor)


def _write_to_roll(
    ballot: Ballot, letter: Callable[[Ballot, Member], Letter], *, kind: str, urgent: bool, actor: Actor
) -> None:
    people = [entry.member for entry in ballot.roll.select_related("member") if entry.member.is_active]
    letters = (letter(ballot, person) for person in people)
    send_all(letters, kind=kind, key=str(ballot.pk), about=ballot.topic, actor=actor, urgent=urgent)


def recipients_of(ballot: Ballot) -> list[Recipient]:
    """One line a person, however many votes are theirs to cast, by name. A secret ballot tells nobody from another."""
    return _recipients(ballot, electors_of(ballot), _holders(ballot))


def recipient_of(ballot: Ballot, person: Member) -> Recipient | None:
    """The line of one person."""
    holders = _holders(ballot)
    givers = [giver for giver, holder in holders.items() if holder == person]
    electors = list(ballot.roll.may_answer().filter(member__in=[person.pk, *givers]).select_related("member"))
    return next((one for one in _recipients(ballot, electors, holders) if one.person == person), None)


def _recipients(ballot: Ballot, electors: Sequence[RollEntry], holders: Mapping[int, Member]) -> list[Recipient]:
    voted = set() if ballot.is_secret else {entry.pk for entry in who_has_voted(electors)}
    recipients: dict[int, Recipient] = {}
    for entry in electors:
        if entry.pk in voted:
            continue
        person = holders.get(entry.member_id, entry.member)
        recipient = recipients.setdefault(person.pk, Recipient(person))
        if person.pk == entry.member_id:
            recipient.is_own = True
        else:
            recipient.givers.append(entry.member.name)
    return sorted((one for one in recipients.values() if one.person.is_active), key=lambda one: place(one.person.name))


def _holders(ballot: Ballot) -> dict[int, Member]:
    """Who answers for whom: in a meeting as the roll froze it, online as proxies stand."""
    if ballot.gathering.is_online:
        standing = ballot.gathering.proxies.accepted().select_related("holder")
        return {proxy.giver_id: proxy.holder for proxy in standing if proxy.holder}
    represented = ballot.roll.filter(represented_by__isnull=False).select_related("represented_by")
    return {entry.member_id: entry.represented_by for entry in represented if entry.represented_by}
