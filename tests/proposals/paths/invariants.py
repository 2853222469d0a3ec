"""What holds of every proposal and election, at any instant, whatever people did and however time passed."""

import json
from itertools import pairwise

import rules
from django.utils import timezone

from commissions.models import Mandate
from commissions.queries import members_of
from members.models import Member
from proposals import occasions
from proposals.election_process import ENDED as ELECTION_ENDED
from proposals.election_process import ElectionState
from proposals.models import (
    CandidacyAnswer,
    Decision,
    Election,
    Nomination,
    Objection,
    Position,
    Proposal,
    ProposalVote,
    Round,
    RoundElector,
    Stage,
)
from proposals.presenters.histories import history_data
from proposals.presenters.own_panel import part_of
from proposals.process import ENDED, LIVE, PAST_QUESTIONS, RESTING, Act, State
from proposals.processes import TABLES
from proposals.queries import open_handing_of, waiting_questions
from proposals.queries.elections import waits_for_meeting
from proposals.queries.texts import proposals_for
from tests.proposals.paths.path import Path, all_texts

FOLLOWS = {
    process: {state: {to for move in table.values() for to in move.leads.get(state, ())} for state in State}
    for process, table in TABLES.items()
}
"""What each stage may become, on any act, by each way to decide."""

MOVES_ON = {Act.PRESENT, Act.RESUME, Act.WITHDRAW, Act.TAKE_OVER, Act.FACILITATE}
"""What makes go on, or ends, what rests or is a draft again."""


def check_words(path: Path) -> None:
    """Everything that was typed is still there."""
    kept = all_texts()
    lost = {place: word for place, word in path.typed.items() if word not in kept}
    assert not lost, f"lost: {lost}"


def check_table() -> None:
    """Each stage follows from the one before, by an act of the table; and stands in one alone."""
    for proposal in Proposal.objects.all():
        stages = list(Stage.objects.filter(proposal=proposal).order_by("pk"))
        for before, after in pairwise(stages):
            assert State(after.state) in FOLLOWS[proposal.process][State(before.state)], f"{before} became {after}"
        assert [stage.state for stage in stages if stage.left_at is None] == [proposal.state]
        if proposal.state in PAST_QUESTIONS:
            assert not waiting_questions(proposal), "a question was left behind"


def check_adoption() -> None:
    """Nothing is adopted over an objection that stands, but by a vote that says so."""
    for decision in Decision.objects.select_related("round", "proposal"):
        proposal = decision.proposal
        if proposal is None or decision.process in (
            Decision.Process.MAJORITY,
            Decision.Process.ADVICE,
            Decision.Process.CHOICE,
        ):
            continue
        rounds = Round.objects.filter(proposal=proposal).order_by("-number")
        last = rounds.filter(revealed_at__isnull=False).first()
        standing = Objection.objects.filter(position__round=last, end="") if last else Objection.objects.none()
        if decision.process == Decision.Process.FALLBACK:
            assert "objection" in decision.result or not standing.exists()
            continue
        assert not standing.exists(), "adopted over an objection that stands"


def positions() -> dict[tuple[int, int], tuple[str, bool]]:
    """Each position: what it says, and whether it is settled, since its round is closed."""
    taken = Position.objects.select_related("round")
    return {(one.round_id, one.member_id): (one.kind, not one.round.is_open) for one in taken}


def check_positions(before: dict[tuple[int, int], tuple[str, bool]]) -> None:
    """None is lost, and what is shown is never changed."""
    after = positions()
    for place, (kind, is_settled) in before.items():
        assert place in after, f"the position {place} is lost"
        assert not is_settled or not after[place][1] or after[place][0] == kind, f"the position {place} was changed"


def check_readers() -> None:
    """Who may read a text is said in one way, by the rule and by the query."""
    for member in Member.objects.filter(is_active=True):
        readable = set(proposals_for(member))
        for proposal in Proposal.objects.select_related("circle"):
            may_read = rules.has_perm("proposals.read", member, proposal)
            assert may_read == (proposal in readable), f"{member} and {proposal.pk}"


