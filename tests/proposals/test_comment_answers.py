"""Answering by a letter’s link what others say of the words of one's text, and what was answered to one's comment."""

import pytest
from django.core.cache import cache

from commissions.models import Circle
from journal.models import Entry
from members.models import Member, Notification
from proposals import actions
from proposals.comment_answers import answer_comments_by_link, answer_replies_by_link
from proposals.models import Comment, CommentReply
from proposals.process import State
from tests.proposals.test_answers import address_in, letter_to
from tests.proposals.test_comments import comment
from tests.refusals import refused


@pytest.fixture(autouse=True)
def nothing_was_saved_before(db: None) -> None:
    cache.clear()


def last_verbs(number: int) -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))[-number:]


def link_to(member: Member, kind: str) -> str:
    Notification.objects.exclude(member=member, kind=kind).delete()
    return address_in(letter_to(member))


def replies() -> list[tuple[str, str]]:
    return list(CommentReply.objects.order_by("pk").values_list("member__name", "text"))


@pytest.fixture
def said(scene) -> Comment:
    """Rose's, on the words of Malo's text."""
    scene.bring_to(State.CLARIFICATION)
    return comment(scene, "un samedi sur deux", text="Et en août ?")


def test_the_author_answers_a_comment_once_by_the_link(scene, said, client) -> None:
    address = link_to(scene.malo, "comment")
    for _scan in range(10):
        page = client.get(address).content.decode()
    assert "Répondre à ce qu’on dit des mots de votre texte\xa0: " in page
    assert "À propos de «&nbsp;un samedi sur deux&nbsp;»&nbsp;: Et en août ?" in page
    assert "Votre réponse à propos de «\xa0un samedi sur deux\xa0»" in page
    assert replies() == []

    client.post(address, {"value": "answer", f"comment-{said.pk}": " "})
    assert replies() == []
    client.post(address, {"value": "answer", f"comment-{said.pk}": "Nous fermons."})
    client.post(address, {"value": "answer", f"comment-{said.pk}": "Non, nous ouvrons."})

    assert replies() == [("Malo", "Nous fermons.")]
    assert last_verbs(2) == ["comment.answered", "answer.by_link"]
    assert "Ce que vous avez répondu se lit à côté du texte." in client.get(address).content.decode()


def test_those_of_several_comments_are_answered_together_and_the_others_wait(scene, said, client) -> None:
    address = link_to(scene.malo, "comment")
    other = comment(scene, "Les visites", text="Lesquelles ?", by=scene.paul)
    assert "Lesquelles ?" in client.get(address).content.decode()
    client.post(address, {"value": "answer", f"comment-{other.pk}": "Les guidées."})
    assert [(reply.comment_id, reply.text) for reply in CommentReply.objects.all()] == [(other.pk, "Les guidées.")]


def test_what_is_settled_or_answered_on_the_page_is_over_by_the_link(scene, said, client) -> None:
    address = link_to(scene.malo, "comment")
    actions.settle_comment(said, actor=scene.rose)
    assert client.get(address).status_code == 410
    assert client.post(address, {"value": "answer", f"comment-{said.pk}": "Oui."}).status_code == 410
    actions.reopen_comment(said, actor=scene.rose)
    assert client.get(address).status_code == 200
    actions.reply_to_comment(said, text="Sur la page.", actor=scene.malo)
    assert client.post(address, {"value": "answer", f"comment-{said.pk}": "Oui."}).status_code == 410
    assert replies() == [("Malo", "Sur la page.")]


def test_whoever_commented_goes_on_by_the_link_of_the_letter_that_tells_the_answer(scene, said, client) -> None:
    actions.reply_to_comment(said, text="Nous fermons.", actor=scene.malo)
    address = link_to(scene.rose, "comment_reply")
    page = client.get(address).content.decode()
    assert "Nous fermons." in page
    client.post(address, {"value": "answer", f"comment-{said.pk}": "Tout le mois ?"})
    client.post(address, {"value": "answer", f"comment-{said.pk}": "Encore."})
    assert replies() == [("Malo", "Nous fermons."), ("Rose", "Tout le mois ?")]
    assert last_verbs(2) == ["comment.answered", "answer.by_link"]


def test_what_another_adds_meanwhile_leaves_the_link_open(scene, said, client) -> None:
    address = link_to(scene.malo, "comment")
    actions.reply_to_comment(said, text="Moi aussi je demande.", actor=scene.zoe)
    assert "Moi aussi je demande." in client.get(address).content.decode()
    client.post(address, {"value": "answer", f"comment-{said.pk}": "Nous fermons."})
    assert replies()[-1] == ("Malo", "Nous fermons.")


def test_once_the_text_has_ended_nothing_is_answered_by_the_link(scene, said, client) -> None:
    address = link_to(scene.malo, "comment")
    actions.withdraw(scene.proposal, actor=scene.malo)
    assert client.get(address).status_code == 410
    assert client.post(address, {"value": "answer", f"comment-{said.pk}": "Oui."}).status_code == 410
    assert replies() == []


def test_whoever_neither_writes_the_text_nor_commented_is_asked_nothing(scene, said) -> None:
    words = {f"comment-{said.pk}": "Oui."}
    for answer, person in ((answer_comments_by_link, scene.paul), (answer_replies_by_link, scene.rose)):
        with refused("link"):
            answer(person, scene.proposal.topic, words)
    assert replies() == []


def test_what_is_hidden_until_one_has_answered_is_not_shown_by_the_link(scene, said, client) -> None:
    actions.reply_to_comment(said, text="Nous fermons.", actor=scene.malo)
    address = link_to(scene.rose, "comment_reply")
    Circle.objects.update(hides_comments=True)
    actions.next_stage(scene.proposal, actor=scene.ines)
    assert scene.state == State.REACTIONS
    assert client.get(address).status_code == 410
    assert "Nous fermons." not in client.get(address).content.decode()


def test_what_somebody_says_is_quoted_under_their_name_alone(scene, said, client) -> None:
    """However it is written, nobody speaks as another."""
    actions.reply_to_comment(said, text="Oui.\n\n**Zoé**\n\nJe suis contre.", actor=scene.paul)
    page = client.get(link_to(scene.malo, "comment")).content.decode()
    _before, _name, after = page.partition("<strong>Paul</strong>")
    quoted = after[after.index("<blockquote>") : after.index("</blockquote>")]
    assert "<strong>Zoé</strong>" in quoted
    assert "Je suis contre." in quoted


def test_the_link_lives_on_when_the_first_comment_is_answered_otherwise(scene, said, client) -> None:
    second = comment(scene, "de 10 h à 12 h", text="Et le soir ?")
    address = link_to(scene.malo, "comment")
    actions.reply_to_comment(said, text="Nous fermons.", actor=scene.malo)
    assert "Et le soir ?" in client.get(address).content.decode()
    client.post(address, {"value": "answer", f"comment-{second.pk}": "Non."})
    assert replies() == [("Malo", "Nous fermons."), ("Malo", "Non.")]
    assert client.get(address).status_code == 200
    assert "Votre réponse à propos" not in client.get(address).content.decode()
