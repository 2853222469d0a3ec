"""Answering by a letter’s link as whoever decides alone: that they do, each advice, and the decision."""

import pytest
from django.core.cache import cache

from commissions.models import Circle, Mandate
from journal.models import Entry
from members.models import Member, Notification
from proposals import actions
from proposals.decider_answers import agree_by_link
from proposals.models import Advice, Decision
from proposals.process import State
from tests.proposals.advice_scene import AdviceScene, set_scene
from tests.proposals.test_answers import address_in, letter_to
from tests.refusals import refused


@pytest.fixture(autouse=True)
def nothing_was_saved_before(db: None) -> None:
    cache.clear()


@pytest.fixture
def scene(ca: Circle, malo: Member, ines: Member, rose: Member, omar: Member) -> AdviceScene:
    scene = set_scene(ca, malo, ines, rose, omar)
    scene.present()
    return scene


def last_verbs(number: int) -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))[-number:]


def link_to_decider(scene: AdviceScene) -> str:
    Notification.objects.exclude(member=scene.ines).delete()
    return address_in(letter_to(scene.ines, days=1))


def answers(scene: AdviceScene) -> dict[str, str]:
    return dict(Advice.objects.filter(proposal=scene.proposal).values_list("adviser__name", "answer"))


def fields(scene: AdviceScene, words: str = "Oui, en mai.") -> dict[str, str]:
    return {f"advice-{advice.pk}": words for advice in Advice.objects.filter(given_at__isnull=False)}


def test_an_advice_is_answered_once_by_the_link_while_others_are_awaited(scene, client) -> None:
    actions.advise(scene.proposal, text="Plutôt en mai.", actor=scene.rose)
    address = link_to_decider(scene)
    for _scan in range(10):
        page = client.get(address).content.decode()
    assert "L’avis de Rose\xa0: «\xa0Plutôt en mai.\xa0» Votre réponse" in page
    assert 'name="decision"' not in page
    assert answers(scene) == {"Rose": "", "Omar": ""}

    client.post(address, {"value": "answer", **fields(scene, " ")})
    assert answers(scene) == {"Rose": "", "Omar": ""}
    client.post(address, {"value": "answer", **fields(scene)})
    client.post(address, {"value": "answer", **fields(scene, "Non.")})

    assert answers(scene) == {"Rose": "Oui, en mai.", "Omar": ""}
    assert last_verbs(2) == ["advice.answered", "answer.by_link"]
    assert "Une décision prise ne change plus." in client.get(address).content.decode()


def test_once_all_have_advised_it_is_answered_and_decided_by_one_press(scene, client) -> None:
    scene.all_advise()
    address = link_to_decider(scene)
    page = client.get(address).content.decode()
    assert "Nous peignons le portail en mars." in page
    assert "Que décidez-vous" in page

    client.post(address, {"value": "decide", **fields(scene), "decision": "yes", "reasons": "Il rouille vraiment."})

    assert scene.state == State.ADOPTED
    assert answers(scene) == {"Rose": "Oui, en mai.", "Omar": "Oui, en mai."}
    assert "Il rouille vraiment." in Decision.objects.get().result
    assert last_verbs(1) == ["answer.by_link"]


def test_it_is_decided_not_to_do_it_by_the_link(scene, client) -> None:
    scene.all_advise()
    scene.answer_all()
    address = link_to_decider(scene)
    client.post(address, {"value": "decide", "decision": "no", "reasons": "Trop cher."})
    assert (scene.state, Decision.objects.count()) == (State.REJECTED, 0)


def test_a_decision_that_lacks_something_is_refused_whole_and_what_was_typed_is_there_again(scene, client) -> None:
    scene.all_advise()
    address = link_to_decider(scene)
    answered = fields(scene)
    client.post(address, {"value": "decide", **answered, "decision": "perhaps", "reasons": "Il rouille."})
    client.post(address, {"value": "decide", **answered, "decision": "yes", "reasons": ""})
    client.post(
        address, {"value": "decide", **dict([*answered.items()][:1]), "decision": "yes", "reasons": "Il rouille."}
    )
    assert scene.state == State.DECIDING
    assert answers(scene) == {"Rose": "", "Omar": ""}
    assert "Il rouille.</textarea>" in client.get(address).content.decode()


def test_a_text_that_changed_meanwhile_is_not_decided_by_the_link(scene, client) -> None:
    scene.all_advise()
    address = link_to_decider(scene)
    actions.amend(scene.proposal, text="Nous peignons le portail en mai.", actor=scene.malo)
    late = client.post(address, {"value": "decide", **fields(scene), "decision": "yes", "reasons": "Il rouille."})
    assert (late.status_code, scene.state) == (410, State.DECIDING)


