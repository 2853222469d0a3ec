"""The pages: an objection that improves the text (J3), end to end; hidden positions; nothing typed is lost."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from proposals import actions
from proposals.models import Decision, Objection, Proposal, Round
from proposals.process import State
from tests.proposals.scene import REASON


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def post(client, name, pk, **data):
    response = client.post(reverse(f"proposals:{name}", args=[pk]), data)
    assert response.status_code == 303, response.content.decode()[:2000]
    return response


def page(client, proposal) -> str:
    return client.get(reverse("proposals:proposal", args=[proposal.pk])).content.decode()


def test_an_objection_improves_the_text(scene, ca):
    """J3, through the pages alone: written, asked, objected to, amended, adopted, found in the register."""
    malo, ines, rose, paul, zoe = (browser(getattr(scene, name)) for name in ("malo", "ines", "rose", "paul", "zoe"))
    written = malo.post(
        reverse("proposals:new"),
        {
            "circle": "ca",
            "title": "Un accueil le mercredi",
            "need": "Des gens trouvent porte close.",
            "text": "L’accueil ouvre le mercredi.",
            "facilitator": scene.ines.pk,
            "review_on": (timezone.localdate() + timedelta(days=90)).isoformat(),
            "process": "consent",
            "audience": "public",
            "then": "present",
        },
    )
    proposal = Proposal.objects.get(title="Un accueil le mercredi")
    assert written["Location"] == proposal.get_absolute_url()

    post(rose, "questions", proposal.pk, text="Qui ouvre la porte ?")
    question = proposal.questions.get()
    post(ines, "stage", proposal.pk)
    assert "Qui ouvre la porte ?" in page(malo, proposal)
    post(malo, "answer", question.pk, text="Deux volontaires.")
    assert "Deux volontaires." in page(rose, proposal)
    post(ines, "stage", proposal.pk)
    post(paul, "reactions", proposal.pk, text="Cela me plaît.")
    post(zoe, "reactions", proposal.pk, **{"pass": "1"})
    post(ines, "stage", proposal.pk)
    post(malo, "keeping", proposal.pk)
    post(ines, "round", proposal.pk)

    round = Round.objects.get(proposal=proposal)
    post(rose, "objection", round.pk, **REASON)
    for client in (malo, ines, paul, zoe):
        post(client, "position", round.pk, kind="consent")
    shown = page(malo, proposal)
    assert REASON["consequence"] in shown

    objection = Objection.objects.get()
    post(rose, "suggestion", objection.pk, text="Toujours deux personnes.")
    post(ines, "stage", proposal.pk)
    amendment = reverse("proposals:amendment", args=[proposal.pk])
    before = malo.get(amendment).content.decode()
    assert "L’accueil ouvre le mercredi.</textarea>" in before
    assert "Toujours deux personnes." in before
    text = "L’accueil ouvre le mercredi, à deux."
    preview = malo.post(amendment, {"text": text, "preview": "1"}).content.decode()
    assert "<ins>" in preview
    assert proposal.versions.count() == 1
    post(malo, "amendment", proposal.pk, text=text, note="jamais seul")
    assert "<ins>" in page(paul, proposal)

    post(ines, "round", proposal.pk)
    round = Round.objects.get(proposal=proposal, number=2)
    for client in (rose, malo, ines, paul):
        post(client, "position", round.pk, kind="consent")
    post(zoe, "position", round.pk, kind="concern", text="attention à l’été")

    decision = Decision.objects.get()
    assert (decision.text, decision.audience) == (text, "public")
    visitor = Client().get(decision.get_absolute_url()).content.decode()
    assert text in visitor
    assert "attention à l’été" not in visitor
    read = zoe.get(decision.get_absolute_url()).content.decode()
    assert "attention à l’été" in read
    assert decision.number in zoe.get(reverse("proposals:decisions")).content.decode()


def test_a_hidden_position_is_on_nobodys_page_but_ones_own(scene):
    scene.bring_to(State.OBJECTIONS)
    secret = "alors deux personnes tiendraient"
    scene.answers("rose", "objection")
    scene.answers("paul", "concern")
    objection = Objection.objects.get()
    for person in (scene.malo, scene.ines, scene.zoe):
        client = browser(person)
        for url in (
            reverse("proposals:proposal", args=[scene.proposal.pk]),
            reverse("proposals:mine", args=[scene.proposal.pk]),
            reverse("proposals:versions", args=[scene.proposal.pk]),
            reverse("api-proposal-detail", args=[scene.proposal.pk]),
            reverse("proposals:proposals"),
        ):
            told = client.get(url).content.decode()
            assert secret not in told
            assert "attention aux samedis" not in told
            assert "seat--objection" not in told
        assert client.get(reverse("proposals:wording", args=[objection.pk])).status_code == 404
    assert secret in browser(scene.rose).get(reverse("proposals:objection", args=[scene.round.pk])).content.decode()


def test_who_has_answered_is_shown(scene):
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "objection")
    told = browser(scene.malo).get(reverse("api-proposal-detail", args=[scene.proposal.pk])).json()
    (round,) = told["rounds"]
    seats = {seat["member"]["name"]: (seat["has_answered"], seat["position"]) for seat in round["seats"]}
    assert seats["Rose"] == (True, "")
    assert seats["Zoé"] == (False, "")


def test_an_objection_without_words_goes_on_to_the_page_that_helps(scene):
    scene.bring_to(State.OBJECTIONS)
    response = post(browser(scene.rose), "position", scene.round.pk, kind="objection")
    assert response["Location"].startswith(reverse("proposals:objection", args=[scene.round.pk]))


@pytest.mark.parametrize("to", ["https://ailleurs.example/", "//ailleurs.example", "javascript:alert(1)", ""])
def test_a_form_comes_back_to_a_page_of_ours_or_to_the_proposal(scene, to):
    scene.bring_to(State.OBJECTIONS)
    response = post(browser(scene.rose), "position", scene.round.pk, kind="consent", next=to)
    assert response["Location"] == scene.proposal.get_absolute_url()


def test_a_form_posted_from_a_meeting_comes_back_to_it(scene):
    scene.bring_to(State.OBJECTIONS)
    response = post(browser(scene.rose), "position", scene.round.pk, kind="consent", next="/meetings/4/")
    assert response["Location"] == "/meetings/4/"


def test_what_was_typed_is_not_lost(scene):
    client = browser(scene.malo)
    url = reverse("proposals:edit", args=[scene.proposal.pk])
    sent = {"title": "Un titre précieux", "text": "Un texte précieux.", "process": "consent", "audience": "members"}
    response = client.post(url, {**sent, "then": "present"})
    assert response.status_code == 422
    told = response.content.decode()
    assert "Un titre précieux" in told
    assert "Un texte précieux." in told
    assert Proposal.objects.get().title != "Un titre précieux"


def test_a_concern_without_words_is_asked_for_again(scene):
    scene.bring_to(State.OBJECTIONS)
    response = browser(scene.rose).post(reverse("proposals:position", args=[scene.round.pk]), {"kind": "concern"})
    assert response.status_code == 422


def test_a_late_answer_is_told_why(scene):
    scene.bring_to(State.ADOPTED)
    response = browser(scene.rose).post(
        reverse("proposals:position", args=[scene.round.pk]), {"kind": "consent"}, headers={"X-Act": "1"}
    )
    assert response.status_code == 422


def test_the_list_begins_with_what_awaits_me(scene):
    scene.bring_to(State.OBJECTIONS)
    client = browser(scene.rose)
    told = client.get(reverse("proposals:proposals")).content.decode()
    assert told.index("waiting-title") < told.index("live-title")
    scene.answers("rose", "consent")
    assert "waiting-title" not in client.get(reverse("proposals:proposals")).content.decode()


def test_the_buttons_are_those_of_the_table(scene):
    """At each stage each person is shown the acts that are theirs."""
    scene.bring_to(State.AMENDING)

    def acts(person) -> set[str]:
        told = browser(person).get(reverse("proposals:mine", args=[scene.proposal.pk])).content.decode()
        return set(re.findall(rf"/proposals/{scene.proposal.pk}/([a-z-]+)/", told))

    of_all = {"beforehand", "next-facilitator"}
    assert acts(scene.malo) == {"files", "amendment", "keeping", "withdrawal", "extension", "pause"} | of_all
    assert acts(scene.ines) == {"files", "round", "sending-back", "setting-aside", "extension", "pause"} | of_all
    assert acts(scene.rose) == of_all


def test_what_people_write_is_made_safe(scene):
    scene.bring_to(State.CLARIFICATION)
    actions.ask(scene.proposal, text="<script>alert(1)</script> **gras**", actor=scene.rose)
    told = page(browser(scene.malo), scene.proposal)
    assert "<script>alert" not in told
    assert "<strong>gras</strong>" in told


def test_all_that_is_under_way_and_that_has_ended_is_reached_page_by_page(scene, client):
    for number in range(31):
        for word in ("Vive", "Finie"):
            text = actions.write_proposal(
                scene.circle, title=f"{word} {number}", need="besoin", text="Texte.", facilitator=scene.ines,
                review_on=scene.proposal.review_on, is_presented=True, actor=scene.malo,
            )  # fmt: skip
            if word == "Finie":
                actions.withdraw(text, actor=scene.malo)
    client.force_login(scene.rose)
    address = reverse("proposals:proposals")
    first, second = client.get(address).content.decode(), client.get(address + "?page=2&ended=2").content.decode()
    assert ("Vive 30" in first, "Vive 0<" in first, "Vive 0<" in second) == (True, False, True)
    assert ("Finie 30" in first, "Finie 0<" in first, "Finie 0<" in second) == (True, False, True)
    assert 'href="?ended=2"' in first


def test_of_several_objections_the_reasons_after_the_first_are_folded(scene, client):
    scene.bring_to(State.OBJECTIONS)
    scene.all_answer(rose="objection", paul="objection")
    client.force_login(scene.malo)

    page = client.get(scene.proposal.get_absolute_url()).content.decode()

    first, second = Objection.objects.filter(position__round=scene.round).order_by("pk")
    assert page.count(REASON["fact"]) == 2
    assert [f'data-key="reason-{one.pk}"' in page for one in (first, second)] == [False, True]
