"""What waits for whom, and what the proposals tell on other pages."""

from members.panels import panels_of as person_panels
from members.panels import waiting_for
from proposals import actions
from proposals.panels import decided_by_circle, of_circle
from proposals.process import State


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
