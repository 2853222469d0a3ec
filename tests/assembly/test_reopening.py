"""A step by a slip is taken back; a meeting closed by one goes on where it was, by whoever conducted it."""

from datetime import timedelta

import pytest

from assembly.actions import (
    advance,
    arrive,
    close_meeting,
    conclude_item,
    defer_item,
    lower_hand,
    name_roles,
    note_decision,
    open_item_ballot,
    raise_hand,
    reopen_meeting,
    sign,
)
from assembly.models import Hand, Meeting
from journal.clock import now
from members.models import Member
from tests.assembly.conftest import later
from tests.closing import close_item_in_time
from tests.refusals import refused
from votes.counting.majority import MajorityRules
from votes.questions import QuestionSpec
from web.dates import clock as clock_words


def states(items) -> list[str]:
    for item in items:
        item.refresh_from_db()
    return [item.state for item in items]


def test_a_closing_that_was_a_slip_is_taken_back_where_it_was(news, clock, items, ines, malo, recorded):
    arrive(news.meeting, member=malo, actor=malo)
    defer_item(items[2], actor=ines)
    closed = close_meeting(news.meeting, actor=ines)
    recorded()
    later(clock, minutes=9)

    opened = reopen_meeting(closed, actor=ines)

    assert (opened.state, opened.closed_at, opened.checkpoint_size) == (Meeting.State.OPEN, None, None)
    assert states(items) == ["current", "pending", "deferred"]
    assert opened.gathering.closed_at is None
    assert opened.gathering.presences.count() == 2
    assert news.spans.filter(ended_at=None).count() == 1
    assert recorded() == ["gathering.reopened", "meeting.reopened"]

    reopen_meeting(opened, actor=ines)
    assert recorded() == []
    close_meeting(opened, actor=ines)
    assert states(items) == ["done", "deferred", "deferred"]
    assert recorded() == ["gathering.closed", "meeting.closed"]


def test_the_minutes_that_closing_leads_to_offer_to_reopen_it_until_then(client, evening, clock, ines, malo):
    """Without JavaScript, as with it: to whoever conducted, while it can be done."""
    page, form = f"/meetings/{evening.pk}/minutes/", f'action="/meetings/{evening.pk}/reopening/"'
    close_meeting(evening, actor=ines)
    client.force_login(malo)
    assert form not in client.get(page).content.decode()
    client.force_login(ines)
    end = clock_words(now() + timedelta(minutes=10))
    later(clock, minutes=9)
    shown = client.get(page).content.decode()
    assert form in shown
    assert f"la rouvrir jusqu’à {end}" in shown

    answer = client.post(f"/meetings/{evening.pk}/reopening/")
    assert answer.url == evening.get_absolute_url()
    evening.refresh_from_db()
    assert evening.is_open
    assert form not in client.get(page).content.decode()

    close_meeting(evening, actor=ines)
    later(clock, minutes=10)
    assert form not in client.get(page).content.decode()


def test_after_ten_minutes_a_closing_stands(evening, clock, ines):
    close_meeting(evening, actor=ines)
    later(clock, minutes=10)
    with refused("late"):
        reopen_meeting(evening, actor=ines)


def test_what_is_signed_is_not_reopened(evening, ines, malo):
    name_roles(evening, roles={"chair": malo, "secretary": ines}, actor=ines)
    close_meeting(evening, actor=ines)
    sign(evening, actor=malo)
    with refused("signed"):
        reopen_meeting(evening, actor=ines)


def test_only_whoever_conducted_reopens(evening, ines, malo):
    close_meeting(evening, actor=ines)
    with refused("assembly.conduct"):
        reopen_meeting(evening, actor=malo)


def test_a_step_that_was_a_slip_is_taken_back(news, items, ines, recorded):
    advance(news.meeting, expected=news.pk, actor=ines)
    recorded()

    current = advance(news.meeting, expected=items[1].pk, to=news, is_back=True, actor=ines)

    assert current == news
    assert states(items) == ["current", "pending", "pending"]
    assert recorded() == ["item.put_back", "item.started"]


def raised_in(meeting) -> list:
    return [hand.member for hand in Hand.objects.filter(meeting=meeting, lowered_at=None)]


@pytest.fixture
def queue(news, clock, ines, malo, rose) -> list[Member]:
    """Rose, then Malo, ask to speak; Inès had, and no longer does."""
    for member in (rose, ines, malo):
        raise_hand(news.meeting, kind="speak", actor=member)
    later(clock, minutes=1)
    lower_hand(news.meeting, actor=ines)
    later(clock, minutes=1)
    return [rose, malo]


