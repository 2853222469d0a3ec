"""Times as people say them."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from web import dates
from web.templatetags.web import moment

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=timezone.get_default_timezone())


def at(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (at(24, 18, 30), "ce soir 18 h 30", "this evening 18:30"),
        (at(24, 16), "aujourd’hui 16 h", "today 16:00"),
        (at(24, 9, 5), "aujourd’hui 9 h 05", "today 09:05"),
        (at(25, 9, 30), "demain 9 h 30", "tomorrow 09:30"),
        (at(23, 22), "hier 22 h", "yesterday 22:00"),
        (at(24, 14, 12), "dans 12 minutes", "in 12 minutes"),
        (at(24, 14, 1), "dans 1 minute", "in 1 minute"),
        (at(24, 13, 20), "il y a 40 minutes", "40 minutes ago"),
        (NOW + timedelta(seconds=20), "à l’instant", "just now"),
        (at(26, 8), "dans 2 jours", "in 2 days"),
        (at(19, 8), "il y a 5 jours", "5 days ago"),
        (at(1, 8, month=12), "1er décembre", "1 December"),
        (at(14, 8, month=7, year=2018), "14 juillet 2018", "14 July 2018"),
        (date(2026, 11, 24), "aujourd’hui", "today"),
        (date(2026, 11, 25), "demain", "tomorrow"),
        (date(2026, 11, 23), "hier", "yesterday"),
        (date(2026, 11, 28), "dans 4 jours", "in 4 days"),
        (date(2027, 2, 20), "20 février 2027", "20 February 2027"),
    ],
)
def test_a_time_is_said_as_across_a_table(value, french, english):
    with translation.override("fr"):
        assert dates.human(value, now=NOW).replace("\u00a0", " ") == french
    with translation.override("en"):
        assert dates.human(value, now=NOW).replace("\u00a0", " ") == english


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (at(24, 20), "ce soir à 20 h", "this evening at 20:00"),
        (at(24, 16, 30), "aujourd’hui à 16 h 30", "today at 16:30"),
        (at(25, 9), "demain à 9 h", "tomorrow at 09:00"),
        (at(5, 20, month=12), "le samedi 5 décembre à 20 h", "on Saturday 5 December at 20:00"),
        (at(23, 22), "le lundi 23 novembre à 22 h", "on Monday 23 November at 22:00"),
        (at(1, 12, month=1, year=2027), "le vendredi 1er janvier 2027 à 12 h", "on Friday 1 January 2027 at 12:00"),
    ],
)
def test_an_end_is_told_with_its_day_and_its_hour(value, french, english):
    with translation.override("fr"):
        assert dates.day_and_time(value, now=NOW).replace("\u00a0", " ") == french
    with translation.override("en"):
        assert dates.day_and_time(value, now=NOW).replace("\u00a0", " ") == english


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (at(24, 20), "jusqu’à ce soir à 20 h", "until this evening at 20:00"),
        (at(24, 16, 30), "jusqu’à aujourd’hui à 16 h 30", "until today at 16:30"),
        (at(25, 9), "jusqu’à demain à 9 h", "until tomorrow at 09:00"),
        (at(5, 20, month=12), "jusqu’au samedi 5 décembre à 20 h", "until Saturday 5 December at 20:00"),
        (at(23, 22), "jusqu’au lundi 23 novembre à 22 h", "until Monday 23 November at 22:00"),
        (
            at(1, 12, month=1, year=2027),
            "jusqu’au vendredi 1er janvier 2027 à 12 h",
            "until Friday 1 January 2027 at 12:00",
        ),
    ],
)
def test_until_when_is_told_in_words_that_follow_each_other(value, french, english):
    with translation.override("fr"):
        assert dates.until(value, now=NOW).replace("\u00a0", " ") == french
    with translation.override("en"):
        assert dates.until(value, now=NOW).replace("\u00a0", " ") == english


def test_the_hour_never_leaves_its_h_alone_at_the_end_of_a_line():
    with translation.override("fr"):
        assert dates.clock(at(24, 18, 30)) == "18\u00a0h\u00a030"


def test_an_instant_is_told_in_the_places_own_time():
    with translation.override("fr"):
        assert dates.clock(datetime.fromisoformat("2026-07-01T20:00:00+00:00")) == "22\u00a0h"


def test_the_exact_time_stands_behind():
    with translation.override("fr"):
        html = moment(at(24, 18, 30))
    assert 'datetime="2026-11-24T18:30:00+01:00"' in html
    assert 'title="mardi 24\u00a0novembre 2026 à 18\u00a0h\u00a030"' in html
    assert moment(None) == ""


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 s"), (45, "45 s"), (60, "1 min"), (725, "12 min"), (3600, "1 h"), (3900, "1 h 05"), (-5, "0 s")],
)
def test_how_long(seconds, said):
    assert dates.duration(seconds).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("seconds", "shown"), [(760, "12:40"), (5, "0:05"), (3725, "1:02:05"), (-65, "−1:05"), (0, "0:00")]
)
def test_a_timer(seconds, shown):
    assert dates.stopwatch(seconds) == shown
