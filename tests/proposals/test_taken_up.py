"""A text that ended without a decision begins a new proposal, with credit to who wrote it first."""

from datetime import date

import pytest
from django.urls import reverse

from proposals import actions
from proposals.models import Proposal, TakenUpText
from proposals.queries.taken_up import first_author, former_of, is_told_of, taken_up_in
from tests.conftest import person
from tests.proposals.told import body
from tests.refusals import refused


@pytest.fixture
def former(scene) -> Proposal:
    """Malo's text, presented and withdrawn."""
    return actions.withdraw(actions.present(scene.proposal, actor=scene.malo), actor=scene.malo)


def take_up(scene, former, *, by="rose", **fields) -> Proposal:
    return actions.write_proposal(
        former.circle,
        takes_up=former,
        actor=getattr(scene, by),
        **{
            "title": "Ouvrir, mieux",
            "text": "Le samedi, à deux.",
            "need": "Il manque du monde.",
            "facilitator": scene.ines,
            "review_on": date(2035, 6, 1),
            "is_presented": True,
            **fields,
        },
    )


def test_it_is_a_new_proposal_of_whoever_takes_it_up_and_names_the_first_author(scene, former):
    proposal = take_up(scene, former)
    assert (proposal.author, former_of(proposal), first_author(former)) == (scene.rose, former, scene.malo)
    assert list(taken_up_in(former)) == [proposal]
    assert body("proposal.presented")["takes_up"] == former.pk
    assert Proposal.objects.get(pk=former.pk).state == "withdrawn"


def test_the_page_of_the_former_names_it_once_it_is_presented(scene, former):
    draft = take_up(scene, former, is_presented=False)
    assert list(taken_up_in(former)) == []
    actions.present(draft, actor=scene.rose)
    assert list(taken_up_in(former)) == [draft]


@pytest.mark.parametrize("end", ["withdraw", "set_aside", "send_back"])
def test_whatever_ended_without_a_decision_is_taken_up(scene, end):
    proposal = actions.present(scene.proposal, actor=scene.malo)
    if end == "withdraw":
        ended = actions.withdraw(proposal, actor=scene.malo)
    else:
        ended = getattr(actions, end)(proposal, reason="Il est tard.", actor=scene.ines)
    assert former_of(take_up(scene, ended)) == ended


def test_what_is_under_way_is_not(scene):
    actions.present(scene.proposal, actor=scene.malo)
    with refused("stage"):
        take_up(scene, scene.proposal)
    assert not TakenUpText.objects.exists()


def test_nor_by_whoever_may_not_read_it_nor_in_another_circle(scene, former, vie_quotidienne, omar):
    Proposal.objects.filter(pk=former.pk).update(audience="circle")
    former.refresh_from_db()
    scene.omar = omar
    with refused("proposals.take_up_text"):
        take_up(scene, former, by="omar")
    with refused("circle"):
        actions.write_proposal(
            vie_quotidienne, title="Ouvrir", text="Le samedi.", takes_up=former, audience="circle", actor=scene.rose
        )


def test_a_persons_situation_stays_with_the_circle(scene, former):
    Proposal.objects.filter(pk=former.pk).update(audience="circle")
    former.refresh_from_db()
    with refused(audience="readers"):
        take_up(scene, former)
    assert list(taken_up_in(former)) == []
    proposal = take_up(scene, former, audience="circle")
    assert list(taken_up_in(former)) == [proposal]


@pytest.mark.parametrize("sent_back", [False, True])
def test_it_stays_with_the_circle_when_its_draft_is_rewritten(scene, former, sent_back):
    Proposal.objects.filter(pk=former.pk).update(audience="circle")
    former.refresh_from_db()
    draft = take_up(scene, former, audience="circle", is_presented=sent_back)
    if sent_back:
        actions.send_back(draft, reason="À préciser.", actor=scene.ines)
        actions.resume(draft, actor=scene.rose)
    fields = {
        "title": "Ouvrir",
        "text": "Le samedi.",
        "need": "Du monde.",
        "facilitator": scene.ines,
        "review_on": date(2035, 6, 1),
        "process": "consent",
        "actor": scene.rose,
    }
    with refused(audience="readers"):
        actions.edit_proposal(draft, **fields, audience="members", is_presented=True)
    draft.refresh_from_db()
    assert (draft.audience, draft.title) == ("circle", "Ouvrir, mieux")
    assert actions.edit_proposal(draft, **fields, audience="circle").title == "Ouvrir"


def test_what_the_circle_alone_reads_is_not_named_to_others(scene, former):
    take_up(scene, former, audience="circle")
    assert list(taken_up_in(former)) == []


