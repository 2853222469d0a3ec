"""What the clock does: a stage whose time is over ends, what a circle decided online enters the register."""

from django.conf import settings
from django.utils import timezone

from journal.actions import CLOCK
from journal.clock import now
from journal.each import each
from proposals import occasions
from proposals.actions import (
    bring_vote_online,
    conclude_consultation,
    conclude_request,
    conclude_review,
    conclude_vote,
    end_stage,
    give_time,
    open_review,
    remind_silent,
    remind_to_carry,
    return_handed,
    tell_of_reopening,
)
from proposals.actions.candidacies import close_candidacy, decline_candidacy
from proposals.actions.decisions import DECIDES
from proposals.actions.election_deadlines import extend_election_stage
from proposals.actions.election_results import conclude_ratification, seat_elected
from proposals.actions.elections import (
    act_of_clock,
    bring_election_online,
    next_election_stage,
    reason_of_clock,
    remind_in_election,
    set_election_aside,
)
from proposals.election_process import ElectionAct, ElectionState
from proposals.models import CircleRequest, Election, Handing, Proposal, ProposalVote, Round, Stage
from proposals.process import DEADLINES, REMINDING, State
from proposals.queries import due_reviews, ended_reviews, reopenings_to_tell, votes_not_opened
from proposals.queries.deadlines import stage_end
from proposals.queries.elections import (
    due_elections,
    elections_to_remind,
    is_election_in_meeting,
    open_candidacy,
    unseated_elections,
)
from proposals.queries.follow_up import follow_ups_to_remind
from votes.methods.registry import undeciding
from votes.models import Ballot


def conclude_consultations() -> None:
    """Write into the register what the consultations that have closed decided. Twice changes nothing."""
    closed = Ballot.objects.filter(consultation__isnull=False, closed_at__isnull=False, outcome__in=DECIDES)
    undecided = closed.filter(decision=None, consultation__is_opinion=False, consultation__proposal_vote=None)
    each(
        undecided.exclude(method__in=undeciding()).select_related("consultation", "gathering", "casting_voter"),
        lambda ballot: conclude_consultation(ballot, actor=CLOCK),
        "what ballot %s decided online is not written: %s",
    )


def conclude_votes() -> None:
    """Write what became of the proposals whose vote online has closed. Twice changes nothing."""
    closed = ProposalVote.objects.filter(concluded_at=None, consultation__ballot__closed_at__isnull=False)
    each(
        closed.select_related("proposal"),
        lambda vote: conclude_vote(vote, actor=CLOCK),
        "what the vote of proposal %s decided is not written: %s",
    )


def open_reviews() -> None:
    """Ask each circle about the decisions whose day has come. Twice changes nothing."""
    due = due_reviews(timezone.localdate(now()), now())
    each(due, lambda decision: open_review(decision, actor=CLOCK), "decision %s is not looked at again: %s")


def conclude_reviews() -> None:
    """Close those whose time is over. Twice changes nothing."""
    each(ended_reviews(now()), lambda review: conclude_review(review, actor=CLOCK), "review %s is not closed: %s")


def remind_carriers() -> None:
    """Write to whoever carries a decision out, the day before, and once its day is over. Twice changes nothing."""
    each(
        follow_ups_to_remind(timezone.localdate(now())),
        lambda follow_up: remind_to_carry(follow_up, actor=CLOCK),
        "whoever carries %s out is not reminded: %s",
    )


def tell_of_reopenings() -> None:
    """A request to decide anew that nobody answered in time is told to the whole circle. Twice changes nothing."""
    each(
        reopenings_to_tell(),
        lambda request: tell_of_reopening(request, actor=CLOCK),
        "the circle does not hear of request %s: %s",
    )


def conclude_requests() -> None:
    """End what a circle was asked about an objection and did not answer in time. Twice changes nothing."""
    late = CircleRequest.objects.filter(
        ended_at__isnull=True, ends_at__lte=now(), objection__position__round__proposal__state=State.EXAMINATION
    )
    each(
        late.select_related("objection__position__round__proposal"),
        lambda request: conclude_request(request, actor=CLOCK),
        "what a circle was asked (%s) is not ended: %s",
    )


def remind_in_elections() -> None:
    """Remind whoever owes an election an answer, a day before the end of its stage online. Once a stage."""
    each(
        elections_to_remind(),
        lambda election: remind_in_election(election, actor=CLOCK),
        "whoever owes election %s an answer is not reminded: %s",
    )


