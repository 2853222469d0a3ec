"""An election without candidate is paused online as a proposal can be: once, fourteen days at most, and says why."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from rest_framework.test import APIClient

from journal.clock import telling
from proposals import actions, due
from proposals.election_process import ElectionState
from proposals.models import Election, ElectionPause
from proposals.sentences import pause_in_words
from tests.proposals.election_scene import ElectionScene, election_scene
from tests.proposals.test_election_letters import address_in, letter_to
from tests.proposals.test_election_letters import asked as asked_by_letter
from tests.proposals.told import body, verbs
from tests.refusals import refused

S = ElectionState
PARIS = ZoneInfo("Europe/Paris")
MORNING = datetime(2026, 12, 1, 9, tzinfo=PARIS)
DAY = timedelta(days=1)


@pytest.fixture
def scene(ca, ines, malo, rose) -> ElectionScene:
    """At its nominations, since the morning of 1 December."""
    with telling(MORNING):
        scene = election_scene(ca, ines, malo, rose)
        scene.bring_to(S.NOMINATIONS)
    return scene


def pause(scene: ElectionScene, *, days: int = 7, reason: str = "les congés", actor=None) -> Election:
    return actions.pause_election(scene.election, days=days, reason=reason, actor=actor or scene.ines)


def end_of(scene: ElectionScene) -> datetime:
    scene.election.refresh_from_db()
    end = scene.election.stage_ends_at
    assert end is not None
    return end


def test_its_end_is_put_off_once_and_why_is_said(scene):
    before = end_of(scene)
    with telling(MORNING + DAY):
        with refused("days"):
            pause(scene, days=15)
        with refused("reason"):
            pause(scene, reason=" ")
        with refused("proposals.election_pause"):
            pause(scene, actor=scene.malo)
        assert not ElectionPause.objects.exists()
        pause(scene)
        assert end_of(scene) == before + 7 * DAY
        with refused("twice"):
            pause(scene, days=2)
    journaled = body("election.paused")
    assert journaled["election"] == scene.election.pk
    assert datetime.fromisoformat(journaled["ends_at"]) == before + 7 * DAY


def test_the_clock_moves_it_on_once_the_time_that_was_left_is_over(scene):
    scene.names("malo", "rose")
    before = end_of(scene)
    with telling(MORNING + DAY):
        pause(scene)
    with telling(before + 7 * DAY - timedelta(minutes=1)):
        due.move_elections_on()
        assert scene.state == S.NOMINATIONS
    with telling(before + 7 * DAY):
        due.move_elections_on()
        assert scene.state == S.OPENING


def test_what_is_asked_is_answered_meanwhile_and_going_on_ends_the_pause(scene):
    with telling(MORNING + DAY):
        pause(scene)
        scene.all_name()
        assert scene.state == S.OPENING
        assert ElectionPause.objects.get().ended_at == MORNING + DAY
        assert end_of(scene) < MORNING + 7 * DAY
        with refused("twice"):
            pause(scene)


def test_a_pause_ended_early_brings_the_end_nearer_and_tells_those_who_owe_an_answer(scene):
    before = end_of(scene)
    with telling(MORNING + DAY):
        scene.names("malo", "rose")
        pause(scene)
    with telling(MORNING + 3 * DAY):
        with refused("proposals.election_end_pause"):
            actions.end_election_pause(scene.election, actor=scene.malo)
        actions.end_election_pause(scene.election, actor=scene.ines)
        actions.end_election_pause(scene.election, actor=scene.ines)
        assert end_of(scene) == before + 2 * DAY
    assert verbs().count("election.pause_ended") == 1
    assert asked_by_letter("nomination", "resumed") == ["Inès", "Paul", "Rose", "Zoé"]


def test_a_stage_without_an_end_online_is_not_paused(scene, evening):
    with telling(end_of(scene)), refused("over"):
        pause(scene)
    with telling(MORNING + DAY):
        pause(scene)
        actions.put_election_to_meeting(scene.election, occasion=evening, actor=scene.ines)
        assert ElectionPause.objects.get().ended_at is not None
        ElectionPause.objects.all().delete()
        with refused("timeboxed"):
            pause(scene)
        Election.objects.filter(pk=scene.election.pk).update(stage_ends_at=None, is_timeboxed=False, occasion="")
        with refused("untimed"):
            pause(scene)


def test_who_was_reminded_of_the_former_end_is_reminded_of_the_new_one(scene):
    with telling(end_of(scene) - timedelta(hours=20)):
        due.remind_in_elections()
        pause(scene)
        due.remind_in_elections()
    assert asked_by_letter("nomination", "reminder") == ["Inès", "Malo", "Paul", "Rose", "Zoé"]
    with telling(end_of(scene) - timedelta(hours=20)):
        due.remind_in_elections()
        due.remind_in_elections()
    assert asked_by_letter("nomination", "reminder") == sorted(["Inès", "Malo", "Paul", "Rose", "Zoé"] * 2)


def test_its_page_its_letter_and_the_page_behind_its_link_say_who_paused_it_until_when_and_why(client, scene):
    def plain(text: str) -> str:
        return " ".join(text.replace("\xa0", " ").split())

    with telling(MORNING):
        pause(scene)
    with telling(MORNING + DAY):
        words = plain(pause_in_words(ElectionPause.objects.get()))
        assert words.startswith("Inès l’a mise en pause : elle reprend le mardi 8 décembre")
        assert words.endswith("« les congés »")
        client.force_login(scene.malo)
        assert words in plain(client.get(scene.election.get_absolute_url()).content.decode())
        client.logout()
        letter = letter_to(scene.malo)
        assert words in plain(letter.text)
        assert words in plain(client.get(address_in(letter)).content.decode())
    with telling(MORNING + 7 * DAY):
        assert pause_in_words(ElectionPause.objects.get()) == ""


def test_whoever_facilitates_pauses_it_on_its_page_and_goes_on(client, scene):
    def links(name: str) -> str:
        client.force_login(getattr(scene, name))
        return client.get(scene.election.get_absolute_url()).content.decode()

    page, ending = (reverse(f"proposals:election-pause{end}", args=[scene.election.pk]) for end in ("", "-ending"))
    with telling(MORNING + DAY):
        assert f'{page}"' not in links("malo")
        assert f'{page}"' in links("ines")
        client.post(page, {"days": 7, "reason": "les congés"})
        assert ElectionPause.objects.get().reason == "les congés"
        assert (f'{page}"' in links("ines"), ending in links("ines")) == (False, True)
        client.post(ending)
        assert (f'{page}"' in links("ines"), ending in links("ines")) == (False, False)


def test_the_api_pauses_it_and_says_until_when(scene):
    api = APIClient()
    api.force_authenticate(scene.ines)

    def does(name: str, **data) -> dict:
        return api.post(reverse(f"api-election-{name}", args=[scene.election.pk]), data, format="json").json()

    with telling(MORNING):
        until = parse_datetime(does("pause", days=7, reason="les congés")["paused_until"])
        assert until == MORNING + 7 * DAY
        assert does("pause-ending")["paused_until"] is None
