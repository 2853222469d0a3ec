"""More minutes for a stage in a meeting: who gives them, once a press, up to an hour."""

from datetime import timedelta

import pytest

from commissions.models import Circle
from proposals import actions
from proposals.models import Stage
from proposals.process import State
from proposals.queries.deadlines import stage_of, timebox_end
from tests.proposals.told import body, verbs
from tests.refusals import refused


@pytest.fixture
def talked(scene, evening):
    """At its questions, in a meeting that is under way."""
    scene.bring_to(State.CLARIFICATION)
    actions.put_to_meeting(scene.proposal, occasion=evening, actor=scene.ines)
    scene.proposal.refresh_from_db()
    return scene


def grant(scene, granted: int = 0, *, stage: str = "clarification", actor=None):
    return actions.grant_minutes(scene.proposal, stage=stage, granted=granted, actor=actor or scene.ines)


def test_a_press_gives_two_minutes_and_the_same_press_sent_twice_gives_them_once(talked):
    grant(talked)
    grant(talked)
    assert stage_of(talked.proposal).extra_minutes == 2
    assert verbs().count("stage.minutes_granted") == 1
    assert body("stage.minutes_granted") == {"proposal": talked.proposal.pk, "stage": "clarification", "minutes": 2}

    grant(talked, 2)
    assert stage_of(talked.proposal).extra_minutes == 4


def test_neither_the_author_nor_a_member_gives_more_minutes(talked):
    for person in (talked.malo, talked.rose):
        with refused("proposals.grant_minutes"):
            grant(talked, actor=person)
    assert stage_of(talked.proposal).extra_minutes == 0


def test_what_was_meant_for_a_stage_that_is_over_changes_nothing_of_the_next(talked):
    actions.next_stage(talked.proposal, actor=talked.ines)
    grant(talked)
    assert set(Stage.objects.values_list("extra_minutes", flat=True)) == {0}
    assert "stage.minutes_granted" not in verbs()


def test_online_a_stage_is_extended_instead(scene):
    scene.bring_to(State.CLARIFICATION)
    with refused("no_meeting"):
        grant(scene)


def test_an_hour_is_granted_at_most(talked):
    Stage.objects.filter(left_at=None).update(extra_minutes=58)
    grant(talked, 58)
    with refused("minutes"):
        grant(talked, 60)
    assert stage_of(talked.proposal).extra_minutes == 60


def test_over_the_api_it_is_granted_once_and_told(talked, client):
    client.force_login(talked.ines)
    address = f"/api/v1/proposals/{talked.proposal.pk}/minutes/"
    seen = {"stage": "clarification", "granted": 0}
    answers = [client.post(address, seen, content_type="application/json") for _press in range(2)]
    assert [(answer.status_code, answer.json()["granted_minutes"]) for answer in answers] == [(200, 2), (200, 2)]
    assert client.post(address, {"stage": "voting", "granted": 2}, content_type="application/json").status_code == 400


def test_a_stage_has_its_minutes_from_when_the_room_took_it_up_and_those_granted(talked):
    Circle.objects.update(stage_minutes={"clarification": 6})
    grant(talked)
    stage = stage_of(talked.proposal)
    before, after = stage.entered_at - timedelta(days=2), stage.entered_at + timedelta(days=2)
    assert timebox_end(stage, after) == after + timedelta(minutes=8)
    assert timebox_end(stage, before) == stage.entered_at + timedelta(minutes=8)
    stage.state = State.VOTING
    assert timebox_end(stage, after) is None
