"""What waits for whom, and what the proposals tell on other pages."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from journal.clock import telling
from members.panels import panels_of as person_panels
from members.panels import waiting_for
from proposals import actions
from proposals.models import Proposal
from proposals.panels import decided_by_circle, of_circle
from proposals.process import State

PARIS = ZoneInfo("Europe/Paris")


def kinds(person) -> list[str]:
    return [thing.kind for thing in waiting_for(person)]


def test_a_position_waits_for_whoever_has_not_given_it(scene, omar):
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "consent")
    assert (kinds(scene.zoe), kinds(scene.rose), kinds(omar)) == (["position"], [], [])


def test_a_question_waits_for_the_author(scene):
    scene.bring_to(State.CLARIFICATION)
    question = actions.ask(scene.proposal, text="Qui ?", actor=scene.rose)
    assert kinds(scene.malo) == ["question"]
    actions.answer(question, text="Nous.", actor=scene.malo)
    assert kinds(scene.malo) == []


def test_a_reaction_waits_for_the_circle_and_not_for_the_author(scene):
    scene.bring_to(State.REACTIONS)
    assert (kinds(scene.rose), kinds(scene.malo)) == (["reaction"], [])


def test_an_objection_waits_for_who_raised_it_and_for_the_author(scene):
    scene.bring_to(State.EXAMINATION)
    assert (kinds(scene.rose), kinds(scene.malo), kinds(scene.paul)) == (["objection"], ["objection"], [])


def test_what_the_circle_is_asked_waits_for_each(scene):
    scene.bring_to(State.EXAMINATION)
    request = scene.ask_circle()
    assert kinds(scene.paul) == ["agreement"]
    actions.answer_circle(request, agrees=True, actor=scene.paul)
    assert kinds(scene.paul) == []


def test_an_objection_to_a_former_version_waits_for_nobody(scene):
    scene.bring_to(State.INTEGRATION)
    actions.amend(scene.proposal, text="Autrement.", actor=scene.malo)
    actions.open_round(scene.proposal, actor=scene.ines)
    assert kinds(scene.rose) == ["position"]


def test_a_circle_shows_what_is_under_way_and_what_it_decided(scene):
    scene.bring_to(State.OBJECTIONS)

    def lines() -> list[list[str]]:
        shown = (of_circle(scene.circle, scene.rose), decided_by_circle(scene.circle, scene.rose))
        return [[line.title for line in panel.lines] for panel in shown]

    assert lines() == [[scene.proposal.title], []]
    scene.all_answer()
    assert lines() == [[], [scene.proposal.title]]


def test_a_draft_is_on_nobodys_panel(scene):
    assert all(scene.proposal.title not in [line.label for line in panel.lines] for panel in person_panels(scene.malo))
    actions.present(scene.proposal, actor=scene.malo)
    assert any(scene.proposal.title in [line.label for line in panel.lines] for panel in person_panels(scene.malo))


def test_the_circle_shows_the_stage_of_each_and_its_end(scene):
    Proposal.objects.update(review_on=date(2036, 6, 1))
    with telling(datetime(2035, 11, 26, 19, tzinfo=PARIS)):
        scene.bring_to(State.OBJECTIONS)
    (line,) = of_circle(scene.circle, scene.rose).lines
    assert line.note == "objections, jusqu’au samedi 1er\xa0décembre 2035 à 19\xa0h"


def test_the_circle_shows_the_end_of_a_vote_online_too(scene):
    Proposal.objects.update(process="majority", review_on=date(2036, 6, 1))
    scene.proposal.refresh_from_db()
    end = datetime(2035, 12, 4, 20, tzinfo=PARIS)
    with telling(datetime(2035, 11, 26, 19, tzinfo=PARIS)):
        scene.bring_to(State.AMENDING)
        actions.vote_online(scene.proposal, closes_at=end, actor=scene.ines)
    (line,) = of_circle(scene.circle, scene.rose).lines
    assert line.note == "mise aux voix, jusqu’au mardi 4\xa0décembre 2035 à 20\xa0h"
