"""A proposal from its draft to its decision, and what ends it otherwise, by the API alone."""

from typing import Any

import pytest
from django.urls import reverse

from commissions.models import Circle
from members.models import Member
from proposals import actions
from proposals.models import Objection, Question
from proposals.process import State
from tests.conftest import FormClient
from tests.proposals.scene import REASON, Scene


def by(person: Member) -> FormClient:
    client = FormClient()
    client.force_login(person)
    return client


def send(person: Member, name: str, pk: int, **sent: Any) -> Any:
    """What the API answers to this act, as data; refused acts fail the test."""
    response = by(person).post(reverse(name, args=[pk]), sent, content_type="application/json")
    assert response.status_code in (200, 204), response.content
    return response.json() if response.content else None


def refusal(person: Member, name: str, pk: int, **sent: Any) -> int:
    return by(person).post(reverse(name, args=[pk]), sent, content_type="application/json").status_code


def read(person: Member, scene: Scene) -> Any:
    return by(person).get(reverse("api-proposal-detail", args=[scene.proposal.pk])).json()


def test_a_proposal_goes_from_its_draft_to_an_objection_that_is_lifted(scene):
    pk = scene.proposal.pk
    assert send(scene.malo, "api-proposal-presentation", pk)["state"] == "presented"
    assert send(scene.ines, "api-proposal-stage", pk)["state"] == "clarification"
    question = send(scene.rose, "api-proposal-questions", pk, text="Combien ?")
    assert refusal(scene.ines, "api-proposal-stage", pk) == 400
    assert send(scene.malo, "api-question-answer", question["id"], text="Rien.")["answer"] == "Rien."
    send(scene.ines, "api-proposal-stage", pk)
    assert send(scene.rose, "api-proposal-reactions", pk, text="Cela me va.")["version"] == 1
    assert refusal(scene.rose, "api-proposal-reactions", pk, text="Encore.") == 400
    send(scene.ines, "api-proposal-stage", pk)
    assert send(scene.malo, "api-proposal-versions", pk, text="Ouvrir le samedi.", note="un jour")["number"] == 2
    if read(scene.ines, scene)["state"] == State.AMENDING:
        send(scene.ines, "api-proposal-round", pk)
    assert read(scene.rose, scene)["state"] == "objections"
    send(scene.rose, "api-proposal-position", pk, kind="objection", objection=REASON)
    for person in (scene.ines, scene.malo, scene.paul, scene.zoe):
        send(person, "api-proposal-position", pk, kind="consent")

    objection = Objection.objects.get()
    assert refusal(scene.ines, "api-objection-wording", objection.pk, **REASON) == 400
    assert send(scene.ines, "api-objection-test", objection.pk, shows_harm=True)["id"] == objection.pk
    assert send(scene.rose, "api-objection-lifting", objection.pk)["end"] == "lifted"
    whole = read(scene.rose, scene)
    assert (whole["state"], bool(whole["decision"])) == ("adopted", True)
    assert [stage["state"] for stage in whole["stages"]][1:5] == ["presented", "clarification", "reactions", "amending"]
    assert [(asked["text"], asked["answer"]) for asked in whole["questions"]] == [("Combien ?", "Rien.")]
    assert [reaction["text"] for reaction in whole["reactions"]] == ["Cela me va."]
    assert by(scene.rose).get(reverse("api-proposal-questions", args=[pk])).json() == whole["questions"]
    assert by(scene.rose).get(reverse("api-proposal-reactions", args=[pk])).json() == whole["reactions"]


def test_an_objection_of_a_round_that_is_open_is_nobodys_to_read(scene):
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "objection")
    objection = Objection.objects.get()
    for person in (scene.rose, scene.ines):
        assert refusal(person, "api-objection-passing", objection.pk) == 404


def test_whoever_objects_suggests_first_or_has_nothing_to_suggest(scene):
    scene.bring_to(State.EXAMINATION)
    send(scene.ines, "api-proposal-stage", scene.proposal.pk)
    pk = scene.objection.pk
    assert send(scene.rose, "api-objection-suggestion", pk, text="Pas en août.")["suggestion"] == "Pas en août."
    assert refusal(scene.malo, "api-objection-passing", pk) == 403
    assert send(scene.malo, "api-proposal-versions", scene.proposal.pk, text="Sauf en août.")["number"] == 2


def test_the_circle_is_asked_by_name_and_one_refusal_keeps_an_objection_standing(scene):
    scene.bring_to(State.EXAMINATION)
    pk = scene.objection.pk
    assert refusal(scene.ines, "api-objection-circle", pk) == 400
    send(scene.ines, "api-objection-test", pk)
    assert send(scene.ines, "api-objection-circle", pk)["agreed"] is None
    assert send(scene.zoe, "api-objection-agreement", pk, agrees=False)["agreed"] is False


def test_reactions_are_hidden_from_whoever_answers_first(scene, ca):
    Circle.objects.filter(pk=ca.pk).update(hides_comments=True)
    scene.bring_to(State.REACTIONS)
    scene.proposal.refresh_from_db()
    actions.react(scene.proposal, text="Cela me va.", actor=scene.ines)
    address = reverse("api-proposal-reactions", args=[scene.proposal.pk])
    assert (by(scene.rose).get(address).json(), read(scene.rose, scene)["reactions"]) == ([], [])
    assert [reaction["text"] for reaction in by(scene.ines).get(address).json()] == ["Cela me va."]


def test_who_will_be_absent_objects_beforehand_and_takes_it_back(scene):
    scene.bring_to(State.CLARIFICATION)
    pk = scene.proposal.pk
    assert send(scene.rose, "api-proposal-beforehand", pk, **REASON)["fact"] == REASON["fact"]
    assert send(scene.rose, "api-proposal-beforehand-removal", pk) is None
    assert not scene.proposal.written_objections.exists()


def test_a_question_is_left_open_by_whoever_asked_it(scene):
    scene.bring_to(State.CLARIFICATION)
    actions.ask(scene.proposal, text="Combien ?", actor=scene.rose)
    question = Question.objects.get()
    assert send(scene.rose, "api-question-leaving-open", question.pk)["left_open_at"]


@pytest.mark.parametrize(
    ("who", "name", "state"),
    [
        ("malo", "withdrawal", "withdrawn"),
        ("ines", "sending-back", "sent_back"),
        ("ines", "setting-aside", "set_aside"),
    ],
)
def test_what_ends_it_says_why(scene, who, name, state):
    scene.bring_to(State.CLARIFICATION)
    ended = send(getattr(scene, who), f"api-proposal-{name}", scene.proposal.pk, reason="Plus tard.")
    scene.proposal.refresh_from_db()
    assert (ended["state"], scene.proposal.end_reason) == (state, "Plus tard.")


def test_another_circle_sends_back_what_is_handed_to_it(scene, vie_quotidienne, omar):
    actions_of = {"to": vie_quotidienne.slug, "reason": "C’est leur travail."}
    scene.bring_to(State.CLARIFICATION)
    handed = send(scene.ines, "api-proposal-handing-on", scene.proposal.pk, **actions_of)
    assert (handed["to"], handed["is_accepted"]) == (vie_quotidienne.slug, None)
    assert send(omar, "api-proposal-return", scene.proposal.pk, reason="C’est à vous.") is None
    (answered,) = read(scene.ines, scene)["handings"]
    assert (answered["is_accepted"], answered["answer_reason"]) == (False, "C’est à vous.")
