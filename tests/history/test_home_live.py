"""The home page moves by itself: it is read again when the journal tells of a circle that one follows."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assembly import actions
from assembly.models import Meeting
from commissions.circles_read_once import circles_read_once, read_together
from commissions.models import Circle, Mandate
from commissions.queries import circles_of, readable_circles
from history.live import EVERYBODYS
from journal.clock import now, telling
from members.models import Member
from realtime.pages import Live, live_pages, open_page


@pytest.fixture(autouse=True)
def early_in_the_evening() -> Iterator[None]:
    """A meeting that begins now ends before midnight, at whatever hour the tests run."""
    with telling(timezone.localtime().replace(hour=18, minute=0)):
        yield


def opened_by(member: Member) -> Live:
    request = RequestFactory().get("/")
    request.user = member
    return open_page(request, "home", EVERYBODYS)


def call(member: Member) -> str:
    """What has a browser read their own part again, when it changes."""
    return opened_by(member).render("calls")


def meet(circle: Circle, member: Member) -> Meeting:
    """A meeting that they plan and open."""
    starts_at = now() + timedelta(minutes=5)
    meeting = actions.plan_meeting(
        circle, title="Ce soir", starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), actor=member
    )
    return actions.open_meeting(meeting, actor=member)


def test_a_meeting_that_is_planned_or_opened_has_the_page_of_whoever_follows_its_circle_read_again(
    ca: Circle, ines: Member, noe: Member
) -> None:
    before = call(noe)  # who follows an open circle, and sits in none
    meeting = meet(ca, ines)
    opened = call(noe)
    actions.close_meeting(meeting, actor=ines)
    assert len({before, opened, call(noe)}) == 3
    assert ca.topic in live_pages["home"].regions["calls"].topics(opened_by(noe).data)


def test_what_a_closed_circle_does_moves_the_page_of_its_members_alone(ca: Circle, ines: Member, noe: Member) -> None:
    Circle.objects.filter(pk=ca.pk).update(is_open=False)
    hers, his = call(ines), call(noe)
    meet(ca, ines)
    assert call(noe) == his
    assert call(ines) != hers


def test_who_comes_into_a_closed_circle_follows_it(ca: Circle, noe: Member) -> None:
    Circle.objects.filter(pk=ca.pk).update(is_open=False)
    before = opened_by(noe).audience
    Mandate.objects.create(member=noe, circle=ca, since=timezone.localdate())
    assert opened_by(noe).audience != before
    assert f"{ca.topic}:rules" in live_pages["home"].rights_topics(opened_by(noe).data)


def test_those_who_follow_the_same_circles_are_one_audience(ca: Circle, ines: Member, noe: Member) -> None:
    assert opened_by(ines).audience == opened_by(noe).audience


def test_there_is_one_such_page(noe: Member) -> None:
    with pytest.raises(Http404):
        live_pages["home"].load("2")


def test_the_page_follows_and_a_visitors_does_not(client: Client, noe: Member) -> None:
    assert 'id="live"' not in client.get("/").content.decode()
    client.force_login(noe)
    assert 'id="live"' in client.get("/").content.decode()


def test_whose_circles_are_which_is_read_in_one_question_and_once_inside_the_block(
    ca: Circle, vie_quotidienne: Circle, ines: Member
) -> None:
    Circle.objects.filter(pk=vie_quotidienne.pk).update(is_open=True)
    lists = (lambda: readable_circles(ines), lambda: circles_of(ines))
    with circles_read_once(), CaptureQueriesContext(connection) as asked:
        followed, hers = read_together(*lists)
        assert (sorted(followed), hers) == (sorted([ca.pk, vie_quotidienne.pk]), [ca.pk])
        assert read_together(*lists) == [followed, hers]
        circles_of(ines)
    assert len(asked) == 1
