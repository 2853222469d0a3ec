"""One reading of a page is drawn for readers of several languages: each hears it in their own, whoever came first."""

from typing import Any

import pytest
from django.utils.translation import override

from journal.clock import now, telling
from proposals import actions
from proposals.election_process import ElectionState
from proposals.process import State
from realtime.pages import Audience, live_pages
from tests.proposals.election_scene import election_scene
from tests.proposals.scene import Scene


def drawn(name: str, sheet: Any, language: str) -> dict[str, str]:
    """Every region of that page, in this language."""
    with override(language):
        audience = Audience("reader", language)
        return {key: region.render(sheet, audience) for key, region in live_pages[name].regions.items()}


def check_both(name: str, key: int) -> None:
    """From one sheet, in French and then in English; the same as from a sheet that nobody has read before."""
    page = live_pages[name]
    with telling(now()):
        shared = page.load(str(key))
        french, english = drawn(name, shared, "fr"), drawn(name, shared, "en")
        assert english == drawn(name, page.load(str(key)), "en")
        assert french["head"] != english["head"]
        assert french == drawn(name, page.load(str(key)), "fr")


@pytest.mark.parametrize("state", [State.CLARIFICATION, State.OBJECTIONS, State.EXAMINATION, State.ADOPTED])
def test_a_proposal_is_read_in_french_then_in_english_from_one_sheet(scene: Scene, state: State) -> None:
    scene.bring_to(state)
    check_both("proposal", scene.proposal.pk)


def test_a_pause_and_an_extension_too(scene: Scene) -> None:
    scene.bring_to(State.CLARIFICATION)
    actions.pause(scene.proposal, days=7, reason="les congés", actor=scene.ines)
    actions.extend_stage(scene.proposal, actor=scene.malo)
    check_both("proposal", scene.proposal.pk)


@pytest.mark.parametrize("state", [ElectionState.CHANGE, ElectionState.OBJECTIONS, ElectionState.ACCEPTANCE])
def test_an_election_is_read_in_french_then_in_english_from_one_sheet(ca, ines, malo, rose, state) -> None:
    election = election_scene(ca, ines, malo, rose)
    election.bring_to(state)
    if state == ElectionState.CHANGE:
        actions.pause_election(election.election, days=7, reason="les congés", actor=ines)
    check_both("election", election.election.pk)
