"""Answering by a letter’s link as whoever wrote a text: the questions about it, and the text as it goes on."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from commissions.models import Circle
from journal.clock import now
from journal.models import Entry
from members.models import AnswerLink, Member, Notification
from proposals import actions
from proposals.models import AnsweredPassage, Stage
from proposals.process import State
from tests.conftest import person
from tests.proposals.scene import REASON, Scene, escalate
from tests.proposals.test_answers import address_in, keep, letter_to


@pytest.fixture(autouse=True)
def nothing_was_saved_before(db: None) -> None:
    cache.clear()


def last_verbs(number: int) -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))[-number:]


def link_to_author(scene: Scene) -> str:
    Notification.objects.exclude(member=scene.malo).delete()
    return address_in(letter_to(scene.malo, days=1))


def asked(scene: Scene, person: Member, text: str) -> str:
    """The name of the answer's field in the page of the link."""
    question = actions.ask(scene.proposal, text=text, actor=person)
    return f"answer-{question.pk}"


def answers(scene: Scene) -> list[str]:
    return list(scene.proposal.questions.order_by("pk").values_list("answer", flat=True))


def text(scene: Scene) -> str:
    return str(scene.proposal.versions.order_by("-number")[0].text)


def test_a_question_is_answered_once_by_the_link_of_its_letter(scene, client) -> None:
    scene.bring_to(State.CLARIFICATION)
    name = asked(scene, scene.rose, "Qui ouvre ?")
    address = link_to_author(scene)
    for _scan in range(10):
        page = client.get(address).content.decode()
        client.head(address)
    assert "Répondre à ce qu’on vous demande\xa0: Ouvrir les visites le samedi" in page
    assert "Rose demande\xa0: «\xa0Qui ouvre ?\xa0»" in page
    assert f'name="{name}"' in page
    assert answers(scene) == [""]

    client.post(address, {"value": "answer", name: "L’équipe d’accueil."})
    client.post(address, {"value": "answer", name: "Personne."})

    assert answers(scene) == ["L’équipe d’accueil."]
    assert last_verbs(2) == ["question.answered", "answer.by_link"]
    assert "vous pouvez compléter votre réponse" in client.get(address).content.decode()


def test_several_questions_are_on_one_page_and_each_is_answered_or_left(scene, client) -> None:
    scene.bring_to(State.CLARIFICATION)
    asked(scene, scene.rose, "Qui ouvre ?")
    second = asked(scene, scene.paul, "Et en août ?")
    address = link_to_author(scene)
    third = asked(scene, scene.zoe, "Et à Noël ?")
    client.post(address, {"value": "answer", second: "Fermé.", third: "Fermé aussi."})
    assert answers(scene) == ["", "Fermé.", "Fermé aussi."]


def test_the_link_lives_on_when_the_first_question_is_answered_otherwise(scene, client) -> None:
    scene.bring_to(State.CLARIFICATION)
    asked(scene, scene.rose, "Qui ouvre ?")
    second = asked(scene, scene.paul, "Et en août ?")
    address = link_to_author(scene)
    actions.answer(scene.proposal.questions.get(asker=scene.rose), text="L’équipe.", actor=scene.malo)
    assert f'name="{second}"' in client.get(address).content.decode()
    client.post(address, {"value": "answer", second: "Fermé."})
    assert answers(scene) == ["L’équipe.", "Fermé."]
    asked(scene, scene.zoe, "Et à Noël ?")
    assert "Et à Noël" not in client.get(address).content.decode()
    later = link_to_author(scene)
    assert later != address
    assert "Et à Noël" in client.get(later).content.decode()


def test_no_answer_without_words_and_the_link_still_works(scene, client) -> None:
    scene.bring_to(State.CLARIFICATION)
    name = asked(scene, scene.rose, "Qui ouvre ?")
    address = link_to_author(scene)
    client.post(address, {"value": "answer", name: "  "})
    client.post(address, {"value": "keep"})
    assert answers(scene) == [""]
    assert client.get(address).status_code == 200


