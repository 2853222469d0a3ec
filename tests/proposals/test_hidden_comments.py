"""The circle's rule that one answers before one reads what others say: on pages, in files, in the journal."""

import pytest
from django.test import Client
from django.urls import reverse

from commissions.sentences import rules_in_words
from journal.models import PrivateText
from proposals import actions
from proposals.answering import answers_first
from proposals.live import ANSWERS_FIRST, READER, ProposalPage
from proposals.process import State
from proposals.queries import current_version
from proposals.queries.comments import comments_for
from tests.refusals import refused

RULE = "une fois que vous avez répondu"


@pytest.fixture
def scene(scene):
    """In a circle that adopted the rule."""
    scene.circle.hides_comments = True
    scene.circle.save(update_fields=["hides_comments"])
    scene.proposal.refresh_from_db()
    return scene


def comment(scene, text, *, by):
    place = {"version": current_version(scene.proposal).number, "start": 0, "end": 11}
    return actions.comment_passage(scene.proposal, **place, text=text, actor=by)


def page(person, name, thing) -> str:
    client = Client()
    client.force_login(person)
    return client.get(reverse(f"proposals:{name}", args=[thing.pk])).content.decode()


def hidden_from(scene, *others) -> list[str]:
    scene.proposal.refresh_from_db()
    people = (scene.malo, scene.ines, scene.rose, scene.paul, *others)
    return [person.name for person in people if answers_first(scene.proposal, person)]


def test_the_circle_says_it_in_its_rules(scene):
    sentence = "une fois sa réponse donnée"
    assert any(sentence in line for line in rules_in_words(scene.circle))
    scene.circle.hides_comments = False
    assert not any(sentence in line for line in rules_in_words(scene.circle))


def test_hidden_from_those_who_are_asked_and_have_not_answered(scene, omar):
    scene.bring_to(State.CLARIFICATION)
    assert hidden_from(scene, omar) == []
    actions.next_stage(scene.proposal, actor=scene.ines)
    assert hidden_from(scene, omar) == ["Inès", "Rose", "Paul"]
    actions.react(scene.proposal, text="Volontiers.", actor=scene.rose)
    actions.react(scene.proposal, actor=scene.paul)
    assert hidden_from(scene, omar) == ["Inès"]
    actions.next_stage(scene.proposal, actor=scene.ines)
    assert hidden_from(scene, omar) == []
    actions.open_round(scene.proposal, actor=scene.ines)
    assert hidden_from(scene, omar) == ["Malo", "Inès", "Rose", "Paul"]
    actions.take_position(scene.round, kind="consent", actor=scene.rose)
    assert hidden_from(scene, omar) == ["Malo", "Inès", "Paul"]
    scene.all_answer()
    assert hidden_from(scene, omar) == []


def test_in_a_meeting_and_without_the_rule_nothing_is_hidden(scene, evening):
    scene.bring_to(State.REACTIONS)
    scene.circle.hides_comments = False
    scene.circle.save(update_fields=["hides_comments"])
    assert hidden_from(scene) == []
    scene.circle.hides_comments = True
    scene.circle.save(update_fields=["hides_comments"])
    actions.put_to_meeting(scene.proposal, occasion=evening, actor=scene.ines)
    assert hidden_from(scene) == []


def test_ones_own_comment_is_read_and_not_what_others_answer_to_it(scene):
    scene.bring_to(State.CLARIFICATION)
    mine, theirs = comment(scene, "Le mien.", by=scene.rose), comment(scene, "Un autre.", by=scene.paul)
    actions.reply_to_comment(mine, text="Oui.", actor=scene.paul)
    actions.next_stage(scene.proposal, actor=scene.ines)
    scene.proposal.refresh_from_db()
    (shown,) = comments_for(scene.proposal, scene.rose)
    assert (shown, list(shown.replies.all())) == (mine, [])
    read = page(scene.rose, "passages", scene.proposal)
    assert "Le mien." in read
    assert "Un autre." not in read
    assert RULE in read
    assert "Un autre." not in page(scene.rose, "comment", theirs)
    for act in (actions.reply_to_comment, actions.settle_comment):
        given = {"text": "Moi aussi."} if act is actions.reply_to_comment else {}
        with refused("proposals.read_comment" if given else "proposals.settle_comment"):
            act(theirs, actor=scene.rose, **given)
    actions.react(scene.proposal, text="Volontiers.", actor=scene.rose)
    assert list(comments_for(scene.proposal, scene.rose)) == [mine, theirs]
    read = page(scene.rose, "passages", scene.proposal)
    assert "Un autre." in read
    assert RULE not in read


def test_reactions_show_once_one_has_reacted_on_the_page_and_in_the_files(scene, omar):
    scene.bring_to(State.REACTIONS)
    actions.react(scene.proposal, text="Quelle bonne idée.", actor=scene.paul)
    live = ProposalPage()
    key = str(scene.proposal.pk)
    assert [live.audience(key, who) for who in (scene.rose, scene.paul, scene.malo, omar)] == [
        ANSWERS_FIRST, READER, READER, READER,
    ]  # fmt: skip
    for name in ("proposal", "proposal-json", "proposal-md"):
        assert "Quelle bonne idée" not in page(scene.rose, name, scene.proposal)
        assert "Quelle bonne idée" in page(scene.malo, name, scene.proposal)
    assert RULE in page(scene.rose, "proposal", scene.proposal)
    actions.react(scene.proposal, text="Moi aussi.", actor=scene.rose)
    for name in ("proposal", "proposal-json", "proposal-md"):
        assert "Quelle bonne idée" in page(scene.rose, name, scene.proposal)


def test_the_journal_keeps_nothing_that_is_hidden(scene):
    scene.bring_to(State.CLARIFICATION)
    made = comment(scene, "Un secret.", by=scene.rose)
    actions.reply_to_comment(made, text="Un autre.", actor=scene.paul)
    actions.next_stage(scene.proposal, actor=scene.ines)
    actions.react(scene.proposal, text="Un troisième.", actor=scene.paul)
    kept = PrivateText.objects.filter(entry__verb__in=["comment.made", "comment.answered", "reaction.given"])
    assert list(kept) == []
