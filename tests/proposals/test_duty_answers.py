"""Answering by a letter’s link what one is asked to take on: to facilitate, a text handed to one's circle."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from commissions.models import Mandate
from journal.clock import telling
from journal.models import Entry
from members.models import AnswerLink, Member, Notification
from proposals import actions
from proposals.duty_answers import election_facilitating_asked, facilitate_by_link, facilitating_asked
from proposals.election_process import ElectionState
from proposals.models import Election, Handing, Proposal
from proposals.process import State
from tests.conftest import person
from tests.proposals.election_scene import ElectionScene, election_scene
from tests.proposals.test_answers import address_in, letter_to
from tests.proposals.told import body
from tests.refusals import refused


@pytest.fixture(autouse=True)
def nothing_was_saved_before(db: None) -> None:
    cache.clear()


def last_verbs(number: int) -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))[-number:]


@pytest.fixture
def facilitating(scene) -> str:
    """The page of Zoé's link, whom Inès asks to facilitate in her place."""
    scene.bring_to(State.CLARIFICATION)
    Mandate.objects.filter(member=scene.ines).update(role=Mandate.Role.COORDINATOR)
    Notification.objects.all().delete()
    actions.replace_facilitator(scene.proposal, person=scene.zoe, actor=scene.ines)
    return address_in(letter_to(scene.zoe, days=1))


def test_whoever_is_asked_to_facilitate_reads_what_about_and_agrees_once(scene, facilitating, client) -> None:
    for _scan in range(3):
        page = client.get(facilitating).content.decode()
    assert "Voulez-vous animer cette proposition\xa0? Ouvrir les visites le samedi" in page
    assert "Les visites ouvrent un samedi sur deux" in page
    assert "Ce lien n’est que pour vous" in page
    scene.proposal.refresh_from_db()
    assert scene.proposal.facilitator_since is None

    client.post(facilitating, {"value": "agree"})
    client.post(facilitating, {"value": "decline"})

    scene.proposal.refresh_from_db()
    assert (scene.proposal.facilitator, scene.proposal.facilitator_since is None) == (scene.zoe, False)
    assert last_verbs(2) == ["facilitator.agreed", "answer.by_link"]


def test_who_cannot_facilitate_says_so_by_the_link(scene, facilitating, client) -> None:
    client.post(facilitating, {"value": "decline"})
    scene.proposal.refresh_from_db()
    assert (scene.proposal.facilitator, scene.proposal.facilitator_since) == (scene.ines, None)
    assert body("facilitator.declined")["asked"] == scene.zoe.pk


def test_once_somebody_else_is_asked_to_facilitate_the_link_is_over(scene, facilitating, client) -> None:
    actions.replace_facilitator(scene.proposal, person=scene.paul, actor=scene.ines)
    assert client.get(facilitating).status_code == 410
    client.post(facilitating, {"value": "agree"})
    scene.proposal.refresh_from_db()
    assert (scene.proposal.facilitator, scene.proposal.facilitator_since) == (scene.paul, None)


def test_who_is_asked_again_has_another_link(scene, facilitating, client) -> None:
    client.post(facilitating, {"value": "decline"})
    actions.replace_facilitator(scene.proposal, person=scene.zoe, actor=scene.ines)
    again = address_in(letter_to(scene.zoe, days=1))
    assert again != facilitating
    assert "Votre réponse est enregistrée" in client.get(facilitating).content.decode()
    client.post(again, {"value": "agree"})
    scene.proposal.refresh_from_db()
    assert scene.proposal.facilitator_since is not None
    assert AnswerLink.objects.filter(member=scene.zoe, kind="facilitating", used_at=None).count() == 0


def test_the_last_who_could_is_refused_with_what_to_do_instead_and_may_still_agree(scene, client) -> None:
    scene.bring_to(State.CLARIFICATION)
    Proposal.objects.update(facilitator_since=None)
    actions.decline_to_facilitate(scene.proposal, actor=scene.ines)
    Notification.objects.exclude(kind="facilitating").delete()
    address = address_in(letter_to(scene.malo, days=1))
    client.post(address, {"value": "decline"})
    scene.proposal.refresh_from_db()
    assert scene.proposal.facilitator == scene.malo
    client.post(address, {"value": "agree"})
    scene.proposal.refresh_from_db()
    assert scene.proposal.facilitator_since is not None


