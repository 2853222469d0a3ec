"""Answering by a letter’s link as whoever objected: suggesting, passing, lifting, making it a concern."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from commissions.models import Circle, Mandate
from journal.models import Entry
from members.models import Notification
from proposals import actions
from proposals.models import Objection
from proposals.process import State
from tests.proposals.scene import Scene
from tests.proposals.test_answers import address_in, keep, letter_to
from tests.proposals.test_pages import browser


@pytest.fixture(autouse=True)
def nothing_was_saved_before(db: None) -> None:
    cache.clear()


def last_verbs(number: int) -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))[-number:]


@pytest.fixture
def examined(scene) -> str:
    """The page of Rose's link, whose objection stands."""
    scene.bring_to(State.EXAMINATION)
    Notification.objects.exclude(member=scene.rose, kind="objection").delete()
    return address_in(letter_to(scene.rose, days=1))


def end(scene: Scene) -> str:
    return Objection.objects.get(pk=scene.objection.pk).end


def test_the_page_shows_the_text_ones_own_reasons_and_what_each_answer_does(scene, examined, client) -> None:
    for _scan in range(10):
        page = client.get(examined).content.decode()
    assert "Votre objection est examinée\xa0: Ouvrir les visites le samedi" in page
    assert "trois samedis sur huit sans personne" in page
    assert "Levée, ou devenue réserve, elle n’est plus soulevée sur ce texte" in page
    assert end(scene) == ""


def test_an_objection_is_lifted_once_by_the_link_and_the_text_is_adopted(scene, examined, client) -> None:
    client.post(examined, {"value": "lift"})
    client.post(examined, {"value": "concern"})
    assert (end(scene), scene.state) == ("lifted", State.ADOPTED)
    assert last_verbs(1) == ["answer.by_link"]
    assert "n’est plus soulevée sur ce texte" in client.get(examined).content.decode()


def test_an_objection_becomes_a_concern_by_the_link(scene, examined, client) -> None:
    client.post(examined, {"value": "concern"})
    assert (end(scene), scene.state) == ("to_concern", State.ADOPTED)


def test_the_objector_suggests_by_the_link_with_words(scene, examined, client) -> None:
    keep(client, examined, "Sauf en", value="suggest")
    client.post(examined, {"value": "suggest", "text": " "})
    assert "Sauf en</textarea>" in client.get(examined).content.decode()
    client.post(examined, {"value": "suggest", "text": "Sauf en août."})
    assert (scene.objection.suggestion, end(scene)) == ("Sauf en août.", "")
    assert last_verbs(2) == ["objection.suggested", "answer.by_link"]


def test_who_has_nothing_to_suggest_says_so_by_the_link(scene, examined, client) -> None:
    client.post(examined, {"value": "nothing"})
    assert (scene.objection.passed_at is None, end(scene)) == (False, "")
    assert last_verbs(2) == ["objection.passed", "answer.by_link"]


def test_who_passed_already_is_not_asked_again_whether_they_do(scene, examined, client) -> None:
    actions.suggest_nothing(scene.objection, actor=scene.rose)
    assert 'value="nothing"' not in client.get(examined).content.decode()
    client.post(examined, {"value": "nothing"})
    assert last_verbs(1) == ["objection.passed"]


def test_once_it_ended_or_everybody_is_asked_anew_the_link_is_over(scene, examined, client) -> None:
    actions.next_stage(scene.proposal, actor=scene.ines)
    actions.suggest_nothing(scene.objection, actor=scene.rose)
    actions.amend(scene.proposal, text="Les visites ouvrent sauf en août.", actor=scene.malo)
    assert client.get(examined).status_code == 200
    actions.open_round(scene.proposal, actor=scene.ines)
    assert client.get(examined).status_code == 410
    client.post(examined, {"value": "lift"})
    assert end(scene) == ""


def test_who_has_left_a_closed_circle_reads_their_reasons_and_not_the_text_and_may_lift(
    scene, examined, client
) -> None:
    Circle.objects.update(is_open=False)
    Mandate.objects.filter(member=scene.rose).update(until=timezone.localdate())
    actions.next_stage(scene.proposal, actor=scene.ines)
    actions.suggest_nothing(scene.objection, actor=scene.rose)
    actions.amend(scene.proposal, text="Les visites ouvrent sauf en août.", actor=scene.malo)
    assert browser(scene.rose).get(scene.proposal.get_absolute_url()).status_code == 403
    page = client.get(examined).content.decode()
    assert "trois samedis sur huit sans personne" in page
    assert "sauf en août" not in page
    assert scene.proposal.get_absolute_url() not in page
    client.post(examined, {"value": "lift"})
    assert end(scene) == "lifted"


def test_the_author_of_the_text_has_no_link_to_the_objection_of_another(scene) -> None:
    scene.bring_to(State.EXAMINATION)
    Notification.objects.exclude(member=scene.malo, kind="objection").delete()
    letter = letter_to(scene.malo, days=1)
    assert "Une objection à votre texte" in letter.text
    assert "/answers/" not in letter.text
