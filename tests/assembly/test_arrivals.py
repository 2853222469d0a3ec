"""Arrivals that somebody else notes: told to the person, confirmed by a second, kept apart in the minutes.

Inès facilitates; Rose presides and Malo is secretary, so that both hold a role. Omar sits in no circle here.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assembly.actions import arrive, close_meeting, confirm_arrivals, depart, name_roles, open_meeting, plan_meeting
from assembly.models import Meeting, MeetingRole
from assembly.panels import waiting_for
from assembly.presenters.meeting import MeetingSheet
from assembly.queries.minutes import Minutes
from assembly.signed_text import to_data, to_markdown
from commissions.models import Circle, Mandate
from members.combined_reads import fetch
from members.models import Member, Membership
from realtime.pages import live_pages
from tests.assembly.conftest import EVENING, HARD_END
from tests.conftest import person
from tests.refusals import refused
from votes.actions.proxies import enter_paper_proxy


def present(meeting: Meeting) -> int:
    return MeetingSheet.of(meeting.pk).quorum.present


def read(client, member, name: str, meeting: Meeting) -> str:
    client.force_login(member)
    return client.get(reverse(f"assembly:{name}", args=[meeting.pk])).content.decode().replace("\u00a0", " ")


def test_one_person_alone_fills_no_room(evening, ines, malo, rose):
    for member in (malo, rose):
        arrive(evening, member=member, actor=ines)
    with refused("same_person"):
        confirm_arrivals(evening, members=[malo, rose], actor=ines)
    assert present(evening) == 1


def test_a_second_holder_of_a_role_confirms(evening, ines, malo, rose, recorded):
    arrive(evening, member=malo, actor=ines)
    recorded()
    confirm_arrivals(evening, members=[malo], actor=rose)
    assert (present(evening), recorded()) == (2, ["presence.confirmed"])


def test_nobody_without_a_role_confirms(evening, ca, ines, rose, omar):
    noor = person("Noor", ca)
    arrive(evening, member=rose, actor=ines)
    for member in (noor, omar):
        with refused("assembly.vouch"):
            confirm_arrivals(evening, members=[rose], actor=member)


def test_the_person_is_told_on_their_pages_and_answers(evening, client, ines, malo):
    arrive(evening, member=malo, actor=ines)
    page = read(client, malo, "meeting", evening)
    assert "Inès a noté que vous êtes là" in page
    assert [thing.url for thing in fetch(waiting_for(malo))] == [evening.get_absolute_url()]
    assert "Inès a noté" not in read(client, ines, "meeting", evening)

    client.force_login(malo)
    client.post(reverse("assembly:arrivals", args=[evening.pk]))
    assert present(evening) == 2
    assert fetch(waiting_for(malo)) == []


def test_the_person_says_that_they_are_not_there(evening, ines, malo, recorded):
    arrive(evening, member=malo, actor=ines)
    recorded()
    depart(evening, member=malo, actor=malo)
    assert (recorded(), present(evening), MeetingSheet.of(evening.pk).unconfirmed) == (["presence.denied"], 1, [])


def test_who_holds_a_role_is_shown_what_waits_and_confirms_those_whom_they_see(evening, client, ines, malo, rose):
    for member in (malo, rose):
        arrive(evening, member=member, actor=ines)
    page = read(client, rose, "mine", evening)
    assert "Une arrivée à confirmer" in page  # Malo's: her own is for her alone
    client.post(reverse("assembly:arrivals-confirmation", args=[evening.pk]), {"member": [malo.pk]})
    assert present(evening) == 2


def test_a_paper_form_that_waits_is_no_arrival_to_confirm(evening, client, ines, malo, rose):
    enter_paper_proxy(evening.gathering, giver=malo, holder=rose, actor=ines)
    sheet = MeetingSheet.of(evening.pk)
    assert (bool(sheet.to_vouch), sheet.has_doubts) == (True, False)
    assert "Chaque personne le confirme" not in read(client, ines, "meeting", evening)
    arrive(evening, member=malo, actor=ines)
    assert "Chaque personne le confirme" in read(client, ines, "meeting", evening)


def test_forty_people_at_the_door_are_confirmed_in_one_act(clock, client, db):
    """The assembly: Dora keeps the door, Tess counts; forty people came without a phone."""
    assembly = Circle.objects.create(kind=Circle.Kind.ASSEMBLY, name="AG", slug="ag")
    people = [person(name) for name in ("Chris", "Dora", "Tess", *(f"Membre {number}" for number in range(40)))]
    Membership.objects.bulk_create(Membership(member=one, year=2026, paid_on=EVENING.date()) for one in people)
    chris, dora, tess, *forty = people
    meeting = Meeting.objects.create(circle=assembly, title="AG", starts_at=EVENING, ends_at=HARD_END, created_by=chris)
    MeetingRole.objects.create(meeting=meeting, role="facilitator", member=chris)
    name_roles(meeting, roles={"door": dora, "teller": tess}, actor=chris)
    open_meeting(meeting, actor=chris)
    for member in forty:
        arrive(meeting, member=member, actor=dora)
    assert present(meeting) == 1

    page = read(client, tess, "mine", meeting)
    assert page.count('name="member"') == 40
    seen = [member.pk for member in forty]
    client.post(reverse("assembly:arrivals-confirmation", args=[meeting.pk]), {"member": seen})
    assert present(meeting) == 41


def test_the_door_notes_arrivals_and_conducts_nothing(clock, client, db):
    assembly = Circle.objects.create(kind=Circle.Kind.ASSEMBLY, name="AG", slug="ag")
    chris, dora, rosa = people = [person(name) for name in ("Chris", "Dora", "Rosa")]
    Membership.objects.bulk_create(Membership(member=one, year=2026, paid_on=EVENING.date()) for one in people)
    meeting = Meeting.objects.create(circle=assembly, title="AG", starts_at=EVENING, ends_at=HARD_END, created_by=chris)
    MeetingRole.objects.create(meeting=meeting, role="facilitator", member=chris)
    name_roles(meeting, roles={"door": dora}, actor=chris)
    open_meeting(meeting, actor=chris)

    assert live_pages["meeting"].audience(str(meeting.pk), dora) == "door"
    assert f'name="member" value="{rosa.pk}"' in read(client, dora, "meeting", meeting)
    assert f'name="member" value="{rosa.pk}"' not in read(client, rosa, "meeting", meeting)
    arrive(meeting, member=rosa, actor=dora)
    with refused("assembly.conduct"):
        close_meeting(meeting, actor=dora)


def test_door_and_tellers_are_an_assemblys(meeting, ines, malo):
    with refused("role"):
        name_roles(meeting, roles={"door": malo}, actor=ines)


def test_one_role_holder_alone_is_told_to_give_somebody_a_second_role(clock, client, ca, ines, malo):
    meeting = plan_meeting(ca, title="CA", starts_at=EVENING, ends_at=HARD_END, actor=ines)
    open_meeting(meeting, actor=ines)
    assert "Donner un second rôle à quelqu’un" in read(client, ines, "meeting", meeting)
    assert "Donner un second rôle" not in read(client, malo, "meeting", meeting)
    name_roles(meeting, roles={"scribe": malo}, actor=ines)
    assert "Donner un second rôle" not in read(client, ines, "meeting", meeting)


def test_the_minutes_say_who_noted_and_who_confirmed(evening, ines, malo, rose, ca):
    noor = person("Noor", ca)
    evening.gathering.electors.add(noor)
    for member in (malo, noor):
        arrive(evening, member=member, actor=ines)
    confirm_arrivals(evening, members=[malo], actor=rose)
    close_meeting(evening, actor=ines)

    minutes = Minutes(evening, may_read_closed=True)
    assert [line.member for line in minutes.present] == [ines, malo]
    text = to_markdown(minutes)
    assert "noté par Inès, confirmé par Rose" in text
    assert "- Noor\xa0: présence notée par Inès, jamais confirmée" in text
    told = {line["name"]: line for line in to_data(minutes)["attendance"]}
    assert told["Malo"]["present"][0]["confirmed_by"] == "Rose"
    assert (told["Noor"]["present"], told["Noor"]["noted_by"]) == ([], "Inès")


@pytest.mark.parametrize("name", ["meeting", "mine"])
def test_the_page_asks_as_much_for_one_arrival_to_confirm_as_for_twenty(name, evening, client, ca, ines, rose):
    client.force_login(rose)

    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(reverse(f"assembly:{name}", args=[evening.pk])).status_code == 200
        return len(asked)

    def come(number: int) -> None:
        member: Member = Member.objects.create_user(f"c{number}@example.org", name=f"Conseil {number}")
        Mandate.objects.create(member=member, circle=ca, since=EVENING.date())
        evening.gathering.electors.add(member)
        arrive(evening, member=member, actor=ines)

    come(0)
    questions()
    one = questions()
    for number in range(1, 20):
        come(number)
    assert questions() == one