def test_in_one_press_the_form_begins_with_the_text_and_both_pages_name_the_other(scene, former, client):
    client.force_login(scene.rose)
    url = f"{reverse('proposals:new')}?circle=ca&from={former.pk}"
    page = client.get(former.get_absolute_url()).content.decode()
    assert "Reprendre ce texte" in page
    assert f'href="{url.replace("&", "&amp;")}"' in page
    form = client.get(url)
    assert form.context["form"]["title"].value() == former.title
    assert form.context["form"]["text"].value() == former.versions.get().text
    said = f"Reprend le texte de Malo\u00a0: {former.title}"
    assert said in form.content.decode()

    sent = {"title": "Ouvrir, mieux", "text": "À deux.", "need": "Du monde.", "process": "consent"}
    more = {"facilitator": scene.ines.pk, "review_on": "2035-06-01", "audience": "members", "then": "present"}
    answer = client.post(url, {"circle": "ca", **sent, **more})

    proposal = Proposal.objects.exclude(pk=former.pk).get()
    assert (answer.status_code, answer["Location"], former_of(proposal)) == (303, proposal.get_absolute_url(), former)
    assert said in client.get(proposal.get_absolute_url()).content.decode()
    assert (
        "Son texte est repris par Rose\u00a0: Ouvrir, mieux" in client.get(former.get_absolute_url()).content.decode()
    )


def test_whoever_may_resume_it_is_not_offered_a_second_way(scene, client):
    actions.present(scene.proposal, actor=scene.malo)
    actions.send_back(scene.proposal, reason="À préciser.", actor=scene.ines)
    offered = {}
    for reader in (scene.malo, scene.paul):
        client.force_login(reader)
        offered[reader] = "Reprendre ce texte" in client.get(scene.proposal.get_absolute_url()).content.decode()
    assert offered == {scene.malo: False, scene.paul: True}


def test_the_api_takes_it_up_and_tells_both(scene, former, client):
    client.force_login(scene.rose)
    sent = {"circle": "ca", "title": "Ouvrir, mieux", "text": "À deux.", "takes_up": former.pk, "need": "Du monde."}
    more = {"facilitator": scene.ines.pk, "review_on": "2035-06-01", "present": True}
    made = client.post("/api/v1/proposals/", {**sent, **more}, content_type="application/json")
    assert made.status_code == 201, made.content
    key = made.json()["id"]
    assert client.get(f"/api/v1/proposals/{key}/").json()["takes_up"] == former.pk
    assert client.get(f"/api/v1/proposals/{former.pk}/").json()["taken_up_in"] == [key]


@pytest.fixture
def lucie(vie_quotidienne):
    return person("Lucie", vie_quotidienne)


def handed_on(scene, former, circle, lucie, **fields) -> Proposal:
    """What takes up `former`, taken on by another circle."""
    proposal = take_up(scene, former, **fields)
    actions.escalate(proposal, to=circle, reason="c’est leur travail", actor=scene.ines)
    return actions.accept_handed(proposal, actor=lucie)


def test_the_credit_goes_with_the_text_to_the_circle_that_takes_it_on(scene, former, vie_quotidienne, lucie, client):
    copy = handed_on(scene, former, vie_quotidienne, lucie)
    assert (copy.author, former_of(copy), list(taken_up_in(former))) == (scene.rose, former, [copy])
    assert body("proposal.presented")["takes_up"] == former.pk
    client.force_login(lucie)
    assert f"Reprend le texte de Malo\u00a0: {former.title}" in client.get(copy.get_absolute_url()).content.decode()


def test_each_circle_reads_of_a_persons_situation_what_it_may(scene, former, vie_quotidienne, lucie, client):
    Proposal.objects.filter(pk=former.pk).update(audience="circle")
    former.refresh_from_db()
    copy = handed_on(scene, former, vie_quotidienne, lucie, audience="circle")
    assert (former_of(copy), list(taken_up_in(former))) == (former, [copy.origin])
    client.force_login(lucie)
    page = client.get(copy.get_absolute_url()).content.decode()
    assert "Reprend un texte de Malo" in page
    assert former.title not in page
    assert client.get(f"/api/v1/proposals/{copy.pk}/").json()["takes_up"] is None


def test_while_it_waits_for_the_other_circle_a_persons_situation_is_not_named_there(scene, former, vie_quotidienne):
    Proposal.objects.filter(pk=former.pk).update(audience="circle")
    former.refresh_from_db()
    proposal = take_up(scene, former, audience="circle")
    assert is_told_of(former, proposal)
    actions.escalate(proposal, to=vie_quotidienne, reason="c’est leur travail", actor=scene.ines)
    proposal.refresh_from_db()
    assert not is_told_of(former, proposal)


def test_what_a_circle_that_is_not_open_takes_on_is_not_named_to_those_outside(scene, former, vie_quotidienne, lucie):
    vie_quotidienne.is_open = False
    vie_quotidienne.save(update_fields=["is_open"])
    copy = handed_on(scene, former, vie_quotidienne, lucie)
    assert list(taken_up_in(former)) == [copy.origin]
