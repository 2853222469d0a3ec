"""What a circle was asked about an objection online goes on in the meeting to which its proposal was put."""

from datetime import timedelta

from assembly.actions import add_item, advance, open_meeting
from proposals.process import State
from tests.assembly.conftest import EVENING
from tests.proposals.scene import scene as set_scene


def test_it_has_the_minutes_of_the_examination_once_the_meeting_comes_to_it(meeting, ca, ines, malo, rose, clock):
    ca.online_article = "statuts, art. 9"
    ca.save()
    scene = set_scene(ca, malo, ines, rose)
    scene.bring_to(State.EXAMINATION)
    request = scene.ask_circle()
    item = add_item(meeting, title="Ouvrir", kind="consent", proposal=scene.proposal, actor=ines)
    open_meeting(meeting, actor=ines)
    request.refresh_from_db()
    assert request.ends_at is None
    advance(meeting, expected=None, to=item, actor=ines)
    request.refresh_from_db()
    assert request.ends_at == EVENING + timedelta(minutes=5)