def test_the_words_of_an_answer_are_kept_by_its_link(scene, client) -> None:
    scene.bring_to(State.CLARIFICATION)
    name = asked(scene, scene.rose, "Qui ouvre ?")
    address = link_to_author(scene)
    client.post(f"{address}draft/?value=answer", {"value": "answer", name: "L’équi"})
    assert "L’équi</textarea>" in client.get(address).content.decode()


def test_once_answered_on_the_page_or_left_open_the_link_is_over(scene, client) -> None:
    scene.bring_to(State.CLARIFICATION)
    name = asked(scene, scene.rose, "Qui ouvre ?")
    address = link_to_author(scene)
    actions.leave_open(scene.question, actor=scene.rose)
    assert client.get(address).status_code == 410
    assert client.post(address, {"value": "answer", name: "L’équipe."}).status_code == 410
    assert answers(scene) == [""]


def test_whoever_takes_the_text_over_is_asked_and_the_former_author_no_more(scene, client) -> None:
    scene.bring_to(State.CLARIFICATION)
    name = asked(scene, scene.rose, "Qui ouvre ?")
    address = link_to_author(scene)
    Member.objects.filter(pk=scene.malo.pk).update(is_active=False)
    actions.take_over(scene.proposal, actor=scene.paul)
    assert client.get(address).status_code == 410
    client.post(address, {"value": "answer", name: "L’équipe."})
    assert answers(scene) == [""]


@pytest.fixture
def amending(scene) -> str:
    """The page of Malo's link, once Rose has reacted."""
    scene.bring_to(State.REACTIONS)
    actions.react(scene.proposal, text="Cela me réjouit.", actor=scene.rose)
    actions.next_stage(scene.proposal, actor=scene.ines)
    return link_to_author(scene)


def test_the_author_hears_the_reactions_and_keeps_the_text_once(scene, amending, client) -> None:
    for _scan in range(10):
        page = client.get(amending).content.decode()
    assert "Votre texte, après tout cela\xa0: Ouvrir les visites le samedi" in page
    assert "Cela me réjouit." in page
    assert "text.kept" not in last_verbs(3)

    client.post(amending, {"value": "keep"})
    client.post(amending, {"value": "amend", "text": "Autre chose."})

    assert last_verbs(2) == ["text.kept", "answer.by_link"]
    assert scene.proposal.versions.count() == 1


def test_the_author_improves_the_text_by_the_link_which_begins_as_it_stands(scene, amending, client) -> None:
    assert "de 10 h à 12 h.</textarea>" in client.get(amending).content.decode()
    client.post(amending, {"value": "amend", "text": "Les visites ouvrent le samedi.", "note": "Plus court."})
    assert text(scene) == "Les visites ouvrent le samedi."
    assert scene.proposal.versions.get(number=2).note == "Plus court."
    assert last_verbs(2) == ["text.amended", "answer.by_link"]


def test_the_same_text_again_is_refused_and_what_was_typed_is_there_again(scene, amending, client) -> None:
    client.post(amending, {"value": "amend", "text": text(scene), "note": "Rien de plus."})
    page = client.get(amending).content.decode()
    assert scene.proposal.versions.count() == 1
    assert "Rien de plus.</textarea>" in page


def test_a_text_that_changed_meanwhile_is_not_replaced_by_the_link(scene, amending, client) -> None:
    actions.amend(scene.proposal, text="Les visites ouvrent le dimanche.", actor=scene.malo)
    late = client.post(amending, {"value": "amend", "text": "Les visites ouvrent le samedi."})
    assert late.status_code == 410
    assert "Les visites ouvrent le samedi." in late.content.decode()
    assert text(scene) == "Les visites ouvrent le dimanche."


def test_once_everybody_is_asked_the_link_is_over(scene, amending, client) -> None:
    actions.open_round(scene.proposal, actor=scene.ines)
    assert client.get(amending).status_code == 410
    client.post(amending, {"value": "amend", "text": "Autre chose."})
    assert scene.proposal.versions.count() == 1


