"""The minutes of a stage of an election in a meeting: by the rules of its circle, and two more at a press."""

from datetime import timedelta

import pytest

from commissions.models import Circle
from proposals import actions
from proposals.election_process import ElectionState
from proposals.models import Election
from proposals.queries.timeboxes import timed_stage
from tests.proposals.election_scene import ElectionScene, election_scene
from tests.proposals.told import body, verbs
from tests.refusals import refused

S = ElectionState


@pytest.fixture
def scene(ca, ines, malo, rose) -> ElectionScene:
    return election_scene(ca, ines, malo, rose)


@pytest.fixture
def talked(scene, evening) -> ElectionScene:
    """At its nominations, in a meeting that is under way."""
    actions.put_election_to_meeting(scene.election, occasion=evening, actor=scene.ines)
    scene.bring_to(S.NOMINATIONS)
    return scene


def grant(scene: ElectionScene, granted: int = 0, *, stage: str = "nominations", actor=None) -> Election:
    return actions.grant_election_minutes(scene.election, stage=stage, granted=granted, actor=actor or scene.ines)


def minutes(scene: ElectionScene) -> int:
    scene.election.refresh_from_db()
    return scene.election.extra_minutes


def test_a_press_gives_two_minutes_and_the_same_press_sent_twice_gives_them_once(talked):
    before = talked.election.stage_ends_at
    grant(talked)
    grant(talked)
    assert minutes(talked) == 2
    assert talked.election.stage_ends_at - before == timedelta(minutes=2)
    assert verbs().count("election.minutes_granted") == 1
    assert body("election.minutes_granted") == {"election": talked.election.pk, "stage": "nominations", "minutes": 2}

    grant(talked, 2)
    assert minutes(talked) == 4


def test_only_whoever_facilitates_gives_more_minutes(talked):
    with refused("proposals.election_grant_minutes"):
        grant(talked, actor=talked.rose)
    assert minutes(talked) == 0


def test_what_was_meant_for_a_stage_that_is_over_changes_nothing_and_the_next_begins_without_any(talked):
    grant(talked)
    talked.all_name()
    assert talked.state == S.OPENING
    grant(talked, 2)
    assert minutes(talked) == 0
    assert verbs().count("election.minutes_granted") == 1


def test_online_a_stage_is_extended_and_in_a_meeting_it_is_given_minutes(scene, evening):
    scene.bring_to(S.NOMINATIONS)
    with refused("no_meeting"):
        grant(scene)
    actions.put_election_to_meeting(scene.election, occasion=evening, actor=scene.ines)
    with refused("timeboxed"):
        actions.extend_election_stage(scene.election, actor=scene.ines)
    assert not Election.objects.get().is_extended


def test_an_hour_is_granted_at_most(talked):
    Election.objects.update(extra_minutes=58)
    grant(talked, 58)
    with refused("minutes"):
        grant(talked, 60)
    assert minutes(talked) == 60


def test_nothing_is_given_to_an_election_that_is_over(talked):
    actions.set_election_aside(talked.election, reason="plus tard", actor=talked.ines)
    with refused("stage"):
        grant(talked)


def test_a_stage_has_the_minutes_of_its_circle_from_when_the_room_took_it_up_and_those_granted(scene, evening):
    Circle.objects.update(stage_minutes={"election_nominations": 8})
    scene.election.refresh_from_db()
    actions.put_election_to_meeting(scene.election, occasion=evening, actor=scene.ines)
    scene.bring_to(S.NOMINATIONS)
    grant(scene)
    election = Election.objects.select_related("circle").get()
    began = election.stage_ends_at - timedelta(minutes=10)

    before, after = began - timedelta(hours=1), began + timedelta(hours=1)
    assert timed_stage(election, evening, before).until == began + timedelta(minutes=10)
    assert timed_stage(election, evening, after).until == after + timedelta(minutes=10)
    assert timed_stage(election, evening, after).granted == 2
    assert timed_stage(election, "evening:2", after) is None


def test_the_minutes_granted_in_a_meeting_stay_there(talked):
    grant(talked)
    actions.put_election_to_meeting(talked.election, occasion="evening:2", actor=talked.ines)
    assert minutes(talked) == 0


def test_over_the_api_it_is_granted_once_and_told(talked, client):
    client.force_login(talked.ines)
    address = f"/api/v1/elections/{talked.election.pk}/minutes/"
    seen = {"stage": "nominations", "granted": 0}
    answers = [client.post(address, seen, content_type="application/json") for _press in range(2)]
    assert [(answer.status_code, answer.json()["granted_minutes"]) for answer in answers] == [(200, 2), (200, 2)]
    refusal = client.post(address, {"stage": "ratification", "granted": 2}, content_type="application/json")
    assert refusal.status_code == 400