def test_the_hands_that_a_slip_lowered_are_up_again(news, queue, items, clock, ines):
    advance(news.meeting, expected=news.pk, actor=ines)
    assert raised_in(news.meeting) == []
    later(clock, seconds=5)
    advance(news.meeting, expected=items[1].pk, to=news, is_back=True, actor=ines)
    assert raised_in(news.meeting) == queue

    conclude_item(news, actor=ines)
    assert raised_in(news.meeting) == []
    later(clock, seconds=5)
    advance(news.meeting, expected=None, to=news, is_back=True, actor=ines)
    assert raised_in(news.meeting) == queue

    meeting = close_meeting(news.meeting, actor=ines)
    assert raised_in(meeting) == []
    later(clock, seconds=5)
    reopen_meeting(meeting, actor=ines)
    assert raised_in(meeting) == queue


def test_whoever_raises_their_hand_after_a_slip_keeps_it_when_it_is_taken_back(news, queue, items, clock, ines, rose):
    advance(news.meeting, expected=news.pk, actor=ines)
    later(clock, seconds=5)
    for member in (rose, ines):
        raise_hand(news.meeting, kind="clarify", actor=member)
    advance(news.meeting, expected=items[1].pk, to=news, is_back=True, actor=ines)
    assert sorted(member.name for member in raised_in(news.meeting)) == ["Inès", "Malo", "Rose"]


def test_what_is_being_voted_is_not_put_back(news, items, ines):
    advance(news.meeting, expected=news.pk, actor=ines)
    open_item_ballot(items[1], QuestionSpec("Racheter ?", MajorityRules()), actor=ines)
    with refused("ballot_open"):
        advance(news.meeting, expected=items[1].pk, to=news, is_back=True, actor=ines)


def test_a_step_is_taken_back_to_some_item(news, items, ines):
    with refused("back"):
        advance(news.meeting, expected=news.pk, is_back=True, actor=ines)
    assert states(items) == ["current", "pending", "pending"]


def test_what_was_decided_meanwhile_is_done_and_not_to_come_again(news, items, ines, malo):
    arrive(news.meeting, member=malo, actor=malo)
    advance(news.meeting, expected=news.pk, actor=ines)
    note_decision(items[1], text="On rachète", actor=malo)
    advance(news.meeting, expected=items[1].pk, to=news, is_back=True, actor=ines)
    assert states(items) == ["current", "done", "pending"]


def test_what_was_voted_meanwhile_is_done_and_not_to_come_again(news, items, ines):
    advance(news.meeting, expected=news.pk, actor=ines)
    link = open_item_ballot(items[1], QuestionSpec("Racheter ?", MajorityRules()), actor=ines)
    close_item_in_time(link, actor=ines)
    advance(news.meeting, expected=items[1].pk, to=news, is_back=True, actor=ines)
    assert states(items) == ["current", "done", "pending"]


def test_a_press_that_changed_nothing_offers_nothing_to_undo(client, news, items, ines):
    """Somebody else had moved on: the agenda is where they put it."""
    advance(news.meeting, expected=news.pk, to=items[2], actor=ines)
    client.force_login(ines)
    sent = {"expected": news.pk, "request_key": "b" * 32}
    answer = client.post(f"/meetings/{news.meeting_id}/steps/", sent, headers={"X-Act": "1"})
    assert not answer.json().get("undo")
    assert states(items) == ["done", "pending", "current"]


def test_the_page_offers_to_take_a_step_back(client, news, items, ines):
    client.force_login(ines)
    sent = {"expected": news.pk, "request_key": "a" * 32}
    answer = client.post(f"/meetings/{news.meeting_id}/steps/", sent, headers={"X-Act": "1"})
    undo = answer.json()["undo"]
    assert undo["fields"] == {"expected": str(items[1].pk), "item": str(news.pk), "back": "yes"}
    client.post(undo["url"], undo["fields"])
    assert states(items) == ["current", "pending", "pending"]


def test_over_the_api_it_is_reopened_by_whoever_conducted_it_in_time(evening, clock, ines, malo, client):
    close_meeting(evening, actor=ines)
    address = f"/api/v1/meetings/{evening.pk}/reopening/"
    client.force_login(malo)
    assert client.post(address).status_code == 403
    client.force_login(ines)
    opened = client.post(address)
    assert (opened.status_code, opened.json()["state"], opened.json()["closed_at"]) == (200, "open", None)

    close_meeting(evening, actor=ines)
    later(clock, minutes=11)
    late = client.post(address)
    assert (late.status_code, Meeting.objects.get().state) == (400, "closed")
