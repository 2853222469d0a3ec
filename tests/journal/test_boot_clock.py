"""A clock that is set changes nothing for a process that runs: time goes on, and never runs backwards."""

from datetime import UTC, datetime, timedelta

import pytest

from journal import clock
from journal.boot_clock import NONE, BootClock

EIGHT = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


class Boot:
    """The seconds since a machine started, as the tests let them pass."""

    seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def boot() -> Boot:
    return Boot()


def test_time_passes_as_the_clock_says_while_it_is_right(boot) -> None:
    watch = BootClock(EIGHT, elapsed=boot)
    boot.seconds += 60
    assert watch.hold(EIGHT + MINUTE + SECOND) == EIGHT + MINUTE + SECOND  # corrected by a second, as networks do
    assert watch.hold(EIGHT + MINUTE) == EIGHT + MINUTE + SECOND  # and never backwards
    assert watch.jump == NONE


@pytest.mark.parametrize("set_by", [HOUR, -HOUR])
def test_a_clock_that_is_set_is_not_followed_and_is_told_once(boot, caplog, set_by) -> None:
    watch = BootClock(EIGHT, elapsed=boot)
    for minutes in (1, 2, 3):
        boot.seconds += 60
        assert watch.hold(EIGHT + minutes * MINUTE + set_by) == EIGHT + minutes * MINUTE
    assert watch.jump == set_by
    assert caplog.text.count("the clock was set by") == 1


def test_a_clock_put_right_again_is_followed(boot) -> None:
    watch = BootClock(EIGHT, elapsed=boot)
    boot.seconds += 60
    watch.hold(EIGHT - HOUR)
    boot.seconds += 60
    assert watch.hold(EIGHT + 2 * MINUTE + SECOND) == EIGHT + 2 * MINUTE + SECOND
    assert watch.jump == NONE


def test_a_sleep_is_no_jump(boot) -> None:
    watch = BootClock(EIGHT, elapsed=boot)
    boot.seconds += 8 * 3600
    assert watch.hold(EIGHT + 8 * HOUR) == EIGHT + 8 * HOUR
    assert watch.jump == NONE


def test_a_process_that_starts_before_the_last_record_catches_up_without_going_back(boot) -> None:
    """The clock was set back by an hour, and the server restarted: time goes half as fast for two hours."""
    watch = BootClock(EIGHT - HOUR, last_record=EIGHT, elapsed=boot)
    assert watch.hold(EIGHT - HOUR) == EIGHT
    boot.seconds += 3600
    assert watch.hold(EIGHT) == EIGHT + HOUR / 2
    assert watch.jump == -HOUR / 2
    boot.seconds += 3600
    assert watch.hold(EIGHT + HOUR) == EIGHT + HOUR
    boot.seconds += 60
    assert watch.hold(EIGHT + HOUR + MINUTE) == EIGHT + HOUR + MINUTE
    assert watch.jump == NONE


@pytest.mark.sqlite
@pytest.mark.django_db
def test_a_process_that_keeps_watch_goes_by_it(time_machine) -> None:
    clock.keep_watch(None)
    try:
        before = clock.now()
        time_machine.move_to(before + HOUR)
        assert before <= clock.now() < before + MINUTE
        assert clock.jump() > HOUR - MINUTE
    finally:
        clock.end_watch()
    assert clock.now() >= before + HOUR


@pytest.mark.django_db
def test_a_process_that_keeps_watch_starts_no_earlier_than_the_last_record() -> None:
    last_record = clock.now() + MINUTE
    clock.keep_watch(last_record)
    try:
        assert clock.now() >= last_record
    finally:
        clock.end_watch()


def test_nobody_chooses_the_time_outside_of_the_demo_and_the_tests(settings):
    settings.MAY_TELL_TIME = False
    with pytest.raises(RuntimeError, match="only the demo and the tests"), clock.telling(EIGHT):
        pass
