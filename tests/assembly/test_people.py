"""Looking for somebody: three letters, then their arrival, or their hand, is noted for them."""

import pytest
from django.urls import reverse

from assembly.actions import arrive, depart, lower_hand, name_roles, open_meeting, raise_hand
from assembly.models import Meeting
from assembly.presenters.meeting import MeetingSheet
from assembly.presenters.people import MOST_FOUND, PeoplePurpose, has_name, search_people
from assembly.presenters.roll import LONGEST_LIST, RollPlace, groups_of
from commissions.models import Circle
from members.models import Member
from tests.conftest import person
from tests.refusals import refused


def names_found(meeting: Meeting, query: str, actor: Member, purpose: PeoplePurpose = PeoplePurpose.PRESENCE) -> list:
    search = search_people(MeetingSheet.of(meeting.pk), query=query, purpose=purpose, actor=actor)
    return [found.member.name for found in search.people]


@pytest.fixture
def many(ca: Circle, meeting: Meeting) -> list[Member]:
    """A board too long for a line each."""
    return [person(f"Conseil {number:02}", ca) for number in range(1, LONGEST_LIST + 1)]


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("ele", True),
        ("Élé", True),
        ("fau", True),
        ("e fau", True),
        ("marie", True),
        ("leo", False),
        ("faur rose", False),
    ],
)
def test_a_name_is_found_by_the_first_letters_of_its_words_whatever_the_accents(query, is_found):
    assert has_name("Éléonore-Marie Faure", query) is is_found


def test_whoever_keeps_the_door_finds_somebody_and_notes_their_arrival(evening, client, ines, malo):
    client.force_login(ines)
    page = client.get(reverse("assembly:people", args=[evening.pk]), {"q": "mal"}).content.decode()
    assert reverse("assembly:arrivals", args=[evening.pk]) in page

    sent = client.post(
        reverse("assembly:arrivals", args=[evening.pk]),
        {"member": malo.pk},
        headers={"Referer": "http://testserver/x/"},
    )

    assert sent["Location"] == "http://testserver/x/"
    assert [noted.member for noted in MeetingSheet.of(evening.pk).unconfirmed] == [malo]


def test_a_slip_is_undone_by_the_button_that_takes_its_place(evening, client, ines, malo):
    arrive(evening, member=malo, actor=ines)
    client.force_login(ines)
    page = client.get(reverse("assembly:people", args=[evening.pk]), {"q": "mal"}).content.decode()
    assert reverse("assembly:departures", args=[evening.pk]) in page

    depart(evening, member=malo, actor=ines)

    assert MeetingSheet.of(evening.pk).unconfirmed == []


def test_who_keeps_no_door_finds_people_and_has_no_button(evening, client, malo, omar):
    for member in (malo, omar):
        client.force_login(member)
        page = client.get(reverse("assembly:people", args=[evening.pk]), {"q": "ros"}).content.decode()
        assert "Rose" in page
        assert reverse("assembly:arrivals", args=[evening.pk]) not in page


def test_a_script_reads_the_results_alone(evening, client, ines):
    client.force_login(ines)
    url = reverse("assembly:people", args=[evening.pk])
    part = client.get(url, {"q": "mal"}, headers={"X-Live": "1"}).content.decode()
    assert "<html" not in part
    assert "Malo" in part


def test_enter_notes_the_first_who_is_not_there_yet(evening, ca, ines):
    first, second = person("Zoé Adam", ca), person("Zoé Brun", ca)
    for member in (first, second):
        arrive(evening, member=member, actor=member)
        search = search_people(MeetingSheet.of(evening.pk), query="zoe", purpose=PeoplePurpose.PRESENCE, actor=ines)
        assert [found.member for found in search.people if found.is_next] == [second][: member == first]


def test_at_most_a_few_are_shown_and_it_is_said_that_there_are_more(evening, ca, ines):
    for number in range(MOST_FOUND + 2):
        arrive(evening, member=person(f"Zoé {number}", ca), actor=ines)
    search = search_people(MeetingSheet.of(evening.pk), query="zo", purpose=PeoplePurpose.PRESENCE, actor=ines)
    assert (len(search.people), search.count) == (MOST_FOUND, MOST_FOUND + 2)
    assert str(MOST_FOUND + 2) in search.hint


def test_who_joined_since_the_roll_was_made_is_found(evening, ca, ines):
    person("Yaël", ca)
    assert names_found(evening, "yae", ines) == ["Yaël"]


def test_a_long_roll_is_searched_and_folded(many, meeting, client, ines, malo):
    open_meeting(meeting, actor=ines)
    arrive(meeting, member=malo, actor=malo)
    client.force_login(ines)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert page.count(f'formaction="{reverse("assembly:arrivals", args=[meeting.pk])}"') == 0
    assert f'action="{reverse("assembly:people", args=[meeting.pk])}"' in page
    groups = groups_of(MeetingSheet.of(meeting.pk).places, is_open=True)
    assert [(group.key, group.label) for group in groups] == [("present", "2 présent·es"), ("absent", "21 absent·es")]


def test_before_a_meeting_opens_a_long_roll_says_who_comes(omar, noe, lise):
    places = [RollPlace(omar, is_coming=True), RollPlace(noe, is_coming=False), RollPlace(lise)]
    groups = groups_of(places, is_open=False)
    assert [f"{group.key}: {group.names}" for group in groups] == ["coming: Omar", "not_coming: Noé", "silent: Lise"]


# Raised hands


def test_whoever_holds_a_role_raises_the_hand_of_somebody_without_a_phone(evening, ca, ines, malo, rose):
    paul = person("Paul", ca)
    arrive(evening, member=paul, actor=ines)  # noted, and not confirmed: no right rests on a raised hand
    hand = raise_hand(evening, kind="clarify", member=paul, actor=rose)
    assert (hand.member, hand.kind, hand.lowered_at) == (paul, "clarify", None)

    lower_hand(evening, member=paul, actor=malo)
    assert not evening.hands.filter(lowered_at=None).exists()


def test_who_is_not_marked_present_is_not_put_in_the_queue(evening, ines, malo):
    with refused("absent"):
        raise_hand(evening, kind="speak", member=malo, actor=ines)


def test_who_holds_no_role_raises_and_lowers_their_own_hand_alone(evening, ca, ines, malo):
    noor = person("Noor", ca)
    arrive(evening, member=malo, actor=malo)
    raise_hand(evening, kind="speak", actor=malo)
    with refused("assembly.note_for_others"):
        raise_hand(evening, kind="speak", member=malo, actor=noor)
    with refused("assembly.note_for_others"):
        lower_hand(evening, member=malo, actor=noor)
    name_roles(evening, roles={"timekeeper": noor}, actor=ines)
    lower_hand(evening, member=malo, actor=noor)
    assert not evening.hands.filter(lowered_at=None).exists()


def test_the_queue_takes_those_who_are_there_by_a_search(evening, client, ines, malo, rose):
    arrive(evening, member=malo, actor=malo)
    assert names_found(evening, "mal", ines, PeoplePurpose.HAND) == ["Malo"]
    assert names_found(evening, "ros", ines, PeoplePurpose.HAND) == []

    client.force_login(ines)
    page = client.get(reverse("assembly:people", args=[evening.pk]), {"q": "mal", "for": "hand"}).content.decode()
    url = f"{reverse('assembly:hands', args=[evening.pk])}?member={malo.pk}"
    assert url in page
    client.post(url, {"kind": "process"})

    assert [(hand.member, hand.kind) for hand in evening.hands.all()] == [(malo, "process")]
