"""A vote on an item: opened in the room, closed by whoever facilitates, written into the register."""

from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from assembly.actions.common import check_current, enter_at, record_item
from assembly.actions.noted_decisions import check_none_stands, settle_due
from assembly.actions.presence import gathering_of
from assembly.models import AgendaItem, ItemBallot
from assembly.queries.meetings import open_round_on
from assembly.questions import FixedQuestion, fixed_question
from assembly.validity import obstacle_to, ordinary_quorum, rules_of_gathering
from commissions.changes import NOTHING, Change
from journal.actions import Actor, action, require, touch
from journal.clock import now
from journal.refusals import wrong
from members.models import Member
from members.queries import active_members
from proposals.actions import check_questions, decide_by_vote, put_to_vote, sentence_for_register
from proposals.models import Proposal, ProposalAudience
from proposals.process import ASKING, State
from votes.actions import close_ballot, open_ballot, read_roll_again
from votes.counting.majority import MajorityOutcome, MajorityRules
from votes.questions import QuestionSpec


@action
def open_item_ballot(item: AgendaItem, spec: QuestionSpec, *, actor: Member) -> ItemBallot:
    """Put one question to those present or represented now, on the current item, on the roll of this instant.

    Opening it again while it is open changes nothing: the first one goes on. A poll shows its result
    while people answer, and decides nothing: neither the proposal nor the convocation stands in its way.
    Where the election gives a place, each option is the name of one person; a majority may have one, its only
    candidate. An item that repeats a vote, or ratifies an opinion, asks that and nothing else; a repeated text that
    was rewritten takes the quorum of a first meeting.
    Raises ValidationError, among others: `fixed` for another question than the item's, on `options` `candidate`.
    """
    item = enter_at("open_ballot", item, actor)
    if standing := item.ballots.filter(ballot__closed_at__isnull=True, ballot__ballots_hash="").first():
        return standing
    settle_due(item.meeting)
    check_may_be_asked(item, spec)
    by_majority = not spec.options and isinstance(spec.rules, MajorityRules)
    proposal = None if spec.poll else _decided_by(item, by_majority=by_majority)
    if proposal and proposal.state not in (State.VOTING, State.OPINION):
        put_to_vote(proposal, actor=actor)
    fixed = None if spec.poll else fixed_question(item)
    if fixed:
        check_fixed(fixed, spec)
        change, spec = fixed.change, replace(spec, casting_voter=spec.casting_voter or fixed.casting_voter)
    else:
        change = NOTHING if spec.poll or not spec.options else candidates(item.change, spec.options)
    gathering = read_roll_again(gathering_of(item.meeting), rules_of_gathering(item.meeting))
    ballot = open_ballot(gathering, spec, owner=item.topic, quorum=ordinary_quorum(item), actor=actor)
    link = ItemBallot.objects.create(item=item, ballot=ballot, change=change)
    record_item("item.ballot_opened", item, ballot=ballot.pk)
    return link


def check_may_be_asked(item: AgendaItem, spec: QuestionSpec) -> None:
    """Raise `ValidationError` where this may not be put to people on the item now; on `question` where it is empty."""
    if spec.poll:
        check_current(item)
    else:
        check_decidable(item)
        check_none_stands(item.meeting, item)
    if not spec.poll and item.proposal and item.proposal.state in ASKING:
        check_questions(item.proposal)
    if open_round_on(item):
        raise ValidationError(_("A round is open on this item: close it first."), code="round_open")
    if not spec.question:
        raise wrong("question", _("Write the question that people answer."), code="blank")


@action
def close_item_ballot(link: ItemBallot, *, actor: Member) -> ItemBallot:
    """Close the vote, or announce that it closes, as `close_ballot` does. Closed twice, it counts once.

    What it decided is written apart: where that is refused (its proposal was withdrawn meanwhile), the vote is
    closed and counted all the same, and `refusal` says why it decides nothing.
    """
    item = enter_at("open_ballot", link.item, actor)
    link = ItemBallot.objects.select_for_update().get(pk=link.pk)
    link.item = item
    if link.ballot.closed_at is not None:
        return link
    link.ballot = close_ballot(link.ballot, actor=actor)
    if link.ballot.closed_at is None:
        touch(item.meeting.topic)
        return link
    try:
        return conclude_item_ballot(link, actor=actor)
    except (ValidationError, PermissionDenied) as refused:
        link.refusal = " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
        touch(item.meeting.topic)
        return link