def test_after_an_objection_the_author_writes_the_version_that_is_awaited(scene, client) -> None:
    scene.bring_to(State.INTEGRATION)
    address = link_to_author(scene)
    page = client.get(address).content.decode()
    assert "trois samedis sur huit sans personne" in page
    assert 'value="keep"' not in page
    client.post(address, {"value": "keep"})
    client.post(address, {"value": "amend", "text": "Les visites ouvrent un samedi sur deux, sauf en août."})
    assert text(scene) == "Les visites ouvrent un samedi sur deux, sauf en août."


def test_the_version_of_the_link_says_which_objection_it_answers(scene, client) -> None:
    scene.bring_to(State.INTEGRATION)
    address = link_to_author(scene)
    assert "répond-elle à l’objection de Rose" in client.get(address).content.decode()
    sent = {"value": "amend", "text": "Les visites ouvrent un samedi sur deux.", f"answers-{scene.objection.pk}": "yes"}
    client.post(address, sent)
    answered = AnsweredPassage.objects.all()
    assert {(one.objection_id, one.version.number) for one in answered} == {(scene.objection.pk, 2)}
    assert scene.state == State.INTEGRATION


def test_a_version_of_the_link_that_answers_none_and_changes_the_substance_goes_back_to_the_questions(
    scene, client
) -> None:
    scene.bring_to(State.INTEGRATION)
    address = link_to_author(scene)
    sent = {"value": "amend", "text": "Les visites ferment.", f"answers-{scene.objection.pk}": "no"}
    client.post(address, {**sent, "extent": "substance"})
    assert (AnsweredPassage.objects.count(), scene.state) == (0, State.CLARIFICATION)
    assert scene.proposal.versions.get(number=2).is_substantial


def test_an_objection_of_a_former_round_is_not_asked_about(scene, client) -> None:
    scene.bring_to(State.INTEGRATION)
    former = scene.objection
    actions.amend(scene.proposal, text="Les visites ouvrent un samedi sur deux.", actor=scene.malo)
    actions.open_round(scene.proposal, actor=scene.ines)
    scene.all_answer(zoe="objection")
    actions.next_stage(scene.proposal, actor=scene.ines)
    actions.suggest_nothing(scene.objection, actor=scene.zoe)
    assert scene.objection != former

    page = client.get(link_to_author(scene)).content.decode()

    assert "répond-elle à l’objection de Zoé" in page
    assert "Rose" not in page


def test_an_objection_that_was_never_shown_is_not_in_the_link(scene, client) -> None:
    """Rose objects, and the text is handed on before anybody sees it; it comes back, and she consents."""
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "objection", reason={**REASON, "consequence": "alors Rose ne dirait plus rien"})
    escalate(scene)
    actions.return_handed(
        scene.proposal, reason="C’est le vôtre.", actor=person("Lucie", Circle.objects.get(slug="technique"))
    )
    scene.proposal.refresh_from_db()
    actions.open_round(scene.proposal, actor=scene.ines)
    scene.all_answer(zoe="objection")
    actions.next_stage(scene.proposal, actor=scene.ines)
    actions.suggest_nothing(scene.objection, actor=scene.zoe)

    page = client.get(link_to_author(scene)).content.decode()

    assert "répond-elle à l’objection de Zoé" in page
    assert "Rose" not in page


def test_while_the_objector_may_suggest_first_the_author_has_no_link(scene) -> None:
    scene.bring_to(State.EXAMINATION)
    actions.next_stage(scene.proposal, actor=scene.ines)
    Notification.objects.exclude(member=scene.malo).delete()
    letter = letter_to(scene.malo, days=1)
    assert "Votre texte attend une nouvelle version" in letter.text
    assert not AnswerLink.objects.filter(member=scene.malo, kind="amendment", used_at=None).exists()


def test_a_text_that_is_pasted_by_link_waits_where_it_was_typed(scene, amending, client) -> None:
    keep(client, amending, "Les visites ouvrent le sam", value="amend")
    assert "Les visites ouvrent le sam</textarea>" in client.get(amending).content.decode()


def test_after_its_time_the_stage_ends_and_so_does_the_link(scene, amending, client) -> None:
    Stage.objects.filter(proposal=scene.proposal, left_at=None).update(ends_at=now() - timedelta(seconds=1))
    scene.let_time_pass()
    assert client.post(amending, {"value": "keep"}).status_code == 410
