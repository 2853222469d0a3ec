"""Presumed consent: by the circle's rules, after a reminder, and shown apart everywhere. And a quorum of none."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commissions.models import Circle
from commissions.sentences import rules_in_words
from journal.clock import now, telling
from members.panels import waiting_for
from proposals.due import remind_all_silent
from proposals.models import Decision, Round
from proposals.presenters.rounds import ShownRound
from proposals.process import State
from proposals.queries import rounds_of
from proposals.traces import answers_of
from tests.proposals.told import body, verbs


@pytest.fixture
def presuming(scene):
    """A circle that presumes consent, and asks for no minimum; Malo and Inès consent, the others are silent."""
    Circle.objects.update(presumes_consent=True, consent_quorum=None)
    scene.circle.refresh_from_db()
    scene.proposal.refresh_from_db()
    scene.bring_to(State.OBJECTIONS)
    return scene


def remind(scene):
    with telling(now() + timedelta(days=4, hours=1)):
        remind_all_silent()
        remind_all_silent()
    return scene.round


def test_no_minimum_asks_for_none(scene):
    Circle.objects.update(consent_quorum=None)
    scene.proposal.refresh_from_db()
    scene.bring_to(State.OBJECTIONS)
    assert scene.round.quorum == 0
    scene.answers("rose", "consent")
    scene.let_time_pass()
    assert scene.state == State.ADOPTED


def test_without_a_minimum_somebody_else_than_its_author_consents_all_the_same(scene):
    Circle.objects.update(consent_quorum=None)
    scene.proposal.refresh_from_db()
    scene.bring_to(State.OBJECTIONS)
    scene.answers("malo", "consent")
    scene.let_time_pass()
    assert scene.state == State.OBJECTIONS


def test_silence_is_presumed_once_a_reminder_was_sent(presuming):
    presuming.answers("malo", "consent")
    assert remind(presuming).reminded_at is not None
    assert verbs().count("round.reminded") == 1
    presuming.let_time_pass()
    assert presuming.state == State.ADOPTED
    assert body("round.closed")["presumed"] == 4
    assert "consentements présumés 4" in Decision.objects.get().result


def test_without_a_reminder_silence_is_nothing(presuming):
    presuming.answers("malo", "consent")
    presuming.let_time_pass()
    assert (presuming.state, body("round.extended")["answered"]) == (State.OBJECTIONS, 1)


def test_it_is_shown_apart_in_words_and_in_the_minutes(presuming):
    presuming.answers("malo", "consent")
    remind(presuming)
    assert "presumed" not in [seat.kind for seat in rounds_of(presuming.proposal)[0].seats]
    presuming.let_time_pass()
    view = rounds_of(presuming.proposal)[0]
    assert [seat.kind for seat in view.seats] == ["presumed", "consent", "presumed", "presumed", "presumed"]
    assert ("consentement présumé", "Inès, Paul, Rose, Zoé") in [
        (label, str(names)) for label, names in answers_of(view)
    ]
    assert [answer.words for answer in ShownRound(view).answers].count("consentement présumé") == 4


def test_files_tell_presumed_consents_apart(presuming, client):
    presuming.answers("malo", "consent")
    remind(presuming)
    presuming.let_time_pass()
    client.force_login(presuming.paul)
    number, proposal = Decision.objects.get().number, presuming.proposal.pk

    data = client.get(reverse("proposals:decision-json", args=[number])).json()
    answers = {one["position"]: one["names"] for one in data["answers"]}
    assert answers == {"consentement": "Malo", "consentement présumé": "Inès, Paul, Rose, Zoé"}
    assert "consentements présumés 4" in data["result"]
    told = client.get(reverse("proposals:decision-md", args=[number])).content.decode().replace("\u00a0", " ")
    assert "- consentement : Malo\n- consentement présumé : Inès, Paul, Rose, Zoé\n" in told
    history = client.get(reverse("proposals:proposal-json", args=[proposal])).json()
    assert history["rounds"][0]["answers"] == data["answers"]


def test_presumed_consents_count_for_no_quorum(presuming):
    Circle.objects.update(consent_quorum="1/2")
    Round.objects.update(quorum=3)
    presuming.answers("malo", "consent")
    remind(presuming)
    presuming.let_time_pass()
    assert presuming.state == State.OBJECTIONS


def test_an_objection_stands_whatever_is_presumed(presuming):
    presuming.answers("rose", "objection")
    remind(presuming)
    presuming.let_time_pass()
    assert presuming.state == State.EXAMINATION


def test_what_silence_means_is_said_where_one_is_asked(presuming):
    (waiting,) = waiting_for(presuming.zoe)
    assert waiting.title.startswith("Donner votre position, ou votre silence vaut consentement présumé")
    assert "présumé" in ShownRound(rounds_of(presuming.proposal)[0]).quorum
    assert any("silence" in sentence or "présumé" in sentence for sentence in rules_in_words(presuming.circle))


def test_nobody_is_reminded_where_silence_is_nothing(scene):
    scene.bring_to(State.OBJECTIONS)
    assert remind(scene).reminded_at is None