@pytest.fixture
def declined(scene) -> str:
    """The page of the link of Inès, who coordinates the circle: Zoé, whom she asked, has declined."""
    scene.bring_to(State.CLARIFICATION)
    Mandate.objects.filter(member=scene.ines).update(role=Mandate.Role.COORDINATOR)
    actions.replace_facilitator(scene.proposal, person=scene.zoe, actor=scene.ines)
    actions.decline_to_facilitate(scene.proposal, actor=scene.zoe)
    Notification.objects.exclude(member=scene.ines, kind="facilitating").delete()
    return address_in(letter_to(scene.ines, days=1))


def test_whoever_coordinates_asks_somebody_else_to_facilitate_once_by_the_link(scene, declined, client) -> None:
    for _scan in range(3):
        page = client.get(declined).content.decode()
    assert "Qui anime à partir de maintenant\xa0?" in page
    assert f'<option value="{scene.ines.pk}">' not in page

    client.post(declined, {"value": "name", "text": str(scene.paul.pk)})
    client.post(declined, {"value": "agree"})

    scene.proposal.refresh_from_db()
    assert (scene.proposal.facilitator, scene.proposal.facilitator_since) == (scene.paul, None)
    assert last_verbs(2) == ["facilitator.asked", "answer.by_link"]
    assert "/answers/" in letter_to(scene.paul, days=1).text


def test_nobody_is_asked_to_facilitate_by_the_link_who_is_not_of_the_circle(scene, declined, client) -> None:
    for text in ("", "0", str(scene.ines.pk), str(person("Lucie").pk)):
        client.post(declined, {"value": "name", "text": text})
    scene.proposal.refresh_from_db()
    assert scene.proposal.facilitator == scene.ines
    with refused("person"):
        facilitate_by_link(scene.ines, scene.proposal.topic, "name", "")
    assert client.get(declined).status_code == 200


def test_who_is_asked_and_does_not_coordinate_names_nobody_by_the_link(scene, facilitating, client) -> None:
    assert 'value="name"' not in client.get(facilitating).content.decode()
    client.post(facilitating, {"value": "name", "text": str(scene.paul.pk)})
    scene.proposal.refresh_from_db()
    assert scene.proposal.facilitator == scene.zoe


def test_of_a_draft_nobody_else_is_asked_to_facilitate_by_the_link(scene) -> None:
    Proposal.objects.update(facilitator=scene.ines, facilitator_since=None)
    Mandate.objects.filter(member=scene.ines).update(role=Mandate.Role.COORDINATOR)
    question = facilitating_asked(scene.ines, scene.proposal.topic)
    assert question is not None
    assert [option.value for option in question.options] == ["agree", "decline"]


def test_where_nobody_coordinates_the_author_names_somebody_and_a_second_member_with_them(scene, client) -> None:
    scene.bring_to(State.CLARIFICATION)
    Proposal.objects.update(facilitator_since=None)
    actions.decline_to_facilitate(scene.proposal, actor=scene.ines)
    Notification.objects.exclude(member=scene.malo, kind="facilitating").delete()
    address = address_in(letter_to(scene.malo, days=1))
    assert "Qui animerait, si un deuxième membre donne le même nom" in client.get(address).content.decode()
    client.post(address, {"value": "name", "text": str(scene.paul.pk)})
    scene.proposal.refresh_from_db()
    assert scene.proposal.facilitator == scene.malo
    assert last_verbs(2) == ["facilitator.suggested", "answer.by_link"]
    actions.replace_facilitator(scene.proposal, person=scene.paul, actor=scene.zoe)
    scene.proposal.refresh_from_db()
    assert (scene.proposal.facilitator, scene.proposal.facilitator_since) == (scene.paul, None)


@pytest.fixture
def election(ca, ines, malo, rose) -> ElectionScene:
    """Malo is asked to facilitate what Inès starts."""
    scene = election_scene(ca, ines, malo, rose)
    values = {"title": "Accueil", "mission": "Ouvrir.", "until": scene.election.until, "role": "coordinator"}
    actions.describe_role(scene.election, **values, facilitator=malo, actor=ines)
    return scene


def test_whoever_is_asked_to_facilitate_an_election_agrees_by_the_link(election, client) -> None:
    address = address_in(letter_to(election.malo, days=1))
    page = client.get(address).content.decode()
    assert "Voulez-vous animer cette élection\xa0? Accueil" in page
    assert "jusqu’à votre accord, Inès le fait" in page
    assert Election.objects.get().facilitator_since is None

    client.post(address, {"value": "agree"})

    assert (Election.objects.get().facilitator, Election.objects.get().facilitator_since is None) == (
        election.malo,
        False,
    )
    assert last_verbs(2) == ["election.facilitator_agreed", "answer.by_link"]


