"""The last day of a working group is told thirty days before and on the day, and waits on the home page until then."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from commissions.actions import create_circle, end_circle, give_mandate, set_rules
from commissions.actions.circle_endings import tell_of_last_day
from commissions.ending_due import tell_of_last_days
from commissions.models import Circle, Mandate
from commissions.sentences import rules_in_words
from journal.actions import CLOCK
from journal.clock import now, telling
from members.models import Member, Notification
from members.notification_letters import still_waiting
from members.panels import waiting_for
from tests.refusals import refused


def today() -> date:
    return timezone.localdate(now())


@pytest.fixture
def bikes(admin, ca, omar, noe, rose) -> Circle:
    """A working group that is to end in forty days: Omar coordinates it, Noé is in it, Rose has a voice in it."""
    last = today() + timedelta(days=40)
    circle = create_circle(actor=admin, kind=Circle.Kind.WORKING_GROUP, name="Vélos", parent=ca, ends_on=last)
    for member, role in ((omar, "coordinator"), (noe, "member"), (rose, "voice")):
        give_mandate(circle, member=member, role=role, actor=admin)
    return circle


def told() -> list[tuple[str, str]]:
    return list(Notification.objects.filter(kind="last_day").order_by("pk").values_list("member__name", "key"))


def asked(member: Member) -> list[str]:
    return [one.title for one in waiting_for(member) if one.kind == "last_day"]


def test_it_is_told_thirty_days_before_and_on_the_day_once_each(bikes):
    last = bikes.ends_on
    tell_of_last_days()
    assert told() == []
    with telling(timezone.now() + timedelta(days=10)):
        tell_of_last_days()
        tell_of_last_days()
    before = [("Omar", f"{last}:before")]
    assert told() == before
    with telling(timezone.now() + timedelta(days=39)):
        tell_of_last_days()
    assert told() == before
    for days in (40, 41, 80):
        with telling(timezone.now() + timedelta(days=days)):
            tell_of_last_days()
    assert told()[1:] == [("Omar", f"{last}:day")]
    bikes.refresh_from_db()
    assert not bikes.has_ended
    assert Mandate.objects.filter(circle=bikes, until=None).count() == 3


def test_it_waits_on_the_home_page_of_who_coordinates_it_until_it_ends_or_goes_on(bikes, admin, omar, noe, rose, ines):
    assert asked(omar) == []
    with telling(timezone.now() + timedelta(days=11)):
        assert [len(asked(one)) for one in (omar, noe, rose, ines, admin)] == [1, 0, 0, 0, 0]
        (title,) = asked(omar)
        assert title.startswith("Le groupe Vélos est là jusqu’au ")
        set_rules(bikes, ends_on=today() + timedelta(days=90), actor=admin)
        assert asked(omar) == []
    with telling(timezone.now() + timedelta(days=102)):
        assert len(asked(omar)) == 1
        end_circle(bikes, actor=omar)
        assert asked(omar) == []


def test_the_rules_of_a_group_that_has_ended_name_no_last_day_to_come(bikes, admin):
    assert len([one for one in rules_in_words(bikes) if "Ce groupe est là jusqu’au" in one]) == 1
    ended = end_circle(bikes, actor=admin)
    assert not [one for one in rules_in_words(ended) if "Ce groupe est là jusqu’au" in one]


def test_its_letter_leaves_only_while_it_waits_for_its_reader(bikes, admin, omar):
    with telling(timezone.now() + timedelta(days=11)):
        tell_of_last_days()
        (letter,) = Notification.objects.filter(member=omar)
        ((thing, _notifications),) = still_waiting(omar, [letter])
        assert (thing.title, thing.about) == (asked(omar)[0], bikes.topic)
        set_rules(bikes, ends_on=today() + timedelta(days=90), actor=admin)
        assert still_waiting(omar, [letter]) == []


def test_more_time_is_another_last_day_and_told_anew(bikes, admin):
    with telling(timezone.now() + timedelta(days=11)):
        tell_of_last_days()
        later = today() + timedelta(days=20)
        set_rules(bikes, ends_on=later, actor=admin)
        tell_of_last_days()
    assert told()[1:] == [("Omar", f"{later}:before")]


def test_where_nobody_coordinates_it_those_who_administer_are_asked(admin, ca, ines, noe):
    last = today() + timedelta(days=5)
    party = create_circle(actor=admin, kind="working_group", name="Fête", parent=ca, ends_on=last)
    give_mandate(party, member=noe, actor=admin)
    tell_of_last_days()
    assert [name for name, _key in told()] == ["Ada"]
    assert [len(asked(one)) for one in (admin, ines, noe)] == [1, 0, 0]


def test_the_clock_alone_tells_it_and_nothing_of_a_group_that_has_ended(bikes, omar):
    with refused("commissions.remind"):
        tell_of_last_day(bikes, actor=omar)
    with telling(timezone.now() + timedelta(days=11)):
        end_circle(bikes, actor=omar)
        tell_of_last_days()
        tell_of_last_day(bikes, actor=CLOCK)
    assert told() == []


def test_the_page_of_the_group_says_it_to_everybody_and_offers_it_to_who_may(bikes, omar, noe, client):
    with telling(timezone.now() + timedelta(days=11)):
        for person, may in ((omar, True), (noe, False)):
            client.force_login(person)
            page = client.get(bikes.get_absolute_url()).content.decode()
            assert 'id="last-day"' in page
            assert ("Lui donner plus de temps" in page) is may
            assert ("dites-leur ce que vous souhaitez" in page) is not may
