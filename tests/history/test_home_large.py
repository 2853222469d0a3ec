"""The home page of somebody with much to do: what it asks of the database."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commissions.circles_read_once import circles_read_once
from commissions.models import Task
from commissions.queries import circles_of
from members.models import Collective, Member, Membership, Notification
from members.queries import is_paid_up
from proposals.actions.notifications import CARRYING, PRESENTED
from proposals.models import Decision, FollowUp, Proposal
from proposals.process import State
from tests.bench.large_collective import LargeCollective


@pytest.fixture
def collective(db) -> LargeCollective:
    large = LargeCollective()
    large.found()
    return large


def questions(client, path: str = "/") -> int:
    """How many read rows: what PostgreSQL is asked of the time beside them (`journal.clock`) reads none."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len([question for question in asked if "clock_timestamp" not in question["sql"]])


def test_a_member_of_six_circles_costs_less_than_twenty_questions(client, collective):
    """Positions to give, texts to react to, meetings to answer and to come, minutes, tasks, reviews: in all six."""
    client.force_login(collective.reader)
    collective.decide(60)
    assert circles_of(collective.reader).count() == 6
    page = client.get("/").content.decode()
    shown = ("Donner votre position", "Réagir", "Dire si vous venez", "Tâche 0", "Procès-verbal", "À réexaminer")
    assert [words for words in shown if words not in page] == []
    assert questions(client) < 20


def test_one_question_more_a_kind_of_news_and_none_where_there_is_none(client, collective):
    """Texts to read, and decisions to carry out; however many of each."""
    client.force_login(collective.reader)
    collective.decide(60)
    questions(client)
    before = questions(client)
    asked = Proposal.objects.filter(state=State.CLARIFICATION)
    tell(collective.reader, PRESENTED, [proposal.topic for proposal in asked])
    assert (questions(client), "Lire une nouvelle proposition" in client.get("/").content.decode()) == (
        before + 2,
        True,
    )
    decided = list(Decision.objects.all()[:20])
    FollowUp.objects.bulk_create(
        FollowUp(decision=one, responsible=collective.reader, noted_by=collective.reader, noted_at=timezone.now())
        for one in decided
    )
    tell(collective.reader, CARRYING, [decision.topic for decision in decided])
    assert questions(client) == before + 3 < 21


def tell(member: Member, kind: str, topics: list[str]) -> None:
    now = timezone.now()
    Notification.objects.bulk_create(
        Notification(member=member, kind=kind, about=topic, asked_at=now, leaves_at=now) for topic in topics
    )


def test_its_questions_do_not_grow_with_what_there_is(client, collective):
    collective.decide(60)
    client.force_login(collective.reader)
    questions(client)  # the first page of a session writes it
    before = questions(client)
    collective.add_people(20)
    collective.decide(200)
    now, circle = timezone.now(), collective.circles[2]
    Task.objects.bulk_create(
        Task(circle=circle, title=f"Autre {place}", assignee=collective.reader, created_at=now) for place in range(30)
    )
    assert questions(client) == before


def test_inside_the_block_circles_are_read_once_and_after_it_anew(noon, collective):
    reader = collective.reader
    with circles_read_once():
        first = list(circles_of(reader))
        with CaptureQueriesContext(connection) as asked:
            circles_of(reader)
        Membership.objects.filter(member=reader).delete()
        reader.mandates.update(until=timezone.localdate() - timedelta(days=1))
        assert (len(first), len(asked), list(circles_of(reader))) == (6, 0, first)
    assert list(circles_of(reader)) == []


@pytest.mark.parametrize("kept", [True, False])
def test_in_the_days_of_grace_last_years_membership_still_counts(collective, kept):
    """The same as `Collective.grace_until` says it, before the settings were ever saved too."""
    member = Member.objects.get(pk=collective.people[3].pk)
    Membership.objects.filter(member=member).update(year=2025, paid_on=date(2025, 5, 1))
    if kept:
        Collective.objects.update_or_create(pk=1, defaults={"grace_days": 10})
    else:
        Collective.objects.all().delete()
    last = (Collective.objects.filter(pk=1).first() or Collective(pk=1)).grace_until(2026)
    assert (is_paid_up(member, last), is_paid_up(member, last + timedelta(days=1))) == (True, False)
