"""A meeting that is not held after all: its reason, its letters, its items, and its taking back."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from assembly.actions import (
    bring_back_item,
    cancel_meeting,
    convene,
    invite_guest,
    open_meeting,
    plan_again,
    plan_meeting,
    support_meeting,
    withdraw_guest,
)
from assembly.actions.cancelling import renew_cancellation
from assembly.actions.meetings import renew_convocation
from assembly.models import AgendaItem, Cancellation, Convocation, Meeting
from assembly.queries.backlog import backlog_of
from assembly.queries.meetings import cancelled_meetings, coming_meetings, past_meetings
from assembly.validity import is_convened_in_time
from commissions.models import Circle, Mandate
from members.models import Mail, Membership, Notification
from tests.assembly.conftest import EVENING
from tests.letters import let_letters_be_written
from tests.proposals.told import body, verbs
from tests.refusals import refused

LONG_BEFORE = EVENING - timedelta(days=20)
REASON = "La salle est inondée."


@pytest.fixture(autouse=True)
def long_before(clock):
    clock.move_to(LONG_BEFORE)


def letters(kind: str) -> list[Mail]:
    return list(Mail.objects.filter(kind=kind).order_by("pk"))


def cancelled(meeting: Meeting, by) -> Meeting:
    return cancel_meeting(meeting, reason=REASON, actor=by)


def test_whoever_was_called_is_told_why_and_nobody_else(meeting, items, ines, malo, noe):
    convene(meeting, actor=ines)
    called = {mail.member for mail in letters(Convocation.LETTER)}
    meeting = cancelled(meeting, ines)
    cancelled(meeting, ines)
    told = letters(Cancellation.LETTER)
    assert {mail.member for mail in told} == called
    assert malo in called
    assert noe not in called
    assert all(REASON in mail.text for mail in told)
    assert told[0].subject.endswith("\xa0: annulée")
    assert meeting.state == "cancelled"
    assert verbs().count("meeting.cancelled") == 1
    assert body("meeting.cancelled") == {
        "meeting": meeting.pk,
        "deferred": [item.pk for item in items],
        "told": len(called),
    }


def test_the_file_takes_it_out_of_calendars(meeting, items, ines):
    convene(meeting, actor=ines)
    [before] = letters(Convocation.LETTER)[0].attachments.all()
    cancelled(meeting, ines)
    [after] = letters(Cancellation.LETTER)[0].attachments.all()
    first, second = (Calendar.from_ical(bytes(one.content)) for one in (before, after))
    assert (first["method"], second["method"]) == ("PUBLISH", "CANCEL")
    [was], [is_not] = first.walk("VEVENT"), second.walk("VEVENT")
    assert was["uid"] == is_not["uid"]
    assert (was.get("sequence", 0), is_not["sequence"], is_not["status"]) == (0, 1, "CANCELLED")
    assert str(is_not["organizer"]).startswith("mailto:")


def test_nobody_is_told_of_what_nobody_was_called_to(meeting, items, ines):
    cancelled(meeting, ines)
    assert letters(Cancellation.LETTER) == []


def test_guests_whom_a_letter_reached_are_told_too(clock, meeting, items, ines, noe, omar, lise):
    """Noé was written to; Omar's letter waits, and leaves no more; Lise was invited no longer."""
    invite_guest(items[0], member=noe, actor=ines)
    withdrawn = invite_guest(items[0], member=lise, actor=ines)
    clock.shift(timedelta(days=2))
    let_letters_be_written()
    withdraw_guest(withdrawn, actor=ines)
    invite_guest(items[1], member=omar, actor=ines)
    cancelled(meeting, ines)
    [letter] = letters(Cancellation.LETTER)
    assert letter.member == noe
    assert REASON in letter.text
    assert "à un point de laquelle vous étiez invité·e" in letter.text
    assert "agenda" not in letter.text
    assert letter.attachments.count() == 0
    assert body("meeting.cancelled")["told"] == 1
    clock.shift(timedelta(days=2))
    let_letters_be_written()
    assert not Notification.objects.filter(member=omar, mail__isnull=False).exists()


def test_a_reason_is_asked_for(meeting, ines):
    with refused(reason="blank"):
        cancel_meeting(meeting, reason="  ", actor=ines)
    assert Meeting.objects.get(pk=meeting.pk).state == "planned"


def test_whoever_may_convene_cancels_though_somebody_else_facilitates(meeting, items, ca, ines, malo, noe):
    """By the circle's rules: any member; or those who coordinate it, and then no other."""
    with refused("assembly.cancel"):
        cancelled(meeting, noe)
    assert cancelled(meeting, malo).is_cancelled
    with refused("assembly.cancel"):
        plan_again(meeting, actor=noe)
    assert plan_again(meeting, actor=malo).state == "planned"
    Circle.objects.filter(pk=ca.pk).update(convener=Circle.Convener.COORDINATORS)
    Mandate.objects.filter(circle=ca, member=malo).update(role=Mandate.Role.COORDINATOR)
    rose = meeting.roles.get(role="chair").member
    for act in (cancelled, lambda meeting, by: plan_again(meeting, actor=by)):
        with refused("assembly.cancel"):
            act(meeting, rose)
    assert cancelled(meeting, malo).is_cancelled
    assert plan_again(meeting, actor=ines).state == "planned"  # who facilitates it, as before


