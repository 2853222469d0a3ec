"""The days on which the collective is closed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from journal.actions import CLOCK
from members.actions import enter_closed_period, remove_closed_period
from members.models import ClosedPeriod
from members.queries import closed_periods
from tests.refusals import refused

SUMMER = {"name": "Fermeture d’été", "first_on": date(2040, 7, 20), "last_on": date(2040, 8, 16)}


def test_an_administrator_enters_days_once_and_the_journal_tells_it(admin, told) -> None:
    period = enter_closed_period(**SUMMER, actor=admin)
    assert enter_closed_period(**SUMMER, actor=admin) == period
    assert (period.entered_by, told()) == (admin, ["closed_period.entered"])


def test_nobody_else_enters_or_removes_them(admin, ines) -> None:
    with refused("members.keep_closed_periods"):
        enter_closed_period(**SUMMER, actor=ines)
    with refused("members.keep_closed_periods"):
        enter_closed_period(**SUMMER, actor=CLOCK)
    period = enter_closed_period(**SUMMER, actor=admin)
    with refused("members.keep_closed_periods"):
        remove_closed_period(period, actor=ines)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": "  "}, {"name": "name"}),
        ({"last_on": date(2040, 7, 19)}, {"last_on": "order"}),
        ({"first_on": date(2020, 7, 1), "last_on": date(2020, 7, 8)}, {"last_on": "over"}),
        ({"last_on": date(2040, 9, 20)}, {"last_on": "long"}),
    ],
)
def test_days_that_mean_nothing_are_refused(admin, changed, code, told) -> None:
    with refused(**code):
        enter_closed_period(**{**SUMMER, **changed}, actor=admin)
    assert told() == []


def test_sixty_two_days_are_the_longest(admin) -> None:
    enter_closed_period(**{**SUMMER, "last_on": SUMMER["first_on"] + timedelta(days=61)}, actor=admin)
    assert ClosedPeriod.objects.count() == 1


def test_the_same_day_is_in_one_of_them_alone(admin) -> None:
    enter_closed_period(**SUMMER, actor=admin)
    with refused("overlap"):
        enter_closed_period(name="Août", first_on=date(2040, 8, 16), last_on=date(2040, 8, 31), actor=admin)


def test_removed_days_count_again_and_removing_twice_changes_nothing(admin, told) -> None:
    period = enter_closed_period(**SUMMER, actor=admin)
    remove_closed_period(period, actor=admin)
    remove_closed_period(period, actor=admin)
    assert (ClosedPeriod.objects.count(), told()) == (0, ["closed_period.entered", "closed_period.removed"])


def test_everybody_reads_those_to_come_and_whoever_administers_the_form_too(client, admin, ines) -> None:
    today = timezone.localdate()
    enter_closed_period(name="Pont", first_on=today, last_on=today, actor=admin)
    enter_closed_period(**SUMMER, actor=admin)
    client.force_login(ines)
    page = client.get(reverse("members:closed-periods")).content.decode()
    assert "du vendredi 20\xa0juillet au jeudi 16\xa0août 2040" in page
    back = f'<p class="heading__over"><a href="{reverse("members:collective")}">'
    assert "Noter ces jours" not in page
    assert back not in page
    client.force_login(admin)
    page = client.get(reverse("members:closed-periods")).content.decode()
    assert "Noter ces jours" in page
    assert back in page
    assert [one.name for one in closed_periods(today + timedelta(days=1))] == ["Fermeture d’été"]