@action
def conclude_item_ballot(link: ItemBallot, *, actor: Actor) -> ItemBallot:
    """Write what a closed vote adopted into the register: by whoever closed it, or by the clock. Twice changes nothing.

    What was rejected, or had no quorum, decides nothing, and a poll neither: the minutes say so. A choice
    among options is a decision of its own, apart from the item's proposal, unless its options are that proposal's. The
    meeting may be over by then.
    """
    link = ItemBallot.objects.select_for_update().get(pk=link.pk)
    item, ballot = link.item, link.ballot
    require("votes.close", actor, ballot)
    if link.concluded_at:
        return link
    link.concluded_at = now()
    link.save(update_fields=["concluded_at"])
    if ballot.is_poll or ballot.is_void:
        return link
    decide_by_vote(
        _decided_by(item, by_majority=ballot.by_majority and not ballot.options),
        outcome=ballot.outcome,
        result_sentence=sentence_for_register(ballot),
        ballot=ballot,
        circle=item.meeting.circle,
        title=item.decided_as,
        text=ballot.question,
        occasion=item.meeting.topic,
        audience=ProposalAudience.CIRCLE if item.is_closed else ProposalAudience.MEMBERS,
        change=elected(link),
        actor=actor,
    )
    touch(item.meeting.topic)
    return link


def _decided_by(item: AgendaItem, *, by_majority: bool) -> Proposal | None:
    """The proposal that a vote on the item decides, for or against or else among options; None where it asks apart."""
    proposal: Proposal | None = item.proposal
    return proposal if proposal and (by_majority or proposal.is_by_choice) else None


def check_fixed(fixed: FixedQuestion, spec: QuestionSpec) -> None:
    """Raise `ValidationError` where something else would be asked than what the item is for, or otherwise."""
    if not fixed.is_asked_by(spec):
        message = _("This item asks “%(question)s”, as it stands, and nothing else. %(why)s")
        raise ValidationError(message % {"question": fixed.question, "why": fixed.why}, code="fixed")


def candidates(place: Change, options: Sequence[str]) -> Change:
    """The place, with those who may be elected to it, in the order of the options: kept as the ballot opens.

    Raises ValidationError on `options` (`candidate`) where a name is nobody's, or two people's.
    """
    if not place:
        return NOTHING
    people: dict[str, list[int]] = {}
    for pk, name in active_members().values_list("pk", "name"):
        people.setdefault(name.casefold(), []).append(pk)
    called = {name: people.get(name.strip().casefold(), []) for name in options}
    if unclear := ", ".join(name for name, matches in called.items() if len(matches) != 1):
        message = _(
            "This election gives a place, so each name is that of one member: %(names)s. Write it as in the list of "
            "members; where two have the same, one of them first adds something to theirs."
        ) % {"names": unclear}
        raise wrong("options", message, code="candidate")
    return replace(place, members=tuple(matches[0] for matches in called.values()))


def elected(link: ItemBallot) -> Change:
    """The place that a closed ballot gives, to those who were elected: an only candidate by a majority for."""
    ballot = link.ballot
    winners = (ballot.result or {}).get("winners", ())
    if ballot.by_majority and ballot.outcome == MajorityOutcome.ADOPTED:
        winners = ballot.options
    if not link.change or not winners:
        return NOTHING
    by_name = dict(zip(link.ballot.options, link.change.members, strict=True))
    return replace(link.change, members=tuple(by_name[name] for name in winners))


def check_decidable(item: AgendaItem) -> None:
    """Raise `ValidationError` unless the item can be decided now: `validity.obstacle_to` says why not."""
    check_current(item)
    if obstacle := obstacle_to(item):
        raise ValidationError(obstacle.reason, code=obstacle.code)