def test_an_assembly_is_cancelled_by_the_board_but_not_what_its_members_called(clock, ca, ines, malo, noe, omar):
    for member in (ines, malo, noe, omar):
        Membership.objects.create(member=member, year=2026, paid_on=date(2026, 1, 5))
    ag = Circle.objects.create(kind=Circle.Kind.ASSEMBLY, name="AG", slug="ag")
    meeting = plan_meeting(ag, title="AG", starts_at=EVENING, ends_at=EVENING + timedelta(hours=2), actor=ines)
    with refused("assembly.cancel"):
        cancelled(meeting, noe)
    assert cancelled(meeting, malo).is_cancelled

    begins = EVENING + timedelta(days=1)
    theirs = plan_meeting(ag, title="AG", starts_at=begins, ends_at=begins + timedelta(hours=2), actor=noe)
    with refused("assembly.cancel"):
        cancelled(theirs, noe)  # it is only asked for: whoever asked withdraws it
    theirs = support_meeting(theirs, actor=omar)
    assert theirs.call == "supported"
    for person in (malo, omar):
        with refused("assembly.cancel"):
            cancelled(theirs, person)
    assert cancelled(theirs, noe).is_cancelled  # who facilitates it


def test_only_before_it_opens(meeting, items, ines):
    open_meeting(meeting, actor=ines)
    with refused("open"):
        cancelled(meeting, ines)


def test_its_items_wait_for_a_later_meeting_and_are_taken_up_once(meeting, items, ca, ines):
    cancelled(meeting, ines)
    assert {item.pk for item in backlog_of(ca)} == {item.pk for item in items}
    begins = meeting.starts_at + timedelta(days=7)
    later = plan_meeting(ca, title="La suite", starts_at=begins, ends_at=begins + timedelta(hours=2), actor=ines)
    taken_up = bring_back_item(later, item=items[0], actor=ines)
    assert taken_up.continues == items[0]

    plan_again(meeting, actor=ines)
    states = dict(AgendaItem.objects.filter(meeting=meeting).values_list("pk", "state"))
    assert states == {items[0].pk: "deferred", **{item.pk: "pending" for item in items[1:]}}


def test_it_is_planned_again_and_convened_anew(meeting, items, ines):
    convene(meeting, actor=ines)
    [called, *_others] = letters(Convocation.LETTER)
    cancelled(meeting, ines)
    meeting = Meeting.objects.get(pk=meeting.pk)
    [told, *_others] = letters(Cancellation.LETTER)
    assert renew_convocation(called) is None
    assert renew_cancellation(told) is not None

    meeting = plan_again(plan_again(meeting, actor=ines), actor=ines)
    assert (meeting.state, verbs().count("meeting.planned_again")) == ("planned", 1)
    assert not is_convened_in_time(meeting)
    assert renew_convocation(called) is None
    assert renew_cancellation(told) is None

    number = len(letters(Convocation.LETTER))
    convene(meeting, actor=ines)
    again = letters(Convocation.LETTER)[number:]
    assert {mail.member for mail in again} == {mail.member for mail in letters(Convocation.LETTER)[:number]}
    [file] = again[0].attachments.all()
    [event] = Calendar.from_ical(bytes(file.content)).walk("VEVENT")
    assert event["sequence"] == 2
    assert Meeting.objects.get(pk=meeting.pk).state == "convened"


def test_lists_say_that_it_is_not_held_until_its_day_is_over(clock, meeting, ines):
    cancelled(meeting, ines)
    assert list(cancelled_meetings(ines)) == [meeting]
    assert meeting not in [*coming_meetings(ines), *past_meetings(ines)]
    clock.move_to(meeting.ends_at + timedelta(days=2))
    assert list(cancelled_meetings(ines)) == []


def test_a_letter_of_the_evening_waits_for_the_morning_unless_it_begins_soon(clock, meeting, items, ines):
    convene(meeting, actor=ines)
    cancelled(meeting, ines)
    assert {mail.is_urgent for mail in letters(Cancellation.LETTER)} == {False}
    plan_again(meeting, actor=ines)
    convene(meeting, actor=ines)
    clock.move_to(EVENING - timedelta(hours=3))
    cancelled(meeting, ines)
    assert letters(Cancellation.LETTER)[-1].is_urgent


def test_the_pages_cancel_it_say_why_and_plan_it_again(client, meeting, items, ines, malo):
    convene(meeting, actor=ines)
    address = reverse("assembly:cancellation", args=[meeting.pk])
    for person in (malo, ines):
        client.force_login(person)
        planned = client.get(meeting.get_absolute_url()).content.decode()
        assert address in planned
        assert "Ma présence" in planned
        assert 'class="evening' in planned
    assert "prévenues par courriel" in client.get(address).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": REASON}).status_code == 303
    client.force_login(malo)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert REASON in page
    assert "annulée" in page
    assert "Prévenir" not in page
    assert "Ma présence" not in page, "there is nothing to answer"
    assert 'class="evening' not in page, "nor an evening to foresee"
    assert "Annulées" in client.get(reverse("assembly:meetings")).content.decode()
    again = reverse("assembly:cancellation-withdrawal", args=[meeting.pk])
    assert again in page  # Malo may convene it
    assert b"METHOD:CANCEL" in client.get(reverse("assembly:calendar", args=[meeting.pk])).content
    client.post(reverse("assembly:replies", args=[meeting.pk]), {"coming": "yes"})
    assert meeting.replies.count() == 0
    client.force_login(ines)
    assert again in client.get(meeting.get_absolute_url()).content.decode()
    assert client.post(again).status_code == 303
    assert Meeting.objects.get(pk=meeting.pk).state == "planned"


def test_the_api_cancels_it_and_plans_it_again(client, meeting, items, ines):
    client.force_login(ines)
    path = f"/api/v1/meetings/{meeting.pk}/cancellation/"
    assert client.post(path, {}, "application/json").status_code == 400
    assert client.post(path, {"reason": REASON}, "application/json").json()["state"] == "cancelled"
    assert client.post(f"{path}withdrawal/", {}, "application/json").json()["state"] == "planned"
