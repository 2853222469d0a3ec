"""What the home page shows each person and what their letters say: the same list, of every kind that letters tell."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from assembly.actions import arrive, depart
from commissions.actions import (
    add_task,
    create_circle,
    decline_swap,
    entrust_role,
    give_mandate,
    give_up_turn,
    join_rota,
    make_rota,
    pause_rota,
    take_place,
)
from commissions.due import remind
from commissions.ending_due import tell_of_last_days
from commissions.models import Circle, Mandate
from commissions.role_due import tell_of_terms
from commissions.rota_due import tell_lack
from commissions.rota_notifications import TURN
from history.actions import cancel_visit
from history.panels import home_of
from journal.actions import CLOCK, action
from journal.clock import now, telling
from members.actions import read_news
from members.models import Member, Notification
from members.notification_letters import still_waiting
from members.notifications import kinds, notify, wanted
from members.panels import Waiting
from proposals import actions
from proposals.actions.notifications import EARLIER, REVIEW
from tests.rights.house import House, undone
from votes.actions import tell_marked

pytestmark = pytest.mark.xdist_group("world")

Things = dict[tuple[str, str], Waiting]
ANSWERED = {"edit", "reopening", "swap"}  # by what tells the rest of the kinds
RECALLED = {"task", "turn"}  # a letter says that it is for tomorrow; the home page, which shows the day, does not


@action
def ask(person: Member, kind: str, about: str, *, actor: object) -> None:
    notify([person], kind, about)


def tell_the_rest(w: Any) -> None:
    """What the world does not tell of by itself: each kind that letters tell is there once."""
    tomorrow = w.today + timedelta(days=1)
    actions.entrust(w.decision, responsible=w.malo, due_on=w.today + timedelta(days=40), actor=w.ines)
    actions.refuse_edit(w.suggested_edit, reason="Trop long.", actor=w.suggested_edit.proposal.author)
    actions.decline_reopening(w.reopening_request, reason="Rien de neuf.", actor=w.malo)
    cancel_visit(w.visit, actor=w.ines)
    ask(w.ines, REVIEW, w.review.decision.topic, actor=CLOCK)
    ask(w.malo, EARLIER, w.earlier.circle.topic, actor=CLOCK)
    add_task(w.ca, title="Appeler demain", assignee=w.malo, due_on=tomorrow, actor=w.malo)
    remind()
    decline_swap(w.swap, actor=w.ines)
    give_up_turn(w.wanted_turn, actor=w.ines)
    tell_lack(w.shift, actor=CLOCK)
    ask(w.ines, TURN, take_place(w.rota.shifts.earliest("starts_at"), actor=w.ines).shift.topic, actor=CLOCK)
    paused = make_rota(
        w.ca, title="Bar", every="week", first_on=tomorrow, hour=time(9), minutes=60, places=1, actor=w.malo
    )
    join_rota(paused, actor=w.ines)
    take_place(paused.shifts.latest("starts_at"), actor=w.ines)
    pause_rota(paused, actor=w.malo)
    entrust_role(
        w.role, member=w.noe, since=w.today - timedelta(days=300), until=w.today + timedelta(days=9), actor=w.ada
    )
    tell_of_terms()
    group = create_circle(kind=Circle.Kind.WORKING_GROUP, name="Mur", ends_on=w.today + timedelta(days=9), actor=w.ada)
    give_mandate(group, member=w.omar, role=Mandate.Role.COORDINATOR, actor=w.ada)
    tell_of_last_days()
    arrive(w.meeting, member=w.rose, actor=w.ines)
    depart(w.meeting, member=w.malo, actor=w.ines)
    with telling(now() + timedelta(minutes=30)):
        tell_marked(actor=CLOCK)


def in_letters(member: Member) -> Things:
    """All that letters to this person would say, if each of their notifications left now."""
    with override("fr"):
        current = still_waiting(member, wanted(member, Notification.objects.filter(member=member)))
    return {(thing.kind, thing.about): thing for thing, _notifications in current}


def at_home(member: Member) -> Things:
    """What their home page shows of what they are asked or told by letters."""
    told = set(Notification.objects.filter(member=member).values_list("kind", "about"))
    with override("fr"):
        home = home_of(member)
    things = [*home.waiting, *(news.thing for news in home.news)]
    return {(thing.kind, thing.about): thing for thing in things if (thing.kind, thing.about) in told}


def people() -> list[Member]:
    return list(Member.objects.filter(is_active=True))


def assert_same() -> set[str]:
    """The two lists of everybody are the same; the kinds that they hold."""
    held = set()
    for member in people():
        letters, home = in_letters(member), at_home(member)
        assert sorted(letters) == sorted(home), member
        said, shown = ({which: (one.title, one.url) for which, one in things.items()} for things in (letters, home))
        assert {which for which in letters if said[which] != shown[which]} <= {
            which for which in letters if which[0] in RECALLED
        }
        held |= {kind for kind, _about in letters}
    return held


def test_each_kind_is_on_the_home_page_of_whom_letters_tell_of_it_in_the_same_words(house: House) -> None:
    with undone():
        held = assert_same()
        tell_the_rest(house.world)
        assert held | assert_same() == {kind for kind, _declared in kinds.items()}


def test_whoever_leaves_a_circle_that_keeps_to_itself_is_asked_and_told_nothing_of_it_any_more(house: House) -> None:
    w = house.world
    with undone():
        tell_the_rest(w)
        Circle.objects.filter(pk=w.ca.pk).update(is_open=False)
        Mandate.objects.filter(circle=w.ca, member__in=[w.malo, w.rose, *w.many]).update(until=timezone.localdate())
        assert_same()
        for member in w.many:
            theirs = set(Notification.objects.filter(member=member, within=w.ca.topic).values_list("kind", "about"))
            assert theirs
            assert sorted(theirs & set(at_home(member))) == []
        kept = {kind for member in (w.malo, w.rose) for kind, _about in at_home(member)}
        assert kept & {"meeting_roles", "term_of_circle"} == set()  # what one wrote, and answers for, stays


def test_what_is_read_leaves_both_and_what_is_asked_stays(house: House) -> None:
    with undone():
        tell_the_rest(house.world)
        for member in people():
            read_news(member, Notification.objects.filter(member=member).values_list("pk", flat=True), actor=member)
        assert assert_same() == {kind for kind, declared in kinds.items() if not declared.is_news} - ANSWERED
