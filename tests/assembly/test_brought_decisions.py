"""What a circle has not carried out in time, or is to look at again, enters its next agenda by itself."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assembly import due
from assembly.actions import (
    add_item,
    advance,
    bring_decisions,
    close_meeting,
    convene,
    open_meeting,
    plan_meeting,
    remove_item,
    reopen_item,
    settle_reviewed_items,
)
from assembly.live import MeetingPage
from assembly.models import BroughtDecision, Meeting, NoteText
from assembly.presenters.meeting import MeetingSheet
from assembly.queries.minutes import Minutes
from assembly.queries.record import MeetingRecord
from commissions.models import Circle
from journal.clock import now
from members.models import Mail, Membership
from proposals.models import Decision, FollowUp, Review
from tests.assembly.test_live import html
from tests.proposals.told import body
from tests.refusals import refused
from web.dates import day


def decided(circle, title, **fields) -> Decision:
    year = timezone.localdate().year
    serial = Decision.objects.count() + 1
    return Decision.objects.create(
        circle=circle,
        title=title,
        text="Le texte.",
        process=Decision.Process.CONSENT,
        result="",
        year=year,
        serial=serial,
        number=f"{year}-{serial:03d}",
        decided_at=timezone.now(),
        **fields,
    )


def late(circle, title, *, days, member) -> FollowUp:
    day = timezone.localdate() - timedelta(days=days)
    return FollowUp.objects.create(
        decision=decided(circle, title), state="to_do", responsible=member, due_on=day, noted_at=timezone.now()
    )


def to_review(circle, title, *, days) -> Decision:
    day = timezone.localdate() + timedelta(days=days)
    return decided(circle, title, review_on=day, next_review_on=day)


def plan(circle, actor, days) -> Meeting:
    """In the morning of that day: the hour at which the tests run does not matter."""
    day = timezone.localdate() + timedelta(days=days)
    starts_at = timezone.make_aware(datetime.combine(day, time(10)))
    return plan_meeting(circle, title="CA", starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), actor=actor)


def subjects(meeting) -> list[str]:
    return [item.title.split(" · ")[1] for item in meeting.items.all()]


def test_what_is_late_is_on_the_next_agenda_once(ca, ines, rose):
    late(ca, "Les volets", days=1, member=rose)
    late(ca, "Le toit", days=9, member=None)
    late(ca, "Le four", days=-9, member=rose)
    first, second = plan(ca, ines, 20), plan(ca, ines, 40)
    assert subjects(first) == ["Le toit", "Les volets"]
    assert [(item.owner, item.minutes) for item in first.items.all()] == [(None, 5), (rose, 5)]
    assert not second.items.exists()


def test_what_is_to_be_looked_at_again_by_its_day_follows_what_is_late(ca, ines, rose):
    to_review(ca, "Les visites", days=15)
    to_review(ca, "Le potager", days=25)
    late(ca, "Le toit", days=1, member=rose)
    meeting = plan(ca, ines, 20)
    assert [item.title for item in meeting.items.all()] == [
        "En retard\u00a0: 2026-003 · Le toit",
        "À réexaminer\u00a0: 2026-001 · Les visites",
    ]
    reasons = [(one.decision.title, one.reason) for one in BroughtDecision.objects.all()]
    assert reasons == [("Le toit", "late"), ("Les visites", "review")]


def test_the_clock_adds_what_becomes_late_to_the_next_meeting_that_is_planned_already(ca, ines, rose, recorded):
    first, second = plan(ca, ines, 20), plan(ca, ines, 40)
    late(ca, "Le toit", days=1, member=rose)
    recorded()
    due.bring_what_is_due()
    due.bring_what_is_due()
    assert (subjects(first), subjects(second)) == (["Le toit"], [])
    assert recorded() == ["item.added"]
    assert body("item.added")["decision"] == Decision.objects.get().pk


def test_what_was_taken_off_by_hand_does_not_come_back(ca, ines, rose):
    late(ca, "Le toit", days=1, member=rose)
    meeting = plan(ca, ines, 20)
    remove_item(meeting.items.get(), actor=ines)
    due.bring_what_is_due()
    assert not meeting.items.exists()


def test_what_is_settled_since_leaves_the_agenda_as_it_came(ca, ines, rose, recorded):
    roof = late(ca, "Le toit", days=1, member=rose)
    kept = to_review(ca, "Les visites", days=0)
    late(ca, "Les volets", days=1, member=rose)
    meeting = plan(ca, ines, 20)
    recorded()
    FollowUp.objects.create(decision=roof.decision, state="done", noted_at=timezone.now())
    Decision.objects.filter(pk=kept.pk).update(next_review_on=timezone.localdate() + timedelta(days=200))
    due.bring_what_is_due()
    due.bring_what_is_due()
    assert subjects(meeting) == ["Les volets"]
    assert recorded() == ["item.removed", "item.removed"]


@pytest.mark.parametrize("kept_by", ["convocation", "notes"])
def test_what_people_were_called_for_or_wrote_about_stays(ca, ines, rose, kept_by):
    roof = late(ca, "Le toit", days=1, member=rose)
    meeting = plan(ca, ines, 20)
    if kept_by == "convocation":
        convene(meeting, actor=ines)
    else:
        NoteText.objects.create(item=meeting.items.get(), text="Un devis.", written_by=rose, written_at=timezone.now())
    FollowUp.objects.create(decision=roof.decision, state="done", noted_at=timezone.now())
    due.bring_what_is_due()
    assert subjects(meeting) == ["Le toit"]


def test_nothing_is_added_to_an_assembly_that_is_convened_nor_to_a_meeting_under_way(ca, ines, malo, rose):
    assembly = Circle.objects.create(kind=Circle.Kind.ASSEMBLY, name="AG", slug="ag", meeting_quorum="1/2")
    for member in (ines, malo, rose):
        Membership.objects.create(member=member, year=timezone.localdate().year, paid_on=timezone.localdate())
    convened, under_way = plan(assembly, ines, 20), plan(ca, ines, 0)
    add_item(convened, title="Budget", actor=ines)
    convene(convened, actor=ines)
    open_meeting(under_way, actor=ines)
    late(assembly, "Le toit", days=1, member=rose)
    late(ca, "Les volets", days=1, member=rose)
    due.bring_what_is_due()
    assert [item.title for item in convened.items.all()] == ["Budget"]
    assert not under_way.items.exists()


def test_whoever_is_not_of_the_circle_brings_nothing(ca, ines, omar):
    meeting = plan(ca, ines, 20)
    with refused("assembly.bring_decisions"):
        bring_decisions(meeting, actor=omar)


# Settled online after people were called for it


@pytest.fixture
def called_for(ca, ines) -> Meeting:
    """Convened to look again at a decision, then to talk about the budget."""
    to_review(ca, "Les visites", days=0)
    meeting = plan(ca, ines, 20)
    add_item(meeting, title="Budget", minutes=30, actor=ines)
    convene(meeting, actor=ines)
    return meeting


def reviewed(decision: Decision, outcome: str = "kept", *, occasion: str = "", days: int = 200) -> Review:
    """Closed now; where it is kept, it is to be looked at again some days later."""
    if outcome == "kept":
        next_on = timezone.localdate() + timedelta(days=days)
        Decision.objects.filter(pk=decision.pk).update(next_review_on=next_on)
    return Review.objects.create(
        decision=decision, opened_at=now(), ends_at=now(), closed_at=now(), outcome=outcome, occasion=occasion
    )


def first_of(meeting):
    return MeetingRecord.of(meeting.pk).lines[0]


def test_what_people_were_called_for_and_a_review_kept_says_so_and_takes_no_time(called_for, ines, recorded):
    convoked = called_for.items.first().convocation
    review = reviewed(Decision.objects.get())
    recorded()
    due.bring_what_is_due()
    due.bring_what_is_due()

    line = first_of(called_for)
    today = day(timezone.localdate(), weekday=False)
    assert line.settled == f"réglé en ligne, le {today}\xa0: la décision est gardée"
    assert (line.item.title, line.item.convocation, line.item.state) == (
        "À réexaminer\xa0: 2026-001 · Les visites", convoked, "done"
    )  # fmt: skip
    assert recorded() == ["item.settled_elsewhere"]
    told = {"meeting": called_for.pk, "item": line.item.pk, "decision": review.decision_id, "review": review.pk}
    assert body("item.settled_elsewhere") == told
    assert line.settled in html(MeetingPage(), called_for, "member")
    assert MeetingSheet.of(called_for.pk).forecast.ends_at == called_for.starts_at + timedelta(minutes=30)


def test_the_next_item_is_the_one_after_it_and_the_minutes_tell_why(clock, called_for, ines):
    reviewed(Decision.objects.get())
    due.bring_what_is_due()
    clock.move_to(called_for.starts_at)
    open_meeting(called_for, actor=ines)
    assert advance(called_for, expected=None, actor=ines).title == "Budget"
    called_for.refresh_from_db()
    point = Minutes(called_for, may_read_closed=True).points[0]
    assert point.time == point.note == first_of(called_for).settled
    close_meeting(called_for, actor=ines)
    assert [item.state for item in called_for.items.all()] == ["done", "done"]


def test_a_review_that_ends_while_the_meeting_is_under_way_settles_an_item_that_waits(clock, called_for, ines):
    clock.move_to(called_for.starts_at)
    open_meeting(called_for, actor=ines)
    advance(called_for, expected=None, to=called_for.items.last(), actor=ines)
    reviewed(Decision.objects.get(), "reopened")
    Decision.objects.update(next_review_on=None)
    due.bring_what_is_due()
    assert first_of(called_for).settled.endswith("on en décide de nouveau")


def test_what_is_talked_about_is_not_settled_under_the_eyes_of_the_room(clock, called_for, ines):
    clock.move_to(called_for.starts_at)
    open_meeting(called_for, actor=ines)
    advance(called_for, expected=None, actor=ines)
    reviewed(Decision.objects.get())
    due.bring_what_is_due()
    assert first_of(called_for).item.state == "current"


def test_put_back_on_the_agenda_it_is_talked_about_and_not_settled_again(clock, called_for, ines):
    reviewed(Decision.objects.get())
    due.bring_what_is_due()
    clock.move_to(called_for.starts_at)
    open_meeting(called_for, actor=ines)
    reopen_item(called_for.items.first(), actor=ines)
    due.bring_what_is_due()
    assert (first_of(called_for).item.state, first_of(called_for).settled) == ("pending", "")
    assert advance(called_for, expected=None, actor=ines) == called_for.items.first()


@pytest.mark.parametrize("why", ["kept for a few days only", "answered by this meeting", "before it came here"])
def test_what_is_still_to_be_looked_at_stays_as_it_is(called_for, why):
    decision = Decision.objects.get()
    if why == "kept for a few days only":
        reviewed(decision, days=3)
    elif why == "answered by this meeting":
        reviewed(decision, occasion=called_for.topic)
    else:
        review = reviewed(decision)
        BroughtDecision.objects.update(brought_at=review.closed_at + timedelta(seconds=1))
    due.bring_what_is_due()
    assert (first_of(called_for).item.state, first_of(called_for).settled) == ("pending", "")


def test_another_meeting_may_have_settled_it(called_for):
    reviewed(Decision.objects.get(), occasion="meeting:999")
    due.bring_what_is_due()
    assert first_of(called_for).settled.startswith("réglé dans une autre réunion, le ")


def test_a_convocation_sent_again_says_what_is_settled_and_does_not_count_its_minutes(called_for, ines):
    reviewed(Decision.objects.get())
    due.bring_what_is_due()
    Mail.objects.all().delete()
    convene(called_for, actor=ines)
    text = Mail.objects.first().text
    assert first_of(called_for).settled in text
    assert "En tout\xa0: 30 minutes." in text


def test_whoever_is_not_of_the_circle_settles_nothing(called_for, omar):
    reviewed(Decision.objects.get())
    with refused("assembly.bring_decisions"):
        settle_reviewed_items(called_for, actor=omar)
    assert first_of(called_for).item.state == "pending"


@pytest.fixture
def looked_at(ca, ines) -> Meeting:
    """Under way, on a decision whose day has come."""
    to_review(ca, "Les visites", days=0)
    meeting = plan(ca, ines, 0)
    open_meeting(meeting, actor=ines)
    advance(meeting, expected=None, actor=ines)
    return meeting


def test_the_act_is_on_its_item_until_the_meeting_has_answered(client, looked_at, ines):
    address = reverse("proposals:review-in-meeting", args=["2026-001"])
    assert address in html(MeetingPage(), looked_at, "facilitator")
    assert address not in html(MeetingPage(), looked_at, "member")
    assert reverse("proposals:decision", args=["2026-001"]) in html(MeetingPage(), looked_at, "member")

    client.force_login(ines)
    answer = client.post(address, {"choice": "keep"})
    assert (answer.status_code, answer["Location"]) == (303, looked_at.get_absolute_url())
    assert (Review.objects.get().outcome, Review.objects.get().occasion) == ("kept", looked_at.topic)
    assert address not in html(MeetingPage(), looked_at, "facilitator")


def test_of_what_is_late_one_notes_how_far_it_is(ca, ines, rose):
    late(ca, "Le toit", days=1, member=rose)
    meeting = plan(ca, ines, 0)
    open_meeting(meeting, actor=ines)
    advance(meeting, expected=None, actor=ines)
    assert reverse("proposals:progress", args=["2026-001"]) in html(MeetingPage(), meeting, "facilitator")


def test_what_a_group_that_has_ended_decided_enters_the_next_agenda_of_the_circle_above(ca, malo):
    bikes = Circle.objects.create(
        kind="working_group", name="Vélos", slug="velos", parent=ca, ended_on=timezone.localdate()
    )
    late(bikes, "Le râtelier", days=3, member=malo)
    to_review(bikes, "Le vélo-cargo", days=3)
    kept = late(bikes, "Une situation", days=3, member=malo).decision
    Decision.objects.filter(pk=kept.pk).update(audience="circle")
    meeting = plan(ca, malo, days=7)
    assert subjects(meeting) == ["Le râtelier", "Le vélo-cargo"]
