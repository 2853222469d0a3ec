"""Questions answered in the room: said by whoever asked, or noted by whoever facilitates unless the asker objects.

Malo wrote the text, Inès facilitates, Rose asks.
"""

from datetime import timedelta

import pytest
from django.urls import reverse

from journal.clock import now, telling
from proposals import actions
from proposals.models import Question
from proposals.presenters.own_panel import part_of
from proposals.presenters.proposal import AskedQuestion
from proposals.process import REOPENING, State
from proposals.queries import waiting_questions
from tests.proposals.told import body, verbs
from tests.refusals import refused


@pytest.fixture
def question(scene, evening) -> Question:
    actions.put_to_meeting(scene.proposal, occasion=evening, actor=scene.malo)
    return actions.ask(scene.proposal, text="Qui ouvre ?", actor=scene.rose)


def go_on(scene) -> State:
    actions.next_stage(scene.proposal, actor=scene.ines)
    actions.next_stage(scene.proposal, actor=scene.ines)
    return scene.state


def test_whoever_asked_says_that_they_were_answered_and_the_proposal_goes_on(scene, question):
    actions.note_answered_aloud(question, actor=scene.rose)

    assert waiting_questions(scene.proposal) == []
    assert body("question.answered_aloud") == {
        "proposal": scene.proposal.pk, "question": question.pk, "asker": scene.rose.pk,
    }  # fmt: skip
    assert go_on(scene) == State.REACTIONS


def test_noted_by_whoever_facilitates_the_asker_has_a_minute_to_say_that_it_was_not(scene, question):
    actions.note_answered_aloud(question, actor=scene.ines)
    with refused("answered_aloud"):
        go_on(scene)
    with telling(now() + REOPENING + timedelta(seconds=1)):
        actions.next_stage(scene.proposal, actor=scene.ines)
    assert scene.state == State.REACTIONS


def test_the_asker_who_agrees_lets_it_go_on_at_once(scene, question):
    actions.note_answered_aloud(question, actor=scene.ines)
    actions.note_answered_aloud(question, actor=scene.rose)
    assert go_on(scene) == State.REACTIONS


def test_the_asker_reopens_it_and_nobody_else_closes_it_then(scene, question):
    actions.note_answered_aloud(question, actor=scene.ines)
    assert scene.state == State.PRESENTED
    assert [asked.pk for asked in part_of(scene.rose, scene.proposal).answered] == [question.pk]
    actions.reopen_question(question, actor=scene.rose)

    assert waiting_questions(scene.proposal) == [question]
    assert verbs()[-1] == "question.reopened"
    with refused("reopened"):
        actions.note_answered_aloud(question, actor=scene.ines)
    actions.note_answered_aloud(question, actor=scene.rose)
    assert waiting_questions(scene.proposal) == []


def test_who_may(scene, question):
    for name in ("malo", "paul"):
        with refused("proposals.note_answered_aloud"):
            actions.note_answered_aloud(question, actor=getattr(scene, name))
    actions.note_answered_aloud(question, actor=scene.ines)
    for name in ("malo", "ines", "paul"):
        with refused("proposals.reopen_question"):
            actions.reopen_question(question, actor=getattr(scene, name))


def test_noting_it_twice_and_reopening_what_waits_change_nothing(scene, question):
    actions.reopen_question(question, actor=scene.rose)
    actions.note_answered_aloud(question, actor=scene.ines)
    told = verbs()
    actions.note_answered_aloud(question, actor=scene.ines)
    assert verbs() == told


def test_what_is_answered_in_writing_is_not_reopened(scene, question):
    actions.answer(question, text="Malo.", actor=scene.malo)
    with refused("written"):
        actions.reopen_question(question, actor=scene.rose)
    question.refresh_from_db()
    assert AskedQuestion(question).why_no_answer


def test_online_the_author_answers_in_writing(scene):
    actions.present(scene.proposal, actor=scene.malo)
    asked = actions.ask(scene.proposal, text="Qui ouvre ?", actor=scene.rose)
    with refused("online"):
        actions.note_answered_aloud(asked, actor=scene.rose)


def test_once_the_questions_are_over_nothing_is_reopened(scene, question):
    actions.note_answered_aloud(question, actor=scene.rose)
    go_on(scene)
    with refused("stage"):
        actions.reopen_question(question, actor=scene.rose)


def test_the_pages_say_who_noted_it(scene, question, client):
    client.force_login(scene.ines)
    client.post(reverse("proposals:answered-aloud", args=[question.pk]))
    page = client.get(scene.proposal.get_absolute_url()).content.decode()
    assert "réponse donnée à voix haute, notée par Inès" in page
    client.force_login(scene.rose)
    assert (
        "Inès a noté que vous avez eu votre réponse" in client.get(scene.proposal.get_absolute_url()).content.decode()
    )
    client.post(reverse("proposals:reopening", args=[question.pk]))
    assert waiting_questions(scene.proposal) == [question]
