"""Answering by a letter’s link about a text that is read: a question, one's reaction, one's advice."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from commissions.models import Circle
from journal.clock import now
from journal.models import Entry
from members.models import AnswerLink, Mail, Member, Notification
from members.notifications import notify
from proposals import actions
from proposals.models import Advice, Question, Reaction, Stage, TextReading
from proposals.process import State
from tests.proposals.advice_scene import AdviceScene, set_scene
from tests.proposals.test_answers import address_in, keep, letter_to


@pytest.fixture(autouse=True)
def nothing_was_saved_before(db: None) -> None:
    cache.clear()


def last_verbs(number: int) -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))[-number:]


@pytest.fixture
def asking(scene) -> str:
    """The page of Rose's link, once Malo has presented his text."""
    scene.bring_to(State.PRESENTED)
    return address_in(letter_to(scene.rose))


def test_a_question_is_asked_once_by_the_link_of_a_new_text(scene, asking, client) -> None:
    for _scan in range(3):
        page = client.get(asking).content.decode()
    assert "Une question pour comprendre\xa0? Ouvrir les visites le samedi" in page
    assert "Les visites ouvrent un samedi sur deux" in page
    assert "Ce lien n’est que pour vous" in page
    assert not Question.objects.exists()

    client.post(asking, {"value": "question", "text": "Qui ouvre ?"})
    client.post(asking, {"value": "question", "text": "Et en août ?"})

    question = Question.objects.get()
    assert (question.proposal, question.asker, question.text) == (scene.proposal, scene.rose, "Qui ouvre ?")
    assert last_verbs(2) == ["question.asked", "answer.by_link"]
    assert "Une question posée reste." in client.get(asking).content.decode()


def test_a_question_without_words_is_refused_and_the_link_still_works(asking, client) -> None:
    client.post(asking, {"value": "question", "text": "  "})
    client.post(asking, {"value": "consent", "text": "Qui ?"})
    assert not Question.objects.exists()
    assert client.get(asking).status_code == 200


def test_the_same_link_asks_as_long_as_questions_are_asked(scene, asking, client) -> None:
    actions.next_stage(scene.proposal, actor=scene.ines)
    client.post(asking, {"value": "question", "text": "Qui ouvre ?"})
    assert Question.objects.count() == 1


def test_once_questions_are_over_so_is_the_link(scene, asking, client) -> None:
    actions.next_stage(scene.proposal, actor=scene.ines)
    actions.next_stage(scene.proposal, actor=scene.ines)
    assert client.get(asking).status_code == 410
    client.post(asking, {"value": "question", "text": "Qui ouvre ?"})
    assert not Question.objects.exists()


def test_what_is_presented_anew_has_another_link(scene, asking, client) -> None:
    client.post(asking, {"value": "question", "text": "Qui ouvre ?"})
    actions.set_aside(scene.proposal, reason="trop tard", actor=scene.ines)
    actions.resume(scene.proposal, actor=scene.malo)
    again = address_in(letter_to(scene.rose, days=8))
    client.post(again, {"value": "question", "text": "Et en août ?"})
    assert again != asking
    assert Question.objects.count() == 2


def test_who_may_no_longer_read_the_circle_asks_nothing_by_the_link(scene, asking, client) -> None:
    Circle.objects.filter(pk=scene.circle.pk).update(is_open=False)
    scene.circle.mandates.filter(member=scene.rose).delete()
    assert client.get(asking).status_code == 410


def test_the_author_has_no_such_link(scene) -> None:
    scene.bring_to(State.PRESENTED)
    notify([scene.malo], "presented", scene.proposal.topic, key="again")
    assert "/answers/" not in letter_to(scene.malo).text
    assert not AnswerLink.objects.filter(member=scene.malo).exists()


def test_the_words_of_a_question_are_kept_by_its_link_alone(asking, client) -> None:
    keep(client, asking, "Qui ouv", value="question")
    assert "Qui ouv</textarea>" in client.get(asking).content.decode()


@pytest.fixture
def reacting(scene) -> str:
    """The page of Rose's link, while people say what they feel."""
    scene.bring_to(State.REACTIONS)
    Notification.objects.exclude(kind="reaction").delete()
    return address_in(letter_to(scene.rose))


def test_one_reacts_once_by_the_link(scene, reacting, client) -> None:
    for _scan in range(10):
        page = client.get(reacting).content.decode()
    assert "Réagir, ou passer\xa0: Ouvrir les visites le samedi" in page
    assert not Reaction.objects.exists()

    client.post(reacting, {"value": "react", "text": "  "})
    assert not Reaction.objects.exists()
    client.post(reacting, {"value": "react", "text": "Cela me réjouit."})
    client.post(reacting, {"value": "pass"})

    reaction = Reaction.objects.get()
    assert (reaction.member, reaction.text) == (scene.rose, "Cela me réjouit.")
    assert last_verbs(2) == ["reaction.given", "answer.by_link"]
    assert "ce que vous avez dit reste" in client.get(reacting).content.decode()


