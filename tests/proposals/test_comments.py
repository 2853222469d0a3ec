"""Comments on a passage: by whom, answered, settled; each follows its words; two on the same words."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal.clock import now
from members.models import Notification
from proposals import actions
from proposals.anchoring import overlapping
from proposals.models import Comment, CommentReply
from proposals.notifications import comments_on_texts, replies_to_comments
from proposals.process import State
from proposals.queries import current_version
from tests.proposals.told import body, everything, verbs
from tests.refusals import refused

Fates = Comment.Fates
TEXT = "Les visites ouvrent un samedi sur deux, de 10 h à 12 h."


def comment(scene, words, *, text="À revoir ?", by=None) -> Comment:
    version = current_version(scene.proposal)
    start = version.text.index(words)
    place = {"version": version.number, "start": start, "end": start + len(words)}
    return actions.comment_passage(scene.proposal, **place, text=text, actor=by or scene.rose)


def fate(comment) -> str:
    comment.refresh_from_db()
    return comment.fate


def words(comment) -> str:
    comment.refresh_from_db()
    return comment.passage.of(comment.version.text)


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(name, thing) -> str:
    return reverse(f"proposals:{name}", args=[thing.pk])


def page(person, name, thing, **query) -> str:
    return browser(person).get(address(name, thing), query).content.decode()


def test_members_and_observers_comment_some_words(scene, omar):
    scene.bring_to(State.CLARIFICATION)
    made = comment(scene, "un samedi sur deux", text=" Et l’été ? ")
    assert (made.quote, made.start, made.end, made.text) == ("un samedi sur deux", 20, 38, "Et l’été ?")
    assert body("comment.made") == {"proposal": scene.proposal.pk, "comment": made.pk, "version": 1}
    assert "Et l’été ?" in everything()
    comment(scene, "Les visites", by=omar)
    comment(scene, "de 10 h", by=scene.malo)
    assert Comment.objects.count() == 3


def test_in_a_closed_circle_its_members_alone_comment(scene, omar):
    scene.bring_to(State.CLARIFICATION)
    scene.circle.is_open = False
    scene.circle.save(update_fields=["is_open"])
    made = comment(scene, "Les visites")
    with refused("proposals.comment"):
        comment(scene, "Les visites", by=omar)
    with refused("proposals.comment"):
        actions.reply_to_comment(made, text="Oui.", actor=omar)


def test_what_is_refused(scene):
    scene.bring_to(State.CLARIFICATION)
    given = {"version": 1, "start": 20, "end": 38, "text": "Et l’été ?", "actor": scene.rose}
    with refused("text"):
        actions.comment_passage(scene.proposal, **{**given, "text": " "})
    for place in ({"start": 30, "end": 20}, {"end": 4000}, {"version": 7}, {"start": 3, "end": 4}):
        with refused("passage"):
            actions.comment_passage(scene.proposal, **{**given, **place})
    assert not Comment.objects.exists()


def test_it_is_answered_in_one_line_until_it_is_settled(scene, omar):
    scene.bring_to(State.CLARIFICATION)
    made = comment(scene, "un samedi sur deux")
    for person in (scene.malo, omar, scene.rose):
        actions.reply_to_comment(made, text="Voyons.", actor=person)
    assert [reply.member for reply in made.replies.all()] == [scene.malo, omar, scene.rose]
    reply = CommentReply.objects.latest("pk")
    assert body("comment.answered") == {"proposal": scene.proposal.pk, "comment": made.pk, "reply": reply.pk}
    with refused("text"):
        actions.reply_to_comment(made, text=" ", actor=scene.malo)
    actions.settle_comment(made, actor=scene.malo)
    with refused("settled"):
        actions.reply_to_comment(made, text="Encore.", actor=omar)


def test_whoever_commented_or_the_author_settles_it_and_opens_it_again(scene):
    scene.bring_to(State.CLARIFICATION)
    made = comment(scene, "un samedi sur deux")
    for act in (actions.settle_comment, actions.reopen_comment):
        for person in (scene.paul, scene.ines):
            with refused("proposals.settle_comment"):
                act(made, actor=person)
    for _twice in range(2):
        settled = actions.settle_comment(made, actor=scene.malo)
    assert (settled.is_settled, settled.settled_by) == (True, scene.malo)
    for _twice in range(2):
        reopened = actions.reopen_comment(made, actor=scene.rose)
    assert (reopened.is_settled, reopened.settled_by) == (False, None)
    assert (verbs().count("comment.settled"), verbs().count("comment.reopened")) == (1, 1)
    assert body("comment.settled") == {
        "proposal": scene.proposal.pk, "comment": made.pk, "commenter": scene.rose.pk,
    }  # fmt: skip


def test_it_follows_its_words_from_version_to_version(scene):
    scene.bring_to(State.AMENDING)
    kept = comment(scene, "Les visites ouvrent")
    gone = comment(scene, "de 10 h à 12 h")
    actions.amend(scene.proposal, text=f"Dès juin. {TEXT}", actor=scene.malo)
    assert (fate(kept), kept.start, kept.version.number, kept.first_version.number) == (Fates.SAME, 10, 2, 1)

    actions.amend(scene.proposal, text="Nous rangeons. Les visites ouvrent chaque dimanche.", actor=scene.malo)
    assert (fate(kept), words(kept), fate(gone)) == (Fates.MOVED, "Les visites ouvrent", Fates.GONE)
    assert (gone.version.number, words(gone)) == (2, "de 10 h à 12 h")

    actions.amend(scene.proposal, text=f"Dès juin. {TEXT}", actor=scene.malo)
    assert (fate(gone), gone.version.number, words(gone)) == (Fates.SAME, 4, "de 10 h à 12 h")


def test_words_that_changed_in_part_have_moved(scene):
    scene.bring_to(State.AMENDING)
    made = comment(scene, "ouvrent un samedi sur deux")
    actions.amend(scene.proposal, text=TEXT.replace("un samedi sur deux", "un samedi sur trois"), actor=scene.malo)
    assert (fate(made), words(made)) == (Fates.MOVED, "ouvrent un samedi sur trois")
    assert made.quote == "ouvrent un samedi sur deux"


def test_after_a_return_to_the_draft_it_is_found_in_the_text_that_is_presented(scene):
    scene.bring_to(State.CLARIFICATION)
    made = comment(scene, "un samedi sur deux")
    actions.send_back(scene.proposal, reason="à revoir", actor=scene.ines)
    actions.resume(scene.proposal, actor=scene.malo)
    scene.proposal.refresh_from_db()
    fields = {name: getattr(scene.proposal, name) for name in ("title", "need", "facilitator", "review_on", "audience")}
    actions.edit_proposal(scene.proposal, text="Autre.", process="consent", actor=scene.malo, **fields)
    actions.present(scene.proposal, actor=scene.malo)
    assert fate(made) == Fates.GONE


def test_two_on_the_same_words_stand_side_by_side(scene):
    scene.bring_to(State.CLARIFICATION)
    first, second = comment(scene, "un samedi sur deux"), comment(scene, "samedi", by=scene.paul)
    apart = comment(scene, "de 10 h", by=scene.zoe)
    assert overlapping(Comment.objects.order_by("start", "pk")) == [[first, second], [apart]]
    assert page(scene.zoe, "passages", scene.proposal).count('class="side-by-side"') == 1


def test_the_database_keeps_what_was_said(scene):
    scene.bring_to(State.CLARIFICATION)
    made = comment(scene, "un samedi sur deux")
    reply = actions.reply_to_comment(made, text="Oui.", actor=scene.malo)
    for row in (made, reply):
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(text="Autre chose.")


def test_selected_words_open_the_form_and_the_comment_stands_under_its_paragraph(scene, omar):
    scene.bring_to(State.CLARIFICATION)
    visitor, url = browser(omar), address("comments", scene.proposal)
    opened = visitor.get(url, {"words": "un samedi sur deux", "before": "Les visites ouvrent ", "version": 1})
    place = {name: opened.context["form"].initial[name] for name in ("version", "start", "end")}
    assert place == {"version": 1, "start": 20, "end": 38}
    sent = visitor.post(url, {**place, "text": "Et l’été ?"})
    assert (sent.status_code, sent["Location"]) == (303, scene.proposal.get_absolute_url())
    read = page(scene.rose, "passages", scene.proposal)
    assert "1 commentaire" in read
    assert "Et l’été" in read
    assert "1 commentaire, paragraphe par paragraphe" in page(scene.rose, "proposal", scene.proposal)
    again = visitor.get(url, place)
    assert "Et l’été" in again.content.decode()
    lost = visitor.get(url, {"words": "des mots d’ailleurs"})
    assert (lost.status_code, lost["Location"]) == (303, address("passages", scene.proposal))


def test_words_that_are_gone_meanwhile_lose_nothing_that_was_typed(scene):
    scene.bring_to(State.AMENDING)
    actions.amend(scene.proposal, text="Autre.", actor=scene.malo)
    place = {"version": 1, "start": 20, "end": 38}
    sent = browser(scene.rose).post(address("comments", scene.proposal), {**place, "text": "Et l’été"})
    assert sent.status_code == 422
    assert "Et l’été</textarea>" in sent.content.decode()


def test_on_its_own_page_it_is_answered_settled_and_opened_again(scene):
    scene.bring_to(State.CLARIFICATION)
    made = comment(scene, "un samedi sur deux")
    malo, url = browser(scene.malo), address("comment", made)
    assert malo.post(url, {"text": "En août aussi."}).status_code == 303
    assert "En août aussi" in page(scene.paul, "comment", made)
    assert address("comment-settling", made) not in page(scene.paul, "comment", made)
    assert malo.post(address("comment-settling", made)).status_code == 303
    read = page(scene.paul, "passages", scene.proposal)
    assert "réglé par Malo" in read
    assert 'id="settled-comments"' in read
    assert browser(scene.rose).post(address("comment-reopening", made)).status_code == 303
    assert "réglé par Malo" not in page(scene.paul, "passages", scene.proposal)


def test_one_whose_words_are_gone_says_so(scene):
    scene.bring_to(State.AMENDING)
    comment(scene, "un samedi sur deux", text="Et l’été ?")
    actions.amend(scene.proposal, text="Plus rien.", actor=scene.malo)
    read = page(scene.paul, "passages", scene.proposal)
    assert 'id="gone-comments"' in read
    assert "ces mots ne sont plus dans le texte" in read


def test_once_the_text_is_settled_it_is_read_and_no_longer_answered(scene):
    scene.bring_to(State.AMENDING)
    made = comment(scene, "un samedi sur deux")
    actions.withdraw(scene.proposal, actor=scene.malo)
    with refused("stage"):
        actions.reply_to_comment(made, text="Oui.", actor=scene.paul)
    assert "<textarea" not in page(scene.rose, "comment", made)


def letters(member) -> list[str]:
    return list(Notification.objects.filter(member=member, kind__startswith="comment").values_list("kind", flat=True))


def test_the_author_is_told_once_a_text_and_each_who_spoke_of_an_answer(scene):
    scene.bring_to(State.CLARIFICATION)
    made = comment(scene, "un samedi sur deux")
    comment(scene, "de 10 h")
    comment(scene, "de 10 h", by=scene.malo)
    assert letters(scene.malo) == ["comment"]
    about = {scene.proposal.topic}
    assert [it.about for it in comments_on_texts(scene.malo, about)] == [scene.proposal.topic]
    actions.reply_to_comment(made, text="Oui.", actor=scene.malo)
    actions.reply_to_comment(made, text="Non.", actor=scene.paul)
    assert [letters(who) for who in (scene.rose, scene.malo, scene.paul)] == [
        ["comment_reply"], ["comment", "comment_reply"], [],
    ]  # fmt: skip
    assert [it.about for it in replies_to_comments(scene.rose, about)] == [scene.proposal.topic]
    assert [len(replies_to_comments(who, about)) for who in (scene.malo, scene.paul, scene.zoe)] == [1, 1, 0]
    actions.reply_to_comment(made, text="Alors ?", actor=scene.rose)
    actions.reply_to_comment(made, text="Oui.", actor=scene.malo)
    assert letters(scene.rose) == ["comment_reply", "comment_reply"]
    actions.settle_comment(made, actor=scene.rose)
    assert replies_to_comments(scene.rose, about) == []


@pytest.mark.parametrize("reached", ["settled_at", "read_at"])
def test_what_is_said_after_a_letter_left_or_was_read_is_told_anew(scene, reached):
    scene.bring_to(State.CLARIFICATION)
    made = comment(scene, "un samedi sur deux")
    Notification.objects.filter(member=scene.malo).update(**{reached: now()})
    comment(scene, "de 10 h")
    comment(scene, "à 12 h")
    assert letters(scene.malo) == ["comment", "comment"]

    actions.reply_to_comment(made, text="Oui.", actor=scene.paul)
    Notification.objects.filter(member=scene.rose).update(**{reached: now()})
    for text in ("Non.", "Peut-être."):
        actions.reply_to_comment(made, text=text, actor=scene.zoe)
    assert letters(scene.rose) == ["comment_reply", "comment_reply"]


def asked_by(person, name, thing) -> list[str]:
    """The questions that a page asks, once what is read once a process is read."""
    page(person, name, thing)
    with CaptureQueriesContext(connection) as captured:
        page(person, name, thing)
    return [query["sql"] for query in captured.captured_queries]


@pytest.mark.parametrize("name", ["proposal", "passages"])
def test_a_text_of_which_much_is_said_asks_the_database_no_more(scene, name):
    scene.bring_to(State.CLARIFICATION)

    def say(times: int) -> None:
        for number in range(times):
            made = comment(scene, "un samedi sur deux", text=f"Et l’été {number} ?")
            actions.reply_to_comment(made, text="On ferme.", actor=scene.malo)
            question = actions.ask(scene.proposal, text=f"Pourquoi {number} ?", actor=scene.rose)
            actions.answer(question, text="Pour être prêts.", actor=scene.malo)

    say(1)
    few = asked_by(scene.rose, name, scene.proposal)
    say(12)
    many = asked_by(scene.rose, name, scene.proposal)

    assert len(many) == len(few) > 1