def test_who_cannot_facilitate_an_election_says_so_by_the_link_and_who_started_it_is_asked(election, client) -> None:
    address = address_in(letter_to(election.malo, days=1))
    client.post(address, {"value": "decline"})
    client.post(address, {"value": "agree"})
    asked = Election.objects.get()
    assert (asked.facilitator, asked.facilitator_since) == (election.ines, None)
    assert last_verbs(2) == ["election.facilitator_declined", "answer.by_link"]

    question = election_facilitating_asked(election.ines, asked.topic)
    assert question is not None
    assert [option.value for option in question.options] == ["agree"]
    assert question.before == []


def test_once_somebody_else_facilitates_the_election_the_link_is_over(election, client) -> None:
    address = address_in(letter_to(election.malo, days=1))
    actions.facilitate_election(election.election, actor=election.rose)
    assert client.get(address).status_code == 410
    client.post(address, {"value": "agree"})
    assert Election.objects.get().facilitator == election.rose


def test_who_has_left_the_circle_does_not_facilitate_its_election_by_a_link(election, client) -> None:
    address = address_in(letter_to(election.malo, days=1))
    Mandate.objects.filter(member=election.malo).delete()
    assert client.get(address).status_code == 410


def test_who_leads_it_meanwhile_is_asked_to_propose_without_a_link_and_who_was_asked_still_has_theirs(election) -> None:
    election.bring_to(ElectionState.PROPOSAL)
    Notification.objects.exclude(kind="election_facilitation").delete()
    assert "/answers/" not in letter_to(election.ines, days=1).text
    assert "/answers/" in letter_to(election.malo, days=1).text


@pytest.fixture
def lucie(vie_quotidienne) -> Member:
    return person("Lucie", vie_quotidienne)


@pytest.fixture
def handed(scene, vie_quotidienne, lucie) -> str:
    """The page of Lucie's link, to whose circle Inès hands the text."""
    scene.bring_to(State.REACTIONS)
    actions.escalate(scene.proposal, to=vie_quotidienne, reason="c’est leur travail", actor=scene.ines)
    return address_in(letter_to(lucie))


def test_a_text_handed_to_ones_circle_is_taken_on_by_the_link(scene, handed, client, lucie, vie_quotidienne) -> None:
    page = client.get(handed).content.decode()
    assert "Inès demande au cercle Vie Quotidienne de la prendre en charge\xa0: «\xa0c’est leur travail\xa0»." in page
    assert "Les visites ouvrent un samedi sur deux" in page
    assert scene.state == State.HANDED

    client.post(handed, {"value": "take_on"})
    client.post(handed, {"value": "take_on"})

    copy = Proposal.objects.get(origin=scene.proposal)
    assert (scene.state, copy.circle, copy.state) == (State.ESCALATED, vie_quotidienne, State.PRESENTED)
    assert last_verbs(1) == ["answer.by_link"]


def test_it_is_sent_back_by_the_link_with_a_reason(scene, handed, client, lucie) -> None:
    client.post(handed, {"value": "send_back", "text": "  "})
    assert scene.state == State.HANDED
    client.post(handed, {"value": "send_back", "text": "Ce n’est pas à nous."})
    handing = Handing.objects.get()
    assert (scene.state, handing.answer_reason, handing.answered_by) == (
        State.REACTIONS,
        "Ce n’est pas à nous.",
        lucie,
    )


def test_once_another_of_the_circle_has_answered_the_link_is_over(scene, handed, client, vie_quotidienne) -> None:
    sami = person("Sami", vie_quotidienne)
    actions.return_handed(scene.proposal, reason="plus tard", actor=sami)
    assert client.get(handed).status_code == 410
    client.post(handed, {"value": "take_on"})
    assert not Proposal.objects.filter(origin=scene.proposal).exists()


def test_once_somebody_coordinates_the_circle_its_other_members_answer_no_more(handed, client, vie_quotidienne) -> None:
    sami = person("Sami", vie_quotidienne)
    Mandate.objects.filter(member=sami).update(role=Mandate.Role.COORDINATOR)
    assert client.get(handed).status_code == 410


def test_after_its_time_the_link_is_over_before_the_clock_comes(scene, handed, client) -> None:
    with telling(Handing.objects.get().ends_at + timedelta(seconds=1)):
        assert client.get(handed).status_code == 410
        client.post(handed, {"value": "take_on"})
    assert scene.state == State.HANDED
