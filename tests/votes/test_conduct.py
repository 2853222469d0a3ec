"""The buttons of whoever conducts a vote held online, or prepared its question."""

from datetime import timedelta

import pytest
from django.utils import timezone

from journal import phrases
from tests.votes.conftest import spaced, verbs
from tests.votes.test_ballots import time_passes
from votes.actions import open_consultation, plan_consultation
from votes.counting.majority import MajorityRules
from votes.models import Ballot, Consultation
from votes.questions import QuestionSpec


@pytest.fixture
def planned(ca, ines, malo) -> Consultation:
    ends = timezone.now() + timedelta(days=7)
    return plan_consultation(QuestionSpec("Où ?", MajorityRules(), closes_at=ends), host=ca.topic, actor=malo)


@pytest.fixture
def online(planned, malo) -> Ballot:
    return open_consultation(planned, actor=malo)


@pytest.fixture
def press(client, malo):
    """Malo presses a button; the script hears JSON."""
    client.force_login(malo)
    return lambda address, **said: client.post(address, said, headers={"X-Act": "1"})


def test_the_author_opens_the_vote(press, planned, client):
    answer = press(f"/consultations/{planned.pk}/opening/")
    ballot = Ballot.objects.get()
    assert answer.json() == {"done": True, "message": "Le scrutin est ouvert.", "to": f"/ballots/{ballot.pk}/"}
    assert client.get(f"/consultations/{planned.pk}/").headers["Location"] == f"/ballots/{ballot.pk}/"
    assert phrases.names_of([planned.topic])[planned.topic].name == "Où ?"


def test_a_draft_is_dropped_however_often_the_button_is_pressed(press, planned):
    for _again in range(2):
        assert press(f"/consultations/{planned.pk}/dropping/").json()["to"] == "/consultations/"
    assert not Consultation.objects.exists()


def test_more_time_is_told_as_people_say_it(press, online):
    until = timezone.localtime(online.closes_at).replace(hour=20, minute=30, second=0) + timedelta(days=1)
    answer = press(f"/ballots/{online.pk}/extension/", closes_at=until.strftime("%Y-%m-%dT%H:%M"))

    assert spaced(answer.json()["message"]).startswith("Le scrutin dure jusqu’à 20 h 30")
    online.refresh_from_db()
    assert timezone.localtime(online.closes_at).strftime("%H:%M") == "20:30"


def test_without_a_time_it_says_what_to_choose(press, online):
    answer = press(f"/ballots/{online.pk}/extension/", closes_at="demain")
    assert (answer.status_code, "ballot.extended" in verbs()) == (422, False)


def test_it_closes_at_its_time_and_not_before(press, online):
    assert press(f"/ballots/{online.pk}/closing/").status_code == 422
    time_passes(online)
    assert spaced(press(f"/ballots/{online.pk}/closing/").json()["message"]) == "Le scrutin est fermé, et compté."


def test_a_vote_of_a_meeting_is_closed_there(press, ballot, ines, client):
    client.force_login(ines)
    answer = press(f"/ballots/{ballot.pk}/closing/")
    assert (answer.status_code, spaced(answer.json()["message"])) == (
        422,
        "Ce scrutin est celui d’une réunion : fermez-le depuis la page de la réunion.",
    )
    assert Ballot.objects.get().closed_at is None