def test_one_passes_by_the_link(scene, reacting, client) -> None:
    client.post(reacting, {"value": "pass", "text": "Ceci n’est pas dit."})
    assert (Reaction.objects.get().member, Reaction.objects.get().is_pass) == (scene.rose, True)


def test_who_reacted_on_the_page_or_comes_after_has_nothing_to_say_by_the_link(scene, reacting, client) -> None:
    actions.react(scene.proposal, text="Bien.", actor=scene.rose)
    assert client.get(reacting).status_code == 410
    Reaction.objects.all().delete()
    actions.next_stage(scene.proposal, actor=scene.ines)
    assert client.get(reacting).status_code == 410
    client.post(reacting, {"value": "pass"})
    assert not Reaction.objects.exists()


def test_who_left_the_circle_reacts_no_more_by_the_link(scene, reacting, client) -> None:
    scene.circle.mandates.filter(member=scene.rose).delete()
    assert client.get(reacting).status_code == 410


def test_a_text_for_information_is_read_once_by_the_link(ca, malo, ines, rose, client) -> None:
    said = {"title": "Le portail est peint", "need": "On nous le demande.", "text": "Il est vert."}
    actions.write_proposal(ca, **said, process="information", is_presented=True, actor=malo)
    address = address_in(letter_to(rose))
    for _scan in range(10):
        page = client.get(address).content.decode()
    assert "Il est vert." in page
    assert not TextReading.objects.exists()
    client.post(address, {"value": "read"})
    client.post(address, {"value": "read"})
    assert TextReading.objects.get().member == rose
    assert Entry.objects.filter(verb="answer.by_link").count() == 1


@pytest.fixture
def advised(ca: Circle, malo: Member, ines: Member, rose: Member, omar: Member) -> AdviceScene:
    scene = set_scene(ca, malo, ines, rose, omar)
    scene.present()
    return scene


@pytest.fixture
def advising(advised) -> str:
    """The page of Omar's link, who sits elsewhere and is asked by name."""
    return address_in(letter_to(advised.omar, days=1))


def test_advice_is_given_once_by_the_link(advised, advising, client) -> None:
    page = client.get(advising).content.decode()
    assert "Donner votre avis\xa0: Peindre le portail" in page
    assert "Nous peignons le portail en mars." in page
    assert Advice.objects.filter(given_at=None).count() == 2

    client.post(advising, {"value": "give", "text": ""})
    assert Advice.objects.filter(given_at=None).count() == 2
    client.post(advising, {"value": "give", "text": "Plutôt en mai."})
    client.post(advising, {"value": "give", "text": "Jamais."})

    assert advised.advice_of(advised.omar).text == "Plutôt en mai."
    assert last_verbs(2) == ["advice.given", "answer.by_link"]


def test_the_last_advice_by_a_link_prepares_the_decision(advised, advising, client) -> None:
    actions.advise(advised.proposal, text="En juin.", actor=advised.rose)
    client.post(advising, {"value": "give", "text": "Plutôt en mai."})
    assert advised.state == State.DECIDING


def test_who_has_given_their_advice_has_nothing_to_answer_by_the_link(advised, advising, client) -> None:
    actions.advise(advised.proposal, text="Plutôt en mai.", actor=advised.omar)
    assert client.get(advising).status_code == 410
    client.post(advising, {"value": "give", "text": "Jamais."})
    assert advised.advice_of(advised.omar).text == "Plutôt en mai."


def test_once_it_is_withdrawn_no_advice_is_given_by_the_link(advised, advising, client) -> None:
    actions.withdraw(advised.proposal, actor=advised.malo)
    assert client.get(advising).status_code == 410


def test_after_the_time_for_advice_it_is_refused_before_the_clock_comes(advised, advising, client) -> None:
    Stage.objects.filter(proposal=advised.proposal, left_at=None).update(ends_at=now() - timedelta(seconds=1))
    client.post(advising, {"value": "give", "text": "Plutôt en mai."})
    assert Advice.objects.filter(given_at=None).count() == 2


def test_whoever_reads_it_in_the_circle_asks_by_the_link_while_advice_is_given(advised, ca, client) -> None:
    paul = Member.objects.create_user("paul@example.org", name="Paul")
    ca.mandates.create(member=paul, since=now().date())
    notify([paul], "presented", advised.proposal.topic)
    address = address_in(letter_to(paul))
    client.post(address, {"value": "question", "text": "De quelle couleur ?"})
    assert Question.objects.get().asker == paul
    assert Mail.objects.filter(member=paul).count() == 1