def test_once_somebody_else_decides_the_link_is_over(scene, client) -> None:
    scene.all_advise()
    address = link_to_decider(scene)
    scene.circle.mandates.filter(member=scene.malo).update(role="coordinator")
    actions.replace_decider(scene.proposal, person=scene.malo, actor=scene.malo)
    assert client.get(address).status_code == 410
    client.post(address, {"value": "decide", **fields(scene), "decision": "yes", "reasons": "Il rouille."})
    assert scene.state == State.DECIDING


@pytest.fixture
def asked(scene) -> str:
    """The page of Rose's link, who is asked to decide in the place of Inès."""
    scene.circle.mandates.filter(member=scene.malo).update(role="coordinator")
    Notification.objects.all().delete()
    actions.replace_decider(scene.proposal, person=scene.rose, actor=scene.malo)
    return address_in(letter_to(scene.rose, days=1))


def test_whoever_is_asked_to_decide_agrees_once_by_the_link(scene, asked, client) -> None:
    for _scan in range(10):
        page = client.get(asked).content.decode()
    assert "Voulez-vous décider\xa0? Peindre le portail" in page
    client.post(asked, {"value": "agree"})
    client.post(asked, {"value": "decline"})
    scene.proposal.refresh_from_db()
    assert (scene.proposal.decider, scene.proposal.decider_since is None) == (scene.rose, False)
    assert last_verbs(2) == ["decider.agreed", "answer.by_link"]


def test_who_cannot_decide_says_so_by_the_link(scene, asked, client) -> None:
    client.post(asked, {"value": "decline"})
    scene.proposal.refresh_from_db()
    assert scene.proposal.decider is None


@pytest.fixture
def undecided(scene: AdviceScene) -> str:
    """The page of Malo's link, whose text nobody decides: Rose, who was asked, has declined."""
    Mandate.objects.filter(member=scene.malo).update(role=Mandate.Role.COORDINATOR)
    actions.replace_decider(scene.proposal, person=scene.rose, actor=scene.malo)
    actions.decline_to_decide(scene.proposal, actor=scene.rose)
    Notification.objects.exclude(member=scene.malo, kind="decider").delete()
    return address_in(letter_to(scene.malo, days=1))


def decider(scene: AdviceScene) -> tuple[Member | None, bool]:
    scene.proposal.refresh_from_db()
    return scene.proposal.decider, scene.proposal.decider_since is not None


def test_the_author_asks_somebody_else_to_decide_once_by_the_link(scene, undecided, client) -> None:
    for _scan in range(10):
        page = client.get(undecided).content.decode()
    assert "Demander à quelqu’un de décider\xa0: Peindre le portail" in page
    assert "Plus personne ne décide\xa0: la personne sollicitée a décliné." in page
    assert "Nous peignons le portail en mars." in page
    assert f'<option value="{scene.omar.pk}">' not in page
    assert decider(scene) == (None, False)

    client.post(undecided, {"value": "name", "text": str(scene.ines.pk)})
    client.post(undecided, {"value": "name", "text": str(scene.rose.pk)})

    assert decider(scene) == (scene.ines, False)
    assert last_verbs(2) == ["decider.asked", "answer.by_link"]
    assert "/answers/" in letter_to(scene.ines, days=1).text


def test_who_names_themself_decides_at_once(scene, undecided, client) -> None:
    client.post(undecided, {"value": "name", "text": str(scene.malo.pk)})
    assert decider(scene) == (scene.malo, True)


def test_nobody_or_somebody_outside_the_circle_is_refused_and_the_link_still_asks(scene, undecided, client) -> None:
    for text in ("", "nobody", "0", str(scene.omar.pk)):
        client.post(undecided, {"value": "name", "text": text})
    client.post(undecided, {"value": "agree"})
    assert decider(scene) == (None, False)
    with refused("person"):
        agree_by_link(scene.malo, scene.proposal.topic, "name", str(scene.omar.pk))
    assert client.get(undecided).status_code == 200


def test_once_somebody_else_was_asked_the_link_of_the_author_is_over(scene, undecided, client) -> None:
    actions.replace_decider(scene.proposal, person=scene.ines, actor=scene.malo)
    assert client.get(undecided).status_code == 410
    assert client.post(undecided, {"value": "name", "text": str(scene.rose.pk)}).status_code == 410
    assert decider(scene) == (scene.ines, False)


def test_once_the_text_is_withdrawn_nobody_is_asked_to_decide_it(scene, undecided, client) -> None:
    actions.withdraw(scene.proposal, actor=scene.malo)
    assert client.post(undecided, {"value": "name", "text": str(scene.ines.pk)}).status_code == 410
    assert decider(scene) == (None, False)


def test_an_author_whose_text_nobody_decides_again_has_another_link(scene, undecided, client) -> None:
    client.post(undecided, {"value": "name", "text": str(scene.ines.pk)})
    scene.proposal.refresh_from_db()
    actions.decline_to_decide(scene.proposal, actor=scene.ines)
    again = address_in(letter_to(scene.malo, days=1))
    assert again != undecided
    client.post(again, {"value": "name", "text": str(scene.rose.pk)})
    assert decider(scene) == (scene.rose, False)
