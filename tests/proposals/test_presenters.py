"""What the panel and the page of a proposal say, stage by stage."""

import pytest

from commissions.models import Circle
from proposals.models import Position, Proposal, Stage
from proposals.presenters.conducting import ends_of, skipping_label, steps_of
from proposals.presenters.own_position import OwnPosition
from proposals.presenters.pictures import path_of
from proposals.presenters.proposal import badge_of
from proposals.process import LIVE, Act, State

CONDUCTED = {Act.OPEN_ROUND, Act.NEXT_STAGE, Act.PUT_TO_VOTE}


@pytest.mark.parametrize(
    ("state", "look"),
    [
        (State.DRAFT, ("", "pencil-line")),
        (State.OPINION, ("sky", "scale")),
        (State.HANDED, ("sky", "arrow-right")),
        (State.ADOPTED, ("leaf", "circle-check")),
        (State.LAPSED, ("plum", "circle-pause")),
    ],
)
def test_outside_the_path_of_its_stages_a_badge_says_where_it_stands(state, look):
    badge = badge_of(Proposal(state=state))
    assert badge is not None
    assert (badge.tone, badge.icon) == look


@pytest.mark.parametrize("state", [state for state in LIVE if state not in (State.OPINION, State.HANDED)])
def test_on_its_path_no_badge_says_it(state):
    assert badge_of(Proposal(state=state)) is None


def test_whoever_facilitates_finds_each_step_that_makes_sense():
    steps = steps_of(Proposal(pk=4, state=State.AMENDING), None, CONDUCTED, in_meeting=False)
    assert [step.url for step in steps] == ["/proposals/4/round/", "/proposals/4/stage/", "/proposals/4/vote/"]
    assert [step.look for step in steps] == ["lamp", "", ""]


def test_in_a_meeting_its_own_button_goes_from_stage_to_stage_and_opens_the_round():
    steps = steps_of(Proposal(pk=4, state=State.AMENDING), None, CONDUCTED, in_meeting=True)
    assert [step.url for step in steps] == ["/proposals/4/vote/"]


@pytest.mark.parametrize(
    ("state", "label"),
    [
        (State.PRESENTED, "Passer aux objections\xa0: saute les questions, les réactions et l’ajustement"),
        (State.CLARIFICATION, "Passer aux objections\xa0: saute les réactions et l’ajustement"),
        (State.REACTIONS, "Passer aux objections\xa0: saute l’ajustement"),
        (State.AMENDING, ""),
        (State.INTEGRATION, ""),
    ],
)
def test_going_faster_says_what_it_leaves_out(state, label):
    assert skipping_label(state) == label


def test_a_stage_that_was_walked_through_or_not_gone_through_is_not_shown_as_done():
    stages = [
        Stage(state=State.PRESENTED),
        Stage(state=State.CLARIFICATION),
        Stage(state=State.REACTIONS, is_skipped=True),
        Stage(state=State.OBJECTIONS),
    ]
    path = path_of(Proposal(circle=Circle(), state=State.OBJECTIONS), stages)
    assert [stage.state for stage in path] == ["done", "done", "skipped", "skipped", "current"]
    assert [stage.state_in_words for stage in path[1:4]] == ["(terminée)", "(n’a pas eu lieu)", "(n’a pas eu lieu)"]


@pytest.mark.parametrize(
    ("state", "label"),
    [
        (State.PRESENTED, "Passer aux questions"),
        (State.CLARIFICATION, "Passer aux réactions"),
        (State.EXAMINATION, "Améliorer le texte grâce à l’objection"),
    ],
)
def test_the_next_stage_is_named(state, label):
    (step,) = steps_of(Proposal(pk=4, state=state), None, {Act.NEXT_STAGE}, in_meeting=False)
    assert step.label == label


def test_the_ways_to_stop_come_back_to_the_page():
    acts = {Act.SET_ASIDE, Act.ESCALATE, Act.ASK}
    ends = ends_of(Proposal(pk=4), acts, may_hand_on=True, next_page="/meetings/3/")
    assert [end.url for end in ends] == [
        "/proposals/4/setting-aside/?next=%2Fmeetings%2F3%2F",
        "/proposals/4/handing-on/?next=%2Fmeetings%2F3%2F",
    ]
    alone = ends_of(Proposal(pk=4), acts, may_hand_on=False, next_page="")
    assert [end.url for end in alone] == ["/proposals/4/setting-aside/"]


@pytest.mark.parametrize("kind", Position.Kind)
def test_ones_own_answer_is_one_of_four(kind):
    own = OwnPosition(Position(kind=kind, text="attention"))
    given = [own.is_consent, own.is_concern, own.is_objection, own.is_aside]
    assert given == [kind == one for one in Position.Kind]
    assert own.words
    assert own.concern == ("attention" if kind == Position.Kind.CONCERN else "")


def test_before_they_answer_none_is_given():
    own = OwnPosition(None)
    assert not any([own.is_consent, own.is_concern, own.is_objection, own.is_aside])
