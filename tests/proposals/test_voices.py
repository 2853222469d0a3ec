"""A voice without a vote in a process: it reads, asks, reacts and comments; no round, no list, no duty holds it."""

from datetime import date

import pytest
import rules

from commissions.models import Mandate
from members.models import Member
from members.panels import waiting_for
from proposals import actions
from proposals.models import Proposal, ProposalAudience, RoundElector
from proposals.process import State
from proposals.queries import decisions_for, proposals_for
from tests.conftest import person
from tests.proposals.scene import REASON
from tests.refusals import refused


@pytest.fixture
def ambre(scene) -> Member:
    """Employed: sits in the CA with a voice, and the CA keeps this text to itself."""
    member = person("Ambre")
    Mandate.objects.create(member=member, circle=scene.circle, role=Mandate.Role.VOICE, since=date(2026, 1, 1))
    Proposal.objects.filter(pk=scene.proposal.pk).update(audience=ProposalAudience.CIRCLE)
    scene.proposal.refresh_from_db()
    return member


def test_a_voice_reads_asks_and_reacts_where_the_circle_keeps_to_itself(scene, ambre, omar):
    scene.bring_to(State.CLARIFICATION)
    question = actions.ask(scene.proposal, text="Qui tient les clés ?", actor=ambre)
    actions.answer(question, text="Rose.", actor=scene.malo)
    actions.next_stage(scene.proposal, actor=scene.ines)
    reaction = actions.react(scene.proposal, text="Cela m’allège.", actor=ambre)

    assert scene.proposal in proposals_for(ambre)
    assert scene.proposal not in proposals_for(omar)
    assert (question.asker, reaction.member) == (ambre, ambre)
    with refused("once"):
        actions.react(scene.proposal, text="Encore.", actor=ambre)


def test_a_voice_is_in_no_round(scene, ambre):
    scene.bring_to(State.REACTIONS)
    with refused("proposals.object_beforehand"):
        actions.object_beforehand(scene.proposal, reason=REASON, actor=ambre)
    actions.next_stage(scene.proposal, actor=scene.ines)
    actions.open_round(scene.proposal, actor=scene.ines)

    assert not RoundElector.objects.filter(member=ambre).exists()
    with refused("proposals.take_position"):
        actions.take_position(scene.round, kind="consent", actor=ambre)
    assert waiting_for(ambre) == []
    scene.all_answer()
    assert scene.state == State.ADOPTED  # nobody waited for the voice


def test_a_voice_is_not_asked_to_carry_an_objection(scene, ambre):
    scene.bring_to(State.EXAMINATION)
    request = scene.ask_circle()
    assert not request.agreements.filter(member=ambre).exists()


def test_a_voice_reads_what_the_circle_decided_and_asks_for_no_change_of_it(scene, ambre, omar):
    scene.bring_to(State.OBJECTIONS)
    scene.all_answer()
    decision = scene.proposal.decision

    assert decision in decisions_for(ambre)
    assert decision not in decisions_for(omar)
    assert rules.has_perm("proposals.read_decision", ambre, decision)
    for perm in ("ask_to_reopen", "publish", "follow_up", "file"):
        assert not rules.has_perm(f"proposals.{perm}", ambre, decision)


def test_a_voice_that_asked_has_not_left(scene, ambre):
    """A question of theirs waits for its answer as anybody's."""
    Mandate.objects.filter(member=ambre).update(until=date(2999, 1, 1))
    scene.bring_to(State.CLARIFICATION)
    actions.ask(scene.proposal, text="Combien ?", actor=ambre)
    with refused("unanswered"):
        actions.next_stage(scene.proposal, actor=scene.ines)
