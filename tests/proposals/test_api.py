"""Plain input, one action, plain output."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from commissions.models import Circle
from proposals import actions
from proposals.models import Position, Proposal
from proposals.process import State
from proposals.queries.deadlines import stage_of
from tests.proposals.collective import PROPOSAL_FILE


@pytest.fixture
def rose_api(client, rose):
    client.force_login(rose)
    return client


def test_a_proposal_is_written_and_presented(client, ca, malo, ines):
    client.force_login(malo)
    sent = {
        "circle": "ca",
        "title": "Un four",
        "text": "Nous achetons un four.",
        "need": "Le pain.",
        "facilitator": ines.pk,
        "review_on": "2035-01-01",
        "present": True,
    }
    response = client.post(reverse("api-proposal-list"), sent, content_type="application/json")
    assert response.status_code == 201, response.json()
    assert response.json()["state"] == "presented"
    found = client.get(reverse("api-proposal-detail", args=[response.json()["id"]])).json()
    assert [version["text"] for version in found["versions"]] == ["Nous achetons un four."]


def test_what_is_missing_is_said_by_field(client, ca, malo):
    client.force_login(malo)
    sent = {"circle": "ca", "title": "Un four", "text": "Un four.", "present": True}
    response = client.post(reverse("api-proposal-list"), sent, content_type="application/json")
    assert response.status_code == 400
    assert set(response.json()["errors"]) == {"need", "facilitator", "review_on"}
    assert not Proposal.objects.exists()


def bring_in(client, **sent):
    return client.post(reverse("api-proposal-import"), sent, content_type="application/json")


def test_a_proposal_comes_in_from_elsewhere(client, ca, malo):
    client.force_login(malo)
    response = bring_in(client, circle="ca", file=PROPOSAL_FILE)
    assert response.status_code == 201, response.json()
    proposal = Proposal.objects.get()
    assert (response.json()["id"], response.json()["state"], proposal.title) == (
        proposal.pk,
        "draft",
        "Une cuisine partagée",
    )
    assert proposal.author == malo
    assert proposal.imported.history["questions"][0]["answer"] == "Tous."


@pytest.mark.parametrize(
    "file", [{}, {"format": "other"}, PROPOSAL_FILE | {"title": 7}, PROPOSAL_FILE | {"versions": []}]
)
def test_what_is_no_proposal_does_not_come_in(client, ca, malo, file):
    client.force_login(malo)
    assert bring_in(client, circle="ca", file=file).status_code == 400
    assert not Proposal.objects.exists()


def test_a_circle_that_keeps_its_life_to_itself_takes_none_in_from_others(client, malo):
    Circle.objects.create(kind="working_group", name="Médiation", slug="mediation", is_open=False)
    client.force_login(malo)
    assert bring_in(client, circle="mediation", file=PROPOSAL_FILE).status_code == 403
    assert not Proposal.objects.exists()


def test_a_position_is_taken(scene, rose_api):
    scene.bring_to(State.OBJECTIONS)
    url = reverse("api-proposal-position", args=[scene.proposal.pk])
    sent = {"kind": "objection", "objection": {"kind": "harm", "consequence": "alors…"}}
    response = rose_api.post(url, sent, content_type="application/json")
    assert response.status_code == 200, response.json()
    assert Position.objects.get().objection.consequence == "alors…"


def test_others_take_none(scene, client, omar):
    scene.bring_to(State.OBJECTIONS)
    client.force_login(omar)
    url = reverse("api-proposal-position", args=[scene.proposal.pk])
    response = client.post(url, {"kind": "objection"}, content_type="application/json")
    assert response.status_code == 403


def test_before_any_round_it_is_said(scene, rose_api):
    scene.bring_to(State.PRESENTED)
    url = reverse("api-proposal-position", args=[scene.proposal.pk])
    assert rose_api.post(url, {"kind": "consent"}, content_type="application/json").status_code == 400


def test_the_register_is_read_by_number(scene, rose_api):
    scene.bring_to(State.ADOPTED)
    (found,) = rose_api.get(reverse("api-decision-list")).json()["results"]
    again = rose_api.get(reverse("api-decision-detail", args=[found["number"]])).json()
    assert again["text"] == "Les visites ouvrent un samedi sur deux, de 10 h à 12 h."


def test_a_visitor_reads_nothing(scene, client):
    scene.bring_to(State.ADOPTED)
    assert client.get(reverse("api-decision-list")).status_code in {401, 403}


@pytest.fixture
def act(scene, client):
    """What somebody does with the time of the proposal, and what is answered."""

    def post(name, who, **sent):
        client.force_login(who)
        url = reverse(f"api-proposal-{name}", args=[scene.proposal.pk])
        return client.post(url, sent, content_type="application/json")

    return post


def why(response) -> str:
    """The reason for which it was refused."""
    assert response.status_code == 400
    return response.json()["errors"]["__all__"][0]


def test_the_time_of_a_proposal_is_extended_and_paused_once(scene, act):
    scene.bring_to(State.PRESENTED)
    end = stage_of(scene.proposal).ends_at
    extended = act("extension", scene.malo)
    assert (extended.status_code, parse_datetime(extended.json()["ends_at"])) == (200, end + timedelta(days=1))
    assert extended.json()["extended_at"] is not None
    assert (act("extension", scene.ines).status_code, act("extension", scene.rose).status_code) == (400, 403)
    assert why(act("extension", scene.ines)).startswith("Cette étape a déjà été prolongée")

    paused = act("pause", scene.ines, days=3, reason="les congés").json()
    assert parse_datetime(paused["ends_at"]) > end + timedelta(days=3)
    assert paused["paused_until"] is not None
    assert act("pause-ending", scene.malo).json()["paused_until"] is None
    assert why(act("pause", scene.malo, days=3, reason="encore")).endswith("déjà été mise en pause une fois.")


def test_a_proposal_goes_on_to_its_next_stage_or_online_again(scene, act, evening):
    scene.bring_to(State.PRESENTED)
    assert act("stage", scene.ines).json()["state"] == "clarification"
    assert act("online", scene.malo).json()["ends_at"] is not None
    actions.put_to_meeting(scene.proposal, occasion=evening, actor=scene.ines)
    assert why(act("online", scene.malo)).startswith("La réunion est en cours")
    assert why(act("extension", scene.malo)).startswith("Aucun délai ne court ici")


def test_a_change_is_suggested_read_and_taken(scene, rose_api, client):
    scene.bring_to(State.AMENDING)
    url = reverse("api-proposal-suggested-edits", args=[scene.proposal.pk])
    sent = {"version": 1, "start": 20, "end": 38, "replacement": "chaque samedi", "reason": "plus simple"}
    made = rose_api.post(url, sent, content_type="application/json")
    assert made.status_code == 201, made.json()
    assert (made.json()["quote"], made.json()["status"]) == ("un samedi sur deux", "open")
    assert [one["id"] for one in rose_api.get(url).json()] == [made.json()["id"]]
    taking = reverse("api-suggested-edit-taking", args=[made.json()["id"]])
    assert rose_api.post(taking).status_code == 403
    client.force_login(scene.malo)
    assert client.post(taking).json()["status"] == "taken"
    again = client.post(taking)
    assert (again.status_code, list(again.json()["errors"])) == (400, ["__all__"])


def test_words_are_commented_answered_and_settled(scene, rose_api):
    scene.bring_to(State.CLARIFICATION)
    url = reverse("api-proposal-comments", args=[scene.proposal.pk])
    made = rose_api.post(
        url, {"version": 1, "start": 20, "end": 38, "text": "Et l’été ?"}, content_type="application/json"
    )
    assert made.status_code == 201, made.json()
    assert (made.json()["quote"], made.json()["fate"]) == ("un samedi sur deux", "same")
    key = [made.json()["id"]]
    sent = rose_api.post(reverse("api-comment-replies", args=key), {"text": "Aussi."}, content_type="application/json")
    assert [one["text"] for one in sent.json()["replies"]] == ["Aussi."]
    assert rose_api.post(reverse("api-comment-settling", args=key)).json()["settled_at"]
    assert rose_api.post(reverse("api-comment-reopening", args=key)).json()["settled_at"] is None
    (found,) = rose_api.get(url).json()
    assert found == rose_api.get(reverse("api-comment-detail", args=key)).json()


def test_what_others_say_is_hidden_from_those_who_answer_first(scene, rose_api):
    scene.bring_to(State.CLARIFICATION)
    scene.circle.hides_comments = True
    scene.circle.save(update_fields=["hides_comments"])
    place = {"version": 1, "start": 20, "end": 38}
    comment = actions.comment_passage(scene.proposal, **place, text="Un secret.", actor=scene.paul)
    actions.next_stage(scene.proposal, actor=scene.ines)
    url = reverse("api-proposal-comments", args=[scene.proposal.pk])
    assert rose_api.get(url).json() == []
    for name in ("detail", "replies", "settling"):
        asked = rose_api.get if name == "detail" else rose_api.post
        assert asked(reverse(f"api-comment-{name}", args=[comment.pk])).status_code == 403
    actions.react(scene.proposal, text="Volontiers.", actor=scene.rose)
    assert [one["text"] for one in rose_api.get(url).json()] == ["Un secret."]
