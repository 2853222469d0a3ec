"""Who has left never blocks: every guard that waits for somebody, once that person is gone (PRODUCT §3.2)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commissions.models import Mandate
from members.models import Member
from proposals import actions
from proposals.models import Proposal
from proposals.process import State
from proposals.queries import current_version


def leave(member, how):
    """The mandate ends today, or the account is closed; everything is a month old by then."""
    a_month = timedelta(days=30)
    Proposal.objects.update(created_at=timezone.now() - a_month)
    if how == "mandate over":
        Mandate.objects.filter(member=member).update(until=timezone.localdate())
    else:
        Member.objects.filter(pk=member.pk).update(is_active=False)


both_ways = pytest.mark.parametrize("how", ["mandate over", "account closed"])


@both_ways
def test_a_round_closes_once_all_who_are_still_there_have_answered(scene, how):
    scene.bring_to(State.OBJECTIONS)
    leave(scene.zoe, how)
    for name in ("ines", "malo", "paul", "rose"):
        scene.answers(name, "consent")
    assert scene.state == State.ADOPTED


@both_ways
def test_an_objector_who_left_keeps_nobody_from_another_text(scene, how):
    scene.bring_to(State.EXAMINATION)
    leave(scene.rose, how)
    actions.next_stage(scene.proposal, actor=scene.ines)
    actions.amend(scene.proposal, text="De 14 h à 16 h.", actor=scene.malo)
    actions.open_round(scene.proposal, actor=scene.ines)
    for name in ("ines", "malo", "paul", "zoe"):
        scene.answers(name, "consent")
    assert scene.state == State.ADOPTED


@both_ways
def test_who_left_is_not_asked_in_the_next_round(scene, how):
    leave(scene.zoe, how)
    scene.bring_to(State.OBJECTIONS) if how == "mandate over" else None
    if how == "account closed":
        actions.present(scene.proposal, actor=scene.malo)
        scene.walk_to(State.OBJECTIONS)
    assert not scene.round.electors.filter(member=scene.zoe).exists()


@both_ways
def test_an_asker_who_left_keeps_no_question_open(scene, how):
    scene.bring_to(State.CLARIFICATION)
    question = actions.ask(scene.proposal, text="Qui ouvre ?", actor=scene.rose)
    leave(scene.rose, how)
    question.__class__.objects.update(asked_at=timezone.now() - timedelta(days=30))
    actions.leave_open(question, reason="partie", actor=scene.ines)
    actions.next_stage(scene.proposal, actor=scene.ines)
    assert scene.state == State.REACTIONS


@both_ways
def test_an_author_who_left_is_replaced(scene, how):
    scene.bring_to(State.AMENDING)
    leave(scene.malo, how)
    actions.take_over(scene.proposal, actor=scene.paul)
    actions.amend(scene.proposal, text="De 14 h à 16 h.", actor=scene.paul)
    assert current_version(scene.proposal).author == scene.paul


@both_ways
def test_somebody_who_left_carries_no_objection_and_refuses_none(scene, how):
    scene.bring_to(State.EXAMINATION)
    request = scene.ask_circle()
    leave(scene.zoe, how)
    for member in (scene.ines, scene.malo, scene.paul):
        actions.answer_circle(request, agrees=True, actor=member)
    assert scene.state in (State.ADOPTED, State.EXAMINATION)
