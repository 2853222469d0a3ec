"""The pages of an election without candidate, with a form for each act and no script."""

import pytest
from django.urls import reverse

from journal.clock import now
from proposals import actions
from proposals.election_process import ElectionState
from proposals.models import Election, Nomination
from proposals.presenters.election_part import part_of_election
from tests.proposals.election_scene import ElectionScene, election_scene
from web.models import Draft

S = ElectionState


@pytest.fixture
def scene(ca, ines, malo, rose) -> ElectionScene:
    return election_scene(ca, ines, malo, rose)


def page(client, scene: ElectionScene, name: str) -> str:
    client.force_login(getattr(scene, name))
    answer = client.get(scene.election.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_one_is_started_from_the_page_of_the_circle(client, ca, ines, malo):
    client.force_login(malo)
    address = f"{reverse('proposals:election-new')}?circle=ca"
    assert f'href="{address}">Élire sans candidat</a>' in client.get(ca.get_absolute_url()).content.decode()
    data = {
        "circle": "ca", "title": "Trésorerie", "mission": "Tenir les comptes.", "until": "2035-12-31",
        "place": "ca", "role": "coordinator", "facilitator": ines.pk,
    }  # fmt: skip
    answer = client.post(address, data)
    election = Election.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, election.get_absolute_url())
    assert (election.facilitator, election.change.circle) == (ines, ca.pk)


def test_somebody_names_and_only_that_they_have_answered_is_shown(client, scene):
    scene.bring_to(S.NOMINATIONS)
    client.force_login(scene.malo)
    address = reverse("proposals:election-nomination", args=[scene.election.pk])
    client.post(address, {"nominee": scene.rose.pk, "reason": "elle aime les chiffres"})
    assert Nomination.objects.get().nominee == scene.rose
    assert "elle aime les chiffres" not in page(client, scene, "zoe")
    assert "Compté : vous nommez <strong>Rose</strong>" in page(client, scene, "malo").replace("\xa0", " ")


def test_once_shown_each_reason_stands_with_its_name(client, scene):
    scene.bring_to(S.OPENING)
    shown = page(client, scene, "zoe")
    assert "malo le sait" in shown
    assert "Rien ne vous attend ici" in shown
    assert "3 nominations" in shown


def test_a_person_answers_lifts_and_accepts_by_forms(client, scene):
    scene.bring_to(S.OBJECTIONS)
    candidacy = scene.candidacy
    for name in ("ines", "paul", "zoe"):
        client.force_login(getattr(scene, name))
        client.post(reverse("proposals:candidacy-answer", args=[candidacy.pk]), {"kind": "consent"})
    client.force_login(scene.malo)
    reason = {"kind": "limit", "consequence": "trois rôles, c’est trop", "fact": "déjà deux", "aim": "durer"}
    client.post(reverse("proposals:candidacy-objection", args=[candidacy.pk]), reason)
    assert "Votre objection est maintenue" in page(client, scene, "malo")
    client.post(reverse("proposals:candidacy-lifting", args=[scene.answer_of("malo").pk]))
    assert scene.state == S.ACCEPTANCE
    assert "Accepter le rôle" in page(client, scene, "rose")
    client.post(reverse("proposals:candidacy-acceptance", args=[candidacy.pk]), {"text": "avec joie"})
    assert scene.state == S.ELECTED
    shown = page(client, scene, "zoe")
    assert "Rôle confié à <strong>Rose</strong>" in shown
    assert "avec joie" in shown


@pytest.mark.parametrize(
    ("state", "name", "acts"),
    [
        (S.ROLE, "ines", {"describe", "next_stage", "extend", "pause", "set_aside"}),
        (S.ROLE, "malo", set()),
        (S.NOMINATIONS, "malo", {"nominate"}),
        (S.CHANGE, "malo", {"change"}),
        (S.PROPOSAL, "ines", {"propose", "extend", "pause", "set_aside"}),
        (S.OBJECTIONS, "malo", {"answer"}),
        (S.OBJECTIONS, "rose", {"decline"}),
        (S.ACCEPTANCE, "rose", {"accept", "decline"}),
        (S.ACCEPTANCE, "malo", set()),
    ],
)
def test_each_has_one_part(scene, state, name, acts):
    scene.bring_to(state)
    scene.election.refresh_from_db()
    assert part_of_election(getattr(scene, name), scene.election).acts == acts


def test_what_the_decision_says_leads_to_its_election(client, scene):
    scene.bring_to(S.ELECTED)
    client.force_login(scene.zoe)
    shown = client.get(scene.election.decision.get_absolute_url()).content.decode()
    assert "Par élection sans candidat" in shown or "par élection sans candidat" in shown


def test_an_objection_of_former_names_stays_in_the_page(client, scene):
    scene.bring_to(S.OBJECTIONS)
    scene.all_answer(malo="objection")
    actions.propose_person(scene.election, person=scene.zoe, argument="l’autre nom", actor=scene.ines)
    assert "déjà deux mandats cette année" in page(client, scene, "zoe")


def test_in_a_meeting_its_own_button_goes_from_stage_to_stage(scene):
    scene.bring_to(S.OPENING)
    scene.election.refresh_from_db()
    alone, in_meeting = (part_of_election(scene.ines, scene.election, next=page) for page in ("", "/meetings/1/"))
    assert [step.label for step in alone.steps] == [
        "Passer aux changements",
        "Prolonger cette étape une fois",
    ]
    assert [step.label for step in in_meeting.steps] == ["Prolonger cette étape une fois"]


def test_a_concern_that_one_began_to_type_is_kept_with_the_answers(client, scene):
    scene.bring_to(S.OBJECTIONS)
    client.force_login(scene.malo)
    place = reverse("proposals:candidacy-answer", args=[scene.candidacy.pk])
    Draft.objects.create(member=scene.malo, place=place, fields={"text": ["deux heures, c’est"]}, saved_at=now())
    assert "deux heures, c’est" in page(client, scene, "malo")
    assert "deux heures, c’est" not in page(client, scene, "zoe")