def move_elections_on() -> None:
    """Move on each election without candidate of which a stage is over, but in a meeting: there somebody facilitates.

    What a meeting left under way goes on online, with the days of its stage. Twice changes nothing.
    """
    each(
        [election for election in due_elections() if not is_election_in_meeting(election)],
        _move_election_on,
        "election %s does not move on: %s",
    )


def conclude_elections() -> None:
    """What secret ballots say of elections, and the mandates of those who are elected. Twice changes nothing."""
    each(
        Election.objects.filter(state=ElectionState.RATIFICATION, ballot__closed_at__isnull=False),
        lambda election: conclude_ratification(election, actor=CLOCK),
        "the secret ballot of election %s does not conclude it: %s",
    )
    each(
        unseated_elections(),
        lambda election: seat_elected(election, actor=CLOCK),
        "whom election %s elected has no mandate: %s",
    )


def _move_election_on(election: Election) -> object:
    if election.is_timeboxed:
        return bring_election_online(election, actor=CLOCK)
    candidacy = open_candidacy(election)
    match act_of_clock(election):
        case ElectionAct.EXTEND:
            return extend_election_stage(election, actor=CLOCK)
        case ElectionAct.NEXT_STAGE:
            return next_election_stage(election, actor=CLOCK)
        case ElectionAct.CLOSE if candidacy:
            return close_candidacy(candidacy, actor=CLOCK)
        case ElectionAct.DECLINE if candidacy:
            return decline_candidacy(candidacy, actor=CLOCK)
    return set_election_aside(election, reason=reason_of_clock(election), actor=CLOCK)


def end_stages() -> None:
    """Move on every proposal whose stage is over online, the earliest first. Twice changes nothing.

    After a long sleep each walks through its stages, with their own dates.
    """
    stuck: set[int] = set()
    while stage := _first_over(stuck):
        if not each([stage.proposal], lambda it: end_stage(it, actor=CLOCK), "proposal %s is not moved on: %s"):
            stuck.add(stage.pk)


def _first_over(stuck: set[int]) -> Stage | None:
    over = Stage.objects.filter(left_at=None, ends_at__lte=now()).exclude(pk__in=stuck)
    return over.select_related("proposal").order_by("ends_at", "pk").first()


def give_times() -> None:
    """What waited for a meeting that is over goes on online. Twice changes nothing."""
    untimed = Proposal.objects.filter(stages__left_at=None, stages__ends_at=None, state__in=DEADLINES)
    free = [
        proposal for proposal in untimed.select_related("circle") if stage_end(proposal, State(proposal.state), now())
    ]
    each(free, lambda proposal: give_time(proposal, actor=CLOCK), "proposal %s does not go on online: %s")


def bring_votes_online() -> None:
    """A vote that waited for a meeting which is over opens online. Twice changes nothing."""
    waiting = [
        one for one in votes_not_opened() if not occasions.holds(one.occasion) and not occasions.has_vote(one.pk)
    ]
    each(
        waiting, lambda proposal: bring_vote_online(proposal, actor=CLOCK), "the vote of proposal %s does not open: %s"
    )


def return_unanswered() -> None:
    """Send back what a circle was asked to take on and did not answer in time. Twice changes nothing."""
    late = Handing.objects.filter(answered_at=None, ends_at__lte=now(), proposal__state=State.HANDED)
    each(
        late.select_related("proposal"),
        lambda handing: return_handed(handing.proposal, actor=CLOCK),
        "what was handed on (%s) is not sent back: %s",
    )


def remind_all_silent() -> None:
    """Remind those whose silence would be presumed to consent, before a round ends online. Once a round.

    Where no letter leaves by itself (`MAIL_LEAVES`) nobody is reminded, and no silence is presumed.
    """
    if not settings.MAIL_LEAVES:
        return
    instant = now()
    ending = Stage.objects.filter(
        state=State.OBJECTIONS, left_at=None, ends_at__gt=instant, ends_at__lte=instant + REMINDING
    )
    rounds = Round.objects.open().filter(presumes_consent=True, reminded_at=None)
    each(
        rounds.filter(proposal__in=ending.values("proposal")).select_related("proposal"),
        lambda round: remind_silent(round, actor=CLOCK),
        "those who are silent in round %s are not reminded: %s",
    )
