"""The page of a proposal: the same for everybody of an audience, nothing personal, the panel called when it changes."""

from proposals.live import round_context
from proposals.presenters.proposal import ProposalSheet
from proposals.process import State
from realtime.pages import Audience, live_pages

AUDIENCE = Audience("reader", "fr")


def regions(scene) -> dict[str, str]:
    live = live_pages["proposal"]
    data = live.load(str(scene.proposal.pk))
    return {name: region.render(data, AUDIENCE) for name, region in live.regions.items()}


def test_every_region_listens_to_the_proposal(scene):
    scene.bring_to(State.OBJECTIONS)
    live = live_pages["proposal"]
    data = live.load(str(scene.proposal.pk))
    assert all(scene.proposal.topic in region.topics(data) for region in live.regions.values())


def test_regions_hold_no_form_and_no_token(scene):
    scene.bring_to(State.EXAMINATION)
    html = "".join(regions(scene).values())
    for personal in ("<form", "csrf", "request_key"):
        assert personal not in html


def test_hidden_positions_are_in_no_region(scene):
    scene.bring_to(State.OBJECTIONS)
    before = regions(scene)
    scene.answers("rose", "objection")
    after = regions(scene)
    assert "accueil seules" not in "".join(after.values())
    assert before["round"] != after["round"]  # somebody has answered


def test_the_panel_is_called_again_when_the_stage_changes_and_not_when_somebody_answers(scene):
    scene.bring_to(State.OBJECTIONS)
    calls = ProposalSheet.of(str(scene.proposal.pk)).calls
    scene.answers("rose", "consent")
    assert ProposalSheet.of(str(scene.proposal.pk)).calls == calls
    scene.answers("paul", "objection")
    scene.let_time_pass()
    assert ProposalSheet.of(str(scene.proposal.pk)).calls != calls


def test_what_a_meeting_shows_is_the_same(scene):
    scene.bring_to(State.OBJECTIONS)
    context = round_context(scene.proposal, AUDIENCE)
    assert context["round"].view.round == scene.round
    assert context["round"].table.revealed is False


def test_a_draft_is_followed_by_its_author_and_its_facilitator(scene, omar):
    live = live_pages["proposal"]
    allowed = [live.audience(str(scene.proposal.pk), person) for person in (scene.malo, scene.ines, scene.rose, omar)]
    assert allowed == ["reader", "reader", None, None]
