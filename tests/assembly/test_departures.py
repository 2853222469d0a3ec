"""Departures that somebody else notes: told to the person, who stays until it is confirmed, and told in the minutes.

Inès facilitates; Rose presides and Malo is secretary, so that both hold a role.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assembly.actions import (
    advance,
    arrive,
    close_meeting,
    confirm_departures,
    depart,
    name_roles,
    open_meeting,
    raise_hand,
    take_over,
)
from assembly.handover import conductor_of, is_gone
from assembly.models import Meeting, MeetingRole
from assembly.panels import waiting_for
from assembly.presenters.meeting import MeetingSheet
from assembly.queries.minutes import Minutes
from assembly.signed_text import to_data, to_markdown
from commissions.models import Circle, Mandate
from journal.clock import now
from members.combined_reads import fetch
from members.models import Member, Membership
from tests.assembly.conftest import EVENING, HARD_END, later
from tests.conftest import person
from tests.refusals import refused


@pytest.fixture
def room(evening, malo, rose) -> Meeting:
    """All three are there."""
    for member in (malo, rose):
        arrive(evening, member=member, actor=member)
    return evening


def present(meeting: Meeting) -> int:
    return MeetingSheet.of(meeting.pk).quorum.present


def read(client, member, name: str, meeting: Meeting) -> str:
    client.force_login(member)
    return client.get(reverse(f"assembly:{name}", args=[meeting.pk])).content.decode().replace("\u00a0", " ")


def test_the_person_is_told_on_their_pages_and_stays(room, client, ines, malo):
    depart(room, member=malo, actor=ines)
    page = read(client, malo, "meeting", room)
    assert "Inès a noté que vous êtes parti·e à 18 h 30" in page
    assert "Je suis toujours là" in page
    assert "Confirmer mon départ" in page
    assert [thing.url for thing in fetch(waiting_for(malo))] == [room.get_absolute_url()]
    assert "a noté que vous êtes parti·e" not in read(client, ines, "meeting", room)
    assert "départ noté par Inès, à confirmer" in read(client, ines, "meeting", room)

    client.force_login(malo)
    client.post(reverse("assembly:arrivals", args=[room.pk]))
    assert (present(room), fetch(waiting_for(malo))) == (3, [])
    assert "a noté que vous êtes parti·e" not in read(client, malo, "meeting", room)


def test_the_person_says_that_they_left(room, client, ines, malo):
    depart(room, member=malo, actor=ines)
    client.force_login(malo)
    client.post(reverse("assembly:departures", args=[room.pk]))
    assert (present(room), fetch(waiting_for(malo))) == (2, [])


def test_whoever_conducts_is_answered_what_becomes_of_it(room, client, ines, malo):
    client.force_login(ines)
    answer = client.post(
        reverse("assembly:departures", args=[room.pk]), {"member": malo.pk}, headers={"x-act": "1"}
    ).json()
    assert "Malo compte comme présent·e tant que cette personne" in answer["message"]


def test_a_second_holder_of_a_role_confirms_and_then_the_hand_is_lowered(room, client, ines, malo, rose):
    advance(room, expected=None, actor=ines)
    raise_hand(room, kind="speak", actor=malo)
    depart(room, member=malo, actor=ines)
    assert room.hands.filter(lowered_at=None).count() == 1

    page = read(client, rose, "mine", room)
    assert "Un départ à confirmer" in page
    assert "Un départ à confirmer" not in read(client, ines, "mine", room)
    client.force_login(rose)
    client.post(reverse("assembly:departures-confirmation", args=[room.pk]), {"member": [malo.pk]})
    assert (present(room), room.hands.filter(lowered_at=None).count()) == (2, 0)


def test_nobody_confirms_alone_nor_without_a_role(room, ca, ines, malo):
    noor = person("Noor", ca)
    depart(room, member=malo, actor=ines)
    with refused("same_person"):
        confirm_departures(room, members=[malo], actor=ines)
    with refused("assembly.vouch"):
        confirm_departures(room, members=[malo], actor=noor)
    assert present(room) == 3


def test_over_the_api_too(room, client, ines, malo, rose):
    client.force_login(ines)
    answer = client.post(
        reverse("api-meeting-departures", args=[room.pk]), {"member": malo.pk}, content_type="application/json"
    )
    (line,) = [one for one in answer.json() if one["member"]["name"] == "Malo"]
    assert (line["left_at"], line["departure_noted_by"]["name"]) == (None, "Inès")
    client.force_login(rose)
    address = reverse("api-meeting-departures-confirmation", args=[room.pk])
    answer = client.post(address, {"members": [malo.pk]}, content_type="application/json")
    (line,) = [one for one in answer.json() if one["member"]["name"] == "Malo"]
    assert (line["left_at"], line["left_by"]["name"]) == (line["departure_noted_at"], "Rose")


def test_two_others_do_not_unseat_whoever_conducts_at_once(clock, db, client):
    """The door notes that Chris left, Tess confirms it: he has two minutes to say that he is there, told everywhere."""
    assembly = Circle.objects.create(kind=Circle.Kind.ASSEMBLY, name="AG", slug="ag")
    chris, dora, tess = people = [person(name) for name in ("Chris", "Dora", "Tess")]
    Membership.objects.bulk_create(Membership(member=one, year=2026, paid_on=EVENING.date()) for one in people)
    meeting = Meeting.objects.create(circle=assembly, title="AG", starts_at=EVENING, ends_at=HARD_END, created_by=chris)
    MeetingRole.objects.create(meeting=meeting, role="facilitator", member=chris)
    name_roles(meeting, roles={"door": dora, "teller": tess}, actor=chris)
    meeting = open_meeting(meeting, actor=chris)
    arrive(meeting, member=tess, actor=tess)
    client.force_login(chris)

    def is_told() -> bool:
        return "Quelqu’un a noté votre départ" in client.get("/me/").content.decode()

    assert not is_told()
    depart(meeting, member=chris, actor=dora)
    assert is_told()
    later(clock, minutes=1)
    assert not is_gone(meeting, now())
    later(clock, minutes=2)
    assert not is_gone(meeting, now())  # nobody has confirmed it
    arrive(meeting, member=chris, actor=chris)
    assert not is_told()
    depart(meeting, member=chris, actor=dora)
    confirm_departures(meeting, members=[chris], actor=tess)
    assert is_told()
    assert not is_gone(meeting, now())
    later(clock, minutes=2)
    take_over(meeting, actor=tess)
    assert conductor_of(meeting) == tess


def test_the_minutes_say_who_noted_it_who_confirmed_it_and_what_nobody_did(room, clock, ines, malo, rose):
    later(clock, minutes=30)
    for member in (malo, rose):
        depart(room, member=member, actor=ines)
    later(clock, minutes=30)
    confirm_departures(room, members=[malo], actor=rose)
    close_meeting(room, actor=ines)

    minutes = Minutes(room, may_read_closed=True)
    text = to_markdown(minutes).replace("\u00a0", " ")
    assert "- Malo : de 18 h 30 à 19 h (départ noté par Inès, confirmé par Rose)" in text
    assert "- Rose : de 18 h 30 à la fin (départ noté par Inès à 19 h, non confirmé)" in text
    told = {line["name"]: line["present"][0] for line in to_data(minutes)["attendance"]}
    assert (told["Malo"]["departure_confirmed_by"], told["Rose"]["departure_confirmed_by"]) == ("Rose", None)
    assert told["Malo"]["to"] == told["Malo"]["departure_noted_at"]


@pytest.mark.parametrize("name", ["meeting", "mine"])
def test_the_page_asks_as_much_for_one_departure_to_confirm_as_for_twenty(name, room, client, ca, ines, rose):
    client.force_login(rose)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(f"assembly:{name}", args=[room.pk])).status_code == 200
        return len(asked)

    def go(number: int) -> None:
        member: Member = Member.objects.create_user(f"c{number}@example.org", name=f"Conseil {number}")
        Mandate.objects.create(member=member, circle=ca, since=EVENING.date())
        room.gathering.electors.add(member)
        arrive(room, member=member, actor=member)
        depart(room, member=member, actor=ines)

    go(0)
    questions()
    one = questions()
    for number in range(1, 20):
        go(number)
    assert questions() == one
