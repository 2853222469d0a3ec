"""When the evening will end: the plain sum, in exact seconds."""

from datetime import UTC, datetime, timedelta

import pytest

from assembly.forecast import Timed, forecast

NOW = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
HARD_END = NOW + timedelta(minutes=60)


def item(key: int, state: str, planned: int, spent: int = 0) -> Timed:
    """Minutes, for the reader's sake."""
    return Timed(key, state, planned * 60, spent * 60)


def at(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("items", "minutes"),
    [
        ([], 0),
        ([item(1, "pending", 10), item(2, "pending", 25)], 35),
        ([item(1, "done", 10, 40), item(2, "current", 25, 5), item(3, "pending", 15)], 35),
        ([item(1, "current", 10, 12), item(2, "pending", 15)], 15),
        ([item(1, "deferred", 30), item(2, "pending", 15)], 15),
    ],
    ids=["nothing", "all to come", "what is left", "over its time", "deferred"],
)
def test_it_adds_up_what_is_left(items, minutes):
    assert forecast(items, now=NOW, hard_end=HARD_END).ends_at == at(minutes)


def test_the_range_goes_from_a_fifth_less_to_two_fifths_more():
    told = forecast([item(1, "pending", 50)], now=NOW, hard_end=HARD_END)

    assert (told.low, told.high) == (at(40), at(70))
    assert not told.is_late


def test_it_names_the_items_that_pass_the_hard_end():
    items = [item(1, "current", 30, 10), item(2, "pending", 40), item(3, "pending", 1), item(4, "deferred", 99)]

    told = forecast(items, now=NOW, hard_end=HARD_END)

    assert told.too_late == (3,)
    assert told.is_late
    assert forecast(items[:2], now=NOW, hard_end=HARD_END).too_late == ()
