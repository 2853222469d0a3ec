"""When a shift comes back: the hour on the wall, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions.recurrence import Recurrence, occurrences

PARIS = ZoneInfo("Europe/Paris")


def shifts(recurrence: Recurrence, begin: date, end: date, *, hour=time(18), minutes=120, last_on=None):
    return list(
        occurrences(
            recurrence.rule,
            first_on=recurrence.first_on,
            last_on=last_on,
            hour=hour,
            minutes=minutes,
            zone=PARIS,
            begin=begin,
            end=end,
        )
    )


@pytest.mark.parametrize(
    ("recurrence", "rule"),
    [
        (Recurrence("day", date(2026, 6, 1)), "FREQ=DAILY"),
        (Recurrence("week", date(2026, 6, 1), (3, 0)), "FREQ=WEEKLY;BYDAY=MO,TH"),
        (Recurrence("week", date(2026, 6, 2)), "FREQ=WEEKLY;BYDAY=TU"),
        (Recurrence("fortnight", date(2026, 6, 1), (5,)), "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA"),
        (Recurrence("month", date(2026, 6, 6)), "FREQ=MONTHLY;BYDAY=1SA"),
        (Recurrence("month", date(2026, 5, 30)), "FREQ=MONTHLY;BYDAY=-1SA"),
    ],
)
def test_a_choice_is_a_rule_of_rfc_5545_and_is_read_again(recurrence, rule):
    assert recurrence.rule == rule
    assert Recurrence.read(rule, recurrence.first_on).rule == rule


def test_a_rule_that_the_form_cannot_make_is_not_read():
    with pytest.raises(ValueError, match="FREQ=YEARLY"):
        Recurrence.read("FREQ=YEARLY", date(2026, 6, 1))


def test_every_two_weeks_counts_from_the_first_day():
    every_other = Recurrence("fortnight", date(2026, 6, 1), (0, 2))
    days = [one.day for one in shifts(every_other, date(2026, 6, 8), date(2026, 7, 1))]
    assert days == [date(2026, 6, 15), date(2026, 6, 17), date(2026, 6, 29), date(2026, 7, 1)]


def test_nothing_comes_before_the_first_day_nor_after_the_last():
    daily = Recurrence("day", date(2026, 6, 3))
    days = [one.day for one in shifts(daily, date(2026, 6, 1), date(2026, 6, 30), last_on=date(2026, 6, 4))]
    assert days == [date(2026, 6, 3), date(2026, 6, 4)]


def test_it_stays_at_the_same_hour_when_the_clocks_change():
    weekly = Recurrence("week", date(2026, 3, 22))  # Sundays; the clocks go forward on the 29th
    starts = [one.starts_at.astimezone(UTC) for one in shifts(weekly, date(2026, 3, 22), date(2026, 3, 29))]
    assert starts == [datetime(2026, 3, 22, 17, tzinfo=UTC), datetime(2026, 3, 29, 16, tzinfo=UTC)]
    autumn = [one.starts_at.astimezone(UTC) for one in shifts(weekly, date(2026, 10, 18), date(2026, 10, 25))]
    assert autumn == [datetime(2026, 10, 18, 16, tzinfo=UTC), datetime(2026, 10, 25, 17, tzinfo=UTC)]


@given(
    st.times().map(lambda hour: hour.replace(second=0, microsecond=0, fold=0)),
    st.integers(15, 720),
    st.sampled_from([date(2026, 3, 27), date(2026, 10, 23)]),
)
def test_each_night_has_its_shift_which_ends_after_it_begins(hour, minutes, begin):
    found = shifts(Recurrence("day", begin), begin, begin + timedelta(days=4), hour=hour, minutes=minutes)
    assert [one.day for one in found] == [begin + timedelta(days=away) for away in range(5)]
    assert all(one.starts_at.timestamp() < one.ends_at.timestamp() for one in found)
    starts = [one.starts_at.timestamp() for one in found]
    assert starts == sorted(set(starts))
