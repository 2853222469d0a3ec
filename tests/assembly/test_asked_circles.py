"""What a circle was asked about an objection online goes on in the meeting to which its proposal was put."""

from datetime import timedelta

import pytest

from assembly.actions import add_item, advance, bring_proposal, conclude_item, open_meeting
from proposals.due import conclude_requests
from proposals.process import State
from tests.assembly.conftest import EVENING
from tests.proposals.scene import Scene
from tests.proposals.scene import scene as set_scene

MINUTES = timedelta(minutes=5)
"""How long an examination lasts in a meeting."""


@pytest.fixture
def examined(ca, ines, malo, rose) -> Scene:
    """An objection to Malo's text is examined online."""
    ca.online_article = "statuts, art. 9"
    ca.save()
    scene = set_scene(ca, malo, ines, rose)
    scene.bring_to(State.EXAMINATION)
    return scene


def test_it_has_the_minutes_of_the_examination_once_the_meeting_comes_to_it(meeting, examined, ines, clock):
    request = examined.ask_circle()
    item = add_item(meeting, title="Ouvrir", kind="consent", proposal=examined.proposal, actor=ines)
    open_meeting(meeting, actor=ines)
    request.refresh_from_db()
    assert request.ends_at is None
    advance(meeting, expected=None, to=item, actor=ines)
    request.refresh_from_db()
    assert request.ends_at == EVENING + MINUTES


def test_put_at_the_end_of_an_open_agenda_it_does_not_lapse_before_its_turn(news, examined, ines, clock):
    request = examined.ask_circle()
    item = add_item(news.meeting, title="Ouvrir", kind="consent", proposal=examined.proposal, actor=ines)
    clock.move_to(EVENING + timedelta(minutes=30))
    conclude_requests()
    request.refresh_from_db()
    assert (request.ends_at, request.ended_at) == (None, None)
    advance(news.meeting, expected=news.pk, to=item, actor=ines)
    request.refresh_from_db()
    assert request.ends_at == EVENING + timedelta(minutes=30) + MINUTES


def test_brought_to_the_item_that_is_talked_about_it_has_its_minutes_at_once(evening, examined, ines, clock):
    request = examined.ask_circle()
    item = add_item(evening, title="Ouvrir", kind="discussion", actor=ines)
    advance(evening, expected=None, to=item, actor=ines)
    bring_proposal(item, proposal=examined.proposal, actor=ines)
    request.refresh_from_db()
    assert request.ends_at == EVENING + MINUTES


def test_asked_in_the_meeting_before_its_turn_it_has_no_end_until_then(news, examined, ines, clock):
    item = add_item(news.meeting, title="Ouvrir", kind="consent", proposal=examined.proposal, actor=ines)
    request = examined.ask_circle()
    assert request.ends_at is None
    advance(news.meeting, expected=news.pk, to=item, actor=ines)
    request.refresh_from_db()
    assert request.ends_at == EVENING + MINUTES


def test_asked_in_its_turn_it_has_the_minutes_of_the_examination(news, examined, ines, clock):
    item = add_item(news.meeting, title="Ouvrir", kind="consent", proposal=examined.proposal, actor=ines)
    advance(news.meeting, expected=news.pk, to=item, actor=ines)
    assert examined.ask_circle().ends_at == EVENING + MINUTES


def test_asked_once_its_turn_is_over_it_waits_for_it_to_begin_again(news, examined, ines, clock):
    item = add_item(news.meeting, title="Ouvrir", kind="consent", proposal=examined.proposal, actor=ines)
    advance(news.meeting, expected=news.pk, to=item, actor=ines)
    conclude_item(item, actor=ines)
    request = examined.ask_circle()
    assert request.ends_at is None
    advance(news.meeting, expected=None, to=item, actor=ines)
    request.refresh_from_db()
    assert request.ends_at == EVENING + MINUTES
