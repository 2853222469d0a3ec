"""Questions, reactions, amending."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from proposals import actions
from proposals.models import Reaction, Version
from proposals.process import State
from proposals.queries import current_version
from tests.proposals.told import body, verbs


def test_questions_do_not_close_on_an_unanswered_one(scene):
    scene.bring_to(State.CLARIFICATION)
    question = actions.ask(scene.proposal, text="Qui ouvre ?", actor=scene.rose)
    with pytest.raises(ValidationError) as refused:
        actions.next_stage(scene.proposal, actor=scene.ines)
    assert refused.value.code == "unanswered"
    actions.answer(question, text="Deux volontaires.", actor=scene.malo)
    assert actions.next_stage(scene.proposal, actor=scene.ines).state == State.REACTIONS


def test_whoever_asked_may_leave_it_open(scene):
    scene.bring_to(State.CLARIFICATION)
    question = actions.ask(scene.proposal, text="Qui ouvre ?", actor=scene.rose)
    with pytest.raises(PermissionDenied):
        actions.leave_open(question, actor=scene.paul)
    actions.leave_open(question, actor=scene.rose)
    actions.leave_open(question, actor=scene.rose)
    assert verbs().count("question.left_open") == 1
    assert actions.next_stage(scene.proposal, actor=scene.ines).state == State.REACTIONS


def test_an_observer_asks_and_the_author_answers(scene, omar):
    scene.bring_to(State.PRESENTED)
    question = actions.ask(scene.proposal, text="Et les enfants ?", actor=omar)
    with pytest.raises(PermissionDenied):
        actions.answer(question, text="Bienvenus.", actor=scene.ines)
    assert actions.answer(question, text="Bienvenus.", actor=scene.malo).answer == "Bienvenus."
    assert verbs()[-2:] == ["question.asked", "question.answered"]


def test_an_empty_question_is_none(scene):
    scene.bring_to(State.CLARIFICATION)
    with pytest.raises(ValidationError):
        actions.ask(scene.proposal, text="  ", actor=scene.rose)


def test_each_reacts_once_or_passes(scene):
    scene.bring_to(State.REACTIONS)
    actions.react(scene.proposal, text="Cela me plaît.", actor=scene.rose)
    assert actions.react(scene.proposal, actor=scene.paul).is_pass
    with pytest.raises(ValidationError) as refused:
        actions.react(scene.proposal, text="Encore.", actor=scene.rose)
    assert refused.value.code == "once"
    assert Reaction.objects.count() == 2
    assert body("reaction.given")["passes"] is True


def test_an_amendment_is_a_new_version(scene):
    scene.bring_to(State.AMENDING)
    version = actions.amend(scene.proposal, text="De 14 h à 16 h.", note="l’après-midi", actor=scene.malo)
    assert (version.number, current_version(scene.proposal)) == (2, version)
    assert body("text.amended") == {"proposal": scene.proposal.pk, "version": 2, "substantial": False}


def test_the_same_text_is_no_amendment(scene):
    scene.bring_to(State.AMENDING)
    with pytest.raises(ValidationError) as refused:
        actions.amend(scene.proposal, text=f"  {current_version(scene.proposal).text} ", actor=scene.malo)
    assert refused.value.code == "same"


def test_keeping_the_text_is_told(scene):
    scene.bring_to(State.AMENDING)
    actions.keep_text(scene.proposal, actor=scene.malo)
    assert body("text.kept")["version"] == 1
    assert scene.state == State.AMENDING


def test_a_version_is_never_edited_nor_by_the_database(scene):
    for change in ({"text": "autre"}, {"number": 9}, {"note": "autre"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Version.objects.update(**change)
    assert current_version(scene.proposal).text.startswith("Les visites")


def test_a_substantial_change_goes_back_to_the_questions(scene):
    scene.bring_to(State.INTEGRATION)
    actions.amend(scene.proposal, text="Tout autre chose.", is_substantial=True, actor=scene.malo)
    assert scene.state == State.CLARIFICATION


def test_each_stage_is_kept_with_its_times(scene):
    scene.bring_to(State.OBJECTIONS)
    stages = list(scene.proposal.stages.all())
    assert [stage.state for stage in stages] == [
        *("draft", "presented", "clarification", "reactions", "amending", "objections"),
    ]
    assert [stage.left_at for stage in stages[:-1]] == [stage.entered_at for stage in stages[1:]]
    assert stages[-1].left_at is None


def test_a_reason_is_kept_with_an_end(scene):
    scene.bring_to(State.SENT_BACK)
    assert scene.proposal.end_reason == "à préciser"
    assert scene.proposal.ended_at is not None


def test_withdrawing_twice_is_too_late(scene):
    actions.withdraw(scene.proposal, actor=scene.malo)
    with pytest.raises(ValidationError) as refused:
        actions.withdraw(scene.proposal, actor=scene.malo)
    assert refused.value.code == "stage"


def test_handing_on_gives_the_author_a_draft_in_the_other_circle(scene, vie_quotidienne):
    scene.bring_to(State.PRESENTED)
    draft = actions.escalate(scene.proposal, to=vie_quotidienne, reason="leur travail", actor=scene.ines)
    assert (draft.state, draft.author, draft.circle, draft.origin) == (
        *(State.DRAFT, scene.malo, vie_quotidienne, scene.proposal),
    )
    assert current_version(draft).text == current_version(scene.proposal).text
    assert scene.state == State.ESCALATED


def test_it_is_not_handed_to_the_same_circle(scene):
    scene.bring_to(State.PRESENTED)
    with pytest.raises(ValidationError):
        actions.escalate(scene.proposal, to=scene.circle, reason="ici", actor=scene.ines)
