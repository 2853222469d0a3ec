"""An election without candidate in a meeting: some in the room, some by their phone, one without any."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from assembly.actions import (
    add_item,
    advance,
    arrive,
    bring_election,
    close_meeting,
    start_item_election,
)
from assembly.models import AgendaItem
from assembly.presenters.act_bar import act_bar
from assembly.presenters.conduct_step import conduct_step, step_of
from assembly.presenters.meeting import MeetingSheet
from assembly.presenters.own_part import own_part
from assembly.queries.record import MeetingRecord
from commissions.models import Mandate
from journal.clock import now
from members.models import Member
from proposals import actions, due
from proposals.models import Decision, Election
from tests.conftest import person
from tests.refusals import refused

ROLE = {"title": "Trésorerie", "mission": "Tenir les comptes.", "until": date(2035, 12, 31), "role": "elected"}


@pytest.fixture
def item(evening, ines, malo, rose) -> AgendaItem:
    """Under way; Inès, Malo and Rose are there."""
    for member in (malo, rose):
        arrive(evening, member=member, actor=member)
    item = add_item(evening, title="Trésorerie", kind="election", actor=ines)
    advance(evening, expected=None, to=item, actor=ines)
    return AgendaItem.objects.select_related("meeting__circle").get(pk=item.pk)


@pytest.fixture
def election(item, ines) -> Election:
    start_item_election(item, actor=ines, **ROLE)
    return Election.objects.get()


def bar(meeting, member: Member, viewers: str = "member"):
    sheet = MeetingSheet.of(meeting.pk)
    return act_bar(sheet, viewers, own_part(sheet, viewers, member))


def step(meeting) -> tuple[str, str]:
    sheet = MeetingSheet.of(meeting.pk)
    name = step_of(sheet)
    shown = conduct_step(sheet, name)
    return name, str(shown.button.label) if shown.button else shown.waits_for


def test_it_is_started_from_the_item_and_gives_what_it_says(client, item, ines, ca):
    client.force_login(ines)
    address = reverse("assembly:item-election", args=[item.pk])
    assert f'href="{address}"' in client.get(item.meeting.get_absolute_url()).content.decode()
    page = client.get(address).content.decode()
    assert 'value="Trésorerie"' in page
    data = {**ROLE, "until": "2035-12-31", "place": "ca", "facilitator": ines.pk}
    answer = client.post(address, data)
    assert answer.status_code == 303
    election = Election.objects.get()
    item.refresh_from_db()
    assert (item.election, item.change, election.occasion) == (election, election.change, item.meeting.topic)
    assert election.is_timeboxed


def test_one_that_is_under_way_online_goes_on_in_the_meeting(client, item, ines, malo, ca):
    election = actions.start_election(ca, actor=malo, **ROLE)
    actions.next_election_stage(election, actor=malo)
    client.force_login(ines)
    client.post(reverse("assembly:item-election", args=[item.pk]), {"election": election.pk})
    election.refresh_from_db()
    assert (election.occasion, election.state, election.is_timeboxed) == (item.meeting.topic, "nominations", True)


def test_what_an_item_takes(item, election, ines, omar, vie_quotidienne):
    elsewhere = actions.start_election(vie_quotidienne, actor=omar, **ROLE)
    with refused("taken"):
        bring_election(item, election=elsewhere, actor=ines)
    other = add_item(item.meeting, title="Autre", kind="discussion", actor=ines)
    with refused("kind"):
        bring_election(other, election=elsewhere, actor=ines)
    another = add_item(item.meeting, title="Encore", kind="election", actor=ines)
    with refused("elsewhere"):
        bring_election(another, election=elsewhere, actor=ines)


def test_the_step_and_the_bar_follow_its_stages(item, election, ines, malo, rose):
    meeting = item.meeting
    assert step(meeting) == ("decide", "Ouvrir les nominations")
    actions.next_election_stage(election, actor=ines)
    assert bar(meeting, malo).name == "nominate"
    for member in (ines, malo, rose):
        actions.nominate(election, nominee=rose, reason="elle sait", actor=member)
    assert step(meeting) == ("decide", "Passer aux changements")
    for _ in range(2):
        actions.next_election_stage(election, actor=ines)
    assert step(meeting) == ("decide", "Proposer une personne")
    candidacy = actions.propose_person(election, person=rose, argument="les raisons", actor=ines)
    assert bar(meeting, malo).name == "position"
    assert step(meeting) == ("decide", "Clore et montrer les réponses")
    for member in (ines, malo):
        actions.answer_candidacy(candidacy, kind="consent", actor=member)
    assert bar(meeting, rose).name == "accept"
    actions.accept_candidacy(candidacy, actor=rose)
    assert step(meeting)[0] != "decide"


def test_somebody_without_a_phone_is_noted_by_one_and_confirmed_by_another(item, election, ines, malo, rose):
    actions.next_election_stage(election, actor=ines)
    note = actions.note_nomination(election, member=malo, nominee=rose, reason="elle sait", actor=ines)
    assert note.waits
    for member in (ines, rose):
        actions.nominate(election, nominee=malo, reason="il sait", actor=member)
    election.refresh_from_db()
    assert election.state == "nominations"
    with refused("proposals.confirm_in_election"):
        actions.confirm_nomination(note, actor=ines)
    actions.confirm_nomination(note, actor=rose)
    election.refresh_from_db()
    assert election.state == "opening"


def test_a_note_is_of_somebody_who_is_there_and_has_not_answered(item, election, ines, malo, rose, ca):
    actions.next_election_stage(election, actor=ines)
    with refused("own"):
        actions.note_nomination(election, member=ines, nominee=rose, reason="elle sait", actor=ines)
    actions.nominate(election, nominee=rose, reason="elle sait", actor=malo)
    with refused("answered"):
        actions.note_nomination(election, member=malo, nominee=rose, reason="elle sait", actor=ines)
    with refused("proposals.note_in_election"):
        actions.note_nomination(election, member=rose, nominee=malo, reason="il sait", actor=person("Léo", ca))


def test_the_decision_stands_in_the_minutes_and_the_mandate_after_the_meeting(item, election, ines, malo, rose):
    actions.next_election_stage(election, actor=ines)
    for member in (ines, malo, rose):
        actions.nominate(election, nominee=rose, reason="elle sait", actor=member)
    for _ in range(2):
        actions.next_election_stage(election, actor=ines)
    candidacy = actions.propose_person(election, person=rose, argument="les raisons", actor=ines)
    for member in (ines, malo):
        actions.answer_candidacy(candidacy, kind="consent", actor=member)
    actions.accept_candidacy(candidacy, actor=rose)
    decision = Decision.objects.get()
    assert decision.occasion == item.meeting.topic
    record = MeetingRecord.of(item.meeting.pk)
    assert [record.decisions_of(line) for line in record.lines if line.item == item] == [[decision]]
    due.conclude_elections()
    assert not Mandate.objects.filter(ground=election.topic).exists()
    close_meeting(item.meeting, actor=ines)
    due.conclude_elections()
    assert Mandate.objects.get(ground=election.topic).member == rose


def test_what_a_meeting_left_under_way_goes_on_online(item, election, ines, malo, rose, ca, clock):
    ca.online_article = "statuts, art. 9"
    ca.save(update_fields=["online_article"])
    actions.next_election_stage(election, actor=ines)
    close_meeting(item.meeting, actor=ines)
    clock.shift(3600)
    due.move_elections_on()
    election.refresh_from_db()
    assert (election.state, election.is_timeboxed) == ("nominations", False)
    assert timedelta(days=5) <= election.stage_ends_at - now() < timedelta(days=5, hours=1)