def check_hidden() -> None:
    """Until the round closes, what others answer is in no file that one takes away; and those whom it asked answer."""
    for round in Round.objects.filter(revealed_at=None).select_related("proposal"):
        asked = set(round.electors.values_list("member", flat=True))
        words = {}  # what each person answers
        for position in round.positions.select_related("member"):
            assert position.member_id in asked, f"{position.member} was not asked"
            reasons = Objection.objects.filter(position=position).values_list("consequence", flat=True)
            words[position.member_id] = [text for text in (position.text, *reasons) if text]
        for reader in Member.objects.filter(is_active=True) if any(words.values()) else ():
            file = json.dumps(history_data(round.proposal, reader))
            shown = [one for pk, texts in words.items() if pk != reader.pk for one in texts if one in file]
            assert not shown, f"{reader} reads what others answer: {shown}"


def check_voices() -> None:
    """Who sits with a voice and no vote is asked by no round of a circle of which they are no member."""
    for elector in RoundElector.objects.select_related("member", "round__proposal__circle"):
        circle = elector.round.proposal.circle
        seated = Mandate.objects.filter(member=elector.member, circle=circle).exclude(role=Mandate.Role.VOICE)
        assert circle.is_assembly or seated.exists(), f"{elector.member} is asked, and has no vote"


def next_of(proposal: Proposal) -> str:
    """What brings it further, or who may: empty where nothing does."""
    stage = Stage.objects.get(proposal=proposal, left_at=None)
    if stage.ends_at is not None:
        return "its time"
    if occasions.holds(proposal.occasion):
        return "its meeting"
    if occasions.has_vote(proposal.pk):
        return "its ballot"
    if ProposalVote.objects.filter(proposal=proposal, concluded_at=None).exists():
        return "its vote online"
    if open_handing_of(proposal):
        return "the other circle"
    if proposal.state == State.OPINION:
        return "its circle" if members_of(proposal.circle).exists() else "nobody is left"
    return ""


def active(member: Member) -> list[Member]:
    return [member] if member.is_active else []


def check_next_steps() -> None:
    """What is open has a deadline, or somebody who may act, and who has not left. Asked once the clock has come."""
    for proposal in Proposal.objects.filter(state__in=(State.DRAFT, *RESTING), presented_at__isnull=False):
        people = members_of(proposal.circle)
        assert not people or any(
            MOVES_ON & part_of(one, proposal).acts for one in {*people, *active(proposal.author)}
        ), f"nobody may do anything with {proposal.pk} at {proposal.state}"
    for proposal in Proposal.objects.filter(state__in=LIVE).select_related("circle"):
        assert next_of(proposal), f"{proposal.pk} waits for nothing at {proposal.state}"
    for election in Election.objects.exclude(state__in=(ElectionState.ELECTED, ElectionState.SET_ASIDE)):
        has_ballot = election.ballot is not None and election.ballot.closed_at is None
        waits = waits_for_meeting(election) or occasions.holds(election.occasion)
        assert election.stage_ends_at or has_ballot or waits, f"{election.pk} waits for nothing at {election.state}"


def check_end() -> None:
    """After years without anybody, all has ended, or says whom it waits for."""
    for proposal in Proposal.objects.exclude(state__in=ENDED):
        is_alone = proposal.state == State.DRAFT or proposal.state == State.OPINION
        assert is_alone, f"{proposal.pk} still stands at {proposal.state}"


def check_elections() -> None:
    """Nobody is elected over an objection that stands."""
    for election in Election.objects.filter(state=ElectionState.ELECTED):
        elected = election.candidacies.get(outcome="elected")
        still = members_of(election.circle, timezone.localdate(election.ended_at))
        answers = elected.answers.filter(kind="objection", lifted_at=None, member__in=still)
        assert not answers.exclude(noted_by__isnull=False, confirmed_by=None).exists()


def own_answers() -> set[tuple[str, int, int]]:
    """Who has named somebody, and who has answered to which name, by themself."""
    named = Nomination.objects.filter(noted_by=None).values_list("election", "member")
    answered = CandidacyAnswer.objects.filter(noted_by=None).values_list("candidacy", "member")
    return {("named", *one) for one in named} | {("answered", *one) for one in answered}


def check_elections_end() -> None:
    """After years without anybody each has ended, or waits for a meeting of its circle."""
    for election in Election.objects.exclude(state__in=ELECTION_ENDED):
        assert waits_for_meeting(election), f"{election.pk} still stands at {election.state}"
