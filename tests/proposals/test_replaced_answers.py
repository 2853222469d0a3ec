"""Answering by a letter’s link what a text replaces, where the decision that it names was replaced meanwhile."""

import pytest
from django.core.cache import cache

from commissions.models import Circle
from journal.models import Entry
from members.models import Notification
from proposals import actions
from proposals.models import Decision, Proposal
from proposals.process import State
from tests.conftest import person
from tests.proposals.scene import Scene
from tests.proposals.test_answers import address_in, letter_to
from tests.proposals.test_register import adopt
from tests.proposals.test_replacements import write
from tests.proposals.told import body


@pytest.fixture(autouse=True)
def nothing_was_saved_before(db: None) -> None:
    cache.clear()


@pytest.fixture
def first(scene: Scene) -> Decision:
    return adopt(scene, "Un")


def last_verbs(number: int) -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))[-number:]


def link_to_author(scene: Scene) -> str:
    Notification.objects.exclude(member=scene.malo, kind="overtaken").delete()
    return address_in(letter_to(scene.malo, days=1))


def named(proposal: Proposal) -> Decision | None:
    proposal.refresh_from_db()
    return proposal.replaces


def test_the_author_reads_what_happened_and_names_the_decision_that_holds_once(scene, first, client) -> None:
    change = write(scene, first, is_repeal=False)
    second = adopt(scene, "Deux", replaces=first)
    address = link_to_author(scene)
    for _scan in range(10):
        page = client.get(address).content.decode()
    assert "Choisir ce que votre texte remplace\xa0: Fin de Un" in page
    assert f"{first.number} a été remplacée entre-temps, par {second}." in page
    assert f"Il remplace {second}" in page
    assert "Il est nouveau\xa0: il ne remplace rien" in page
    assert named(change) == first

    client.post(address, {"value": str(second.pk)})
    client.post(address, {"value": "nothing"})

    assert named(change) == second
    assert last_verbs(2) == ["proposal.names_another", "answer.by_link"]
    assert body("proposal.names_another")["replaces"] == second.number
    assert "remplacée à son tour" in client.get(address).content.decode()


def test_a_text_becomes_new_by_the_link(scene, first, client) -> None:
    change = write(scene, first, is_repeal=False)
    adopt(scene, "Deux", replaces=first)
    client.post(link_to_author(scene), {"value": "nothing"})
    assert named(change) is None
    assert last_verbs(2) == ["proposal.names_another", "answer.by_link"]


def test_what_only_ends_a_decision_is_not_made_new_by_the_link(scene, first, client) -> None:
    repeal = write(scene, first)
    second = adopt(scene, "Deux", replaces=first)
    address = link_to_author(scene)
    page = client.get(address).content.decode()
    assert f"Il mettrait fin à {second}" in page
    assert 'value="nothing"' not in page
    client.post(address, {"value": "nothing"})
    assert named(repeal) == first
    client.post(address, {"value": str(second.pk)})
    assert named(repeal) == second


def test_where_nothing_is_left_to_end_the_text_is_withdrawn_by_the_link_with_a_reason(scene, first, client) -> None:
    repeal = write(scene, first)
    ended = adopt(scene, "Fin", replaces=first, is_repeal=True)
    address = link_to_author(scene)
    page = client.get(address).content.decode()
    assert f'value="{ended.pk}"' not in page
    assert "Je retire le texte" in page
    client.post(address, {"value": str(ended.pk)})
    assert named(repeal) == first
    client.post(address, {"value": "withdraw", "text": "C’est fait."})
    repeal.refresh_from_db()
    assert (repeal.state, repeal.end_reason) == (State.WITHDRAWN, "C’est fait.")
    assert last_verbs(2) == ["proposal.withdrawn", "answer.by_link"]


def test_a_decision_that_was_replaced_since_the_page_was_read_is_not_named(scene, first, client) -> None:
    change = write(scene, first, is_repeal=False)
    second = adopt(scene, "Deux", replaces=first)
    address = link_to_author(scene)
    third = adopt(scene, "Trois", replaces=second)
    client.post(address, {"value": str(second.pk)})
    assert named(change) == first
    assert f"Il remplace {third}" in client.get(address).content.decode()
    client.post(address, {"value": str(third.pk)})
    assert named(change) == third


def test_once_it_is_chosen_on_the_page_or_the_text_has_ended_the_link_is_over(scene, first, client) -> None:
    change, other = write(scene, first, is_repeal=False), write(scene, first, is_repeal=False)
    adopt(scene, "Deux", replaces=first)
    Notification.objects.exclude(about=change.topic).delete()
    address = link_to_author(scene)
    actions.choose_replaced(change, replaces_latest=False, actor=scene.malo)
    assert client.get(address).status_code == 410
    assert client.post(address, {"value": "nothing"}).status_code == 410
    assert named(other) == first


def test_whoever_took_the_text_over_answers_and_its_former_author_no_more(scene, first, client) -> None:
    change = write(scene, first, is_repeal=False)
    adopt(scene, "Deux", replaces=first)
    address = link_to_author(scene)
    Proposal.objects.filter(pk=change.pk).update(author=scene.rose)
    assert client.get(address).status_code == 410
    assert client.post(address, {"value": "nothing"}).status_code == 410
    assert named(change) == first


def test_what_another_circle_decided_is_not_offered_to_the_circle_that_took_the_text_on(
    scene, first, vie_quotidienne: Circle, client
) -> None:
    change = write(scene, first, is_repeal=False)
    lucie = person("Lucie", vie_quotidienne)
    actions.escalate(change, to=vie_quotidienne, reason="à eux", actor=scene.ines)
    copy = actions.accept_handed(change, actor=lucie)
    address = link_to_author(scene)
    page = client.get(address).content.decode()
    assert f'value="{first.pk}"' not in page
    client.post(address, {"value": str(first.pk)})
    assert named(copy) == first
    client.post(address, {"value": "nothing"})
    assert named(copy) is None
