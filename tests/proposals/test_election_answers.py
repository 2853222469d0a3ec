"""Answering about an election by a letter’s link: whom one names, then names instead; lifting one's objection."""

import pytest
from django.core.cache import cache

from journal.models import Entry
from members.models import Member, Notification
from proposals import actions
from proposals.election_process import ElectionState
from proposals.models import Nomination
from tests.conftest import person
from tests.proposals.election_scene import ElectionScene, election_scene
from tests.proposals.test_answers import address_in, letter_to

S = ElectionState


@pytest.fixture(autouse=True)
def nothing_was_saved_before(db: None) -> None:
    cache.clear()


@pytest.fixture
def scene(ca, ines, malo, rose) -> ElectionScene:
    return election_scene(ca, ines, malo, rose)


def last_verbs(number: int) -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))[-number:]


def link(member: Member, kind: str) -> str:
    Notification.objects.exclude(member=member, kind=kind).delete()
    return address_in(letter_to(member, days=1))


def named(member: Member) -> list[tuple[str, str]]:
    rows = Nomination.objects.filter(member=member).order_by("pk")
    return list(rows.values_list("nominee__name", "reason"))


@pytest.fixture
def naming(scene) -> str:
    """The page of Paul's link, while everybody names somebody."""
    scene.bring_to(S.NOMINATIONS)
    return link(scene.paul, "nomination")


def test_one_names_somebody_once_by_the_link(scene, naming, client) -> None:
    for _scan in range(10):
        page = client.get(naming).content.decode()
    assert "Qui nommez-vous\xa0? Trésorerie" in page
    assert "Tenir les comptes et les montrer chaque mois." in page
    assert f'<option value="{scene.rose.pk}">Rose</option>' in page
    assert named(scene.paul) == []

    client.post(naming, {"value": "name", "nominee": scene.rose.pk, "reason": "Elle aime les chiffres."})
    client.post(naming, {"value": "name", "nominee": scene.malo.pk, "reason": "Il les aime aussi."})

    assert named(scene.paul) == [("Rose", "Elle aime les chiffres.")]
    assert last_verbs(2) == ["nomination.given", "answer.by_link"]
    assert "vous pouvez changer la vôtre" in client.get(naming).content.decode()


def test_nobody_outside_nor_without_a_reason_is_named_and_what_was_typed_is_there_again(scene, naming, client) -> None:
    stranger = person("Lucie")
    for nominee in (stranger.pk, "", "rose"):
        client.post(naming, {"value": "name", "nominee": nominee, "reason": "Elle aime les chiffres."})
    assert "Elle aime les chiffres.</textarea>" in client.get(naming).content.decode()
    client.post(naming, {"value": "name", "nominee": scene.rose.pk, "reason": " "})
    assert named(scene.paul) == []
    assert f'<option value="{scene.rose.pk}" selected>Rose</option>' in client.get(naming).content.decode()


def test_who_named_on_the_page_has_nothing_to_name_by_the_link(scene, naming, client) -> None:
    scene.names("paul", "rose")
    assert client.get(naming).status_code == 410


def test_once_all_are_shown_nobody_is_named_by_the_link(scene, naming, client) -> None:
    scene.all_name()
    Nomination.objects.filter(member=scene.paul).delete()
    assert client.get(naming).status_code == 410
    client.post(naming, {"value": "name", "nominee": scene.rose.pk, "reason": "Elle aime les chiffres."})
    assert named(scene.paul) == []


@pytest.fixture
def changing(scene) -> str:
    """The page of Paul's link, who named Rose, once all are shown."""
    scene.bring_to(S.CHANGE)
    return link(scene.paul, "nomination_change")


def test_having_heard_the_reasons_one_names_another_once_by_the_link(scene, changing, client) -> None:
    for _scan in range(10):
        page = client.get(changing).content.decode()
    assert "zoe le sait" in page
    assert f'<option value="{scene.rose.pk}">' not in page
    assert named(scene.paul) == [("Rose", "paul le sait")]

    client.post(changing, {"value": "name_another", "nominee": scene.zoe.pk, "reason": "Rose m’a convaincu."})
    client.post(changing, {"value": "name_another", "nominee": scene.malo.pk, "reason": "Encore autre chose."})

    assert named(scene.paul) == [("Rose", "paul le sait"), ("Zoé", "Rose m’a convaincu.")]
    assert last_verbs(2) == ["nomination.changed", "answer.by_link"]


def test_one_changes_to_somebody_who_was_named_alone(scene, changing, client) -> None:
    client.post(changing, {"value": "name_another", "nominee": scene.ines.pk, "reason": "Elle anime bien."})
    client.post(changing, {"value": "name_another", "nominee": scene.rose.pk, "reason": "Toujours elle."})
    assert named(scene.paul) == [("Rose", "paul le sait")]


def test_once_the_changes_are_over_so_is_the_link(scene, changing, client) -> None:
    scene.next()
    assert client.get(changing).status_code == 410
    client.post(changing, {"value": "name_another", "nominee": scene.zoe.pk, "reason": "Rose m’a convaincu."})
    assert named(scene.paul) == [("Rose", "paul le sait")]


@pytest.fixture
def objected(scene) -> str:
    """The page of Malo's link, who objected to Rose."""
    scene.bring_to(S.OBJECTIONS)
    scene.all_answer(malo="objection")
    return link(scene.malo, "election_objection")


def test_an_objection_to_a_name_is_lifted_once_by_the_link(scene, objected, client) -> None:
    for _scan in range(10):
        page = client.get(objected).content.decode()
    assert "Vous avez fait objection à Rose." in page
    assert "déjà deux mandats cette année" in page
    assert scene.answer_of("malo").stands

    client.post(objected, {"value": "lift"})
    client.post(objected, {"value": "lift"})

    assert (scene.answer_of("malo").stands, scene.state) == (False, S.ACCEPTANCE)
    assert Entry.objects.filter(verb="answer.by_link").count() == 1
    assert "Une objection levée n’est plus soulevée sur cette personne." in client.get(objected).content.decode()


def test_once_another_name_is_proposed_the_objection_is_not_lifted_by_the_link(scene, objected, client) -> None:
    scene.propose("zoe")
    assert client.get(objected).status_code == 410
    client.post(objected, {"value": "lift"})
    assert not Entry.objects.filter(verb="candidacy.objection_lifted").exists()


def test_who_left_the_circle_names_nobody_by_the_link(scene, naming, client) -> None:
    scene.circle.mandates.filter(member=scene.paul).delete()
    assert client.get(naming).status_code == 410


def test_whoever_objected_and_then_lifted_on_the_page_has_nothing_to_lift_by_the_link(scene, objected, client) -> None:
    actions.lift_election_objection(scene.answer_of("malo"), actor=scene.malo)
    assert client.get(objected).status_code == 410
