"""Elections without candidate through the API: read as far as they are shown, and each act with its refusals."""

from typing import Any

import pytest
from django.urls import reverse

from proposals import actions
from proposals.election_process import ElectionState
from proposals.models import CandidacyAnswer, Election, Nomination
from tests.proposals.election_scene import ElectionScene, election_scene

S = ElectionState


@pytest.fixture
def scene(ca, ines, malo, rose) -> ElectionScene:
    return election_scene(ca, ines, malo, rose)


@pytest.fixture
def send(client, scene):
    """Posts as somebody of the scene, and gives back the answer's status and body."""

    def post(name: str, act: str, **sent: Any) -> tuple[int, Any]:
        client.force_login(getattr(scene, name))
        url = reverse(f"api-election-{act}", args=[scene.election.pk])
        answer = client.post(url, sent, content_type="application/json")
        return answer.status_code, answer.json()

    return post


def read(client, scene: ElectionScene, name: str = "zoe") -> dict[str, Any]:
    client.force_login(getattr(scene, name))
    found: dict[str, Any] = client.get(reverse("api-election-detail", args=[scene.election.pk])).json()
    return found


def test_one_is_started_and_found_again(client, ca, ines):
    client.force_login(ines)
    sent = {"circle": "ca", "title": "Clés", "mission": "Ouvrir.", "until": "2035-01-01", "role": "coordinator"}
    answer = client.post(reverse("api-election-list"), sent, content_type="application/json")
    assert (answer.status_code, answer.json()["state"]) == (201, "role")
    listed = client.get(reverse("api-election-list"), {"circle__slug": "ca", "state": "role"}).json()
    assert [one["title"] for one in listed["results"]] == ["Clés"]


def test_a_nomination_is_given_and_stays_hidden_until_all_are(client, scene, send):
    scene.bring_to(S.NOMINATIONS)
    status, given = send("malo", "nomination", nominee=scene.rose.pk, reason="elle aime les chiffres")
    assert (status, given["nominee"]) == (200, scene.rose.pk)

    found = read(client, scene)
    assert (found["nominations"], found["tally"]) == ([], [])
    assert [one["name"] for one in found["electors"] if one["has_named"]] == ["Malo"]
    assert "elle aime" not in str(found)

    for name in ("ines", "paul", "rose", "zoe"):
        scene.names(name, "rose")
    found = read(client, scene)
    assert [(one["nominee"]["name"], one["number"]) for one in found["tally"]] == [("Rose", 5)]
    assert "elle aime les chiffres" in [one["reason"] for one in found["nominations"]]


def test_one_changes_to_somebody_named_alone(scene, send, ines):
    scene.bring_to(S.CHANGE)
    assert send("malo", "change", nominee=scene.zoe.pk, reason="convaincu")[0] == 200
    status, refusal = send("malo", "change", nominee=ines.pk, reason="non")
    assert (status, set(refusal["errors"])) == (400, {"nominee"})
    assert Nomination.objects.filter(is_change=True).count() == 1


def test_the_circle_answers_whoever_facilitates_closes_and_answers_show(client, scene, send):
    scene.bring_to(S.PROPOSAL)
    assert send("malo", "candidacy", person=scene.rose.pk, argument="les raisons")[0] == 403
    assert send("ines", "candidacy", person=scene.rose.pk, argument="les raisons")[0] == 200
    reason = {"kind": "limit", "consequence": "trois rôles"}
    assert send("malo", "answer", kind="objection", objection=reason)[0] == 200
    assert send("rose", "answer", kind="consent")[0] == 403
    assert send("ines", "answer", kind="concern", text="à soutenir")[0] == 200
    (candidacy,) = read(client, scene)["candidacies"]
    assert (candidacy["answered"], candidacy["answers"]) == (2, [])

    assert send("paul", "closing")[0] == 403
    for name in ("paul", "zoe"):
        scene.answers(name)
    (candidacy,) = read(client, scene)["candidacies"]
    assert candidacy["outcome"] == "objected"
    objections = [one["objection"] for one in candidacy["answers"] if one["member"]["name"] == "Malo"]
    assert [objection["consequence"] for objection in objections] == ["trois rôles"]

    assert send("ines", "lifting")[0] == 404
    assert send("malo", "lifting", text="entendu")[0] == 200
    assert scene.state == S.ACCEPTANCE


@pytest.mark.parametrize(("act", "state"), [("acceptance", S.ELECTED), ("declining", S.PROPOSAL)])
def test_the_person_proposed_speaks_last(scene, send, act, state):
    scene.bring_to(S.ACCEPTANCE)
    assert send("malo", act)[0] == 403
    assert send("rose", act, text="merci")[0] == 200
    assert scene.state == state


def test_whoever_facilitates_leads_it(scene, send):
    assert send("malo", "stage")[0] == 403
    assert send("ines", "stage")[1]["state"] == "nominations"
    assert send("ines", "extension")[1]["is_extended"] is True
    status, refusal = send("ines", "extension")
    assert (status, Election.objects.get().is_extended) == (400, True)
    assert "Cette étape" in str(refusal)
    assert send("malo", "facilitator")[0] == 400
    assert send("ines", "setting-aside", reason="Plus tard.")[1]["state"] == "set_aside"


def test_before_a_name_is_proposed_nobody_answers(scene, send):
    status, refusal = send("malo", "answer", kind="consent")
    assert (status, CandidacyAnswer.objects.count()) == (400, 0)
    assert "Personne n’est encore proposé" in str(refusal)


def test_who_may_not_read_the_circle_finds_none(client, scene, omar, ca):
    ca.is_open = False
    ca.save(update_fields=["is_open"])
    client.force_login(omar)
    assert client.get(reverse("api-election-detail", args=[scene.election.pk])).status_code == 404
    actions.next_election_stage(scene.election, actor=scene.ines)
    assert client.get(reverse("api-election-list")).json()["results"] == []


def test_somebody_helps_to_word_an_objection_while_it_is_hidden(client, scene, send):
    scene.bring_to(S.OBJECTIONS)
    assert send("malo", "answer", kind="objection")[0] == 200
    assert send("zoe", "helper", helper=scene.paul.pk)[0] == 404
    status, refusal = send("malo", "helper", helper=scene.malo.pk)
    assert (status, set(refusal["errors"])) == (400, {"helper"})
    status, asked = send("malo", "helper", helper=scene.paul.pk)
    assert (status, asked["helper"]["name"]) == (200, "Paul")

    assert helped(client, scene.zoe) == []
    (found,) = helped(client, scene.paul)
    assert (found["member"]["name"], found["person"]["name"]) == ("Malo", "Rose")
    url = reverse("api-wording-help-wording", args=[found["id"]])
    words = {"kind": "limit", "consequence": "trois rôles"}
    assert client.post(url, words, content_type="application/json").json()["objection"]["consequence"] == "trois rôles"

    for name in ("ines", "paul", "zoe"):
        scene.answers(name)
    assert helped(client, scene.paul) == []
    assert client.post(url, words, content_type="application/json").status_code == 400
    assert send("malo", "helper", helper=scene.paul.pk)[0] == 400


def helped(client, member) -> Any:
    client.force_login(member)
    return client.get(reverse("api-wording-help-list")).json()["results"]
