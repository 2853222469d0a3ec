"""A proposal decided by majority, and the register that it enters: `decide_by_vote` concludes a real ballot."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from commissions.models import Circle
from commissions.queries import roll_rules
from journal.actions import CLOCK
from journal.clock import telling
from journal.topics import kinds
from proposals import actions
from proposals.due import end_stages
from proposals.models import Decision, Proposal
from proposals.presenters.own_panel import part_of
from proposals.presenters.timing import next_online
from proposals.process import Act, State
from proposals.queries import carried_by
from proposals.queries.deadlines import stage_of
from tests.closing import close_in_time
from tests.proposals.told import body, verbs
from tests.refusals import refused
from votes.actions import cast_vote, close_ballot, mark_present, open_ballot, open_gathering
from votes.counting.majority import MajorityRules
from votes.models import Ballot
from votes.owners import BallotOwner
from votes.questions import QuestionSpec

MONDAY = datetime(2026, 11, 30, 19, tzinfo=ZoneInfo("Europe/Paris"))

SENTENCE = "3 votants sur 5 : adoptée."


class EveningOfInes(BallotOwner):
    """Inès conducts it, and everybody reads it."""

    def readable(self, person, pks):
        return pks

    def conducts(self, person, pk):
        return person.name == "Inès"


@pytest.fixture
def room(scene):
    """Everybody is present at an evening that Inès conducts."""
    with kinds.replaced({**kinds, "evening": EveningOfInes()}):
        gathering = open_gathering(owner="evening:1", rules=roll_rules(scene.circle), actor=scene.ines)
        for member in scene.members:
            mark_present(gathering, member, actor=member)
        yield gathering


@pytest.fixture
def by_majority(scene):
    Proposal.objects.update(process="majority")
    scene.proposal.refresh_from_db()
    return scene.bring_to(State.PRESENTED)


def vote(scene, room, choice="for", *, close=True):
    ballot = open_ballot(room, QuestionSpec("Adopter ?", MajorityRules()), owner="evening:1", actor=scene.ines)
    for member in (scene.ines, scene.malo, scene.rose):
        cast_vote(ballot, elector=member, choice=choice, actor=member)
    return close_in_time(ballot, actor=scene.ines) if close else ballot


def decide(scene, ballot, proposal, **fields):
    return actions.decide_by_vote(
        proposal, outcome=ballot.outcome, result_sentence=SENTENCE, ballot=ballot, actor=scene.ines, **fields
    )


def test_a_proposal_by_majority_enters_the_register(scene, room, by_majority):
    actions.put_to_vote(by_majority, actor=scene.ines)
    ballot = vote(scene, room)
    decision = decide(scene, ballot, by_majority)
    assert scene.state == State.ADOPTED
    assert (decision.process, decision.result, decision.ballot) == ("majority", SENTENCE, ballot)
    assert body("decision.recorded")["ballot"] == ballot.pk


def test_the_same_ballot_decides_once(scene, room, by_majority):
    ballot = vote(scene, room)
    assert decide(scene, ballot, by_majority) == decide(scene, ballot, by_majority)
    assert Decision.objects.count() == 1


def test_a_rejection_is_no_decision(scene, room, by_majority):
    assert decide(scene, vote(scene, room, "against"), by_majority) is None
    assert (scene.state, scene.proposal.end_reason, verbs()[-1]) == (State.REJECTED, SENTENCE, "proposal.rejected")


def test_without_its_quorum_it_is_set_aside(scene, by_majority):
    Circle.objects.update(meeting_quorum="1/1")
    scene.circle.refresh_from_db()
    with kinds.replaced({**kinds, "evening": EveningOfInes()}):
        gathering = open_gathering(owner="evening:1", rules=roll_rules(scene.circle), actor=scene.ines)
        for member in (scene.ines, scene.malo, scene.rose):
            mark_present(gathering, member, actor=member)
        assert decide(scene, vote(scene, gathering), by_majority) is None
    assert scene.state == State.SET_ASIDE


def test_an_open_ballot_decides_nothing(scene, room, by_majority):
    ballot = vote(scene, room, close=False)
    with refused("ballot"):
        actions.decide_by_vote(
            by_majority, outcome="adopted", result_sentence=SENTENCE, ballot=ballot, actor=scene.ines
        )


def test_nobody_says_another_result_than_the_ballot(scene, room, by_majority):
    ballot = vote(scene, room, "against")
    with refused("ballot"):
        actions.decide_by_vote(
            by_majority, outcome="adopted", result_sentence=SENTENCE, ballot=ballot, actor=scene.ines
        )


def test_whoever_does_not_conduct_concludes_nothing(scene, room, by_majority):
    ballot = vote(scene, room)
    with refused("votes.close"):
        actions.decide_by_vote(
            by_majority, outcome=ballot.outcome, result_sentence=SENTENCE, ballot=ballot, actor=scene.malo
        )


def test_a_question_without_a_proposal_brings_its_words(scene, room):
    ballot = vote(scene, room)
    with refused("incomplete"):
        decide(scene, ballot, None, circle=scene.circle)
    decision = decide(scene, ballot, None, circle=scene.circle, title="Le devis", text="Nous signons.")
    assert (decision.title, decision.proposal) == ("Le devis", None)


def test_a_consent_is_not_decided_by_a_vote_behind_its_back(scene, room):
    scene.bring_to(State.AMENDING)
    with refused("consent"):
        decide(scene, vote(scene, room), scene.proposal)


def test_the_fallback_to_a_vote_is_off_unless_the_circle_allows_it(scene):
    scene.bring_to(State.EXAMINATION)
    with refused("no_fallback"):
        actions.put_to_vote(scene.proposal, actor=scene.ines)
    Circle.objects.update(fallback_rounds=2)
    with refused("too_soon"):
        actions.put_to_vote(scene.proposal, actor=scene.ines)


def test_the_fallback_is_possible_once_the_time_to_improve_the_text_was_over(scene):
    Circle.objects.update(fallback_at_deadline=True)
    scene.proposal.refresh_from_db()
    with telling(MONDAY):
        scene.bring_to(State.INTEGRATION)
        with refused("too_soon"):
            actions.put_to_vote(scene.proposal, actor=scene.ines)
    with telling(MONDAY + timedelta(days=4)):
        end_stages()
        assert "Jusque-là" in next_online(stage_of(scene.proposal))
        actions.put_to_vote(scene.proposal, actor=scene.ines)
    assert scene.state == State.VOTING


def test_nobody_opens_that_door_by_extending_the_stage(scene):
    Circle.objects.update(fallback_at_deadline=True)
    scene.proposal.refresh_from_db()
    scene.bring_to(State.INTEGRATION)
    actions.extend_stage(scene.proposal, actor=scene.malo)
    with refused("too_soon"):
        actions.put_to_vote(scene.proposal, actor=scene.ines)


def test_the_fallback_carries_the_objections_and_never_looks_like_a_consent(client, scene, room):
    Circle.objects.update(fallback_rounds=1)
    scene.bring_to(State.INTEGRATION)
    actions.put_to_vote(scene.proposal, actor=scene.ines)
    decision = decide(scene, vote(scene, room), scene.proposal)
    assert decision.process == Decision.Process.FALLBACK
    assert [(one.kind, one.person) for one in carried_by(decision)] == [("objection", scene.rose)]
    client.force_login(scene.rose)
    page = client.get(scene.proposal.get_absolute_url()).content.decode()
    assert "par consentement" not in page
    assert page.count("adoptée par vote après objections maintenues") == 2  # the heading, and where it stands


def test_putting_it_to_the_vote_is_told(scene, by_majority):
    actions.put_to_vote(by_majority, actor=scene.ines)
    assert (scene.state, body("proposal.put_to_vote")) == (State.VOTING, {"proposal": by_majority.pk, "version": 1})


def test_the_clock_concludes_a_ballot_that_closes_by_time(scene, room, by_majority):
    an_hour = timedelta(hours=1)
    ballot = open_ballot(
        room,
        QuestionSpec("Adopter ?", MajorityRules(), closes_at=timezone.now() + an_hour),
        owner="evening:1",
        actor=scene.ines,
    )
    cast_vote(ballot, elector=scene.rose, choice="for", actor=scene.rose)
    Ballot.objects.update(opened_at=timezone.now() - 2 * an_hour, closes_at=timezone.now() - an_hour)
    ballot = close_ballot(ballot, actor=CLOCK)
    decision = actions.decide_by_vote(
        by_majority, outcome=ballot.outcome, result_sentence=SENTENCE, ballot=ballot, actor=CLOCK
    )
    assert decision is not None
    assert scene.state == State.ADOPTED


def test_the_fallback_is_only_for_the_version_on_which_the_objections_stand(scene):
    Circle.objects.update(fallback_rounds=1)
    scene.bring_to(State.INTEGRATION)
    assert Act.VOTE_ONLINE in part_of(scene.ines, scene.proposal).acts
    actions.amend(scene.proposal, text="Un tout autre texte.", actor=scene.malo)
    with refused("unasked"):
        actions.put_to_vote(scene.proposal, actor=scene.ines)
    with refused("unasked"):
        actions.vote_online(scene.proposal, closes_at=timezone.now() + timedelta(days=7), actor=scene.ines)
    assert Act.VOTE_ONLINE not in part_of(scene.ines, scene.proposal).acts
    actions.open_round(scene.proposal, actor=scene.ines)
    scene.all_answer(rose="objection")
    actions.next_stage(scene.proposal, actor=scene.ines)
    assert actions.put_to_vote(scene.proposal, actor=scene.ines).state == State.VOTING
